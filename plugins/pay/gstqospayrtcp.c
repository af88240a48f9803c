/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The messages and RTCP of qospay: a message every interval, sender reports
 * with SDES and XR DLRR out, receiver reports and XR RRTR in (RFC 3550 6, RFC
 * 3611 4.4, 4.5).
 */
#include "qos-ntp.h"
#include "gstqosarrival.h"
#include "gstqosmessage.h"
#include "gstqospay.h"
#include "gstqosrtcp.h"
#include "gstqostime.h"

void
gst_qos_pay_set_synchronised (GstQosPay *self)
{
  qos_sender_set_synchronised (self->sender,
      self->reporter.clock_sync == GST_QOS_CLOCK_SYNC_SYSTEM,
      self->reporter.clock_sync_error);
}

void
gst_qos_pay_init_sender (GstQosPay *self, GstClockTime now)
{
  qos_sender_init (self->sender, self->reporter.interval, now);
  qos_sender_set_ntp_offset (self->sender,
      gst_qos_time_ntp_offset (self->reporter.clock));
  gst_qos_pay_set_synchronised (self);
}

/* The current RTP timestamp. The pipeline may use another clock, so its running
 * time is used. */
static guint32
gst_qos_pay_rtptime_at (const GstQosPayAnchor *anchor, gint clock_rate,
    GstClockTime running)
{
  guint64 ahead;

  if (!GST_CLOCK_TIME_IS_VALID (running) ||
      !GST_CLOCK_TIME_IS_VALID (anchor->running_time))
    return anchor->rtptime;
  if (running >= anchor->running_time) {
    ahead = gst_util_uint64_scale_int (running - anchor->running_time,
        clock_rate, GST_SECOND);
    return anchor->rtptime + (guint32) ahead;
  }
  ahead = gst_util_uint64_scale_int (anchor->running_time - running, clock_rate,
      GST_SECOND);
  return anchor->rtptime - (guint32) ahead;
}

static void
gst_qos_pay_fill_sender_report (GstQosPay *self, GstClockTime now,
    GstQosRtcp *rtcp)
{
  GstRTPBasePayload *base = GST_RTP_BASE_PAYLOAD (self);
  GstClockTime running =
      gst_qos_time_running (GST_ELEMENT_CAST (self), self->reporter.clock, now);

  rtcp->has_sr = TRUE;
  rtcp->ssrc = base->current_ssrc;
  rtcp->ntp = gst_qos_time_to_ntp (self->reporter.clock, now);
  GST_OBJECT_LOCK (self);
  rtcp->rtptime =
      gst_qos_pay_rtptime_at (&self->anchor, (gint) base->clock_rate, running);
  rtcp->packets = (guint32) qos_sender_packets (self->sender);
  rtcp->octets = (guint32) qos_sender_payload_bytes (self->sender);
  GST_OBJECT_UNLOCK (self);
}

/* Receivers are gone after this number of their intervals without a report (RFC
 * 3550 6.3.5); those of a small group report about every GROUP_INTERVAL. */
#define GROUP_TIMEOUTS 5
#define GROUP_INTERVAL (5 * GST_SECOND)
/* A receiver's report has about this size on the wire, and uses 1/40 of the
 * stream. */
#define GROUP_REPORT_BITS (200 * 8)

/* Under the object lock: the number of receivers that report, 1 before the
 * first. */
static guint32
gst_qos_pay_count_receivers (GstQosPay *self, GstClockTime now)
{
  guint64 bps = qos_sender_wire_bps (self->sender, now);
  GstClockTime interval = GROUP_INTERVAL;

  if (bps > 0)
    interval = MAX (interval,
        gst_util_uint64_scale (40 * GROUP_REPORT_BITS,
            self->receivers * GST_SECOND, bps));
  self->receivers =
      MAX (1, qos_group_count (&self->group, now, GROUP_TIMEOUTS * interval));
  return self->receivers;
}

/* Returns: the bytes written to data, 0 if it is not a group. */
static gsize
gst_qos_pay_write_group (GstQosPay *self, GstClockTime now, guint32 ssrc,
    guint64 ntp, guint8 *data)
{
  QosGroupPacket packet = {.sender_ssrc = ssrc, .ssrc = ssrc, .ntp = ntp};

  GST_OBJECT_LOCK (self);
  packet.size =
      self->feedback.is_group ? gst_qos_pay_count_receivers (self, now) : 0;
  packet.average_bytes = (guint16) qos_sender_report_bytes (self->sender);
  GST_OBJECT_UNLOCK (self);
  if (packet.size == 0)
    return 0;
  qos_group_write (&packet, data);
  return QOS_GROUP_PACKET_SIZE;
}

