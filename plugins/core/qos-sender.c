/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-sender.h"

#include "qos-ntp.h"
#include "qos-rate.h"
#include "qos-source.h"

#include <string.h>

void
qos_sender_init (QosSender *sender, uint64_t interval_ns, uint64_t now_ns)
{
  memset (sender, 0, sizeof *sender);
  sender->shown_ns = sender->reported_ns = now_ns;
  qos_pace_init (&sender->pace, interval_ns, now_ns);
}

void
qos_sender_set_ntp_offset (QosSender *sender, uint64_t ntp_offset_ns)
{
  sender->ntp_offset_ns = ntp_offset_ns;
}

void
qos_sender_packet (QosSender *sender, uint64_t now_ns, uint32_t payload_bytes,
    uint32_t wire_bytes)
{
  if (!sender->have_first) {
    sender->have_first = true;
    sender->first_ns = now_ns;
  }
  sender->packets++;
  sender->payload_bytes += payload_bytes;
  sender->wire_bytes += wire_bytes;
}

static QosRemote *
find_remote (QosSender *sender, uint32_t ssrc)
{
  for (unsigned i = 0; i < QOS_SENDER_REMOTES; i++)
    if (sender->remotes[i].is_used && sender->remotes[i].ssrc == ssrc)
      return &sender->remotes[i];
  return NULL;
}

/* A free place, or that of the receiver silent longest. */
static QosRemote *
make_room (QosSender *sender)
{
  QosRemote *oldest = &sender->remotes[0];

  for (unsigned i = 0; i < QOS_SENDER_REMOTES; i++) {
    QosRemote *remote = &sender->remotes[i];

    if (!remote->is_used)
      return remote;
    if (remote->heard_ns < oldest->heard_ns)
      oldest = remote;
  }
  return oldest;
}

static QosRemote *
hear_remote (QosSender *sender, uint32_t ssrc, uint64_t now_ns)
{
  QosRemote *remote = find_remote (sender, ssrc);

  if (!remote) {
    remote = make_room (sender);
    memset (remote, 0, sizeof *remote);
    remote->is_used = true;
    remote->ssrc = ssrc;
    qos_clock_init (&remote->clock, false);
  }
  remote->heard_ns = now_ns;
  return remote;
}

/* Loss between two reports of one receiver, exact where the fraction lost has
 * but 8 bits; of a first or a restarted one the fraction. */
static void
update_loss (QosRemote *remote, const QosRemoteReport *report)
{
  uint32_t expected =
      report->extended_highest - remote->report.extended_highest;
  int64_t lost = (int64_t) report->packets_lost - remote->report.packets_lost;

  if (!remote->have_report || expected > INT32_MAX || lost > expected) {
    remote->have_loss = true;
    remote->loss_percent = qos_rate_percent (report->fraction_lost, 256);
    return;
  }
  if (expected == 0) {
    remote->have_loss = false;
    return;
  }
  remote->have_loss = true;
  remote->loss_percent =
      lost > 0 ? qos_rate_percent ((uint64_t) lost, expected) : 0.0;
}

void
qos_sender_report (QosSender *sender, const QosRemoteReport *report,
    uint64_t now_ns)
{
  QosRemote *remote = hear_remote (sender, report->reporter_ssrc, now_ns);

  update_loss (remote, report);
  remote->have_report = true;
  remote->report = *report;
  remote->report_ns = now_ns;
  sender->reports++;

  if (!qos_pace_echo (&sender->pace, now_ns, report->lsr, report->dlsr,
          &remote->rtt_ns))
    return;
  remote->have_rtt = true;
  remote->rtt_at_ns = now_ns;
  if (!sender->have_rtt_min || remote->rtt_ns < sender->rtt_min_ns)
    sender->rtt_min_ns = remote->rtt_ns;
  sender->have_rtt_min = true;
}

/* The RRTR of a compound has the time of sending of the report block in front
 * of it: less the wait, it is that of arrival of our report there. */
