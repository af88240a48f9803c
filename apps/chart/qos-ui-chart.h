/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A strip chart of one quantity over the last minutes, the newest value at the
 * right edge: a legend with the newest values or those at the cursor, axes, and
 * a line for each series. CSS node: qos-chart; text and grid have its colour;
 * its background is drawn if it has one.
 *
 * Series differ by colour and dash; a line with several values on a pixel shows
 * the range of each, and has no dash.
 *
 * A cursor reads the values at a moment. It follows the pointer; with the
 * focus, Left and Right move it by a value, Page_Up and Page_Down by a tenth of
 * the time shown, Home and End to the ends, and Escape hides it. It stays at
 * its moment while the lines move on. The accessible description contains the
 * values too. Signal: "cursor-moved" (gdouble time_s, NaN if it is hidden): the
 * user did that.
 *
 * Redraws at most 10 times a second, and only after a change; for new values at
 * most four times while the lines move by a pixel, but every second. A moved
 * cursor is drawn at once. For the thread of GTK only.
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

/* All strings are static. */
typedef struct
{
  const char *title; /* in pictures; also the accessible name */
  const char *unit;
  guint decimals;   /* of the values in the legend */
  double min_span;  /* minimum span of the scale in the unit, so that noise does
                     * not fill the chart; 0: none */
  double low, high; /* the ends of a fixed scale with a tick at every 1; both 0:
                     * the scale follows the values */
} QosUiChartLook;

/* Returns: (transfer floating). look: copied. */
QosUiChart *qos_ui_chart_new (const QosUiChartLook *look);

/* Seconds shown, > 0; 120 at first. */
void qos_ui_chart_set_span (QosUiChart *chart, double span_s);

/* name: for the legend, if there are several series. Returns the index to add
 * values with, 0 for the first; -1, and a critical, beyond
 * QOS_UI_CHART_MAX_SERIES. */
int qos_ui_chart_add_series (QosUiChart *chart, const char *name);

/* Adds a value (in the unit; NaN if unknown, which breaks the line) to a
 * series, and moves the right edge to time_s if that is later. time_s: seconds
 * of any clock, the same for all series. A value older than the latest of its
 * series is dropped. A line joins known values at any distance: to end it, add
 * one NaN. low, high: of a band around the line (in the unit; NaN: none
 * there). */
void qos_ui_chart_add (QosUiChart *chart, int index, double time_s,
    double value, double low, double high);

/* marks: to draw above the lines, of QosUiMark; (nullable). Takes a reference.
 * After changing them, call qos_ui_chart_marks_changed (). */
void qos_ui_chart_set_marks (QosUiChart *chart, GArray *marks);
void qos_ui_chart_marks_changed (QosUiChart *chart);

/* time_s: NaN for no cursor. Emits nothing. */
void qos_ui_chart_set_cursor (QosUiChart *chart, double time_s);

/* Forgets all values and the time, so that another clock can be used; keeps the
 * series. */
void qos_ui_chart_clear (QosUiChart *chart);

/* How a picture of a chart differs from it. */
typedef enum
{
  QOS_UI_CHART_WITH_HEAD = 1 << 0, /* title, and values of a single series */
  QOS_UI_CHART_WITHOUT_CURSOR = 1 << 1,
} QosUiChartFlags;

/* Draws the current chart into 0,0 .. width,height (pixels, > 0) of cr, whose
 * state is preserved; (transfer none). Also for an image or SVG surface: the
 * chart needs a display, but no window. The background is that of the style. */
void qos_ui_chart_draw_to (QosUiChart *chart, cairo_t *cr, int width,
    int height, QosUiChartFlags flags);
