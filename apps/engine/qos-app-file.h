/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Files written at the end: checks in advance whether they can be.
 */
#pragma once

#include <glib.h>

/* Checks that a file of that name can be written, without changing it.
 * is_replaced: another file will replace it, as in qos_app_file_write ().
 * Returns: FALSE with error, which contains only the reason. */
gboolean qos_app_file_check (const gchar *file, gboolean is_replaced,
    GError **error);

/* Writes text to file, replacing it; anything but a regular file is written
 * into. Returns: FALSE with error. */
gboolean qos_app_file_write (const gchar *text, const gchar *file,
    GError **error);
