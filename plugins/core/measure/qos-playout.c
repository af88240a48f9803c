/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-playout.h"

#include "qos-ntp.h"

#include <string.h>

#define PERIOD_NS (5 * QOS_NS_PER_S)
/* The number of consecutive packets of equal length after which the length is
 * trusted. */
#define LIKELY_MIN 4
/* Clocks do not drift this much in a period: a larger step means that the path
 * has changed. */
#define STEP_NS (5 * QOS_SIGNED_NS_PER_MS)
/* Clocks 73 years apart: sums and differences still fit into 64 bits. */
#define TRANSIT_MAX (INT64_C (1) << 61)
/* Numbers start here, so that numbers below the first are not negative. */
#define FIRST_NUMBER (UINT64_C (1) << 32)
/* A packet that is not read within this time has waited for a reason. */
#define READ_AT_ONCE_NS (5 * QOS_NS_PER_MS)
/* A delay that changes by less does not cause missing sound. */
#define SHIFT_NS (10 * QOS_NS_PER_MS)
/* A shorter stall does not fill a socket buffer. */
#define STALL_NS (20 * QOS_NS_PER_MS)

void
qos_playout_init (QosPlayout *playout)
{
  memset (playout, 0, sizeof *playout);
  playout->highest = FIRST_NUMBER;
  playout->moved_by = QOS_CAUSE_LATE;
}

void
qos_playout_set_latency (QosPlayout *playout, bool is_known,
    uint64_t latency_ns)
{
  playout->have_latency = is_known;
  if (is_known)
    playout->latency_ns = latency_ns;
}

static bool
is_modelled (const QosPlayout *playout)
{
  return playout->have_latency && !playout->is_watched;
}

/* The media's time */

int64_t
qos_playout_media_ns (const QosPlayout *playout, uint32_t timestamp,
    uint32_t clock_rate)
{
  int64_t ticks = (int32_t) (timestamp - playout->last_timestamp);

  /* It may wrap: use only differences. */
  return (int64_t) ((uint64_t) playout->last_media_ns +
      (uint64_t) (ticks * QOS_SIGNED_NS_PER_S / (int64_t) clock_rate));
}

bool
qos_playout_min_transit (const QosPlayout *playout, int64_t *min_transit_ns)
{
  if (playout->n_min_transits == 0)
    return false;
  *min_transit_ns = playout->min_transit_ns[0];
  if (playout->n_min_transits > 1 &&
      playout->min_transit_ns[1] < *min_transit_ns)
    *min_transit_ns = playout->min_transit_ns[1];
  return true;
}

/* Drift is slow; a fast change comes from the path. */
static void
check_drift (QosPlayout *playout, uint64_t now_ns, int64_t step_ns)
{
  int64_t drift_ns = playout->min_transit_ns[0] - playout->drift_from_ns;

  if (step_ns > STEP_NS || step_ns < -STEP_NS) {
    playout->drift_from_ns += step_ns;
    return;
  }
  if (drift_ns < QOS_PLAYOUT_DRIFT_NS && drift_ns > -QOS_PLAYOUT_DRIFT_NS)
    return;
  qos_gaps_drift (&playout->gaps, playout->highest,
      now_ns + playout->latency_ns,
      (uint64_t) (drift_ns < 0 ? -drift_ns : drift_ns));
  playout->drift_from_ns = playout->min_transit_ns[0];
}

static void
update_min_transit (QosPlayout *playout, uint64_t arrival_ns,
    int64_t transit_ns)
{
  if (playout->n_min_transits == 0) {
    playout->n_min_transits = 1;
    playout->min_transit_ns[0] = playout->drift_from_ns = transit_ns;
    playout->period_ns = arrival_ns;
    return;
  }
  if (arrival_ns >= playout->period_ns + PERIOD_NS) {
    if (playout->n_min_transits > 1)
      check_drift (playout, arrival_ns,
          playout->min_transit_ns[0] - playout->min_transit_ns[1]);
    else /* the first packets may all have been slow */
      playout->drift_from_ns = playout->min_transit_ns[0];
    playout->min_transit_ns[1] = playout->min_transit_ns[0];
    playout->min_transit_ns[0] = transit_ns;
    playout->n_min_transits = 2;
    playout->period_ns = arrival_ns;
  } else if (transit_ns < playout->min_transit_ns[0]) {
    playout->min_transit_ns[0] = transit_ns;
  }
}

/* Most of the delay arose in the sender, or much of it and the network alone
 * would have been in time. */
