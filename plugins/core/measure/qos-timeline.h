/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The time at which GStreamer's rtpjitterbuffer, in its mode slave, plays a
 * packet, minus its latency: the RTP time plus the change of the minimum delay
 * of the last 2 s, which is followed slowly. A packet that arrives after its
 * time plus the latency, with none missing before it, resets the time:
 * everything after it is later. (After Fober, Orlarey, Letz: Real Time Clock
 * Skew Estimation over Network Delays, 2005.)
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Number of parts of the window; the minimum of each is kept. */
#define QOS_TIMELINE_PARTS 8

/* Starts as all 0. */
typedef struct
{
  bool have_base;
  bool have_last;
  bool is_filling; /* the window is not full yet */
  uint32_t n;      /* packets in the window */
  uint32_t at;     /* index of the one that the next packet replaces */
  uint64_t base_ns;
  int64_t base_media_ns;
  int64_t skew_ns;
  int64_t min_delay_ns;
  int64_t last_ns; /* of the previous packet */
  int64_t last_media_ns;
  int64_t parts_ns[QOS_TIMELINE_PARTS];
} QosTimeline;

typedef struct
{
  uint64_t arrival_ns;
  int64_t media_ns; /* its RTP time, unwrapped */
  bool is_next;     /* its number is one above the highest */
} QosTimelinePacket;

/* One packet, in the order of arrival. Returns: its time. */
int64_t qos_timeline_packet (QosTimeline *timeline, uint64_t latency_ns,
    const QosTimelinePacket *packet);
