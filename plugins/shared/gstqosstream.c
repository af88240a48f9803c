/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosstream.h"

#include "gstqosaddress.h"
#include "gstqoshash.h"

#include <string.h>

/* Sender reports come every 500 ms, at the slowest about every 5 s (RFC 3550
 * 6.2): the address of RTCP may change after a few. */
#define RTCP_SILENT (20 * GST_SECOND)

static guint
gst_qos_stream_hash (gconstpointer key)
{
  const guint64 ssrc = GPOINTER_TO_UINT (key);

  return gst_qos_hash (&ssrc, 1);
}

static void
gst_qos_stream_free (gpointer data)
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
  streams->by_ssrc = g_hash_table_new (gst_qos_stream_hash, NULL);
  streams->list = g_ptr_array_new_with_free_func (gst_qos_stream_free);
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
  if (!streams->last || qos_source_ssrc (streams->last->source) != ssrc)
    streams->last =
        g_hash_table_lookup (streams->by_ssrc, GUINT_TO_POINTER (ssrc));
  return streams->last;
}

GstQosStream *
gst_qos_streams_add (GstQosStreams *streams, guint32 ssrc,
    GstClockTime interval, GstClockTime now)
{
  GstQosStream *stream = g_malloc0 (sizeof (GstQosStream) + qos_source_size ());

  stream->source = (QosSource *) (stream + 1);
  qos_source_init (stream->source, ssrc, interval, now);
  stream->overhead = QOS_OVERHEAD_IPV4;
  stream->message_due = now + interval;
  stream->silent_from = GST_CLOCK_TIME_NONE;
  stream->not_played = -1;
  stream->index = streams->list->len;
  g_ptr_array_add (streams->list, stream);
  g_hash_table_insert (streams->by_ssrc, GUINT_TO_POINTER (ssrc), stream);
  return stream;
}

void
gst_qos_streams_wake (GstQosStreams *streams)
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
      GUINT_TO_POINTER (qos_source_ssrc (stream->source)));
  g_ptr_array_remove_index_fast (streams->list, index);
  if (index < streams->list->len)
    ((GstQosStream *) g_ptr_array_index (streams->list, index))->index = index;
}

static void
gst_qos_stream_set_address (GstQosStream *stream, GSocketAddress *address)
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

/* A packet from another address than that of stream. Has the sender moved
 * there? If one continues in order there, packets from a third address do not
 * displace it. While the stream has no two packets in order, two from there are
 * enough. */
static gboolean
gst_qos_stream_has_moved (GstQosStream *stream, GSocketAddress *address,
    const QosRtpHeader *header, GstClockTime arrival)
{
  QosProofPacket packet = {header->seq, header->timestamp,
      qos_source_clock_rate (stream->source), arrival};

  if (!stream->next_address ||
      !gst_qos_address_equal (stream->next_address, address)) {
    if (stream->next_proof.n > 1 &&
        arrival < stream->next_arrival + QOS_SOURCE_SILENT_NS)
      return FALSE;
    g_set_object (&stream->next_address, address);
    stream->next_proof = (QosProof){0};
  }
  stream->next_arrival = arrival;
  return qos_proof_packet (&stream->next_proof, &packet) ||
      (!qos_source_is_valid (stream->source) && stream->next_proof.n > 1);
}

static gboolean
gst_qos_stream_is_live (const QosSource *source, GstClockTime now)
{
  return qos_source_is_valid (source) && !qos_source_said_bye (source) &&
      !qos_source_is_silent (source, now);
}

gboolean
gst_qos_stream_accepts (GstQosStream *stream, GSocketAddress *address,
    const QosRtpHeader *header, GstClockTime arrival)
{
  if (!address ||
      (stream->address && gst_qos_address_equal (stream->address, address)))
    return TRUE;
  if (stream->address &&
      (gst_qos_stream_is_live (stream->source, arrival) ||
          !gst_qos_stream_has_moved (stream, address, header, arrival)))
    return FALSE;
  gst_qos_stream_set_address (stream, address);
  return TRUE;
}

gboolean
gst_qos_stream_accepts_rtcp (GstQosStream *stream, GSocketAddress *address,
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
