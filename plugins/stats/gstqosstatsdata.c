/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The data path of qosstats: each packet is measured under the object lock and
 * pushed after releasing it.
 */
#include "qos-receive.h"
#include "gstqosarrival.h"
#include "gstqosstats.h"
#include "gstqosstatsnotice.h"
#include "gstqostime.h"

#define GST_CAT_DEFAULT gst_qos_stats_debug

typedef struct
{
  GstCaps *caps; /* (transfer full) (nullable): to send first */
  gboolean has_waited;
  gboolean is_dropped;       /* an unwanted duplicate, foreign, or malformed */
  GstQosStatsNotice *notice; /* (transfer full) (nullable): to post */
} Measured;

static GstQosStream *
gst_qos_stats_find_stream (GstQosStats *self, guint32 ssrc,
    GstClockTime arrival)
{
  GstQosStream *stream = gst_qos_streams_find (&self->streams, ssrc);

  if (stream)
    return stream;
  if (self->streams.list->len >= self->max_sources) {
    self->unmeasured++;
    return NULL;
  }
  stream = gst_qos_streams_add (&self->streams, ssrc, self->reporter.interval,
      arrival);
  qos_source_set_ntp_offset (stream->source,
      gst_qos_time_ntp_offset (self->reporter.clock));
  gst_qos_stats_configure_stream (self, stream);
  if (self->is_group)
    qos_source_set_group (stream->source, arrival, g_random_int ());
  return stream;
}

/* own: (nullable): the payload that the stream announces. Returns: (nullable):
 * what to check against: the payload of the caps downstream if all streams have
 * the same caps there, otherwise own. */
static QosPayload *
gst_qos_stats_find_payload (GstQosStats *self, QosPayload *own,
    guint payload_type)
{
  gboolean is_out = !self->has_demux &&
      self->out.kind.format != QOS_FORMAT_NONE &&
      (self->out_type < 0 || self->out_type == (gint) payload_type);

  /* Otherwise the stream's own caps will be sent next. */
  if (is_out && (self->has_caps || self->sent_caps || !own))
    return &self->out;
  return own;
}

/* A payload that does not match its format is counted as received, but not
 * forwarded. */
static gboolean
gst_qos_stats_is_malformed (GstQosStats *self, GstQosStream *stream,
    QosPayload *own, const guint8 *data, const QosReceived *received,
    Measured *measured)
{
  QosPayloadVerdict verdict =
      qos_receive_check (gst_qos_stats_find_payload (self, own,
                             received->header.payload_type),
          received, data);

  if (verdict == QOS_PAYLOAD_OK)
    return FALSE;
  self->malformed++;
  if (!stream)
    return TRUE;
  measured->notice =
      gst_qos_stats_notice (self, stream, GST_QOS_NOTICE_BAD_DATA);
  if (measured->notice)
    measured->notice->what = qos_payload_text (verdict);
  return TRUE;
}

/* The caps downstream describe one stream. New ones are needed if its codec
 * changes, or if it has ended and another continues. */
static gboolean
gst_qos_stats_are_caps_outdated (GstQosStats *self, const GstQosStream *stream,
    gboolean is_new_codec, GstClockTime arrival)
{
  const GstQosStream *described;

  if (!self->sent_caps || qos_source_ssrc (stream->source) == self->caps_ssrc)
    return is_new_codec;
  if (self->has_demux)
    return FALSE;
  described = gst_qos_streams_find (&self->streams, self->caps_ssrc);
  return !described || qos_source_said_bye (described->source) ||
      (qos_source_is_valid (stream->source) &&
          qos_source_is_silent (described->source, arrival));
}

/* Under the object lock. */
static void
gst_qos_stats_measure_packet (GstQosStats *self, GstQosStream *stream,
    const guint8 *data, const QosReceived *received,
    const GstQosArrival *arrival, Measured *measured)
{
  const QosReceivedTime time = {arrival->time, arrival->now,
      arrival->has_waited, stream->overhead};
  guint payload_type = received->header.payload_type;
  QosReceivedResult result;
  QosReceivedFormat format;

  if (qos_source_needs_format (stream->source, payload_type)) {
    gst_qos_stats_find_format (self, payload_type, &format);
    qos_source_set_format (stream->source, &format);
  }
  result = qos_receive_rtp (stream->source, received, data, &time);
  if (gst_qos_stats_are_caps_outdated (self, stream, result.is_new_codec,
          arrival->time))
    self->sent_caps = FALSE;
  stream->credit += received->size + stream->overhead;
  if (result.has_event)
    stream->idle_until = 0;
  measured->is_dropped = (self->drop_duplicates && result.is_superfluous) ||
      gst_qos_stats_is_malformed (self, stream, result.payload, data, received,
          measured);
  if (!measured->is_dropped)
    measured->caps = gst_qos_stats_complete_caps (self, stream);
}

/* Under the object lock. */
static void
gst_qos_stats_read_packet (GstQosStats *self, GstBuffer *buffer,
    const guint8 *data, const QosReceived *received, Measured *measured)
{
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);
  GSocketAddress *address = meta ? meta->addr : NULL;
  const QosRtpHeader *header = &received->header;
  GstQosArrival arrival = gst_qos_arrival (GST_ELEMENT_CAST (self),
      self->reporter.clock, buffer, meta, &self->last_arrival);
  GstQosStream *stream =
      gst_qos_stats_find_stream (self, header->ssrc, arrival.time);

  measured->has_waited = arrival.has_waited;
  if (!stream) {
    measured->is_dropped = self->has_demux ||
        gst_qos_stats_is_malformed (self, NULL, NULL, data, received, measured);
    return;
  }
  if (!gst_qos_stream_accepts (stream, address, header, arrival.time)) {
    qos_source_count_foreign (stream->source);
    measured->is_dropped = TRUE;
    measured->notice =
        gst_qos_stats_note_foreign (self, stream, address, arrival.time);
    return;
  }
  gst_qos_stats_measure_packet (self, stream, data, received, &arrival,
      measured);
}

