/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The scale of a chart: round ticks (1, 2 or 5 times a power of ten) around the
 * data, and their labels. A scale grows at once and shrinks late, so that a
 * value that hovers around a tick does not make the chart flicker. Also the
 * ticks of a time axis that counts back from now. Independent of pixels.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct
{
  double min_span;    /* minimum span of the scale, in the unit of the data;
                       * 0: none */
  bool is_zero_based; /* the scale always includes 0 */
  unsigned max_ticks; /* including both ends; at least 3 are used */
} QosUiAxisConfig;

typedef struct
{
  double low, high; /* the first and the last tick */
  double step;
  unsigned n_ticks;
} QosUiScale;

typedef struct
{
  QosUiAxisConfig config;
  QosUiScale scale;
  bool have_data;
  double data_min, data_max; /* of the data that the scale was made for */
} QosUiAxis;

/* The scale for data from min to max. If these are not finite, the scale
 * without data: from 0 to min_span, or to 1. Data beyond +-1e100 are
 * clamped. */
QosUiScale qos_ui_axis_fit (const QosUiAxisConfig *config, double min,
    double max);

/* Starts with the scale without data. */
void qos_ui_axis_init (QosUiAxis *axis, const QosUiAxisConfig *config);

/* Changes the number of ticks, for example when the height of the chart
 * changed. */
void qos_ui_axis_set_max_ticks (QosUiAxis *axis, unsigned max_ticks);

/* Makes axis->scale include min to max, the range that is now shown; does
 * nothing if these are not finite. True if the scale changed. */
bool qos_ui_axis_update (QosUiAxis *axis, double min, double max);

/* The value at tick i of 0..n_ticks - 1. */
double qos_ui_axis_tick (const QosUiAxis *axis, unsigned i);

/* Writes a value with enough decimals to distinguish the ticks. 24 bytes hold
 * every label; longer ones are truncated. */
void qos_ui_axis_label (const QosUiAxis *axis, double value, char *text,
    size_t size);

/* Seconds between the ticks of a time axis over span_s (> 0) seconds with at
 * most max_ticks ticks, including now; days for long spans; with 0 ticks the
 * span itself. */
double qos_ui_axis_time_step (double span_s, unsigned max_ticks);

/* "now", "30 s", "2 min" or "2:30 min" for before_s (>= 0) seconds before now.
 * 24 bytes hold every label; longer ones are truncated. */
void qos_ui_axis_time_label (double before_s, char *text, size_t size);
