/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Who may take one of a limited number of places.
 */
#ifndef QOS_PLACES_H
#define QOS_PLACES_H

#include <stdbool.h>

/* max: places, used: taken, held: those of one address, which wants another. No
 * address gets more than half of those that the others leave free, rounded up:
 * one alone of 128 may have 64. */
static inline bool
qos_places_allow (unsigned max, unsigned used, unsigned held)
{
  unsigned left = used < max ? max - used : 0;

  return left > 0 && held < (left + held + 1) / 2;
}

#endif
