// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The path of a datagram through `impair`: read, counted, decided, delayed,
// sent. Owns the sockets; impair.c does the waiting.

#pragma once

#include "impair-clients.h"
#include "impair-inbox.h"
#include "impair-ledger.h"
#include "impair-model.h"
#include "impair-options.h"
#include "impair-pcap.h"
#include "impair-queue.h"
#include "impair-trace.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

// Names of sockets in events; a smaller one is the index of a client.
#define IMPAIR_SOURCE_LISTEN IMPAIR_MAX_CLIENTS

typedef struct
{
  const ImpairOptions *options;
  int epoll_fd; // not owned
  int listen_fd;
  ImpairAddress destination;
  ImpairAddress local; // from which the destination is reached
  uint64_t start_ns;
  int64_t realtime_offset_ns;

  bool is_change_done[IMPAIR_MAX_CHANGES];
  bool have_first_rtp; // forward
  uint64_t first_rtp_ns;
  uint64_t refused_datagrams;

  ImpairModel models[2];   // forward, reverse
  ImpairLedger ledgers[2]; // forward, reverse
  ImpairQueue queue;
  ImpairInbox *inbox;
  ImpairPcap pcap;
  FILE *trace; // NULL: none
  ImpairClients clients;
} ImpairRelay;

// Opens the sockets and watches them with `epoll_fd`, with the source in
// data.u32. False with the reason in `error` (of IMPAIR_ERROR_BYTES); close the
// relay in either case. Both arguments must outlive it.
bool impair_relay_open (ImpairRelay *relay, const ImpairOptions *options,
    int epoll_fd, char *error);

// The port it listens on.
uint16_t impair_relay_port (const ImpairRelay *relay);

// Reads some of what waits at a source, and sends what is due meanwhile.
void impair_relay_read (ImpairRelay *relay, unsigned source);

// Sends everything that is due.
void impair_relay_send_due (ImpairRelay *relay);

// When the next datagram is due; UINT64_MAX: the delay line is empty.
uint64_t impair_relay_next_due_ns (const ImpairRelay *relay);

// Reads everything that had arrived before now.
void impair_relay_drain (ImpairRelay *relay);

// Prints a report.
void impair_relay_report (ImpairRelay *relay, const char *reason, FILE *out);

// Closes everything. False with errno when the capture or the trace could not
// be written.
bool impair_relay_close (ImpairRelay *relay);
