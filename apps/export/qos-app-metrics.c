/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-app-metrics.h"

#include "qos-app-json.h"
#include "qos-app-text.h"

#include <math.h>

#define PREFIX "qosaudio_"
#define DECIMALS 9

#define COUNTERS_MAX 16
#define HISTOGRAMS_MAX 8
#define BOUNDS_MAX 16

/* A total that may decrease is counted when it has been stable for this many
 * messages: an overtaken packet counts as lost until it arrives. */
#define STABLE_MESSAGES 3

/* What the two messages differ in, besides their fields. */
typedef struct
{
  const gchar *prefix;
  const gchar *streams_help;
  const QosField *moves; /* nothing was measured where it stands still */
  const QosField *cname;
} QosAppMetricsPart;

typedef struct
{
  guint ssrc;
  GstStructure *last;
  guint64 counted[COUNTERS_MAX];
  guint64 recent[COUNTERS_MAX][STABLE_MESSAGES];
} Stream;

typedef struct
{
  guint64 buckets[BOUNDS_MAX + 1]; /* the last: +Inf */
  gdouble sum;
} Histogram;

struct _QosAppMetrics
{
  const QosAppMetricsPart *part;
  QosAppPicked counters;
  QosAppPicked observed;
  QosAppPicked gauges;
  guint clients_max;
  GPtrArray *streams; /* in the order of arrival */
  GHashTable *by_ssrc;
  guint64 n_seen;
  guint64 totals[COUNTERS_MAX];
  Histogram histograms[HISTOGRAMS_MAX];
};

static const QosAppMetricsPart received = {"inbound", "Streams being received.",
    QOS_STREAM (PACKETS_RECEIVED), QOS_STREAM (CNAME)};
static const QosAppMetricsPart sent = {"outbound", "Streams being sent.",
    QOS_SENDER (REPORTS_RECEIVED), QOS_SENDER (REMOTE_CNAME)};

/* Upper bounds of the buckets, without +Inf: from what a wire in one house does
 * to what is too long for a conversation. */
static const gdouble seconds[] = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
static const gdouble ratios[] = {0, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.03,
    0.05, 0.1, 0.2, 0.5};

G_STATIC_ASSERT (G_N_ELEMENTS (seconds) <= BOUNDS_MAX);
G_STATIC_ASSERT (G_N_ELEMENTS (ratios) <= BOUNDS_MAX);

static const gdouble *
find_bounds (const QosField *field, guint *n)
{
  gboolean is_ratio = g_str_equal (field->unit, "%");

  *n = is_ratio ? G_N_ELEMENTS (ratios) : G_N_ELEMENTS (seconds);
  return is_ratio ? ratios : seconds;
}

/* What is added */

static void
free_stream (gpointer data)
{
  Stream *stream = data;

  gst_structure_free (stream->last);
  g_free (stream);
}

static void
count (QosAppMetrics *self, Stream *stream, guint counter, guint64 value)
{
  if (value <= stream->counted[counter])
    return;
  self->totals[counter] += value - stream->counted[counter];
  stream->counted[counter] = value;
}

static void
count_all (QosAppMetrics *self, Stream *stream)
{
  for (guint i = 0; i < self->counters.n; i++) {
    const QosField *field = self->counters.list[i];
    guint64 value;

    if (!gst_structure_get_uint64 (stream->last, field->name, &value))
      continue;
    if (field->counter.may_fall) {
      guint64 *recent = stream->recent[i];

      recent[0] = recent[1];
      recent[1] = recent[2];
      recent[2] = value;
      value = MIN (value, MIN (recent[0], recent[1]));
    }
    count (self, stream, i, value);
  }
}

/* Totals that could have decreased no longer can. */
static void
end_stream (QosAppMetrics *self, Stream *stream)
{
  for (guint i = 0; i < self->counters.n; i++)
    if (self->counters.list[i]->counter.may_fall)
      count (self, stream, i, stream->recent[i][STABLE_MESSAGES - 1]);
  g_hash_table_remove (self->by_ssrc, GUINT_TO_POINTER (stream->ssrc));
  g_ptr_array_remove (self->streams, stream);
}

