/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-analysis-private.h"

#include "qos-rtcp.h"
#include "qos-rtp.h"
#include "gstqosext.h"

#include <math.h>
#include <string.h>

/* Of a packet that was cut: enough for its headers. */
#define HEAD_SIZE 2048

struct _QosAnalysis
{
  QosAnalysisConfig config;
  QosCoding codings[QOS_ANALYSIS_PAYLOAD_TYPES];
  QosAnalysisTable table;
  QosAnalysisCounts counts;
  gboolean has_begun;
  guint64 start_ns; /* of the Unix epoch */
  guint64 now_ns;   /* since then, of this frame */
  guint64 end_ns;   /* since then, of the latest frame */
};

/* Where it is not told, by the static payload types (RFC 3551 6). */
static void
complete_formats (QosAnalysis *self)
{
  for (guint i = 0; i < QOS_ANALYSIS_PAYLOAD_TYPES; i++) {
    QosMediaFormat format = gst_qos_stream_static_format (i);

    self->codings[i] = format.coding;
    if (self->config.rates[i] == 0)
      self->config.rates[i] =
          format.clock_rate > 0 ? format.clock_rate : self->config.other_rate;
  }
}

QosAnalysis *
qos_analysis_new (const QosAnalysisConfig *config)
{
  QosAnalysis *self = g_new0 (QosAnalysis, 1);

  self->config = *config;
  complete_formats (self);
  qos_analysis_table_init (&self->table);
  return self;
}

void
qos_analysis_free (QosAnalysis *self)
{
  qos_analysis_table_clear (&self->table);
  g_free (self);
}

/* What the intervals say of the whole. */
static void
note_interval (QosAnalysisStream *stream, const QosSnapshot *s)
{
  if (qos_snapshot_has (s, QOS_STREAM_DELTA_MAX_MS))
    stream->delta_max_ms =
        fmax (stream->delta_max_ms, s->values[QOS_STREAM_DELTA_MAX_MS].d);
  if (qos_snapshot_has (s, QOS_STREAM_MOS)) {
    stream->mos_least = fmin (stream->mos_least, s->values[QOS_STREAM_MOS].d);
    stream->mos_sum += s->values[QOS_STREAM_MOS].d;
    stream->mos_n++;
  }
}

static void
end_interval (QosAnalysis *self, QosAnalysisStream *stream, guint64 at_ns)
{
  QosSnapshot snapshot;

  qos_source_snapshot (&stream->rtp.source, at_ns, &snapshot);
  note_interval (stream, &snapshot);
  if (self->config.interval)
    self->config.interval (stream, at_ns, &snapshot, self->config.user);
}

static void
take_events (QosAnalysis *self, QosAnalysisStream *stream)
{
  QosSnapshot snapshot;
  QosEvent event;

  while (qos_source_take_event (&stream->rtp.source, &event, &snapshot)) {
    stream->n_events++;
    if (self->config.event)
      self->config.event (stream, &event, &snapshot, self->config.user);
  }
}

static void
end_stream (QosAnalysis *self, QosAnalysisStream *stream, guint64 at_ns,
    const gchar *reason)
{
  qos_source_end (&stream->rtp.source);
  take_events (self, stream);
  stream->end_reason = reason;
  stream->end_ns = at_ns;
  end_interval (self, stream, at_ns);
  qos_analysis_table_end (&self->table, stream);
}

static const gchar *
why_over (QosAnalysisStream *stream, guint64 now_ns)
{
  QosSource *source = &stream->rtp.source;

  if (qos_source_is_gone (source, now_ns))
    return "bye";
  return now_ns > source->last_ns + QOS_SOURCE_TIMEOUT_NS ? "timeout" : NULL;
}

/* The frames of several interfaces are not quite in order: the time of a stream
 * never goes back. Ends the intervals of the stream that are over by now, and
 * the stream itself where it is. */