static void
take_exchange (const QosSender *sender, QosRemote *remote, uint64_t ntp,
    uint64_t now_ns)
{
  uint64_t there_ns = qos_ntp_to_ns (ntp) - sender->ntp_offset_ns;
  uint64_t came_ns, sent_ns;

  if (!remote->have_rtt || remote->rtt_at_ns != now_ns ||
      !qos_pace_sent_at (&sender->pace, remote->report.lsr, &sent_ns))
    return;
  came_ns = there_ns - qos_ntp_short_to_ns (remote->report.dlsr);
  if (!qos_transit_is_possible ((int64_t) (came_ns - sent_ns)) ||
      !qos_transit_is_possible ((int64_t) (now_ns - there_ns)))
    return;
  qos_clock_out (&remote->clock, sent_ns, came_ns);
  qos_clock_in (&remote->clock, now_ns, there_ns);
  remote->have_return = true;
  remote->return_at_ns = now_ns;
  remote->out_ns = (int64_t) (came_ns - sent_ns);
  remote->in_ns = (int64_t) (now_ns - there_ns);
}

void
qos_sender_rrtr (QosSender *sender, uint32_t ssrc, uint64_t ntp,
    uint64_t now_ns)
{
  QosRemote *remote = hear_remote (sender, ssrc, now_ns);

  remote->have_rrtr = true;
  remote->rrtr_middle = qos_ntp_middle (ntp);
  remote->rrtr_ns = now_ns;
  take_exchange (sender, remote, ntp, now_ns);
}

static void
copy_text (char to[QOS_TEXT_SIZE], const char *from)
{
  if (!from)
    return;
  strncpy (to, from, QOS_TEXT_SIZE - 1);
  to[QOS_TEXT_SIZE - 1] = '\0';
}

void
qos_sender_sdes (QosSender *sender, uint32_t ssrc, const char *cname,
    const char *name)
{
  QosRemote *remote = find_remote (sender, ssrc);

  if (!remote)
    return;
  copy_text (remote->cname, cname);
  copy_text (remote->name, name);
}

void
qos_sender_bye (QosSender *sender, uint32_t ssrc)
{
  QosRemote *remote = find_remote (sender, ssrc);

  if (remote)
    memset (remote, 0, sizeof *remote);
}

unsigned
qos_sender_dlrr (const QosSender *sender, uint64_t now_ns,
    QosXrDlrr dlrr[QOS_SENDER_REMOTES])
{
  unsigned n = 0;

  for (unsigned i = 0; i < QOS_SENDER_REMOTES; i++) {
    const QosRemote *remote = &sender->remotes[i];

    if (!remote->is_used || !remote->have_rrtr)
      continue;
    dlrr[n].ssrc = remote->ssrc;
    dlrr[n].lrr = remote->rrtr_middle;
    dlrr[n].dlrr =
        qos_ntp_short_from_ns (qos_rate_age (now_ns, remote->rrtr_ns));
    n++;
  }
  return n;
}

uint64_t
qos_sender_wire_bps (const QosSender *sender, uint64_t now_ns)
{
  return qos_rate_bps (sender->wire_bytes - sender->reported_wire_bytes,
      qos_rate_age (now_ns, sender->reported_ns));
}

void
qos_sender_reported (QosSender *sender, uint64_t now_ns, uint32_t middle,
    uint64_t bytes)
{
  qos_pace_sent (&sender->pace, now_ns, middle, bytes,
      qos_sender_wire_bps (sender, now_ns));
  sender->reported_ns = now_ns;
  sender->reported_wire_bytes = sender->wire_bytes;
}

/* The receiver whose report came last. */
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
set_signed_ms (QosSnapshot *snapshot, unsigned field, int64_t duration_ns)
{
  qos_snapshot_set_double (snapshot, field, (double) duration_ns / 1e6);
}

static void
put_delay (const QosRemote *remote, uint64_t now_ns, QosSnapshot *s)
{
  QosClockOffset offset;

  if (!remote->have_return || !qos_clock_read (&remote->clock, now_ns, &offset))
    return;
  set_signed_ms (s, QOS_SENDER_DELAY_MS, remote->out_ns + offset.apart_ns);
  set_signed_ms (s, QOS_SENDER_RETURN_DELAY_MS,
      remote->in_ns - offset.apart_ns);
  qos_snapshot_set_double (s, QOS_SENDER_DELAY_ERROR_MS,
      qos_rate_ms (offset.error_ns));
  set_signed_ms (s, QOS_SENDER_CLOCK_OFFSET_MS, -offset.apart_ns);
  if (remote->clock.have_slope)
    qos_snapshot_set_double (s, QOS_SENDER_SKEW_PPM,
        -remote->clock.slope * 1e6);
}

