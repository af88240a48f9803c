/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosdemuxsender.h"

#include "gstqoscaps.h"
#include "gstqosformat.h"

#include <gst/net/gstnetaddressmeta.h>
#include <string.h>

/* Maximum number of pads that a sender gets in this time: each costs threads,
 * elements and a decoder. */
#define PADS_MAX 4
#define PADS_TIME (30 * G_TIME_SPAN_SECOND)

gboolean
gst_qos_demux_format_read (const QosReceived *received,
    GstQosDemuxFormat *format)
{
  *format = (GstQosDemuxFormat){.payload_type = received->header.payload_type};
  if (received->codec_size == 0 ||
      !qos_codec_read (received->codec, received->codec_size, &format->config))
    return FALSE;
  memcpy (format->codec, received->codec, received->codec_size);
  format->codec_size = received->codec_size;
  return TRUE;
}

gboolean
gst_qos_demux_format_differs (const GstQosDemuxFormat *known,
    const QosReceived *received, GstQosDemuxFormat *format)
{
  gboolean is_same_codec = received->codec_size == 0 ||
      (received->codec_size == known->codec_size &&
          memcmp (received->codec, known->codec, known->codec_size) == 0);

  if (is_same_codec && known->payload_type == received->header.payload_type)
    return FALSE;
  return gst_qos_demux_format_read (received, format) ||
      known->payload_type != format->payload_type;
}

gboolean
gst_qos_demux_format_find (GstCaps *given, GstQosDemuxFormat *format)
{
  format->caps = format->codec_size > 0
      ? gst_qos_caps_for_codec (&format->config, format->payload_type)
      : gst_qos_format_caps (given, format->payload_type);
  if (format->caps &&
      gst_qos_format_kind (gst_caps_get_structure (format->caps, 0),
          &format->kind))
    return TRUE;
  gst_clear_caps (&format->caps);
  return FALSE;
}

void
gst_qos_demux_sender_set_format (GstQosDemuxSender *sender,
    const GstQosDemuxFormat *format)
{
  gst_clear_caps (&sender->format.caps);
  sender->format = *format;
  qos_payload_init (&sender->payload, &format->kind);
}

gboolean
gst_qos_demux_sender_accepts (GstQosDemuxSender *sender, GstBuffer *buffer,
    const QosReceived *received)
{
  QosPayloadVerdict verdict;
  GstMapInfo map;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READ))
    return FALSE;
  verdict = qos_receive_check (&sender->payload, received, map.data);
  gst_buffer_unmap (buffer, &map);
  return verdict == QOS_PAYLOAD_OK;
}

gboolean
gst_qos_demux_sender_is_due_a_pad (GstQosDemuxSender *sender)
{
  gint64 now = g_get_monotonic_time ();

  if (sender->n_pads == 0 || now >= sender->pads_from + PADS_TIME) {
    sender->pads_from = now;
    sender->n_pads = 0;
  }
  return sender->n_pads < PADS_MAX;
}

static void
gst_qos_demux_sender_clear (gpointer data)
{
  GstQosDemuxSender *sender = data;

  gst_clear_caps (&sender->format.caps);
  g_clear_object (&sender->address);
  gst_clear_object (&sender->pad);
}

void
gst_qos_demux_sender_unref (gpointer sender)
{
  g_atomic_rc_box_release_full (sender, gst_qos_demux_sender_clear);
}

GstClockTime
gst_qos_demux_arrival (GstBuffer *buffer)
{
  if (GST_BUFFER_DTS_IS_VALID (buffer))
    return GST_BUFFER_DTS (buffer);
  return (GstClockTime) g_get_monotonic_time () * GST_USECOND;
}

GSocketAddress *
gst_qos_demux_address (GstBuffer *buffer)
{
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);

  return meta ? meta->addr : NULL;
}
