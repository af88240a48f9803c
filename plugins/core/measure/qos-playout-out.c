/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The output of the jitter buffer, observed or modelled.
 */
#include "qos-playout.h"

#include "qos-ntp.h"

static bool
is_known (const QosPlayout *playout, uint64_t number)
{
  return number <= playout->highest &&
      playout->highest - number < playout->pending;
}

static uint8_t
state_of (const QosPlayout *playout, uint64_t number)
{
  return is_known (playout, number) ? playout->states[qos_playout_slot (number)]
                                    : 0;
}

/* otherwise: the cause if nothing was wrong when the packet arrived. */
static QosCause
cause_of (uint8_t state, QosCause otherwise)
{
  unsigned cause = (unsigned) (state & QOS_PLAYOUT_CAUSE) >> 1;

  return (state & QOS_PLAYOUT_CAME) && cause < QOS_N_CAUSES ? (QosCause) cause
                                                            : otherwise;
}

static uint32_t
excess_us (const QosPlayout *playout, uint64_t number)
{
  return is_known (playout, number)
      ? playout->excess_ms[qos_playout_slot (number)] * 1000U
      : 0;
}

static uint64_t
before (uint64_t at_ns, uint64_t by_ns)
{
  return at_ns > by_ns ? at_ns - by_ns : 0;
}

/* A packet that comes out of the buffer. */
typedef struct
{
  uint64_t number;
  uint32_t timestamp;
  int64_t pts_ns;
  uint64_t at_ns;  /* when it should be heard */
  int64_t late_ns; /* how long after that and the slack it comes out */
  QosCause late_cause;
  unsigned missed; /* of the packets that it passes over */
} Output;

static uint32_t
late_us (const Output *output)
{
  int64_t us = (output->late_ns + (int64_t) QOS_HEARD_SLACK_NS) / 1000;

  return us < 0 ? 0 : us < UINT32_MAX ? (uint32_t) us : UINT32_MAX;
}

/* The numbers between the previous one and this one are missing: those that
 * arrived were refused, or never entered the buffer. */
static void
pass_over (QosPlayout *playout, const Output *output)
{
  uint64_t n = output->number - playout->next_out;
  QosCause cause = state_of (playout, output->number) & QOS_PLAYOUT_LOST_HERE
      ? QOS_CAUSE_RECEIVER
      : QOS_CAUSE_BURST;
  unsigned missed = output->missed;
  uint64_t lowest = playout->highest + 1 - playout->pending;
  uint64_t known = output->number > lowest ? output->number - lowest : 0;

  if (known > n)
    known = n;
  /* Packets from long before the first output may have arrived. */
  if (n > known && playout->have_out)
    qos_gaps_lost (&playout->gaps, playout->next_out, n - known,
        before (output->at_ns, n * playout->packet_ns), cause);
  for (uint64_t i = known; i > 0; i--) {
    uint64_t number = output->number - i;
    uint64_t at_ns = before (output->at_ns, i * playout->packet_ns);
    uint8_t state = state_of (playout, number);

    if (!(state & QOS_PLAYOUT_CAME)) {
      qos_gaps_lost (&playout->gaps, number, 1, at_ns, cause);
    } else if (missed > 0 || (state & QOS_PLAYOUT_PASSED)) {
      missed -= missed > 0;
      playout->late++;
      qos_gaps_late (&playout->gaps, number, at_ns,
          cause_of (state, QOS_CAUSE_LATE), excess_us (playout, number));
    } else if (playout->have_out) {
      playout->states[qos_playout_slot (number)] |= QOS_PLAYOUT_PASSED;
      qos_gaps_skip (&playout->gaps, number, at_ns,
          cause_of (state, QOS_CAUSE_LATE));
    }
  }
}

/* The duration of the previous packet that came out; calculated from the
 * timestamps if both are of one series. */
static uint64_t
last_duration_ns (const QosPlayout *playout, const Output *output,
    uint64_t passed)
{
  int64_t ticks = (int32_t) (output->timestamp - playout->out_timestamp);

  if (playout->has_duration || !playout->have_out || passed > 0 || ticks < 0 ||
      playout->clock_rate == 0)
    return playout->packet_ns;
  return (uint64_t) ticks * QOS_NS_PER_S / playout->clock_rate;
}

static QosHeardResult
play (QosPlayout *playout, const Output *output, uint64_t passed)
{
  QosHeardPacket packet = {
      .pts_ns = output->pts_ns,
      .duration_ns = last_duration_ns (playout, output, passed),
      .usual_ns = playout->packet_ns,
      .late_ns = output->late_ns,
  };

  if (output->pts_ns == QOS_PLAYOUT_NO_TIME || playout->packet_ns == 0) {
    playout->heard = (QosHeard){0};
    return (QosHeardResult){.is_late = output->late_ns > 0,
        .gap_ns = qos_gaps_packets (&playout->gaps) * playout->packet_ns};
  }
  return qos_heard_packet (&playout->heard, &packet);
}

/* The cause of gap_ns of missing sound without a missing packet: the buffer
 * waited for this one, or it comes out late. */
