/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a jitter buffer of a given latency makes of one stream: which packets
 * come too late to be played, how much sound is missing, and why. The least
 * transit of the last seconds, by RTP timestamps, is the time of the earliest
 * packets; what comes later than that by more than the latency is too late. A
 * packet that is lost or late becomes part of an event when
 * QOS_PLAYOUT_WINDOW later numbers are known; the next one that was in time
 * ends it.
 */
#ifndef QOS_PLAYOUT_H
#define QOS_PLAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#define QOS_PLAYOUT_WINDOW 64
/* Events that wait to be taken; more are added to the last. */
#define QOS_PLAYOUT_EVENTS 3
/* Sinks of GStreamer put up with so much drift before they jump
 * (GstAudioBaseSink, drift-tolerance). */
#define QOS_PLAYOUT_DRIFT_NS INT64_C (40000000)

typedef enum
{
  QOS_CAUSE_LOSS,      /* one packet alone, lost in the network */
  QOS_CAUSE_BURST,     /* several in a row */
  QOS_CAUSE_LATE,      /* the network took too long */
  QOS_CAUSE_REORDERED, /* overtaken by more than the latency bridges */
  QOS_CAUSE_SENDER,    /* left the sender too late, or was never sound there */
  QOS_CAUSE_DRIFT,     /* the clocks ran apart */
  QOS_CAUSE_RECEIVER,  /* came in time, and was read too late here */
  QOS_N_CAUSES
} QosCause;

typedef struct
{
  uint64_t at_ns;  /* when it should have been heard, about */
  uint32_t gap_us; /* sound that is missing */
  uint32_t lost;   /* packets */
  uint32_t late;
  uint32_t excess_us; /* of the latest one, over the latency */
  QosCause cause;     /* of most of them */
} QosEvent;

typedef struct
{
  uint64_t arrival_ns;
  uint64_t seen_ns; /* when it was read here, not before arrival_ns */
  bool has_waited;  /* when it came is not known: it is not judged */
  uint32_t timestamp;
  uint32_t clock_rate;     /* Hz, 0 = not known */
  uint32_t duration_ticks; /* of its sound, 0 = not known */
  bool has_network_delay;
  uint64_t network_delay_ns; /* above the least, by the time of sending */
} QosPlayoutPacket;

typedef struct
{
  bool have_latency;
  bool have_last;
  unsigned n_least;
  unsigned n_events;
  uint64_t latency_ns;
  /* the media's time line */
  uint64_t last_arrival_ns;
  int64_t last_media_ns;
  uint32_t last_timestamp;
  uint32_t last_duration_ticks; /* 0 = not known */
  uint64_t packet_ns;           /* of sound in one packet, 0 = not known */
  /* least transits of the last two periods, n_least of them known */
  int64_t least_ns[2]; /* of this one, of the one before */
  uint64_t period_ns;  /* when this one began */
  /* by number, from the highest downwards */
  unsigned head; /* index of the highest */
  unsigned pending;
  uint8_t states[QOS_PLAYOUT_WINDOW]; /* ring */
  /* the event that is being put together */
  QosEvent open;
  uint32_t by_cause[QOS_N_CAUSES];
  uint16_t excess_ms[QOS_PLAYOUT_WINDOW];
  QosEvent events[QOS_PLAYOUT_EVENTS]; /* n_events of them */
  uint64_t late;                       /* came too late, since the start */
  uint64_t silent_ns;        /* sound missing in ended events; not of drift */
  int64_t drift_from_ns;     /* transit that drift is reckoned from */
  uint64_t likely_packet_ns; /* by the last timestamps */
  unsigned n_likely;         /* how often in a row */
} QosPlayout;

void qos_playout_init (QosPlayout *playout);

/* latency_ns: of the jitter buffer; without one nothing is late. */
void qos_playout_set_latency (QosPlayout *playout, uint64_t latency_ns);
void qos_playout_forget_latency (QosPlayout *playout);

/* The first packet of a series came. */
void qos_playout_begin (QosPlayout *playout, const QosPlayoutPacket *packet);

/* The stream ended: what is pending becomes part of events. */
void qos_playout_end (QosPlayout *playout);

/* The next packet's time has nothing to do with the last one's. */
void qos_playout_break (QosPlayout *playout);

/* The first packet was none of the stream. */
void qos_playout_withdraw (QosPlayout *playout);

/* A new highest number came, steps >= 1 above the one before. */
void qos_playout_advance (QosPlayout *playout, uint64_t steps,
    const QosPlayoutPacket *packet);

/* The first number of the series is n lower than was known. */
void qos_playout_extend (QosPlayout *playout, uint64_t n);

/* A number came for the first time, back >= 1 below the highest. */
void qos_playout_fill_in (QosPlayout *playout, uint64_t back,
    const QosPlayoutPacket *packet);

/* Is there an event to be taken? */
bool qos_playout_has_event (const QosPlayout *playout);

/* Takes the oldest event; false when there is none. */
bool qos_playout_take_event (QosPlayout *playout, QosEvent *event);

/* The least transit by RTP timestamp now. False before the first packet, or
 * without a clock rate. */
bool qos_playout_least (const QosPlayout *playout, int64_t *least_ns);

/* The media's time line at an RTP timestamp near the last packet's. */
int64_t qos_playout_media_ns (const QosPlayout *playout, uint32_t timestamp,
    uint32_t clock_rate);

#endif
