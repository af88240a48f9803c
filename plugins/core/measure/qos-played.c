/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-played.h"

#include <string.h>

void
qos_played_init (QosPlayed *played)
{
  memset (played, 0, sizeof *played);
}

static int
steps_from (uint16_t from, uint16_t to)
{
  return (int16_t) (uint16_t) (to - from);
}

static bool
is_near (uint16_t number, uint16_t newest)
{
  int steps = steps_from (newest, number);

  return steps >= -QOS_PLAYED_BACK && steps <= QOS_PLAYED_AHEAD;
}

static uint64_t
at_most (uint64_t a, uint64_t b)
{
  return a < b ? a : b;
}

static uint64_t
less (uint64_t a, uint64_t b)
{
  return a > b ? a - b : 0;
}

static uint64_t *
word_of (QosPlayed *played, uint16_t number)
{
  return &played->window[number % QOS_PLAYED_WINDOW / 64];
}

static bool
does_wait (QosPlayed *played, uint16_t number)
{
  return (*word_of (played, number) >> number % 64 & 1) != 0;
}

static void
begin (QosPlayed *played, uint16_t number)
{
  if (played->have_in) {
    played->have_before = true;
    played->before_in = played->newest_in;
    played->is_in_ahead = true;
    played->old_waiting += played->waiting;
    played->waiting = 0;
    memset (played->window, 0, sizeof played->window);
  }
  played->have_in = true;
  played->newest_in = played->lowest_in = number;
  played->since_in = 0;
}

/* Returns: is it refused? */
static bool
add (QosPlayed *played, uint16_t number)
{
  if (does_wait (played, number))
    return false; /* a copy */
  played->in++;
  played->since_in++;
  if (steps_from (played->newest_in, number) > 0)
    played->newest_in = number;
  if (steps_from (played->lowest_in, number) < 0)
    played->lowest_in = number;
  if (played->have_out && !played->is_in_ahead &&
      steps_from (played->last_out, number) <= 0) {
    played->missed++;
    return true;
  }
  *word_of (played, number) |= UINT64_C (1) << number % 64;
  played->waiting++;
  return false;
}

bool
qos_played_in (QosPlayed *played, uint16_t number)
{
  if (!played->have_in) {
    begin (played, number);
  } else if (!is_near (number, played->newest_in)) {
    if (played->have_before && played->since_in < QOS_PLAYED_STRAGGLERS &&
        is_near (number, played->before_in))
      return false; /* of the series before */
    if (!played->have_suspect || !is_near (number, played->suspect)) {
      played->have_suspect = true;
      played->suspect = number;
      return false;
    }
    begin (played, played->suspect);
    add (played, played->suspect);
  }
  played->have_suspect = false;
  return add (played, number);
}

static void
take (QosPlayed *played, uint16_t number)
{
  *word_of (played, number) &= ~(UINT64_C (1) << number % 64);
  played->waiting--;
}

/* Is it the first of the new series to come out? */
static bool
is_anew (QosPlayed *played, uint16_t number)
{
  int steps = steps_from (played->last_out, number);

  return played->is_in_ahead && does_wait (played, number) &&
      (!played->have_out || steps <= 0 || steps > QOS_PLAYED_AHEAD);
}

unsigned
qos_played_out (QosPlayed *played, uint16_t number)
{
  uint64_t missed = played->missed;
  uint16_t next;

  played->pushed++;
  if (played->have_suspect && number == played->suspect) {
    played->have_suspect = false;
    begin (played, number);
    add (played, number);
  }
  if (is_anew (played, number)) {
    played->flushed += played->old_waiting;
    played->old_waiting = 0;
    played->is_in_ahead = played->have_out = false;
  }
  if (played->is_in_ahead && played->old_waiting > 0) {
    played->old_waiting--;
  } else if (played->is_in_ahead || !does_wait (played, number)) {
    /* It had been written off. */
    if (played->flushed > 0)
      played->flushed--;
    else
      played->in++;
    return 0;
  } else {
    next = played->have_out ? (uint16_t) (played->last_out + 1)
                            : played->lowest_in;
    for (; next != number; next++)
      if (does_wait (played, next)) {
        take (played, next);
        played->missed++;
      }
    take (played, number);
  }
  played->have_out = true;
  played->last_out = number;
  return (unsigned) (played->missed - missed);
}

void
qos_played_stop (QosPlayed *played)
{
  played->flushed += played->waiting + played->old_waiting;
  played->waiting = played->old_waiting = 0;
  played->have_suspect = false;
  memset (played->window, 0, sizeof played->window);
}

/* A packet that is delayed, and overtaken by none, the buffer lets through at
 * any time: it is pushed, and late; or late, and waits still. */
void
qos_played_read (QosPlayed *played, const QosPlayedCounts *counts,
    QosPlayedResult *result)
{
  uint64_t received = counts->received;
  uint64_t skipped =
      less (received, played->in + played->have_suspect) + played->flushed;
  uint64_t late = counts->late > played->missed ? counts->late : played->missed;
  uint64_t taken = late - played->missed; /* late, and not refused */
  uint64_t in_time = less (played->pushed, taken);
  uint64_t waiting =
      less (played->waiting + played->old_waiting + played->have_suspect,
          less (taken, played->pushed));

  /* One may be on its way in: what two reads say is so. Also that packets which
   * were kept back went in after all. */
  if (skipped > played->skipped && played->not_in > played->skipped)
    played->skipped = skipped < played->not_in ? skipped : played->not_in;
  else if (skipped < played->skipped && played->not_in < played->skipped)
    played->skipped = skipped > played->not_in ? skipped : played->not_in;
  played->not_in = skipped;
  result->late = at_most (late, received);
  result->skipped = at_most (played->skipped, received - result->late);
  result->waiting =
      at_most (waiting, received - result->late - result->skipped);
  result->played = received - result->late - result->skipped - result->waiting;
  result->is_balanced =
      late + played->skipped + waiting <= received + QOS_PLAYED_RACE &&
      result->played <= in_time + QOS_PLAYED_RACE &&
      in_time <= result->played + QOS_PLAYED_RACE &&
      counts->pushed <= played->pushed + QOS_PLAYED_RACE &&
      played->pushed <= counts->pushed + QOS_PLAYED_RACE;
}
