/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-buffer-books.h"

#include <string.h>

static int
steps_from (uint16_t from, uint16_t to)
{
  return (int16_t) (uint16_t) (to - from);
}

static bool
is_near (uint16_t number, uint16_t newest)
{
  int steps = steps_from (newest, number);

  return steps >= -QOS_BUFFER_BOOKS_BACK && steps <= QOS_BUFFER_BOOKS_AHEAD;
}

static uint64_t
min (uint64_t a, uint64_t b)
{
  return a < b ? a : b;
}

static uint64_t
subtract_to_zero (uint64_t a, uint64_t b)
{
  return a > b ? a - b : 0;
}

static uint64_t *
word_of (QosBufferBooks *books, uint16_t number)
{
  return &books->window[number % QOS_BUFFER_BOOKS_WINDOW / 64];
}

static bool
is_waiting (QosBufferBooks *books, uint16_t number)
{
  return (*word_of (books, number) >> number % 64 & 1) != 0;
}

static void
begin (QosBufferBooks *books, uint16_t number)
{
  if (books->have_in) {
    books->have_before = true;
    books->before_in = books->newest_in;
    books->is_in_ahead = true;
    books->old_waiting += books->waiting;
    books->waiting = 0;
    memset (books->window, 0, sizeof books->window);
  }
  books->have_in = true;
  books->newest_in = books->lowest_in = number;
  books->since_in = 0;
}

/* Returns: is it refused? */
static bool
add (QosBufferBooks *books, uint16_t number)
{
  if (is_waiting (books, number))
    return false; /* a duplicate */
  books->in++;
  books->since_in++;
  if (steps_from (books->newest_in, number) > 0)
    books->newest_in = number;
  if (steps_from (books->lowest_in, number) < 0)
    books->lowest_in = number;
  if (books->have_out && !books->is_in_ahead &&
      steps_from (books->last_out, number) <= 0) {
    books->missed++;
    return true;
  }
  *word_of (books, number) |= UINT64_C (1) << number % 64;
  books->waiting++;
  return false;
}

bool
qos_buffer_books_packet_in (QosBufferBooks *books, uint16_t number)
{
  if (!books->have_in) {
    begin (books, number);
  } else if (!is_near (number, books->newest_in)) {
    if (books->have_before && books->since_in < QOS_BUFFER_BOOKS_STRAGGLERS &&
        is_near (number, books->before_in))
      return false; /* of the previous series */
    if (!books->have_suspect || !is_near (number, books->suspect)) {
      books->have_suspect = true;
      books->suspect = number;
      return false;
    }
    begin (books, books->suspect);
    add (books, books->suspect);
  }
  books->have_suspect = false;
  return add (books, number);
}

static void
stop_waiting (QosBufferBooks *books, uint16_t number)
{
  *word_of (books, number) &= ~(UINT64_C (1) << number % 64);
  books->waiting--;
}

/* Is number the first of the new series to come out? */
static bool
starts_new_series (QosBufferBooks *books, uint16_t number)
{
  int steps = steps_from (books->last_out, number);

  return books->is_in_ahead && is_waiting (books, number) &&
      (!books->have_out || steps <= 0 || steps > QOS_BUFFER_BOOKS_AHEAD);
}

unsigned
qos_buffer_books_packet_out (QosBufferBooks *books, uint16_t number)
{
  uint64_t missed = books->missed;
  uint16_t next;

  books->pushed++;
  if (books->have_suspect && number == books->suspect) {
    books->have_suspect = false;
    begin (books, number);
    add (books, number);
  }
  if (starts_new_series (books, number)) {
    books->flushed += books->old_waiting;
    books->old_waiting = 0;
    books->is_in_ahead = books->have_out = false;
  }
  if (books->is_in_ahead && books->old_waiting > 0) {
    books->old_waiting--;
  } else if (books->is_in_ahead || !is_waiting (books, number)) {
    /* It had been counted as flushed. */
    if (books->flushed > 0)
      books->flushed--;
    else
      books->in++;
    return 0;
  } else {
    next =
        books->have_out ? (uint16_t) (books->last_out + 1) : books->lowest_in;
    for (; next != number; next++)
      if (is_waiting (books, next)) {
        stop_waiting (books, next);
        books->missed++;
      }
    stop_waiting (books, number);
  }
  books->have_out = true;
  books->last_out = number;
  return (unsigned) (books->missed - missed);
}

void
qos_buffer_books_stop (QosBufferBooks *books)
{
  books->flushed += books->waiting + books->old_waiting;
  books->waiting = books->old_waiting = 0;
  books->have_suspect = false;
  memset (books->window, 0, sizeof books->window);
}

/* The buffer lets a delayed packet that no other has overtaken through at any
 * time: it counts as pushed and late, or is late and still waiting. */
void
qos_buffer_books_read (QosBufferBooks *books,
    const QosBufferBooksCounts *counts, QosBufferBooksResult *result)
{
  uint64_t received = counts->received;
  uint64_t skipped =
      subtract_to_zero (received, books->in + books->have_suspect) +
      books->flushed;
  uint64_t late = counts->late > books->missed ? counts->late : books->missed;
  uint64_t taken = late - books->missed; /* late, and not refused */
  uint64_t in_time = subtract_to_zero (books->pushed, taken);
  uint64_t waiting = subtract_to_zero (books->waiting + books->old_waiting +
          books->have_suspect,
      subtract_to_zero (taken, books->pushed));

  /* One packet may be on its way in: only what two reads agree on is certain.
   * Packets that were kept back may also enter later. */
  if (skipped > books->skipped && books->not_in > books->skipped)
    books->skipped = skipped < books->not_in ? skipped : books->not_in;
  else if (skipped < books->skipped && books->not_in < books->skipped)
    books->skipped = skipped > books->not_in ? skipped : books->not_in;
  books->not_in = skipped;
  result->late = min (late, received);
  result->skipped = min (books->skipped, received - result->late);
  result->waiting = min (waiting, received - result->late - result->skipped);
  result->played = received - result->late - result->skipped - result->waiting;
  result->is_balanced =
      late + books->skipped + waiting <= received + QOS_BUFFER_BOOKS_RACE &&
      result->played <= in_time + QOS_BUFFER_BOOKS_RACE &&
      in_time <= result->played + QOS_BUFFER_BOOKS_RACE &&
      counts->pushed <= books->pushed + QOS_BUFFER_BOOKS_RACE &&
      books->pushed <= counts->pushed + QOS_BUFFER_BOOKS_RACE;
}
