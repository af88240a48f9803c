/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where sound is missing in one stream, in terms of its packet numbers: how
 * much, and because of which packets. A gap is open from the first packet that
 * is not heard to the next one that is. It becomes an event when QOS_GAPS_WAIT
 * later numbers are known: until then a packet that counts as lost may still
 * arrive, and is then late. Numbers are extended and do not wrap, see
 * QosPlayout.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define QOS_GAPS_WAIT 64
/* Maximum number of waiting gaps; if there are more, the first one becomes an
 * event at once. */
#define QOS_GAPS_WAITING 16
/* Maximum number of events not yet taken; further ones are merged into the
 * last. */
#define QOS_PLAYOUT_EVENTS 3

typedef enum
{
  QOS_CAUSE_LOSS,      /* a single packet, lost in the network */
  QOS_CAUSE_BURST,     /* several in a row */
  QOS_CAUSE_LATE,      /* the network took too long */
  QOS_CAUSE_REORDERED, /* overtaken by more than the latency bridges */
  QOS_CAUSE_SENDER,    /* left the sender too late, or was never captured */
  QOS_CAUSE_DRIFT,     /* the clocks drifted apart */
  QOS_CAUSE_RECEIVER,  /* arrived in time, but was read too late here */
  QOS_N_CAUSES
} QosCause;

typedef struct
{
  uint64_t at_ns;  /* about when it should have been heard */
  uint32_t gap_us; /* sound that is missing */
  uint32_t lost;   /* packets */
  uint32_t late;
  uint32_t excess_us; /* of the latest packet, beyond the latency */
  QosCause cause;     /* of most of its packets */
} QosEvent;

/* Kept small: each stream has many. */
typedef struct
{
  uint64_t at_ns;
  uint32_t first; /* low bits of the number */
  uint32_t n;     /* numbers in it */
  uint32_t gap_us;
  uint32_t lost;
  uint32_t excess_us;
  uint16_t late;
  uint16_t skipped;                /* arrived, but were not let through */
  uint16_t by_cause[QOS_N_CAUSES]; /* packets, or an equivalent amount of
                                    * sound */
} QosGap;

/* Starts as all 0. */
typedef struct
{
  bool is_open;
  unsigned first;   /* first of the waiting ones */
  unsigned waiting; /* ring */
  unsigned n_events;
  uint64_t silent_ns; /* missing sound in closed gaps, without drift */
  QosGap open;
  QosGap gaps[QOS_GAPS_WAITING];
  QosEvent events[QOS_PLAYOUT_EVENTS]; /* n_events are used */
} QosGaps;

/* n numbers, beginning with first, did not arrive; cause: BURST or RECEIVER.
 * at_ns: when the first should have been heard. */
void qos_gaps_lost (QosGaps *gaps, uint64_t first, uint64_t n, uint64_t at_ns,
    QosCause cause);

/* A number arrived but was not heard. */
void qos_gaps_late (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    QosCause cause, uint32_t excess_us);

/* A number arrived but was passed over: it was late, or could not be played. */
void qos_gaps_skip (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    QosCause cause);

/* n numbers, beginning with first and before all that were heard, did not
 * arrive. */
void qos_gaps_lost_before (QosGaps *gaps, uint64_t first, uint64_t n,
    uint64_t at_ns);

/* Packets missing in the open gap. */
uint64_t qos_gaps_packets (const QosGaps *gaps);

/* A number in a gap arrived too late. was_lost: it was counted as lost
 * there. */
void qos_gaps_came (QosGaps *gaps, uint64_t number, bool was_lost,
    QosCause cause, uint32_t excess_us);

/* That much sound, in packets, will be missing before the next packet for a
 * reason other than lost or late packets: it was delayed by excess_us, or has a
 * later time. */
void qos_gaps_delay (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    QosCause cause, uint32_t excess_us, uint64_t packets);

/* The next packet, number, is heard at at_ns, gap_ns after the previous
 * sound. */
void qos_gaps_close (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    uint64_t gap_ns);

/* The clocks have drifted apart, by gap_ns. */
void qos_gaps_drift (QosGaps *gaps, uint64_t number, uint64_t at_ns,
    uint64_t gap_ns);

/* highest: the highest known number. */
void qos_gaps_settle (QosGaps *gaps, uint64_t highest);

/* The waiting gaps become events: nothing more will arrive for them. */
void qos_gaps_end (QosGaps *gaps);

/* Takes the oldest event; false when there is none. */
bool qos_gaps_take_event (QosGaps *gaps, QosEvent *event);
