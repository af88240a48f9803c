/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-axis.h"

#include <math.h>
#include <stdio.h>

/* Data are clamped to this, so that differences do not overflow. */
#define VALUE_MAX 1e100

/* Smaller spans count as 0: absolutely, or relative to the value. */
#define SPAN_TINY 1e-100
#define SPAN_SHARE_TINY 1e-9

/* A share of a step: a bound this close to a tick is on it. */
#define TICK_SLACK 1e-9
#define DAY_S 86400.0

/* A scale shrinks only if the data leave this much room, as a share of their
 * span. */
#define SHRINK_MARGIN 0.25

#define MIN_TICKS 3

/* Larger or finer values are written with an exponent. */
#define PLAIN_MAX 1e9
#define PLAIN_DECIMALS 6

typedef struct
{
  double min, max;
} Range;

/* The smallest of 1, 2, 5 or 10 times a power of ten that is at least step. */
static double
round_step (double step)
{
  static const double digits[] = {1, 2, 5};
  double power = pow (10, floor (log10 (step)));

  for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++)
    if (step <= digits[i] * power * (1 + TICK_SLACK))
      return digits[i] * power;
  return 10 * power;
}

static double
cut (double value)
{
  return fmax (-VALUE_MAX, fmin (VALUE_MAX, value));
}

/* Sorted, within bounds, and including 0 if the axis requires it. */
static Range
tidy (const QosUiAxisConfig *config, double min, double max)
{
  Range range = {cut (fmin (min, max)), cut (fmax (min, max))};

  if (config->is_zero_based) {
    range.min = fmin (range.min, 0);
    range.max = fmax (range.max, 0);
  }
  return range;
}

/* Makes a range wide enough to have ticks. */
static Range
widen (const QosUiAxisConfig *config, Range range)
{
  double span = range.max - range.min;
  double size = fmax (fabs (range.min), fabs (range.max));
  double needed = config->min_span > 0 ? cut (config->min_span) : 0;
  double missing;

  if (fmax (span, needed) <= fmax (SPAN_TINY, size * SPAN_SHARE_TINY))
    needed = size > SPAN_TINY ? size / 10 : 1;
  missing = needed - span;
  if (missing <= 0)
    return range;
  if (!config->is_zero_based) {
    range.min -= missing / 2;
    range.max += missing / 2;
  } else if (range.max > 0 || range.min >= 0) {
    range.max += missing;
  } else {
    range.min -= missing;
  }
  return range;
}

static QosUiScale
make_scale (double step, Range range)
{
  double first = floor (range.min / step + TICK_SLACK);
  double last = ceil (range.max / step - TICK_SLACK);
  QosUiScale scale;

  /* Adding 0 turns -0 into 0. */
  scale.low = first * step + 0.0;
  scale.high = last * step + 0.0;
  scale.step = step;
  scale.n_ticks = (unsigned) (last - first) + 1;
  return scale;
}

/* Leaves room at the ends that are not fixed. */
static Range
add_margin (const QosUiAxisConfig *config, Range range)
{
  double margin = SHRINK_MARGIN * (range.max - range.min);

  if (!config->is_zero_based || range.min < 0)
    range.min -= margin;
  if (!config->is_zero_based || range.max > 0)
    range.max += margin;
  return range;
}

static bool
holds (const QosUiScale *scale, Range range)
{
  double slack = scale->step * TICK_SLACK;

  return range.min >= scale->low - slack && range.max <= scale->high + slack;
}

/* The position of a value's first digit: 0 for 1 to 9, -1 for tenths. */
static int
find_place (double value)
{
  return (int) floor (log10 (value) + TICK_SLACK);
}

QosUiScale
qos_ui_axis_fit (const QosUiAxisConfig *config, double min, double max)
{
  unsigned max_ticks =
      config->max_ticks < MIN_TICKS ? MIN_TICKS : config->max_ticks;
  Range range = {0, config->min_span > 0 ? cut (config->min_span) : 1};
  QosUiScale scale;
  double step;

  if (isfinite (min) && isfinite (max))
    range = widen (config, tidy (config, min, max));
  step = round_step ((range.max - range.min) / (max_ticks - 1));
  for (;;) {
    scale = make_scale (step, range);
    if (scale.n_ticks <= max_ticks)
      return scale;
    step = round_step (step * 1.5);
  }
}

void
qos_ui_axis_init (QosUiAxis *axis, const QosUiAxisConfig *config)
{
  axis->config = *config;
  axis->have_data = false;
  axis->data_min = axis->data_max = NAN;
  axis->scale = qos_ui_axis_fit (config, NAN, NAN);
}

void
qos_ui_axis_set_max_ticks (QosUiAxis *axis, unsigned max_ticks)
{
  if (max_ticks == axis->config.max_ticks)
    return;
  axis->config.max_ticks = max_ticks;
  axis->scale = qos_ui_axis_fit (&axis->config, axis->data_min, axis->data_max);
}

bool
qos_ui_axis_update (QosUiAxis *axis, double min, double max)
{
  Range range;
  QosUiScale scale;
  double shown = axis->scale.high - axis->scale.low;

  if (!isfinite (min) || !isfinite (max))
    return false;
  range = tidy (&axis->config, min, max);
  if (axis->have_data && holds (&axis->scale, range)) {
    range = add_margin (&axis->config, range);
    scale = qos_ui_axis_fit (&axis->config, range.min, range.max);
    if (scale.high - scale.low >= shown * (1 - TICK_SLACK))
      return false;
  } else {
    scale = qos_ui_axis_fit (&axis->config, range.min, range.max);
  }
  axis->have_data = true;
  axis->data_min = range.min;
  axis->data_max = range.max;
  if (scale.low == axis->scale.low && scale.high == axis->scale.high)
    return false;
  axis->scale = scale;
  return true;
}

double
qos_ui_axis_tick (const QosUiAxis *axis, unsigned i)
{
  const QosUiScale *scale = &axis->scale;

  return (rint (scale->low / scale->step) + i) * scale->step + 0.0;
}

void
qos_ui_axis_label (const QosUiAxis *axis, double value, char *text, size_t size)
{
  double largest = fmax (fabs (axis->scale.low), fabs (axis->scale.high));
  int last_place = find_place (axis->scale.step);

  if (largest < PLAIN_MAX && last_place >= -PLAIN_DECIMALS)
    snprintf (text, size, "%.*f", last_place < 0 ? -last_place : 0, value);
  else
    snprintf (text, size, "%.*g", find_place (largest) - last_place + 1, value);
}

double
qos_ui_axis_time_step (double span_s, unsigned max_ticks)
{
  static const double steps_s[] = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900,
      1800, 3600, 7200, 10800, 21600, 43200};

  for (size_t i = 0; i < sizeof steps_s / sizeof steps_s[0]; i++)
    if (floor (span_s / steps_s[i] + TICK_SLACK) + 1 <= max_ticks)
      return steps_s[i];
  if (max_ticks == 0)
    return span_s;
  return DAY_S * (floor (span_s / DAY_S / max_ticks + TICK_SLACK) + 1);
}

void
qos_ui_axis_time_label (double before_s, char *text, size_t size)
{
  double minutes = floor (before_s / 60);
  double seconds = before_s - 60 * minutes;

  if (before_s == 0)
    snprintf (text, size, "now");
  else if (before_s >= 60 && seconds == 0)
    snprintf (text, size, "%.0f min", minutes);
  else if (before_s < 120)
    snprintf (text, size, "%.4g s", before_s);
  else
    snprintf (text, size, "%.0f:%02.0f min", minutes, floor (seconds));
}