static void
advance (QosAnalysis *self, QosAnalysisStream *stream, guint64 now_ns)
{
  GstQosStream *rtp = &stream->rtp;

  if (now_ns < stream->now_ns)
    self->counts.backwards++;
  else
    stream->now_ns = now_ns;
  while (rtp->message_due <= stream->now_ns) {
    const gchar *why = why_over (stream, rtp->message_due);

    if (why) {
      end_stream (self, stream, rtp->message_due, why);
      return;
    }
    end_interval (self, stream, rtp->message_due);
    rtp->message_due += self->config.interval_ns;
  }
}

static void
advance_to_frame (gpointer user, QosAnalysisStream *stream)
{
  QosAnalysis *self = user;

  advance (self, stream, self->now_ns);
}

static void
begin_stream (QosAnalysis *self, QosAnalysisStream *stream)
{
  GstQosStream *rtp = &stream->rtp;
  g_autofree gchar *address = qos_analysis_source_text (&stream->key.flow);

  qos_source_init (&rtp->source, stream->key.ssrc, self->config.interval_ns,
      self->now_ns);
  qos_source_set_ntp_offset (&rtp->source,
      self->start_ns + QOS_NTP_UNIX_OFFSET_S * QOS_NS_PER_S);
  qos_playout_set_latency (&rtp->source.playout, self->config.latency_ns);
  g_strlcpy (rtp->address_text, address, sizeof rtp->address_text);
  rtp->message_due = self->now_ns + self->config.interval_ns;
  stream->begin_ns = stream->now_ns = self->now_ns;
  stream->delta_max_ms = stream->mos_least = NAN;
}

/* The stream that the packet belongs to; a new one where it is the first, or the
 * first after the end of another. Returns: (nullable): NULL where there is no
 * room. */
static QosAnalysisStream *
find_stream (QosAnalysis *self, const QosDatagram *datagram, guint32 ssrc)
{
  const QosAnalysisKey key = {datagram->flow, ssrc};
  QosAnalysisStream *stream = qos_analysis_table_find (&self->table, &key);

  if (stream && !stream->unproven) {
    const gchar *why;

    advance (self, stream, self->now_ns);
    why = stream->end_reason ? NULL : why_over (stream, stream->now_ns);
    if (why)
      end_stream (self, stream, stream->now_ns, why);
    if (!stream->end_reason)
      return stream;
  } else if (stream) {
    stream->now_ns = MAX (stream->now_ns, self->now_ns);
    if (stream->now_ns <= stream->rtp.source.last_ns + QOS_PROBATION_NS)
      return stream;
    qos_analysis_table_end (&self->table, stream);
  }
  stream = qos_analysis_table_add (&self->table, &key);
  if (stream)
    begin_stream (self, stream);
  return stream;
}

/* What the packet itself says of codec, rate and time of sending. */
static void
read_extensions (GstQosStream *rtp, const guint8 *data,
    const QosRtpHeader *header, QosPacket *packet)
{
  const guint8 *bytes;
  gsize size;

  if (!header->has_extension)
    return;
  bytes = qos_rtp_find_extension (data, header, GST_QOS_CODEC_EXT_ID, &size);
  if (bytes)
    gst_qos_stream_set_codec (rtp, bytes, size);
  if (!rtp->has_codec) /* the usual id is believed of our own streams only */
    return;
  bytes =
      qos_rtp_find_extension (data, header, GST_QOS_SEND_TIME_EXT_ID, &size);
  packet->has_send_time = bytes && size == 3;
  if (packet->has_send_time)
    packet->send_time = GST_READ_UINT24_BE (bytes);
}

static QosMediaFormat
find_format (const QosAnalysis *self, const GstQosStream *rtp, guint type)
{
  QosMediaFormat format = {(guint8) type, self->config.rates[type],
      self->codings[type]};

  if (rtp->has_codec) {
    format.clock_rate = rtp->codec.clock_rate;
    format.coding = rtp->coding;
  }
  return format;
}

