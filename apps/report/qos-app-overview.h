/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values of a stream over any time in bounded memory: when it is full, two
 * points become one, and so do new ones from then on. What a point says of the
 * time it stands for is the worst or the mean, as the series wants it: no peak
 * is lost.
 */
#ifndef QOS_APP_OVERVIEW_H
#define QOS_APP_OVERVIEW_H

#include <glib.h>

G_BEGIN_DECLS

#define QOS_APP_OVERVIEW_SERIES_MAX 10
#define QOS_APP_OVERVIEW_POINTS_MAX 512

typedef enum
{
  QOS_APP_OVERVIEW_HIGHEST,
  QOS_APP_OVERVIEW_LOWEST,
  QOS_APP_OVERVIEW_MEAN,
} QosAppOverviewRule;

typedef struct _QosAppOverview QosAppOverview;

/* rules: one for each of n series, 1..QOS_APP_OVERVIEW_SERIES_MAX; kept. */
QosAppOverview *qos_app_overview_new (const QosAppOverviewRule *rules, guint n);
void qos_app_overview_free (QosAppOverview *overview);

/* time_s: not before the last one's; values: one for each series, NAN where it
 * is not known. */
void qos_app_overview_add (QosAppOverview *overview, gdouble time_s,
    const gdouble *values);

guint qos_app_overview_n_points (const QosAppOverview *overview);

/* The end of the time that a point stands for. */
gdouble qos_app_overview_time (const QosAppOverview *overview, guint point);

/* NAN where it is not known. */
gdouble qos_app_overview_value (const QosAppOverview *overview, guint point,
    guint series);

/* How many added points one is made of, but for the last. */
guint qos_app_overview_step (const QosAppOverview *overview);

G_END_DECLS

#endif