static bool
is_delayed_by_sender (const QosPlayout *playout, uint64_t network_ns,
    uint64_t above_ns)
{
  return network_ns < above_ns / 2 ||
      (network_ns <= playout->latency_ns && network_ns < above_ns / 3 * 2);
}

/* How a packet arrived: its times, and their meaning. */
typedef struct
{
  const QosPlayoutPacket *packet;
  uint64_t steps; /* above the highest number, 0 = not above it */
  bool is_known;  /* media_ns is */
  bool is_alone;  /* no earlier packet has a known time */
  int64_t media_ns;
  uint64_t wait_ns;
  uint64_t above_ns;   /* delay above the minimum */
  uint64_t network_ns; /* the network's part of it */
  bool has_network;
} Arrival;

/* How much longer it took than the previous packet. */
static void
compare_to_last (const QosPlayout *playout, Arrival *arrival)
{
  const QosPlayoutPacket *packet = arrival->packet;
  int64_t after_ns = (int64_t) (packet->arrival_ns - playout->last_arrival_ns);
  int64_t above_ns = after_ns - (arrival->media_ns - playout->last_media_ns);
  int64_t network_ns = after_ns - (int64_t) packet->sent_after_ns;

  arrival->above_ns = above_ns > 0 ? (uint64_t) above_ns : 0;
  arrival->has_network = packet->has_sent_after;
  arrival->network_ns = network_ns > 0 ? (uint64_t) network_ns : 0;
}

static Arrival
time_arrival (QosPlayout *playout, uint64_t steps,
    const QosPlayoutPacket *packet)
{
  Arrival arrival = {.packet = packet,
      .steps = steps,
      .is_alone = playout->n_min_transits == 0,
      .wait_ns = packet->seen_ns - packet->arrival_ns,
      .has_network = packet->has_network_delay,
      .network_ns = packet->network_delay_ns};
  int64_t transit_ns, min_transit_ns;

  if (packet->clock_rate == 0)
    return arrival;
  arrival.media_ns =
      qos_playout_media_ns (playout, packet->timestamp, packet->clock_rate);
  transit_ns = (int64_t) (packet->arrival_ns - (uint64_t) arrival.media_ns);
  if (transit_ns > TRANSIT_MAX || transit_ns < -TRANSIT_MAX) {
    playout->n_min_transits = 0;
    playout->timeline = (QosTimeline){0};
    return arrival;
  }
  arrival.is_known = true;
  if (packet->has_waited || packet->is_aside)
    return arrival;
  update_min_transit (playout, packet->arrival_ns, transit_ns);
  qos_playout_min_transit (playout, &min_transit_ns);
  arrival.above_ns = (uint64_t) (transit_ns - min_transit_ns);
  if (arrival.is_alone && playout->have_last && steps > 0 &&
      playout->clock_rate == packet->clock_rate)
    compare_to_last (playout, &arrival);
  return arrival;
}

/* It has the next number, but its timestamp is later than the end of the
 * previous packet. */
static bool
is_after_silence (const QosPlayout *playout, const Arrival *arrival)
{
  int64_t ticks =
      (int32_t) (arrival->packet->timestamp - playout->last_timestamp);
  int64_t usual = arrival->packet->duration_ticks;

  return arrival->steps == 1 && playout->has_duration && usual > 0 &&
      ticks - usual >= usual / 2;
}

/* Why would its sound, or the sound before it, be missing? QOS_N_CAUSES if
 * nothing is wrong with it. */
static unsigned
find_cause (const QosPlayout *playout, const Arrival *arrival)
{
  uint64_t above_ns = arrival->above_ns;
  uint64_t late_ns = above_ns + arrival->wait_ns;

  if (arrival->packet->has_waited)
    return QOS_CAUSE_RECEIVER;
  if (is_after_silence (playout, arrival))
    return QOS_CAUSE_SENDER;
  if (arrival->wait_ns > READ_AT_ONCE_NS &&
      (arrival->wait_ns > above_ns ||
          (above_ns <= playout->latency_ns && late_ns > playout->latency_ns)))
    return QOS_CAUSE_RECEIVER;
  if (above_ns <= SHIFT_NS && arrival->steps > 0)
    return QOS_N_CAUSES;
  if (arrival->has_network &&
      is_delayed_by_sender (playout, arrival->network_ns, above_ns))
    return QOS_CAUSE_SENDER;
  return arrival->steps == 0 ? QOS_CAUSE_REORDERED : QOS_CAUSE_LATE;
}

/* While nothing is read, the socket's buffer fills, and further packets are
 * lost until reading continues. */
