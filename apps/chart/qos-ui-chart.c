/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-chart-private.h"

#include <math.h>

#define DEFAULT_SPAN_S 120.0

#define REDRAW_INTERVAL_US (G_USEC_PER_SEC / 10)
#define REDRAW_INTERVAL_MAX_US G_USEC_PER_SEC
#define CURSOR_INTERVAL_US (G_USEC_PER_SEC / 30)
#define DESCRIBE_INTERVAL_US G_USEC_PER_SEC

#define MIN_WIDTH 160
#define MIN_HEIGHT 90
#define NATURAL_WIDTH 180
#define NATURAL_HEIGHT 120

G_DEFINE_FINAL_TYPE (QosUiChart, qos_ui_chart, GTK_TYPE_DRAWING_AREA)

/* Redrawing and describing, both not too often */

/* Calls func at next_us, or at once if that has passed. */
static void
call_at (QosUiChart *self, guint *id, gint64 next_us, GSourceFunc func)
{
  gint64 wait_us = next_us - g_get_monotonic_time ();

  if (*id)
    return;
  if (wait_us <= 0)
    func (self);
  else
    *id = g_timeout_add ((guint) (wait_us / 1000) + 1, func, self);
}

static gboolean
redraw (gpointer data)
{
  QosUiChart *self = data;

  self->redraw_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static gboolean
describe (gpointer data)
{
  QosUiChart *self = data;

  self->describe_id = 0;
  self->described_us = g_get_monotonic_time ();
  qos_ui_chart_describe (self);
  return G_SOURCE_REMOVE;
}

static void
queue_redraw (QosUiChart *self, gint64 interval_us)
{
  gint64 next_us = self->drawn_us + interval_us;

  if (self->is_redraw_queued && self->redraw_us <= next_us)
    return;
  g_clear_handle_id (&self->redraw_id, g_source_remove);
  self->is_redraw_queued = TRUE;
  self->redraw_us = next_us;
  call_at (self, &self->redraw_id, next_us, redraw);
}

/* Texts are updated as soon as possible; lines when a change would be
 * visible. */
static gint64
lines_interval_us (QosUiChart *self)
{
  double pixel_us = self->shown.pixel_s * G_USEC_PER_SEC;

  return (
      gint64) CLAMP (pixel_us / 4, REDRAW_INTERVAL_US, REDRAW_INTERVAL_MAX_US);
}

static void
change (QosUiChart *self, gint64 interval_us)
{
  queue_redraw (self, interval_us);
  call_at (self, &self->describe_id, self->described_us + DESCRIBE_INTERVAL_US,
      describe);
}

/* The class */

static void
reset_axis (QosUiChart *self)
{
  const QosUiChartLook *look = &self->look;
  const QosUiAxisConfig config = {look->min_span, true, QOS_UI_CHART_MAX_TICKS};

  qos_ui_axis_init (&self->axis, &config);
  if (look->high > look->low)
    self->axis.scale = (QosUiScale){look->low, look->high, 1,
        (unsigned) lround (look->high - look->low) + 1};
}

static gboolean
qos_ui_chart_draw (GtkWidget *widget, cairo_t *cr)
{
  QosUiChart *self = QOS_UI_CHART (widget);
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget);

  g_clear_handle_id (&self->redraw_id, g_source_remove);
  self->is_redraw_queued = FALSE;
  self->drawn_us = g_get_monotonic_time ();
  qos_ui_chart_paint (self, cr, width, height, 0, &self->shown);
  if (gtk_widget_has_visible_focus (widget))
    gtk_render_focus (gtk_widget_get_style_context (widget), cr, 0, 0, width,
        height);
  return GDK_EVENT_PROPAGATE;
}

static void
qos_ui_chart_get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = MIN_WIDTH;
  *natural = NATURAL_WIDTH;
}

static void
qos_ui_chart_get_preferred_height (GtkWidget *widget, int *minimum,
    int *natural)
{
  *minimum = MIN_HEIGHT;
  *natural = NATURAL_HEIGHT;
}

static void
qos_ui_chart_style_updated (GtkWidget *widget)
{
  qos_ui_chart_drop_labels (QOS_UI_CHART (widget));
  GTK_WIDGET_CLASS (qos_ui_chart_parent_class)->style_updated (widget);
}

static void
qos_ui_chart_dispose (GObject *object)
{
  QosUiChart *self = QOS_UI_CHART (object);

  g_clear_handle_id (&self->redraw_id, g_source_remove);
  g_clear_handle_id (&self->describe_id, g_source_remove);
  qos_ui_chart_drop_labels (self);
  G_OBJECT_CLASS (qos_ui_chart_parent_class)->dispose (object);
}

static void
qos_ui_chart_finalize (GObject *object)
{
  QosUiChart *self = QOS_UI_CHART (object);

  for (int i = 0; i < self->n_lines; i++) {
    g_free (self->lines[i].name);
    qos_ui_series_free (self->lines[i].plotted.values);
    qos_ui_series_free (self->lines[i].plotted.low);
    qos_ui_series_free (self->lines[i].plotted.high);
  }
  g_clear_pointer (&self->marks, g_array_unref);
  g_free (self->columns);
  g_string_free (self->text, TRUE);
  G_OBJECT_CLASS (qos_ui_chart_parent_class)->finalize (object);
}

