/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Extended sequence numbers and the counts of one stream: packets expected,
 * received, duplicated and out of order (RFC 3550 A.1, A.3). Unlike in A.1,
 * packets received during probation are counted, duplicates are known exactly
 * within QOS_SEQ_WINDOW packets, and a jump is also checked against the RTP
 * time: a long outage is loss, a restarted sender is not. Distant numbers are a
 * restart only while the old series is silent, so that a third party that knows
 * the SSRC of a live stream cannot reset its counts.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Packets below the highest for which a duplicate can be distinguished from a
 * late packet. */
#define QOS_SEQ_WINDOW 1024
#define QOS_SEQ_MAX_DROPOUT 3000 /* RFC 3550 A.1 */
#define QOS_SEQ_MAX_MISORDER 100 /* RFC 3550 A.1 */

/* Has the RTP timestamp moved as far as the time since the previous packet? */
typedef enum
{
  QOS_TIME_UNKNOWN, /* no clock rate yet */
  QOS_TIME_FITS,
  QOS_TIME_JUMPS,
} QosTimeFit;

typedef enum
{
  QOS_SEQ_IN_ORDER,  /* new highest */
  QOS_SEQ_REORDERED, /* first arrival, below the highest */
  QOS_SEQ_DUPLICATE,
  QOS_SEQ_SUSPECT, /* outside any window; remembered, not counted yet */
  QOS_SEQ_RESTART, /* together with the previous suspect, the start of a new
                    * series */
} QosSeqVerdict;

/* How a packet changed the numbers of its stream. */
typedef struct
{
  QosSeqVerdict verdict;
  uint16_t number;
  uint64_t steps; /* IN_ORDER: above the highest before, 0 = the first packet;
                      * RESTART: above the suspect, which begins the series */
  uint64_t back;  /* REORDERED: below the highest */
  uint64_t extended; /* REORDERED: below the lowest before, 0 = not below it */
} QosArrival;

/* Is it the first packet of a series, or the second one of a restart? */
static inline bool
qos_arrival_begins (const QosArrival *arrival)
{
  return arrival->verdict >= QOS_SEQ_SUSPECT ||
      (arrival->verdict == QOS_SEQ_IN_ORDER && arrival->steps == 0);
}

/* Starts as all 0. */
typedef struct
{
  bool have_first;
  bool is_valid; /* two packets of one series have arrived (probation over) */
  bool have_suspect;
  uint16_t suspect;
  uint64_t base;       /* lowest extended number of this series */
  uint64_t highest;    /* highest extended number of this series */
  uint64_t past;       /* packets expected in earlier series */
  uint64_t unique;     /* packets received, each counted once, in all series */
  uint64_t duplicates; /* all series */
  uint64_t reordered;  /* RFC 4737: arrived with a number below the highest */
  uint64_t strays;     /* suspects that no second packet confirmed */
  uint64_t restarts;   /* series after the first */
  uint64_t window[QOS_SEQ_WINDOW / 64]; /* bit n % WINDOW: n was received */
} QosSeq;

/* number: the packet's sequence number; fit: see QosTimeFit; is_silent: the
 * series has been silent long enough to be replaced by a new one. */
QosArrival qos_seq_update (QosSeq *seq, uint16_t number, QosTimeFit fit,
    bool is_silent);

/* Packets sent by the sender, as far as is known here; 0 before the first. */
uint64_t qos_seq_expected (const QosSeq *seq);

/* Was this extended number received? It must be less than QOS_SEQ_WINDOW below
 * the highest. */
bool qos_seq_was_received (const QosSeq *seq, uint64_t number);

/* expected - unique; never negative. */
uint64_t qos_seq_lost (const QosSeq *seq);

/* The "extended highest sequence number received" of a report block. */
uint32_t qos_seq_extended_highest (const QosSeq *seq);
