// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The report of `impair`: the ledgers as one JSON object on one line.

#pragma once

#include "impair-ledger.h"

#include <stdint.h>
#include <stdio.h>

typedef struct
{
  const char *reason; // why it is printed, e.g. "sigterm"; without quotes
  uint64_t seed;
  uint64_t start_ns;          // CLOCK_MONOTONIC at `ready`
  uint64_t now_ns;            // CLOCK_MONOTONIC at this report
  int64_t realtime_offset_ns; // CLOCK_REALTIME minus CLOCK_MONOTONIC
  unsigned clients;
  uint64_t refused_datagrams;     // of clients beyond the bound
  uint64_t socket_drops[2];       // by full receive buffers of the relay
  const ImpairLedger *ledgers[2]; // forward, reverse
} ImpairReport;

// Prints the report with a line feed. Errors show up in ferror ().
void impair_report_print (const ImpairReport *report, FILE *out);
