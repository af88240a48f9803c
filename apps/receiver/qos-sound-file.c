/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-sound-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define RIFF_HEADER 12 /* "RIFF", size, "WAVE" */
#define RIFF_CHUNK 8   /* name, size */
#define FLAC_HEADER 4  /* "fLaC" */
#define FLAC_BLOCK 4   /* last and type, size */

/* Returns: TRUE if all of size bytes at offset were read. */
static gboolean
read_at (FILE *file, guint64 offset, guint8 *bytes, gsize size)
{
  return fseeko (file, (off_t) offset, SEEK_SET) == 0 &&
      fread (bytes, 1, size, file) == size;
}

static gboolean
write_size (FILE *file, guint64 offset, guint64 value)
{
  guint32 bytes = GUINT32_TO_LE ((guint32) MIN (value, G_MAXUINT32));

  return fseeko (file, (off_t) offset, SEEK_SET) == 0 &&
      fwrite (&bytes, 1, sizeof bytes, file) == sizeof bytes;
}

/* Returns: the position of the samples, 0 if not found. */
static guint64
find_wav_samples (FILE *file)
{
  guint64 at = RIFF_HEADER;
  guint8 chunk[RIFF_CHUNK];

  while (read_at (file, at, chunk, sizeof chunk)) {
    guint32 size;

    if (memcmp (chunk, "data", 4) == 0)
      return at + RIFF_CHUNK;
    memcpy (&size, chunk + 4, sizeof size);
    at += RIFF_CHUNK + (guint64) GUINT32_FROM_LE (size);
  }
  return 0;
}

/* Frames follow one another to the end of the file, so that only their start is
 * needed. Returns: 0 if not found. */
static guint64
find_flac_frames (FILE *file)
{
  guint64 at = FLAC_HEADER;
  guint8 block[FLAC_BLOCK];

  while (read_at (file, at, block, sizeof block)) {
    at += FLAC_BLOCK + ((guint64) block[1] << 16 | block[2] << 8 | block[3]);
    if (block[0] & 0x80)
      return at;
  }
  return 0;
}

gboolean
qos_sound_file_repair (const gchar *name, guint64 size)
{
  FILE *file = g_fopen (name, "r+b");
  guint8 magic[4];
  gboolean is_wav, is_repaired = FALSE;
  guint64 sound = 0;

  if (!file)
    return FALSE;
  if (read_at (file, 0, magic, sizeof magic)) {
    is_wav = memcmp (magic, "RIFF", sizeof magic) == 0;
    sound = is_wav ? find_wav_samples (file) : find_flac_frames (file);
    is_repaired = sound > 0 && size > sound &&
        ftruncate (fileno (file), (off_t) size) == 0 &&
        (!is_wav ||
            (write_size (file, 4, size - RIFF_CHUNK) &&
                write_size (file, sound - 4, size - sound)));
  }
  is_repaired = fclose (file) == 0 && is_repaired;
  if (size <= sound || sound == 0)
    g_unlink (name);
  return is_repaired;
}
