/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A strip chart of one quantity over the last minutes, the newest value at the
 * right edge: title and newest values, axes, and a line for each series. For
 * GtkBuilder, call g_type_ensure (QOS_UI_TYPE_CHART) first. CSS node:
 * qos-chart; text and grid take its colour, its background is drawn if it has
 * one.
 *
 * Properties, all read and write at any time, of a chart that is on the screen
 * too:
 *   title     string, NULL: what is shown; the accessible name
 *   unit      string, NULL: of the values, as "ms"; written behind them
 *   span      double, seconds shown, 10..1800, default 120
 *   min-span  double, in the unit, >= 0, default 1: the scale never covers
 *             less, so that noise does not fill the chart
 *   decimals  uint, of the newest values, 0..6, default 1
 *   has-head  boolean, default TRUE: title and newest values are drawn; off
 *             where a label beside the chart shows them
 *   has-legend boolean, default FALSE: without a head, a row above the lines
 *             that has names and values of several series, and of one what the
 *             cursor reads
 *
 * Series differ by colour and dash; a line with several values on a pixel shows
 * the range of each, and has no dash.
 *
 * A cursor reads the values at a moment: it follows the pointer; with the
 * focus, Left and Right go from value to value, Page_Up and Page_Down by a
 * tenth of what is shown, Home and End to its ends, and Escape ends it. It
 * stays at its moment while the lines move on. What it reads is in the
 * accessible description too. Signal: "cursor-moved" (gdouble time_s, NaN when
 * it ended): the user did that.
 *
 * Redraws at most 10 times a second, only after something changed, and for new
 * values not oftener than four times while the lines move by a pixel, but each
 * second; the cursor moves at once. The thread of GTK only.
 */
#pragma once

#include "qos-ui-marks.h"

#include <gtk/gtk.h>

/* Maximum number of series. */
#define QOS_UI_CHART_MAX_SERIES 4

/* Points kept per series: 30 minutes at two a second. */
#define QOS_UI_CHART_CAPACITY 4096

/* Maximum distance from the cursor at which a mark is read, as a share of the
 * time shown. */
#define QOS_UI_CHART_MARK_REACH 0.01

#define QOS_UI_TYPE_CHART (qos_ui_chart_get_type ())
G_DECLARE_FINAL_TYPE (QosUiChart, qos_ui_chart, QOS_UI, CHART, GtkDrawingArea)

/* name: (nullable): for the legend, which appears from the second series on.
 * Returns the index to add values with, 0 for the first; -1, and a critical,
 * beyond QOS_UI_CHART_MAX_SERIES. */
int qos_ui_chart_add_series (QosUiChart *chart, const char *name);

/* Adds a value (in the unit; NaN if unknown, which breaks the line) to a
 * series, and moves the right edge to time_s if that is later. time_s: seconds
 * of any clock, the same for all series. A value older than the latest of its
 * series is dropped. A line joins known values at any distance: to end it, add
 * one NaN. */
void qos_ui_chart_add (QosUiChart *chart, int index, double time_s,
    double value);

/* The same, with a band around the line from low to high (in the unit; NaN if
 * unknown, which breaks only the band). */
void qos_ui_chart_add_between (QosUiChart *chart, int index, double time_s,
    double value, double low, double high);

/* A scale that does not follow the values: from low to high, with a tick every
 * step. */
void qos_ui_chart_fix_scale (QosUiChart *chart, double low, double high,
    double step);

/* Marks to draw above the lines; NULL: none, and no room for any. (transfer
 * none): a reference is taken. After changing them, call
 * qos_ui_chart_marks_changed (). */
void qos_ui_chart_set_marks (QosUiChart *chart, QosUiMarks *marks);
void qos_ui_chart_marks_changed (QosUiChart *chart);

/* time_s: NaN for no cursor. Emits nothing. */
void qos_ui_chart_set_cursor (QosUiChart *chart, double time_s);

/* Forgets all values and the time, so that another clock can be used; keeps the
 * series. */
void qos_ui_chart_clear (QosUiChart *chart);

/* How a picture of a chart differs from it. */
typedef enum
{
  QOS_UI_CHART_WITH_HEAD = 1 << 0, /* as if has-head were set */
  QOS_UI_CHART_WITHOUT_CURSOR = 1 << 1,
} QosUiChartFlags;

/* Draws the current chart into 0,0 .. width,height (pixels, > 0) of cr, whose
 * state is preserved; (transfer none). Also for an image or SVG surface: the
 * chart needs a display, but no window. The background is that of the style. */
void qos_ui_chart_draw_to (QosUiChart *chart, cairo_t *cr, int width,
    int height, QosUiChartFlags flags);
