/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-summary.h"

#include "qos-app-fields.h"
#include "qos-receive.h"
#include "gstqosaddress.h"
#include "gstqosadvice.h"
#include "gstqosstructure.h"

#include <gst/rtp/rtp.h>
#include <math.h>

/* A stream of this length shows its clock rate to within a few percent. */
#define GUESS_MIN_NS (1 * GST_SECOND)
#define GUESS_WITHIN 0.05

/* Of an interval, and of nothing else. */
static const QosStreamField interval_fields[] = {QOS_STREAM_QUEUE_DELAY_MS,
    QOS_STREAM_PDV_P50_MS, QOS_STREAM_PDV_P95_MS, QOS_STREAM_PDV_P99_MS,
    QOS_STREAM_PDV_MAX_MS, QOS_STREAM_R_FACTOR, QOS_STREAM_MOS};

static guint64
length_ns (const QosAnalysisStream *stream)
{
  return qos_source_last_ns (stream->source) - stream->begin_ns;
}

/* For the whole stream, the values that qosstats has for an interval. */
static void
set_whole (QosSnapshot *s, const QosAnalysisStream *stream)
{
  guint64 length = length_ns (stream);

  if (qos_snapshot_has (s, QOS_STREAM_LOSS_TOTAL_PERCENT))
    qos_stream_set_double (s, QOS_STREAM_LOSS_PERCENT,
        s->values[QOS_STREAM_LOSS_TOTAL_PERCENT].d);
  qos_source_set_mean_rates (stream->source, length, s);
  if (!isnan (stream->delta_max_ms))
    qos_stream_set_double (s, QOS_STREAM_DELTA_MAX_MS, stream->delta_max_ms);
  qos_stream_set_uint (s, QOS_STREAM_RUNNING_TIME, stream->begin_ns);
  qos_stream_set_uint (s, QOS_STREAM_DURATION, length);
}

static void
set_end (GstStructure *structure, const QosField *field,
    const guint8 address[16], guint16 port)
{
  g_autoptr (GInetAddress) host =
      g_inet_address_new_from_bytes (address, G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) end = g_inet_socket_address_new (host, port);
  g_autofree gchar *text =
      gst_qos_address_to_text (G_INET_SOCKET_ADDRESS (end));

  qos_app_set_text (structure, field, text);
}

static void
set_ends (GstStructure *structure, const QosFlow *flow)
{
  set_end (structure, QOS_STREAM (ADDRESS), flow->source, flow->source_port);
  set_end (structure, QOS_SHOWN (DESTINATION), flow->destination,
      flow->destination_port);
}

/* Sets the name of its codec, or its payload type. */
static void
set_codec (GstStructure *structure, const QosAnalysisStream *stream)
{
  static const gchar *const names[] = {
      [QOS_CODEC_AAC_HBR] = "AAC",
      [QOS_CODEC_OPUS] = "Opus",
      [QOS_CODEC_L16] = "L16",
  };
  const QosCodecConfig *codec = qos_source_codec (stream->source);
  guint payload_type = qos_source_payload_type (stream->source);
  const GstRTPPayloadInfo *info =
      gst_rtp_payload_info_for_pt ((guint8) payload_type);
  g_autofree gchar *number = g_strdup_printf ("PT %u", payload_type);
  const gchar *name = info ? info->encoding_name : number;

  qos_app_set_text (structure, QOS_SHOWN (CODEC),
      codec ? names[codec->format] : name);
  gst_structure_set (structure, QOS_SHOWN (PAYLOAD_TYPE)->name, G_TYPE_UINT,
      payload_type, NULL);
}

guint
qos_summary_rate_guess (const QosAnalysisStream *stream)
{
  static const guint rates[] = {8000, 11025, 12000, 16000, 22050, 24000, 32000,
      44100, 48000, 90000, 96000};
  gdouble seconds = (gdouble) length_ns (stream) / 1e9;

  if (length_ns (stream) < GUESS_MIN_NS)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    if (fabs ((gdouble) qos_source_ticks (stream->source) / seconds / rates[i] -
            1) < GUESS_WITHIN)
      return rates[i];
  return 0;
}

GstStructure *
qos_summary_stream (const QosAnalysisStream *stream)
{
  QosSnapshot snapshot;
  GstStructure *structure;

  qos_source_peek (stream->source, stream->end_ns, &snapshot);
  qos_stream_set_text (&snapshot, QOS_STREAM_END_REASON, stream->end_reason);
  set_whole (&snapshot, stream);
  for (guint i = 0; i < G_N_ELEMENTS (interval_fields); i++)
    qos_snapshot_forget (&snapshot, interval_fields[i]);
  /* Without a time line it is unknown which packets are late. */
  if (qos_source_clock_rate (stream->source) == 0) {
    qos_snapshot_forget (&snapshot, QOS_STREAM_PACKETS_LATE);
    qos_snapshot_forget (&snapshot, QOS_STREAM_CONCEALED_MS);
  }
  structure = gst_qos_structure_stream (&snapshot);
  set_ends (structure, &stream->key.flow);
  set_codec (structure, stream);
  gst_structure_set (structure, QOS_SHOWN (EVENTS)->name, G_TYPE_UINT64,
      stream->n_events, NULL);
  if (stream->mos_n > 0) {
    qos_app_set_number (structure, QOS_SHOWN (MOS_MEAN),
        stream->mos_sum / stream->mos_n);
    qos_app_set_number (structure, QOS_SHOWN (MOS_MIN), stream->mos_min);
  }
  return structure;
}

GstStructure *
qos_summary_event (const QosAnalysisStream *stream, const QosEvent *event,
    QosSnapshot *snapshot)
{
  GstStructure *structure;

  gst_qos_advice_set (snapshot, event);
  qos_event_set_uint (snapshot, QOS_EVENT_RUNNING_TIME, event->at_ns);
  structure = gst_qos_structure_event (snapshot);
  set_ends (structure, &stream->key.flow);
  return structure;
}

GDateTime *
qos_summary_time (guint64 time_ns)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);

  return g_date_time_add (epoch, (GTimeSpan) (time_ns / GST_USECOND));
}
