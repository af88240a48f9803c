/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Decides who may have one of a limited number of places.
 */
#pragma once

#include <stdbool.h>

/* max: places, used: those taken, held: those of the address that wants
 * another. No address gets more than half of the places that the others leave
 * free, rounded up: a single one may have 64 of 128. */
static inline bool
qos_places_allow (unsigned max, unsigned used, unsigned held)
{
  unsigned left = used < max ? max - used : 0;

  return left > 0 && held < (left + held + 1) / 2;
}