static bool
is_lost_here (const QosPlayout *playout, const Arrival *arrival)
{
  uint64_t after_ns = arrival->packet->arrival_ns - playout->last_arrival_ns;
  uint64_t wait_ns = playout->last_wait_ns;

  return arrival->steps > 1 && playout->have_last && wait_ns > STALL_NS &&
      wait_ns > after_ns / 2 && after_ns + wait_ns / 4 > wait_ns;
}

static void
await_missing (QosPlayout *playout, uint64_t number, uint64_t steps,
    const QosWaitGuess *guess)
{
  uint64_t i = steps > QOS_PLAYOUT_WINDOW ? steps - QOS_PLAYOUT_WINDOW : 0;

  if (i < guess->given_up)
    i = guess->given_up;
  for (; i + 1 < steps; i++) {
    unsigned slot = qos_playout_slot (number - (steps - 1 - i));

    playout->due_ns[slot] = qos_wait_until (guess, i);
    playout->states[slot] = QOS_PLAYOUT_TIMED;
  }
}

/* Calculates when rtpjitterbuffer would play it, and how long it would wait for
 * packets that are missing before it. Returns the bits that this adds to its
 * state. */
static unsigned
model_playout (QosPlayout *playout, uint64_t number, const Arrival *arrival)
{
  QosTimelinePacket packet = {arrival->packet->arrival_ns, arrival->media_ns,
      arrival->steps == 1 || !playout->have_last};
  QosWaitPacket wait = {arrival->steps, arrival->packet->timestamp,
      (int64_t) arrival->packet->seen_ns, playout->timeline.last_ns};
  bool is_aside = arrival->packet->is_aside;
  QosWaitGuess guess = {0};

  if (!arrival->is_known || (is_aside && !playout->timeline.have_last) ||
      !is_modelled (playout))
    return 0;
  if (!is_aside)
    wait.at_ns =
        qos_timeline_packet (&playout->timeline, playout->latency_ns, &packet);
  qos_wait_packet (&playout->wait, (int64_t) playout->latency_ns, &wait,
      &guess);
  playout->due_ns[qos_playout_slot (number)] = wait.at_ns;
  if (arrival->steps > 1)
    await_missing (playout, number, arrival->steps, &guess);
  return is_aside ? 0 : QOS_PLAYOUT_TIMED;
}

static void
record_arrival (QosPlayout *playout, uint64_t number, uint64_t steps,
    const QosPlayoutPacket *packet)
{
  unsigned slot = qos_playout_slot (number);
  Arrival arrival = time_arrival (playout, steps, packet);
  uint64_t late_ns = arrival.above_ns + arrival.wait_ns;
  uint64_t excess_ms = late_ns > playout->latency_ns
      ? (late_ns - playout->latency_ns) / QOS_NS_PER_MS
      : 0;
  unsigned cause = find_cause (playout, &arrival);

  playout->excess_ms[slot] =
      (uint16_t) (excess_ms < UINT16_MAX ? excess_ms : UINT16_MAX);
  playout->states[slot] = (uint8_t) (QOS_PLAYOUT_CAME | cause << 1 |
      (is_lost_here (playout, &arrival) ? QOS_PLAYOUT_LOST_HERE : 0) |
      model_playout (playout, number, &arrival));
}

/* Keeps what the time of the next packet is calculated from. */
static void
remember (QosPlayout *playout, const QosPlayoutPacket *packet)
{
  if (packet->clock_rate > 0)
    playout->last_media_ns =
        qos_playout_media_ns (playout, packet->timestamp, packet->clock_rate);
  playout->have_last = true;
  playout->last_timestamp = packet->timestamp;
  playout->last_arrival_ns = packet->arrival_ns;
  playout->last_wait_ns = packet->seen_ns - packet->arrival_ns;
  playout->clock_rate = packet->clock_rate;
  playout->has_duration = packet->duration_ticks > 0;
  if (packet->clock_rate == 0)
    playout->n_min_transits = 0; /* the time line has a gap */
  if (packet->duration_ticks > 0 && packet->clock_rate > 0)
    playout->packet_ns =
        packet->duration_ticks * QOS_NS_PER_S / packet->clock_rate;
}

/* If the jitter buffer is neither observed nor modelled, what is heard is
 * unknown. */
static void
release_packets (QosPlayout *playout, uint64_t seen_ns)
{
  if (playout->is_watched) {
    qos_gaps_settle (&playout->gaps, playout->highest);
  } else if (playout->have_latency) {
    qos_playout_run (playout, 0, (int64_t) seen_ns);
  } else {
    playout->next_out = playout->highest + 1;
    playout->have_out = false;
    playout->heard = (QosHeard){0};
    playout->timeline = (QosTimeline){0};
    playout->wait = (QosWait){0};
  }
}

