/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The GtkApplication of both apps. Each start is a new process: two senders on
 * one machine are a normal use.
 */
#pragma once

#include <gtk/gtk.h>

/* Runs until the window is closed, or until SIGINT, SIGTERM, or duration_s (0:
 * unlimited). window_type: the type of the QosUiWindow that open_window
 * creates. Returns: an exit status. */
int qos_ui_application_run (GType window_type, const gchar *program,
    gint duration_s,
    void (*open_window) (GtkApplication *application, gpointer user),
    gpointer user);
