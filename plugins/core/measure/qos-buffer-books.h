/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What goes into a jitter buffer and what comes out of it, counted from outside
 * for one stream: measured, where qos-playout can also be a model. The buffer
 * puts packets in order, so what comes out shows what never will: lower
 * numbers, which it refused or dropped because a later one had already come
 * out, and everything it held when the sender restarted. It lets a late packet
 * through that no other has overtaken.
 */
#ifndef QOS_BUFFER_BOOKS_H
#define QOS_BUFFER_BOOKS_H

#include <stdbool.h>
#include <stdint.h>

/* A new series starts when a number goes back by more than this, or ahead by
 * more than the other, and a second one continues from there. */
#define QOS_BUFFER_BOOKS_BACK 100
#define QOS_BUFFER_BOOKS_AHEAD 400

/* Packets of a new series that may come before the last of the old one. */
#define QOS_BUFFER_BOOKS_STRAGGLERS 64

/* The buffer's counts and ours are not read at the same moment: packets that
 * may pass in between. */
#define QOS_BUFFER_BOOKS_RACE 32

/* Numbers that the buffer may hold at once. */
#define QOS_BUFFER_BOOKS_WINDOW 32768

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
  uint64_t window[QOS_BUFFER_BOOKS_WINDOW / 64]; /* bit n % WINDOW: n waits */
} QosBufferBooks;

/* What is counted elsewhere, since the start. */
typedef struct
{
  uint64_t received; /* packets, each once */
  uint64_t late;     /* of them, after their playout time, whatever the buffer
                      * made of them */
  uint64_t pushed;   /* by the buffer's own count */
} QosBufferBooksCounts;

/* Since the start. played + late + skipped + waiting = received. */
typedef struct
{
  uint64_t played;
  uint64_t late;
  uint64_t skipped;
  uint64_t waiting;
  bool is_balanced; /* the buffer's own count says the same */
} QosBufferBooksResult;

void qos_buffer_books_init (QosBufferBooks *books);

/* A packet goes into the buffer. Returns: will the buffer refuse it, because a
 * later one has already come out? */
bool qos_buffer_books_packet_in (QosBufferBooks *books, uint16_t number);

/* A packet comes out of it. Returns: how many that went in will never come out,
 * because this one has overtaken them. */
unsigned qos_buffer_books_packet_out (QosBufferBooks *books, uint16_t number);

/* What follows the buffer has stopped taking packets: those that it holds will
 * not come out. */
void qos_buffer_books_stop (QosBufferBooks *books);

void qos_buffer_books_read (QosBufferBooks *books,
    const QosBufferBooksCounts *counts, QosBufferBooksResult *result);

#endif
