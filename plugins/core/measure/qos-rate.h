/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rates from counts and times, and small conversions of results, valid up to 10
 * Gbit/s and 30 days.
 */
#pragma once

#include "qos-time.h"

#include <stdint.h>

/* bytes in duration_ns, > 0, as kbit/s (1000 bit/s). */
static inline double
qos_rate_kbps (uint64_t bytes, uint64_t duration_ns)
{
  return (double) bytes * 8.0 * 1e6 / (double) duration_ns;
}

/* bytes in duration_ns as bit/s; 0 when duration_ns is 0. */
static inline uint64_t
qos_rate_bps (uint64_t bytes, uint64_t duration_ns)
{
  if (duration_ns == 0)
    return 0;
  return (uint64_t) ((double) bytes * 8.0 * 1e9 / (double) duration_ns);
}

/* Time since then; 0 if it lies in the future, as the reader may have read the
 * clock before the writer. */
static inline uint64_t
qos_rate_age (uint64_t now_ns, uint64_t then_ns)
{
  return now_ns > then_ns ? now_ns - then_ns : 0;
}

static inline double
qos_rate_ms (uint64_t duration_ns)
{
  return (double) duration_ns / (double) QOS_NS_PER_MS;
}

static inline double
qos_rate_percent (uint64_t part, uint64_t whole)
{
  return 100.0 * (double) part / (double) whole;
}
