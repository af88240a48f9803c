/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The scale of a chart: round ticks (1, 2 or 5 times a power of ten) around
 * data, and their labels. A scale grows at once and shrinks late, so that a
 * value that wavers at a tick does not make the chart flicker. Also the ticks
 * of a time axis that counts back from now. Knows no pixels.
 */
#ifndef QOS_UI_AXIS_H
#define QOS_UI_AXIS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct
{
  double min_span; /* the scale covers at least this, in the unit of the data;
                       * 0: none */
  bool is_zero_based; /* the scale always holds 0 */
  unsigned max_ticks; /* both ends counted; fewer than 3 are taken as 3 */
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
  double data_min, data_max; /* that the scale was made for */
} QosUiAxis;

/* The scale for data from min to max. Where those are not finite, that of no
 * data: from 0 to min_span, or to 1. Data beyond +-1e100 count as that. */
QosUiScale qos_ui_axis_fit (const QosUiAxisConfig *config, double min,
    double max);

/* Starts with the scale of no data. */
void qos_ui_axis_init (QosUiAxis *axis, const QosUiAxisConfig *config);

/* Takes another number of ticks, as when the chart changed its height. */
void qos_ui_axis_set_max_ticks (QosUiAxis *axis, unsigned max_ticks);

/* Makes axis->scale hold min to max, the range of what is now shown; nothing
 * happens where they are not finite. True when the scale changed. */
bool qos_ui_axis_update (QosUiAxis *axis, double min, double max);

/* The value at tick i of 0..n_ticks - 1. */
double qos_ui_axis_tick (const QosUiAxis *axis, unsigned i);

/* Writes a value with the decimals that tell ticks apart. 24 bytes hold every
 * label; what does not fit is cut. */
void qos_ui_axis_label (const QosUiAxis *axis, double value, char *text,
    size_t size);

/* Seconds between ticks of a time axis over span_s (> 0) seconds with at most
 * max_ticks ticks, now counted; days where it is long; the span itself of 0 ticks.
 */
double qos_ui_axis_time_step (double span_s, unsigned max_ticks);

/* "now", "30 s", "2 min" or "2:30 min" for before_s (>= 0) seconds before now.
 * 24 bytes hold every label; what does not fit is cut. */
void qos_ui_axis_time_label (double before_s, char *text, size_t size);

#endif
