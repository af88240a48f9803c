/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The report of a capture, from the streams of its analysis.
 */
#pragma once

#include "qos-analysis.h"
#include "qos-app-report.h"

/* An interval of stream ended at at_ns. */
void qos_analyze_report_add_interval (QosAppReport *report,
    QosAnalysisStream *stream, guint64 at_ns, const QosSnapshot *snapshot);

/* event: qos_summary_event () of stream. */
void qos_analyze_report_add_event (QosAppReport *report,
    QosAnalysisStream *stream, const GstStructure *event);

/* The page; call once, after the analysis has ended. capture: its file; notes:
 * from qos_analyze_table_notes (). Returns: (transfer full). */
gchar *qos_analyze_report_page (QosAppReport *report, QosAnalysis *analysis,
    const gchar *capture, const gchar *notes);
