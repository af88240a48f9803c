/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What several test programs share: comparing bytes, and random numbers whose
 * seed is printed. To repeat a run, pass the "random seed" that GLib prints at
 * the start to `--seed`.
 */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline void
assert_bytes (const void *got, size_t got_size, const void *want,
    size_t want_size)
{
  g_assert_cmpuint (got_size, ==, want_size);
  for (size_t i = 0; i < got_size; i++)
    if (((const uint8_t *) got)[i] != ((const uint8_t *) want)[i])
      g_error ("byte %zu is 0x%02x, not 0x%02x", i, ((const uint8_t *) got)[i],
          ((const uint8_t *) want)[i]);
}

/* Free with g_rand_free (). */
static inline GRand *
make_random (void)
{
  guint32 seed = (guint32) g_test_rand_int ();

  g_test_message ("seed %u", seed);
  return g_rand_new_with_seed (seed);
}

/* 0..below - 1 */
static inline uint32_t
draw (GRand *random, uint32_t below)
{
  return g_rand_int (random) % below;
}
