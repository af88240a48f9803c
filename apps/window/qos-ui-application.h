/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The GtkApplication of both apps. Each start is a process of its own: two
 * senders on one machine are nothing odd.
 */
#ifndef QOS_UI_APPLICATION_H
#define QOS_UI_APPLICATION_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Runs until the window is closed, or SIGINT, SIGTERM, or duration_s (0: none).
 * window_type: of the QosUiWindow that open_window makes. Returns: an exit
 * status. */
int qos_ui_application_run (GType window_type, const gchar *program,
    gint duration_s,
    void (*open_window) (GtkApplication *application, gpointer user),
    gpointer user);

G_END_DECLS

#endif
