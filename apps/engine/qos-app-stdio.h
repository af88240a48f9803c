/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Standard output and standard error that hold nothing up: a thread for each
 * writes, what is not written yet waits in memory, up to a bound, and what is
 * over it is left out and counted, whole texts at a time. From start to end,
 * g_print () and g_printerr () go this way.
 */
#ifndef QOS_APP_STDIO_H
#define QOS_APP_STDIO_H

#include <glib.h>

G_BEGIN_DECLS

/* Texts that wait, bytes. */
#define QOS_APP_STDIO_ROOM (256 * 1024)

/* For what is not written at the end. */
#define QOS_APP_STDIO_PATIENCE_MS 2000

/* closed: called with user, once, in the main context, when standard output is
 * a pipe and its reader has left. */
void qos_app_stdio_start (GSourceFunc closed, gpointer user);

/* To standard output, as it is: UTF-8, whatever the locale. */
void qos_app_stdio_write (const gchar *text);

/* Writes what waits, and says on standard error how many lines were left out.
 * g_print () and g_printerr () are as before then; an output that still cannot
 * be written is given up, and takes nothing more. closed is not called. */
void qos_app_stdio_end (void);

G_END_DECLS

#endif
