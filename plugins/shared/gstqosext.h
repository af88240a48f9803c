/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The RTP header extensions (RFC 8285) of this plugin, as elements that any
 * payloader accepts.
 */
#pragma once

#include <gst/rtp/rtp.h>

#define GST_QOS_SEND_TIME_EXT_URI \
  "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"

/* Ids, unless the caps assign others. */
#define GST_QOS_SEND_TIME_EXT_ID 1
#define GST_QOS_NTP_EXT_ID 2
#define GST_QOS_CODEC_EXT_ID 3
/* Maxima of the one-byte form. */
#define GST_QOS_EXT_ID_MAX 14
#define GST_QOS_EXT_SIZE_MAX 16 /* of the data */

/* An extension that is not in every packet is in the first ones and then
 * repeated after a second. */
typedef struct
{
  guint packets; /* that had it */
  GstClockTime at;
} GstQosExtTurns;

/* Must the packet that starts with input have it? Then it is counted. Uses the
 * AU's own time, because reading clock takes longer; the clock's if it has
 * none. */
gboolean gst_qos_ext_is_due (GstQosExtTurns *turns, GstClock *clock,
    const GstBuffer *input);

/* The abstract class of these extensions, which have either form. */
#define GST_TYPE_QOS_EXT (gst_qos_ext_get_type ())
GType gst_qos_ext_get_type (void);

typedef struct
{
  GstRTPHeaderExtension parent;
  GstClock *clock; /* the measuring clock */
} GstQosExt;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstQosExt, gst_object_unref)

typedef struct
{
  GstRTPHeaderExtensionClass parent;
  gsize max_size; /* of its data */
} GstQosExtClass;

#define GST_TYPE_QOS_SEND_TIME_EXT (gst_qos_send_time_ext_get_type ())
G_DECLARE_FINAL_TYPE (GstQosSendTimeExt, gst_qos_send_time_ext, GST,
    QOS_SEND_TIME_EXT, GstQosExt)
GST_ELEMENT_REGISTER_DECLARE (qosrtphdrextsendtime)

#define GST_TYPE_QOS_CODEC_EXT (gst_qos_codec_ext_get_type ())
G_DECLARE_FINAL_TYPE (GstQosCodecExt, gst_qos_codec_ext, GST, QOS_CODEC_EXT,
    GstQosExt)
GST_ELEMENT_REGISTER_DECLARE (qosrtphdrextcodec)
