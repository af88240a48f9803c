/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqoshash.h"

guint
gst_qos_hash (const guint64 *words, guint n)
{
  static gsize is_set = 0;
  static guint64 secret;
  guint64 hash;

  if (g_once_init_enter (&is_set)) {
    secret = ((guint64) g_random_int () << 32 | g_random_int ()) | 1;
    g_once_init_leave (&is_set, 1);
  }
  hash = secret;
  for (guint i = 0; i < n; i++) {
    hash = (hash ^ words[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
    hash ^= hash >> 32;
  }
  return (guint) hash;
}
