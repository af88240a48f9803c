/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-ui-application.h"

#include "qos-ui-common.h"

#include <glib-unix.h>
#include <signal.h>

typedef struct
{
  const QosUiAccelerator *accelerators;
  gint duration_s;
  void (*open_window) (GtkApplication *application, gpointer user);
  gpointer user;
} Run;

/* A window ends what it does when it is destroyed. */
static gboolean
close_windows (gpointer application)
{
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (application)))
    gtk_widget_destroy (GTK_WIDGET (window));
  return G_SOURCE_REMOVE;
}

/* The key's event is still on its way through the window. */
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
  const gchar *quit_accelerators[] = {"<Primary>q", NULL};

  qos_ui_init ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), &entry, 1,
      application);
  gtk_application_set_accels_for_action (application, "app.quit",
      quit_accelerators);
  for (const QosUiAccelerator *at = run->accelerators; at->action; at++) {
    const gchar *accelerators[] = {at->accelerator, NULL};

    gtk_application_set_accels_for_action (application, at->action,
        accelerators);
  }
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
qos_ui_application_run (const gchar *id, const gchar *program,
    const QosUiAccelerator *accelerators, gint duration_s,
    void (*open_window) (GtkApplication *application, gpointer user),
    gpointer user)
{
  Run run = {accelerators, duration_s, open_window, user};
  gchar *argv[] = {(gchar *) program, NULL};
  GtkApplication *application;
  int status;

  if (!gtk_init_check (NULL, NULL)) {
    g_printerr ("%s: no display found: set DISPLAY or WAYLAND_DISPLAY, or use "
                "--headless.\n",
        g_get_prgname ());
    return 1;
  }
  application = gtk_application_new (id, G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "startup", G_CALLBACK (on_startup), &run);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &run);
  status = g_application_run (G_APPLICATION (application), 1, argv);
  g_object_unref (application);
  return status;
}
