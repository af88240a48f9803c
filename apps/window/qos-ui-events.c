/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-events.h"

#include "qos-ui-common.h"
#include "qos-ui-marks.h"

struct _QosUiEvents
{
  GtkBox parent;

  GtkWidget *labels[QOS_APP_N_CAUSES];
};

G_DEFINE_FINAL_TYPE (QosUiEvents, qos_ui_events, GTK_TYPE_BOX)

G_STATIC_ASSERT (QOS_APP_N_CAUSES <= QOS_UI_MARK_KINDS);

static gchar *
make_text (QosAppHistory *history, const QosAppEvent *last, guint count)
{
  const QosAppEvents *events = qos_app_history_events (history);
  g_autofree gchar *time =
      qos_app_history_format (history, last->time_s, "%H:%M:%S");
  g_autofree gchar *what = qos_app_event_text (last);
  g_autofree gchar *times =
      count > 1 ? g_strdup_printf (" (%u of these)", count) : NULL;

  return g_strdup_printf ("%s  %s — %s%s. %s", qos_ui_mark_glyph (last->cause),
      time, what, times ? times : "",
      qos_app_events_advice (events, last->cause));
}

static void
show_cause (GtkWidget *label, QosAppHistory *history, const QosAppEvent *last,
    guint count)
{
  g_autofree gchar *text = NULL;

  gtk_widget_set_visible (label, last != NULL);
  if (!last)
    return;
  text = make_text (history, last, count);
  qos_ui_set_text (GTK_LABEL (label), text);
}

void
qos_ui_events_show (QosUiEvents *self, QosAppHistory *history, gdouble from_s)
{
  const QosAppEvents *events =
      history ? qos_app_history_events (history) : NULL;
  const QosAppEvent *last[QOS_APP_N_CAUSES] = {NULL};
  guint counts[QOS_APP_N_CAUSES] = {0};

  for (guint i = events ? qos_app_events_length (events) : 0; i > 0; i--) {
    const QosAppEvent *event = qos_app_events_get (events, i - 1);

    if (event->time_s < from_s)
      break;
    counts[event->cause]++;
    if (!last[event->cause])
      last[event->cause] = event;
  }
  for (guint cause = 0; cause < QOS_APP_N_CAUSES; cause++)
    show_cause (self->labels[cause], history, last[cause], counts[cause]);
}

gchar *
qos_ui_events_text (QosUiEvents *self)
{
  GString *text = g_string_new (NULL);

  for (guint cause = 0; cause < QOS_APP_N_CAUSES; cause++)
    if (gtk_widget_get_visible (self->labels[cause]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
          gtk_label_get_text (GTK_LABEL (self->labels[cause])));
  return g_string_free (text, FALSE);
}

static void
qos_ui_events_init (QosUiEvents *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
      GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  for (guint cause = 0; cause < QOS_APP_N_CAUSES; cause++) {
    GtkWidget *label = gtk_label_new (NULL);
    g_autofree gchar *name =
        g_strconcat (qos_app_cause_name (cause), " events", NULL);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
    atk_object_set_name (gtk_widget_get_accessible (label), name);
    gtk_box_pack_start (GTK_BOX (self), label, FALSE, FALSE, 0);
    self->labels[cause] = label;
  }
}

static void
qos_ui_events_class_init (QosUiEventsClass *klass)
{
}
