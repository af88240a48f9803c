/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Files that are written when it is over: whether they can be is asked before.
 */
#ifndef QOS_APP_FILE_H
#define QOS_APP_FILE_H

#include <glib.h>

G_BEGIN_DECLS

/* Can a file of that name be written? What is in it stays. is_replaced: another
 * file takes its place, as qos_app_file_write () does it.
 * Returns: FALSE with error, which says the reason only. */
gboolean qos_app_file_check (const gchar *file, gboolean is_replaced,
    GError **error);

/* Writes text to file, which is replaced; what is no regular file is written
 * into. Returns: FALSE with error. */
gboolean qos_app_file_write (const gchar *text, const gchar *file,
    GError **error);

G_END_DECLS

#endif
