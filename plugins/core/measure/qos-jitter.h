/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Interarrival jitter of RFC 3550 A.8, in nanoseconds to avoid rounding to RTP
 * ticks, with its mean and maximum over the stream and the largest arrival
 * spacing, as `tshark -z rtp,streams` shows them.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Starts as all 0. */
typedef struct
{
  bool have_packet;
  bool have_delta;
  bool have_seen;
  uint32_t timestamp;
  uint64_t arrival_ns;
  uint64_t seen_ns;   /* arrival of the last packet of any kind */
  uint64_t scaled_ns; /* 16 times the jitter (RFC 3550 A.8) */
  uint64_t samples;   /* number of differences */
  uint64_t sum_ns;    /* of the jitter after each sample */
  uint64_t max_ns;
  uint64_t delta_max_ns; /* largest spacing since it was last taken */
} QosJitter;

/* Forgets the last packet but keeps the estimate; the next packet only starts a
 * new difference. For a restarted sender or a changed clock rate. */
void qos_jitter_break (QosJitter *jitter);

/* A packet arrived whose timestamp must not be used: only the spacing
 * counts. */
void qos_jitter_see (QosJitter *jitter, uint64_t arrival_ns);

/* arrival_ns: any monotonic clock; timestamp: RTP; clock_rate: Hz, > 0. */
void qos_jitter_update (QosJitter *jitter, uint64_t arrival_ns,
    uint32_t timestamp, uint32_t clock_rate);

/* Nanoseconds; false before the second packet. */
bool qos_jitter_read (const QosJitter *jitter, uint64_t *jitter_ns);

/* Mean of the running estimate over all packets, nanoseconds. */
bool qos_jitter_mean (const QosJitter *jitter, uint64_t *mean_ns);

/* Returns the largest arrival spacing since the last call, in nanoseconds;
 * false if there was none. */
bool qos_jitter_take_delta (QosJitter *jitter, uint64_t *delta_ns);
