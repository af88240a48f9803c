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
  uint64_t late_out;  /* came out after their playout time */
  bool have_out;
  uint16_t last_out;
} QosPlayed;

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

/* A packet comes out of it; is_late: after its playout time, as one does that
 * was delayed and not overtaken. True when the numbers began anew with it: then
 * qos_played_restart () is due. */
bool qos_played_out (QosPlayed *played, uint16_t number, bool is_late);

/* pushed, late: what the buffer counted, the packet that came out included. */
void qos_played_restart (QosPlayed *played, uint64_t pushed, uint64_t late);

/* received: each packet once; strays: packets that went through and do not count
 * as received; pushed, late: what the buffer counts now. */
void qos_played_read (QosPlayed *played, uint64_t received, uint64_t strays,
    uint64_t pushed, uint64_t late, QosPlayedResult *result);

#endif
