/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-report.h"

#include "qos-app-session-report.h"
#include "qos-ui-common.h"
#include "qos-ui-picture.h"

struct _QosUiReport
{
  GtkInfoBar parent;

  QosAppSessionReport *report;
  gboolean has_run; /* the session, since it was last started */
  GSimpleAction *action;
};

G_DEFINE_FINAL_TYPE (QosUiReport, qos_ui_report, GTK_TYPE_INFO_BAR)

/* Writing */

static void
qos_ui_report_note (QosUiReport *self, const gchar *text, const gchar *file)
{
  if (file)
    gtk_widget_hide (GTK_WIDGET (self));
}

static void
write_report (gpointer user, const gchar *file)
{
  QosUiReport *self = user;

  qos_ui_picture_write_text (qos_app_session_report_page (self->report), file,
      G_OBJECT (self), qos_ui_note_written, (gpointer) "The report was saved.");
}

static void
choose_file (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree gchar *name =
      g_date_time_format (now, "qos-report-%Y-%m-%d-%H%M.html");
  const QosUiQuestion question = {"Save Report", GTK_FILE_CHOOSER_ACTION_SAVE,
      "_Save", .name = name};

  qos_ui_ask_file (user, &question, write_report);
}

/* The session */

static void
on_state (QosUiReport *self, guint state, QosAppSession *session)
{
  if (state == QOS_APP_STARTING)
    self->has_run = FALSE;
  if (state == QOS_APP_RUNNING)
    self->has_run = TRUE;
  if (state == QOS_APP_STOPPED && self->has_run &&
      qos_app_session_report_has_any (self->report))
    gtk_widget_show (GTK_WIDGET (self));
  else if (state == QOS_APP_STARTING || state == QOS_APP_RUNNING)
    gtk_widget_hide (GTK_WIDGET (self));
}

static void
on_stats (QosUiReport *self, const GstStructure *stats, QosAppSession *session)
{
  g_simple_action_set_enabled (self->action, TRUE);
}

void
qos_ui_report_watch (QosUiReport *self, QosAppSession *session,
    const QosAppFields *fields, GActionMap *map)
{
  g_return_if_fail (!self->report);
  self->report = qos_app_session_report_new (session, fields);
  self->action = g_simple_action_new ("save-report", NULL);
  g_simple_action_set_enabled (self->action, FALSE);
  g_signal_connect_object (self->action, "activate", G_CALLBACK (choose_file),
      self, 0);
  g_action_map_add_action (map, G_ACTION (self->action));
  g_signal_connect_object (session, "state", G_CALLBACK (on_state), self,
      G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "stats", G_CALLBACK (on_stats), self,
      G_CONNECT_SWAPPED);
}

/* The widget */

static void
qos_ui_report_finalize (GObject *object)
{
  QosUiReport *self = QOS_UI_REPORT (object);

  g_clear_pointer (&self->report, qos_app_session_report_free);
  g_clear_object (&self->action);
  G_OBJECT_CLASS (qos_ui_report_parent_class)->finalize (object);
}

static void
qos_ui_report_response (GtkInfoBar *bar, gint response)
{
  if (response == GTK_RESPONSE_CLOSE)
    gtk_widget_hide (GTK_WIDGET (bar));
}

static void
qos_ui_report_init (QosUiReport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
qos_ui_report_class_init (QosUiReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qos_ui_report_finalize;
  GTK_INFO_BAR_CLASS (klass)->response = qos_ui_report_response;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
      "/org/qosaudio/window/qos-ui-report.ui");
  g_signal_new_class_handler ("note", G_TYPE_FROM_CLASS (klass),
      G_SIGNAL_RUN_LAST, G_CALLBACK (qos_ui_report_note), NULL, NULL, NULL,
      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}
