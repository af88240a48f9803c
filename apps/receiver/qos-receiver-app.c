/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-receiver-app.h"

#include "qos-app-export.h"
#include "qos-receiver-window.h"
#include "qos-ui-application.h"
#include "qos-ui-common.h"

typedef struct
{
  const QosReceiverConfig *given;
  const gchar *query;
  const GstCaps *caps;
  const QosAppOptions *options;
  QosAppExport *export;
} Start;

static void
open_window (GtkApplication *application, gpointer user)
{
  Start *start = user;
  GSettings *settings = qos_ui_settings_new ("org.qosaudio.Receiver");
  QosReceiverWindow *window = qos_receiver_window_new (application, settings);
  QosAppSession *session;

  session = qos_receiver_window_session (window);
  g_clear_object (&settings);
  start->export =
      qos_app_export_new (start->options, &qos_app_fields_received, session);
  qos_receiver_session_set_query (QOS_RECEIVER_SESSION (session), start->query);
  qos_receiver_session_set_caps (QOS_RECEIVER_SESSION (session), start->caps);
  qos_receiver_window_fill (window, start->given);
  gtk_window_present (GTK_WINDOW (window));
  if (start->options->start)
    qos_receiver_window_start (window);
}

int
qos_receiver_app_run (const gchar *program, const QosReceiverConfig *given,
    const gchar *query, const GstCaps *caps, const QosAppOptions *options)
{
  const QosUiAccelerator accelerators[] = {
      {"win.toggle", "<Primary>Return"},
      {"win.record", "<Primary>r"},
      {"win.mute-selected", "<Primary>m"},
      {"win.export-charts", "<Primary>e"},
      {"win.save-report", "<Primary><Shift>r"},
      {"win.span(1)", "<Primary>1"},
      {"win.span(5)", "<Primary>2"},
      {"win.span(30)", "<Primary>3"},
      {"win.menu", "F10"},
      {NULL},
  };
  Start start = {given, query, caps, options, NULL};
  int status = qos_ui_application_run ("org.qosaudio.Receiver", program,
      accelerators, options->duration_s, open_window, &start);

  g_clear_pointer (&start.export, qos_app_export_free);
  return status;
}
