// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The faults of one direction as numbers, and the reader of their text form
// "key=value,key=value,...". Pure. What the numbers do is in impair-model.h.

#pragma once

#include "impair-packet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IMPAIR_MAX_OUTAGES 16
#define IMPAIR_ERROR_BYTES 512

typedef enum
{
  IMPAIR_ONLY_RTP,
  IMPAIR_ONLY_RTCP,
  IMPAIR_ONLY_ALL
} ImpairOnly;

typedef struct
{
  uint64_t start_ns; // after the first RTP packet of the direction
  uint64_t length_ns;
  uint64_t period_ns; // 0: happens once
} ImpairOutage;

typedef struct
{
  ImpairOnly only;
  bool is_only_named; // the text said only=

  double loss_percent;

  struct
  {
    double enter_percent; // good to bad, per packet
    double leave_percent; // bad to good, per packet
    double bad_loss_percent;
    double good_loss_percent;
  } ge;

  ImpairOutage outages[IMPAIR_MAX_OUTAGES];
  unsigned n_outages;

  uint64_t delay_ns;
  uint64_t jitter_ns;
  bool is_order_free; // jitter-reorder instead of jitter

  struct
  {
    double percent;
    unsigned after; // packets of the same class
  } reorder;

  struct
  {
    double percent;
    uint64_t after_ns;
  } dup;

  struct
  {
    double kbps; // 0: no limit
    uint64_t queue_ns;
  } rate;

  uint64_t first; // RTP packets of each SSRC left alone
} ImpairProfile;

// No fault at all, only=rtp.
void impair_profile_init (ImpairProfile *profile);

// Sets the keys in `text`; the others stay. False if the text is invalid: the
// profile is unchanged, and `error` (of IMPAIR_ERROR_BYTES) says what is wrong,
// the value, and what is expected.
bool impair_profile_apply (ImpairProfile *profile, const char *text,
    char *error);

// Whether only= covers packets of class `kind`.
bool impair_profile_covers (const ImpairProfile *profile, ImpairClass kind);

// The keys and their values for --help, one per line, indented.
const char *impair_profile_help (void);
