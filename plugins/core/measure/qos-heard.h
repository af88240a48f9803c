/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a sink that plays by time makes of the packets that a jitter buffer lets
 * through: where sound is missing between two. Sound that follows within what
 * sinks of GStreamer put up with is played on without a break (GstAudioBaseSink,
 * alignment-threshold); what comes after its time is not heard, or its end only.
 */
#ifndef QOS_HEARD_H
#define QOS_HEARD_H

#include "qos-time.h"

#include <stdbool.h>
#include <stdint.h>

/* How far times may be from where the sound before ends. */
#define QOS_HEARD_ALIGN_NS (40 * QOS_SIGNED_NS_PER_MS)

/* After its time in the jitter buffer a packet may take this much longer to the
 * sink (GstBaseSink, processing-deadline; the receiver's mixer waits as long).
 */
#define QOS_HEARD_SLACK_NS (20 * QOS_NS_PER_MS)

/* A sink that begins plays what comes late: for so long. */
#define QOS_HEARD_START_NS QOS_SIGNED_NS_PER_S

/* What adds up in this time to the threshold is drift of clocks, which has
 * events of its own. */
#define QOS_HEARD_DRIFT_NS (40 * QOS_SIGNED_NS_PER_S)

typedef struct
{
  bool have_last;
  bool was_late;      /* the packet before */
  int64_t first_ns;   /* time of the first packet */
  int64_t start_ns;   /* where the packet before is played */
  int64_t early_ns;   /* how far its time is from there */
  int64_t aligned_ns; /* when they were last the same */
  int64_t until_ns;   /* end of what was heard before that packet */
} QosHeard;

typedef struct
{
  int64_t pts_ns;
  uint64_t duration_ns; /* of the packet before */
  uint64_t usual_ns;    /* duration of one of this stream */
  int64_t late_ns;      /* it comes so much after its time */
} QosHeardPacket;

typedef struct
{
  uint64_t gap_ns; /* without sound before the packet */
  bool is_late;    /* it is not heard */
  bool is_broken;  /* it does not go on where the sound before ends */
} QosHeardResult;

void qos_heard_init (QosHeard *heard);

/* The next packet came out of the jitter buffer. */
QosHeardResult qos_heard_packet (QosHeard *heard, const QosHeardPacket *packet);

/* No further packet comes. Returns: the time without sound up to the end of the
 * last one, which is duration_ns long. */
uint64_t qos_heard_end (const QosHeard *heard, uint64_t duration_ns);

#endif
