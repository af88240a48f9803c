/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqosadvice.h"

/* No buffer for talking is longer. */
#define LATENCY_MAX_MS 2000

static void
advise_latency (gchar *text, const QosSnapshot *s, const QosEvent *event)
{
  gdouble latency_ms = s->values[QOS_EVENT_LATENCY_MS].d;
  guint needed_ms =
      ((guint) latency_ms + event->excess_us / 1000) / 10 * 10 + 10;

  if (qos_snapshot_has (s, QOS_EVENT_ADVISED_LATENCY_MS))
    g_snprintf (text, QOS_TEXT_SIZE,
        "A playout delay of %.0f ms instead of %.0f would have saved %.0f %% "
        "of "
        "the late packets.",
        s->values[QOS_EVENT_ADVISED_LATENCY_MS].d, latency_ms,
        s->values[QOS_EVENT_SAVED_PERCENT].d);
  else if (needed_ms <= LATENCY_MAX_MS)
    g_snprintf (text, QOS_TEXT_SIZE,
        "A playout delay of %u ms instead of %.0f would have saved these "
        "packets.",
        needed_ms, latency_ms);
  else
    g_snprintf (text, QOS_TEXT_SIZE,
        "Packets came up to %u ms too late: more than a playout delay can "
        "bridge. Look for what fills the link.",
        event->excess_us / 1000);
}

static void
advise_sender (gchar *text, const QosEvent *event)
{
  if (event->excess_us > 0)
    g_snprintf (text, QOS_TEXT_SIZE,
        "Packets left the sender up to %u ms too late: it is busy, or its "
        "sound "
        "comes in large pieces.",
        event->excess_us / 1000);
  else
    g_snprintf (text, QOS_TEXT_SIZE,
        "The sender had no sound for %u ms: look at its microphone, its "
        "encoder "
        "and its load.",
        event->gap_us / 1000);
}

void
gst_qos_advice_set (QosSnapshot *snapshot, const QosEvent *event)
{
  gchar text[QOS_TEXT_SIZE] = "";

  switch (event->cause) {
    case QOS_CAUSE_LOSS:
      g_snprintf (text, sizeof text,
          "The network lost a packet. If it often does, look for weak radio or "
          "a bad cable; a playout delay does not help.");
      break;
    case QOS_CAUSE_BURST:
      g_snprintf (text, sizeof text,
          "The network lost %u packets in a row: a full queue or an outage. A "
          "lower bit rate leaves more room; a playout delay does not help.",
          event->lost);
      break;
    case QOS_CAUSE_LATE:
    case QOS_CAUSE_REORDERED:
      advise_latency (text, snapshot, event);
      break;
    case QOS_CAUSE_SENDER:
      advise_sender (text, event);
      break;
    case QOS_CAUSE_DRIFT:
      g_snprintf (text, sizeof text,
          "The sender's sound and the clock here have run %u ms apart: a sink "
          "that resamples (slave-method=resample) does not jump.",
          event->gap_us / 1000);
      break;
    case QOS_CAUSE_RECEIVER:
      g_snprintf (text, sizeof text,
          "Packets came in time and were read up to %u ms too late: this "
          "machine is too busy.",
          event->excess_us / 1000);
      break;
    case QOS_N_CAUSES:
      break;
  }
  qos_snapshot_set_text (snapshot, QOS_EVENT_ADVICE, text);
}
