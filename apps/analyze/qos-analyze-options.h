/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The command line of qos-analyze.
 */
#pragma once

#include "qos-analysis.h"

typedef struct
{
  gchar *file; /* the capture */
  gboolean json;
  gchar *report; /* (nullable) */
  gint latency_ms;
  gint other_rate; /* Hz, 0: not given */
  guint32 rates[QOS_ANALYSIS_PAYLOAD_TYPES];
  guint8 *ports; /* 65536 bits; NULL: all */
} QosAnalyzeOptions;

/* Reads the command line. Returns: FALSE if the program must exit, with *status
 * set to the exit status. Clear *options in either case. */
gboolean qos_analyze_options_parse (QosAnalyzeOptions *options, int *argc,
    char ***argv, int *status);
void qos_analyze_options_clear (QosAnalyzeOptions *options);
