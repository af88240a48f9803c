// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What happened to the sequence numbers of one SSRC: extended to 64 bits, with
// the runs of lost ones. Pure.
//
// The newest 262,144 numbers are kept one by one. A number that leaves that
// window is settled: only a packet that leaves the relay more than 262,144
// numbers after the newest one received (5 s at 50,000 packets/s) would be too
// late to be counted exactly.

#pragma once

#include <stdbool.h>
#include <stdint.h>

#define IMPAIR_WINDOW_SLOTS 262144
#define IMPAIR_RUN_BUCKETS 11

typedef enum
{
  IMPAIR_SLOT_NONE, // not received by the relay, or still inside it
  IMPAIR_SLOT_DROPPED,
  IMPAIR_SLOT_DELIVERED
} ImpairSlot;

// Runs of consecutive dropped numbers between the first and the last delivered
// number.
typedef struct
{
  uint64_t counts[IMPAIR_RUN_BUCKETS]; // of length 1, 2, ... 10, 11 and more
  uint64_t lost;                       // sum of their lengths
} ImpairRuns;

// A walk over the numbers in ascending order.
typedef struct
{
  ImpairRuns sure;    // a delivered number has followed
  ImpairRuns waiting; // closed, but nothing delivered has followed yet
  uint64_t open;      // length of the run that ends at the last step
  bool have_delivered;
} ImpairWalk;

typedef struct
{
  uint64_t words[IMPAIR_WINDOW_SLOTS / 32]; // two bits per number
  ImpairWalk settled;                       // everything below the window
  bool have_highest;
  uint64_t highest; // newest extended number received
  uint64_t lowest;  // oldest extended number that was ever marked
} ImpairWindow;

// The window must be all zero bytes at the start. Returns the extended number
// of a received packet: the one nearest to the highest so far.
uint64_t impair_window_receive (ImpairWindow *window, uint16_t seq);

// Whether the number is still in the window.
bool impair_window_has (const ImpairWindow *window, uint64_t ext);

// State of a number in the window.
ImpairSlot impair_window_get (const ImpairWindow *window, uint64_t ext);

// Sets the state of a number in the window.
void impair_window_set (ImpairWindow *window, uint64_t ext, ImpairSlot slot);

// The current runs.
void impair_window_runs (const ImpairWindow *window, ImpairRuns *out);
