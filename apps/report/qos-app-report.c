/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Collects what a report shows of the elements' messages.
 */
#include "qos-app-report-private.h"

#include <math.h>

static const QosAppSvgChart received_charts[QOS_N_TRENDS] = {
    [QOS_TREND_LOSS] = {"Loss", "%", 1},
    [QOS_TREND_JITTER] = {"Jitter", "ms", 1},
    [QOS_TREND_VARIATION] = {"Delay variation", "ms", 1},
    [QOS_TREND_BANDWIDTH] = {"Bandwidth", "kbit/s", 10},
    [QOS_TREND_DELAY] = {"Delay", "ms", 1},
    [QOS_TREND_QUALITY] = {"Quality (MOS, estimated)", "", 0, 1, 5},
};
static const QosAppSvgChart sent_charts[QOS_N_TRENDS] = {
    [QOS_TREND_LOSS] = {"Loss at the receiver", "%", 1},
    [QOS_TREND_JITTER] = {"Jitter at the receiver", "ms", 1},
    [QOS_TREND_BANDWIDTH] = {"Bandwidth", "kbit/s", 10},
    [QOS_TREND_DELAY] = {"Delay", "ms", 1},
    [QOS_TREND_QUALITY] = {"Quality at the receiver (MOS, estimated)", "", 0, 1,
        5},
};

/* Neighbours of one chart are its lines. */
static void
make_kind (QosAppReportKind *kind, const QosAppFields *fields,
    const QosAppSvgChart *charts)
{
  QosAppSvgChart *chart = NULL;

  kind->series = QOS_APP_PICK (fields, trend);
  kind->columns = QOS_APP_PICK (fields, summary);
  kind->details = QOS_APP_PICK (fields, details);
  for (guint i = 0; i < kind->series.n; i++) {
    const QosTrend *trend = &kind->series.list[i]->trend;

    kind->rules[i] = trend->rule;
    if (i == 0 || trend->chart != kind->series.list[i - 1]->trend.chart) {
      chart = &kind->charts[kind->n_charts++];
      *chart = charts[trend->chart];
      chart->first = i;
    }
    chart->names[chart->n++] = trend->name;
  }
}

static const QosAppReportKind *
find_kind (const QosAppFields *fields)
{
  static QosAppReportKind received, sent;
  static gsize are_made = 0;

  if (g_once_init_enter (&are_made)) {
    make_kind (&received, &qos_app_fields_received, received_charts);
    make_kind (&sent, &qos_app_fields_sent, sent_charts);
    g_once_init_leave (&are_made, 1);
  }
  return fields == &qos_app_fields_sent ? &sent : &received;
}

static void
clear_event (gpointer data)
{
  g_free (((QosAppReportEvent *) data)->advice);
}

static void
free_stream (gpointer data)
{
  QosAppReportStream *stream = data;

  g_clear_pointer (&stream->stats, gst_structure_free);
  qos_app_overview_free (stream->overview);
  for (guint i = 0; i < QOS_APP_REPORT_CAUSES; i++)
    g_free (stream->causes[i].advice);
  g_array_unref (stream->events);
  g_free (stream);
}

QosAppReport *
qos_app_report_new (const QosAppFields *fields)
{
  QosAppReport *self = g_new0 (QosAppReport, 1);

  self->kind = find_kind (fields);
  self->streams = g_ptr_array_new_with_free_func (free_stream);
  self->by_ssrc = g_hash_table_new (NULL, NULL);
  return self;
}

void
qos_app_report_free (QosAppReport *self)
{
  g_hash_table_unref (self->by_ssrc);
  g_ptr_array_unref (self->streams);
  g_free (self);
}

const QosAppPicked *
qos_app_report_series (const QosAppReport *self)
{
  return &self->kind->series;
}

QosAppReportStream *
qos_app_report_add_stream (QosAppReport *self)
{
  QosAppReportStream *stream;

  if (self->streams->len >= QOS_APP_REPORT_STREAMS_MAX)
    return NULL;
  stream = g_new0 (QosAppReportStream, 1);
  stream->kind = self->kind;
  stream->overview =
      qos_app_overview_new (self->kind->rules, self->kind->series.n);
  stream->wire_kbps = NAN;
  stream->events = g_array_new (FALSE, FALSE, sizeof (QosAppReportEvent));
  g_array_set_clear_func (stream->events, clear_event);
  g_ptr_array_add (self->streams, stream);
  return stream;
}

void
qos_app_report_add_point (QosAppReportStream *stream, gdouble time_s,
    const gdouble *values)
{
  if (stream->overview->points->len == 0)
    stream->from_s = time_s;
  stream->to_s = time_s;
  qos_app_overview_add (stream->overview, time_s, values);
}

void
qos_app_report_set_stats (QosAppReportStream *stream, const GstStructure *stats)
{
  g_clear_pointer (&stream->stats, gst_structure_free);
  stream->stats = gst_structure_copy (stats);
}

/* Absent counts and times are 0 here. */
static gdouble
number_or_zero (const GstStructure *message, const QosField *field)
{
  return fmax (qos_app_number (message, field), 0);
}

static gdouble
listed_ms (const GArray *events, guint i)
{
  return qos_app_event_missing_ms (
      &g_array_index (events, QosAppReportEvent, i).event);
}

