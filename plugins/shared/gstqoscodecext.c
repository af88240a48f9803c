/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/**
 * SECTION:element-qosrtphdrextcodec
 * @title: qosrtphdrextcodec
 *
 * RTP header extension urn:x-qosaudio:codec-config: tells the receiver how to
 * decode the stream, in the first packets and then once a second, so that it
 * needs neither SDP nor a caps string. Knows AAC, Opus and L16. Goes into any
 * payloader of those; #qospay has it built in.
 *
 * |[
 * gst-launch-1.0 audiotestsrc num-buffers=50 ! avenc_aac ! rtpmp4gpay ! 'application/x-rtp,extmap-3=(string)urn:x-qosaudio:codec-config' ! fakesink
 * ]|
 */
#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqostime.h"

struct _GstQosCodecExt
{
  GstRTPHeaderExtension parent;
  GstClock *clock;

  /* streaming thread only */
  guint8 data[QOS_CODEC_SIZE_MAX];
  gsize size; /* 0 = nothing to write */
  guint written;
  GstClockTime written_at;
};

G_DEFINE_FINAL_TYPE (GstQosCodecExt, gst_qos_codec_ext,
    GST_TYPE_RTP_HEADER_EXTENSION)
GST_ELEMENT_REGISTER_DEFINE (qosrtphdrextcodec, "qosrtphdrextcodec",
    GST_RANK_MARGINAL, GST_TYPE_QOS_CODEC_EXT)

static GstRTPHeaderExtensionFlags
gst_qos_codec_ext_get_supported_flags (GstRTPHeaderExtension *ext)
{
  return GST_RTP_HEADER_EXTENSION_ONE_BYTE | GST_RTP_HEADER_EXTENSION_TWO_BYTE;
}

static gsize
gst_qos_codec_ext_get_max_size (GstRTPHeaderExtension *ext,
    const GstBuffer *input)
{
  return QOS_CODEC_SIZE_MAX;
}

/* The caps at the payloader's input. */
static gboolean
gst_qos_codec_ext_set_non_rtp_sink_caps (GstRTPHeaderExtension *ext,
    const GstCaps *caps)
{
  GstQosCodecExt *self = GST_QOS_CODEC_EXT (ext);
  QosCodecConfig config;

  self->size = 0;
  self->written = 0;
  if (gst_qos_caps_to_codec (caps, &config))
    self->size = qos_codec_write (self->data, sizeof self->data, &config);
  return TRUE;
}

static gssize
gst_qos_codec_ext_write_data (GstRTPHeaderExtension *ext,
    const GstBuffer *input, GstRTPHeaderExtensionFlags flags, GstBuffer *output,
    guint8 *data, gsize size)
{
  GstQosCodecExt *self = GST_QOS_CODEC_EXT (ext);
  GstClockTime now;

  if (self->size == 0)
    return 0;
  now = gst_qos_ext_time (self->clock, input);
  if (self->written >= GST_QOS_EXT_FIRST_PACKETS &&
      !gst_qos_ext_is_due (now, self->written_at))
    return 0;
  if (size < self->size)
    return -1;
  memcpy (data, self->data, self->size);
  self->written++;
  self->written_at = now;
  return (gssize) self->size;
}

/* qosstats reads it on arrival; only the format is checked here. */
static gboolean
gst_qos_codec_ext_read_data (GstRTPHeaderExtension *ext,
    GstRTPHeaderExtensionFlags flags, const guint8 *data, gsize size,
    GstBuffer *buffer)
{
  QosCodecConfig config;

  return qos_codec_read (data, size, &config);
}

static void
gst_qos_codec_ext_finalize (GObject *object)
{
  gst_object_unref (GST_QOS_CODEC_EXT (object)->clock);
  G_OBJECT_CLASS (gst_qos_codec_ext_parent_class)->finalize (object);
}

static void
gst_qos_codec_ext_init (GstQosCodecExt *self)
{
  self->clock = gst_qos_time_clock ();
}

static void
gst_qos_codec_ext_class_init (GstQosCodecExtClass *klass)
{
  GstRTPHeaderExtensionClass *ext_class =
      GST_RTP_HEADER_EXTENSION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gst_qos_codec_ext_finalize;
  ext_class->get_supported_flags = gst_qos_codec_ext_get_supported_flags;
  ext_class->get_max_size = gst_qos_codec_ext_get_max_size;
  ext_class->set_non_rtp_sink_caps = gst_qos_codec_ext_set_non_rtp_sink_caps;
  ext_class->write = gst_qos_codec_ext_write_data;
  ext_class->read = gst_qos_codec_ext_read_data;
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass),
      "RTP header extension codec-config", GST_RTP_HDREXT_ELEMENT_CLASS,
      "Describes the codec to receivers, so that they need no SDP",
      "The gst-qosaudio authors");
  gst_rtp_header_extension_class_set_uri (ext_class, QOS_CODEC_URI);
}
