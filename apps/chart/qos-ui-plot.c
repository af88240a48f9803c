/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-plot.h"

#include <math.h>

/* Pixels */
#define LINE_WIDTH 2.0
#define DOT_RADIUS 2.0
#define MITER_LIMIT 1.5 /* sharper corners would extend beyond the value */

/* A path is drawn in pieces: for twice the points, cairo takes more than twice
 * the time. */
#define MAX_PATH_POINTS 32

#define MAX_DASHES 4

#define GRID_ALPHA 0.15
#define FILL_ALPHA 0.12
#define BAND_ALPHA 0.22
#define TICK_ALPHA 0.5
#define CURSOR_ALPHA 0.6

/* Marks, in pixels: radius of a shape, distance from it to the lines below,
 * length of the tick, and minimum distance between two of a kind. */
#define MARK_RADIUS 3.5
#define MARK_GAP 5.0
#define MARK_TICK 6.0
#define MARK_DISTANCE 4.0
#define CURSOR_DOT_RADIUS 3.5

/* A piece of a line without a gap, or of the fill below one. */
typedef struct
{
  int index; /* of the series */
  gboolean is_fill;
  gboolean has_bars; /* throughout: see add_bar () */
  gboolean is_open;
  double start_x;
  double x, y;    /* of its end, so far */
  guint n_points; /* number of points in the path */
  double path_s;  /* time of its start */
} Stretch;

/* Okabe and Ito: distinguishable with all forms of colour vision. The first two
 * have a lighter form for dark themes. */
static const GdkRGBA colours[2][QOS_UI_PLOT_MAX_SERIES] = {
    {{0.000, 0.447, 0.698, 1}, {0.835, 0.369, 0.000, 1},
        {0.000, 0.620, 0.451, 1}, {0.800, 0.475, 0.655, 1}},
    {{0.337, 0.706, 0.914, 1}, {0.902, 0.624, 0.000, 1},
        {0.000, 0.620, 0.451, 1}, {0.800, 0.475, 0.655, 1}},
};

/* Pixels on and off, alternating; for colour-blind users. */
static const double dashes[QOS_UI_PLOT_MAX_SERIES][MAX_DASHES] = {
    {0},
    {6, 3, 6, 3},
    {2, 2, 2, 2},
    {9, 3, 2, 3},
};

