/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-network.h"

#include "qos-ui-common.h"
#include "qos-ui-events.h"
#include "qos-ui-picture.h"
#include "qos-ui-readout.h"

#include <math.h>

#define DEFAULT_SPAN 1

#define EXPORTED "The charts were exported."
#define HINT "Point at a chart to read values, or focus one and press ← or →"

/* Minutes. qos-ui-network.ui has a button for each. */
static const gint spans[] = {1, 5, 30};

/* A line of a chart by the values of a history's row. */
typedef struct
{
  guint panel;
  gint series; /* of the panel's chart */
  guint value;
  guint error; /* the same as value: none */
  gdouble mean_s;
} Line;

struct _QosUiNetwork
{
  GtkBox parent;

  const QosUiPanels *panels;
  Line lines[QOS_APP_PICKED_MAX];
  guint n_lines;
  QosAppHistory *history; /* (nullable): not owned */
  gchar *who;
  gint span_min;
  gdouble cursor_s; /* NaN: none */
  GArray *marks;
  QosUiReadout *readouts[QOS_UI_PANELS_MAX];
  GtkWidget *reading;
  GtkWidget *flow;
  QosUiEvents *events;
  GSettings *settings;   /* (nullable) */
  GSimpleAction *export; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (QosUiNetwork, qos_ui_network, GTK_TYPE_BOX)

static QosUiChart *
chart_of (QosUiNetwork *self, guint panel)
{
  return qos_ui_readout_chart (self->readouts[panel]);
}

/* Time of the latest row; NaN: no row. */
static gdouble
newest_s (QosUiNetwork *self)
{
  guint n = self->history ? qos_app_history_length (self->history) : 0;

  return n > 0 ? qos_app_history_time (self->history, n - 1) : NAN;
}

/* Of the left end of the charts; NaN: no row. */
static gdouble
from_s (QosUiNetwork *self)
{
  return newest_s (self) - 60 * self->span_min;
}

/* The cursor */

static gchar *
make_reading (QosUiNetwork *self)
{
  const QosUiMark *mark = qos_ui_marks_near (self->marks, self->cursor_s,
      60 * self->span_min * QOS_UI_CHART_MARK_REACH);
  g_autofree gchar *time =
      qos_app_history_format (self->history, self->cursor_s, "%H:%M:%S");

  return mark ? g_strdup_printf ("%s  %s %s", time,
                    qos_ui_mark_glyph (mark->kind), mark->text)
              : g_strdup (time);
}

static void
set_cursor (QosUiNetwork *self, gdouble time_s)
{
  g_autofree gchar *text = NULL;

  self->cursor_s = time_s;
  for (guint i = 0; i < self->panels->n; i++)
    qos_ui_chart_set_cursor (chart_of (self, i), time_s);
  qos_ui_set_class (self->reading, GTK_STYLE_CLASS_DIM_LABEL, isnan (time_s));
  if (!isnan (time_s))
    text = make_reading (self);
  gtk_label_set_text (GTK_LABEL (self->reading), text ? text : HINT);
}

static void
on_cursor (QosUiNetwork *self, gdouble time_s, QosUiChart *chart)
{
  set_cursor (self, time_s);
}

/* Numbers and lines */

/* A value of a row, or its mean over the time before. */
static gdouble
read_value (QosUiNetwork *self, guint row, guint value, gdouble mean_s)
{
  return mean_s > 0 ? qos_app_history_mean (self->history, row, value, mean_s)
                    : qos_app_history_row (self->history, row)[value];
}

static void
add_row (QosUiNetwork *self, guint row)
{
  gdouble time_s = qos_app_history_time (self->history, row);

  for (guint l = 0; l < self->n_lines; l++) {
    const Line *line = &self->lines[l];
    QosUiChart *chart = chart_of (self, line->panel);
    gdouble value = read_value (self, row, line->value, line->mean_s);
    gdouble error = line->error == line->value
        ? NAN
        : read_value (self, row, line->error, 0);

    qos_ui_chart_add (chart, line->series, time_s, value,
        MAX (value - error, MIN (value, 0.0)), value + error);
  }
}

static void
add_mark (QosUiNetwork *self, const QosAppEvent *event)
{
  g_autofree gchar *text = qos_app_event_text (event);

  qos_ui_marks_add (self->marks, event->time_s, event->cause, text);
}

static void
show_events (QosUiNetwork *self)
{
  qos_ui_events_show (self->events, self->history, from_s (self));
}

/* Joins the details whose values are all known. */
static gchar *
join_details (const QosUiPanel *panel, const GstStructure *stats)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < QOS_UI_PANEL_DETAILS && panel->details[i].text; i++) {
    g_autofree gchar *detail = qos_app_text_fill (stats, &panel->details[i]);

    if (*detail)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", detail);
  }
  return g_string_free (text, FALSE);
}

