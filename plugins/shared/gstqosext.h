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
#define GST_QOS_EXT_ID_MAX 14 /* one-byte form */

/* An extension that is not in every packet is in the first ones and then
 * repeated after this time. */
#define GST_QOS_EXT_FIRST_PACKETS 5
#define GST_QOS_EXT_PERIOD GST_SECOND

/* The time for measuring periods: the AU's own, because reading a clock takes
 * longer; the clock's if the AU has none. */
static inline GstClockTime
gst_qos_ext_time (GstClock *clock, const GstBuffer *input)
{
  return GST_BUFFER_PTS_IS_VALID (input) ? GST_BUFFER_PTS (input)
                                         : gst_clock_get_time (clock);
}

/* If the time went back, as after a seek, a new period starts. */
static inline gboolean
gst_qos_ext_is_due (GstClockTime now, GstClockTime last)
{
  return now < last || now - last >= GST_QOS_EXT_PERIOD;
}

#define GST_TYPE_QOS_SEND_TIME_EXT (gst_qos_send_time_ext_get_type ())
G_DECLARE_FINAL_TYPE (GstQosSendTimeExt, gst_qos_send_time_ext, GST,
    QOS_SEND_TIME_EXT, GstRTPHeaderExtension)
GST_ELEMENT_REGISTER_DECLARE (qosrtphdrextsendtime)

#define GST_TYPE_QOS_CODEC_EXT (gst_qos_codec_ext_get_type ())
G_DECLARE_FINAL_TYPE (GstQosCodecExt, gst_qos_codec_ext, GST, QOS_CODEC_EXT,
    GstRTPHeaderExtension)
GST_ELEMENT_REGISTER_DECLARE (qosrtphdrextcodec)