static void
observe (QosAppMetrics *self, const GstStructure *stats)
{
  for (guint i = 0; i < self->observed.n; i++) {
    const QosField *field = self->observed.list[i];
    Histogram *histogram = &self->histograms[i];
    gdouble value =
        qos_app_field_to_base (field, qos_app_number (stats, field));
    const gdouble *bounds;
    guint n, bucket = 0;

    if (!isfinite (value))
      continue;
    value = MAX (value, 0); /* a delay of 0, within its error */
    bounds = find_bounds (field, &n);
    while (bucket < n && value > bounds[bucket])
      bucket++;
    histogram->buckets[bucket]++;
    histogram->sum += value;
  }
}

/* The current stream with this SSRC. It may also belong to one whose end was
 * missed, and whose totals were higher. */
static Stream *
find_stream (QosAppMetrics *self, guint ssrc, const GstStructure *stats)
{
  Stream *stream = g_hash_table_lookup (self->by_ssrc, GUINT_TO_POINTER (ssrc));
  const QosField *first = self->counters.list[0];

  if (!stream)
    return NULL;
  if (qos_app_count (stats, first) >= qos_app_count (stream->last, first))
    return stream;
  end_stream (self, stream);
  return NULL;
}

void
qos_app_metrics_add (QosAppMetrics *self, const GstStructure *stats)
{
  guint ssrc = qos_app_ssrc (stats);
  guint64 moved = 0;
  Stream *stream;

  if (!qos_app_has (stats, QOS_STREAM (SSRC)))
    return;
  stream = find_stream (self, ssrc, stats);
  if (stream) {
    moved = qos_app_count (stream->last, self->part->moves);
    gst_structure_free (stream->last);
  } else {
    stream = g_new0 (Stream, 1);
    stream->ssrc = ssrc;
    self->n_seen++;
    g_ptr_array_add (self->streams, stream);
    g_hash_table_insert (self->by_ssrc, GUINT_TO_POINTER (ssrc), stream);
  }
  stream->last = gst_structure_copy (stats);
  count_all (self, stream);
  if (qos_app_count (stats, self->part->moves) != moved)
    observe (self, stats);
  if (qos_app_has (stats, QOS_STREAM (END_REASON)))
    end_stream (self, stream);
}

void
qos_app_metrics_end_streams (QosAppMetrics *self)
{
  while (self->streams->len > 0)
    end_stream (self,
        g_ptr_array_index (self->streams, self->streams->len - 1));
}

/* The text */

static void
append_metric (GString *text, const gchar *part, const gchar *name,
    const gchar *type, const gchar *help)
{
  g_string_append_printf (text,
      "# HELP " PREFIX "%s_%s %s\n# TYPE " PREFIX "%s_%s %s\n", part, name,
      help, part, name, type);
}

/* labels: with braces, after a suffix of the name; or "". An unknown value has
 * no line. Prometheus itself has only doubles. */
static void
append_value (GString *text, const gchar *part, const gchar *name,
    const gchar *labels, gdouble value)
{
  gsize before = text->len;

  g_string_append_printf (text, PREFIX "%s_%s%s ", part, name, labels);
  if (qos_app_json_append_number (text, value, DECIMALS))
    g_string_append_c (text, '\n');
  else
    g_string_truncate (text, before);
}

static void
append_single (GString *text, const gchar *part, const gchar *name,
    const gchar *type, const gchar *help, guint64 value)
{
  append_metric (text, part, name, type, help);
  append_value (text, part, name, "", (gdouble) value);
}

static void
append_histogram (QosAppMetrics *self, GString *text, guint index)
{
  const QosField *field = self->observed.list[index];
  const QosMetric *kind = &field->histogram;
  const Histogram *histogram = &self->histograms[index];
  const gchar *part = self->part->prefix;
  guint64 count = 0;
  guint n;
  const gdouble *bounds = find_bounds (field, &n);

  append_metric (text, part, kind->name, "histogram", kind->help);
  for (guint i = 0; i <= n; i++) {
    gchar bound[G_ASCII_DTOSTR_BUF_SIZE] = "+Inf";
    g_autofree gchar *labels = NULL;

    if (i < n)
      g_ascii_formatd (bound, sizeof bound, "%g", bounds[i]);
    labels = g_strdup_printf ("_bucket{le=\"%s\"}", bound);
    count += histogram->buckets[i];
    append_value (text, part, kind->name, labels, (gdouble) count);
  }
  append_value (text, part, kind->name, "_count", (gdouble) count);
  append_value (text, part, kind->name, "_sum", histogram->sum);
}

