/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosadvice.h"

#include "qos-limits.h"

static void
gst_qos_advice_on_latency (gchar *text, const QosSnapshot *s,
    const QosEvent *event)
{
  gdouble latency_ms = s->values[QOS_EVENT_LATENCY_MS].d;
  guint needed_ms =
      ((guint) latency_ms + event->excess_us / 1000) / 10 * 10 + 10;

  if (qos_snapshot_has (s, QOS_EVENT_ADVISED_LATENCY_MS))
    g_snprintf (text, QOS_TEXT_SIZE,
        "A playout delay of %.0f ms instead of %.0f would have saved %.0f %% "
        "of the late packets.",
        s->values[QOS_EVENT_ADVISED_LATENCY_MS].d, latency_ms,
        s->values[QOS_EVENT_SAVED_PERCENT].d);
  else if (needed_ms <= QOS_LATENCY_ADVICE_MAX_MS)
    g_snprintf (text, QOS_TEXT_SIZE,
        "A playout delay of %u ms instead of %.0f would have saved these "
        "packets.",
        needed_ms, latency_ms);
  else
    g_snprintf (text, QOS_TEXT_SIZE,
        "Packets arrived up to %u ms too late: too much for a playout delay. "
        "Something is saturating the link: find and limit it.",
        event->excess_us / 1000);
}

static void
gst_qos_advice_on_sender (gchar *text, const QosEvent *event)
{
  if (event->excess_us > 0)
    g_snprintf (text, QOS_TEXT_SIZE,
        "Packets left the sender up to %u ms behind schedule: it is too busy, "
        "or its audio buffers are too large.",
        event->excess_us / 1000);
  else
    g_snprintf (text, QOS_TEXT_SIZE,
        "The sender had no sound for %u ms: check its microphone, encoder and "
        "CPU load.",
        event->gap_us / 1000);
}

void
gst_qos_advice_set (QosSnapshot *snapshot, const QosEvent *event)
{
  gchar text[QOS_TEXT_SIZE] = "";

  switch (event->cause) {
    case QOS_CAUSE_LOSS:
      g_snprintf (text, sizeof text,
          "The network lost a packet. If this happens often, check the Wi-Fi "
          "signal and the cables; a longer playout delay does not help.");
      break;
    case QOS_CAUSE_BURST:
      g_snprintf (text, sizeof text,
          "The network lost %u packets in a row: congestion or an outage. A "
          "lower bit rate may help; a longer playout delay does not.",
          event->lost);
      break;
    case QOS_CAUSE_LATE:
    case QOS_CAUSE_REORDERED:
      gst_qos_advice_on_latency (text, snapshot, event);
      break;
    case QOS_CAUSE_SENDER:
      gst_qos_advice_on_sender (text, event);
      break;
    case QOS_CAUSE_DRIFT:
      g_snprintf (text, sizeof text,
          "The sender's clock and this machine's clock have drifted %u ms "
          "apart, so playing skips. In a pipeline of your own, "
          "slave-method=resample at the audio sink avoids it.",
          event->gap_us / 1000);
      break;
    case QOS_CAUSE_RECEIVER:
      g_snprintf (text, sizeof text,
          "Packets arrived in time but were read up to %u ms too late: this "
          "machine is too busy. Close other programs.",
          event->excess_us / 1000);
      break;
    case QOS_N_CAUSES:
      break;
  }
  qos_event_set_text (snapshot, QOS_EVENT_ADVICE, text);
}
