/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-playout.h"

#include "qos-ntp.h"

#include <string.h>

/* A number's state: a cause + 1, or one of these. */
enum
{
  STATE_MISSING = 0,
  STATE_IN_TIME = QOS_N_CAUSES + 1,
};

#define PERIOD_NS (5 * QOS_NS_PER_S)
/* How often in a row packets are as long before it is believed. */
#define LIKELY_LEAST 4
/* Over a period, clocks do not run apart by more: the path has changed. */
#define STEP_NS (INT64_C (5) * (int64_t) QOS_NS_PER_MS)
/* Clocks 146 years apart: see qos-transit. */
#define TRANSIT_MAX (INT64_C (1) << 61)

void
qos_playout_init (QosPlayout *playout)
{
  memset (playout, 0, sizeof *playout);
}

void
qos_playout_set_latency (QosPlayout *playout, uint64_t latency_ns)
{
  playout->have_latency = true;
  playout->latency_ns = latency_ns;
}

void
qos_playout_forget_latency (QosPlayout *playout)
{
  playout->have_latency = false;
}

/* Events */

static void
add_event (QosPlayout *playout, const QosEvent *event)
{
  QosEvent *last = &playout->events[QOS_PLAYOUT_EVENTS - 1];

  if (event->cause != QOS_CAUSE_DRIFT)
    playout->silent_ns += (uint64_t) event->gap_us * 1000;
  if (playout->n_events < QOS_PLAYOUT_EVENTS) {
    playout->events[playout->n_events++] = *event;
    return;
  }
  last->gap_us += event->gap_us;
  last->lost += event->lost;
  last->late += event->late;
  if (event->excess_us > last->excess_us)
    last->excess_us = event->excess_us;
}

static void
add_simple_event (QosPlayout *playout, QosCause cause, uint64_t at_ns,
    uint64_t gap_ns)
{
  QosEvent event = {.at_ns = at_ns, .cause = cause};

  event.gap_us =
      gap_ns / 1000 < UINT32_MAX ? (uint32_t) (gap_ns / 1000) : UINT32_MAX;
  add_event (playout, &event);
}

static QosCause
main_cause (const QosPlayout *playout)
{
  unsigned most = QOS_CAUSE_BURST;

  for (unsigned i = 0; i < QOS_N_CAUSES; i++)
    if (playout->by_cause[i] > playout->by_cause[most])
      most = i;
  return most == QOS_CAUSE_BURST && playout->open.lost == 1 ? QOS_CAUSE_LOSS
                                                            : (QosCause) most;
}

static void
end_event (QosPlayout *playout)
{
  QosEvent *open = &playout->open;
  uint64_t packets = (uint64_t) open->lost + open->late;
  uint64_t gap_us = packets * playout->packet_ns / 1000;

  if (packets == 0)
    return;
  open->gap_us = gap_us < UINT32_MAX ? (uint32_t) gap_us : UINT32_MAX;
  open->cause = main_cause (playout);
  add_event (playout, open);
  memset (open, 0, sizeof *open);
  memset (playout->by_cause, 0, sizeof playout->by_cause);
}

/* When the number that lies back packets below the highest is to be heard. */
static uint64_t
heard_at (const QosPlayout *playout, uint64_t back)
{
  uint64_t ago_ns = back * playout->packet_ns;
  uint64_t at_ns = playout->last_arrival_ns + playout->latency_ns;

  return at_ns > ago_ns ? at_ns - ago_ns : 0;
}

static uint32_t
add_up (uint32_t a, uint64_t b)
{
  return b < UINT32_MAX - a ? a + (uint32_t) b : UINT32_MAX;
}

static void
settle_missing (QosPlayout *playout, uint64_t n, uint64_t back)
{
  if (playout->open.lost + playout->open.late == 0)
    playout->open.at_ns = heard_at (playout, back);
  playout->open.lost = add_up (playout->open.lost, n);
  playout->by_cause[QOS_CAUSE_BURST] =
      add_up (playout->by_cause[QOS_CAUSE_BURST], n);
}

static void
settle_late (QosPlayout *playout, unsigned index, uint64_t back)
{
  uint32_t excess_us = playout->excess_ms[index] * 1000U;

  if (playout->open.lost + playout->open.late == 0)
    playout->open.at_ns = heard_at (playout, back);
  playout->open.late++;
  playout->by_cause[playout->states[index] - 1]++;
  if (excess_us > playout->open.excess_us)
    playout->open.excess_us = excess_us;
}

/* The n lowest numbers of those pending. */
static void
settle (QosPlayout *playout, unsigned n)
{
  for (; n > 0; n--) {
    unsigned back = --playout->pending;
    unsigned index =
        (playout->head + QOS_PLAYOUT_WINDOW - back) % QOS_PLAYOUT_WINDOW;

    if (playout->states[index] == STATE_IN_TIME)
      end_event (playout);
    else if (playout->states[index] == STATE_MISSING)
      settle_missing (playout, 1, back);
    else
      settle_late (playout, index, back);
  }
}

/* The media's time */

