/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The keys of both apps, and the window that lists them.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct
{
  const gchar *action;
  const gchar *accelerator;
  const gchar *title; /* what it does */
} QosUiShortcut;

/* The keys of one app. */
typedef struct
{
  const gchar *title;        /* of the group */
  const QosUiShortcut *list; /* ended by a NULL title */
} QosUiShortcuts;

/* Both functions add the keys that the apps share. */

void qos_ui_shortcuts_add (const QosUiShortcuts *own,
    GtkApplication *application);

/* Returns: (transfer floating) */
GtkWidget *qos_ui_shortcuts_window_new (const QosUiShortcuts *own);
