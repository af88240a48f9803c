/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqosdemuxsender.h"

#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqosformat.h"

#include <gst/net/gstnetaddressmeta.h>
#include <string.h>

/* How many pads a sender may get in a time, then none until that is over: each
 * costs threads, elements and a decoder. */
#define PADS_MAX 4
#define PADS_TIME (30 * G_TIME_SPAN_SECOND)

gboolean
gst_qos_demux_format_read (const guint8 *data, const QosRtpHeader *header,
    GstQosDemuxFormat *format, QosCodecConfig *config)
{
  const guint8 *codec = qos_rtp_find_extension (data, header,
      GST_QOS_CODEC_EXT_ID, &format->codec_size);

  if (codec && qos_codec_read (codec, format->codec_size, config)) {
    memcpy (format->codec, codec, format->codec_size);
    return TRUE;
  }
  format->codec_size = 0;
  return FALSE;
}

gboolean
gst_qos_demux_format_find (GstCaps *given, const QosCodecConfig *config,
    GstQosDemuxFormat *format)
{
  QosPayloadKind kind;

  if (format->codec_size > 0) {
    format->caps = gst_qos_caps_for_codec (config, format->payload_type);
  } else {
    format->caps = gst_qos_format_caps (given, format->payload_type);
  }
  if (format->caps &&
      gst_qos_format_kind (gst_caps_get_structure (format->caps, 0), &kind))
    return TRUE;
  gst_clear_caps (&format->caps);
  return FALSE;
}

gboolean
gst_qos_demux_format_is_known (const GstQosDemuxFormat *known,
    const GstQosDemuxFormat *of_packet)
{
  return known->payload_type == of_packet->payload_type &&
      (of_packet->codec_size == 0 ||
          (of_packet->codec_size == known->codec_size &&
              memcmp (of_packet->codec, known->codec, known->codec_size) == 0));
}

void
gst_qos_demux_sender_set_format (GstQosDemuxSender *sender,
    const GstQosDemuxFormat *format)
{
  QosPayloadKind kind;

  gst_clear_caps (&sender->format.caps);
  sender->format = *format;
  gst_qos_format_kind (gst_caps_get_structure (format->caps, 0), &kind);
  qos_payload_init (&sender->payload, &kind);
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
clear_sender (gpointer data)
{
  GstQosDemuxSender *sender = data;

  gst_clear_caps (&sender->format.caps);
  g_clear_object (&sender->address);
  gst_clear_object (&sender->pad);
}

void
gst_qos_demux_sender_unref (gpointer sender)
{
  g_atomic_rc_box_release_full (sender, clear_sender);
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