static gdouble
find_number (QosUiNetwork *self, const QosUiPanel *panel, guint row,
    const QosAppHealth *health)
{
  if (!panel->field)
    return health ? qos_app_health_look (health)->missing_percent : NAN;
  return read_value (self, row,
      qos_app_history_find (self->panels->fields, panel->field), panel->mean_s);
}

/* For a stream that has ended, only the details are shown, which are totals. */
void
qos_ui_network_show_totals (QosUiNetwork *self, const GstStructure *stats)
{
  for (guint i = 0; i < self->panels->n; i++) {
    g_autofree gchar *detail =
        stats ? join_details (&self->panels->list[i], stats) : g_strdup ("");

    qos_ui_readout_set_value (self->readouts[i], NAN);
    qos_ui_readout_set_detail (self->readouts[i], detail);
  }
}

void
qos_ui_network_add (QosUiNetwork *self, guint row, const GstStructure *stats,
    const QosAppHealth *health)
{
  add_row (self, row);
  qos_ui_network_show_totals (self, stats);
  for (guint i = 0; i < self->panels->n; i++)
    qos_ui_readout_set_value (self->readouts[i],
        find_number (self, &self->panels->list[i], row, health));
  if (self->cursor_s < from_s (self))
    set_cursor (self, NAN);
  show_events (self);
  if (self->export)
    g_simple_action_set_enabled (self->export, TRUE);
}

void
qos_ui_network_add_event (QosUiNetwork *self, const QosAppEvent *event)
{
  add_mark (self, event);
  for (guint i = 0; i < self->panels->n; i++)
    qos_ui_chart_marks_changed (chart_of (self, i));
}

void
qos_ui_network_show (QosUiNetwork *self, QosAppHistory *history,
    const gchar *who)
{
  QosAppEvents *events = history ? qos_app_history_events (history) : NULL;
  guint n = history ? qos_app_history_length (history) : 0;

  self->history = history;
  g_free (self->who);
  self->who = g_strdup (who);
  set_cursor (self, NAN);
  qos_ui_network_show_totals (self, NULL);
  g_array_set_size (self->marks, 0);
  for (guint i = 0; i < self->panels->n; i++)
    qos_ui_chart_clear (chart_of (self, i));
  for (guint i = 0; i < n; i++)
    add_row (self, i);
  for (guint i = 0; events && i < qos_app_events_length (events); i++)
    add_mark (self, qos_app_events_get (events, i));
  show_events (self);
  if (self->export)
    g_simple_action_set_enabled (self->export, n > 0);
}

/* The time shown */

static void
set_span (QosUiNetwork *self, gint minutes)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (spans) && spans[i] != minutes)
    i++;
  self->span_min = i < G_N_ELEMENTS (spans) ? minutes : DEFAULT_SPAN;
  for (guint p = 0; p < self->panels->n; p++)
    qos_ui_chart_set_span (chart_of (self, p), 60.0 * self->span_min);
  if (self->cursor_s < from_s (self))
    set_cursor (self, NAN);
  show_events (self);
}

static void
change_span (GSimpleAction *action, GVariant *minutes, gpointer user)
{
  QosUiNetwork *self = user;

  set_span (self, g_variant_get_int32 (minutes));
  g_simple_action_set_state (action, g_variant_new_int32 (self->span_min));
  if (self->settings)
    g_settings_set_int (self->settings, "span", self->span_min);
}

/* Files */

static gchar *
make_title (QosUiNetwork *self)
{
  g_autofree gchar *from =
      qos_app_history_format (self->history, from_s (self), "%F %T");
  g_autofree gchar *to =
      qos_app_history_format (self->history, newest_s (self), "%T %Z");

  return g_strdup_printf ("%s, %s to %s", self->who, from, to);
}

static void
write_picture (QosUiNetwork *self, QosUiFormat format, const gchar *file)
{
  QosUiChart *charts[QOS_UI_PANELS_MAX];
  g_autofree gchar *title = make_title (self);
  g_autofree gchar *notes = qos_ui_events_text (self->events);
  const QosUiPicture picture = {title, charts, self->panels->n, notes};

  for (guint i = 0; i < self->panels->n; i++)
    charts[i] = chart_of (self, i);
  qos_ui_picture_write (&picture, format, file, G_OBJECT (self),
      qos_ui_note_written, (gpointer) EXPORTED);
}

