/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-chart-private.h"

#include <math.h>

#define DEFAULT_SPAN_S 120.0
#define MIN_SPAN_S 10.0
#define MAX_SPAN_S 1800.0
#define DEFAULT_MIN_SPAN 1.0
#define DEFAULT_DECIMALS 1
#define MAX_DECIMALS 6

#define REDRAW_INTERVAL_US (G_USEC_PER_SEC / 10)
#define DESCRIBE_INTERVAL_US G_USEC_PER_SEC

#define MIN_WIDTH 160
#define MIN_HEIGHT 90
#define NATURAL_WIDTH 180
#define NATURAL_HEIGHT 120

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_UNIT,
  PROP_SPAN,
  PROP_MIN_SPAN,
  PROP_DECIMALS,
  PROP_HAS_HEAD,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (QosUiChart, qos_ui_chart, GTK_TYPE_DRAWING_AREA)

/* Redrawing and describing, both not too often */

/* Calls func at next_us, or at once where that is past. */
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
  char span[24];
  double min, max;

  self->describe_id = 0;
  self->described_us = g_get_monotonic_time ();
  g_string_truncate (self->text, 0);
  if (self->title)
    g_string_append_printf (self->text, "%s: ", self->title);
  for (int i = 0; i < self->n_lines && !qos_ui_chart_is_empty (self); i++) {
    g_string_append (self->text, i > 0 ? ", " : "");
    qos_ui_chart_append_newest (self, i, "unknown", TRUE);
  }
  g_string_append (self->text,
      qos_ui_chart_is_empty (self) ? QOS_UI_CHART_NO_DATA : " now");
  if (qos_ui_chart_find_range (self, &min, &max)) {
    qos_ui_axis_time_label (self->span_s, span, sizeof span);
    g_string_append_printf (self->text, ", %.*f to %.*f", (int) self->decimals,
        min, (int) self->decimals, max);
    qos_ui_chart_append_unit (self);
    g_string_append_printf (self->text, " in the last %s", span);
  }
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)),
      self->text->str);
  return G_SOURCE_REMOVE;
}

static void
change (QosUiChart *self)
{
  if (!self->is_redraw_queued) {
    self->is_redraw_queued = TRUE;
    call_at (self, &self->redraw_id, self->drawn_us + REDRAW_INTERVAL_US,
        redraw);
  }
  call_at (self, &self->describe_id, self->described_us + DESCRIBE_INTERVAL_US,
      describe);
}

/* The class */

static void
reset_axis (QosUiChart *self)
{
  const QosUiAxisConfig config = {self->min_span, true, QOS_UI_CHART_MAX_TICKS};

  qos_ui_axis_init (&self->axis, &config);
}

static gboolean
draw (GtkWidget *widget, cairo_t *cr)
{
  QosUiChart *self = QOS_UI_CHART (widget);

  g_clear_handle_id (&self->redraw_id, g_source_remove);
  self->is_redraw_queued = FALSE;
  self->drawn_us = g_get_monotonic_time ();
  qos_ui_chart_draw_to (self, cr, gtk_widget_get_allocated_width (widget),
      gtk_widget_get_allocated_height (widget));
  return GDK_EVENT_PROPAGATE;
}

static void
get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = MIN_WIDTH;
  *natural = NATURAL_WIDTH;
}

static void
get_preferred_height (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = MIN_HEIGHT;
  *natural = NATURAL_HEIGHT;
}

static void
style_updated (GtkWidget *widget)
{
  qos_ui_chart_drop_labels (QOS_UI_CHART (widget));
  GTK_WIDGET_CLASS (qos_ui_chart_parent_class)->style_updated (widget);
}

