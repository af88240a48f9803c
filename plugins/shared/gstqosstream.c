/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqosstream.h"

#include "qos-aac.h"
#include "gstqosaddress.h"
#include "gstqoshash.h"

#include <gst/rtp/rtp.h>
#include <string.h>

/* Sender reports come every 500 ms, at the slowest about every 5 s (RFC 3550
 * 6.2): the address of RTCP may change after a few. */
#define RTCP_SILENT (20 * GST_SECOND)

/* avenc_aac uses 4 bytes for an AU of silence in mono, 6 in stereo; no encoder
 * uses this few for sound. */
#define SILENT_AU_SIZE 16

static guint
hash_ssrc (gconstpointer key)
{
  const guint64 ssrc = GPOINTER_TO_UINT (key);

  return gst_qos_hash (&ssrc, 1);
}

static void
free_stream (gpointer data)
{
  GstQosStream *stream = data;

  g_clear_object (&stream->address);
  g_clear_object (&stream->next_address);
  g_clear_object (&stream->rtcp_address);
  g_free (stream);
}

void
gst_qos_streams_init (GstQosStreams *streams)
{
  streams->by_ssrc = g_hash_table_new (hash_ssrc, g_direct_equal);
  streams->list = g_ptr_array_new_with_free_func (free_stream);
  streams->last = NULL;
}

void
gst_qos_streams_clear (GstQosStreams *streams)
{
  g_hash_table_unref (streams->by_ssrc);
  g_ptr_array_unref (streams->list);
  streams->last = NULL;
}

GstQosStream *
gst_qos_streams_find (GstQosStreams *streams, guint32 ssrc)
{
  if (!streams->last || streams->last->source.ssrc != ssrc)
    streams->last =
        g_hash_table_lookup (streams->by_ssrc, GUINT_TO_POINTER (ssrc));
  return streams->last;
}

GstQosStream *
gst_qos_streams_add (GstQosStreams *streams, guint32 ssrc,
    GstClockTime interval, GstClockTime now)
{
  GstQosStream *stream = g_new0 (GstQosStream, 1);

  qos_source_init (&stream->source, ssrc, interval, now);
  stream->overhead = QOS_OVERHEAD_IPV4;
  stream->message_due = now + interval;
  stream->kind_of = -1;
  stream->silent_from = GST_CLOCK_TIME_NONE;
  stream->not_played = -1;
  stream->index = streams->list->len;
  g_ptr_array_add (streams->list, stream);
  g_hash_table_insert (streams->by_ssrc, GUINT_TO_POINTER (ssrc), stream);
  return stream;
}

void
gst_qos_streams_look_soon (GstQosStreams *streams)
{
  for (guint i = 0; i < streams->list->len; i++)
    ((GstQosStream *) g_ptr_array_index (streams->list, i))->idle_until = 0;
}

void
gst_qos_streams_remove (GstQosStreams *streams, GstQosStream *stream)
{
  guint index = stream->index;

  streams->last = NULL;
  g_hash_table_remove (streams->by_ssrc,
      GUINT_TO_POINTER (stream->source.ssrc));
  g_ptr_array_remove_index_fast (streams->list, index);
  if (index < streams->list->len)
    ((GstQosStream *) g_ptr_array_index (streams->list, index))->index = index;
}

static void
set_address (GstQosStream *stream, GSocketAddress *address)
{
  GInetSocketAddress *inet;
  GInetAddress *host;
  g_autofree gchar *text = NULL;

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return;
  inet = G_INET_SOCKET_ADDRESS (address);
  host = g_inet_socket_address_get_address (inet);
  stream->overhead = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6
      ? QOS_OVERHEAD_IPV6
      : QOS_OVERHEAD_IPV4;
  g_set_object (&stream->address, address);
  g_clear_object (&stream->next_address);
  g_clear_object (&stream->rtcp_address);
  stream->credit = 0;
  text = gst_qos_address_to_text (inet);
  g_strlcpy (stream->address_text, text, sizeof stream->address_text);
}

/* A packet from another address than that of stream. Has the sender moved there?
 * If one continues in order there, packets from a third address do not displace
 * it. While the stream has no two packets in order, two from there are enough. */
static gboolean
has_moved (GstQosStream *stream, GSocketAddress *address,
    const QosRtpHeader *header, GstClockTime arrival)
{
  QosProofPacket packet = {header->seq, header->timestamp,
      stream->source.clock_rate, arrival};

  if (!stream->next_address ||
      !gst_qos_address_equal (stream->next_address, address)) {
    if (stream->next_proof.n > 1 &&
        arrival < stream->next_arrival + QOS_SOURCE_SILENT_NS)
      return FALSE;
    g_set_object (&stream->next_address, address);
    qos_proof_init (&stream->next_proof);
  }
  stream->next_arrival = arrival;
  return qos_proof_packet (&stream->next_proof, &packet) ||
      (!qos_source_is_valid (&stream->source) && stream->next_proof.n > 1);
}

