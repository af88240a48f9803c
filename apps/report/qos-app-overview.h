/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values of a stream over any time in bounded memory: when it is full, pairs of
 * points are merged, and new values are merged in the same way. Depending on
 * the series, a point is the worst or the mean value of its time, so that no
 * peak is lost.
 */
#pragma once

#include "qos-fields.h"

#include <glib.h>

#define QOS_APP_OVERVIEW_SERIES_MAX 10
#define QOS_APP_OVERVIEW_POINTS_MAX 512

typedef struct
{
  gfloat time_s;                              /* its end */
  guint32 n;                                  /* added values in it */
  gfloat values[QOS_APP_OVERVIEW_SERIES_MAX]; /* NAN if unknown */
} QosAppOverviewPoint;

/* Read only. */
typedef struct
{
  const QosTrendRule *rules;
  guint n_series;
  guint step;     /* added values in each point, except the last */
  GArray *points; /* QosAppOverviewPoint */
} QosAppOverview;

/* rules: one for each of n series, 1..QOS_APP_OVERVIEW_SERIES_MAX; kept, not
 * copied. */
QosAppOverview *qos_app_overview_new (const QosTrendRule *rules, guint n);
void qos_app_overview_free (QosAppOverview *overview);

/* time_s: not before the last one; values: one for each series, NAN if
 * unknown. */
void qos_app_overview_add (QosAppOverview *overview, gdouble time_s,
    const gdouble *values);
