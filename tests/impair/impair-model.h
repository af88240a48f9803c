// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What happens to the n-th packet of a class in one direction. Pure: no
// socket, no clock; the time of arrival is an argument.
//
// Chance is a function of (seed, direction, class, fault, n) alone: every
// packet takes exactly one number from the stream of every fault of its
// class, whether that fault is on or not. Timing, other classes and other
// faults do not move it.
//
// Order of the faults: outage, loss and ge, rate (with its queue), delay and
// jitter, hold-back (reorder). A copy (dup) takes its time on the link of
// `rate` but is never dropped by it.

#pragma once

#include "impair-packet.h"
#include "impair-profile.h"
#include "impair-random.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IMPAIR_MAX_PROFILES 3

typedef enum
{
  IMPAIR_PASS,
  IMPAIR_DROP_LOSS,
  IMPAIR_DROP_OUTAGE,
  IMPAIR_DROP_QUEUE,
  IMPAIR_DROP_SEND // never decided here: the kernel refused the datagram
} ImpairFate;

typedef enum
{
  IMPAIR_DRAW_LOSS,
  IMPAIR_DRAW_GE_MOVE,
  IMPAIR_DRAW_GE_LOSS,
  IMPAIR_DRAW_REORDER,
  IMPAIR_DRAW_DUP,
  IMPAIR_DRAW_JITTER,
  IMPAIR_N_DRAWS
} ImpairDraw;

// One profile in use.
typedef struct
{
  ImpairProfile profile;
  uint64_t busy_until_ns; // the link of `rate` is busy until then
  uint64_t last_leave_ns; // of packets whose order is kept
} ImpairPath;

typedef struct
{
  ImpairPath paths[IMPAIR_MAX_PROFILES];
  unsigned n_paths;
  ImpairRandom streams[IMPAIR_N_CLASSES][IMPAIR_N_DRAWS];
  bool is_bad[IMPAIR_N_CLASSES]; // state of ge
  bool have_first_rtp;
  uint64_t first_rtp_ns;
} ImpairModel;

typedef struct
{
  ImpairClass kind;
  uint64_t arrival_ns;
  uint64_t nth_of_ssrc; // RTP packets of the same SSRC before this one
  size_t wire_bytes;    // with IP and UDP headers
} ImpairArrival;

// Everything except `fate` is 0 if the packet is dropped.
typedef struct
{
  ImpairFate fate;
  uint64_t leave_ns; // same clock as arrival_ns, never before it
  bool has_copy;
  uint64_t copy_after_ns; // after the original has left
  unsigned hold_for;      // leave after that many later ones; 0: not held
} ImpairVerdict;

// `direction` is 0 forward, 1 reverse. Starts without a profile, so that
// nothing happens to any packet.
void impair_model_init (ImpairModel *model, uint64_t seed, unsigned direction);

// Adds a profile, at most one per only=. False if that only= is taken.
bool impair_model_add (ImpairModel *model, const ImpairProfile *profile);

// Decides for the next packet of its class.
void impair_model_decide (ImpairModel *model, const ImpairArrival *arrival,
    ImpairVerdict *out);
