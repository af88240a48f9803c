/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-chart-private.h"

#include <math.h>
#include <string.h>

/* Pixels */
#define GAP 4
#define ITEM_GAP 10
#define SWATCH 16
#define MIN_PLOT 8

#define LABEL_ALPHA 0.75

#define UNKNOWN "–"

G_STATIC_ASSERT (QOS_UI_CHART_MAX_SERIES <= QOS_UI_PLOT_MAX_SERIES);

/* Labels */

static PangoLayout *
make_layout (QosUiChart *self, int which)
{
  PangoLayout *layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  PangoAttrList *attributes = pango_attr_list_new ();

  /* Digits of equal width, so that a value does not move what follows it. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (which == QOS_UI_LABEL_TITLE)
    pango_attr_list_insert (attributes,
        pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (which >= QOS_UI_LABEL_VALUE ||
      (which >= QOS_UI_LABEL_ITEM && self->n_lines > 1))
    pango_attr_list_insert (attributes,
        pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static QosUiLabel *
set_label (QosUiChart *self, const QosUiPlot *plot, int which, const char *text)
{
  QosUiLabel *label = &self->labels[which];

  if (!label->layout)
    label->layout = make_layout (self, which);
  if (strcmp (pango_layout_get_text (label->layout), text) != 0)
    pango_layout_set_text (label->layout, text, -1);
  pango_layout_set_width (label->layout, plot->width * PANGO_SCALE);
  pango_cairo_update_layout (plot->cr, label->layout);
  pango_layout_get_pixel_size (label->layout, &label->width, &label->height);
  label->widest = MAX (label->widest, label->width);
  return label;
}

static void
show_label (const QosUiPlot *plot, const QosUiLabel *label, double x, double y,
    double alpha)
{
  qos_ui_plot_set_colour (plot, &plot->foreground, alpha);
  cairo_move_to (plot->cr, round (x), round (y));
  pango_cairo_show_layout (plot->cr, label->layout);
}

/* Drawing */

/* Without a title, empty space as high as a text. */
static const QosUiLabel *
draw_title (QosUiChart *self, const QosUiPlot *plot)
{
  const QosUiLabel *label;

  g_string_assign (self->text, plot->has_head ? self->look.title : "");
  if (plot->has_head && self->n_lines > 1)
    g_string_append_printf (self->text, " (%s)", self->look.unit);
  label = set_label (self, plot, QOS_UI_LABEL_TITLE, self->text->str);
  show_label (plot, label, 0, 0, 1);
  return label;
}

/* A label beside a chart without a head shows the latest value of a single
 * series. */
static gboolean
has_items (QosUiChart *self, const QosUiPlot *plot)
{
  return plot->has_head || self->n_lines > 1 || !isnan (plot->cursor_s);
}

/* Title, values and legend, on as many rows as needed, but at most half of the
 * height. Returns where they end. */
static int
draw_head (QosUiChart *self, const QosUiPlot *plot)
{
  const QosUiLabel *title = draw_title (self, plot);
  int swatch = self->n_lines > 1 ? SWATCH + GAP : 0;
  int x = title->width > 0 ? title->width + ITEM_GAP : 0, y = 0;
  int row = title->height;

  for (int i = 0; i < self->n_lines && has_items (self, plot); i++) {
    const QosUiLabel *label;

    g_string_truncate (self->text, 0);
    qos_ui_chart_append_value (self, i, plot->cursor_s, UNKNOWN,
        self->n_lines == 1);
    label = set_label (self, plot, QOS_UI_LABEL_ITEM + i, self->text->str);
    if (x > 0 && x + swatch + label->widest > plot->width) {
      if (y + row + label->height > plot->height / 2)
        break;
      x = 0;
      y += row;
      row = label->height;
    }
    if (swatch) {
      cairo_move_to (plot->cr, x, y + row / 2);
      cairo_rel_line_to (plot->cr, SWATCH, 0);
      qos_ui_plot_stroke (plot, i, 0);
    }
    show_label (plot, label, x + swatch, y + (row - label->height) / 2, 1);
    x += swatch + label->widest + ITEM_GAP;
  }
  return y + row;
}

/* Prepares the labels of the scale to measure them. Returns their width. */
static int
set_values (QosUiChart *self, const QosUiPlot *plot)
{
  char text[24];
  int width = 0;

  for (unsigned i = 0; i < plot->scale.n_ticks; i++) {
    qos_ui_axis_label (&self->axis, qos_ui_axis_tick (&self->axis, i), text,
        sizeof text);
    width = MAX (width,
        set_label (self, plot, QOS_UI_LABEL_VALUE + (int) i, text)->width);
  }
  return width;
}

static void
draw_values (QosUiChart *self, const QosUiPlot *plot)
{
  unsigned last = plot->scale.n_ticks - 1;
  double distance = (plot->bottom - plot->top) / last;

  for (unsigned i = 0; i <= last; i++) {
    const QosUiLabel *label = &self->labels[QOS_UI_LABEL_VALUE + i];
    double y = plot->bottom - i * distance;

    qos_ui_plot_grid_line (plot, plot->left, y, plot->right - plot->left, 0);
    if (i == 0 || i == last || distance >= label->height)
      show_label (plot, label, plot->left - GAP - label->width,
          y - label->height / 2, LABEL_ALPHA);
  }
}

static void
draw_times (QosUiChart *self, const QosUiPlot *plot, int widest)
{
  double width = plot->right - plot->left;
  double ticks =
      CLAMP (width / (widest + ITEM_GAP) + 1, 2, QOS_UI_CHART_MAX_TICKS);
  double step_s = qos_ui_axis_time_step (plot->span_s, (unsigned) ticks);
  char text[24];

  for (int i = 0; i * step_s <= plot->span_s; i++) {
    double x = qos_ui_plot_x (plot, plot->now_s - i * step_s);
    const QosUiLabel *label;

    qos_ui_axis_time_label (i * step_s, text, sizeof text);
    label = set_label (self, plot, QOS_UI_LABEL_TIME + i, text);
    qos_ui_plot_grid_line (plot, x, plot->top, 0, plot->bottom - plot->top);
    x = CLAMP (x - label->width / 2, 0, plot->width - label->width);
    show_label (plot, label, x, plot->bottom + GAP, LABEL_ALPHA);
  }
}

/* A theme sets a colour for windows; without one, text would be white. */
static void
get_foreground (QosUiChart *self, GdkRGBA *colour)
{
  GtkWidget *top = gtk_widget_get_toplevel (GTK_WIDGET (self));
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (gtk_widget_is_toplevel (top) ||
      !gtk_style_context_lookup_color (style, "theme_fg_color", colour))
    gtk_style_context_get_color (style, gtk_style_context_get_state (style),
        colour);
}

/* Calculates where the lines go, and the scale. */
static void
lay_out (QosUiChart *self, QosUiPlot *plot, const QosUiLabel *time)
{
  double min, max;

  plot->top = time->height / 2 + 1 + draw_head (self, plot) + GAP;
  plot->bottom = plot->height - GAP - time->height;
  plot->right = plot->width - GAP;
  if (self->look.high <= self->look.low) {
    qos_ui_axis_set_max_ticks (&self->axis,
        (unsigned) CLAMP ((plot->bottom - plot->top) / (time->height + 2) + 1,
            3, QOS_UI_CHART_MAX_TICKS));
    if (qos_ui_chart_find_range (self, &min, &max))
      qos_ui_axis_update (&self->axis, min, max);
  }
  plot->scale = self->axis.scale;
  plot->left = set_values (self, plot) + GAP;
  plot->pixel_s = plot->span_s / (plot->right - plot->left);
}

/* Writes that there is no data, and clips so that the grid does not cross the
 * text. */
static void
draw_no_data (QosUiChart *self, const QosUiPlot *plot)
{
  const QosUiLabel *label =
      set_label (self, plot, QOS_UI_LABEL_EMPTY, QOS_UI_CHART_NO_DATA);
  double x = (plot->left + plot->right - label->width) / 2;
  double y = (plot->top + plot->bottom - label->height) / 2;

  show_label (plot, label, x, y, LABEL_ALPHA);
  cairo_rectangle (plot->cr, 0, 0, plot->width, plot->height);
  cairo_rectangle (plot->cr, x - GAP, y, label->width + 2 * GAP, label->height);
  cairo_set_fill_rule (plot->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (plot->cr);
}

static void
draw_lines (QosUiChart *self, QosUiPlot *plot)
{
  QosUiPlotLine lines[QOS_UI_CHART_MAX_SERIES];
  size_t n = 2 * qos_ui_plot_columns (plot);

  if (n > self->n_columns) {
    self->columns = g_renew (QosUiColumn, self->columns, n);
    self->n_columns = n;
  }
  plot->columns = self->columns;
  for (int i = 0; i < self->n_lines; i++)
    lines[i] = self->lines[i].plotted;
  qos_ui_plot_draw (plot, lines, self->n_lines);
}

static gboolean
is_cursor_shown (QosUiChart *self, const QosUiPlot *plot)
{
  return !isnan (plot->cursor_s) && plot->cursor_s <= self->now_s &&
      plot->cursor_s >= self->now_s - self->span_s;
}

/* Drawn before the lines, so that they cover it. */
static void
draw_cursor (QosUiChart *self, const QosUiPlot *plot)
{
  qos_ui_plot_draw_cursor (plot);
  for (int i = 0; i < self->n_lines; i++) {
    double at_s, value;

    if (qos_ui_chart_read (self, i, plot->cursor_s, &at_s, &value) &&
        !isnan (value))
      qos_ui_plot_draw_dot (plot, i, at_s, value);
  }
}

gboolean
qos_ui_chart_find_range (QosUiChart *self, double *min, double *max)
{
  *min = INFINITY;
  *max = -INFINITY;
  for (int i = 0; i < self->n_lines; i++) {
    const QosUiPlotLine *plotted = &self->lines[i].plotted;
    const QosUiSeries *all[] = {plotted->values, plotted->low, plotted->high};
    double low, high;

    for (size_t s = 0; s < G_N_ELEMENTS (all) && all[s]; s++) {
      if (!qos_ui_series_range (all[s], self->now_s - self->span_s, self->now_s,
              &low, &high))
        continue;
      *min = fmin (*min, low);
      *max = fmax (*max, high);
    }
  }
  return *min <= *max;
}

gboolean
qos_ui_chart_is_empty (QosUiChart *self)
{
  for (int i = 0; i < self->n_lines; i++)
    if (qos_ui_series_has_known (self->lines[i].plotted.values))
      return FALSE;
  return TRUE;
}

void
qos_ui_chart_drop_labels (QosUiChart *self)
{
  for (int i = 0; i < QOS_UI_N_LABELS; i++) {
    g_clear_object (&self->labels[i].layout);
    self->labels[i].widest = 0;
  }
}

void
qos_ui_chart_paint (QosUiChart *self, cairo_t *cr, int width, int height,
    QosUiChartFlags flags, QosUiPlot *plot)
{
  const QosUiLabel *time;
  char text[24];

  *plot = (QosUiPlot){.cr = cr, .width = width, .height = height};
  plot->now_s = isnan (self->now_s) ? 0 : self->now_s;
  plot->span_s = self->span_s;
  plot->cursor_s = flags & QOS_UI_CHART_WITHOUT_CURSOR ? NAN : self->cursor_s;
  plot->has_head = flags & QOS_UI_CHART_WITH_HEAD;

  cairo_save (cr);
  cairo_new_path (cr);
  gtk_render_background (gtk_widget_get_style_context (GTK_WIDGET (self)), cr,
      0, 0, width, height);
  get_foreground (self, &plot->foreground);
  qos_ui_axis_time_label (plot->span_s, text, sizeof text);
  time = set_label (self, plot, QOS_UI_LABEL_SPAN, text);
  lay_out (self, plot, time);
  if (plot->right - plot->left >= MIN_PLOT &&
      plot->bottom - plot->top >= MIN_PLOT) {
    if (self->marks)
      qos_ui_plot_draw_marks (plot, self->marks);
    if (is_cursor_shown (self, plot))
      draw_cursor (self, plot);
    if (qos_ui_chart_is_empty (self))
      draw_no_data (self, plot);
    draw_values (self, plot);
    draw_times (self, plot, time->width);
    draw_lines (self, plot);
  }
  cairo_restore (cr);
}

void
qos_ui_chart_draw_to (QosUiChart *chart, cairo_t *cr, int width, int height,
    QosUiChartFlags flags)
{
  QosUiPlot plot;

  g_return_if_fail (QOS_UI_IS_CHART (chart));
  g_return_if_fail (width > 0 && height > 0);
  qos_ui_chart_paint (chart, cr, width, height, flags, &plot);
}
