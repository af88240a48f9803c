/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which fields become which Prometheus metrics, in base units, named according
 * to https://prometheus.io/docs/practices/naming/.
 */
#ifndef QOS_APP_METRICS_TABLE_H
#define QOS_APP_METRICS_TABLE_H

#include <glib.h>

G_BEGIN_DECLS

#define QOS_APP_METRICS_COUNTERS_MAX 12
#define QOS_APP_METRICS_HISTOGRAMS_MAX 6
#define QOS_APP_METRICS_BOUNDS_MAX 16

/* A total of the message, summed over all streams, including ended ones. */
typedef struct
{
  const gchar *field;
  const gchar *name; /* without the prefixes */
  const gchar *help;
  gboolean may_fall;  /* it may decrease in messages: counted when it has
                       * been stable */
  gboolean is_client; /* also a separate metric of each client */
} QosAppCounter;

/* An interval value: one observation for each message of a stream. */
typedef struct
{
  const gchar *field;
  const gchar *name;
  const gchar *help;
  gdouble per_unit; /* factor from the field's unit to the base unit */
  gboolean is_ratio;
} QosAppHistogram;

/* A value of one client, if clients have separate metrics; is_sum: also summed
 * over all current streams. */
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
  const gchar *moves; /* a field: while it does not change, nothing was
                       * measured */
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

/* Upper bounds of the buckets, ascending, without +Inf: from a cable within a
 * house to delays that make talking impossible. */
const gdouble *qos_app_metrics_bounds (gboolean is_ratio, guint *n);

G_END_DECLS

#endif
