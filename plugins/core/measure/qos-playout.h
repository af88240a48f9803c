/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is heard of one stream after a jitter buffer of a given latency: which
 * packets are late, how much sound is missing, and why. If the jitter buffer is
 * observed, this is what really came out and when; otherwise it is what
 * rtpjitterbuffer would have done, according to the arrival times. The cause
 * follows from what is known about each packet when it arrives.
 */
#pragma once

#include "qos-gaps.h"
#include "qos-heard.h"
#include "qos-seq.h"
#include "qos-time.h"
#include "qos-timeline.h"
#include "qos-wait.h"

#include <stdbool.h>
#include <stdint.h>

/* Number of packets whose arrival is remembered. */
#define QOS_PLAYOUT_WINDOW 64
/* Drift that GStreamer's sinks tolerate before they jump (GstAudioBaseSink,
 * drift-tolerance). */
#define QOS_PLAYOUT_DRIFT_NS (40 * QOS_SIGNED_NS_PER_MS)

typedef struct
{
  uint64_t arrival_ns;
  uint64_t seen_ns; /* when it was read, not before arrival_ns */
  bool has_waited;  /* its arrival time is unknown */
  bool is_aside;    /* its timestamp does not belong to the media, or is that
                     * of the previous packet */
  uint32_t timestamp;
  uint32_t clock_rate;     /* Hz, 0 = unknown */
  uint32_t duration_ticks; /* of its sound, 0 = unknown */
  bool has_network_delay;
  uint64_t network_delay_ns; /* above the minimum, from the sending time */
  bool has_sent_after;
  uint64_t sent_after_ns; /* sending time minus that of the previous arrival */
} QosPlayoutPacket;

/* A packet that came out of the jitter buffer. */
typedef struct
{
  uint32_t timestamp;
  int64_t pts_ns;       /* its time minus the latency */
  int64_t out_after_ns; /* when it came out minus that */
  uint64_t now_ns;      /* when it came out */
  unsigned missed;      /* packets that will not come out because of it */
} QosPlayoutOut;

typedef struct
{
  bool have_latency;
  bool have_last;
  bool is_watched;
  bool have_out;
  bool has_duration; /* the last packet had one */
  uint8_t moved_by;  /* cause of the last delay that the buffer followed */
  unsigned n_min_transits;
  uint64_t latency_ns;
  /* the media's time line */
  uint64_t last_arrival_ns;
  uint64_t last_wait_ns; /* from then until it was read */
  int64_t last_media_ns;
  uint32_t last_timestamp;
  uint32_t clock_rate; /* Hz, 0 = unknown */
  uint64_t packet_ns;  /* of sound in one packet, 0 = unknown */
  /* minimum transits of the last two periods, n_min_transits of them known */
  int64_t min_transit_ns[2]; /* of the current and of the previous one */
  uint64_t period_ns;        /* start of the current one */
  int64_t drift_from_ns;     /* transit that drift is measured from */
  /* indexed by number, extended without wrapping */
  uint64_t highest;
  unsigned pending;  /* numbers up to highest whose state is kept */
  uint64_t next_out; /* lowest number that may still come out */
  uint32_t out_timestamp;
  int64_t ran_ns; /* if the buffer is not observed: the model has run until
                   * then */
  QosWait wait;
  uint64_t late;             /* packets that were too late, since the start */
  uint64_t likely_packet_ns; /* from the last timestamps */
  unsigned n_likely;         /* how often in a row */
  uint8_t states[QOS_PLAYOUT_WINDOW];
  uint16_t excess_ms[QOS_PLAYOUT_WINDOW];
  /* if the buffer is not observed, minus the latency: when a packet that
   * arrived is played, or until when a missing one is awaited */
  int64_t due_ns[QOS_PLAYOUT_WINDOW];
  QosTimeline timeline;
  QosHeard heard;
  QosGaps gaps; /* events are taken from here */
} QosPlayout;

void qos_playout_init (QosPlayout *playout);

/* latency_ns: of the jitter buffer, if it is known; otherwise, and initially,
 * no packet is late. */
void qos_playout_set_latency (QosPlayout *playout, bool is_known,
    uint64_t latency_ns);

/* A packet that is counted. SUSPECT: the previous one did not belong to the
 * stream. */
void qos_playout_packet (QosPlayout *playout, const QosArrival *arrival,
    const QosPlayoutPacket *packet);

/* The stream has ended: pending packets become part of events. */
void qos_playout_end (QosPlayout *playout);

/* The time of the next packet is unrelated to that of the last one. */
void qos_playout_break (QosPlayout *playout);

/* From now on the jitter buffer is observed and reported through the functions
 * below; also call it for a new jitter buffer. */
void qos_playout_watch (QosPlayout *playout);

/* It let through the packet whose number is back >= 0 below the highest. True
 * if that does not continue where the previous sound ends. */
bool qos_playout_out (QosPlayout *playout, uint64_t back,
    const QosPlayoutOut *out);

/* It refused that packet, which was too late. */
void qos_playout_refuse (QosPlayout *playout, uint64_t back);

/* The current minimum transit by RTP timestamp. False before the first packet,
 * or without a clock rate. */
bool qos_playout_min_transit (const QosPlayout *playout,
    int64_t *min_transit_ns);

/* The time on the media's time line of an RTP timestamp near the last
 * packet's. */
int64_t qos_playout_media_ns (const QosPlayout *playout, uint32_t timestamp,
    uint32_t clock_rate);

/* For qos-playout.c and qos-playout-out.c. */

/* The bits of a number's state. */
enum
{
  QOS_PLAYOUT_CAME = 0x01,      /* the packet has arrived */
  QOS_PLAYOUT_CAUSE = 0x0e,     /* QosCause << 1: why its sound would be
                                 * missing; QOS_N_CAUSES: nothing is wrong */
  QOS_PLAYOUT_LOST_HERE = 0x10, /* the receiver lost those before it */
  QOS_PLAYOUT_PASSED = 0x20,    /* the buffer passed over it, or had given it
                                 * up before it arrived */
  QOS_PLAYOUT_TIMED = 0x40,     /* due_ns is known */
};

static inline unsigned
qos_playout_slot (uint64_t number)
{
  return (unsigned) (number % QOS_PLAYOUT_WINDOW);
}

/* pts_ns of a packet without one. */
#define QOS_PLAYOUT_NO_TIME INT64_MIN

/* Lets through the packets that the jitter buffer would have let through by
 * now_ns, and all up to number. */
void qos_playout_run (QosPlayout *playout, uint64_t number, int64_t now_ns);

/* All numbers that have not come out are missing; the next packet determines
 * the length of the gap that they are in. */
void qos_playout_finish (QosPlayout *playout);

/* No more packets follow. */
void qos_playout_close (QosPlayout *playout);
