// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The command line of `impair` as a struct.

#pragma once

#include "impair-model.h"
#include "impair-net.h"
#include "impair-profile.h"

#include <stdbool.h>
#include <stdint.h>

#define IMPAIR_MAX_CHANGES 64

// --at: the keys named in `text` change for packets that arrive later.
typedef struct
{
  unsigned direction; // 0 forward, 1 reverse
  bool is_after_rtp;  // since the first forward RTP packet, not since start
  uint64_t after_ns;
  const char *text;
  unsigned profile; // index in the profiles of that direction
} ImpairChange;

typedef struct
{
  bool have_listen;
  bool have_forward;
  ImpairAddress listen;
  ImpairEndpoint forward;
  uint64_t seed;
  uint64_t duration_ns; // 0: until stopped
  bool is_until_eof;
  const char *report_path; // NULL: standard output
  const char *pcap_path;   // NULL: none
  const char *trace_path;  // NULL: none
  ImpairProfile profiles[2][IMPAIR_MAX_PROFILES];
  unsigned n_profiles[2];
  ImpairChange changes[IMPAIR_MAX_CHANGES];
  unsigned n_changes;
} ImpairOptions;

typedef enum
{
  IMPAIR_OPTIONS_RUN,
  IMPAIR_OPTIONS_HELP, // the help was asked for and printed
  IMPAIR_OPTIONS_BAD   // an error was printed to standard error
} ImpairOptionsResult;

// Reads the command line. `out` keeps pointers into `argv`.
ImpairOptionsResult impair_options_read (int argc, char **argv,
    ImpairOptions *out);
