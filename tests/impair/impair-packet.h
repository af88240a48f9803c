// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What `impair` needs to know about a datagram: its class and, for RTP, the
// fields of RFC 3550 5.1. Pure; only reads bytes, and trusts none of them.

#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum
{
  IMPAIR_RTP,
  IMPAIR_RTCP,  // RFC 5761 4: version 2 and a second byte of 192..223
  IMPAIR_OTHER, // not version 2, or too short for either header
  IMPAIR_N_CLASSES
} ImpairClass;

typedef struct
{
  ImpairClass kind;
  size_t bytes; // of the whole UDP payload

  // for IMPAIR_RTP only, otherwise 0
  uint32_t ssrc;
  uint16_t seq;
  uint32_t timestamp;
  size_t payload_bytes; // without header, CSRC list, extension and padding;
                        // 0 when those do not fit in the datagram
} ImpairPacket;

// Classifies any `size` bytes; `data` may be NULL when `size` is 0.
void impair_packet_read (const uint8_t *data, size_t size, ImpairPacket *out);

// "rtp", "rtcp" or "other".
const char *impair_class_name (ImpairClass kind);
