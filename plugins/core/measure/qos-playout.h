/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is heard of one stream behind a jitter buffer of a given latency: which
 * packets come too late, how much sound is missing, and why. Where somebody
 * watches the jitter buffer, it is what came out of that and when; else what
 * rtpjitterbuffer would have made of it, by the times of arrival. The cause
 * follows from what is known of each packet when it comes.
 */
#ifndef QOS_PLAYOUT_H
#define QOS_PLAYOUT_H

#include "qos-gaps.h"
#include "qos-heard.h"
#include "qos-seq.h"
#include "qos-time.h"
#include "qos-timeline.h"
#include "qos-wait.h"

#include <stdbool.h>
#include <stdint.h>

/* Numbers whose arrival is remembered. */
#define QOS_PLAYOUT_WINDOW 64
/* Sinks of GStreamer put up with so much drift before they jump
 * (GstAudioBaseSink, drift-tolerance). */
#define QOS_PLAYOUT_DRIFT_NS (40 * QOS_SIGNED_NS_PER_MS)

typedef struct
{
  uint64_t arrival_ns;
  uint64_t seen_ns; /* when it was read here, not before arrival_ns */
  bool has_waited;  /* when it came is not known */
  bool is_aside; /* its timestamp is not of the media, or of the packet before
                     * as well */
  uint32_t timestamp;
  uint32_t clock_rate;     /* Hz, 0 = not known */
  uint32_t duration_ticks; /* of its sound, 0 = not known */
  bool has_network_delay;
  uint64_t network_delay_ns; /* above the least, by the time of sending */
  bool has_sent_after;
  uint64_t sent_after_ns; /* the packet that came before it */
} QosPlayoutPacket;

/* A packet that came out of the jitter buffer. */
typedef struct
{
  uint32_t timestamp;
  int64_t pts_ns;       /* its time less the latency */
  int64_t out_after_ns; /* that */
  uint64_t now_ns;      /* when it came out */
  unsigned missed;      /* packets that it overtook there for good */
} QosPlayoutOut;

typedef struct
{
  bool have_latency;
  bool have_last;
  bool is_watched;
  bool have_out;
  bool has_duration; /* the last packet did */
  uint8_t moved_by;  /* cause of the last delay that the buffer followed */
  unsigned n_min_transits;
  uint64_t latency_ns;
  /* the media's time line */
  uint64_t last_arrival_ns;
  uint64_t last_wait_ns; /* from there to when it was read */
  int64_t last_media_ns;
  uint32_t last_timestamp;
  uint32_t clock_rate; /* Hz, 0 = not known */
  uint64_t packet_ns;  /* of sound in one packet, 0 = not known */
  /* least transits of the last two periods, n_min_transits of them known */
  int64_t min_transit_ns[2]; /* of this one, of the one before */
  uint64_t period_ns;        /* when this one began */
  int64_t drift_from_ns;     /* transit that drift is measured from */
  /* by number, counted on without end */
  uint64_t highest;
  unsigned pending;  /* known from there downwards */
  uint64_t next_out; /* lowest that may still come out */
  uint32_t out_timestamp;
  uint8_t states[QOS_PLAYOUT_WINDOW];
  uint16_t excess_ms[QOS_PLAYOUT_WINDOW];
  /* where nobody watches */
  int64_t due_ns[QOS_PLAYOUT_WINDOW]; /* time of what came, or until when it is
                                       * waited for, less the latency */
  int64_t ran_ns;                     /* until then all is done */
  QosTimeline timeline;
  QosWait wait;
  QosHeard heard;
  QosGaps gaps;
  uint64_t late;             /* came too late, since the start */
  uint64_t likely_packet_ns; /* by the last timestamps */
  unsigned n_likely;         /* how often in a row */
} QosPlayout;

void qos_playout_init (QosPlayout *playout);

/* latency_ns: of the jitter buffer; without one nothing is late. */
void qos_playout_set_latency (QosPlayout *playout, uint64_t latency_ns);
void qos_playout_forget_latency (QosPlayout *playout);

/* A packet that is counted. SUSPECT: the packet before it was none of the
 * stream. */
void qos_playout_packet (QosPlayout *playout, const QosArrival *arrival,
    const QosPlayoutPacket *packet);

/* The stream ended: what is pending becomes part of events. */
void qos_playout_end (QosPlayout *playout);

/* The next packet's time has nothing to do with the last one's. */
void qos_playout_break (QosPlayout *playout);

/* From now on the jitter buffer is watched: what it does is said by the
 * functions below. Also where it is another one from now on. */
void qos_playout_watch (QosPlayout *playout);

/* It let the number through that lies back >= 0 below the highest. True where
 * that does not go on where the sound before it ends. */
bool qos_playout_out (QosPlayout *playout, uint64_t back,
    const QosPlayoutOut *out);

/* It refuses that number, which comes too late. */
void qos_playout_refuse (QosPlayout *playout, uint64_t back);

/* Is there an event to be taken? */
bool qos_playout_has_event (const QosPlayout *playout);

/* Takes the oldest event; false when there is none. */
bool qos_playout_take_event (QosPlayout *playout, QosEvent *event);

/* The least transit by RTP timestamp now. False before the first packet, or
 * without a clock rate. */
bool qos_playout_min_transit (const QosPlayout *playout,
    int64_t *min_transit_ns);

/* The media's time line at an RTP timestamp near the last packet's. */
int64_t qos_playout_media_ns (const QosPlayout *playout, uint32_t timestamp,
    uint32_t clock_rate);

/* For qos-playout.c and qos-playout-out.c. */

/* Of a number's state: it came, why its sound would be missing (QosCause << 1;
 * QOS_N_CAUSES: nothing is wrong), those missing before it were lost here, it was
 * passed over or given up before it came, due_ns is known. */
enum
{
  QOS_PLAYOUT_CAME = 0x01,
  QOS_PLAYOUT_CAUSE = 0x0e,
  QOS_PLAYOUT_LOST_HERE = 0x10,
  QOS_PLAYOUT_PASSED = 0x20,
  QOS_PLAYOUT_TIMED = 0x40,
};

static inline unsigned
qos_playout_slot (uint64_t number)
{
  return (unsigned) (number % QOS_PLAYOUT_WINDOW);
}

/* pts_ns of a packet without one. */
#define QOS_PLAYOUT_NO_TIME INT64_MIN

/* Lets through what the jitter buffer would have by now_ns, and all numbers up
 * to number. */
void qos_playout_run (QosPlayout *playout, uint64_t number, int64_t now_ns);

/* All numbers that have not come out are missing: of the gap that they are in,
 * the next packet says how long it is. */
void qos_playout_finish (QosPlayout *playout);

/* No further packet comes. */
void qos_playout_close (QosPlayout *playout);

#endif