/* Names come from the network. Returns: (transfer full): {ssrc=..,cname=..}. */
static gchar *
make_labels (QosAppMetrics *self, const Stream *stream)
{
  const gchar *cname = qos_app_string (stream->last, self->part->cname);
  g_autofree gchar *clean = qos_app_text_clean (cname ? cname : "");
  GString *labels = g_string_new (NULL);

  g_string_append_printf (labels, "{ssrc=\"%u\",cname=\"", stream->ssrc);
  for (const gchar *at = clean; *at; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_c (labels, '\\');
    g_string_append_c (labels, *at);
  }
  g_string_append (labels, "\"}");
  return g_string_free (labels, FALSE);
}

static gdouble
read_gauge (const Stream *stream, const QosField *field)
{
  return qos_app_field_to_base (field, qos_app_number (stream->last, field));
}

static void
append_clients (QosAppMetrics *self, GString *text)
{
  guint n = MIN (self->streams->len, self->clients_max);
  const Stream *const *streams = (gpointer) self->streams->pdata;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (labels, make_labels (self, streams[i]));
  append_single (text, "clients", "left_out", "gauge",
      "Streams without separate metrics.", self->streams->len - n);
  for (guint i = 0; i < self->counters.n; i++) {
    const QosMetric *counter = &self->counters.list[i]->counter;

    if (!counter->is_client)
      continue;
    append_metric (text, "client", counter->name, "counter", counter->help);
    for (guint j = 0; j < n; j++)
      append_value (text, "client", counter->name, labels->pdata[j],
          (gdouble) streams[j]->counted[i]);
  }
  for (guint i = 0; i < self->gauges.n; i++) {
    const QosMetric *gauge = &self->gauges.list[i]->gauge;

    append_metric (text, "client", gauge->name, "gauge", gauge->help);
    for (guint j = 0; j < n; j++)
      append_value (text, "client", gauge->name, labels->pdata[j],
          read_gauge (streams[j], self->gauges.list[i]));
  }
}

static void
append_sums (QosAppMetrics *self, GString *text)
{
  for (guint i = 0; i < self->gauges.n; i++) {
    const QosMetric *gauge = &self->gauges.list[i]->gauge;
    gdouble sum = 0;

    if (!gauge->is_sum)
      continue;
    for (guint j = 0; j < self->streams->len; j++) {
      gdouble value = read_gauge (g_ptr_array_index (self->streams, j),
          self->gauges.list[i]);

      sum += isfinite (value) ? value : 0;
    }
    append_metric (text, self->part->prefix, gauge->name, "gauge", gauge->help);
    append_value (text, self->part->prefix, gauge->name, "", sum);
  }
}

gchar *
qos_app_metrics_text (QosAppMetrics *self)
{
  const gchar *part = self->part->prefix;
  GString *text = g_string_new (NULL);

  append_metric (text, "build", "info", "gauge",
      "Version of the program; the value is always 1.");
  append_value (text, "build", "info", "{version=\"" VERSION "\"}", 1);
  append_single (text, part, "streams", "gauge", self->part->streams_help,
      self->streams->len);
  append_single (text, part, "streams_seen_total", "counter",
      "Streams that have started.", self->n_seen);
  for (guint i = 0; i < self->counters.n; i++) {
    const QosMetric *counter = &self->counters.list[i]->counter;

    append_single (text, part, counter->name, "counter", counter->help,
        self->totals[i]);
  }
  append_sums (self, text);
  for (guint i = 0; i < self->observed.n; i++)
    append_histogram (self, text, i);
  if (self->clients_max > 0)
    append_clients (self, text);
  return g_string_free (text, FALSE);
}

/* The object */

QosAppMetrics *
qos_app_metrics_new (const QosAppFields *fields, guint clients_max)
{
  QosAppMetrics *self = g_new0 (QosAppMetrics, 1);

  self->part = fields == &qos_app_fields_sent ? &sent : &received;
  self->counters = QOS_APP_PICK (fields, counter);
  self->observed = QOS_APP_PICK (fields, histogram);
  self->gauges = QOS_APP_PICK (fields, gauge);
  g_assert (self->counters.n <= COUNTERS_MAX);
  g_assert (self->observed.n <= HISTOGRAMS_MAX);
  self->clients_max = clients_max;
  self->streams = g_ptr_array_new_with_free_func (free_stream);
  self->by_ssrc = g_hash_table_new (NULL, NULL);
  return self;
}

void
qos_app_metrics_free (QosAppMetrics *self)
{
  g_ptr_array_unref (self->streams);
  g_hash_table_unref (self->by_ssrc);
  g_free (self);
}
