/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Events of a source, and the effect that another latency would have had.
 */
#include "qos-source-private.h"

#include "qos-limits.h"
#include "qos-rate.h"

#define ADVICE_STEP_NS (10 * QOS_NS_PER_MS)
#define ADVICE_MAX_NS (QOS_LATENCY_ADVICE_MAX_MS * QOS_NS_PER_MS)
/* Share of the late packets that advice must save. */
#define SAVED_MIN 0.97

static const char *const cause_names[QOS_N_CAUSES] = {
    [QOS_CAUSE_LOSS] = "loss",
    [QOS_CAUSE_BURST] = "burst",
    [QOS_CAUSE_LATE] = "late",
    [QOS_CAUSE_REORDERED] = "reordered",
    [QOS_CAUSE_SENDER] = "sender",
    [QOS_CAUSE_DRIFT] = "drift",
    [QOS_CAUSE_RECEIVER] = "receiver",
};

static uint64_t
above (const QosSource *source, uint64_t value_ns)
{
  return qos_hist_above (&source->delay.total, value_ns) +
      qos_hist_above (&source->delay.interval, value_ns);
}

/* About packets that the network delayed; only these can be saved by another
 * latency. */
static void
put_advice (const QosSource *source, QosSnapshot *s)
{
  uint64_t latency_ns = source->playout.latency_ns;
  uint64_t late = above (source, latency_ns);
  uint64_t advised_ns = latency_ns / ADVICE_STEP_NS * ADVICE_STEP_NS;
  double saved = 0;

  if (late == 0)
    return;
  while (saved < SAVED_MIN && advised_ns < ADVICE_MAX_NS) {
    advised_ns += ADVICE_STEP_NS;
    saved = 1.0 - (double) above (source, advised_ns) / (double) late;
  }
  if (saved < SAVED_MIN)
    return;
  qos_event_set_double (s, QOS_EVENT_ADVISED_LATENCY_MS,
      qos_rate_ms (advised_ns));
  qos_event_set_double (s, QOS_EVENT_SAVED_PERCENT, 100.0 * saved);
}

bool
qos_source_take_event (QosSource *source, QosEvent *event,
    QosSnapshot *snapshot)
{
  if (!qos_gaps_take_event (&source->playout.gaps, event))
    return false;
  qos_snapshot_clear (snapshot);
  qos_event_set_uint (snapshot, QOS_EVENT_SSRC, source->ssrc);
  qos_event_set_text (snapshot, QOS_EVENT_CNAME, source->cname);
  qos_event_set_text (snapshot, QOS_EVENT_CAUSE, cause_names[event->cause]);
  qos_event_set_double (snapshot, QOS_EVENT_GAP_MS, event->gap_us / 1e3);
  qos_event_set_uint (snapshot, QOS_EVENT_PACKETS_LOST, event->lost);
  qos_event_set_uint (snapshot, QOS_EVENT_PACKETS_LATE, event->late);
  if (event->excess_us > 0)
    qos_event_set_double (snapshot, QOS_EVENT_EXCESS_MS,
        event->excess_us / 1e3);
  if (source->playout.have_latency) {
    qos_event_set_double (snapshot, QOS_EVENT_LATENCY_MS,
        qos_rate_ms (source->playout.latency_ns));
    if (event->cause == QOS_CAUSE_LATE || event->cause == QOS_CAUSE_REORDERED)
      put_advice (source, snapshot);
  }
  return true;
}