/* data: the packet, as far as it was captured. */
static void
measure (QosAnalysis *self, QosAnalysisStream *stream,
    const QosDatagram *datagram, const guint8 *data, const QosRtpHeader *header)
{
  GstQosStream *rtp = &stream->rtp;
  QosPacket packet = {
      .arrival_ns = stream->now_ns,
      .timestamp = header->timestamp,
      .seq = header->seq,
      .payload_bytes = (guint32) (header->payload_size + datagram->size -
          datagram->captured),
      .wire_bytes = (guint32) datagram->size + datagram->overhead,
  };
  guint32 before = rtp->source.last_timestamp;
  guint16 type_before = rtp->source.media.type;
  gboolean is_first = !rtp->source.media.is_known;

  rtp->payload_type = header->payload_type;
  read_extensions (rtp, data, header, &packet);
  packet.format = find_format (self, rtp, header->payload_type);
  packet.duration_ticks = gst_qos_stream_duration (rtp,
      data + header->header_size, header->payload_size);
  packet.is_silent = gst_qos_stream_is_silent (rtp, packet.payload_bytes,
      packet.duration_ticks);
  if (qos_source_packet (&rtp->source, &packet) == QOS_SEQ_IN_ORDER &&
      !is_first && header->payload_type == type_before)
    stream->ticks += header->timestamp - before;
  if (rtp->source.media.is_known)
    rtp->payload_type = rtp->source.media.type;
  if (stream->unproven && qos_source_is_valid (&rtp->source) &&
      !qos_analysis_table_prove (&self->table, stream))
    self->counts.unmeasured++;
  else if (qos_playout_has_event (&rtp->source.playout) && !stream->unproven)
    take_events (self, stream);
}

/* Payload types that others than RTCP have on one port with it (RFC 5761 4),
 * where nothing else says that this is RTP. */
static gboolean
is_plausible (const QosAnalysis *self, const QosRtpHeader *header)
{
  return self->config.ports || header->payload_type < 64 ||
      header->payload_type >= 96;
}

static void
read_rtp (QosAnalysis *self, const QosDatagram *datagram)
{
  guint8 head[HEAD_SIZE];
  const guint8 *data = datagram->data;
  QosAnalysisStream *stream;
  QosRtpHeader header;

  if (datagram->captured < QOS_RTP_HEADER_SIZE || data[0] >> 6 != 2)
    return;
  /* How much padding a packet has that was cut is not known. */
  if (datagram->captured < datagram->size && (data[0] & 0x20)) {
    if (datagram->captured > sizeof head)
      return;
    memcpy (head, data, datagram->captured);
    head[0] &= (guint8) ~0x20;
    data = head;
  }
  if (qos_rtp_parse (data, datagram->captured, &header) != QOS_RTP_OK ||
      !is_plausible (self, &header))
    return;
  stream = find_stream (self, datagram, header.ssrc);
  if (!stream) {
    self->counts.unmeasured++;
    return;
  }
  measure (self, stream, datagram, data, &header);
}

static void
read_rtcp (QosAnalysis *self, const QosDatagram *datagram)
{
  if (datagram->captured < datagram->size)
    return;
  if (qos_analysis_rtcp (&self->table, datagram, advance_to_frame, self))
    self->counts.rtcp++;
  else if (!qos_analysis_table_is_way (&self->table, &datagram->flow))
    return; /* DNS, or what else has such bytes */
  else if (qos_rtcp_is_encrypted (datagram->data, datagram->size))
    self->counts.encrypted_rtcp++;
  else
    self->counts.malformed_rtcp++;
}

/* By the type (RFC 5761 4). On a port that was told all types may be RTP's: what
 * would be RTCP has to be it. */
static gboolean
is_rtcp_here (const QosAnalysis *self, const QosDatagram *datagram)
{
  gboolean is_whole = datagram->captured == datagram->size;

  if (!qos_rtp_is_rtcp (datagram->data, datagram->captured))
    return FALSE;
  return !self->config.ports || !is_whole ||
      qos_rtcp_is_well_formed (datagram->data, datagram->size);
}

static gboolean
has_port (const guint8 *ports, guint port)
{
  return (ports[port / 8] >> port % 8 & 1) != 0;
}

