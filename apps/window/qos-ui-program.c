/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-program.h"

#include "qos-app-export.h"
#include "qos-app-headless.h"
#include "qos-app-target.h"
#include "qos-ui-common.h"
#include "qos-ui-window.h"

#include <glib-unix.h>
#include <signal.h>

typedef struct
{
  const QosUiProgram *self;
  const QosAppConfig *given;
  const QosAppOptions *options;
  QosAppExport *export; /* (nullable) */
} Start;

/* Destroying a window stops its session. */
static gboolean
close_windows (gpointer application)
{
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (application)))
    gtk_widget_destroy (GTK_WIDGET (window));
  return G_SOURCE_REMOVE;
}

/* The key's event is still being delivered to the window. */
static void
quit (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  g_idle_add (close_windows, application);
}

static gboolean
on_signal (gpointer application)
{
  close_windows (application);
  return G_SOURCE_CONTINUE;
}

static void
on_startup (GtkApplication *application, Start *start)
{
  const GActionEntry entry = {"quit", quit};
  const QosUiWindowClass *klass = g_type_class_peek (start->self->window_type);

  qos_ui_init ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), &entry, 1,
      application);
  qos_ui_shortcuts_add (klass->shortcuts, application);
  g_unix_signal_add (SIGINT, on_signal, application);
  g_unix_signal_add (SIGTERM, on_signal, application);
  if (start->options->duration_s > 0)
    g_timeout_add_seconds ((guint) start->options->duration_s, close_windows,
        application);
}

static void
on_activate (GtkApplication *application, Start *start)
{
  QosUiWindow *window =
      g_object_new (start->self->window_type, "application", application, NULL);

  start->export = qos_app_export_new (start->options, start->self->fields,
      qos_ui_window_session (window));
  qos_ui_window_fill (window, start->given);
  gtk_window_present (GTK_WINDOW (window));
  if (start->options->start)
    qos_ui_window_start (window);
}

/* Each start is a new process: two senders on one machine are a normal use. */
static int
run_window (const QosUiProgram *self, const gchar *program,
    const QosAppConfig *given, const QosAppOptions *options)
{
  Start start = {self, given, options, NULL};
  gchar *argv[] = {(gchar *) program, NULL};
  const QosUiWindowClass *klass;
  g_autoptr (GtkApplication) application = NULL;
  int status;

  if (!gtk_init_check (NULL, NULL)) {
    g_printerr ("%s: no display found: set DISPLAY or WAYLAND_DISPLAY, or use "
                "--headless.\n",
        g_get_prgname ());
    return QOS_APP_EXIT_FAILED;
  }
  klass = g_type_class_ref (self->window_type);
  application = gtk_application_new (klass->id, G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "startup", G_CALLBACK (on_startup), &start);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &start);
  status = g_application_run (G_APPLICATION (application), 1, argv);
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