gboolean
gst_qos_stream_take_from (GstQosStream *stream, GSocketAddress *address,
    const QosRtpHeader *header, GstClockTime arrival)
{
  const QosSource *source = &stream->source;
  gboolean is_live = qos_source_is_valid (source) && !source->said_bye &&
      !qos_source_is_silent (source, arrival);

  if (!address ||
      (stream->address && gst_qos_address_equal (stream->address, address)))
    return TRUE;
  if (stream->address &&
      (is_live || !has_moved (stream, address, header, arrival)))
    return FALSE;
  set_address (stream, address);
  return TRUE;
}

gboolean
gst_qos_stream_take_rtcp_from (GstQosStream *stream, GSocketAddress *address,
    GstClockTime arrival)
{
  if (!address || !stream->address)
    return TRUE;
  if (gst_qos_address_equal (stream->address, address))
    return TRUE;
  if (!gst_qos_address_is_same_host (stream->address, address))
    return FALSE;
  return !stream->rtcp_address ||
      gst_qos_address_equal (stream->rtcp_address, address) ||
      arrival > stream->rtcp_arrival + RTCP_SILENT;
}

void
gst_qos_stream_set_names (GstQosStream *stream, const gchar *cname,
    const gchar *name)
{
  if (cname)
    g_strlcpy (stream->source.cname, cname, QOS_TEXT_SIZE);
  if (name)
    g_strlcpy (stream->source.name, name, QOS_TEXT_SIZE);
}

void
gst_qos_stream_set_kind (GstQosStream *stream, guint payload_type,
    const QosPayloadKind *kind)
{
  static const QosPayloadKind none = {QOS_FORMAT_NONE, 0, 0, 0};

  stream->kind_of = (gint) payload_type;
  qos_payload_init (&stream->payload, kind ? kind : &none);
}

static QosCoding
find_coding (const QosCodecConfig *codec)
{
  QosAacConfig aac;

  if (codec->format == QOS_CODEC_L16)
    return QOS_CODING_PCM;
  return qos_aac_config_parse (codec->asc, codec->asc_size, &aac)
      ? qos_aac_coding (&aac)
      : QOS_CODING_UNKNOWN;
}

gboolean
gst_qos_stream_set_codec (GstQosStream *stream, const guint8 *data, gsize size)
{
  QosPayloadKind kind;

  if (size == stream->codec_size &&
      stream->kind_of == (gint) stream->payload_type &&
      memcmp (data, stream->codec_data, size) == 0)
    return FALSE;
  if (!qos_codec_read (data, size, &stream->codec))
    return FALSE;
  stream->has_codec = TRUE;
  stream->has_format = FALSE;
  qos_codec_kind (&stream->codec, &kind);
  gst_qos_stream_set_kind (stream, stream->payload_type, &kind);
  stream->frame_length = kind.frame_length;
  stream->coding = find_coding (&stream->codec);
  qos_source_set_codec_delay (&stream->source,
      gst_util_uint64_scale_int (GST_SECOND, (gint) stream->frame_length,
          (gint) stream->codec.clock_rate));
  memcpy (stream->codec_data, data, size);
  stream->codec_size = size;
  qos_source_set_clock_rate (&stream->source, stream->codec.clock_rate);
  return TRUE;
}

QosMediaFormat
gst_qos_stream_static_format (guint payload_type)
{
  const GstRTPPayloadInfo *info = NULL;
  QosMediaFormat format = {.payload_type = (guint8) payload_type};

  if (!GST_RTP_PAYLOAD_IS_DYNAMIC (payload_type) &&
      !qos_media_is_noise (payload_type))
    info = gst_rtp_payload_info_for_pt ((guint8) payload_type);
  if (info) {
    format.clock_rate = info->clock_rate;
    format.coding = qos_coding_for_name (info->encoding_name);
  }
  return format;
}

gboolean
gst_qos_stream_is_silent (const GstQosStream *stream, gsize size,
    guint32 duration_ticks)
{
  guint n =
      stream->frame_length > 0 ? duration_ticks / stream->frame_length : 1;

  return stream->source.coding == QOS_CODING_AAC_LC && n > 0 &&
      size <= QOS_AAC_AU_HEADERS_SIZE (n) + n * SILENT_AU_SIZE;
}

guint32
gst_qos_stream_duration (const GstQosStream *stream, const guint8 *payload,
    gsize size)
{
  if (!stream->has_codec || stream->codec.format != QOS_CODEC_AAC_HBR)
    return 0;
  return stream->frame_length * qos_aac_count_aus (payload, size);
}
