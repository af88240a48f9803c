/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-gaps.h"

#include "qos-time.h"

#include <string.h>

/* A shorter gap without a missing packet is inaudible: a packet came out of the
 * jitter buffer slightly late. */
#define HEARD_MIN_NS (5 * QOS_NS_PER_MS)

static uint32_t
add_up (uint32_t a, uint64_t b)
{
  return b < UINT32_MAX - a ? a + (uint32_t) b : UINT32_MAX;
}

static uint32_t
in_us (uint64_t duration_ns)
{
  return add_up (0, duration_ns / 1000);
}

static void
count (uint16_t *counter, uint64_t n)
{
  uint32_t sum = add_up (*counter, n);

  *counter = (uint16_t) (sum < UINT16_MAX ? sum : UINT16_MAX);
}

static void
decrement (uint16_t *counter)
{
  *counter = (uint16_t) (*counter - (*counter > 0));
}

/* Events */

static QosCause
main_cause (const QosGap *gap)
{
  unsigned most = QOS_CAUSE_BURST;

  for (unsigned i = 0; i < QOS_N_CAUSES; i++)
    if (gap->by_cause[i] > gap->by_cause[most])
      most = i;
  return most == QOS_CAUSE_BURST && gap->lost == 1 ? QOS_CAUSE_LOSS
                                                   : (QosCause) most;
}

static void
add_event (QosGaps *gaps, const QosGap *gap)
{
  QosEvent *last = &gaps->events[QOS_PLAYOUT_EVENTS - 1];

  if (gaps->n_events < QOS_PLAYOUT_EVENTS) {
    gaps->events[gaps->n_events++] = (QosEvent){gap->at_ns, gap->gap_us,
        gap->lost, gap->late, gap->excess_us, main_cause (gap)};
    return;
  }
  last->gap_us = add_up (last->gap_us, gap->gap_us);
  last->lost = add_up (last->lost, gap->lost);
  last->late = add_up (last->late, gap->late);
  if (gap->excess_us > last->excess_us)
    last->excess_us = gap->excess_us;
}

static void
settle_first (QosGaps *gaps)
{
  add_event (gaps, &gaps->gaps[gaps->first]);
  gaps->first = (gaps->first + 1) % QOS_GAPS_WAITING;
  gaps->waiting--;
}

static void
add_gap (QosGaps *gaps, const QosGap *gap)
{
  if (gaps->waiting == QOS_GAPS_WAITING)
    settle_first (gaps);
  gaps->gaps[(gaps->first + gaps->waiting) % QOS_GAPS_WAITING] = *gap;
  gaps->waiting++;
}

/* Gaps */

/* The open gap, extended to the numbers before end. */
static QosGap *
open_gap (QosGaps *gaps, uint64_t first, uint64_t end, uint64_t at_ns)
{
  QosGap *gap = &gaps->open;

  if (!gaps->is_open) {
    memset (gap, 0, sizeof *gap);
    gaps->is_open = true;
    gap->first = (uint32_t) first;
    gap->at_ns = at_ns;
  }
  gap->n = (uint32_t) end - gap->first;
  return gap;
}

static void
exceed (QosGap *gap, uint32_t excess_us)
{
  if (excess_us > gap->excess_us)
    gap->excess_us = excess_us;
}

void
qos_gaps_lost (QosGaps *gaps, uint64_t first, uint64_t n, uint64_t at_ns,
    QosCause cause)
{
  QosGap *gap = open_gap (gaps, first, first + n, at_ns);

  gap->lost = add_up (gap->lost, n);
  count (&gap->by_cause[cause], n);
}

void
qos_gaps_lost_before (QosGaps *gaps, uint64_t first, uint64_t n, uint64_t at_ns)
{
  QosGap gap = {at_ns, (uint32_t) first, (uint32_t) n, .lost = add_up (0, n)};

  count (&gap.by_cause[QOS_CAUSE_BURST], n);
  add_gap (gaps, &gap);
}

void
qos_gaps_late (QosGaps *gaps, uint64_t number, uint64_t at_ns, QosCause cause,
    uint32_t excess_us)
{
  QosGap *gap = open_gap (gaps, number, number + 1, at_ns);

  count (&gap->late, 1);
  count (&gap->by_cause[cause], 1);
  exceed (gap, excess_us);
}