int64_t
qos_playout_media_ns (const QosPlayout *playout, uint32_t timestamp,
    uint32_t clock_rate)
{
  int64_t ticks = (int32_t) (timestamp - playout->last_timestamp);

  /* It may wrap: only differences count. */
  return (int64_t) ((uint64_t) playout->last_media_ns +
      (uint64_t) (ticks * (int64_t) QOS_NS_PER_S / (int64_t) clock_rate));
}

bool
qos_playout_least (const QosPlayout *playout, int64_t *least_ns)
{
  if (playout->n_least == 0)
    return false;
  *least_ns = playout->least_ns[0];
  if (playout->n_least > 1 && playout->least_ns[1] < *least_ns)
    *least_ns = playout->least_ns[1];
  return true;
}

/* Drift is slow; what is not is the path. */
static void
look_for_drift (QosPlayout *playout, uint64_t now_ns, int64_t step_ns)
{
  int64_t drift_ns = playout->least_ns[0] - playout->drift_from_ns;

  if (step_ns > STEP_NS || step_ns < -STEP_NS) {
    playout->drift_from_ns += step_ns;
    return;
  }
  if (drift_ns < QOS_PLAYOUT_DRIFT_NS && drift_ns > -QOS_PLAYOUT_DRIFT_NS)
    return;
  add_simple_event (playout, QOS_CAUSE_DRIFT, now_ns + playout->latency_ns,
      (uint64_t) (drift_ns < 0 ? -drift_ns : drift_ns));
  playout->drift_from_ns = playout->least_ns[0];
}

static void
take_transit (QosPlayout *playout, uint64_t arrival_ns, int64_t transit_ns)
{
  if (playout->n_least == 0) {
    playout->n_least = 1;
    playout->least_ns[0] = playout->drift_from_ns = transit_ns;
    playout->period_ns = arrival_ns;
    return;
  }
  if (arrival_ns >= playout->period_ns + PERIOD_NS) {
    if (playout->n_least > 1)
      look_for_drift (playout, arrival_ns,
          playout->least_ns[0] - playout->least_ns[1]);
    else /* the first packets may all have been slow */
      playout->drift_from_ns = playout->least_ns[0];
    playout->least_ns[1] = playout->least_ns[0];
    playout->least_ns[0] = transit_ns;
    playout->n_least = 2;
    playout->period_ns = arrival_ns;
  } else if (transit_ns < playout->least_ns[0]) {
    playout->least_ns[0] = transit_ns;
  }
}

/* Most of the delay is the sender's, or much of it and the network alone would
 * have been in time. */
static bool
is_senders (const QosPlayout *playout, uint64_t network_ns, uint64_t above_ns)
{
  return network_ns < above_ns / 2 ||
      (network_ns <= playout->latency_ns && network_ns < above_ns / 3 * 2);
}

/* Late by more than the latency: why? */
static QosCause
why_late (const QosPlayout *playout, const QosPlayoutPacket *packet,
    uint64_t above_ns, bool is_overtaken)
{
  uint64_t wait_ns = packet->seen_ns - packet->arrival_ns;

  if (wait_ns > above_ns || above_ns <= playout->latency_ns)
    return QOS_CAUSE_RECEIVER;
  if (packet->has_network_delay &&
      is_senders (playout, packet->network_delay_ns, above_ns))
    return QOS_CAUSE_SENDER;
  return is_overtaken ? QOS_CAUSE_REORDERED : QOS_CAUSE_LATE;
}

static void
judge (QosPlayout *playout, unsigned index, const QosPlayoutPacket *packet,
    bool is_overtaken)
{
  uint64_t wait_ns = packet->seen_ns - packet->arrival_ns;
  int64_t media_ns, transit_ns, least_ns;
  uint64_t above_ns, excess_ms;

  playout->states[index] = STATE_IN_TIME;
  if (packet->clock_rate == 0 || packet->has_waited)
    return;
  media_ns =
      qos_playout_media_ns (playout, packet->timestamp, packet->clock_rate);
  transit_ns = (int64_t) (packet->arrival_ns - (uint64_t) media_ns);
  if (transit_ns > TRANSIT_MAX || transit_ns < -TRANSIT_MAX) {
    playout->n_least = 0;
    return;
  }
  take_transit (playout, packet->arrival_ns, transit_ns);
  qos_playout_least (playout, &least_ns);
  above_ns = (uint64_t) (transit_ns - least_ns);
  if (!playout->have_latency || above_ns + wait_ns <= playout->latency_ns)
    return;
  playout->late++;
  playout->states[index] =
      (uint8_t) (why_late (playout, packet, above_ns, is_overtaken) + 1);
  excess_ms = (above_ns + wait_ns - playout->latency_ns) / QOS_NS_PER_MS;
  playout->excess_ms[index] =
      (uint16_t) (excess_ms < UINT16_MAX ? excess_ms : UINT16_MAX);
}