static void
gst_qos_pay_send_report (GstQosPay *self, GstPad *pad)
{
  QosXrDlrr dlrr[QOS_SENDER_REMOTES];
  guint8 xr[QOS_XR_DLRR_SIZE (QOS_SENDER_REMOTES) + QOS_GROUP_PACKET_SIZE];
  GstQosSdes sdes;
  GstQosRtcp rtcp = {.sdes = &sdes};
  GstBuffer *buffer;
  GstClockTime now;
  guint n;

  rtcp.with_name = gst_qos_sdes_is_named (self->reports++);
  /* One reading for everything: receivers subtract their delay from the
   * report's time. */
  now = gst_clock_get_time (self->reporter.clock);
  gst_qos_pay_fill_sender_report (self, now, &rtcp);

  GST_OBJECT_LOCK (self);
  sdes = self->reporter.sdes;
  n = qos_sender_dlrr (self->sender, now, dlrr);
  GST_OBJECT_UNLOCK (self);

  rtcp.xr_size = qos_xr_write_dlrr (xr, sizeof xr, rtcp.ssrc, dlrr, n);
  rtcp.xr_size += gst_qos_pay_write_group (self, now, rtcp.ssrc, rtcp.ntp,
      xr + rtcp.xr_size);
  rtcp.xr = rtcp.xr_size > 0 ? xr : NULL;
  buffer = gst_qos_rtcp_write (&rtcp);

  GST_OBJECT_LOCK (self);
  qos_sender_reported (self->sender, now, qos_ntp_middle (rtcp.ntp),
      gst_buffer_get_size (buffer) + self->overhead);
  GST_OBJECT_UNLOCK (self);
  gst_qos_rtcp_push (pad, buffer);
}

/* Under the object lock. */
static void
gst_qos_pay_take_snapshot (GstQosPay *self, GstClockTime now,
    QosSnapshot *snapshot)
{
  qos_sender_snapshot (self->sender, now, snapshot);
  self->message_due += self->reporter.interval;
  if (self->message_due <= now) /* we are late, or the interval was reduced */
    self->message_due = now + self->reporter.interval;
}

/* Returns: (transfer full) (nullable): rtcp_src if a report is due. */
static GstPad *
gst_qos_pay_find_due_pad (GstQosPay *self, GstClockTime now)
{
  GstPad *pad = NULL;

  GST_OBJECT_LOCK (self);
  if (self->reporter.rtcp_src && qos_sender_has_begun (self->sender) &&
      now >= qos_sender_report_due_ns (self->sender))
    pad = gst_object_ref (self->reporter.rtcp_src);
  GST_OBJECT_UNLOCK (self);
  return pad;
}

/* Adds what the core does not know. */
static void
gst_qos_pay_complete_snapshot (GstQosPay *self, QosSnapshot *snapshot)
{
  qos_sender_set_uint (snapshot, QOS_SENDER_SSRC,
      GST_RTP_BASE_PAYLOAD (self)->current_ssrc);
  GST_OBJECT_LOCK (self);
  if (self->is_watched)
    qos_sender_set_uint (snapshot, QOS_SENDER_PACKETS_NOT_SENT, self->not_sent);
  GST_OBJECT_UNLOCK (self);
}

/* Over a short rest of an interval the rates would be anything: the last
 * message repeats those of the interval before, without its time and length. */
static void
gst_qos_pay_post_message (GstQosPay *self, GstClockTime now, gboolean is_last)
{
  GstElement *element = GST_ELEMENT_CAST (self);
  QosSnapshot snapshot;
  gboolean is_due, repeats;

  GST_OBJECT_LOCK (self);
  repeats = is_last &&
      now < qos_sender_interval_end_ns (self->sender) +
              self->reporter.interval / 2;
  is_due = qos_sender_has_begun (self->sender) &&
      (is_last || now >= self->message_due);
  if (is_due && !repeats) {
    gst_qos_pay_take_snapshot (self, now, &snapshot);
  } else if (is_due) {
    qos_sender_peek (self->sender, now, &snapshot);
    qos_snapshot_forget (&snapshot, QOS_SENDER_DURATION);
  }
  is_due = is_due && self->reporter.post_messages;
  GST_OBJECT_UNLOCK (self);
  if (!is_due)
    return;
  gst_qos_pay_complete_snapshot (self, &snapshot);
  gst_qos_message_post (element,
      gst_qos_message_sender (element, self->reporter.clock, now, &snapshot));
}

void
gst_qos_pay_report_last (GstQosPay *self)
{
  gst_qos_pay_post_message (self, gst_clock_get_time (self->reporter.clock),
      TRUE);
}

GstClockTime
gst_qos_pay_report (GstElement *element, GstClockTime now)
{
  GstQosPay *self = GST_QOS_PAY (element);
  GstClockTime next;
  g_autoptr (GstPad) pad = gst_qos_pay_find_due_pad (self, now);

  if (pad)
    gst_qos_pay_send_report (self, pad);
  gst_qos_pay_post_message (self, now, FALSE);

  GST_OBJECT_LOCK (self);
  next = gst_qos_reporter_latest (&self->reporter, now);
  if (qos_sender_has_begun (self->sender)) {
    next = MIN (next, self->message_due);
    if (self->reporter.rtcp_src)
      next = MIN (next, qos_sender_report_due_ns (self->sender));
  }
  GST_OBJECT_UNLOCK (self);
  return MAX (next, now + GST_MSECOND);
}

