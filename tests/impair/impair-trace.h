// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What happened to each datagram, one line each, in the order of the decisions:
// dropped, or sent. Those in the delay line at the end have no line.

#pragma once

#include "impair-ledger.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct
{
  unsigned direction; // 0 forward, 1 reverse
  unsigned client;
  const ImpairTicket *ticket;
  const uint8_t *data;
  size_t size;
} ImpairTraced;

// All do nothing if `out` is NULL. Errors show up in ferror ().

// It was sent, or its copy was, at `now_ns`.
void impair_trace_sent (FILE *out, const ImpairTraced *traced, uint64_t now_ns);

// It was dropped.
void impair_trace_dropped (FILE *out, const ImpairTraced *traced,
    ImpairFate why);
