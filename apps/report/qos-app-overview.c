/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-overview.h"

#include <math.h>

QosAppOverview *
qos_app_overview_new (const QosTrendRule *rules, guint n)
{
  QosAppOverview *self = g_new0 (QosAppOverview, 1);

  g_return_val_if_fail (n >= 1 && n <= QOS_APP_OVERVIEW_SERIES_MAX, NULL);
  self->rules = rules;
  self->n_series = n;
  self->step = 1;
  self->points = g_array_new (FALSE, FALSE, sizeof (QosAppOverviewPoint));
  return self;
}

void
qos_app_overview_free (QosAppOverview *self)
{
  g_array_unref (self->points);
  g_free (self);
}

static gfloat
merge_values (QosTrendRule rule, gfloat a, guint n_a, gfloat b, guint n_b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) ? b : a;
  switch (rule) {
    case QOS_TREND_HIGHEST:
      return MAX (a, b);
    case QOS_TREND_LOWEST:
      return MIN (a, b);
    default:
      return (a * (gfloat) n_a + b * (gfloat) n_b) / (gfloat) (n_a + n_b);
  }
}

/* The result is in the earlier one. */
static void
merge (const QosAppOverview *self, QosAppOverviewPoint *into,
    const QosAppOverviewPoint *from)
{
  for (guint i = 0; i < self->n_series; i++)
    into->values[i] = merge_values (self->rules[i], into->values[i], into->n,
        from->values[i], from->n);
  into->time_s = from->time_s;
  into->n += from->n;
}

static void
halve (QosAppOverview *self)
{
  QosAppOverviewPoint *points =
      (QosAppOverviewPoint *) (gpointer) self->points->data;
  guint n = self->points->len / 2;

  g_assert (points);
  for (guint i = 0; i < n; i++) {
    points[i] = points[2 * i];
    merge (self, &points[i], &points[2 * i + 1]);
  }
  g_array_set_size (self->points, n);
  self->step *= 2;
}

void
qos_app_overview_add (QosAppOverview *self, gdouble time_s,
    const gdouble *values)
{
  QosAppOverviewPoint point = {(gfloat) time_s, 1};
  QosAppOverviewPoint *last = self->points->len > 0
      ? &g_array_index (self->points, QosAppOverviewPoint,
            self->points->len - 1)
      : NULL;

  for (guint i = 0; i < self->n_series; i++)
    point.values[i] = (gfloat) values[i];
  if (last && last->n < self->step) {
    merge (self, last, &point);
    return;
  }
  if (self->points->len == QOS_APP_OVERVIEW_POINTS_MAX)
    halve (self);
  g_array_append_val (self->points, point);
}