/* Sound that the sender never had: the next number, but not the next time. */
static void
look_for_silence (QosPlayout *playout, const QosPlayoutPacket *packet)
{
  int64_t ticks = (int32_t) (packet->timestamp - playout->last_timestamp);
  int64_t silent = ticks - (int64_t) playout->last_duration_ticks;

  if (playout->last_duration_ticks == 0 || packet->clock_rate == 0 ||
      silent < (int64_t) playout->last_duration_ticks / 2)
    return;
  add_simple_event (playout, QOS_CAUSE_SENDER,
      packet->arrival_ns + playout->latency_ns,
      (uint64_t) silent * QOS_NS_PER_S / packet->clock_rate);
}

/* What the next packet's time is reckoned from. */
static void
remember (QosPlayout *playout, const QosPlayoutPacket *packet)
{
  if (packet->clock_rate > 0)
    playout->last_media_ns =
        qos_playout_media_ns (playout, packet->timestamp, packet->clock_rate);
  playout->have_last = true;
  playout->last_timestamp = packet->timestamp;
  playout->last_arrival_ns = packet->arrival_ns;
  playout->last_duration_ticks = packet->duration_ticks;
  if (packet->clock_rate == 0)
    playout->n_least = 0; /* the time line has a gap */
  if (packet->duration_ticks > 0 && packet->clock_rate > 0)
    playout->packet_ns =
        packet->duration_ticks * QOS_NS_PER_S / packet->clock_rate;
}

void
qos_playout_end (QosPlayout *playout)
{
  settle (playout, playout->pending);
  end_event (playout);
}

void
qos_playout_begin (QosPlayout *playout, const QosPlayoutPacket *packet)
{
  qos_playout_end (playout);
  playout->pending = 1;
  playout->n_least = 0;
  playout->last_media_ns = 0;
  playout->last_timestamp = packet->timestamp;
  judge (playout, playout->head, packet, false);
  remember (playout, packet);
}

void
qos_playout_break (QosPlayout *playout)
{
  playout->n_least = 0;
  playout->last_duration_ticks = 0;
}

void
qos_playout_withdraw (QosPlayout *playout)
{
  playout->pending = 0;
}

/* By the RTP timestamps, where packets do not tell: a pause is no duration, what
 * comes again and again is one. */
static void
learn_duration (QosPlayout *playout, uint64_t steps,
    const QosPlayoutPacket *packet)
{
  int64_t ticks = (int32_t) (packet->timestamp - playout->last_timestamp);

  uint64_t packet_ns;

  if (packet->duration_ticks > 0 || packet->clock_rate == 0 || ticks <= 0 ||
      steps == 0)
    return;
  packet_ns = (uint64_t) ticks * QOS_NS_PER_S / packet->clock_rate / steps;
  if (packet_ns != playout->likely_packet_ns) {
    playout->likely_packet_ns = packet_ns;
    playout->n_likely = 0;
  }
  if (++playout->n_likely >= LIKELY_LEAST || playout->packet_ns == 0)
    playout->packet_ns = packet_ns;
}

void
qos_playout_advance (QosPlayout *playout, uint64_t steps,
    const QosPlayoutPacket *packet)
{
  uint64_t reach = playout->pending + steps;
  uint64_t leaving =
      reach > QOS_PLAYOUT_WINDOW ? reach - QOS_PLAYOUT_WINDOW : 0;
  unsigned known = playout->pending;

  if (leaving < known)
    known = (unsigned) leaving;
  learn_duration (playout, steps, packet);
  settle (playout, known);
  if (leaving > known)
    settle_missing (playout, leaving - known, 0);
  for (unsigned i = 1; i < steps && i < QOS_PLAYOUT_WINDOW; i++)
    playout->states[(playout->head + steps - i) % QOS_PLAYOUT_WINDOW] =
        STATE_MISSING;
  if (steps == 1)
    look_for_silence (playout, packet);
  playout->head = (unsigned) ((playout->head + steps) % QOS_PLAYOUT_WINDOW);
  playout->pending = (unsigned) (reach - leaving);
  judge (playout, playout->head, packet, false);
  remember (playout, packet);
}

void
qos_playout_extend (QosPlayout *playout, uint64_t n)
{
  for (; n > 0 && playout->pending < QOS_PLAYOUT_WINDOW; n--) {
    unsigned index = (playout->head + QOS_PLAYOUT_WINDOW - playout->pending) %
        QOS_PLAYOUT_WINDOW;

    playout->states[index] = STATE_MISSING;
    playout->pending++;
  }
}

void
qos_playout_fill_in (QosPlayout *playout, uint64_t back,
    const QosPlayoutPacket *packet)
{
  unsigned index;

  if (back >= playout->pending) {
    playout->late += playout->have_latency;
    return;
  }
  index = (playout->head + QOS_PLAYOUT_WINDOW - (unsigned) back) %
      QOS_PLAYOUT_WINDOW;
  judge (playout, index, packet, true);
}

bool
qos_playout_has_event (const QosPlayout *playout)
{
  return playout->n_events > 0;
}

bool
qos_playout_take_event (QosPlayout *playout, QosEvent *event)
{
  if (playout->n_events == 0)
    return false;
  *event = playout->events[0];
  playout->n_events--;
  memmove (playout->events, playout->events + 1,
      playout->n_events * sizeof playout->events[0]);
  return true;
}