static void
write_file (gpointer user, const gchar *file)
{
  QosUiNetwork *self = user;
  QosUiFormat format = qos_ui_format_of (file);

  if (!self->history || qos_app_history_length (self->history) == 0) {
    g_signal_emit_by_name (self, "note", "There is nothing left to export.",
        NULL);
  } else if (format == QOS_UI_FORMAT_CSV) {
    qos_ui_picture_write_text (qos_app_history_csv (self->history,
                                   from_s (self)),
        file, G_OBJECT (self), qos_ui_note_written, (gpointer) EXPORTED);
  } else if (format != QOS_UI_FORMAT_UNKNOWN) {
    write_picture (self, format, file);
  } else {
    g_autofree gchar *base = g_filename_display_basename (file);
    g_autofree gchar *text =
        g_strdup_printf ("\"%s\" has no known file type: it must end in "
                         ".png, .svg or .csv.",
            base);

    g_signal_emit_by_name (self, "note", text, NULL);
  }
}

static void
choose_file (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  const QosUiQuestion question = {"Export Charts (.png, .svg or .csv)",
      GTK_FILE_CHOOSER_ACTION_SAVE, "_Export", .name = "qos-charts.png"};

  qos_ui_ask_file (user, &question, write_file);
}

/* The widget */

void
qos_ui_network_add_actions (QosUiNetwork *self, GActionMap *map,
    GSettings *settings)
{
  gint minutes =
      settings ? g_settings_get_int (settings, "span") : DEFAULT_SPAN;
  g_autoptr (GSimpleAction) span = NULL;

  g_set_object (&self->settings, settings);
  set_span (self, minutes);
  span = g_simple_action_new_stateful ("span", G_VARIANT_TYPE_INT32,
      g_variant_new_int32 (self->span_min));
  g_signal_connect_object (span, "change-state", G_CALLBACK (change_span), self,
      0);
  g_action_map_add_action (map, G_ACTION (span));
  self->export = g_simple_action_new ("export-charts", NULL);
  g_simple_action_set_enabled (self->export, FALSE);
  g_signal_connect_object (self->export, "activate", G_CALLBACK (choose_file),
      self, 0);
  g_action_map_add_action (map, G_ACTION (self->export));
}

static void
add_lines (QosUiNetwork *self, const QosUiPanel *panel, guint i,
    QosUiChart *chart)
{
  const QosAppFields *fields = self->panels->fields;
  QosAppPicked picked = QOS_APP_PICK (fields, line);
  gint series = 0;

  for (guint l = 0; l < picked.n; l++) {
    const QosField *field = picked.list[l];
    const QosField *error = &fields->fields[field->line.error];

    if (field->line.chart != panel->chart)
      continue;
    qos_ui_chart_add_series (chart, field->line.name);
    self->lines[self->n_lines++] = (Line){
        .panel = i,
        .series = series++,
        .value = qos_app_history_find (fields, field),
        .error = qos_app_history_find (fields,
            field->line.error > 0 ? error : field),
        .mean_s = panel->mean_s,
    };
  }
}

static void
add_panel (QosUiNetwork *self, const QosUiPanel *panel, guint i)
{
  QosUiReadout *readout = qos_ui_readout_new (panel);
  QosUiChart *chart = qos_ui_readout_chart (readout);

  self->readouts[i] = readout;
  add_lines (self, panel, i, chart);
  qos_ui_chart_set_marks (chart, self->marks);
  g_signal_connect_object (chart, "cursor-moved", G_CALLBACK (on_cursor), self,
      G_CONNECT_SWAPPED);
  gtk_container_add (GTK_CONTAINER (self->flow), GTK_WIDGET (readout));
  g_object_set (gtk_widget_get_parent (GTK_WIDGET (readout)), "can-focus",
      FALSE, NULL);
}

void
qos_ui_network_set_panels (QosUiNetwork *self, const QosUiPanels *panels)
{
  g_return_if_fail (!self->panels);
  g_return_if_fail (panels->n <= QOS_UI_PANELS_MAX);
  self->panels = panels;
  for (guint i = 0; i < panels->n; i++)
    add_panel (self, &panels->list[i], i);
  set_cursor (self, NAN);
  set_span (self, DEFAULT_SPAN);
}

static void
qos_ui_network_dispose (GObject *object)
{
  QosUiNetwork *self = QOS_UI_NETWORK (object);

  g_clear_object (&self->export);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->who, g_free);
  g_clear_pointer (&self->marks, g_array_unref);
  G_OBJECT_CLASS (qos_ui_network_parent_class)->dispose (object);
}

static void
qos_ui_network_init (QosUiNetwork *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cursor_s = NAN;
  self->marks = qos_ui_marks_new ();
}

static void
qos_ui_network_class_init (QosUiNetworkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qos_ui_network_dispose;
  g_type_ensure (QOS_UI_TYPE_EVENTS);
  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/window/qos-ui-network.ui");
  gtk_widget_class_bind_template_child (widget_class, QosUiNetwork, reading);
  gtk_widget_class_bind_template_child (widget_class, QosUiNetwork, flow);
  gtk_widget_class_bind_template_child (widget_class, QosUiNetwork, events);
  g_signal_new ("note", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}