static void
set_title (QosUiChart *self, const char *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)),
      title ? title : "");
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  QosUiChart *self = QOS_UI_CHART (object);

  switch (id) {
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_UNIT:
      g_free (self->unit);
      self->unit = g_value_dup_string (value);
      break;
    case PROP_SPAN:
      self->span_s = g_value_get_double (value);
      break;
    case PROP_MIN_SPAN:
      self->min_span = g_value_get_double (value);
      reset_axis (self);
      break;
    case PROP_DECIMALS:
      self->decimals = g_value_get_uint (value);
      break;
    case PROP_HAS_HEAD:
      self->has_head = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
  }
  qos_ui_chart_drop_labels (self);
  change (self);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  QosUiChart *self = QOS_UI_CHART (object);

  switch (id) {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_UNIT:
      g_value_set_string (value, self->unit);
      break;
    case PROP_SPAN:
      g_value_set_double (value, self->span_s);
      break;
    case PROP_MIN_SPAN:
      g_value_set_double (value, self->min_span);
      break;
    case PROP_DECIMALS:
      g_value_set_uint (value, self->decimals);
      break;
    case PROP_HAS_HEAD:
      g_value_set_boolean (value, self->has_head);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
dispose (GObject *object)
{
  QosUiChart *self = QOS_UI_CHART (object);

  g_clear_handle_id (&self->redraw_id, g_source_remove);
  g_clear_handle_id (&self->describe_id, g_source_remove);
  qos_ui_chart_drop_labels (self);
  G_OBJECT_CLASS (qos_ui_chart_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  QosUiChart *self = QOS_UI_CHART (object);

  for (int i = 0; i < self->n_lines; i++) {
    g_free (self->lines[i].name);
    qos_ui_series_free (self->lines[i].values);
  }
  g_free (self->title);
  g_free (self->unit);
  g_free (self->columns);
  g_string_free (self->text, TRUE);
  G_OBJECT_CLASS (qos_ui_chart_parent_class)->finalize (object);
}

static void
qos_ui_chart_init (QosUiChart *self)
{
  self->span_s = DEFAULT_SPAN_S;
  self->min_span = DEFAULT_MIN_SPAN;
  self->decimals = DEFAULT_DECIMALS;
  self->has_head = TRUE;
  self->now_s = NAN;
  self->text = g_string_new (NULL);
  reset_axis (self);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

static void
qos_ui_chart_class_init (QosUiChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->draw = draw;
  widget_class->get_preferred_width = get_preferred_width;
  widget_class->get_preferred_height = get_preferred_height;
  widget_class->style_updated = style_updated;
  gtk_widget_class_set_css_name (widget_class, "qos-chart");
  gtk_widget_class_set_accessible_role (widget_class, ATK_ROLE_CHART);

  props[PROP_TITLE] = g_param_spec_string ("title", "Title",
      "What is shown; also the accessible name", NULL, flags);
  props[PROP_UNIT] = g_param_spec_string ("unit", "Unit",
      "Of the values, written behind them", NULL, flags);
  props[PROP_SPAN] = g_param_spec_double ("span", "Span", "Seconds shown",
      MIN_SPAN_S, MAX_SPAN_S, DEFAULT_SPAN_S, flags);
  props[PROP_MIN_SPAN] = g_param_spec_double ("min-span", "Minimum span",
      "The scale covers at least this, in the unit of the values", 0,
      G_MAXDOUBLE, DEFAULT_MIN_SPAN, flags);
  props[PROP_DECIMALS] = g_param_spec_uint ("decimals", "Decimals",
      "Of the newest values", 0, MAX_DECIMALS, DEFAULT_DECIMALS, flags);
  props[PROP_HAS_HEAD] = g_param_spec_boolean ("has-head", "Has head",
      "Title and newest values are drawn", TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

GtkWidget *
qos_ui_chart_new (void)
{
  return g_object_new (QOS_UI_TYPE_CHART, NULL);
}

int
qos_ui_chart_add_series (QosUiChart *chart, const char *name)
{
  QosUiLine *line;

  g_return_val_if_fail (QOS_UI_IS_CHART (chart), -1);
  g_return_val_if_fail (chart->n_lines < QOS_UI_CHART_MAX_SERIES, -1);
  line = &chart->lines[chart->n_lines];
  line->name = g_strdup (name);
  line->values = qos_ui_series_new (QOS_UI_CHART_CAPACITY);
  qos_ui_chart_drop_labels (chart);
  change (chart);
  return chart->n_lines++;
}

void
qos_ui_chart_add (QosUiChart *chart, int index, double time_s, double value)
{
  g_return_if_fail (QOS_UI_IS_CHART (chart));
  g_return_if_fail (index >= 0 && index < chart->n_lines);
  if (!qos_ui_series_add (chart->lines[index].values, time_s, value))
    return;
  chart->now_s = fmax (chart->now_s, time_s);
  change (chart);
}

void
qos_ui_chart_set_now (QosUiChart *chart, double time_s)
{
  g_return_if_fail (QOS_UI_IS_CHART (chart));
  g_return_if_fail (isfinite (time_s));
  if (time_s == chart->now_s)
    return;
  chart->now_s = time_s;
  change (chart);
}

void
qos_ui_chart_clear (QosUiChart *chart)
{
  g_return_if_fail (QOS_UI_IS_CHART (chart));
  for (int i = 0; i < chart->n_lines; i++)
    qos_ui_series_clear (chart->lines[i].values);
  chart->now_s = NAN;
  reset_axis (chart);
  change (chart);
}