/* below: 1 for RTCP, which may be on the port above that of its stream. */
static gboolean
is_wanted (const QosAnalysis *self, const QosFlow *flow, guint below)
{
  const guint8 *ports = self->config.ports;

  for (guint i = 0; ports && i <= below; i++)
    if (has_port (ports, (guint16) (flow->source_port - i)) ||
        has_port (ports, (guint16) (flow->destination_port - i)))
      return TRUE;
  return !ports;
}

static void
take_time (QosAnalysis *self, guint64 time_ns)
{
  if (!self->has_begun) {
    self->has_begun = TRUE;
    self->start_ns = time_ns;
  }
  self->now_ns = time_ns > self->start_ns ? time_ns - self->start_ns : 0;
  self->end_ns = MAX (self->end_ns, self->now_ns);
}

/* Returns: FALSE where there is none to look at, which is counted. */
static gboolean
find_datagram (QosAnalysis *self, QosFrameVerdict verdict)
{
  switch (verdict) {
    case QOS_FRAME_UDP:
      return TRUE;
    case QOS_FRAME_OTHER:
      break;
    case QOS_FRAME_FRAGMENT:
      self->counts.fragments++;
      break;
    case QOS_FRAME_BAD:
      self->counts.broken++;
      break;
    case QOS_FRAME_TUNNEL:
      self->counts.tunnels++;
      break;
    case QOS_FRAME_NO_LINK:
      self->counts.links++;
      break;
  }
  return FALSE;
}

void
qos_analysis_frame (QosAnalysis *self, QosLink link, guint64 time_ns,
    const guint8 *data, gsize size)
{
  QosDatagram datagram;
  gboolean is_rtcp;

  self->counts.frames++;
  take_time (self, time_ns);
  if (!find_datagram (self, qos_frame_parse (link, data, size, &datagram)))
    return;
  self->counts.udp++;
  self->counts.cut += datagram.captured < datagram.size;
  self->counts.early += time_ns < self->start_ns;
  is_rtcp = is_rtcp_here (self, &datagram);
  if (!is_wanted (self, &datagram.flow, is_rtcp ? 1 : 0))
    return;
  if (is_rtcp)
    read_rtcp (self, &datagram);
  else
    read_rtp (self, &datagram);
}

static const gchar *
why_at_end (QosAnalysisStream *stream, guint64 end_ns)
{
  const gchar *why = why_over (stream, end_ns);

  if (why)
    return why;
  return stream->rtp.source.said_bye ? "bye" : "eos";
}

void
qos_analysis_end (QosAnalysis *self)
{
  self->counts.alone = qos_analysis_table_alone (&self->table);
  for (guint i = 0; i < self->table.list->len; i++) {
    QosAnalysisStream *stream = g_ptr_array_index (self->table.list, i);

    if (!stream->end_reason)
      advance (self, stream, self->end_ns);
    if (!stream->end_reason)
      end_stream (self, stream, self->end_ns,
          why_at_end (stream, self->end_ns));
  }
}

guint64
qos_analysis_start_ns (const QosAnalysis *self)
{
  return self->start_ns;
}

guint64
qos_analysis_end_ns (const QosAnalysis *self)
{
  return self->start_ns + self->end_ns;
}

const QosAnalysisCounts *
qos_analysis_counts (const QosAnalysis *self)
{
  return &self->counts;
}

GPtrArray *
qos_analysis_streams (QosAnalysis *self)
{
  return self->table.list;
}

static gchar *
end_text (const guint8 address[16], guint16 port)
{
  static const guint8 mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  gboolean is_ipv4 = memcmp (address, mapped, sizeof mapped) == 0;
  g_autoptr (GInetAddress) host =
      g_inet_address_new_from_bytes (is_ipv4 ? address + 12 : address,
          is_ipv4 ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6);
  g_autofree gchar *host_text = g_inet_address_to_string (host);

  return g_strdup_printf (is_ipv4 ? "%s:%u" : "[%s]:%u", host_text, port);
}

gchar *
qos_analysis_source_text (const QosFlow *flow)
{
  return end_text (flow->source, flow->source_port);
}

gchar *
qos_analysis_destination_text (const QosFlow *flow)
{
  return end_text (flow->destination, flow->destination_port);
}
