/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Compressed files, read as what is in them: gzip, and zstd and lz4 where they
 * were built in. Of others it is said what they are.
 */
#ifndef QOS_UNPACK_H
#define QOS_UNPACK_H

#include <gio/gio.h>
#include <stdio.h>

G_BEGIN_DECLS

/* file: with a buffer, at its begin, also of a pipe; name: of it, for people.
 * Returns: (transfer full): file itself where it is not compressed; or another
 * one that gives what is in it, reads no more of it at once than that needs, and
 * closes it with itself. NULL with error set where that is not possible: then file
 * is still the caller's. */
FILE *qos_unpack_open (FILE *file, const gchar *name, GError **error);

/* The first bytes of a file, which are read again; fewer at its end. Returns:
 * how many. */
gsize qos_unpack_peek (FILE *file, guint8 *bytes, gsize size);

G_END_DECLS

#endif
