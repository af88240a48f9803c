/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What of the elements' messages becomes which Prometheus metric: base units,
 * names as https://prometheus.io/docs/practices/naming/ wants them.
 */
#ifndef QOS_APP_METRICS_TABLE_H
#define QOS_APP_METRICS_TABLE_H

#include <glib.h>

G_BEGIN_DECLS

#define QOS_APP_METRICS_COUNTERS_MAX 12
#define QOS_APP_METRICS_HISTOGRAMS_MAX 6
#define QOS_APP_METRICS_BOUNDS_MAX 16

/* A total of the message, summed over all streams, those that ended too. */
typedef struct
{
  const gchar *field;
  const gchar *name; /* without the prefixes */
  const gchar *help;
  gboolean may_fall;  /* in the messages: it waits until it has stood */
  gboolean is_client; /* among the series of a client too */
} QosAppCounter;

/* A value of an interval: an observation for each message of a stream. */
typedef struct
{
  const gchar *field;
  const gchar *name;
  const gchar *help;
  gdouble per_unit; /* of the field's unit in the base unit */
  gboolean is_ratio;
} QosAppHistogram;

/* A value of one client, where clients have series of their own; is_sum: of all
 * streams that are, too. */
typedef struct
{
  const gchar *field;
  const gchar *name;
  const gchar *help;
  gdouble per_unit;
  gboolean is_sum;
} QosAppGauge;

typedef struct
{
  const gchar *prefix;
  const gchar *streams_help;
  const gchar *moves; /* field: nothing was measured where it stands still */
  const gchar *cname; /* field */
  const QosAppCounter *counters;
  guint n_counters;
  const QosAppHistogram *histograms;
  guint n_histograms;
  const QosAppGauge *gauges;
  guint n_gauges;
} QosAppMetricsTable;

/* message: "qosstats" or "qospay". */
const QosAppMetricsTable *qos_app_metrics_table (const gchar *message);

/* Upper bounds of the buckets, ascending, without +Inf: from what a wire in one
 * house does to what nobody can talk over. */
const gdouble *qos_app_metrics_bounds (gboolean is_ratio, guint *n);

G_END_DECLS

#endif
