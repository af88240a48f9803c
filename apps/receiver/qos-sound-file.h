/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Repairs a WAV or FLAC file that was not completely written: truncates it
 * after the last complete piece and corrects the sizes in it.
 */
#pragma once

#include <glib.h>

/* size: number of complete bytes. A file with nothing but a header is removed.
 * Returns: FALSE if no file is left or it could not be repaired. */
gboolean qos_sound_file_repair (const gchar *file, guint64 size);
