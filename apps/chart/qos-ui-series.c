/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-series.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

typedef struct
{
  double time_s;
  double value;
} Point;

struct _QosUiSeries
{
  size_t capacity;
  size_t start; /* of the oldest point */
  size_t length;
  bool have_known;
  Point points[];
};

/* i: 0 is the oldest, length - 1 the newest. */
static const Point *
point_at (const QosUiSeries *series, size_t i)
{
  size_t at = series->start + i;

  return &series->points[at < series->capacity ? at : at - series->capacity];
}

/* The first point at time_s or later, length where there is none. */
static size_t
find_from (const QosUiSeries *series, double time_s)
{
  size_t low = 0, high = series->length;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (point_at (series, middle)->time_s < time_s)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* For a series that is not empty. */
static size_t
find_nearest (const QosUiSeries *series, double time_s)
{
  size_t next = find_from (series, time_s);

  if (next == 0)
    return 0;
  if (next == series->length)
    return next - 1;
  return point_at (series, next)->time_s - time_s <=
          time_s - point_at (series, next - 1)->time_s
      ? next
      : next - 1;
}

static void
add_to_column (QosUiColumn *column, const Point *point, bool is_joined)
{
  if (isnan (column->first)) {
    column->min = column->max = column->first = point->value;
    column->first_s = point->time_s;
    column->is_joined = is_joined;
  }
  column->min = fmin (column->min, point->value);
  column->max = fmax (column->max, point->value);
  column->last = point->value;
  column->last_s = point->time_s;
}

QosUiSeries *
qos_ui_series_new (size_t capacity)
{
  QosUiSeries *series;

  g_return_val_if_fail (capacity > 0, NULL);
  series = g_malloc0 (sizeof *series + capacity * sizeof series->points[0]);
  series->capacity = capacity;
  return series;
}

void
qos_ui_series_free (QosUiSeries *series)
{
  g_free (series);
}

void
qos_ui_series_clear (QosUiSeries *series)
{
  series->start = 0;
  series->length = 0;
  series->have_known = false;
}

bool
qos_ui_series_add (QosUiSeries *series, double time_s, double value)
{
  Point point = {time_s, isfinite (value) ? value : NAN};

  g_assert (series->capacity > 0);
  if (!isfinite (time_s))
    return false;
  if (series->length > 0 &&
      time_s < point_at (series, series->length - 1)->time_s)
    return false;

  if (series->length < series->capacity)
    series->length++;
  else
    series->start = (series->start + 1) % series->capacity;
  series->points[(series->start + series->length - 1) % series->capacity] =
      point;
  series->have_known |= !isnan (point.value);
  return true;
}

bool
qos_ui_series_newest (const QosUiSeries *series, double *time_s, double *value)
{
  return qos_ui_series_before (series, INFINITY, time_s, value);
}

bool
qos_ui_series_has_known (const QosUiSeries *series)
{
  return series->have_known;
}

bool
qos_ui_series_before (const QosUiSeries *series, double time_s, double *at_s,
    double *value)
{
  size_t next = find_from (series, time_s);

  if (next == 0)
    return false;
  *at_s = point_at (series, next - 1)->time_s;
  *value = point_at (series, next - 1)->value;
  return true;
}

bool
qos_ui_series_nearest (const QosUiSeries *series, double time_s, double *at_s,
    double *value)
{
  if (series->length == 0)
    return false;
  *at_s = point_at (series, find_nearest (series, time_s))->time_s;
  *value = point_at (series, find_nearest (series, time_s))->value;
  return true;
}

bool
qos_ui_series_step (const QosUiSeries *series, double time_s, int by,
    double *at_s)
{
  size_t at, room;

  if (series->length == 0)
    return false;
  at = find_nearest (series, time_s);
  room = by < 0 ? at : series->length - 1 - at;
  if ((size_t) abs (by) > room)
    by = by < 0 ? -(int) room : (int) room;
  *at_s = point_at (series, at + (size_t) by)->time_s;
  return true;
}

bool
qos_ui_series_range (const QosUiSeries *series, double from_s, double to_s,
    double *min, double *max)
{
  double low = INFINITY, high = -INFINITY;

  for (size_t i = find_from (series, from_s); i < series->length; i++) {
    const Point *point = point_at (series, i);

    if (!(point->time_s <= to_s))
      break;
    low = fmin (low, point->value);
    high = fmax (high, point->value);
  }
  if (low > high)
    return false;
  *min = low;
  *max = high;
  return true;
}

void
qos_ui_series_columns (const QosUiSeries *series, double from_s, double to_s,
    QosUiColumn *columns, size_t n)
{
  const QosUiColumn empty = {NAN, NAN, NAN, NAN, NAN, NAN, false};
  double span_s = to_s - from_s;
  bool was_known;
  size_t i;

  for (size_t c = 0; c < n; c++)
    columns[c] = empty;
  if (n == 0 || !(span_s > 0) || isinf (span_s))
    return;

  i = find_from (series, from_s);
  was_known = i > 0 && !isnan (point_at (series, i - 1)->value);
  for (; i < series->length; i++) {
    const Point *point = point_at (series, i);
    bool is_known = !isnan (point->value);

    if (!(point->time_s < to_s))
      break;
    if (is_known) {
      size_t c = (size_t) ((point->time_s - from_s) * (double) n / span_s);

      add_to_column (&columns[c < n ? c : n - 1], point, was_known);
    }
    was_known = is_known;
  }
}
