/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP that qosstats receives: sender reports, SDES, BYE, XR DLRR and the size
 * of the group (RFC 3550 6, RFC 3611 4.5, RFC 5760 7.1). RTCP about a stream is
 * ignored unless it comes from the stream's sender.
 */
#include "gstqosarrival.h"
#include "gstqosstats.h"

/* Under the object lock. size: of the compound. */
static void
gst_qos_stats_read_event (GstQosStats *self, const QosRtcpEvent *event,
    GSocketAddress *from, gsize size, const GstQosArrival *arrival)
{
  GstQosStream *stream;

  if (event->kind == QOS_RTCP_BLOCK ||
      (event->kind == QOS_RTCP_GROUP && !self->is_group))
    return;
  stream = gst_qos_streams_find (&self->streams, event->ssrc);
  if (!stream)
    return;
  if (!gst_qos_stream_accepts_rtcp (stream, from, arrival->time)) {
    self->foreign_rtcp++;
    return;
  }
  if (qos_receive_rtcp (stream->source, event, self->ssrc, arrival->time,
          arrival->has_waited))
    stream->idle_until = 0;
  if (event->kind != QOS_RTCP_SENDER_REPORT || !from)
    return;
  g_set_object (&stream->rtcp_address, from);
  stream->rtcp_arrival = arrival->time;
  stream->credit += size + stream->overhead;
}

void
gst_qos_stats_read_rtcp (GstQosStats *self, GstBuffer *buffer,
    GstQosArrivalLast *last)
{
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);
  GstQosArrival arrival;
  QosRtcpReader reader;
  QosRtcpEvent event;
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_READ); /* empty if that fails */
  GST_OBJECT_LOCK (self);
  arrival = gst_qos_arrival (GST_ELEMENT_CAST (self), self->reporter.clock,
      buffer, meta, last);
  if (qos_rtcp_start (&reader, map.data, map.size))
    while (qos_rtcp_next (&reader, &event))
      gst_qos_stats_read_event (self, &event, meta ? meta->addr : NULL,
          map.size, &arrival);
  else if (qos_rtcp_is_encrypted (map.data, map.size))
    self->encrypted_rtcp++;
  else
    self->malformed_rtcp++;
  GST_OBJECT_UNLOCK (self);
  gst_buffer_unmap (buffer, &map);
}
