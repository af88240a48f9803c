/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-sender-private.h"

#include "qos-ntp.h"
#include "qos-rate.h"
#include "qos-source.h"
#include "qos-time.h"

#include <string.h>

/* A receiver that was silent for longer may have forgotten the stream. */
#define DOUBT_NS (5 * QOS_NS_PER_S)

/* Half of all numbers: anything further behind is ahead. */
#define BEHIND_MAX 32768

size_t
qos_sender_size (void)
{
  return sizeof (QosSender);
}

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
qos_sender_set_synchronised (QosSender *sender, bool is_synchronised,
    uint64_t error_ns)
{
  sender->is_synchronised = is_synchronised;
  sender->sync_error_ns = error_ns;
  for (unsigned i = 0; i < QOS_SENDER_REMOTES; i++)
    qos_clock_set_synchronised (&sender->remotes[i].clock, is_synchronised,
        error_ns);
}

void
qos_sender_set_clock_rate (QosSender *sender, uint32_t clock_rate)
{
  sender->clock_rate = clock_rate;
}

void
qos_sender_set_interval (QosSender *sender, uint64_t interval_ns)
{
  qos_pace_set_interval (&sender->pace, interval_ns);
}

void
qos_sender_packet (QosSender *sender, uint64_t now_ns, uint16_t seq,
    uint32_t payload_bytes, uint32_t wire_bytes)
{
  if (!sender->have_first) {
    sender->have_first = true;
    sender->first_ns = now_ns;
    sender->first_seq = sender->newest_seq = QOS_REPORT_BOOKS_FIRST_TURN + seq;
  }
  sender->newest_seq += (uint16_t) (seq - (uint16_t) sender->newest_seq);
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

/* Forged receivers must not displace one that reports. */
static bool
is_replaceable (const QosRemote *remote, bool by_report, uint64_t now_ns)
{
  return (by_report && !remote->have_report) ||
      qos_rate_age (now_ns, remote->heard_ns) > QOS_STALE_NS;
}

/* A free entry, or that of the replaceable receiver that has been silent
 * longest; NULL if there is none. by_report: for a receiver that has sent a
 * report. */
static QosRemote *
make_room (QosSender *sender, bool by_report, uint64_t now_ns)
{
  QosRemote *oldest = NULL;

  for (unsigned i = 0; i < QOS_SENDER_REMOTES; i++) {
    QosRemote *remote = &sender->remotes[i];

    if (!remote->is_used)
      return remote;
    if (is_replaceable (remote, by_report, now_ns) &&
        (!oldest || remote->heard_ns < oldest->heard_ns))
      oldest = remote;
  }
  return oldest;
}

static QosRemote *
hear_remote (QosSender *sender, uint32_t ssrc, bool by_report, uint64_t now_ns)
{
  QosRemote *remote = find_remote (sender, ssrc);

  if (!remote) {
    remote = make_room (sender, by_report, now_ns);
    if (!remote)
      return NULL;
    memset (remote, 0, sizeof *remote);
    remote->is_used = true;
    remote->ssrc = ssrc;
    qos_clock_init (&remote->clock, false);
    qos_clock_set_synchronised (&remote->clock, sender->is_synchronised,
        sender->sync_error_ns);
  }
  remote->heard_ns = now_ns;
  return remote;
}

/* The loss between two reports of one receiver, which is exact, while the
 * fraction lost has only 8 bits; for its first report, or after a restart, the
 * fraction. */
static void
update_loss (QosRemote *remote, const QosRemoteReport *report)
{
  uint32_t expected =
      report->extended_highest - remote->report.extended_highest;
  int64_t lost = (int64_t) report->packets_lost - remote->report.packets_lost;

  bool is_exact =
      remote->have_report && expected <= INT32_MAX && lost <= expected;

  remote->have_loss = !is_exact || expected > 0;
  if (!is_exact)
    remote->loss_percent = qos_rate_percent (report->fraction_lost, 256);
  else if (expected > 0)
    remote->loss_percent =
        lost > 0 ? qos_rate_percent ((uint64_t) lost, expected) : 0.0;
}

/* Can a receiver have got that number, not too long ago? One more than counted
 * is allowed, because a packet may be reported before its sender has counted
 * it; before the first, none is. */
static bool
is_possible (const QosSender *sender, const QosRemoteReport *report)
{
  uint64_t sent = sender->newest_seq - sender->first_seq + 1;
  uint16_t behind =
      (uint16_t) (sender->newest_seq + 1 - report->extended_highest);

  return !sender->have_first ||
      behind <= (sent < BEHIND_MAX ? sent : BEHIND_MAX);
}

bool
qos_sender_report (QosSender *sender, const QosRemoteReport *report,
    uint64_t now_ns)
{
  QosRemote *remote;

  if (!is_possible (sender, report))
    return false;
  remote = hear_remote (sender, report->reporter_ssrc, true, now_ns);
  if (!remote)
    return false;
  update_loss (remote, report);
  if (remote->have_report &&
      qos_rate_age (now_ns, remote->report_ns) > DOUBT_NS)
    remote->books.is_doubtful = true;
  remote->have_report = true;
  remote->report = *report;
  remote->report_ns = now_ns;
  qos_report_books_add_block (&remote->books, sender->newest_seq,
      report->extended_highest, report->packets_lost);
  sender->reports++;

  if (!qos_pace_echo (&sender->pace, now_ns, report->lsr, report->dlsr,
          &remote->rtt_ns))
    return true;
  remote->have_rtt = true;
  remote->rtt_at_ns = now_ns;
  if (!sender->have_rtt_min || remote->rtt_ns < sender->rtt_min_ns)
    sender->rtt_min_ns = remote->rtt_ns;
  sender->have_rtt_min = true;
  return true;
}

/* The RRTR of a compound has the sending time of the preceding report block:
 * minus the wait in it, that is when our report arrived there. */
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
  qos_clock_add_outgoing (&remote->clock, sent_ns, came_ns);
  qos_clock_add_incoming (&remote->clock, now_ns, there_ns);
  remote->have_return = true;
  remote->return_at_ns = now_ns;
  remote->out_ns = (int64_t) (came_ns - sent_ns);
  remote->in_ns = (int64_t) (now_ns - there_ns);
}