static void
explain (QosPlayout *playout, const Output *output, uint64_t at_ns,
    uint64_t gap_ns)
{
  QosCause cause = output->late_cause;
  uint32_t excess = late_us (output);

  if (output->late_ns <= 0) {
    cause = cause_of (state_of (playout, output->number), QOS_CAUSE_LATE);
    excess = excess_us (playout, output->number);
    playout->moved_by = (uint8_t) cause;
  }
  qos_gaps_delay (&playout->gaps, output->number, at_ns, cause, excess,
      playout->packet_ns > 0 ? gap_ns / playout->packet_ns + 1 : 1);
}

static void
close_gap (QosPlayout *playout, const Output *output, uint64_t gap_ns)
{
  uint64_t packets = qos_gaps_packets (&playout->gaps);
  uint64_t explained_ns = packets * playout->packet_ns;
  uint64_t at_ns = before (output->at_ns, gap_ns);

  if (gap_ns > explained_ns + (packets > 0 ? playout->packet_ns / 2 : 0))
    explain (playout, output, at_ns, gap_ns - explained_ns);
  qos_gaps_close (&playout->gaps, output->number, at_ns, gap_ns);
}

/* Returns true if it does not continue where the previous sound ends. */
static bool
let_out (QosPlayout *playout, const Output *output)
{
  uint64_t passed = output->number - playout->next_out;
  QosHeardResult heard;

  pass_over (playout, output);
  playout->next_out = output->number + 1;
  if (output->pts_ns == QOS_PLAYOUT_NO_TIME && playout->clock_rate > 0) {
    playout->have_out = true;
    return false; /* beside the media: the next packet determines the length
                   * of the gap */
  }
  heard = play (playout, output, passed);
  playout->have_out = true;
  if (heard.is_late) {
    playout->late++;
    qos_gaps_late (&playout->gaps, output->number, output->at_ns,
        output->late_cause, late_us (output));
  } else {
    close_gap (playout, output, heard.gap_ns);
  }
  playout->out_timestamp = output->timestamp;
  return heard.is_broken;
}

/* Watched */

void
qos_playout_watch (QosPlayout *playout)
{
  if (!playout->is_watched && playout->have_out && playout->pending > 0)
    qos_playout_run (playout, playout->highest - 1, 0);
  playout->is_watched = true;
  playout->have_out = false;
  playout->heard = (QosHeard){0};
}

/* The sound for its time has already been heard: after a step of the delay, the
 * buffer places packets that arrived together closer to each other. */
static bool
is_behind (const QosPlayout *playout, const QosPlayoutOut *out)
{
  return playout->heard.have_last && out->pts_ns < playout->heard.until_ns;
}

bool
qos_playout_out (QosPlayout *playout, uint64_t back, const QosPlayoutOut *out)
{
  uint64_t number = playout->highest - back;
  int64_t latency_ns = (int64_t) playout->latency_ns;
  int64_t late_ns = out->out_after_ns - latency_ns;
  Output output = {
      .number = number,
      .timestamp = out->timestamp,
      .pts_ns = out->pts_ns,
      .at_ns = (uint64_t) ((int64_t) out->now_ns - late_ns),
      .late_ns = late_ns - (int64_t) QOS_HEARD_SLACK_NS,
      .late_cause = cause_of (state_of (playout, number),
          is_behind (playout, out) ? (QosCause) playout->moved_by
                                   : QOS_CAUSE_RECEIVER),
      .missed = out->missed,
  };
  bool is_old = number < playout->next_out || number > playout->highest;
  uint64_t next_out = playout->next_out;
  bool have_out = playout->have_out;
  bool is_broken;

  if (!playout->is_watched)
    return false;
  if (is_old) /* of the previous series: only the time of its sound counts */
    output.number = next_out;
  is_broken = let_out (playout, &output);
  if (is_old) {
    playout->next_out = next_out;
    playout->have_out = have_out;
  }
  qos_gaps_settle (&playout->gaps, playout->highest);
  return is_broken;
}

void
qos_playout_refuse (QosPlayout *playout, uint64_t back)
{
  uint64_t number = playout->highest - back;
  uint8_t state = state_of (playout, number);

  playout->late++;
  if (back < playout->highest)
    qos_gaps_came (&playout->gaps, number, !(state & QOS_PLAYOUT_PASSED),
        cause_of (state, QOS_CAUSE_LATE), excess_us (playout, number));
}

/* Modelled */

/* The timestamp of a waiting number, assuming that all packets before the
 * highest have the same duration. */
static uint32_t
timestamp_of (const QosPlayout *playout, uint64_t number)
{
  uint64_t ago_ns = (playout->highest - number) * playout->packet_ns;

  return playout->last_timestamp -
      (uint32_t) (ago_ns / 1000 * playout->clock_rate / 1000000);
}

