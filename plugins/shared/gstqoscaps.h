/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Conversions between caps of RTP streams and the codec-config of the core.
 */
#pragma once

#include "qos-codec.h"
#include "qos-media.h"

#include <gst/gst.h>

/* Adds the fmtp parameters of AAC-hbr (RFC 3640 4.1) for an AudioSpecificConfig
 * that qos_aac_config_parse () accepts. */
void gst_qos_caps_set_aac (GstStructure *fields, const guint8 *asc, gsize size);

/* Returns: (transfer full): complete application/x-rtp caps. */
GstCaps *gst_qos_caps_for_codec (const QosCodecConfig *config,
    guint payload_type);

/* Returns: (transfer full) (nullable): caps of a static payload type of RFC
 * 3551 6; NULL for others. */
GstCaps *gst_qos_caps_for_static (guint payload_type);

/* caps: fixed, of encoded or raw audio. Returns: FALSE if a codec-config cannot
 * express them. */
gboolean gst_qos_caps_to_codec (const GstCaps *caps, QosCodecConfig *config);

/* Maximum size of an AudioSpecificConfig or StreamMuxConfig from SDP. */
#define GST_QOS_CAPS_CONFIG_MAX 64

/* s: of application/x-rtp caps. Returns: the bytes of their config, which is
 * hexadecimal; 0 if it is absent, malformed or too long. */
gsize gst_qos_caps_read_config (const GstStructure *s,
    guint8 data[GST_QOS_CAPS_CONFIG_MAX]);

/* s: of application/x-rtp caps. Sets *format from them. */
void gst_qos_caps_read_format (const GstStructure *s, QosMediaFormat *format);

/* value: of an extmap-N field. Returns: (nullable): its URI: the string itself,
 * or the second of three. */
const gchar *gst_qos_caps_extension_uri (const GValue *value);

/* Returns: the id that application/x-rtp caps assign to uri in an extmap-N
 * field (GStreamer's form of RFC 8285 5), 0 if none. */
guint gst_qos_caps_extension_id (const GstCaps *caps, const gchar *uri);
