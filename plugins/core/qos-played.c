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

static bool
is_near (uint16_t number, uint16_t newest)
{
  int steps = (int16_t) (uint16_t) (number - newest);

  return steps >= -QOS_PLAYED_BACK && steps <= QOS_PLAYED_AHEAD;
}

static uint64_t
less (uint64_t a, uint64_t b)
{
  return a > b ? a - b : 0;
}

void
qos_played_in (QosPlayed *played, uint16_t number)
{
  played->in++;
  if (!played->have_in || !is_near (number, played->newest_in)) {
    if (played->have_before && played->since_in < QOS_PLAYED_STRAGGLERS &&
        is_near (number, played->before_in))
      return;
    played->have_before = played->have_in;
    played->before_in = played->newest_in;
    played->newest_in = number;
    played->since_in = 0;
    played->have_in = true;
  }
  played->since_in++;
  if ((int16_t) (uint16_t) (number - played->newest_in) > 0)
    played->newest_in = number;
}

bool
qos_played_out (QosPlayed *played, uint16_t number)
{
  int steps = (int16_t) (uint16_t) (number - played->last_out);
  bool is_anew = played->have_out && (steps < 0 || steps > QOS_PLAYED_AHEAD);

  played->have_out = true;
  played->last_out = number;
  return is_anew;
}

/* The buffer held what came since the series began, and nothing of before. */
void
qos_played_restart (QosPlayed *played, uint64_t pushed, uint64_t refused)
{
  uint64_t gone = less (pushed, 1) + refused + played->since_in;

  played->flushed = less (played->in, gone);
}

/* A packet that is delayed, and overtaken by none, the buffer lets through at
 * any time: it is pushed, and late. */
void
qos_played_read (QosPlayed *played, const QosPlayedCounts *counts,
    QosPlayedResult *result)
{
  uint64_t received = counts->received;
  uint64_t skipped =
      less (received + counts->strays, played->in) + played->flushed;
  uint64_t gone =
      counts->pushed + counts->refused + played->flushed + counts->strays;
  uint64_t waiting = less (played->in, gone);
  uint64_t late =
      counts->late > counts->refused ? counts->late : counts->refused;
  uint64_t pushed_in_time = less (counts->pushed, late - counts->refused);

  if (skipped > played->skipped)
    played->skipped = skipped;
  result->late = late < received ? late : received;
  result->skipped = played->skipped;
  result->waiting = waiting;
  result->played = less (received, result->late + played->skipped + waiting);
  result->is_balanced = gone <= played->in + QOS_PLAYED_RACE &&
      result->late + played->skipped + waiting <= received + QOS_PLAYED_RACE &&
      result->played <= pushed_in_time + QOS_PLAYED_RACE &&
      pushed_in_time <= result->played + QOS_PLAYED_RACE;
}
