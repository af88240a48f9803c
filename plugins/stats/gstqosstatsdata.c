/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The data path of qosstats: each packet is measured under the object lock and
 * pushed after it.
 */
#include "config.h"

#include "qos-rtp.h"
#include "gstqosarrival.h"
#include "gstqosformat.h"
#include "gstqosstats.h"
#include "gstqosstatsnotice.h"
#include "gstqostime.h"

#define GST_CAT_DEFAULT gst_qos_stats_debug

typedef enum
{
  MEASURE_PASS,
  MEASURE_TAKE, /* RTCP: read, goes no further */
  MEASURE_DROP, /* malformed */
} Measure;

typedef struct
{
  GstCaps *caps; /* (transfer full) (nullable): to be sent first */
  gboolean has_waited;
  gboolean is_dropped; /* a copy that nobody wants, a stranger's, or bad */
  GstQosStatsNotice *notice; /* (transfer full) (nullable): to be posted */
} Measured;

static GstQosStream *
find_stream (GstQosStats *self, guint32 ssrc, GstClockTime arrival)
{
  GstQosStream *stream = gst_qos_streams_find (&self->streams, ssrc);

  if (stream)
    return stream;
  if (self->streams.list->len >= self->max_sources) {
    self->unmeasured++;
    return NULL;
  }
  stream = gst_qos_streams_add (&self->streams, ssrc, self->interval, arrival);
  qos_source_set_ntp_offset (&stream->source,
      gst_qos_time_ntp_offset (self->clock));
  gst_qos_stats_configure_stream (self, stream);
  if (self->is_group)
    qos_pace_set_group (&stream->source.pace, arrival, g_random_int ());
  return stream;
}

/* Reads the codec-config, if this packet has one. Returns: TRUE when the caps
 * made of it change. */
static gboolean
read_codec (GstQosStats *self, GstQosStream *stream, const guint8 *data,
    const QosRtpHeader *header)
{
  const guint8 *codec;
  gsize size;

  if (!header->has_extension || self->codec_id == 0)
    return FALSE;
  codec = qos_rtp_find_extension (data, header, self->codec_id, &size);
  return codec && gst_qos_stream_set_codec (stream, codec, size);
}

/* Where no caps name its id, the usual one is believed of our own streams only,
 * which have the codec-config. */
static void
read_send_time (GstQosStats *self, GstQosStream *stream, const guint8 *data,
    const QosRtpHeader *header, QosPacket *packet)
{
  const guint8 *bytes = NULL;
  gsize size;

  if (header->has_extension && self->send_time_id > 0 &&
      (self->is_send_time_named || stream->has_codec))
    bytes = qos_rtp_find_extension (data, header, self->send_time_id, &size);
  packet->has_send_time = bytes && size == 3;
  packet->send_time = packet->has_send_time ? GST_READ_UINT24_BE (bytes) : 0;
}

/* What the payload should be, where no codec-config says it. */
static void
find_kind (GstQosStats *self, GstQosStream *stream, guint payload_type)
{
  GstCaps *caps =
      gst_qos_format_caps (self->has_demux ? self->formats : self->given_caps,
          payload_type);
  QosPayloadKind kind;

  if (caps) {
    gst_qos_format_kind (gst_caps_get_structure (caps, 0), &kind);
    gst_qos_stream_set_kind (stream, payload_type, &kind);
  } else if (stream->kind_of < 0) {
    gst_qos_stream_set_kind (stream, payload_type, NULL);
  }
  gst_clear_caps (&caps);
}

/* stream: (nullable). Returns: (nullable): what packets of payload_type should
 * be: that of the caps downstream, where one sender's go to all go to; else
 * what the stream says. */
static QosPayload *
find_payload (GstQosStats *self, GstQosStream *stream, guint payload_type)
{
  gboolean is_out = !self->has_demux &&
      self->out.kind.format != QOS_FORMAT_NONE &&
      (self->out_type < 0 || self->out_type == (gint) payload_type);
  gboolean is_told = FALSE;

  if (stream) {
    if (!stream->has_codec && stream->kind_of != (gint) payload_type)
      find_kind (self, stream, payload_type);
    is_told = stream->kind_of == (gint) payload_type &&
        stream->payload.kind.format != QOS_FORMAT_NONE;
  }
  /* With neither of these, the stream's own caps come next. */
  if (is_out && (self->has_caps || self->sent_caps || !is_told))
    return &self->out;
  return is_told ? &stream->payload : NULL;
}

/* A payload that is not what its format says has come as any other, and goes no
 * further. */
