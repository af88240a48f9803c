/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-loss.h"

static void
end_run (QosLoss *loss)
{
  uint64_t run = loss->run;

  if (run == 0)
    return;
  loss->totals.runs[run < QOS_LOSS_RUNS ? run - 1 : QOS_LOSS_RUNS - 1]++;
  loss->run = 0;
}

static void
add_to_gap (QosLoss *loss, uint64_t packets, uint64_t lost)
{
  if (packets == 0)
    return;
  if (!loss->is_in_gap)
    loss->totals.gaps++;
  loss->is_in_gap = true;
  loss->totals.gap_packets += packets;
  loss->totals.gap_lost += lost;
}

/* A single loss belongs to the gap around it. */
static void
end_burst (QosLoss *loss)
{
  if (loss->open_lost > 1) {
    loss->totals.bursts++;
    loss->totals.burst_packets += loss->open_packets;
    loss->totals.burst_lost += loss->open_lost;
    loss->is_in_gap = false;
  } else {
    add_to_gap (loss, loss->open_packets, loss->open_lost);
  }
  add_to_gap (loss, loss->since, 0);
  loss->open_packets = loss->open_lost = loss->since = 0;
}

static void
settle_received (QosLoss *loss)
{
  end_run (loss);
  loss->totals.received++;
  if (loss->open_packets == 0) {
    add_to_gap (loss, 1, 0);
    return;
  }
  if (++loss->since == QOS_LOSS_GMIN)
    end_burst (loss);
}

static void
settle_lost (QosLoss *loss, uint64_t n)
{
  if (loss->run == 0)
    loss->totals.n_runs++;
  loss->run += n;
  if (loss->run > loss->totals.run_max)
    loss->totals.run_max = loss->run;
  loss->totals.lost += n;
  loss->open_packets += loss->since + n;
  loss->open_lost += n;
  loss->since = 0;
}

/* The n lowest pending numbers, n <= pending. */
static void
settle (QosLoss *loss, unsigned n)
{
  for (; n > 0; n--) {
    loss->pending--;
    if (loss->recent >> loss->pending & 1)
      settle_received (loss);
    else
      settle_lost (loss, 1);
  }
}

/* The first packet of a series: pending numbers are settled. */
static void
begin (QosLoss *loss)
{
  settle (loss, loss->pending);
  loss->recent = 1;
  loss->pending = 1;
}

/* A new highest number. */
static void
advance (QosLoss *loss, uint64_t steps)
{
  uint64_t reach = loss->pending + steps;
  uint64_t leaving = reach > QOS_LOSS_WINDOW ? reach - QOS_LOSS_WINDOW : 0;
  unsigned known = loss->pending;

  if (leaving < known)
    known = (unsigned) leaving;
  settle (loss, known);
  if (leaving > known)
    settle_lost (loss, leaving - known);
  loss->recent = steps < 64 ? loss->recent << steps | 1 : 1;
  loss->pending = (unsigned) (reach - leaving);
}

/* The first number of the series is n lower than known before. */
static void
extend (QosLoss *loss, uint64_t n)
{
  unsigned room = QOS_LOSS_WINDOW - loss->pending;

  loss->pending += n < room ? (unsigned) n : room;
  if (n <= room)
    return;
  /* Numbers before the window are settled: the gap starts that much earlier. */
  loss->totals.lost += n - room;
  add_to_gap (loss, n - room, n - room);
}

/* back >= 1 below the highest, not below the first. */
static void
fill_in (QosLoss *loss, uint64_t back)
{
  if (back < QOS_LOSS_WINDOW)
    loss->recent |= UINT64_C (1) << back;
  else
    loss->totals.too_late++;
}

void
qos_loss_packet (QosLoss *loss, const QosArrival *arrival)
{
  if (arrival->verdict == QOS_SEQ_SUSPECT)
    loss->pending = 0; /* the first packet did not belong to the stream */
  if (qos_arrival_begins (arrival))
    begin (loss);
  if (arrival->steps > 0)
    advance (loss, arrival->steps);
  if (arrival->verdict == QOS_SEQ_REORDERED) {
    extend (loss, arrival->extended);
    fill_in (loss, arrival->back);
  }
}

void
qos_loss_read (const QosLoss *loss, QosLossTotals *totals)
{
  QosLoss end = *loss;

  settle (&end, end.pending);
  end_run (&end);
  end_burst (&end);
  *totals = end.totals;
}