static void
let_through (QosPlayout *playout, uint64_t number)
{
  uint8_t state = state_of (playout, number);
  bool is_timed = (state & QOS_PLAYOUT_TIMED) != 0;
  int64_t due_ns = is_timed ? playout->due_ns[qos_playout_slot (number)]
                            : (int64_t) playout->last_arrival_ns;
  int64_t at_ns = qos_time_add (due_ns, (int64_t) playout->latency_ns);
  int64_t late_ns = is_timed && playout->ran_ns > at_ns
      ? (int64_t) ((uint64_t) playout->ran_ns - (uint64_t) at_ns)
      : 0;
  Output output = {
      .number = number,
      .timestamp = timestamp_of (playout, number),
      .pts_ns = is_timed ? due_ns : QOS_PLAYOUT_NO_TIME,
      .at_ns = (uint64_t) at_ns,
      .late_ns = late_ns - (int64_t) QOS_HEARD_SLACK_NS,
      .late_cause = cause_of (state, (QosCause) playout->moved_by),
  };

  let_out (playout, &output);
}

/* What the modelled buffer does next: it lets number through, the lowest one
 * that has arrived and was not given up (above the highest: there is none). If
 * that is held, the buffer first waits until until_ns plus the latency and then
 * gives up awaited; before the first output it only waits, and awaited is
 * number. */
typedef struct
{
  uint64_t number;
  bool is_held;
  uint64_t awaited;
  int64_t until_ns;
} Next;

static bool
is_awaited (uint8_t state)
{
  return (state & (QOS_PLAYOUT_CAME | QOS_PLAYOUT_TIMED)) == QOS_PLAYOUT_TIMED;
}

static bool
may_come_out (uint8_t state)
{
  return (state & (QOS_PLAYOUT_CAME | QOS_PLAYOUT_PASSED)) == QOS_PLAYOUT_CAME;
}

/* Of all numbers that are awaited from there on, the first one to be given
 * up. */
static void
find_awaited (const QosPlayout *playout, uint64_t number, Next *next)
{
  for (; number <= playout->highest; number++) {
    int64_t due_ns = playout->due_ns[qos_playout_slot (number)];

    if (!is_awaited (state_of (playout, number)) ||
        (next->is_held && due_ns >= next->until_ns))
      continue;
    next->is_held = true;
    next->awaited = number;
    next->until_ns = due_ns;
  }
}

static Next
find_next (const QosPlayout *playout)
{
  uint64_t lowest = playout->highest + 1 - playout->pending;
  uint64_t first = playout->next_out > lowest ? playout->next_out : lowest;
  Next next = {.number = first, .awaited = first};
  bool does_wait = false;

  while (next.number <= playout->highest &&
      !may_come_out (state_of (playout, next.number))) {
    does_wait = does_wait || is_awaited (state_of (playout, next.number));
    next.number++;
  }
  if (does_wait) {
    find_awaited (playout, first, &next);
  } else if (!playout->have_out &&
      (state_of (playout, next.number) & QOS_PLAYOUT_TIMED)) {
    next.is_held = true;
    next.awaited = next.number;
    next.until_ns = playout->due_ns[qos_playout_slot (next.number)];
  }
  return next;
}

void
qos_playout_run (QosPlayout *playout, uint64_t number, int64_t now_ns)
{
  for (;;) {
    Next next = find_next (playout);
    int64_t until_ns =
        qos_time_add (next.until_ns, (int64_t) playout->latency_ns);

    if (next.number > playout->highest ||
        (next.is_held && until_ns > now_ns && next.number > number))
      break;
    if (next.is_held && until_ns <= now_ns) {
      if (until_ns > playout->ran_ns)
        playout->ran_ns = until_ns;
      if (next.awaited != next.number) {
        playout->states[qos_playout_slot (next.awaited)] = 0;
        continue;
      }
    }
    let_through (playout, next.number);
  }
  if (now_ns > playout->ran_ns)
    playout->ran_ns = now_ns;
  qos_gaps_settle (&playout->gaps, playout->highest);
}

void
qos_playout_finish (QosPlayout *playout)
{
  uint64_t lowest = playout->highest + 1 - playout->pending;

  if (!playout->is_watched && playout->have_latency && playout->pending > 0)
    qos_playout_run (playout, 0, INT64_MAX);
  playout->ran_ns = 0;
  if (playout->next_out < lowest)
    playout->next_out = lowest;
  for (; playout->next_out <= playout->highest; playout->next_out++)
    if (!(state_of (playout, playout->next_out) & QOS_PLAYOUT_CAME))
      qos_gaps_lost (&playout->gaps, playout->next_out, 1,
          before (playout->last_arrival_ns + playout->latency_ns,
              (playout->highest - playout->next_out) * playout->packet_ns),
          QOS_CAUSE_BURST);
}

void
qos_playout_close (QosPlayout *playout)
{
  uint64_t gap_ns = playout->heard.have_last && playout->heard.was_late
      ? qos_heard_end (&playout->heard, playout->packet_ns)
      : qos_gaps_packets (&playout->gaps) * playout->packet_ns;

  qos_gaps_close (&playout->gaps, playout->highest, 0, gap_ns);
  qos_gaps_end (&playout->gaps);
}
