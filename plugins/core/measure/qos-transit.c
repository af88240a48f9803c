/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-transit.h"

#include <math.h>
#include <string.h>

#define LAG_MIN 2
#define LAG_MAX 16

/* Minima needed for a line. If their median distance from the median is
 * STEP_FACTOR times that of neighbours, the delay had a step. Minima further
 * off than OUTLIER_FACTOR times it are ignored. */
#define FIT_MIN 8
#define STEP_FACTOR 2.0
#define OUTLIER_FACTOR 5.0
/* Standard deviation of a normal distribution / median distance from its
 * median. */
#define DEVIATION_OF_MEDIAN 1.4826

#define TRANSIT_MAX ((INT64_C (1) << 62) - (INT64_C (1) << 41))

bool
qos_transit_is_possible (int64_t transit_ns)
{
  return transit_ns <= TRANSIT_MAX && transit_ns >= -TRANSIT_MAX;
}

/* The minimum age seconds before the current one. */
static const QosTransitMin *
min_at (const QosTransit *transit, unsigned age)
{
  return &transit->mins[(transit->last + QOS_TRANSIT_BUCKETS - age) %
      QOS_TRANSIT_BUCKETS];
}

static void
open_bucket (QosTransit *transit, uint64_t at_ns, int64_t transit_ns)
{
  transit->last = (transit->last + 1) % QOS_TRANSIT_BUCKETS;
  transit->mins[transit->last] = (QosTransitMin){at_ns, transit_ns};
  transit->opened_ns = at_ns;
  if (transit->n < QOS_TRANSIT_BUCKETS)
    transit->n++;
}

bool
qos_transit_update (QosTransit *transit, uint64_t at_ns, int64_t transit_ns)
{
  QosTransitMin *open = &transit->mins[transit->last];

  if (!qos_transit_is_possible (transit_ns))
    return false;
  if (transit->n == 0 || at_ns >= transit->opened_ns + QOS_TRANSIT_BUCKET_NS) {
    open_bucket (transit, at_ns, transit_ns);
    return transit->n > 1;
  }
  if (transit_ns < open->transit_ns)
    *open = (QosTransitMin){at_ns, transit_ns};
  return false;
}

unsigned
qos_transit_slopes (const QosTransit *transit, double *slopes)
{
  unsigned n = transit->n, lag = n / 4, n_slopes = 0;

  if (lag < LAG_MIN)
    lag = LAG_MIN;
  if (lag > LAG_MAX)
    lag = LAG_MAX;
  /* The current one does not cover a whole second yet. */
  for (unsigned age = 1; n >= 5 && age + lag < n; age++) {
    const QosTransitMin *to = min_at (transit, age);
    const QosTransitMin *from = min_at (transit, age + lag);

    if (to->at_ns > from->at_ns)
      slopes[n_slopes++] = (double) (to->transit_ns - from->transit_ns) /
          (double) (to->at_ns - from->at_ns);
  }
  return n_slopes;
}

void
qos_transit_sort (double *values, unsigned n)
{
  for (unsigned i = 1; i < n; i++) {
    double value = values[i];
    unsigned at = i;

    for (; at > 0 && values[at - 1] > value; at--)
      values[at] = values[at - 1];
    values[at] = value;
  }
}

static double
median_of (const double *values, unsigned n)
{
  double sorted[QOS_TRANSIT_BUCKETS];

  memcpy (sorted, values, n * sizeof *sorted);
  qos_transit_sort (sorted, n);
  return sorted[n / 2];
}

/* The spread of values around their median, and of each from the next. */
static void
measure_spread (const double *off, unsigned n, double *around, double *steps)
{
  double middle = median_of (off, n);
  double apart[QOS_TRANSIT_BUCKETS];

  for (unsigned i = 0; i < n; i++)
    apart[i] = fabs (off[i] - middle);
  *around = median_of (apart, n);
  for (unsigned i = 1; i < n; i++)
    apart[i - 1] = fabs (off[i] - off[i - 1]);
  *steps = median_of (apart, n - 1);
}

/* Least squares over the n points within OUTLIER_FACTOR * around of the
 * median. */
static QosTransitLine
fit_line (const double *at, const double *off, unsigned n, double around)
{
  double middle = median_of (off, n);
  double k = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0, divisor;

  for (unsigned i = 0; i < n; i++) {
    if (fabs (off[i] - middle) > OUTLIER_FACTOR * around)
      continue;
    k += 1;
    sum_x += at[i];
    sum_y += off[i];
    sum_xx += at[i] * at[i];
    sum_xy += at[i] * off[i];
  }
  divisor = k * sum_xx - sum_x * sum_x;
  if (divisor <= 0)
    return (QosTransitLine){0.0, INFINITY};
  return (QosTransitLine){(k * sum_xy - sum_x * sum_y) / divisor,
      2 * DEVIATION_OF_MEDIAN * around * sqrt (k / divisor)};
}

bool
qos_transit_fit (const QosTransit *transit, double near, QosTransitLine *line)
{
  double at[QOS_TRANSIT_BUCKETS], off[QOS_TRANSIT_BUCKETS], around, steps;
  const QosTransitMin *from = min_at (transit, 1);
  unsigned n = 0;

  if (transit->n < FIT_MIN)
    return false;
  for (unsigned age = 1; age < transit->n; age++, n++) {
    const QosTransitMin *min = min_at (transit, age);

    at[n] = (double) (int64_t) (min->at_ns - from->at_ns);
    off[n] = (double) (min->transit_ns - from->transit_ns) - near * at[n];
  }
  measure_spread (off, n, &around, &steps);
  if (around > STEP_FACTOR * steps)
    return false;
  *line = fit_line (at, off, n, around);
  line->slope += near;
  return true;
}

bool
qos_transit_min (const QosTransit *transit, uint64_t now_ns, uint64_t window_ns,
    double slope, int64_t *min_ns)
{
  bool have_min = false;

  for (unsigned age = 0; age < transit->n; age++) {
    const QosTransitMin *min = min_at (transit, age);
    int64_t moved_ns;

    if (now_ns > min->at_ns && now_ns - min->at_ns > window_ns)
      break;
    moved_ns = min->transit_ns +
        (int64_t) (slope * (double) (int64_t) (now_ns - min->at_ns));
    if (!have_min || moved_ns < *min_ns)
      *min_ns = moved_ns;
    have_min = true;
  }
  return have_min;
}
