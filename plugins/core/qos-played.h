/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What became of the packets of one stream that came: a jitter buffer, seen from
 * outside. It puts packets in order, refuses and counts those that come after
 * what should have followed them, lets others through however late they are, and
 * throws away what it holds, without a count, when the numbers begin anew.
 */
#ifndef QOS_PLAYED_H
#define QOS_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

/* The numbers begin anew when they go back by more than this, or ahead by more
 * than the other. */
#define QOS_PLAYED_BACK 16
#define QOS_PLAYED_AHEAD 400

/* So many packets of a new series may come before the last of the old one. */
#define QOS_PLAYED_STRAGGLERS 64

/* Counts of the buffer and of the books are not of the same moment: so many
 * packets may have gone by. */
#define QOS_PLAYED_RACE 32

typedef struct
{
  uint64_t in;      /* packets that went into the buffer */
  uint64_t flushed; /* of them, thrown away */
  uint64_t skipped; /* never went into it, or were thrown away */
  bool have_in;
  uint16_t newest_in; /* highest number of the series */
  bool have_before;
  uint16_t before_in; /* of the series before */
  uint64_t since_in;  /* packets since the series began */
  bool have_out;
  uint16_t last_out;
} QosPlayed;

/* What is counted elsewhere, since the start. */
typedef struct
{
  uint64_t received; /* packets, each once */
  uint64_t late;     /* of them, after their playout time, whatever the buffer
                      * made of them */
  uint64_t strays;   /* went through and do not count as received */
  uint64_t pushed;   /* by the buffer: came out of it */
  uint64_t refused;  /* by the buffer: too late for it */
} QosPlayedCounts;

/* Since the start. played + late + skipped + waiting = received. */
typedef struct
{
  uint64_t played;
  uint64_t late;
  uint64_t skipped;
  uint64_t waiting;
  bool is_balanced; /* the buffer's own counts say the same */
} QosPlayedResult;

void qos_played_init (QosPlayed *played);

/* A packet goes into the buffer. */
void qos_played_in (QosPlayed *played, uint16_t number);

/* A packet comes out of it. True when the numbers began anew with it: then
 * qos_played_restart () is due. */
bool qos_played_out (QosPlayed *played, uint16_t number);

/* pushed, refused: what the buffer counted, the packet that came out included. */
void qos_played_restart (QosPlayed *played, uint64_t pushed, uint64_t refused);

void qos_played_read (QosPlayed *played, const QosPlayedCounts *counts,
    QosPlayedResult *result);

#endif