void
qos_sender_rrtr (QosSender *sender, uint32_t ssrc, uint64_t ntp,
    uint64_t now_ns)
{
  QosRemote *remote = hear_remote (sender, ssrc, false, now_ns);

  if (!remote)
    return;
  remote->have_rrtr = true;
  remote->rrtr_middle = qos_ntp_middle (ntp);
  remote->rrtr_ns = now_ns;
  take_exchange (sender, remote, ntp, now_ns);
}

/* The blocks of an extended report about stream ssrc, from a known receiver. */
static void
take_xr (QosSender *sender, uint32_t ssrc, const QosXr *xr, uint64_t now_ns)
{
  QosRemote *remote = find_remote (sender, xr->sender_ssrc);

  if (!remote)
    return;
  if (xr->have_summary && xr->summary.ssrc == ssrc)
    qos_report_books_add_summary (&remote->books, sender->newest_seq,
        &xr->summary);
  if (xr->have_loss && xr->loss.ssrc == ssrc) {
    remote->have_run_max = true;
    if (xr->loss.run_max > remote->run_max)
      remote->run_max = xr->loss.run_max;
  }
  if (xr->have_voip && xr->voip.ssrc == ssrc) {
    remote->have_voip = true;
    remote->voip = xr->voip;
    remote->voip_ns = now_ns;
  }
}

void
qos_sender_sdes (QosSender *sender, uint32_t ssrc, const char *cname,
    const char *name)
{
  QosRemote *remote = find_remote (sender, ssrc);

  if (!remote)
    return;
  qos_text_copy (remote->cname, cname);
  qos_text_copy (remote->name, name);
}

void
qos_sender_bye (QosSender *sender, uint32_t ssrc)
{
  QosRemote *remote = find_remote (sender, ssrc);

  if (!remote)
    return;
  memset (remote, 0, sizeof *remote);
  sender->byes++;
}

bool
qos_sender_rtcp (QosSender *sender, uint32_t ssrc, const QosRtcpEvent *event,
    uint64_t now_ns)
{
  switch (event->kind) {
    case QOS_RTCP_BLOCK:
      return event->ssrc == ssrc &&
          qos_sender_report (sender, &event->block, now_ns);
    case QOS_RTCP_SDES:
      qos_sender_sdes (sender, event->ssrc, event->cname, event->name);
      return false;
    case QOS_RTCP_BYE:
      qos_sender_bye (sender, event->ssrc);
      return false;
    case QOS_RTCP_XR:
      if (event->xr.have_rrtr)
        qos_sender_rrtr (sender, event->ssrc, event->xr.rrtr_ntp, now_ns);
      take_xr (sender, ssrc, &event->xr, now_ns);
      return false;
    default:
      return false;
  }
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

uint64_t
qos_sender_report_due_ns (const QosSender *sender)
{
  return sender->pace.due_ns;
}

uint64_t
qos_sender_report_bytes (const QosSender *sender)
{
  return sender->pace.average_bytes;
}

bool
qos_sender_has_begun (const QosSender *sender)
{
  return sender->have_first;
}

uint64_t
qos_sender_packets (const QosSender *sender)
{
  return sender->packets;
}

uint64_t
qos_sender_payload_bytes (const QosSender *sender)
{
  return sender->payload_bytes;
}

uint64_t
qos_sender_interval_end_ns (const QosSender *sender)
{
  return sender->shown_ns;
}
