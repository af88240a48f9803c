/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqoscaps.h"

#include "qos-aac.h"

#include <gst/rtp/rtp.h>
#include <string.h>

static void
gst_qos_caps_set_number (GstStructure *fields, const gchar *field, guint number)
{
  g_autofree gchar *text = g_strdup_printf ("%u", number);

  gst_structure_set (fields, field, G_TYPE_STRING, text, NULL);
}

void
gst_qos_caps_set_aac (GstStructure *fields, const guint8 *asc, gsize size)
{
  QosAacConfig aac = {0};
  g_autoptr (GString) hex = g_string_sized_new (2 * size);

  qos_aac_config_parse (asc, size, &aac);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", asc[i]);
  gst_structure_set (fields, "streamtype", G_TYPE_STRING, "5", NULL);
  gst_qos_caps_set_number (fields, "profile-level-id",
      qos_aac_profile_level_id (&aac));
  gst_structure_set (fields, "mode", G_TYPE_STRING, "AAC-hbr", "config",
      G_TYPE_STRING, hex->str, "sizelength", G_TYPE_STRING, "13", "indexlength",
      G_TYPE_STRING, "3", "indexdeltalength", G_TYPE_STRING, "3", NULL);
  gst_qos_caps_set_number (fields, "constantduration", aac.frame_length);
  if (aac.channels > 0)
    gst_qos_caps_set_number (fields, "encoding-params", aac.channels);
}

GstCaps *
gst_qos_caps_for_codec (const QosCodecConfig *config, guint payload_type)
{
  static const gchar *const names[] = {
      [QOS_CODEC_AAC_HBR] = "MPEG4-GENERIC",
      [QOS_CODEC_OPUS] = "OPUS",
      [QOS_CODEC_L16] = "L16",
  };
  GstStructure *s = gst_structure_new ("application/x-rtp", "media",
      G_TYPE_STRING, "audio", "payload", G_TYPE_INT, (gint) payload_type,
      "clock-rate", G_TYPE_INT, (gint) config->clock_rate, "encoding-name",
      G_TYPE_STRING, names[config->format], NULL);

  if (config->format == QOS_CODEC_AAC_HBR) {
    gst_qos_caps_set_aac (s, config->asc, config->asc_size);
  } else if (config->format == QOS_CODEC_OPUS) {
    gst_structure_set (s, "sprop-stereo", G_TYPE_STRING,
        config->channels == 2 ? "1" : "0", NULL);
  } else {
    gst_qos_caps_set_number (s, "encoding-params", config->channels);
    gst_structure_set (s, "channels", G_TYPE_INT, (gint) config->channels,
        NULL);
  }
  return gst_caps_new_full (s, NULL);
}

GstCaps *
gst_qos_caps_for_static (guint payload_type)
{
  const GstRTPPayloadInfo *info =
      gst_rtp_payload_info_for_pt ((guint8) payload_type);
  GstCaps *caps;

  if (!info || info->clock_rate == 0)
    return NULL;
  caps = gst_caps_new_simple ("application/x-rtp", "media", G_TYPE_STRING,
      info->media, "payload", G_TYPE_INT, (gint) payload_type, "clock-rate",
      G_TYPE_INT, (gint) info->clock_rate, "encoding-name", G_TYPE_STRING,
      info->encoding_name, NULL);
  if (info->encoding_parameters)
    gst_caps_set_simple (caps, "encoding-params", G_TYPE_STRING,
        info->encoding_parameters, NULL);
  return caps;
}

/* If an AudioSpecificConfig is too long for the extension, only the two bytes
 * are kept that every AAC decoder needs; a decoder can do without the rest. */
static gboolean
gst_qos_caps_read_asc (const GstStructure *s, QosCodecConfig *config)
{
  const GValue *value = gst_structure_get_value (s, "codec_data");
  QosAacConfig aac;
  GstBuffer *buffer;
  gsize size;

  if (!value || !GST_VALUE_HOLDS_BUFFER (value))
    return FALSE;
  buffer = gst_value_get_buffer (value);
  size = gst_buffer_get_size (buffer);
  if (size > QOS_CODEC_ASC_MAX)
    size = 2;
  config->asc_size = gst_buffer_extract (buffer, 0, config->asc, size);
  if (!qos_aac_config_parse (config->asc, config->asc_size, &aac))
    return FALSE;
  config->format = QOS_CODEC_AAC_HBR;
  config->clock_rate = aac.sample_rate;
  if (aac.channels > 0)
    config->channels = aac.channels;
  return TRUE;
}

