/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-sender-app.h"

#include "qos-app-export.h"
#include "qos-sender-window.h"
#include "qos-ui-application.h"
#include "qos-ui-common.h"

typedef struct
{
  const QosSenderConfig *given;
  const gchar *query;
  const QosAppOptions *options;
  QosAppExport *export;
} Start;

static void
open_window (GtkApplication *application, gpointer user)
{
  Start *start = user;
  GSettings *settings = qos_ui_settings_new ("org.qosaudio.Sender");
  QosSenderWindow *window = qos_sender_window_new (application, settings);
  QosAppSession *session;

  session = qos_sender_window_session (window);
  g_clear_object (&settings);
  start->export =
      qos_app_export_new (start->options, &qos_app_fields_sent, session);
  qos_sender_session_set_query (QOS_SENDER_SESSION (session), start->query);
  qos_sender_window_fill (window, start->given);
  gtk_window_present (GTK_WINDOW (window));
  if (start->options->start)
    qos_sender_window_start (window);
}

int
qos_sender_app_run (const gchar *program, const QosSenderConfig *given,
    const gchar *query, const QosAppOptions *options)
{
  const QosUiAccelerator accelerators[] = {
      {"win.toggle", "<Primary>Return"},
      {"win.open-file", "<Primary>o"},
      {"win.save-sdp", "<Primary>s"},
      {"win.export-charts", "<Primary>e"},
      {"win.save-report", "<Primary><Shift>r"},
      {"win.span(1)", "<Primary>1"},
      {"win.span(5)", "<Primary>2"},
      {"win.span(30)", "<Primary>3"},
      {"win.menu", "F10"},
      {NULL},
  };
  Start start = {given, query, options, NULL};
  int status = qos_ui_application_run ("org.qosaudio.Sender", program,
      accelerators, options->duration_s, open_window, &start);

  g_clear_pointer (&start.export, qos_app_export_free);
  return status;
}
