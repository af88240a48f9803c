/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosext.h"

#include "qos-bytes.h"
#include "qos-ntp.h"
#include "gstqoscaps.h"
#include "gstqostime.h"

#include <string.h>

#define FIRST_PACKETS 5
#define PERIOD GST_SECOND
#define SEND_TIME_SIZE 3

G_DEFINE_ABSTRACT_TYPE (GstQosExt, gst_qos_ext, GST_TYPE_RTP_HEADER_EXTENSION)

static GstRTPHeaderExtensionFlags
gst_qos_ext_get_supported_flags (GstRTPHeaderExtension *ext)
{
  return GST_RTP_HEADER_EXTENSION_ONE_BYTE | GST_RTP_HEADER_EXTENSION_TWO_BYTE;
}

static gsize
gst_qos_ext_get_max_size (GstRTPHeaderExtension *ext, const GstBuffer *input)
{
  return G_TYPE_INSTANCE_GET_CLASS (ext, GST_TYPE_QOS_EXT, GstQosExtClass)
      ->max_size;
}

static void
gst_qos_ext_finalize (GObject *object)
{
  gst_object_unref (((GstQosExt *) object)->clock);
  G_OBJECT_CLASS (gst_qos_ext_parent_class)->finalize (object);
}

static void
gst_qos_ext_init (GstQosExt *self)
{
  self->clock = gst_qos_time_clock ();
}

static void
gst_qos_ext_class_init (GstQosExtClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gst_qos_ext_finalize;
  klass->parent.get_supported_flags = gst_qos_ext_get_supported_flags;
  klass->parent.get_max_size = gst_qos_ext_get_max_size;
}

/* If the time went back, as after a seek, a new period starts. */
gboolean
gst_qos_ext_is_due (GstQosExtTurns *turns, GstClock *clock,
    const GstBuffer *input)
{
  GstClockTime now = GST_BUFFER_PTS_IS_VALID (input)
      ? GST_BUFFER_PTS (input)
      : gst_clock_get_time (clock);

  if (turns->packets >= FIRST_PACKETS && now >= turns->at &&
      now - turns->at < PERIOD)
    return FALSE;
  turns->packets++;
  turns->at = now;
  return TRUE;
}

/**
 * SECTION:element-qosrtphdrextsendtime
 * @title: qosrtphdrextsendtime
 *
 * RTP header extension abs-send-time: when the packet left, in 24 bits of
 * 6.18 seconds, in every packet. Goes into any payloader that takes
 * #GstRTPHeaderExtension; #qospay has it built in.
 *
 * |[
 * gst-launch-1.0 audiotestsrc num-buffers=50 ! alawenc ! rtppcmapay ! 'application/x-rtp,extmap-1=(string)http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time' ! fakesink
 * ]|
 */
struct _GstQosSendTimeExt
{
  GstQosExt parent;
};

G_DEFINE_FINAL_TYPE (GstQosSendTimeExt, gst_qos_send_time_ext, GST_TYPE_QOS_EXT)
GST_ELEMENT_REGISTER_DEFINE (qosrtphdrextsendtime, "qosrtphdrextsendtime",
    GST_RANK_MARGINAL, GST_TYPE_QOS_SEND_TIME_EXT)

static gssize
gst_qos_send_time_ext_write_data (GstRTPHeaderExtension *ext,
    const GstBuffer *input, GstRTPHeaderExtensionFlags flags, GstBuffer *output,
    guint8 *data, gsize size)
{
  GstClock *clock = ((GstQosExt *) ext)->clock;
  guint64 ntp = gst_qos_time_to_ntp (clock, gst_clock_get_time (clock));

  if (size < SEND_TIME_SIZE)
    return -1;
  qos_write_u24 (data, qos_ntp_abs_send_time (ntp));
  return SEND_TIME_SIZE;
}

/* Times are measured on arrival, before any depayloader; only the format is
 * checked here. */
