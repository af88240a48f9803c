/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The streams of a capture as a table in the terminal, and what else there is
 * to say of it.
 */
#ifndef QOS_ANALYZE_TABLE_H
#define QOS_ANALYZE_TABLE_H

#include "qos-analysis.h"

G_BEGIN_DECLS

/* Prints a row for each stream, in the order they began. streams: (element-type
 * QosAnalysisStream). */
void qos_analyze_table_print (GPtrArray *streams);

/* What was left out, and why values are missing; a line each.
 * Returns: (transfer full): "" where there is nothing to say. */
gchar *qos_analyze_table_notes (const QosAnalysisCounts *counts,
    GPtrArray *streams);

G_END_DECLS

#endif