gboolean
gst_qos_caps_to_codec (const GstCaps *caps, QosCodecConfig *config)
{
  const GstStructure *s = gst_caps_get_structure (caps, 0);
  QosCodecConfig c = {0};
  gint rate = 0, channels = 0;
  guint8 written[QOS_CODEC_SIZE_MAX];

  gst_structure_get_int (s, "rate", &rate);
  gst_structure_get_int (s, "channels", &channels);
  c.clock_rate = rate > 0 ? (guint) rate : 0;
  c.channels = channels > 0 ? (guint) channels : 0;
  if (gst_structure_has_name (s, "audio/mpeg")) {
    if (!gst_qos_caps_read_asc (s, &c))
      return FALSE;
  } else if (gst_structure_has_name (s, "audio/x-opus")) {
    c.format = QOS_CODEC_OPUS;
    c.clock_rate = 48000; /* RFC 7587 4.1 */
  } else if (gst_structure_has_name (s, "audio/x-raw")) {
    if (g_strcmp0 (gst_structure_get_string (s, "format"), "S16BE") != 0)
      return FALSE;
    c.format = QOS_CODEC_L16;
  } else {
    return FALSE;
  }
  if (qos_codec_write (written, sizeof written, &c) == 0)
    return FALSE;
  *config = c;
  return TRUE;
}

gsize
gst_qos_caps_read_config (const GstStructure *s,
    guint8 data[GST_QOS_CAPS_CONFIG_MAX])
{
  const gchar *text = gst_structure_get_string (s, "config");
  gsize size = text ? strlen (text) / 2 : 0;

  if (size == 0 || size > GST_QOS_CAPS_CONFIG_MAX)
    return 0;
  for (gsize i = 0; i < size; i++) {
    gint high = g_ascii_xdigit_value (text[2 * i]);
    gint low = g_ascii_xdigit_value (text[2 * i + 1]);

    if (high < 0 || low < 0)
      return 0;
    data[i] = (guint8) (high << 4 | low);
  }
  return size;
}

static QosCoding
gst_qos_caps_find_aac_coding (const GstStructure *s,
    bool (*parse) (const uint8_t *data, size_t size, QosAacConfig *config))
{
  guint8 config[GST_QOS_CAPS_CONFIG_MAX];
  QosAacConfig aac;

  return parse (config, gst_qos_caps_read_config (s, config), &aac)
      ? qos_aac_coding (&aac)
      : QOS_CODING_UNKNOWN;
}

void
gst_qos_caps_read_format (const GstStructure *s, QosMediaFormat *format)
{
  const gchar *name = gst_structure_get_string (s, "encoding-name");
  gint rate;

  if (gst_structure_get_int (s, "clock-rate", &rate) && rate > 0)
    format->clock_rate = (guint32) rate;
  if (!name)
    return;
  if (g_ascii_strcasecmp (name, "MPEG4-GENERIC") == 0)
    format->coding = gst_qos_caps_find_aac_coding (s, qos_aac_config_parse);
  else if (g_ascii_strcasecmp (name, "MP4A-LATM") == 0)
    format->coding = gst_qos_caps_find_aac_coding (s, qos_aac_mux_config_parse);
  else
    format->coding = qos_coding_for_name (name);
}

const gchar *
gst_qos_caps_extension_uri (const GValue *value)
{
  if (GST_VALUE_HOLDS_ARRAY (value) && gst_value_array_get_size (value) > 1)
    value = gst_value_array_get_value (value, 1);
  return G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;
}

static guint
gst_qos_caps_find_extension_id (const GstStructure *s, const gchar *uri)
{
  for (gint i = 0; i < gst_structure_n_fields (s); i++) {
    const gchar *name = gst_structure_nth_field_name (s, (guint) i);
    guint64 id;

    if (!g_str_has_prefix (name, "extmap-") ||
        !g_ascii_string_to_unsigned (name + strlen ("extmap-"), 10, 1, 255, &id,
            NULL))
      continue;
    if (g_strcmp0 (gst_qos_caps_extension_uri (
                       gst_structure_get_value (s, name)),
            uri) == 0)
      return (guint) id;
  }
  return 0;
}

guint
gst_qos_caps_extension_id (const GstCaps *caps, const gchar *uri)
{
  guint id = 0;

  for (guint i = 0; i < gst_caps_get_size (caps) && id == 0; i++)
    id = gst_qos_caps_find_extension_id (gst_caps_get_structure (caps, i), uri);
  return id;
}
