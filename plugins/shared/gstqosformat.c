/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosformat.h"

#include "qos-aac.h"
#include "gstqoscaps.h"

#include <gst/rtp/rtp.h>

static const struct
{
  const gchar *encoding_name;
  const gchar *depayloader;
} formats[] = {
    [QOS_FORMAT_AAC_HBR] = {"MPEG4-GENERIC", "rtpmp4gdepay"},
    [QOS_FORMAT_LATM] = {"MP4A-LATM", "rtpmp4adepay"},
    [QOS_FORMAT_OPUS] = {"OPUS", "rtpopusdepay"},
    [QOS_FORMAT_L16] = {"L16", "rtpL16depay"},
    [QOS_FORMAT_L24] = {"L24", "rtpL24depay"},
    [QOS_FORMAT_PCMU] = {"PCMU", "rtppcmudepay"},
    [QOS_FORMAT_PCMA] = {"PCMA", "rtppcmadepay"},
    [QOS_FORMAT_G722] = {"G722", "rtpg722depay"},
};

const GstStructure *
gst_qos_format_find (const GstCaps *caps, guint payload_type)
{
  const GstStructure *other = NULL;

  for (guint i = 0; i < gst_caps_get_size (caps); i++) {
    const GstStructure *s = gst_caps_get_structure (caps, i);
    gint payload;

    if (!gst_structure_get_int (s, "payload", &payload)) {
      if (!other)
        other = s;
    } else if (payload == (gint) payload_type) {
      return s;
    }
  }
  return other;
}

GstCaps *
gst_qos_format_caps (const GstCaps *caps, guint payload_type)
{
  const GstStructure *s =
      caps ? gst_qos_format_find (caps, payload_type) : NULL;
  GstCaps *found;

  if (!s || !gst_structure_has_field (s, "encoding-name"))
    return gst_qos_caps_for_static (payload_type);
  found = gst_caps_new_full (gst_structure_copy (s), NULL);
  gst_caps_set_simple (found, "payload", G_TYPE_INT, (gint) payload_type, NULL);
  return found;
}

/* SDP parameters are strings; an int comes from GStreamer. */
static guint
gst_qos_format_get_number (const GstStructure *s, const gchar *name,
    guint otherwise)
{
  const gchar *text = gst_structure_get_string (s, name);
  gint number;
  guint64 parsed;

  if (gst_structure_get_int (s, name, &number))
    return number < 0 ? otherwise : (guint) number;
  if (text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &parsed, NULL))
    return (guint) parsed;
  return otherwise;
}

/* Are the AU headers those of AAC-hbr, without further fields, and the units in
 * order? */
static gboolean
gst_qos_format_are_headers_plain (const GstStructure *s)
{
  static const gchar *const absent[] = {"ctsdeltalength", "dtsdeltalength",
      "randomaccessindication", "streamstateindication",
      "auxiliarydatasizelength", "maxdisplacement"};
  gboolean are_plain = gst_qos_format_get_number (s, "sizelength", 0) == 13 &&
      gst_qos_format_get_number (s, "indexlength", 0) == 3 &&
      gst_qos_format_get_number (s, "indexdeltalength", 0) == 3;

  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    are_plain &= gst_qos_format_get_number (s, absent[i], 0) == 0;
  return are_plain;
}

/* The clock rate may be that of the core coder or of its extension. */
static gboolean
gst_qos_format_set_aac (QosPayloadKind *kind, const QosAacConfig *aac)
{
  if (aac->channels > 0)
    kind->channels = aac->channels;
  if (aac->frame_length > 0)
    kind->frame_length = aac->frame_length;
  return qos_aac_is_playable (aac) &&
      (kind->clock_rate == aac->sample_rate ||
          kind->clock_rate == aac->sbr_rate);
}

static gboolean
gst_qos_format_read_parameters (const GstStructure *s, QosPayloadKind *kind)
{
  guint8 config[GST_QOS_CAPS_CONFIG_MAX];
  QosAacConfig aac = {0};

  switch (kind->format) {
    case QOS_FORMAT_AAC_HBR:
      if (!gst_qos_format_are_headers_plain (s))
        break;
      qos_aac_config_parse (config, gst_qos_caps_read_config (s, config), &aac);
      return gst_qos_format_set_aac (kind, &aac);
    case QOS_FORMAT_LATM:
      if (gst_qos_format_get_number (s, "cpresent", 1) != 0 ||
          !qos_aac_mux_config_parse (config,
              gst_qos_caps_read_config (s, config), &aac))
        break;
      return gst_qos_format_set_aac (kind, &aac);
    case QOS_FORMAT_PCMU:
    case QOS_FORMAT_PCMA:
    case QOS_FORMAT_G722:
      return kind->channels == 1; /* as their depayloaders require */
    default:
      return TRUE;
  }
  kind->format = QOS_FORMAT_NONE;
  return FALSE;
}

gboolean
gst_qos_format_kind (const GstStructure *s, QosPayloadKind *kind)
{
  const gchar *name = gst_structure_get_string (s, "encoding-name");

  *kind = (QosPayloadKind){QOS_FORMAT_NONE, 0, 0, QOS_AAC_FRAME_LENGTH};
  for (guint i = 0; name && i < G_N_ELEMENTS (formats); i++)
    if (formats[i].encoding_name &&
        g_ascii_strcasecmp (name, formats[i].encoding_name) == 0)
      kind->format = (QosFormat) i;
  kind->clock_rate = gst_qos_format_get_number (s, "clock-rate", 0);
  kind->channels = gst_qos_format_get_number (s, "channels",
      gst_qos_format_get_number (s, "encoding-params", 1));
  return kind->format != QOS_FORMAT_NONE &&
      gst_qos_format_read_parameters (s, kind) && qos_payload_is_kind_ok (kind);
}

QosMediaFormat
gst_qos_format_static (guint payload_type)
{
  const GstRTPPayloadInfo *info = NULL;
  QosMediaFormat format = {.payload_type = (guint8) payload_type};

  if (!qos_media_is_noise (payload_type))
    info = gst_rtp_payload_info_for_pt ((guint8) payload_type);
  if (info) {
    format.clock_rate = info->clock_rate;
    format.coding = qos_coding_for_name (info->encoding_name);
  }
  return format;
}

const gchar *
gst_qos_format_depayloader (QosFormat format)
{
  return formats[format].depayloader;
}