static void
qos_ui_chart_init (QosUiChart *self)
{
  self->span_s = DEFAULT_SPAN_S;
  self->now_s = NAN;
  self->cursor_s = NAN;
  self->text = g_string_new (NULL);
  gtk_widget_set_can_focus (GTK_WIDGET (self), TRUE);
  gtk_widget_add_events (GTK_WIDGET (self),
      GDK_POINTER_MOTION_MASK | GDK_LEAVE_NOTIFY_MASK | GDK_BUTTON_PRESS_MASK |
          GDK_KEY_PRESS_MASK);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

static void
qos_ui_chart_class_init (QosUiChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = qos_ui_chart_dispose;
  object_class->finalize = qos_ui_chart_finalize;
  widget_class->draw = qos_ui_chart_draw;
  widget_class->get_preferred_width = qos_ui_chart_get_preferred_width;
  widget_class->get_preferred_height = qos_ui_chart_get_preferred_height;
  widget_class->style_updated = qos_ui_chart_style_updated;
  widget_class->motion_notify_event = qos_ui_chart_motion;
  widget_class->leave_notify_event = qos_ui_chart_leave;
  widget_class->button_press_event = qos_ui_chart_button;
  widget_class->key_press_event = qos_ui_chart_key;
  gtk_widget_class_set_css_name (widget_class, "qos-chart");
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_CHART);

  g_signal_new ("cursor-moved", QOS_UI_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

QosUiChart *
qos_ui_chart_new (const QosUiChartLook *look)
{
  QosUiChart *self = g_object_new (QOS_UI_TYPE_CHART, NULL);

  self->look = *look;
  reset_axis (self);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)),
      look->title);
  return self;
}

void
qos_ui_chart_set_span (QosUiChart *chart, double span_s)
{
  g_return_if_fail (QOS_UI_IS_CHART (chart));
  g_return_if_fail (span_s > 0);
  chart->span_s = span_s;
  qos_ui_chart_drop_labels (chart);
  change (chart, REDRAW_INTERVAL_US);
}

int
qos_ui_chart_add_series (QosUiChart *chart, const char *name)
{
  QosUiLine *line;

  g_return_val_if_fail (QOS_UI_IS_CHART (chart), -1);
  g_return_val_if_fail (chart->n_lines < QOS_UI_CHART_MAX_SERIES, -1);
  line = &chart->lines[chart->n_lines];
  line->name = g_strdup (name);
  line->plotted.values = qos_ui_series_new (QOS_UI_CHART_CAPACITY);
  qos_ui_chart_drop_labels (chart);
  change (chart, REDRAW_INTERVAL_US);
  return chart->n_lines++;
}

void
qos_ui_chart_add (QosUiChart *chart, int index, double time_s, double value,
    double low, double high)
{
  QosUiPlotLine *plotted;
  gboolean has_band = isfinite (value) && isfinite (low) && isfinite (high);

  g_return_if_fail (QOS_UI_IS_CHART (chart));
  g_return_if_fail (index >= 0 && index < chart->n_lines);
  plotted = &chart->lines[index].plotted;
  if (!qos_ui_series_add (plotted->values, time_s, value))
    return;
  if (has_band && !plotted->low) {
    plotted->low = qos_ui_series_new (QOS_UI_CHART_CAPACITY);
    plotted->high = qos_ui_series_new (QOS_UI_CHART_CAPACITY);
  }
  if (plotted->low) {
    qos_ui_series_add (plotted->low, time_s, has_band ? low : NAN);
    qos_ui_series_add (plotted->high, time_s, has_band ? high : NAN);
  }
  chart->now_s = fmax (chart->now_s, time_s);
  change (chart, lines_interval_us (chart));
}

void
qos_ui_chart_set_marks (QosUiChart *chart, GArray *marks)
{
  g_return_if_fail (QOS_UI_IS_CHART (chart));
  if (marks)
    g_array_ref (marks);
  g_clear_pointer (&chart->marks, g_array_unref);
  chart->marks = marks;
  change (chart, REDRAW_INTERVAL_US);
}

void
qos_ui_chart_marks_changed (QosUiChart *chart)
{
  g_return_if_fail (QOS_UI_IS_CHART (chart));
  change (chart, lines_interval_us (chart));
}

void
qos_ui_chart_set_cursor (QosUiChart *chart, double time_s)
{
  g_return_if_fail (QOS_UI_IS_CHART (chart));
  if (time_s == chart->cursor_s || (isnan (time_s) && isnan (chart->cursor_s)))
    return;
  chart->cursor_s = time_s;
  queue_redraw (chart, CURSOR_INTERVAL_US);
  qos_ui_chart_describe (chart);
}

void
qos_ui_chart_clear (QosUiChart *chart)
{
  g_return_if_fail (QOS_UI_IS_CHART (chart));
  for (int i = 0; i < chart->n_lines; i++) {
    QosUiPlotLine *plotted = &chart->lines[i].plotted;

    qos_ui_series_clear (plotted->values);
    if (plotted->low) {
      qos_ui_series_clear (plotted->low);
      qos_ui_series_clear (plotted->high);
    }
  }
  chart->now_s = NAN;
  chart->cursor_s = NAN;
  reset_axis (chart);
  change (chart, REDRAW_INTERVAL_US);
}
