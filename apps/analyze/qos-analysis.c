/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-analysis-private.h"

#include "qos-receive.h"
#include "qos-rtcp.h"
#include "gstqosext.h"
#include "gstqosformat.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

static const QosTimeouts timeouts = {QOS_SOURCE_TIMEOUT_NS, QOS_PROBATION_NS};

struct _QosAnalysis
{
  QosAnalysisConfig config;
  QosReceiveRules rules;
  QosCoding codings[QOS_ANALYSIS_PAYLOAD_TYPES];
  QosAnalysisTable table;
  QosAnalysisCounts counts;
  gboolean has_begun;
  guint64 start_ns; /* of the Unix epoch */
  guint64 now_ns;   /* since then, of this frame */
  guint64 end_ns;   /* since then, of the latest frame */
};

/* Adds the static payload types (RFC 3551 6), unless they were given. */
static void
complete_formats (QosAnalysis *self)
{
  for (guint i = 0; i < QOS_ANALYSIS_PAYLOAD_TYPES; i++) {
    QosMediaFormat format = gst_qos_format_static (i);

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
  self->rules = (QosReceiveRules){
      .port = config->ports ? QOS_RECEIVE_RTP : QOS_RECEIVE_ANY,
      .codec_id = GST_QOS_CODEC_EXT_ID,
      .send_time_id = GST_QOS_SEND_TIME_EXT_ID,
  };
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

/* Adds an interval to the values of the whole stream. */
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

  qos_source_snapshot (stream->source, at_ns, &snapshot);
  note_interval (stream, &snapshot);
  if (self->config.interval)
    self->config.interval (stream, at_ns, &snapshot, self->config.user);
}

static void
take_events (QosAnalysis *self, QosAnalysisStream *stream)
{
  QosSnapshot snapshot;
  QosEvent event;

  while (qos_source_take_event (stream->source, &event, &snapshot)) {
    stream->n_events++;
    if (self->config.event)
      self->config.event (stream, &event, &snapshot, self->config.user);
  }
}

static void
end_stream (QosAnalysis *self, QosAnalysisStream *stream, guint64 at_ns,
    const gchar *reason)
{
  qos_source_end (stream->source);
  take_events (self, stream);
  stream->end_reason = reason;
  stream->end_ns = at_ns;
  end_interval (self, stream, at_ns);
  qos_analysis_table_end (&self->table, stream);
}

/* Frames of several interfaces are not quite in order, but the time of a stream
 * never goes back. Ends the intervals of the stream that are over by now, and
 * the stream itself if it has ended. */
static void
advance (QosAnalysis *self, QosAnalysisStream *stream, guint64 now_ns)
{
  if (now_ns < stream->now_ns)
    self->counts.backwards++;
  else
    stream->now_ns = now_ns;
  while (stream->interval_due <= stream->now_ns) {
    const gchar *why =
        qos_source_end_reason (stream->source, stream->interval_due, &timeouts);

    if (why) {
      end_stream (self, stream, stream->interval_due, why);
      return;
    }
    end_interval (self, stream, stream->interval_due);
    stream->interval_due += self->config.interval_ns;
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
  QosSource *source = stream->source;

  qos_source_init (source, stream->key.ssrc, self->config.interval_ns,
      self->now_ns);
  qos_source_set_ntp_offset (source,
      self->start_ns + QOS_NTP_UNIX_OFFSET_S * QOS_NS_PER_S);
  qos_source_set_playout_latency (source, self->config.latency_ns);
  stream->interval_due = self->now_ns + self->config.interval_ns;
  stream->begin_ns = stream->now_ns = self->now_ns;
  stream->delta_max_ms = stream->mos_least = NAN;
}

/* Brings the stream to the time of the frame. Returns: FALSE if it is over. */
static gboolean
goes_on (QosAnalysis *self, QosAnalysisStream *stream)
{
  const gchar *why;

  if (stream->unconfirmed)
    stream->now_ns = MAX (stream->now_ns, self->now_ns);
  else
    advance (self, stream, self->now_ns);
  if (stream->end_reason)
    return FALSE;
  why = qos_source_end_reason (stream->source, stream->now_ns, &timeouts);
  if (why && stream->unconfirmed)
    qos_analysis_table_end (&self->table, stream);
  else if (why)
    end_stream (self, stream, stream->now_ns, why);
  return why == NULL;
}

/* The stream of the packet; a new one for a first packet, also after the end of
 * another stream. Returns: (nullable): NULL if there is no room. */
static QosAnalysisStream *
find_stream (QosAnalysis *self, const QosDatagram *datagram, guint32 ssrc)
{
  const QosAnalysisKey key = {datagram->flow, ssrc};
  QosAnalysisStream *stream = qos_analysis_table_find (&self->table, &key);

  if (stream && goes_on (self, stream))
    return stream;
  stream = qos_analysis_table_add (&self->table, &key);
  if (stream)
    begin_stream (self, stream);
  return stream;
}

static void
set_format (const QosAnalysis *self, QosSource *source, guint type)
{
  const QosReceivedFormat format = {
      {(guint8) type, self->config.rates[type], self->codings[type]}};

  qos_source_set_format (source, &format);
}

static void
read_rtp (QosAnalysis *self, const QosDatagram *datagram,
    const QosReceived *received)
{
  QosAnalysisStream *stream =
      find_stream (self, datagram, received->header.ssrc);
  QosReceivedTime time = {.overhead = datagram->overhead};

  if (!stream) {
    self->counts.unmeasured++;
    return;
  }
  time.arrival_ns = stream->now_ns;
  if (qos_source_needs_format (stream->source, received->header.payload_type))
    set_format (self, stream->source, received->header.payload_type);
  qos_receive_rtp (stream->source, received, datagram->data, &time);
  if (stream->unconfirmed && qos_source_is_valid (stream->source) &&
      !qos_analysis_table_confirm (&self->table, stream))
    self->counts.unmeasured++;
  else if (qos_source_has_event (stream->source) && !stream->unconfirmed)
    take_events (self, stream);
}

static void
read_rtcp (QosAnalysis *self, const QosDatagram *datagram)
{
  if (datagram->captured < datagram->size)
    return;
  if (qos_analysis_rtcp (&self->table, datagram, advance_to_frame, self))
    self->counts.rtcp++;
  else if (!qos_analysis_table_is_way (&self->table, &datagram->flow))
    return; /* DNS, or something else with such bytes */
  else if (qos_rtcp_is_encrypted (datagram->data, datagram->size))
    self->counts.encrypted_rtcp++;
  else
    self->counts.malformed_rtcp++;
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
set_time (QosAnalysis *self, guint64 time_ns)
{
  if (!self->has_begun) {
    self->has_begun = TRUE;
    self->start_ns = time_ns;
  }
  self->now_ns = time_ns > self->start_ns ? time_ns - self->start_ns : 0;
  self->end_ns = MAX (self->end_ns, self->now_ns);
}

/* Returns: FALSE if there is no datagram to measure; counts why. */
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
  QosReceived received;
  QosReceivedKind kind;

  self->counts.frames++;
  set_time (self, time_ns);
  if (!find_datagram (self, qos_frame_parse (link, data, size, &datagram)))
    return;
  self->counts.udp++;
  self->counts.cut += datagram.captured < datagram.size;
  self->counts.early += time_ns < self->start_ns;
  kind = qos_receive_parse (datagram.data, datagram.captured, datagram.size,
      &self->rules, &received);
  if (!is_wanted (self, &datagram.flow, kind == QOS_RECEIVED_RTCP ? 1 : 0))
    return;
  if (kind == QOS_RECEIVED_RTCP)
    read_rtcp (self, &datagram);
  else if (kind == QOS_RECEIVED_RTP)
    read_rtp (self, &datagram, &received);
}

static const gchar *
why_at_end (QosAnalysisStream *stream, guint64 end_ns)
{
  const gchar *why = qos_source_end_reason (stream->source, end_ns, &timeouts);

  if (why)
    return why;
  return qos_source_said_bye (stream->source) ? "bye" : "eos";
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
