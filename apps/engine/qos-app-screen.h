/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A terminal: permanent lines, and below them a table that is redrawn in place.
 * The cursor stays at the start of the table, and a terminal keeps it there
 * when its width changes; everything below is cleared and drawn again. If
 * standard output is not a terminal, there are only lines.
 */
#pragma once

#include <glib.h>

typedef struct _QosAppScreen QosAppScreen;

/* wants_table: if FALSE, only lines. */
QosAppScreen *qos_app_screen_new (gboolean wants_table);
void qos_app_screen_free (QosAppScreen *screen);

/* Is there a terminal in which a table can be drawn? */
gboolean qos_app_screen_is_live (const QosAppScreen *screen);

/* The current number of columns and lines. */
void qos_app_screen_size (const QosAppScreen *screen, guint *width,
    guint *height);

/* A permanent line above the table, on standard output. text: clean. */
void qos_app_screen_say (QosAppScreen *screen, const gchar *text);

/* The same on standard error, after the name of the program. text: any. */
void qos_app_screen_complain (QosAppScreen *screen, const gchar *text);

/* lines: (transfer full) (element-type utf8): clean except for colours, none
 * wider than the terminal; they replace the table. */
void qos_app_screen_draw (QosAppScreen *screen, GPtrArray *lines);

/* The table stays as it is; further output goes below it. */
void qos_app_screen_leave (QosAppScreen *screen);
