/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-analyze-report.h"

#include "qos-summary.h"

#include <math.h>

/* The report has room for every measured stream. */
G_STATIC_ASSERT (QOS_ANALYSIS_STREAMS_MAX <= QOS_APP_REPORT_STREAMS_MAX);

/* Returns: (nullable): NULL if the report is full. */
static QosAppReportStream *
find_stream (QosAppReport *self, QosAnalysisStream *stream)
{
  if (!stream->user)
    stream->user = qos_app_report_add_stream (self);
  return stream->user;
}

void
qos_analyze_report_add_interval (QosAppReport *self, QosAnalysisStream *stream,
    guint64 at_ns, const QosSnapshot *snapshot)
{
  QosAppReportStream *reported = find_stream (self, stream);
  const QosAppPicked *series = qos_app_report_series (self);
  gdouble values[QOS_APP_PICKED_MAX];

  if (!reported)
    return;
  for (guint i = 0; i < series->n; i++) {
    QosStreamField field =
        (QosStreamField) (series->list[i] - qos_stream_fields);

    values[i] =
        qos_snapshot_has (snapshot, field) ? snapshot->values[field].d : NAN;
  }
  qos_app_report_add_point (reported, (gdouble) at_ns / GST_SECOND, values);
}

void
qos_analyze_report_add_event (QosAppReport *self, QosAnalysisStream *stream,
    const GstStructure *event)
{
  QosAppReportStream *reported = find_stream (self, stream);

  if (reported)
    qos_app_report_add_event (reported, event,
        qos_app_number (event, QOS_EVENT (RUNNING_TIME)) / GST_SECOND);
}

gchar *
qos_analyze_report_page (QosAppReport *self, QosAnalysis *analysis,
    const gchar *capture, const gchar *notes)
{
  const QosAnalysisCounts *counts = qos_analysis_counts (analysis);
  GPtrArray *streams = qos_analysis_streams (analysis);
  g_autoptr (GDateTime) start = qos_summary_time (counts->start_ns);
  g_autofree gchar *name = g_filename_display_basename (capture);
  QosAppReportHead head = {
      .title = "RTP streams of a capture",
      .source = g_str_equal (capture, "-") ? NULL : name,
      .start = start,
      .seconds = (gdouble) counts->length_ns / 1e9,
      .notes = notes,
      .of_capture = TRUE,
  };

  for (guint i = 0; i < streams->len; i++) {
    QosAnalysisStream *stream = g_ptr_array_index (streams, i);
    g_autoptr (GstStructure) summary = qos_summary_stream (stream);

    qos_app_report_set_stats (stream->user, summary);
  }
  return qos_app_report_page (self, &head);
}
