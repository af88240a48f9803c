/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

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
#include "qos-bytes.h"
#include "qos-ntp.h"
#include "gstqosext.h"
#include "gstqostime.h"

#define DATA_SIZE 3

struct _GstQosSendTimeExt
{
  GstRTPHeaderExtension parent;
  GstClock *clock;
};

G_DEFINE_FINAL_TYPE (GstQosSendTimeExt, gst_qos_send_time_ext,
    GST_TYPE_RTP_HEADER_EXTENSION)
GST_ELEMENT_REGISTER_DEFINE (qosrtphdrextsendtime, "qosrtphdrextsendtime",
    GST_RANK_MARGINAL, GST_TYPE_QOS_SEND_TIME_EXT)

static GstRTPHeaderExtensionFlags
gst_qos_send_time_ext_get_supported_flags (GstRTPHeaderExtension *ext)
{
  return GST_RTP_HEADER_EXTENSION_ONE_BYTE | GST_RTP_HEADER_EXTENSION_TWO_BYTE;
}

static gsize
gst_qos_send_time_ext_get_max_size (GstRTPHeaderExtension *ext,
    const GstBuffer *input)
{
  return DATA_SIZE;
}

static gssize
gst_qos_send_time_ext_write_data (GstRTPHeaderExtension *ext,
    const GstBuffer *input, GstRTPHeaderExtensionFlags flags, GstBuffer *output,
    guint8 *data, gsize size)
{
  GstQosSendTimeExt *self = GST_QOS_SEND_TIME_EXT (ext);
  guint64 ntp =
      gst_qos_time_to_ntp (self->clock, gst_clock_get_time (self->clock));

  if (size < DATA_SIZE)
    return -1;
  qos_write_u24 (data, qos_ntp_abs_send_time (ntp));
  return DATA_SIZE;
}

/* Times are measured on arrival, before any depayloader; only the format is
 * checked here. */
static gboolean
gst_qos_send_time_ext_read_data (GstRTPHeaderExtension *ext,
    GstRTPHeaderExtensionFlags flags, const guint8 *data, gsize size,
    GstBuffer *buffer)
{
  return size == DATA_SIZE;
}

static void
gst_qos_send_time_ext_finalize (GObject *object)
{
  gst_object_unref (GST_QOS_SEND_TIME_EXT (object)->clock);
  G_OBJECT_CLASS (gst_qos_send_time_ext_parent_class)->finalize (object);
}

static void
gst_qos_send_time_ext_init (GstQosSendTimeExt *self)
{
  self->clock = gst_qos_time_clock ();
}

static void
gst_qos_send_time_ext_class_init (GstQosSendTimeExtClass *klass)
{
  GstRTPHeaderExtensionClass *ext_class =
      GST_RTP_HEADER_EXTENSION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gst_qos_send_time_ext_finalize;
  ext_class->get_supported_flags = gst_qos_send_time_ext_get_supported_flags;
  ext_class->get_max_size = gst_qos_send_time_ext_get_max_size;
  ext_class->write = gst_qos_send_time_ext_write_data;
  ext_class->read = gst_qos_send_time_ext_read_data;
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass),
      "RTP header extension abs-send-time", GST_RTP_HDREXT_ELEMENT_CLASS,
      "Stamps every RTP packet with its sending time",
      "The gst-qosaudio authors");
  gst_rtp_header_extension_class_set_uri (ext_class, GST_QOS_SEND_TIME_EXT_URI);
}