/* Returns: TRUE if the packet goes on. */
static gboolean
gst_qos_stats_read_buffer (GstQosStats *self, GstBuffer *buffer,
    QosReceived *received, Measured *measured)
{
  QosReceivedKind kind = QOS_RECEIVED_MALFORMED;
  GstMapInfo map;
  gboolean is_mapped = gst_buffer_map (buffer, &map, GST_MAP_READ);

  if (is_mapped)
    kind = qos_receive_parse (map.data, map.size, map.size, &self->rules,
        received);
  if (kind == QOS_RECEIVED_RTCP) {
    gst_buffer_unmap (buffer, &map);
    gst_qos_stats_read_rtcp (self, buffer, &self->last_arrival);
    return FALSE;
  }
  GST_OBJECT_LOCK (self);
  if (kind == QOS_RECEIVED_RTP)
    gst_qos_stats_read_packet (self, buffer, map.data, received, measured);
  else
    self->malformed++;
  GST_OBJECT_UNLOCK (self);
  if (is_mapped)
    gst_buffer_unmap (buffer, &map);
  if (measured->notice)
    gst_qos_stats_post_notice (self, measured->notice);
  if (kind == QOS_RECEIVED_RTP)
    return !measured->is_dropped;
  GST_LOG_OBJECT (self, "dropped %" GST_PTR_FORMAT ": not RTP", buffer);
  return FALSE;
}

/* *buffer: (inout) (transfer full). Returns: TRUE if it must be forwarded;
 * otherwise it is unreffed. */
static gboolean
gst_qos_stats_handle_buffer (GstQosStats *self, GstBuffer **buffer)
{
  Measured measured = {NULL};
  QosReceived received;

  if (!gst_qos_stats_read_buffer (self, *buffer, &received, &measured) ||
      !gst_qos_stats_prepare_output (self, measured.caps)) {
    gst_clear_buffer (buffer);
    return FALSE;
  }
  if (measured.has_waited)
    *buffer = gst_qos_arrival_stamp (GST_ELEMENT_CAST (self), *buffer);
  if (self->has_demux)
    self->received = received;
  return TRUE;
}

GstFlowReturn
gst_qos_stats_chain (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  if (!gst_qos_stats_handle_buffer (self, &buffer))
    return GST_FLOW_OK;
  return gst_qos_stats_filter_flow (self, gst_pad_push (self->srcpad, buffer));
}

static gboolean
gst_qos_stats_handle_listed (GstBuffer **buffer, guint n, gpointer self)
{
  gst_qos_stats_handle_buffer (self, buffer);
  return TRUE;
}

GstFlowReturn
gst_qos_stats_chain_list (GstPad *pad, GstObject *parent, GstBufferList *list)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  list = gst_buffer_list_make_writable (list);
  gst_buffer_list_foreach (list, gst_qos_stats_handle_listed, self);
  if (gst_buffer_list_length (list) > 0)
    return gst_qos_stats_filter_flow (self,
        gst_pad_push_list (self->srcpad, list));
  gst_buffer_list_unref (list);
  return GST_FLOW_OK;
}

static gboolean
gst_qos_stats_push_listed (GstBuffer **buffer, guint n, gpointer self)
{
  gst_qos_stats_chain (NULL, self, gst_buffer_ref (*buffer));
  return TRUE;
}

static GstFlowReturn
gst_qos_stats_chain_one_by_one (GstPad *pad, GstObject *parent,
    GstBufferList *list)
{
  gst_buffer_list_foreach (list, gst_qos_stats_push_listed, parent);
  gst_buffer_list_unref (list);
  return GST_FLOW_OK;
}

const QosReceived *
gst_qos_stats_set_demux (GstQosStats *self)
{
  self->has_demux = TRUE;
  gst_pad_set_chain_list_function (self->sinkpad,
      gst_qos_stats_chain_one_by_one);
  return &self->received;
}

/* The jitter buffer after it, inside qossrc */

void
gst_qos_stats_watch (GstQosStats *self, guint32 ssrc)
{
  GstQosStream *stream;

  GST_OBJECT_LOCK (self);
  stream = gst_qos_streams_find (&self->streams, ssrc);
  if (stream)
    qos_source_watch (stream->source);
  GST_OBJECT_UNLOCK (self);
}

gboolean
gst_qos_stats_out (GstQosStats *self, guint32 ssrc, guint16 seq,
    QosPlayoutOut *out)
{
  GstQosStream *stream;
  gboolean is_broken = FALSE;

  out->now_ns = gst_clock_get_time (self->reporter.clock);
  GST_OBJECT_LOCK (self);
  stream = gst_qos_streams_find (&self->streams, ssrc);
  if (stream) {
    is_broken = qos_source_out (stream->source, seq, out);
    if (qos_source_has_event (stream->source))
      stream->idle_until = 0;
  }
  GST_OBJECT_UNLOCK (self);
  return is_broken;
}

void
gst_qos_stats_refuse (GstQosStats *self, guint32 ssrc, guint16 seq)
{
  GstQosStream *stream;

  GST_OBJECT_LOCK (self);
  stream = gst_qos_streams_find (&self->streams, ssrc);
  if (stream)
    qos_source_refuse (stream->source, seq);
  GST_OBJECT_UNLOCK (self);
}