void
qos_gaps_skip (QosGaps *gaps, uint64_t number, uint64_t at_ns, QosCause cause)
{
  QosGap *gap = open_gap (gaps, number, number + 1, at_ns);

  count (&gap->skipped, 1);
  count (&gap->by_cause[cause], 1);
}

void
qos_gaps_delay (QosGaps *gaps, uint64_t number, uint64_t at_ns, QosCause cause,
    uint32_t excess_us, uint64_t packets)
{
  QosGap *gap = open_gap (gaps, number, number, at_ns);

  count (&gap->by_cause[cause], packets);
  exceed (gap, excess_us);
}

uint64_t
qos_gaps_packets (const QosGaps *gaps)
{
  const QosGap *gap = &gaps->open;

  return gaps->is_open ? (uint64_t) gap->lost + gap->late + gap->skipped : 0;
}

static bool
is_in (const QosGap *gap, uint64_t number)
{
  return (uint32_t) number - gap->first < gap->n;
}

static QosGap *
find_gap (QosGaps *gaps, uint64_t number)
{
  if (gaps->is_open && is_in (&gaps->open, number))
    return &gaps->open;
  for (unsigned i = gaps->waiting; i > 0; i--) {
    QosGap *gap = &gaps->gaps[(gaps->first + i - 1) % QOS_GAPS_WAITING];

    if (is_in (gap, number))
      return gap;
  }
  return NULL;
}

/* The cause of the lost packets in it. */
static QosCause
lost_cause (const QosGap *gap)
{
  return gap->by_cause[QOS_CAUSE_BURST] > 0 ? QOS_CAUSE_BURST
                                            : QOS_CAUSE_RECEIVER;
}

void
qos_gaps_came (QosGaps *gaps, uint64_t number, bool was_lost, QosCause cause,
    uint32_t excess_us)
{
  QosGap *gap = find_gap (gaps, number);

  if (!gap)
    return; /* it has become an event already */
  count (&gap->late, 1);
  exceed (gap, excess_us);
  if (was_lost) {
    gap->lost -= gap->lost > 0;
    decrement (&gap->by_cause[lost_cause (gap)]);
    count (&gap->by_cause[cause], 1);
  } else {
    decrement (&gap->skipped);
  }
}

void
qos_gaps_close (QosGaps *gaps, uint64_t number, uint64_t at_ns, uint64_t gap_ns)
{
  if (gap_ns >= HEARD_MIN_NS || qos_gaps_packets (gaps) > 0) {
    if (!gaps->is_open)
      open_gap (gaps, number, number, at_ns);
    gaps->open.gap_us = in_us (gap_ns);
    gaps->silent_ns += (uint64_t) gaps->open.gap_us * 1000;
    add_gap (gaps, &gaps->open);
  }
  gaps->is_open = false;
}

void
qos_gaps_drift (QosGaps *gaps, uint64_t number, uint64_t at_ns, uint64_t gap_ns)
{
  QosGap gap = {at_ns, (uint32_t) number, .gap_us = in_us (gap_ns)};

  count (&gap.by_cause[QOS_CAUSE_DRIFT], 1);
  add_gap (gaps, &gap);
}

/* Do enough numbers follow it? */
static bool
is_known (const QosGap *gap, uint64_t highest)
{
  return (int32_t) ((uint32_t) highest - gap->first - gap->n -
             (QOS_GAPS_WAIT - 1)) >= 0;
}

void
qos_gaps_settle (QosGaps *gaps, uint64_t highest)
{
  while (gaps->waiting > 0 && is_known (&gaps->gaps[gaps->first], highest))
    settle_first (gaps);
}

void
qos_gaps_end (QosGaps *gaps)
{
  while (gaps->waiting > 0)
    settle_first (gaps);
}

bool
qos_gaps_take_event (QosGaps *gaps, QosEvent *event)
{
  if (gaps->n_events == 0)
    return false;
  *event = gaps->events[0];
  gaps->n_events--;
  memmove (gaps->events, gaps->events + 1,
      gaps->n_events * sizeof gaps->events[0]);
  return true;
}
