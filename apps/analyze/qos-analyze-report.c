/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-analyze-report.h"

#include "qos-app-report.h"
#include "qos-app-text.h"
#include "qos-summary.h"

#include <math.h>

/* The report has room for every measured stream. */
G_STATIC_ASSERT (QOS_ANALYSIS_STREAMS_MAX <= QOS_APP_REPORT_STREAMS_MAX);

struct _QosAnalyzeReport
{
  QosAppReport *report;
};

QosAnalyzeReport *
qos_analyze_report_new (void)
{
  QosAnalyzeReport *self = g_new0 (QosAnalyzeReport, 1);

  self->report = qos_app_report_new (&qos_app_fields_received);
  return self;
}

void
qos_analyze_report_free (QosAnalyzeReport *self)
{
  qos_app_report_free (self->report);
  g_free (self);
}

/* Returns: (nullable): NULL if the report is full. */
static QosAppReportStream *
find_stream (QosAnalyzeReport *self, QosAnalysisStream *stream)
{
  if (!stream->user)
    stream->user = qos_app_report_add_stream (self->report);
  return stream->user;
}

void
qos_analyze_report_add_interval (QosAnalyzeReport *self,
    QosAnalysisStream *stream, guint64 at_ns, const QosSnapshot *snapshot)
{
  QosAppReportStream *reported = find_stream (self, stream);
  const QosAppPicked *series = qos_app_report_series (self->report);
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
qos_analyze_report_add_event (QosAnalyzeReport *self, QosAnalysisStream *stream,
    const GstStructure *event)
{
  QosAppReportStream *reported = find_stream (self, stream);

  if (reported)
    qos_app_report_add_event (reported, event,
        qos_app_number (event, QOS_EVENT (RUNNING_TIME)) / GST_SECOND);
}

gchar *
qos_analyze_report_page (QosAnalyzeReport *self, QosAnalysis *analysis,
    const gchar *capture, const gchar *notes)
{
  guint64 start_ns = qos_analysis_start_ns (analysis);
  GPtrArray *streams = qos_analysis_streams (analysis);
  g_autoptr (GDateTime) start = qos_summary_time (start_ns);
  g_autofree gchar *name = g_filename_display_basename (capture);
  QosAppReportHead head = {
      .title = "RTP streams of a capture",
      .source = g_str_equal (capture, "-") ? NULL : name,
      .start = start,
      .seconds = (gdouble) (qos_analysis_end_ns (analysis) - start_ns) / 1e9,
      .notes = notes,
      .of_capture = TRUE,
  };

  for (guint i = 0; i < streams->len; i++) {
    QosAnalysisStream *stream = g_ptr_array_index (streams, i);
    g_autoptr (GstStructure) summary = qos_summary_stream (stream);

    qos_app_report_set_stats (stream->user, summary);
  }
  return qos_app_report_page (self->report, &head);
}
