/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Reads compressed files as their contents: gzip, and zstd and lz4 if built in.
 * Other compressions are recognised.
 */
#pragma once

#include <gio/gio.h>
#include <stdio.h>

/* file: buffered, at its start, may be a pipe; name: for display. Returns:
 * (transfer full): file itself if it is not compressed; otherwise a new one
 * with the contents, which reads file only as needed and closes it with itself.
 * NULL with error set if that is not possible: file then still belongs to the
 * caller. */
FILE *qos_unpack_open (FILE *file, const gchar *name, GError **error);

/* The first bytes of a file, which remain unread; fewer at its end. Returns:
 * their number. */
gsize qos_unpack_peek (FILE *file, guint8 *bytes, gsize size);
