/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP that comes to qosstats: sender reports, SDES, BYE, XR DLRR and the size
 * of the group (RFC 3550 6, RFC 3611 4.5, RFC 5760 7.1). What is not from the
 * sender of the stream that it speaks of changes nothing.
 */
#include "gstqosarrival.h"
#include "gstqosrtcp.h"
#include "gstqosstats.h"

/* A compound being read: the handlers run under the object lock. */
typedef struct
{
  GstQosStats *self;
  GSocketAddress *from; /* (nullable) */
  gsize size;           /* of the compound */
  GstClockTime now;
  gboolean has_waited; /* no round trip can be measured by it */
} Reading;

/* Returns: (nullable): the stream that the compound speaks of, where that may
 * be by its sender. */
static GstQosStream *
find_own_stream (Reading *reading, guint32 ssrc)
{
  GstQosStream *stream = gst_qos_streams_find (&reading->self->streams, ssrc);

  if (!stream ||
      gst_qos_stream_accepts_rtcp (stream, reading->from, reading->now))
    return stream;
  reading->self->foreign_rtcp++;
  return NULL;
}

static void
on_sender_report (gpointer user, guint32 ssrc, guint64 ntp, guint32 rtptime)
{
  Reading *reading = user;
  GstQosStream *stream = find_own_stream (reading, ssrc);

  if (!stream)
    return;
  if (!reading->has_waited)
    qos_source_sender_report (stream->source, ntp, rtptime, reading->now);
  if (!reading->from)
    return;
  g_set_object (&stream->rtcp_address, reading->from);
  stream->rtcp_arrival = reading->now;
  stream->credit += reading->size + stream->overhead;
}

static void
on_sdes (gpointer user, guint32 ssrc, const gchar *cname, const gchar *name)
{
  Reading *reading = user;
  GstQosStream *stream = find_own_stream (reading, ssrc);

  if (stream)
    qos_source_set_names (stream->source, cname, name);
}

static void
on_bye (gpointer user, guint32 ssrc)
{
  Reading *reading = user;
  GstQosStream *stream = find_own_stream (reading, ssrc);

  if (!stream)
    return;
  qos_source_bye (stream->source, reading->now);
  stream->idle_until = 0;
}

static void
on_xr (gpointer user, const QosXr *xr)
{
  Reading *reading = user;
  GstQosStream *stream;

  if (reading->has_waited)
    return;
  stream = find_own_stream (reading, xr->sender_ssrc);
  for (guint i = 0; stream && i < xr->n_dlrr; i++)
    if (xr->dlrr[i].ssrc == reading->self->ssrc) {
      qos_source_dlrr (stream->source, xr->dlrr[i].lrr, xr->dlrr[i].dlrr,
          reading->now);
      stream->idle_until = 0; /* what was lost brings the next report forward */
    }
}

static void
on_group (gpointer user, const QosGroupPacket *group)
{
  Reading *reading = user;
  GstQosStream *stream;

  if (!reading->self->is_group)
    return;
  stream = find_own_stream (reading, group->ssrc);
  if (!stream)
    return;
  qos_source_set_members (stream->source, reading->now, group->size);
  stream->idle_until = 0;
}

static const GstQosRtcpReader rtcp_reader = {
    .sender_report = on_sender_report,
    .sdes = on_sdes,
    .bye = on_bye,
    .xr = on_xr,
    .group = on_group,
};

void
gst_qos_stats_read_rtcp (GstQosStats *self, GstBuffer *buffer,
    GstQosArrivalLast *last)
{
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);
  Reading reading = {self, meta ? meta->addr : NULL,
      gst_buffer_get_size (buffer)};
  GstQosArrival arrival;

  GST_OBJECT_LOCK (self);
  arrival = gst_qos_arrival (GST_ELEMENT_CAST (self), self->clock, buffer, meta,
      last);
  reading.now = arrival.time;
  reading.has_waited = arrival.has_waited;
  if (!gst_qos_rtcp_read (buffer, &rtcp_reader, &reading)) {
    if (gst_qos_rtcp_is_encrypted (buffer))
      self->encrypted_rtcp++;
    else
      self->malformed_rtcp++;
  }
  GST_OBJECT_UNLOCK (self);
}
