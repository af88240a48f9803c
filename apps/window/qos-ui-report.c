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
  gboolean has_run;      /* the session, since it was started */
  GSimpleAction *action; /* (nullable), and so is the report: before watch */
};

enum
{
  SIGNAL_NOTE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QosUiReport, qos_ui_report, GTK_TYPE_INFO_BAR)

/* Writing */

static void
on_written (GObject *source, GAsyncResult *result, gpointer user)
{
  QosUiReport *self = user;
  g_autoptr (GError) error = NULL;

  if (qos_ui_picture_finish (result, &error)) {
    gtk_widget_hide (GTK_WIDGET (self));
    g_signal_emit (self, signals[SIGNAL_NOTE], 0, "The report was saved.",
        qos_ui_picture_file (result));
  } else {
    g_signal_emit (self, signals[SIGNAL_NOTE], 0, error->message, NULL);
  }
  g_object_unref (self);
}

static void
write_report (gpointer user, const gchar *file)
{
  QosUiReport *self = user;

  qos_ui_picture_write_text (qos_app_session_report_page (self->report), file,
      on_written, g_object_ref (self));
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
qos_ui_report_init (QosUiReport *self)
{
  GtkInfoBar *bar = GTK_INFO_BAR (self);
  GtkWidget *save;

  qos_ui_bar_add_label (bar,
      "The session is over. Save a report with its "
      "numbers, charts, events and advice?");
  gtk_info_bar_set_message_type (bar, GTK_MESSAGE_INFO);
  qos_ui_bar_add_close (bar, "Close question", G_CALLBACK (gtk_widget_hide));
  save = qos_ui_bar_add_button (bar, "Save _Report…", NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "win.save-report");
}

static void
qos_ui_report_class_init (QosUiReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qos_ui_report_finalize;
  signals[SIGNAL_NOTE] =
      g_signal_new ("note", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
          NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}
