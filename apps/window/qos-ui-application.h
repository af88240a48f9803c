/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The GtkApplication of both apps. Each start is a new process: two senders on
 * one machine are a normal use.
 */
#ifndef QOS_UI_APPLICATION_H
#define QOS_UI_APPLICATION_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Runs until the window is closed, or until SIGINT, SIGTERM, or duration_s (0:
 * unlimited). window_type: the type of the QosUiWindow that open_window
 * creates. Returns: an exit status. */
int qos_ui_application_run (GType window_type, const gchar *program,
    gint duration_s,
    void (*open_window) (GtkApplication *application, gpointer user),
    gpointer user);

G_END_DECLS

#endif
