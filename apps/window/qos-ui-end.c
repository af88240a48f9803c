/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-ui-end.h"

static void
release_application (QosAppSession *session, guint state,
    GApplication *application)
{
  if (state == QOS_APP_STOPPED)
    g_application_release (application);
}

void
qos_ui_end_session (GtkWindow *window, QosAppSession *session)
{
  GApplication *application =
      G_APPLICATION (gtk_window_get_application (window));

  if (!application || qos_app_session_state (session) == QOS_APP_STOPPED)
    return;
  g_application_hold (application);
  g_signal_connect (session, "state", G_CALLBACK (release_application),
      application);
  qos_app_session_stop (session);
}
