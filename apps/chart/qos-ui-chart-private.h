/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Shared by the parts of QosUiChart: the widget (qos-ui-chart.c), its drawing
 * (qos-ui-chart-draw.c), and its cursor and texts (qos-ui-chart-cursor.c).
 */
#pragma once

#include "qos-ui-axis.h"
#include "qos-ui-chart.h"
#include "qos-ui-plot.h"

#define QOS_UI_CHART_MAX_TICKS 8
#define QOS_UI_CHART_NO_DATA "no data yet"

/* All labels; each has a layout that is kept. */
enum
{
  QOS_UI_LABEL_TITLE,
  QOS_UI_LABEL_EMPTY,
  QOS_UI_LABEL_ITEM,
  QOS_UI_LABEL_VALUE = QOS_UI_LABEL_ITEM + QOS_UI_CHART_MAX_SERIES,
  QOS_UI_LABEL_SPAN =
      QOS_UI_LABEL_VALUE + QOS_UI_CHART_MAX_TICKS, /* only to measure its
                                                    * size */
  QOS_UI_LABEL_TIME,
  QOS_UI_N_LABELS = QOS_UI_LABEL_TIME + QOS_UI_CHART_MAX_TICKS,
};

typedef struct
{
  PangoLayout *layout;
  int width, height; /* pixels */
  int widest;        /* of all its texts so far */
} QosUiLabel;

typedef struct
{
  char *name;
  QosUiPlotLine plotted;
} QosUiLine;

struct _QosUiChart
{
  GtkDrawingArea parent;

  QosUiChartLook look;
  double span_s;

  QosUiLine lines[QOS_UI_CHART_MAX_SERIES];
  int n_lines;
  double now_s; /* NaN before the first */
  QosUiAxis axis;
  GArray *marks;   /* (nullable) */
  double cursor_s; /* NaN: none */
  QosUiPlot shown; /* as last drawn on the screen; width 0: never */

  /* Of drawing, kept for the next */
  QosUiLabel labels[QOS_UI_N_LABELS];
  QosUiColumn *columns;
  size_t n_columns;
  GString *text;

  gboolean is_redraw_queued;
  guint redraw_id;
  gint64 redraw_us; /* time of the next drawing, if it is queued */
  gint64 drawn_us;
  guint describe_id;
  gint64 described_us;
};

/* Appends to chart->text the value of a series, the latest or the one at the
 * cursor, with its name if there are several. */
void qos_ui_chart_append_value (QosUiChart *chart, int index, double cursor_s,
    const char *unknown, gboolean with_unit);

/* The range of all series in the time shown; FALSE if nothing is known in
 * it. */
gboolean qos_ui_chart_find_range (QosUiChart *chart, double *min, double *max);

/* Has no value ever been known? */
gboolean qos_ui_chart_is_empty (QosUiChart *chart);

/* Like qos_ui_chart_draw_to (); plot receives where everything was drawn. */
void qos_ui_chart_paint (QosUiChart *chart, cairo_t *cr, int width, int height,
    QosUiChartFlags flags, QosUiPlot *plot);

/* The chart in words, as its accessible description. */
void qos_ui_chart_describe (QosUiChart *chart);

/* The value of a series at the cursor. FALSE if it has none. */
gboolean qos_ui_chart_read (QosUiChart *chart, int index, double cursor_s,
    double *at_s, double *value);

/* Pointer and keys. */
gboolean qos_ui_chart_motion (GtkWidget *widget, GdkEventMotion *event);
gboolean qos_ui_chart_leave (GtkWidget *widget, GdkEventCrossing *event);
gboolean qos_ui_chart_button (GtkWidget *widget, GdkEventButton *event);
gboolean qos_ui_chart_key (GtkWidget *widget, GdkEventKey *event);

/* Recreates labels at the next drawing, for another style or unit. */
void qos_ui_chart_drop_labels (QosUiChart *chart);
