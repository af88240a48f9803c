/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A WAV or FLAC file that was not written to its end, made valid: cut after the
 * last complete piece, and with the sizes of what is there.
 */
#ifndef QOS_SOUND_FILE_H
#define QOS_SOUND_FILE_H

#include <glib.h>

G_BEGIN_DECLS

/* size: bytes that are complete. A file of a header alone, or less, is removed.
 * Returns: FALSE where no file is left or it could not be mended. */
gboolean qos_sound_file_mend (const gchar *file, guint64 size);

G_END_DECLS

#endif
