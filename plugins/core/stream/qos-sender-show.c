/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is shown of a sent stream: the snapshot of its sender.
 */
#include "qos-sender-private.h"

#include "qos-rate.h"
#include "qos-source.h"

/* One report in four has VoIP Metrics. */
#define VOIP_STALE_NS (4 * QOS_STALE_NS)

/* The receiver that reported last. */
static const QosRemote *
last_reporter (const QosSender *sender)
{
  const QosRemote *last = NULL;

  for (unsigned i = 0; i < QOS_SENDER_REMOTES; i++) {
    const QosRemote *remote = &sender->remotes[i];

    if (remote->is_used && remote->have_report &&
        (!last || remote->report_ns > last->report_ns))
      last = remote;
  }
  return last;
}

static void
set_signed_ms (QosSnapshot *snapshot, QosSenderField field, int64_t duration_ns)
{
  qos_sender_set_double (snapshot, field, (double) duration_ns / 1e6);
}

static void
put_delay (const QosRemote *remote, uint64_t now_ns, QosSnapshot *s)
{
  QosClockOffset offset;

  if (!remote->have_return ||
      qos_rate_age (now_ns, remote->return_at_ns) > QOS_CLOCK_WINDOW_NS ||
      !qos_clock_read (&remote->clock, now_ns, &offset))
    return;
  set_signed_ms (s, QOS_SENDER_DELAY_MS, remote->out_ns + offset.apart_ns);
  set_signed_ms (s, QOS_SENDER_RETURN_DELAY_MS,
      remote->in_ns - offset.apart_ns);
  qos_sender_set_double (s, QOS_SENDER_DELAY_ERROR_MS,
      qos_rate_ms (offset.error_ns));
  set_signed_ms (s, QOS_SENDER_CLOCK_OFFSET_MS, -offset.apart_ns);
  if (remote->clock.is_skew_known)
    qos_sender_set_double (s, QOS_SENDER_SKEW_PPM, -remote->clock.slope * 1e6);
}

static void
put_books (const QosSender *sender, const QosRemote *remote, QosSnapshot *s)
{
  QosReportBooksResult books;

  if (!qos_report_books_read (&remote->books, sender->first_seq,
          sender->newest_seq, &books))
    return;
  qos_sender_set_uint (s, QOS_SENDER_BOOKS_BALANCED, books.is_balanced);
  qos_sender_set_uint (s, QOS_SENDER_REMOTE_PACKETS_RECEIVED, books.received);
  qos_sender_set_uint (s, QOS_SENDER_PACKETS_IN_FLIGHT, books.in_flight);
  if (books.have_duplicated)
    qos_sender_set_uint (s, QOS_SENDER_REMOTE_PACKETS_DUPLICATED,
        books.duplicated);
}

static void
put_score (const QosXrVoip *voip, QosSnapshot *s)
{
  unsigned mos = voip->mos_cq;

  if (voip->r_factor <= 100)
    qos_sender_set_double (s, QOS_SENDER_REMOTE_R_FACTOR, voip->r_factor);
  if (mos == QOS_XR_UNAVAILABLE)
    mos = voip->mos_lq;
  if (mos >= 10 && mos <= 50)
    qos_sender_set_double (s, QOS_SENDER_REMOTE_MOS, mos / 10.0);
}

static void
put_voip (const QosRemote *remote, uint64_t now_ns, QosSnapshot *s)
{
  const QosXrVoip *voip = &remote->voip;

  if (remote->have_run_max)
    qos_sender_set_uint (s, QOS_SENDER_REMOTE_LOSS_RUN_MAX, remote->run_max);
  if (!remote->have_voip ||
      qos_rate_age (now_ns, remote->voip_ns) > VOIP_STALE_NS)
    return;
  if (voip->burst_density > 0) {
    qos_sender_set_double (s, QOS_SENDER_REMOTE_BURST_DENSITY_PERCENT,
        qos_rate_percent (voip->burst_density, 256));
    qos_sender_set_double (s, QOS_SENDER_REMOTE_BURST_DURATION_MS,
        voip->burst_duration_ms);
  }
  if (voip->gap_duration_ms > 0) {
    qos_sender_set_double (s, QOS_SENDER_REMOTE_GAP_DENSITY_PERCENT,
        qos_rate_percent (voip->gap_density, 256));
    qos_sender_set_double (s, QOS_SENDER_REMOTE_GAP_DURATION_MS,
        voip->gap_duration_ms);
  }
  if (voip->jb_nominal_ms > 0) {
    qos_sender_set_double (s, QOS_SENDER_REMOTE_JITTER_BUFFER_MS,
        voip->jb_nominal_ms);
    qos_sender_set_double (s, QOS_SENDER_REMOTE_DISCARD_PERCENT,
        qos_rate_percent (voip->discard_rate, 256));
  }
  put_score (voip, s);
}