void
gst_qos_pay_set_destination (GstQosPay *self, GSocketAddress *address,
    guint overhead)
{
  GST_OBJECT_LOCK (self);
  gst_qos_feedback_set_destination (&self->feedback, address);
  self->overhead = overhead;
  GST_OBJECT_UNLOCK (self);
}

void
gst_qos_pay_watch_sending (GstQosPay *self)
{
  GST_OBJECT_LOCK (self);
  self->is_watched = TRUE;
  GST_OBJECT_UNLOCK (self);
}

void
gst_qos_pay_count_not_sent (GstElement *element)
{
  GstQosPay *self = GST_QOS_PAY (element);

  GST_OBJECT_LOCK (self);
  self->not_sent++;
  GST_OBJECT_UNLOCK (self);
}

GstBuffer *
gst_qos_pay_create_bye (GstQosPay *self)
{
  GstQosSdes sdes;
  GstQosRtcp rtcp = {.sdes = &sdes, .bye = TRUE};
  gboolean has_sent;

  GST_OBJECT_LOCK (self);
  sdes = self->reporter.sdes;
  has_sent = qos_sender_has_begun (self->sender);
  GST_OBJECT_UNLOCK (self);
  if (!has_sent)
    return NULL;
  gst_qos_pay_fill_sender_report (self,
      gst_clock_get_time (self->reporter.clock), &rtcp);
  return gst_qos_rtcp_write (&rtcp);
}

void
gst_qos_pay_finish (GstQosPay *self)
{
  g_autoptr (GstPad) pad = gst_qos_reporter_ref_src (&self->reporter);
  GstBuffer *bye = pad ? gst_qos_pay_create_bye (self) : NULL;

  if (bye)
    gst_qos_rtcp_push (pad, bye);
  if (pad)
    gst_pad_push_event (pad, gst_event_new_eos ());
}

/* Under the object lock. from: (nullable). Returns: FALSE if malformed. */
static gboolean
gst_qos_pay_read_rtcp (GstQosPay *self, GstMapInfo *map, GSocketAddress *from,
    GstClockTime now)
{
  guint32 ssrc = GST_RTP_BASE_PAYLOAD (self)->current_ssrc;
  QosRtcpReader reader;
  QosRtcpEvent event;

  if (!qos_rtcp_start (&reader, map->data, map->size))
    return FALSE;
  while (qos_rtcp_next (&reader, &event)) {
    if (event.kind == QOS_RTCP_BYE)
      qos_group_left (&self->group, event.ssrc);
    if (!qos_sender_rtcp (self->sender, ssrc, &event, now))
      continue;
    gst_qos_feedback_confirm (&self->feedback, from, now);
    if (self->feedback.is_group)
      qos_group_heard (&self->group, event.block.reporter_ssrc, now);
  }
  return TRUE;
}

GstFlowReturn
gst_qos_pay_chain_rtcp (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GstQosPay *self = GST_QOS_PAY (parent);
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);
  GSocketAddress *from = meta ? meta->addr : NULL;
  GstQosArrival arrival;
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_READ); /* empty if that fails */
  GST_OBJECT_LOCK (self);
  arrival = gst_qos_arrival (GST_ELEMENT_CAST (self), self->reporter.clock,
      buffer, meta, &self->last_arrival);
  /* One that arrived before we were playing is late, and reports on an earlier
   * time. */
  if (!gst_qos_feedback_accepts (&self->feedback, from, arrival.time))
    self->foreign_rtcp++;
  else if (!arrival.has_waited &&
      !gst_qos_pay_read_rtcp (self, &map, from, arrival.time))
    self->malformed_rtcp++;
  GST_OBJECT_UNLOCK (self);
  gst_buffer_unmap (buffer, &map);
  gst_buffer_unref (buffer);
  return GST_FLOW_OK;
}

GstStructure *
gst_qos_pay_create_stats (GstQosPay *self)
{
  QosSnapshot snapshot;
  GstClockTime interval_end;
  guint64 malformed_rtcp, foreign_rtcp, oversize;
  GstStructure *stats;

  GST_OBJECT_LOCK (self);
  qos_sender_peek (self->sender, gst_clock_get_time (self->reporter.clock),
      &snapshot);
  interval_end = qos_sender_interval_end_ns (self->sender);
  malformed_rtcp = self->malformed_rtcp;
  foreign_rtcp = self->foreign_rtcp;
  oversize = self->oversize;
  GST_OBJECT_UNLOCK (self);
  gst_qos_pay_complete_snapshot (self, &snapshot);
  stats = gst_qos_message_sender (GST_ELEMENT_CAST (self), self->reporter.clock,
      interval_end, &snapshot);
  gst_structure_set (stats, "rtcp-malformed", G_TYPE_UINT64, malformed_rtcp,
      "rtcp-foreign", G_TYPE_UINT64, foreign_rtcp, "access-units-dropped",
      G_TYPE_UINT64, oversize, NULL);
  return stats;
}