static gboolean
is_malformed (GstQosStats *self, GstQosStream *stream, const guint8 *data,
    const QosRtpHeader *header, Measured *measured)
{
  QosPayload *payload = find_payload (self, stream, header->payload_type);
  QosPayloadVerdict verdict = payload
      ? qos_payload_check (payload, header->has_marker,
            data + header->header_size, header->payload_size)
      : QOS_PAYLOAD_OK;

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

/* A copy, or a packet with a number that fits nowhere: a jitter buffer would
 * take two such for a new stream. */
static gboolean
is_superfluous (const QosSource *source, QosSeqVerdict verdict)
{
  return verdict == QOS_SEQ_DUPLICATE ||
      (verdict == QOS_SEQ_SUSPECT && qos_source_is_valid (source));
}

/* Under the object lock. */
static void
measure_packet (GstQosStats *self, GstBuffer *buffer, const GstMapInfo *map,
    const QosRtpHeader *header, Measured *measured)
{
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);
  GstQosArrival arrival = gst_qos_arrival (GST_ELEMENT_CAST (self), self->clock,
      buffer, meta, &self->last_arrival);
  GstQosStream *stream = find_stream (self, header->ssrc, arrival.time);
  QosSeqVerdict verdict;
  QosPacket packet = {0};

  measured->has_waited = arrival.has_waited;
  if (!stream) {
    measured->is_dropped = self->has_demux ||
        is_malformed (self, NULL, map->data, header, measured);
    return;
  }
  if (!gst_qos_stream_take_from (stream, meta ? meta->addr : NULL, header,
          arrival.time)) {
    stream->source.foreign++;
    measured->is_dropped = TRUE;
    measured->notice = gst_qos_stats_note_foreign (self, stream,
        meta ? meta->addr : NULL, arrival.time);
    return;
  }
  stream->payload_type = header->payload_type;
  if (read_codec (self, stream, map->data, header) && self->sent_caps &&
      self->caps_ssrc == header->ssrc)
    self->sent_caps = FALSE;

  gst_qos_stats_find_format (self, stream, header->payload_type);
  packet.format = stream->format;
  packet.arrival_ns = arrival.time;
  packet.has_waited = arrival.has_waited;
  packet.timestamp = header->timestamp;
  read_send_time (self, stream, map->data, header, &packet);
  packet.seq = header->seq;
  packet.payload_bytes = (guint32) header->payload_size;
  packet.wire_bytes = (guint32) (map->size + stream->overhead);
  packet.seen_ns = arrival.now;
  packet.duration_ticks = gst_qos_stream_duration (stream,
      map->data + header->header_size, header->payload_size);
  packet.is_silent = gst_qos_stream_is_silent (stream, header->payload_size,
      packet.duration_ticks);
  verdict = qos_source_packet (&stream->source, &packet);
  stream->credit += packet.wire_bytes;
  if (stream->source.media.is_known)
    stream->payload_type = stream->source.media.type;
  if (qos_playout_has_event (&stream->source.playout))
    stream->idle_until = 0;
  measured->is_dropped =
      (self->drop_duplicates && is_superfluous (&stream->source, verdict)) ||
      is_malformed (self, stream, map->data, header, measured);
  if (!measured->is_dropped)
    measured->caps = gst_qos_stats_complete_caps (self, stream);
}

static Measure
measure (GstQosStats *self, GstBuffer *buffer, Measured *measured)
{
  QosRtpHeader header;
  QosRtpVerdict verdict;
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ)) {
    GST_OBJECT_LOCK (self);
    self->malformed++;
    GST_OBJECT_UNLOCK (self);
    return MEASURE_DROP;
  }
  if (qos_rtp_is_rtcp (map.data, map.size)) {
    gst_buffer_unmap (buffer, &map);
    gst_qos_stats_read_rtcp (self, buffer, &self->last_arrival);
    return MEASURE_TAKE;
  }
  verdict = qos_rtp_parse (map.data, map.size, &header);
  GST_OBJECT_LOCK (self);
  if (verdict == QOS_RTP_OK)
    measure_packet (self, buffer, &map, &header, measured);
  else
    self->malformed++;
  GST_OBJECT_UNLOCK (self);
  gst_buffer_unmap (buffer, &map);
  if (measured->notice)
    gst_qos_stats_post_notice (self, measured->notice);
  if (verdict == QOS_RTP_OK)
    return measured->is_dropped ? MEASURE_TAKE : MEASURE_PASS;
  GST_LOG_OBJECT (self, "dropped %" GST_PTR_FORMAT ": verdict %d", buffer,
      verdict);
  return MEASURE_DROP;
}

/* *buffer: (inout) (transfer full). Returns: TRUE when it goes on; else it is
 * unreffed. */
static gboolean
take (GstQosStats *self, GstBuffer **buffer)
{
  Measured measured = {NULL};

  if (measure (self, *buffer, &measured) != MEASURE_PASS ||
      !gst_qos_stats_get_ready (self, measured.caps)) {
    gst_clear_buffer (buffer);
    return FALSE;
  }
  if (measured.has_waited)
    *buffer = gst_qos_arrival_stamp (GST_ELEMENT_CAST (self), *buffer);
  return TRUE;
}

GstFlowReturn
gst_qos_stats_chain (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  if (!take (self, &buffer))
    return GST_FLOW_OK;
  return gst_qos_stats_judge_flow (self, gst_pad_push (self->srcpad, buffer));
}

static gboolean
take_one_of_list (GstBuffer **buffer, guint n, gpointer self)
{
  take (self, buffer);
  return TRUE;
}

GstFlowReturn
gst_qos_stats_chain_list (GstPad *pad, GstObject *parent, GstBufferList *list)
{
  GstQosStats *self = GST_QOS_STATS (parent);

  list = gst_buffer_list_make_writable (list);
  gst_buffer_list_foreach (list, take_one_of_list, self);
  if (gst_buffer_list_length (list) > 0)
    return gst_qos_stats_judge_flow (self,
        gst_pad_push_list (self->srcpad, list));
  gst_buffer_list_unref (list);
  return GST_FLOW_OK;
}
