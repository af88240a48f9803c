/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-chart-private.h"

#include <gdk/gdkkeysyms.h>
#include <math.h>

/* How keys move the cursor. */
typedef struct
{
  guint key, pad_key;
  int values;   /* by this many values, or */
  double spans; /* as a share of the time shown, at most to its ends */
} Move;

static const Move moves[] = {
    {GDK_KEY_Left, GDK_KEY_KP_Left, .values = -1},
    {GDK_KEY_Right, GDK_KEY_KP_Right, .values = 1},
    {GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, .spans = -0.1},
    {GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, .spans = 0.1},
    {GDK_KEY_Home, GDK_KEY_KP_Home, .spans = -1},
    {GDK_KEY_End, GDK_KEY_KP_End, .spans = 1},
};

/* The chart in words */

gboolean
qos_ui_chart_read (QosUiChart *self, int index, double cursor_s, double *at_s,
    double *value)
{
  return qos_ui_series_nearest (self->lines[index].plotted.values, cursor_s,
      at_s, value);
}

static void
append_band (QosUiChart *self, const QosUiPlotLine *plotted, double at_s,
    double value)
{
  double band_s, high;

  if (plotted->high &&
      qos_ui_series_nearest (plotted->high, at_s, &band_s, &high) &&
      band_s == at_s && !isnan (high))
    g_string_append_printf (self->text, " ± %.*f", (int) self->look.decimals,
        high - value);
}

void
qos_ui_chart_append_value (QosUiChart *self, int index, double cursor_s,
    const char *unknown, gboolean with_unit)
{
  const QosUiLine *line = &self->lines[index];
  double at_s = NAN, value = NAN;

  if (self->n_lines > 1 && line->name)
    g_string_append_printf (self->text, "%s ", line->name);
  if (isnan (cursor_s))
    qos_ui_series_newest (line->plotted.values, &at_s, &value);
  else
    qos_ui_chart_read (self, index, cursor_s, &at_s, &value);
  if (isnan (value)) {
    g_string_append (self->text, unknown);
    return;
  }
  g_string_append_printf (self->text, "%.*f", (int) self->look.decimals, value);
  append_band (self, &line->plotted, at_s, value);
  if (with_unit)
    g_string_append_printf (self->text, " %s", self->look.unit);
}

static void
append_values (QosUiChart *self)
{
  for (int i = 0; i < self->n_lines; i++) {
    g_string_append (self->text, i > 0 ? ", " : "");
    qos_ui_chart_append_value (self, i, self->cursor_s, "unknown", TRUE);
  }
}

static void
append_range (QosUiChart *self)
{
  char span[24];
  double min, max;

  if (!qos_ui_chart_find_range (self, &min, &max))
    return;
  qos_ui_axis_time_label (self->span_s, span, sizeof span);
  g_string_append_printf (self->text, ", %.*f to %.*f %s in the last %s",
      (int) self->look.decimals, min, (int) self->look.decimals, max,
      self->look.unit, span);
}

static void
append_moment (QosUiChart *self)
{
  double reach_s = QOS_UI_CHART_MARK_REACH * self->span_s;
  double age_s = round (10 * (self->now_s - self->cursor_s)) / 10;
  const QosUiMark *mark = self->marks
      ? qos_ui_marks_near (self->marks, self->cursor_s, reach_s)
      : NULL;
  char age[24];

  append_values (self);
  qos_ui_axis_time_label (age_s, age, sizeof age);
  g_string_append_printf (self->text, age_s > 0 ? " %s ago" : " %s", age);
  if (mark)
    g_string_append_printf (self->text, "; %s", mark->text);
}

void
qos_ui_chart_describe (QosUiChart *self)
{
  g_string_printf (self->text, "%s: ", self->look.title);
  if (qos_ui_chart_is_empty (self)) {
    g_string_append (self->text, QOS_UI_CHART_NO_DATA);
  } else if (!isnan (self->cursor_s)) {
    append_moment (self);
  } else {
    append_values (self);
    g_string_append (self->text, " now");
    append_range (self);
  }
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)),
      self->text->str);
}

/* Pointer and keys */

static void
move_cursor (QosUiChart *self, double time_s)
{
  if (time_s == self->cursor_s || (isnan (time_s) && isnan (self->cursor_s)))
    return;
  qos_ui_chart_set_cursor (self, time_s);
  g_signal_emit_by_name (self, "cursor-moved", time_s);
}

/* To the value nearest to time_s, within the time shown. */
static void
move_near (QosUiChart *self, double time_s)
{
  double at_s, value;

  if (self->n_lines > 0 &&
      qos_ui_series_nearest (self->lines[0].plotted.values,
          CLAMP (time_s, self->now_s - self->span_s, self->now_s), &at_s,
          &value))
    move_cursor (self, at_s);
}

static void
move_to_pointer (QosUiChart *self, double x)
{
  const QosUiPlot *plot = &self->shown;

  if (plot->width > 0)
    move_near (self, plot->now_s - (plot->right - x) * plot->pixel_s);
}

/* By this many values. */
static void
step_cursor (QosUiChart *self, double from_s, int by)
{
  double at_s;

  if (self->n_lines > 0 &&
      qos_ui_series_step (self->lines[0].plotted.values, from_s, by, &at_s) &&
      at_s >= self->now_s - self->span_s)
    move_cursor (self, at_s);
}

gboolean
qos_ui_chart_motion (GtkWidget *widget, GdkEventMotion *event)
{
  move_to_pointer (QOS_UI_CHART (widget), event->x);
  return GDK_EVENT_PROPAGATE;
}

/* If the chart has the focus, the cursor stays for the keys. */
gboolean
qos_ui_chart_leave (GtkWidget *widget, GdkEventCrossing *event)
{
  if (!gtk_widget_has_focus (widget))
    move_cursor (QOS_UI_CHART (widget), NAN);
  return GDK_EVENT_PROPAGATE;
}

gboolean
qos_ui_chart_button (GtkWidget *widget, GdkEventButton *event)
{
  if (event->button != GDK_BUTTON_PRIMARY)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (widget);
  move_to_pointer (QOS_UI_CHART (widget), event->x);
  return GDK_EVENT_STOP;
}

gboolean
qos_ui_chart_key (GtkWidget *widget, GdkEventKey *event)
{
  QosUiChart *self = QOS_UI_CHART (widget);
  double from_s = isnan (self->cursor_s) ? self->now_s : self->cursor_s;

  if (event->state & gtk_accelerator_get_default_mod_mask ())
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++) {
    const Move *move = &moves[i];

    if (event->keyval != move->key && event->keyval != move->pad_key)
      continue;
    if (move->values != 0)
      step_cursor (self, from_s, move->values);
    else
      move_near (self, from_s + move->spans * self->span_s);
    return GDK_EVENT_STOP;
  }
  if (event->keyval != GDK_KEY_Escape || isnan (self->cursor_s))
    return GDK_EVENT_PROPAGATE;
  move_cursor (self, NAN);
  return GDK_EVENT_STOP;
}
