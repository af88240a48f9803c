/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The lines of a chart: series drawn with cairo between given edges, with
 * distinct colours and dashes. Independent of widgets.
 */
#pragma once

#include "qos-ui-axis.h"
#include "qos-ui-marks.h"
#include "qos-ui-series.h"

#include <gdk/gdk.h>

/* Number of colours and dashes. */
#define QOS_UI_PLOT_MAX_SERIES 4

/* The data of a line. The caller owns it. */
typedef struct
{
  QosUiSeries *values;
  QosUiSeries *low, *high; /* edges of a band around it; both NULL: no band */
} QosUiPlotLine;

/* Where the lines go, and the meaning of a pixel. The caller owns cr and
 * columns. */
typedef struct
{
  cairo_t *cr;
  GdkRGBA foreground;
  int width, height; /* of the chart */
  double left, top, right, bottom;
  double now_s;
  double span_s;
  double pixel_s;
  double cursor_s;   /* NaN: none */
  gboolean has_head; /* title and values above */
  QosUiScale scale;
  QosUiColumn *columns; /* twice qos_ui_plot_columns () of them */
} QosUiPlot;

/* Number of columns that drawing needs memory for. */
size_t qos_ui_plot_columns (const QosUiPlot *plot);

/* The position of a time, in pixels from the left of the chart. */
double qos_ui_plot_x (const QosUiPlot *plot, double time_s);

void qos_ui_plot_set_colour (const QosUiPlot *plot, const GdkRGBA *colour,
    double alpha);

/* A line of the grid; x, y and the length are in pixels. */
void qos_ui_plot_grid_line (const QosUiPlot *plot, double x, double y,
    double dx, double dy);

/* Strokes the path as the line of a series, index 0 is the first. start: pixels
 * of the dash that come before it. */
void qos_ui_plot_stroke (const QosUiPlot *plot, int index, double start);

/* Draws n lines with their bands, and fills the area below a single one. Clips
 * cr. */
void qos_ui_plot_draw (const QosUiPlot *plot, const QosUiPlotLine *lines,
    int n);

/* Marks moments above the lines, with a shape for each kind and a short tick
 * hanging from it. Call before qos_ui_plot_draw (). */
void qos_ui_plot_draw_marks (const QosUiPlot *plot, const GArray *marks);

/* A line from top to bottom, at cursor_s. */
void qos_ui_plot_draw_cursor (const QosUiPlot *plot);

/* A dot on the line of a series. Call before qos_ui_plot_draw (). */
void qos_ui_plot_draw_dot (const QosUiPlot *plot, int index, double time_s,
    double value);