static gboolean
gst_qos_send_time_ext_read_data (GstRTPHeaderExtension *ext,
    GstRTPHeaderExtensionFlags flags, const guint8 *data, gsize size,
    GstBuffer *buffer)
{
  return size == SEND_TIME_SIZE;
}

static void
gst_qos_send_time_ext_init (GstQosSendTimeExt *self)
{
}

static void
gst_qos_send_time_ext_class_init (GstQosSendTimeExtClass *klass)
{
  GstRTPHeaderExtensionClass *ext_class =
      GST_RTP_HEADER_EXTENSION_CLASS (klass);

  klass->parent_class.max_size = SEND_TIME_SIZE;
  ext_class->write = gst_qos_send_time_ext_write_data;
  ext_class->read = gst_qos_send_time_ext_read_data;
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass),
      "RTP header extension abs-send-time", GST_RTP_HDREXT_ELEMENT_CLASS,
      "Stamps every RTP packet with its sending time",
      "The gst-qosaudio authors");
  gst_rtp_header_extension_class_set_uri (ext_class, GST_QOS_SEND_TIME_EXT_URI);
}

/**
 * SECTION:element-qosrtphdrextcodec
 * @title: qosrtphdrextcodec
 *
 * RTP header extension urn:x-qosaudio:codec-config: describes the codec to the
 * receiver, in the first packets and then once a second, so that it needs
 * neither SDP nor a caps string. Knows AAC, Opus and L16. Goes into any
 * payloader of those; #qospay has it built in.
 *
 * |[
 * gst-launch-1.0 audiotestsrc num-buffers=50 ! avenc_aac ! rtpmp4gpay ! 'application/x-rtp,extmap-3=(string)urn:x-qosaudio:codec-config' ! fakesink
 * ]|
 */
struct _GstQosCodecExt
{
  GstQosExt parent;

  /* streaming thread only */
  guint8 data[QOS_CODEC_SIZE_MAX];
  gsize size; /* 0: nothing to write */
  GstQosExtTurns turns;
};

G_DEFINE_FINAL_TYPE (GstQosCodecExt, gst_qos_codec_ext, GST_TYPE_QOS_EXT)
GST_ELEMENT_REGISTER_DEFINE (qosrtphdrextcodec, "qosrtphdrextcodec",
    GST_RANK_MARGINAL, GST_TYPE_QOS_CODEC_EXT)

/* The caps at the payloader's input. */
static gboolean
gst_qos_codec_ext_set_non_rtp_sink_caps (GstRTPHeaderExtension *ext,
    const GstCaps *caps)
{
  GstQosCodecExt *self = GST_QOS_CODEC_EXT (ext);
  QosCodecConfig config;

  self->size = 0;
  self->turns.packets = 0;
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

  if (self->size == 0 ||
      !gst_qos_ext_is_due (&self->turns, self->parent.clock, input))
    return 0;
  if (size < self->size)
    return -1;
  memcpy (data, self->data, self->size);
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
gst_qos_codec_ext_init (GstQosCodecExt *self)
{
}

static void
gst_qos_codec_ext_class_init (GstQosCodecExtClass *klass)
{
  GstRTPHeaderExtensionClass *ext_class =
      GST_RTP_HEADER_EXTENSION_CLASS (klass);

  klass->parent_class.max_size = QOS_CODEC_SIZE_MAX;
  ext_class->set_non_rtp_sink_caps = gst_qos_codec_ext_set_non_rtp_sink_caps;
  ext_class->write = gst_qos_codec_ext_write_data;
  ext_class->read = gst_qos_codec_ext_read_data;
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass),
      "RTP header extension codec-config", GST_RTP_HDREXT_ELEMENT_CLASS,
      "Describes the codec to receivers, so that they need no SDP",
      "The gst-qosaudio authors");
  gst_rtp_header_extension_class_set_uri (ext_class, QOS_CODEC_URI);
}
