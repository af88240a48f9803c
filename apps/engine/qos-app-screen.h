/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A terminal: lines that stay, and below them a table that is drawn over
 * itself. The cursor waits at the start of the table, where a terminal keeps it
 * however wide it is made: what is below is cleared and drawn again. Where
 * standard output is no terminal there are lines alone.
 */
#ifndef QOS_APP_SCREEN_H
#define QOS_APP_SCREEN_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct _QosAppScreen QosAppScreen;

/* wants_table: lines alone if not. */
QosAppScreen *qos_app_screen_new (gboolean wants_table);
void qos_app_screen_free (QosAppScreen *screen);

/* Is there a terminal that a table can be drawn in? */
gboolean qos_app_screen_is_live (const QosAppScreen *screen);

/* Columns and lines, as they are now. */
void qos_app_screen_size (const QosAppScreen *screen, guint *width,
    guint *height);

/* A line that stays, above the table, on standard output. text: clean. */
void qos_app_screen_say (QosAppScreen *screen, const gchar *text);

/* The same on standard error, after the name of the program. text: any. */
void qos_app_screen_complain (QosAppScreen *screen, const gchar *text);

/* lines: (transfer full) (element-type utf8): clean except for colours, none wider
 * than the terminal; in place of the table that is there. */
void qos_app_screen_draw (QosAppScreen *screen, GPtrArray *lines);

/* The table stays as it is; what comes next is below it. */
void qos_app_screen_leave (QosAppScreen *screen);

G_END_DECLS

#endif
