/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Units of time, and where time scales begin.
 */
#pragma once

#include <stdint.h>

#define QOS_NS_PER_S UINT64_C (1000000000)
#define QOS_NS_PER_MS UINT64_C (1000000)

/* The same for differences, which can be negative. */
#define QOS_SIGNED_NS_PER_S INT64_C (1000000000)
#define QOS_SIGNED_NS_PER_MS INT64_C (1000000)

/* Times that make no sense, because a sender may write any, may wrap. */
static inline int64_t
qos_time_add (int64_t at_ns, int64_t by_ns)
{
  return (int64_t) ((uint64_t) at_ns + (uint64_t) by_ns);
}

/* Seconds between 1900-01-01 (NTP) and 1970-01-01 (Unix). */
#define QOS_NTP_UNIX_OFFSET_S UINT64_C (2208988800)
