// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Classic capture file with nanoseconds and link type 101 (raw IP). It makes up
// the IPv4 and UDP headers around the datagram; the UDP checksum is 0.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct
{
  FILE *file;
  uint16_t next_id; // IPv4 identification
} ImpairPcap;

typedef struct
{
  uint64_t realtime_ns;
  uint32_t source; // host byte order
  uint32_t destination;
  uint16_t source_port;
  uint16_t destination_port;
} ImpairPcapHeader;

// Creates the file and writes its header. False with errno.
bool impair_pcap_open (ImpairPcap *pcap, const char *path);

// Adds a datagram of at most 65,507 bytes. Errors show up when it is closed.
void impair_pcap_write (ImpairPcap *pcap, const ImpairPcapHeader *header,
    const uint8_t *data, size_t size);

// Passes what was written to the system.
void impair_pcap_flush (ImpairPcap *pcap);

// False with errno if something could not be written. Closing a capture that is
// not open does nothing.
bool impair_pcap_close (ImpairPcap *pcap);
