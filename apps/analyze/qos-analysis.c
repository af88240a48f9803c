/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-analysis-private.h"

#include "qos-rtcp.h"
#include "gstqosext.h"
#include "gstqosformat.h"

#include <math.h>

static const QosTimeouts timeouts = {QOS_SOURCE_TIMEOUT_NS, QOS_PROBATION_NS};

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
    stream->mos_min = fmin (stream->mos_min, s->values[QOS_STREAM_MOS].d);
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
report_events (QosAnalysis *self, QosAnalysisStream *stream)
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
  report_events (self, stream);
  stream->end_reason = reason;
  stream->end_ns = at_ns;
  end_interval (self, stream, at_ns);
  qos_analysis_table_end (&self->table, stream);
}

void
qos_analysis_advance (QosAnalysis *self, QosAnalysisStream *stream)
{
  if (self->now_ns < stream->now_ns)
    self->counts.backwards++;
  else
    stream->now_ns = self->now_ns;
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
begin_stream (QosAnalysis *self, QosAnalysisStream *stream)
{
  QosSource *source = stream->source;

  qos_source_init (source, stream->key.ssrc, self->config.interval_ns,
      self->now_ns);
  qos_source_set_ntp_offset (source,
      self->counts.start_ns + QOS_NTP_UNIX_OFFSET_S * QOS_NS_PER_S);
  qos_source_set_playout_latency (source, true, self->config.latency_ns);
  stream->interval_due = self->now_ns + self->config.interval_ns;
  stream->begin_ns = stream->now_ns = self->now_ns;
  stream->delta_max_ms = stream->mos_min = NAN;
}

/* Brings the stream to the time of the frame. Returns: FALSE if it is over. */
static gboolean
goes_on (QosAnalysis *self, QosAnalysisStream *stream)
{
  const gchar *why;

  if (stream->unconfirmed)
    stream->now_ns = MAX (stream->now_ns, self->now_ns);
  else
    qos_analysis_advance (self, stream);
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
    report_events (self, stream);
}

static void
read_rtcp (QosAnalysis *self, const QosDatagram *datagram)
{
  if (datagram->captured < datagram->size)
    return;
  if (qos_analysis_rtcp (self, datagram))
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
  QosAnalysisCounts *counts = &self->counts;

  if (counts->frames++ == 0)
    counts->start_ns = time_ns;
  self->now_ns = time_ns > counts->start_ns ? time_ns - counts->start_ns : 0;
  counts->length_ns = MAX (counts->length_ns, self->now_ns);
}

void
qos_analysis_frame (QosAnalysis *self, QosLink link, guint64 time_ns,
    const guint8 *data, gsize size)
{
  QosDatagram datagram;
  QosReceived received;
  QosReceivedKind kind;
  QosFrameVerdict verdict;

  set_time (self, time_ns);
  verdict = qos_frame_parse (link, data, size, &datagram);
  self->counts.of[verdict]++;
  if (verdict != QOS_FRAME_UDP)
    return;
  self->counts.cut += datagram.captured < datagram.size;
  self->counts.early += time_ns < self->counts.start_ns;
  kind = qos_receive_parse (datagram.data, datagram.captured, datagram.size,
      &self->rules, &received);
  if (!is_wanted (self, &datagram.flow, kind == QOS_RECEIVED_RTCP ? 1 : 0))
    return;
  if (kind == QOS_RECEIVED_RTCP)
    read_rtcp (self, &datagram);
  else if (kind == QOS_RECEIVED_RTP)
    read_rtp (self, &datagram, &received);
}

void
qos_analysis_end (QosAnalysis *self)
{
  self->counts.alone = qos_analysis_table_alone (&self->table);
  self->now_ns = self->counts.length_ns;
  for (guint i = 0; i < self->table.list->len; i++) {
    QosAnalysisStream *stream = g_ptr_array_index (self->table.list, i);

    /* A stream that lasts until the end of the capture ends with it. */
    if (!stream->end_reason && goes_on (self, stream))
      end_stream (self, stream, self->now_ns,
          qos_source_said_bye (stream->source) ? "bye" : "eos");
  }
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