void
qos_playout_end (QosPlayout *playout)
{
  if (playout->pending == 0)
    return;
  qos_playout_finish (playout);
  qos_playout_close (playout);
}

static void
begin (QosPlayout *playout, const QosPlayoutPacket *packet)
{
  if (playout->pending > 0)
    qos_playout_finish (playout);
  playout->pending = 1;
  playout->highest += QOS_PLAYOUT_WINDOW;
  playout->next_out = playout->highest;
  playout->n_min_transits = 0;
  playout->last_media_ns = 0;
  playout->last_timestamp = packet->timestamp;
  playout->have_last = playout->have_out = false;
  playout->timeline = (QosTimeline){0};
  playout->wait = (QosWait){0};
  record_arrival (playout, playout->highest, 1, packet);
  remember (playout, packet);
  release_packets (playout, packet->seen_ns);
}

void
qos_playout_break (QosPlayout *playout)
{
  playout->n_min_transits = 0;
}

/* Learns the duration from RTP timestamps if packets do not contain it: a
 * repeated step is the duration, a single one may be a pause. */
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
  if (++playout->n_likely >= LIKELY_MIN || playout->packet_ns == 0)
    playout->packet_ns = packet_ns;
}

static void
advance (QosPlayout *playout, uint64_t steps, const QosPlayoutPacket *packet)
{
  uint64_t reach = playout->pending + steps;
  uint64_t leaving =
      reach > QOS_PLAYOUT_WINDOW ? reach - QOS_PLAYOUT_WINDOW : 0;

  learn_duration (playout, steps, packet);
  /* Waiting packets are let through according to their times; what leaves the
   * window is released in any case. */
  if (is_modelled (playout) && playout->pending > 0)
    qos_playout_run (playout, playout->highest - playout->pending + leaving,
        (int64_t) packet->seen_ns);
  for (uint64_t i = 1; i < steps && i < QOS_PLAYOUT_WINDOW; i++)
    playout->states[qos_playout_slot (playout->highest + steps - i)] = 0;
  playout->highest += steps;
  playout->pending = (unsigned) (reach - leaving);
  record_arrival (playout, playout->highest, steps, packet);
  remember (playout, packet);
  release_packets (playout, packet->seen_ns);
}

static void
extend (QosPlayout *playout, uint64_t n)
{
  uint64_t lowest = playout->highest + 1 - playout->pending;

  if (n > QOS_PLAYOUT_WINDOW - playout->pending)
    n = QOS_PLAYOUT_WINDOW - playout->pending;
  if (n == 0)
    return;
  for (uint64_t i = 1; i <= n; i++)
    playout->states[qos_playout_slot (lowest - i)] = 0;
  playout->pending += (unsigned) n;
  /* The buffer refuses numbers below the first one that it let through. */
  if (playout->have_out || is_modelled (playout))
    qos_gaps_lost_before (&playout->gaps, lowest - n, n,
        playout->last_arrival_ns + playout->latency_ns);
  else if (playout->next_out == lowest)
    playout->next_out = lowest - n;
}

static void
fill_in (QosPlayout *playout, uint64_t back, const QosPlayoutPacket *packet)
{
  uint64_t number = playout->highest - back;
  bool is_given_up;

  if (back >= playout->pending) {
    playout->late += is_modelled (playout);
    return;
  }
  if (is_modelled (playout))
    qos_playout_run (playout, 0, (int64_t) packet->seen_ns);
  is_given_up = is_modelled (playout) &&
      !(playout->states[qos_playout_slot (number)] & QOS_PLAYOUT_TIMED);
  record_arrival (playout, number, 0, packet);
  if (is_modelled (playout) && number < playout->next_out) {
    qos_playout_refuse (playout, back);
    return;
  }
  if (is_given_up)
    playout->states[qos_playout_slot (number)] |= QOS_PLAYOUT_PASSED;
  release_packets (playout, packet->seen_ns);
}

void
qos_playout_packet (QosPlayout *playout, const QosArrival *arrival,
    const QosPlayoutPacket *packet)
{
  if (arrival->verdict == QOS_SEQ_SUSPECT)
    playout->pending = 0;
  if (qos_arrival_begins (arrival))
    begin (playout, packet);
  if (arrival->steps > 0)
    advance (playout, arrival->steps, packet);
  if (arrival->verdict == QOS_SEQ_REORDERED) {
    extend (playout, arrival->extended);
    fill_in (playout, arrival->back, packet);
  }
}
