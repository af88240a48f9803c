/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-application.h"

#include "qos-ui-common.h"
#include "qos-ui-window.h"

#include <glib-unix.h>
#include <signal.h>

typedef struct
{
  const QosUiWindowClass *klass;
  gint duration_s;
  void (*open_window) (GtkApplication *application, gpointer user);
  gpointer user;
} Run;

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
on_startup (GtkApplication *application, const Run *run)
{
  const GActionEntry entry = {"quit", quit};

  qos_ui_init ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), &entry, 1,
      application);
  qos_ui_shortcuts_add (run->klass->shortcuts, application);
  g_unix_signal_add (SIGINT, on_signal, application);
  g_unix_signal_add (SIGTERM, on_signal, application);
  if (run->duration_s > 0)
    g_timeout_add_seconds ((guint) run->duration_s, close_windows, application);
}

static void
on_activate (GtkApplication *application, const Run *run)
{
  run->open_window (application, run->user);
}

int
qos_ui_application_run (GType window_type, const gchar *program,
    gint duration_s,
    void (*open_window) (GtkApplication *application, gpointer user),
    gpointer user)
{
  Run run = {g_type_class_ref (window_type), duration_s, open_window, user};
  gchar *argv[] = {(gchar *) program, NULL};
  g_autoptr (GtkApplication) application =
      gtk_application_new (run.klass->id, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "startup", G_CALLBACK (on_startup), &run);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &run);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
