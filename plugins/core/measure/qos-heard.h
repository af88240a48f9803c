/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which of the packets from a jitter buffer a sink that plays by time makes
 * audible, and where sound is missing between them. Sound that continues within
 * the tolerance of GStreamer's sinks plays without a break (GstAudioBaseSink,
 * alignment-threshold); of a packet that arrives after its time, only the end
 * is heard, or nothing.
 */
#pragma once

#include "qos-time.h"

#include <stdbool.h>
#include <stdint.h>

/* Tolerated difference between a packet's time and the end of the previous
 * sound. */
#define QOS_HEARD_ALIGN_NS (40 * QOS_SIGNED_NS_PER_MS)

/* How much later than its time in the jitter buffer a packet may reach the sink
 * (GstBaseSink, processing-deadline; the receiver's mixer waits as long). */
#define QOS_HEARD_SLACK_NS (20 * QOS_NS_PER_MS)

/* A starting sink plays late packets for this long. */
#define QOS_HEARD_START_NS QOS_SIGNED_NS_PER_S

/* A difference that takes this long to reach the threshold is clock drift,
 * which has its own events. */
#define QOS_HEARD_DRIFT_NS (40 * QOS_SIGNED_NS_PER_S)

/* Starts as all 0. */
typedef struct
{
  bool have_last;
  bool was_late;      /* the previous packet */
  int64_t first_ns;   /* time of the first packet */
  int64_t start_ns;   /* where the previous packet is played */
  int64_t early_ns;   /* difference between its time and that */
  int64_t aligned_ns; /* when the two were last equal */
  int64_t until_ns;   /* end of the sound before that packet */
} QosHeard;

typedef struct
{
  int64_t pts_ns;
  uint64_t duration_ns; /* of the previous packet */
  uint64_t usual_ns;    /* duration of a packet in this stream */
  int64_t late_ns;      /* how long after its time it came */
} QosHeardPacket;

typedef struct
{
  uint64_t gap_ns; /* silence before the packet */
  bool is_late;    /* it is not heard */
  bool is_broken;  /* it does not continue where the previous sound ends */
} QosHeardResult;

/* The next packet came out of the jitter buffer. */
QosHeardResult qos_heard_packet (QosHeard *heard, const QosHeardPacket *packet);

/* No more packets follow. Returns the silence before the end of the last
 * packet, which is duration_ns long. */
uint64_t qos_heard_end (const QosHeard *heard, uint64_t duration_ns);
