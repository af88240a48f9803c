/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Non-blocking standard output and standard error: a thread writes each of
 * them; unwritten texts wait in memory, up to a limit, beyond which whole texts
 * are left out and counted. From start to end, g_print () and g_printerr () use
 * this.
 */
#pragma once

#include <glib.h>

/* Maximum bytes of waiting texts. */
#define QOS_APP_STDIO_ROOM (256 * 1024)

/* Time to write what remains at the end. */
#define QOS_APP_STDIO_PATIENCE_MS 2000

/* closed: called with user, once, in the main context, when standard output is
 * a pipe and its reader has closed it. */
void qos_app_stdio_start (GSourceFunc closed, gpointer user);

/* To standard output, unchanged: UTF-8 in every locale. */
void qos_app_stdio_write (const gchar *text);

/* Writes what is waiting, and prints on standard error how many lines were left
 * out. g_print () and g_printerr () are restored; an output that still blocks
 * is abandoned. closed is not called. */
void qos_app_stdio_end (void);
