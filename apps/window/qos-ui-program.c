/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-program.h"

#include "qos-app-export.h"
#include "qos-app-headless.h"
#include "qos-app-target.h"
#include "qos-ui-application.h"
#include "qos-ui-window.h"

typedef struct
{
  const QosUiProgram *self;
  const QosAppConfig *given;
  const QosAppOptions *options;
  QosAppExport *export; /* (nullable) */
} Start;

static void
open_window (GtkApplication *application, gpointer user)
{
  Start *start = user;
  QosUiWindow *window =
      g_object_new (start->self->window_type, "application", application, NULL);

  start->export = qos_app_export_new (start->options, start->self->fields,
      qos_ui_window_session (window));
  qos_ui_window_fill (window, start->given);
  gtk_window_present (GTK_WINDOW (window));
  if (start->options->start)
    qos_ui_window_start (window);
}

static int
run_window (const QosUiProgram *self, const gchar *program,
    const QosAppConfig *given, const QosAppOptions *options)
{
  Start start = {self, given, options, NULL};
  int status;

  if (!gtk_init_check (NULL, NULL)) {
    g_printerr ("%s: no display found: set DISPLAY or WAYLAND_DISPLAY, or use "
                "--headless.\n",
        g_get_prgname ());
    return QOS_APP_EXIT_FAILED;
  }
  status = qos_ui_application_run (self->window_type, program,
      options->duration_s, open_window, &start);
  g_clear_pointer (&start.export, qos_app_export_free);
  return status;
}

static int
run_headless (const QosUiProgram *self, const QosAppConfig *given,
    const QosAppOptions *options)
{
  g_autoptr (QosAppSession) session = g_object_new (self->session_type, NULL);
  const QosAppConfig *config = qos_app_session_config (session);
  g_autofree gchar *target = NULL, *start_text = NULL;
  QosAppHeadless headless = {
      .json = options->json,
      .duration_s = (guint) options->duration_s,
      .fields = self->fields,
  };
  QosAppExport *export = qos_app_export_new (options, self->fields, session);
  int status;

  qos_app_session_configure (session, given);
  if (self->has_one_remote)
    target = qos_app_target_text (config->host, config->port);
  start_text = self->describe (config, self->user);
  headless.who = target;
  headless.start_text = start_text;
  if (self->prepare)
    self->prepare (session, self->user);
  qos_app_devices_wait (qos_app_session_devices (session));
  status = qos_app_headless_run (session, &headless);
  if (qos_app_export_has_failed (export))
    status = QOS_APP_EXIT_FAILED;
  qos_app_export_free (export);
  return status;
}

static int
list_devices (const QosUiProgram *self)
{
  QosAppSessionClass *klass = g_type_class_ref (self->session_type);

  qos_app_options_print_devices (klass->device_class);
  g_type_class_unref (klass);
  return QOS_APP_EXIT_OK;
}

int
qos_ui_program_run (const QosUiProgram *self, const gchar *program,
    const QosAppConfig *given, const QosAppOptions *options)
{
  if (options->list_devices)
    return list_devices (self);
  return options->headless ? run_headless (self, given, options)
                           : run_window (self, program, given, options);
}
