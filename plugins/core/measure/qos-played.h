/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What became of the packets of one stream that came: a jitter buffer, seen from
 * outside. It puts packets in order, so that what comes out tells what never
 * will: lower numbers, which it refused or dropped for they came after what
 * should have followed them, and all it held when the numbers began anew. Packets
 * that are late and overtaken by none it lets through.
 */
#ifndef QOS_PLAYED_H
#define QOS_PLAYED_H

#include <stdbool.h>
#include <stdint.h>

/* The numbers begin anew when they go back by more than this, or ahead by more
 * than the other, and a second one goes on from there. */
#define QOS_PLAYED_BACK 100
#define QOS_PLAYED_AHEAD 400

/* So many packets of a new series may come before the last of the old one. */
#define QOS_PLAYED_STRAGGLERS 64

/* Counts of the buffer and of the books are not of the same moment: so many
 * packets may have gone by. */
#define QOS_PLAYED_RACE 32

/* Numbers that the buffer may hold at once. */
#define QOS_PLAYED_WINDOW 32768

typedef struct
{
  /* in = pushed + missed + waiting + old_waiting + flushed */
  uint64_t in;          /* went into the buffer */
  uint64_t pushed;      /* came out of it */
  uint64_t missed;      /* will not, for later ones have */
  uint64_t waiting;     /* may still */
  uint64_t old_waiting; /* the same of the series before */
  uint64_t flushed;     /* will not, for a new series has come out */
  uint64_t skipped;     /* never went into it, or were flushed */
  uint64_t not_in;      /* the same, at the last read */
  bool have_in;
  uint16_t newest_in; /* highest number of the series */
  uint16_t lowest_in;
  uint64_t since_in; /* packets since the series began */
  bool have_suspect;
  uint16_t suspect; /* may be the first of a new series */
  bool have_before;
  uint16_t before_in; /* highest of the series before */
  bool is_in_ahead;   /* no packet of this series has come out */
  bool have_out;
  uint16_t last_out;
  uint64_t window[QOS_PLAYED_WINDOW / 64]; /* bit n % WINDOW: n waits */
} QosPlayed;

/* What is counted elsewhere, since the start. */
typedef struct
{
  uint64_t received; /* packets, each once */
  uint64_t late;     /* of them, after their playout time, whatever the buffer
                      * made of them */
  uint64_t pushed;   /* by the buffer's own count */
} QosPlayedCounts;

/* Since the start. played + late + skipped + waiting = received. */
typedef struct
{
  uint64_t played;
  uint64_t late;
  uint64_t skipped;
  uint64_t waiting;
  bool is_balanced; /* the buffer's own count says the same */
} QosPlayedResult;

void qos_played_init (QosPlayed *played);

/* A packet goes into the buffer. True where that will refuse it, for it comes
 * too late. */
bool qos_played_in (QosPlayed *played, uint16_t number);

/* A packet comes out of it. Returns: how many had gone in that will not come out
 * any more, for this one has overtaken them. */
unsigned qos_played_out (QosPlayed *played, uint16_t number);

/* The buffer takes and gives nothing any more, for nobody takes it from there:
 * what it holds will not come out. */
void qos_played_stop (QosPlayed *played);

void qos_played_read (QosPlayed *played, const QosPlayedCounts *counts,
    QosPlayedResult *result);

#endif
