/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where sound is missing in one stream, by the numbers of its packets: how much,
 * and for want of which packets. A gap is open from the first packet that is not
 * heard to the next one that is. It becomes an event when QOS_GAPS_WAIT later
 * numbers are known: until then a packet that counts as lost in it may come, and
 * is late. Numbers are counted on without end, see QosPlayout.
 */
#ifndef QOS_GAPS_H
#define QOS_GAPS_H

#include <stdbool.h>
#include <stdint.h>

#define QOS_GAPS_WAIT 64
/* Gaps that wait; of more, the first waits no longer. */
#define QOS_GAPS_WAITING 16
/* Events that wait to be taken; more are added to the last. */
#define QOS_PLAYOUT_EVENTS 3

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
  QosCause cause;     /* of the majority of its packets */
} QosEvent;

/* Small: each stream has many. */
typedef struct
{
  uint64_t at_ns;
  uint32_t first; /* number, its low bits */
  uint32_t n;     /* numbers in it */
  uint32_t gap_us;
  uint32_t lost;
  uint32_t excess_us;
  uint16_t late;
  uint16_t skipped;                /* came, and were not let through */
  uint16_t by_cause[QOS_N_CAUSES]; /* packets, or as much sound */
} QosGap;

typedef struct
{
  bool is_open;
  unsigned first;   /* of those that wait */
  unsigned waiting; /* ring */
  unsigned n_events;
  uint64_t silent_ns; /* sound missing in closed gaps; not of drift */
  QosGap open;
  QosGap gaps[QOS_GAPS_WAITING];
  QosEvent events[QOS_PLAYOUT_EVENTS]; /* n_events of them */
} QosGaps;

void qos_gaps_init (QosGaps *gaps);

/* n numbers from first on did not come; cause: BURST, or RECEIVER. at_ns: when
 * the first should have been heard. */
void qos_gaps_lost (QosGaps *gaps, uint64_t first, uint64_t n, uint64_t at_ns,
    QosCause cause);

/* A number came, and was not heard. */
void qos_gaps_late (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    QosCause cause, uint32_t excess_us);

/* A number came, and was passed over: it is late, or was not fit to be played. */
void qos_gaps_skip (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    QosCause cause);

/* n numbers from first on, before all that were heard, did not come. */
void qos_gaps_lost_before (QosGaps *gaps, uint64_t first, uint64_t n,
    uint64_t at_ns);

/* Packets missing in the open gap. */
uint64_t qos_gaps_packets (const QosGaps *gaps);

/* A number that is in a gap has come, too late. was_lost: it counts as lost
 * there. */
void qos_gaps_came (QosGaps *gaps, uint64_t number, bool was_lost,
    QosCause cause, uint32_t excess_us);

/* Sound of that number of packets will be missing before the next one, for
 * another cause than that packets are lost or late: that one took excess_us too
 * long, or has a later time. */
void qos_gaps_delay (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    QosCause cause, uint32_t excess_us, uint64_t packets);

/* The next packet, number, is heard at at_ns, gap_us after the sound before. */
void qos_gaps_close (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    uint32_t gap_us);

/* Clocks have run apart. */
void qos_gaps_drift (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    uint32_t gap_us);

/* highest: the highest number that is known. */
void qos_gaps_settle (QosGaps *gaps, uint64_t highest);

/* Nothing comes any more for what waits. */
void qos_gaps_end (QosGaps *gaps);

/* Takes the oldest event; false when there is none. */
bool qos_gaps_take_event (QosGaps *gaps, QosEvent *event);

#endif