/* If the list is full, the smallest event is replaced. */
static void
list_event (GArray *events, const QosAppReportEvent *listed)
{
  guint smallest = 0;

  if (events->len >= QOS_APP_REPORT_EVENTS_MAX) {
    for (guint i = 1; i < events->len; i++)
      if (listed_ms (events, i) < listed_ms (events, smallest))
        smallest = i;
    if (listed_ms (events, smallest) >=
        qos_app_event_missing_ms (&listed->event)) {
      g_free (listed->advice);
      return;
    }
    g_array_remove_index_fast (events, smallest);
  }
  g_array_append_vals (events, listed, 1);
}

void
qos_app_report_add_event (QosAppReportStream *stream, const GstStructure *event,
    gdouble time_s)
{
  const gchar *advice = qos_app_string (event, QOS_EVENT (ADVICE));
  gdouble gap_ms = number_or_zero (event, QOS_EVENT (GAP_MS));
  QosAppReportEvent listed = {
      .event = qos_app_event_of (event, time_s),
      .lost = number_or_zero (event, QOS_EVENT (PACKETS_LOST)),
      .late = number_or_zero (event, QOS_EVENT (PACKETS_LATE)),
  };
  QosAppReportCause *cause;

  if (listed.event.cause >= QOS_APP_REPORT_CAUSES)
    return;
  cause = &stream->causes[listed.event.cause];
  cause->n++;
  cause->missing_ms += qos_app_event_missing_ms (&listed.event);
  if (!cause->advice || gap_ms > cause->worst_ms) {
    g_free (cause->advice);
    cause->advice = g_strdup (advice ? advice : "");
    cause->worst_ms = gap_ms;
  }
  listed.advice = g_strdup (advice ? advice : "");
  list_event (stream->events, &listed);
}

/* Returns: (nullable): the current stream with that SSRC; a new one if there is
 * none. */
static QosAppReportStream *
find_stream (QosAppReport *self, const GstStructure *message)
{
  QosAppReportStream *stream;
  guint ssrc = qos_app_ssrc (message);

  stream = g_hash_table_lookup (self->by_ssrc, GUINT_TO_POINTER (ssrc));
  if (stream)
    return stream;
  stream = qos_app_report_add_stream (self);
  if (!stream) {
    self->left_out++;
    return NULL;
  }
  stream->ssrc = ssrc;
  g_hash_table_insert (self->by_ssrc, GUINT_TO_POINTER (ssrc), stream);
  return stream;
}

static void
add_score (QosAppReportStream *stream, const GstStructure *stats)
{
  gdouble mos = qos_app_number (stats, QOS_STREAM (MOS));

  if (isnan (mos))
    return;
  stream->mos_min = stream->mos_n > 0 ? MIN (stream->mos_min, mos) : mos;
  stream->mos_sum += mos;
  stream->mos_n++;
}

/* A message has values of the last interval; the page shows those of the whole
 * stream. */
static void
add_interval (QosAppReportStream *stream, const GstStructure *stats)
{
  gdouble delta_ms = number_or_zero (stats, QOS_STREAM (DELTA_MAX_MS));
  gdouble seconds = number_or_zero (stats, QOS_STREAM (DURATION)) / GST_SECOND;

  stream->length_s += seconds;
  stream->delta_max_ms = MAX (stream->delta_max_ms, delta_ms);
  stream->wire_kbps = stream->length_s > 0
      ? qos_app_number (stats, QOS_STREAM (WIRE_BYTES_RECEIVED)) * 8 / 1000 /
          stream->length_s
      : NAN;
  /* bytes-received includes duplicates. */
  stream->media_kbit +=
      number_or_zero (stats, QOS_STREAM (MEDIA_KBPS)) * seconds;
  add_score (stream, stats);
}

static void
set_whole (QosAppReportStream *stream)
{
  gdouble n = stream->mos_n;

  qos_app_set_number (stream->stats, QOS_STREAM (DELTA_MAX_MS),
      stream->delta_max_ms > 0 ? stream->delta_max_ms : NAN);
  qos_app_set_number (stream->stats, QOS_STREAM (WIRE_KBPS), stream->wire_kbps);
  qos_app_set_number (stream->stats, QOS_STREAM (MEDIA_KBPS),
      stream->length_s > 0 ? stream->media_kbit / stream->length_s : NAN);
  qos_app_set_number (stream->stats, QOS_SHOWN (MOS_MEAN),
      n > 0 ? stream->mos_sum / n : NAN);
  qos_app_set_number (stream->stats, QOS_SHOWN (MOS_MIN),
      n > 0 ? stream->mos_min : NAN);
}

void
qos_app_report_take_stats (QosAppReport *self, const GstStructure *stats,
    gdouble time_s)
{
  QosAppReportStream *stream = find_stream (self, stats);
  gdouble values[QOS_APP_OVERVIEW_SERIES_MAX];

  if (!stream)
    return;
  for (guint i = 0; i < self->kind->series.n; i++)
    values[i] = qos_app_number (stats, self->kind->series.list[i]);
  /* The last message may repeat the values of the last interval, without its
   * duration. */
  if (qos_app_has (stats, QOS_STREAM (DURATION))) {
    qos_app_report_add_point (stream, time_s, values);
    add_interval (stream, stats);
  }
  qos_app_report_set_stats (stream, stats);
  set_whole (stream);
  if (qos_app_has (stats, QOS_STREAM (END_REASON)))
    g_hash_table_remove (self->by_ssrc, GUINT_TO_POINTER (stream->ssrc));
}

void
qos_app_report_take_event (QosAppReport *self, const GstStructure *event,
    gdouble time_s)
{
  QosAppReportStream *stream = find_stream (self, event);

  if (stream)
    qos_app_report_add_event (stream, event, time_s);
}

void
qos_app_report_end_streams (QosAppReport *self)
{
  g_hash_table_remove_all (self->by_ssrc);
}