static void
stroke_plain (const QosUiPlot *plot, const GdkRGBA *colour, double alpha,
    double width)
{
  qos_ui_plot_set_colour (plot, colour, alpha);
  cairo_set_dash (plot->cr, NULL, 0, 0);
  cairo_set_line_cap (plot->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (plot->cr, width);
  cairo_stroke (plot->cr);
}

static const GdkRGBA *
get_colour (const QosUiPlot *plot, int index)
{
  const GdkRGBA *c = &plot->foreground;
  double light = 0.2126 * c->red + 0.7152 * c->green + 0.0722 * c->blue;

  return &colours[light > 0.5][index];
}

/* Values outside the scale are kept near it: cairo cannot handle large
 * numbers. */
static double
plot_y (const QosUiPlot *plot, double value)
{
  double share =
      (value - plot->scale.low) / (plot->scale.high - plot->scale.low);

  return plot->bottom - CLAMP (share, -1, 2) * (plot->bottom - plot->top);
}

/* Columns start at fixed times, otherwise their values would change while they
 * move. */
static double
first_column_s (const QosUiPlot *plot)
{
  return floor ((plot->now_s - plot->span_s) / plot->pixel_s) * plot->pixel_s;
}

static void
stroke_stretch (const QosUiPlot *plot, const Stretch *stretch)
{
  if (!stretch->has_bars) {
    /* The dash depends on time, and so moves with the line. */
    qos_ui_plot_stroke (plot, stretch->index, stretch->path_s / plot->pixel_s);
    return;
  }
  stroke_plain (plot, get_colour (plot, stretch->index), 1, LINE_WIDTH);
}

static void
extend_stretch (const QosUiPlot *plot, Stretch *stretch, double time_s,
    double value)
{
  stretch->x = qos_ui_plot_x (plot, time_s);
  stretch->y = plot_y (plot, value);
  if (!stretch->is_open) {
    stretch->is_open = TRUE;
    stretch->start_x = stretch->x;
    stretch->path_s = time_s;
    stretch->n_points = 0;
  }
  cairo_line_to (plot->cr, stretch->x, stretch->y);
  if (stretch->is_fill || ++stretch->n_points < MAX_PATH_POINTS)
    return;
  stroke_stretch (plot, stretch);
  cairo_move_to (plot->cr, stretch->x, stretch->y);
  stretch->path_s = time_s;
  stretch->n_points = 0;
}

static void
end_stretch (const QosUiPlot *plot, Stretch *stretch)
{
  cairo_t *cr = plot->cr;

  if (!stretch->is_open)
    return;
  stretch->is_open = FALSE;
  if (stretch->is_fill) {
    cairo_line_to (cr, stretch->x, plot->bottom);
    cairo_line_to (cr, stretch->start_x, plot->bottom);
    qos_ui_plot_set_colour (plot, get_colour (plot, stretch->index),
        FILL_ALPHA);
    cairo_fill (cr);
    return;
  }
  stroke_stretch (plot, stretch);
  if (stretch->x - stretch->start_x < 2 * DOT_RADIUS) {
    cairo_arc (cr, stretch->x, stretch->y, DOT_RADIUS, 0, 2 * G_PI);
    cairo_fill (cr);
  }
}

/* The value where a line enters the plot, between the last one before it and
 * the first in column. FALSE if it does not enter. */
static gboolean
find_entry (const QosUiPlot *plot, const QosUiSeries *values,
    const QosUiColumn *column, double *value)
{
  double from_s = first_column_s (plot), at_s;

  if (!column->is_joined ||
      !qos_ui_series_before (values, from_s, &at_s, value))
    return FALSE;
  *value +=
      (column->first - *value) * (from_s - at_s) / (column->first_s - at_s);
  return TRUE;
}

/* Many values on one pixel: a vertical bar over all of them to the last point,
 * which cairo draws many times faster than slanted lines. Not dashed, which
 * would hide some. */
static void
add_bar (const QosUiPlot *plot, Stretch *stretch, const QosUiColumn *column,
    double time_s)
{
  double x = qos_ui_plot_x (plot, time_s);
  double low = plot_y (plot, column->min) + LINE_WIDTH / 2;
  double high = plot_y (plot, column->max) - LINE_WIDTH / 2;

  if (stretch->is_open && x - stretch->x > LINE_WIDTH) {
    extend_stretch (plot, stretch, column->first_s, column->first);
  } else if (stretch->is_open) {
    low = fmax (low, stretch->y);
    high = fmin (high, stretch->y);
  }
  cairo_move_to (plot->cr, x, low);
  cairo_line_to (plot->cr, x, high);
  extend_stretch (plot, stretch, time_s, column->last);
}

/* Does a column have more values than two points can show? */
static gboolean
is_dense (const QosUiColumn *column)
{
  return column->min < fmin (column->first, column->last) ||
      column->max > fmax (column->first, column->last);
}

static void
add_column (const QosUiPlot *plot, Stretch *stretch, const QosUiColumn *column)
{
  double middle_s = (column->first_s + column->last_s) / 2;

  if (stretch->has_bars || is_dense (column)) {
    if (stretch->is_fill)
      extend_stretch (plot, stretch, middle_s, column->max);
    else
      add_bar (plot, stretch, column, middle_s);
    return;
  }
  extend_stretch (plot, stretch, column->first_s, column->first);
  if (column->last_s > column->first_s)
    extend_stretch (plot, stretch, column->last_s, column->last);
}

static void
draw_series (const QosUiPlot *plot, const QosUiSeries *values, int index,
    gboolean is_fill)
{
  double from_s = first_column_s (plot), entry;
  size_t n = qos_ui_plot_columns (plot), n_dense = 0;
  Stretch stretch = {.index = index, .is_fill = is_fill};

  qos_ui_series_columns (values, from_s, from_s + (double) n * plot->pixel_s,
      plot->columns, n);
  for (size_t i = 0; i < n; i++)
    n_dense += is_dense (&plot->columns[i]);
  stretch.has_bars = n_dense > n / 8;
  for (size_t i = 0; i < n; i++) {
    const QosUiColumn *c = &plot->columns[i];

    if (isnan (c->first))
      continue;
    if (!c->is_joined)
      end_stretch (plot, &stretch);
    if (!stretch.is_open && find_entry (plot, values, c, &entry))
      extend_stretch (plot, &stretch, from_s, entry);
    add_column (plot, &stretch, c);
  }
  end_stretch (plot, &stretch);
}

/* Bands */

static double
band_x (const QosUiPlot *plot, const QosUiColumn *column)
{
  return qos_ui_plot_x (plot, (column->first_s + column->last_s) / 2);
}

/* The edge of a band at its start, coming from before the time shown. */
static void
enter_edge (const QosUiPlot *plot, const QosUiSeries *edge,
    const QosUiColumn *column)
{
  double value;

  if (find_entry (plot, edge, column, &value))
    cairo_line_to (plot->cr, qos_ui_plot_x (plot, first_column_s (plot)),
        plot_y (plot, value));
}

/* Along the high edge from column a to b, and back along the low one; at least
 * as wide as a dot. */
static void
fill_band (const QosUiPlot *plot, const QosUiPlotLine *line, size_t a, size_t b)
{
  size_t n = qos_ui_plot_columns (plot);
  const QosUiColumn *low = plot->columns, *high = plot->columns + n;
  double start_x = band_x (plot, &low[a]), end_x = band_x (plot, &low[b]);
  double spread = fmax (0, DOT_RADIUS - (end_x - start_x) / 2);

  cairo_new_sub_path (plot->cr);
  enter_edge (plot, line->high, &high[a]);
  cairo_line_to (plot->cr, start_x - spread, plot_y (plot, high[a].max));
  for (size_t i = a; i <= b; i++)
    if (!isnan (high[i].max))
      cairo_line_to (plot->cr, band_x (plot, &high[i]),
          plot_y (plot, high[i].max));
  cairo_line_to (plot->cr, end_x + spread, plot_y (plot, high[b].max));
  cairo_line_to (plot->cr, end_x + spread, plot_y (plot, low[b].min));
  for (size_t i = b + 1; i-- > a;)
    if (!isnan (low[i].min))
      cairo_line_to (plot->cr, band_x (plot, &low[i]),
          plot_y (plot, low[i].min));
  cairo_line_to (plot->cr, start_x - spread, plot_y (plot, low[a].min));
  enter_edge (plot, line->low, &low[a]);
  cairo_close_path (plot->cr);
}

static void
draw_band (const QosUiPlot *plot, const QosUiPlotLine *line, int index)
{
  size_t n = qos_ui_plot_columns (plot), first = n, last = n;
  double from_s = first_column_s (plot);
  double to_s = from_s + (double) n * plot->pixel_s;

  qos_ui_series_columns (line->low, from_s, to_s, plot->columns, n);
  qos_ui_series_columns (line->high, from_s, to_s, plot->columns + n, n);
  for (size_t i = 0; i < n; i++) {
    if (isnan (plot->columns[i].first))
      continue;
    if (first < n && !plot->columns[i].is_joined) {
      fill_band (plot, line, first, last);
      first = n;
    }
    first = MIN (first, i);
    last = i;
  }
  if (first < n)
    fill_band (plot, line, first, last);
  qos_ui_plot_set_colour (plot, get_colour (plot, index), BAND_ALPHA);
  cairo_fill (plot->cr);
}

/* Marks */

static void
add_cross (cairo_t *cr, double x, double y, double dx, double dy)
{
  cairo_move_to (cr, x - dx, y - dy);
  cairo_line_to (cr, x + dx, y + dy);
  cairo_move_to (cr, x + dy, y - dx);
  cairo_line_to (cr, x - dy, y + dx);
}

/* The path of a shape; TRUE if it must be filled. The same shapes as the glyphs
 * of qos_ui_mark_glyph (). */
static gboolean
add_shape (cairo_t *cr, double x, double y, unsigned kind)
{
  const double r = MARK_RADIUS;

  switch (kind) {
    case 0:
    case 4:
      cairo_move_to (cr, x, y + (kind == 0 ? r : -r));
      cairo_line_to (cr, x - r, y + (kind == 0 ? -r : r));
      cairo_line_to (cr, x + r, y + (kind == 0 ? -r : r));
      cairo_close_path (cr);
      return kind == 0;
    case 1:
      cairo_rectangle (cr, x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1);
      return TRUE;
    case 2:
      cairo_move_to (cr, x, y - r);
      cairo_line_to (cr, x + r, y);
      cairo_line_to (cr, x, y + r);
      cairo_line_to (cr, x - r, y);
      cairo_close_path (cr);
      return TRUE;
    case 5:
      add_cross (cr, x, y, r - 0.5, r - 0.5);
      return FALSE;
    case 6:
      add_cross (cr, x, y, r, 0);
      return FALSE;
    default:
      cairo_arc (cr, x, y, kind == 3 ? r : r - 0.5, 0, 2 * G_PI);
      return kind == 3;
  }
}

static void
draw_mark (const QosUiPlot *plot, double x, unsigned kind)
{
  cairo_new_path (plot->cr);
  if (add_shape (plot->cr, x, plot->top - MARK_GAP, kind)) {
    qos_ui_plot_set_colour (plot, &plot->foreground, 1);
    cairo_fill (plot->cr);
  } else {
    stroke_plain (plot, &plot->foreground, 1, kind >= 5 ? 2 : 1);
  }
  cairo_move_to (plot->cr, x, plot->top);
  cairo_rel_line_to (plot->cr, 0, MARK_TICK);
  stroke_plain (plot, &plot->foreground, TICK_ALPHA, 1);
}

size_t
qos_ui_plot_columns (const QosUiPlot *plot)
{
  return (size_t) (plot->right - plot->left) + 2;
}

double
qos_ui_plot_x (const QosUiPlot *plot, double time_s)
{
  return plot->right - (plot->now_s - time_s) / plot->pixel_s;
}

void
qos_ui_plot_set_colour (const QosUiPlot *plot, const GdkRGBA *colour,
    double alpha)
{
  cairo_set_source_rgba (plot->cr, colour->red, colour->green, colour->blue,
      colour->alpha * alpha);
}

void
qos_ui_plot_grid_line (const QosUiPlot *plot, double x, double y, double dx,
    double dy)
{
  cairo_move_to (plot->cr, floor (x) + 0.5, floor (y) + 0.5);
  cairo_rel_line_to (plot->cr, dx, dy);
  stroke_plain (plot, &plot->foreground, GRID_ALPHA, 1);
}

void
qos_ui_plot_stroke (const QosUiPlot *plot, int index, double start)
{
  const double *dash = dashes[index];
  double length = dash[0] + dash[1] + dash[2] + dash[3];

  if (length > 0) {
    cairo_set_dash (plot->cr, dash, MAX_DASHES, fmod (start, length));
    cairo_set_line_cap (plot->cr, CAIRO_LINE_CAP_BUTT);
  } else {
    /* no gap between this piece and the next */
    cairo_set_dash (plot->cr, NULL, 0, 0);
    cairo_set_line_cap (plot->cr, CAIRO_LINE_CAP_SQUARE);
  }
  cairo_set_line_join (plot->cr, CAIRO_LINE_JOIN_MITER);
  cairo_set_miter_limit (plot->cr, MITER_LIMIT);
  cairo_set_line_width (plot->cr, LINE_WIDTH);
  qos_ui_plot_set_colour (plot, get_colour (plot, index), 1);
  cairo_stroke (plot->cr);
}

void
qos_ui_plot_draw_marks (const QosUiPlot *plot, const GArray *marks)
{
  double last_x[QOS_UI_MARK_KINDS];

  for (unsigned kind = 0; kind < QOS_UI_MARK_KINDS; kind++)
    last_x[kind] = -INFINITY;
  for (guint i = qos_ui_marks_from (marks, plot->now_s - plot->span_s);
       i < marks->len; i++) {
    const QosUiMark *mark = qos_ui_marks_get (marks, i);
    double x = qos_ui_plot_x (plot, mark->time_s);

    if (mark->time_s > plot->now_s)
      break;
    if (x < last_x[mark->kind] + MARK_DISTANCE)
      continue;
    last_x[mark->kind] = x;
    draw_mark (plot, round (x - 0.5) + 0.5, mark->kind);
  }
}

void
qos_ui_plot_draw_cursor (const QosUiPlot *plot)
{
  double x = floor (qos_ui_plot_x (plot, plot->cursor_s)) + 0.5;

  cairo_move_to (plot->cr, x, plot->top - MARK_GAP);
  cairo_line_to (plot->cr, x, plot->bottom);
  stroke_plain (plot, &plot->foreground, CURSOR_ALPHA, 1);
}

void
qos_ui_plot_draw_dot (const QosUiPlot *plot, int index, double time_s,
    double value)
{
  cairo_new_path (plot->cr);
  cairo_arc (plot->cr, qos_ui_plot_x (plot, time_s), plot_y (plot, value),
      CURSOR_DOT_RADIUS, 0, 2 * G_PI);
  qos_ui_plot_set_colour (plot, get_colour (plot, index), 1);
  cairo_fill (plot->cr);
}

void
qos_ui_plot_draw (const QosUiPlot *plot, const QosUiPlotLine *lines, int n)
{
  cairo_rectangle (plot->cr, plot->left, plot->top - LINE_WIDTH,
      plot->right - plot->left + DOT_RADIUS,
      plot->bottom - plot->top + 2 * LINE_WIDTH);
  cairo_clip (plot->cr);
  if (n == 1 && !lines[0].low)
    draw_series (plot, lines[0].values, 0, TRUE);
  for (int i = 0; i < n; i++)
    if (lines[i].low)
      draw_band (plot, &lines[i], i);
  for (int i = 0; i < n; i++)
    draw_series (plot, lines[i].values, i, FALSE);
}
