/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-seq.h"

#include <string.h>

/* Extended numbers start one cycle up, so that packets from before the first
 * one are not negative. */
#define FIRST_TURN 65536

/* A second suspect this close after the first confirms it; RFC 3550 A.1
 * requires the very next number, which may take long on a lossy link. */
#define CONFIRM_WITHIN 16

bool
qos_seq_was_received (const QosSeq *seq, uint64_t number)
{
  unsigned bit = (unsigned) (number % QOS_SEQ_WINDOW);

  return (seq->window[bit / 64] >> (bit % 64) & 1) != 0;
}

static void
set_received (QosSeq *seq, uint64_t number, bool received)
{
  unsigned bit = (unsigned) (number % QOS_SEQ_WINDOW);
  uint64_t mask = UINT64_C (1) << (bit % 64);

  if (received)
    seq->window[bit / 64] |= mask;
  else
    seq->window[bit / 64] &= ~mask;
}

static void
start_series (QosSeq *seq, uint16_t number)
{
  memset (seq->window, 0, sizeof seq->window);
  seq->have_first = true;
  seq->is_valid = false;
  seq->have_suspect = false;
  seq->base = seq->highest = (uint64_t) FIRST_TURN + number;
  seq->unique++;
  set_received (seq, seq->highest, true);
}

static void
advance (QosSeq *seq, unsigned steps)
{
  if (steps >= QOS_SEQ_WINDOW) {
    memset (seq->window, 0, sizeof seq->window);
  } else {
    for (unsigned i = 1; i < steps; i++)
      set_received (seq, seq->highest + i, false);
  }
  seq->highest += steps;
  set_received (seq, seq->highest, true);
  seq->unique++;
  seq->is_valid = true;
  seq->have_suspect = false;
}

/* Two suspects in a row belong together: the sender restarted. */
static QosSeqVerdict
restart (QosSeq *seq, uint16_t number)
{
  uint16_t first = seq->suspect;

  seq->past += seq->highest - seq->base + 1;
  seq->restarts++;
  seq->strays--; /* the first suspect was real */
  start_series (seq, first);
  advance (seq, (uint16_t) (number - first));
  return QOS_SEQ_RESTART;
}

/* Is number the second packet of the series that the suspect began? */
static bool
follows_suspect (const QosSeq *seq, uint16_t number)
{
  uint16_t ahead = (uint16_t) (number - seq->suspect);

  return seq->have_suspect && ahead >= 1 && ahead <= CONFIRM_WITHIN;
}

static QosSeqVerdict
suspect (QosSeq *seq, uint16_t number, bool is_silent)
{
  if (!seq->is_valid) {
    /* A single packet proved nothing: it was a stray, and this one may be the
     * stream. */
    seq->strays++;
    seq->unique--;
    start_series (seq, number);
    return QOS_SEQ_SUSPECT;
  }
  if (is_silent && follows_suspect (seq, number))
    return restart (seq, number);
  seq->have_suspect = true;
  seq->suspect = number;
  seq->strays++;
  return QOS_SEQ_SUSPECT;
}

/* A number at or below the highest, by back. */
static QosSeqVerdict
fill_in (QosSeq *seq, uint16_t number, unsigned back, QosTimeFit fit,
    bool is_silent)
{
  uint64_t extended = seq->highest - back;

  if (fit == QOS_TIME_JUMPS || back >= QOS_SEQ_WINDOW)
    return suspect (seq, number, is_silent);
  if (extended < seq->base) {
    if (seq->base - extended > QOS_SEQ_MAX_MISORDER)
      return suspect (seq, number, is_silent);
    seq->base = extended;
  } else if (qos_seq_was_received (seq, extended)) {
    seq->duplicates++;
    return QOS_SEQ_DUPLICATE;
  }
  set_received (seq, extended, true);
  seq->unique++;
  seq->reordered++;
  seq->is_valid = true;
  return QOS_SEQ_REORDERED;
}

static QosSeqVerdict
place (QosSeq *seq, uint16_t number, QosTimeFit fit, bool is_silent)
{
  int ahead;
  int dropout = seq->is_valid ? QOS_SEQ_MAX_DROPOUT : QOS_SEQ_MAX_MISORDER;

  if (!seq->have_first) {
    start_series (seq, number);
    return QOS_SEQ_IN_ORDER;
  }

  ahead = (int16_t) (uint16_t) (number - (uint16_t) seq->highest);
  if (ahead <= 0) {
    if (!seq->is_valid && -ahead > QOS_SEQ_MAX_MISORDER)
      return suspect (seq, number, is_silent);
    return fill_in (seq, number, (unsigned) -ahead, fit, is_silent);
  }
  /* The next number needs no confirmation, because a source may change its
   * clock; but two in a row with another clock are a restart at the old
   * number. */
  if (fit == QOS_TIME_JUMPS && (ahead > 1 || follows_suspect (seq, number)))
    return suspect (seq, number, is_silent);
  if (ahead >= dropout && fit != QOS_TIME_FITS)
    return suspect (seq, number, is_silent);
  advance (seq, (unsigned) ahead);
  return QOS_SEQ_IN_ORDER;
}

QosArrival
qos_seq_update (QosSeq *seq, uint16_t number, QosTimeFit fit, bool is_silent)
{
  bool is_first = !seq->have_first;
  uint64_t base = seq->base, highest = seq->highest;
  QosArrival arrival = {.verdict = place (seq, number, fit, is_silent),
      .number = number};

  if (arrival.verdict == QOS_SEQ_IN_ORDER && !is_first)
    arrival.steps = seq->highest - highest;
  else if (arrival.verdict == QOS_SEQ_RESTART)
    arrival.steps = seq->highest - seq->base;
  else if (arrival.verdict == QOS_SEQ_REORDERED)
    arrival.back = (uint16_t) ((uint16_t) seq->highest - number);
  if (arrival.verdict == QOS_SEQ_REORDERED)
    arrival.extended = base - seq->base;
  return arrival;
}

uint64_t
qos_seq_expected (const QosSeq *seq)
{
  if (!seq->have_first)
    return 0;
  return seq->past + (seq->highest - seq->base + 1);
}

uint64_t
qos_seq_lost (const QosSeq *seq)
{
  return qos_seq_expected (seq) - seq->unique;
}

uint32_t
qos_seq_extended_highest (const QosSeq *seq)
{
  return seq->have_first ? (uint32_t) (seq->highest - FIRST_TURN) : 0;
}
