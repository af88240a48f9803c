/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The streams of a capture as a table in the terminal, and notes about it.
 */
#pragma once

#include "qos-analysis.h"

/* Prints a row for each stream, in the order of their start. streams:
 * (element-type QosAnalysisStream). */
void qos_analyze_table_print (GPtrArray *streams);

/* What was ignored, and why values are missing; one note per line. Returns:
 * (transfer full): "" if there are none. */
gchar *qos_analyze_table_notes (const QosAnalysisCounts *counts,
    GPtrArray *streams);