static void
put_remote (const QosSender *sender, const QosRemote *remote, uint64_t now_ns,
    QosSnapshot *s)
{
  const QosRemoteReport *report = &remote->report;
  uint64_t age_ns = qos_rate_age (now_ns, remote->report_ns);

  qos_sender_set_double (s, QOS_SENDER_REPORT_AGE_MS, qos_rate_ms (age_ns));
  if (age_ns > QOS_STALE_NS)
    return;
  qos_sender_set_uint (s, QOS_SENDER_REMOTE_SSRC, remote->ssrc);
  qos_sender_set_text (s, QOS_SENDER_REMOTE_CNAME, remote->cname);
  qos_sender_set_text (s, QOS_SENDER_REMOTE_NAME, remote->name);
  qos_sender_set_uint (s, QOS_SENDER_REMOTE_PACKETS_LOST,
      report->packets_lost > 0 ? (uint64_t) report->packets_lost : 0);
  if (remote->have_loss)
    qos_sender_set_double (s, QOS_SENDER_REMOTE_LOSS_PERCENT,
        remote->loss_percent);
  put_delay (remote, now_ns, s);
  put_books (sender, remote, s);
  put_voip (remote, now_ns, s);
  if (sender->clock_rate > 0)
    qos_sender_set_double (s, QOS_SENDER_REMOTE_JITTER_MS,
        (double) report->jitter * 1000.0 / sender->clock_rate);
  if (remote->have_rtt &&
      qos_rate_age (now_ns, remote->rtt_at_ns) <= QOS_STALE_NS)
    qos_sender_set_double (s, QOS_SENDER_RTT_MS, qos_rate_ms (remote->rtt_ns));
}

static void
put_interval (QosSender *sender, uint64_t now_ns, QosSnapshot *s)
{
  uint64_t duration_ns = qos_rate_age (now_ns, sender->shown_ns);

  if (duration_ns > 0) {
    qos_sender_set_double (s, QOS_SENDER_MEDIA_KBPS,
        qos_rate_kbps (sender->payload_bytes - sender->shown_payload_bytes,
            duration_ns));
    qos_sender_set_double (s, QOS_SENDER_WIRE_KBPS,
        qos_rate_kbps (sender->wire_bytes - sender->shown_wire_bytes,
            duration_ns));
  }
  qos_sender_set_uint (s, QOS_SENDER_DURATION, duration_ns);
  sender->shown_ns = now_ns;
  sender->shown_payload_bytes = sender->payload_bytes;
  sender->shown_wire_bytes = sender->wire_bytes;
}

/* All that is not of an interval. */
static void
put_all (const QosSender *sender, uint64_t now_ns, QosSnapshot *s)
{
  const QosRemote *remote = last_reporter (sender);

  qos_sender_set_uint (s, QOS_SENDER_PACKETS_SENT, sender->packets);
  qos_sender_set_uint (s, QOS_SENDER_BYTES_SENT, sender->payload_bytes);
  qos_sender_set_uint (s, QOS_SENDER_WIRE_BYTES_SENT, sender->wire_bytes);
  qos_sender_set_uint (s, QOS_SENDER_REPORTS_RECEIVED, sender->reports);
  qos_sender_set_uint (s, QOS_SENDER_BYES_RECEIVED, sender->byes);
  if (sender->have_rtt_min)
    qos_sender_set_double (s, QOS_SENDER_RTT_MIN_MS,
        qos_rate_ms (sender->rtt_min_ns));
  if (remote)
    put_remote (sender, remote, now_ns, s);
}

void
qos_sender_snapshot (QosSender *sender, uint64_t now_ns, QosSnapshot *snapshot)
{
  qos_snapshot_clear (snapshot);
  put_interval (sender, now_ns, snapshot);
  qos_snapshot_keep (snapshot, &sender->interval);
  put_all (sender, now_ns, snapshot);
}

void
qos_sender_peek (const QosSender *sender, uint64_t now_ns,
    QosSnapshot *snapshot)
{
  qos_snapshot_restore (snapshot, &sender->interval);
  put_all (sender, now_ns, snapshot);
}