static void
put_remote (const QosSender *sender, const QosRemote *remote, uint64_t now_ns,
    QosSnapshot *s)
{
  const QosRemoteReport *report = &remote->report;
  uint64_t age_ns = qos_rate_age (now_ns, remote->report_ns);

  qos_snapshot_set_double (s, QOS_SENDER_REPORT_AGE_MS, qos_rate_ms (age_ns));
  if (age_ns > QOS_STALE_NS)
    return;
  qos_snapshot_set_uint (s, QOS_SENDER_REMOTE_SSRC, remote->ssrc);
  qos_snapshot_set_text (s, QOS_SENDER_REMOTE_CNAME, remote->cname);
  qos_snapshot_set_text (s, QOS_SENDER_REMOTE_NAME, remote->name);
  qos_snapshot_set_uint (s, QOS_SENDER_REMOTE_PACKETS_LOST,
      report->packets_lost > 0 ? (uint64_t) report->packets_lost : 0);
  if (remote->have_loss)
    qos_snapshot_set_double (s, QOS_SENDER_REMOTE_LOSS_PERCENT,
        remote->loss_percent);
  put_delay (remote, now_ns, s);
  if (sender->clock_rate > 0)
    qos_snapshot_set_double (s, QOS_SENDER_REMOTE_JITTER_MS,
        (double) report->jitter * 1000.0 / sender->clock_rate);
  if (remote->have_rtt &&
      qos_rate_age (now_ns, remote->rtt_at_ns) <= QOS_STALE_NS)
    qos_snapshot_set_double (s, QOS_SENDER_RTT_MS,
        qos_rate_ms (remote->rtt_ns));
}

static void
put_interval (QosSender *sender, uint64_t now_ns, QosSnapshot *s)
{
  uint64_t duration_ns = qos_rate_age (now_ns, sender->shown_ns);

  if (duration_ns > 0) {
    qos_snapshot_set_double (s, QOS_SENDER_MEDIA_KBPS,
        qos_rate_kbps (sender->payload_bytes - sender->shown_payload_bytes,
            duration_ns));
    qos_snapshot_set_double (s, QOS_SENDER_WIRE_KBPS,
        qos_rate_kbps (sender->wire_bytes - sender->shown_wire_bytes,
            duration_ns));
  }
  qos_snapshot_set_uint (s, QOS_SENDER_DURATION, duration_ns);
  sender->shown_ns = now_ns;
  sender->shown_payload_bytes = sender->payload_bytes;
  sender->shown_wire_bytes = sender->wire_bytes;
}

void
qos_sender_snapshot (QosSender *sender, uint64_t now_ns, QosSnapshot *snapshot)
{
  qos_snapshot_clear (snapshot);
  put_interval (sender, now_ns, snapshot);
  qos_snapshot_keep (snapshot, &sender->interval);
  qos_sender_peek (sender, now_ns, snapshot);
}

void
qos_sender_peek (const QosSender *sender, uint64_t now_ns,
    QosSnapshot *snapshot)
{
  const QosRemote *remote = last_reporter (sender);

  qos_snapshot_restore (snapshot, &sender->interval);
  qos_snapshot_set_uint (snapshot, QOS_SENDER_PACKETS_SENT, sender->packets);
  qos_snapshot_set_uint (snapshot, QOS_SENDER_BYTES_SENT,
      sender->payload_bytes);
  qos_snapshot_set_uint (snapshot, QOS_SENDER_WIRE_BYTES_SENT,
      sender->wire_bytes);
  qos_snapshot_set_uint (snapshot, QOS_SENDER_REPORTS_RECEIVED,
      sender->reports);
  if (sender->have_rtt_min)
    qos_snapshot_set_double (snapshot, QOS_SENDER_RTT_MIN_MS,
        qos_rate_ms (sender->rtt_min_ns));
  if (remote)
    put_remote (sender, remote, now_ns, snapshot);
}
