/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Counts what enters and leaves a jitter buffer, from outside, for one stream.
 * This is measured, while qos-playout can also be a model. The buffer puts
 * packets in order, so each packet that comes out shows which ones never will:
 * those with lower numbers, refused or dropped because a later one had already
 * come out, and everything that it held when the sender restarted. A late
 * packet that no other has overtaken still comes out.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A new series starts when a number goes back by more than this, or ahead by
 * more than the other, and a second one continues from there. */
#define QOS_BUFFER_BOOKS_BACK 100
#define QOS_BUFFER_BOOKS_AHEAD 400

/* Packets of a new series that may arrive before the last one of the old
 * series. */
#define QOS_BUFFER_BOOKS_STRAGGLERS 64

/* The buffer's counts and ours are not read at the same moment: packets that
 * may pass in between. */
#define QOS_BUFFER_BOOKS_RACE 32

/* Numbers that the buffer may hold at once. */
#define QOS_BUFFER_BOOKS_WINDOW 32768

/* Starts as all 0. */
typedef struct
{
  /* in = pushed + missed + waiting + old_waiting + flushed */
  uint64_t in;          /* entered the buffer */
  uint64_t pushed;      /* came out of it */
  uint64_t missed;      /* will not come out, because later ones have */
  uint64_t waiting;     /* may still come out */
  uint64_t old_waiting; /* the same for the previous series */
  uint64_t flushed;     /* will not come out, because a new series has */
  uint64_t skipped;     /* never entered, or were flushed */
  uint64_t not_in;      /* the same at the last read */
  bool have_in;
  uint16_t newest_in; /* highest number of the series */
  uint16_t lowest_in;
  uint64_t since_in; /* packets since the series started */
  bool have_suspect;
  uint16_t suspect; /* may be the first of a new series */
  bool have_before;
  uint16_t before_in; /* highest number of the previous series */
  bool is_in_ahead;   /* no packet of this series has come out */
  bool have_out;
  uint16_t last_out;
  uint64_t window[QOS_BUFFER_BOOKS_WINDOW / 64]; /* bit n % WINDOW: n is
                                                  * waiting */
} QosBufferBooks;

/* Counts made elsewhere, since the start. */
typedef struct
{
  uint64_t received; /* packets, each counted once */
  uint64_t late;     /* those after their playout time, whether the buffer
                      * let them through or not */
  uint64_t pushed;   /* according to the buffer */
} QosBufferBooksCounts;

/* Since the start. played + late + skipped + waiting = received. */
typedef struct
{
  uint64_t played;
  uint64_t late;
  uint64_t skipped;
  uint64_t waiting;
  bool is_balanced; /* the buffer's own count agrees */
} QosBufferBooksResult;

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
