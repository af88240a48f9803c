/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-codec.h"

#include "qos-aac.h"
#include "qos-bytes.h"

#include <string.h>

#define FIXED_SIZE 5

static const QosFormat formats[] = {
    [QOS_CODEC_AAC_HBR] = QOS_FORMAT_AAC_HBR,
    [QOS_CODEC_OPUS] = QOS_FORMAT_OPUS,
    [QOS_CODEC_L16] = QOS_FORMAT_L16,
};

void
qos_codec_kind (const QosCodecConfig *config, QosPayloadKind *kind)
{
  QosAacConfig aac = {0};

  if (config->format == QOS_CODEC_AAC_HBR)
    qos_aac_config_parse (config->asc, config->asc_size, &aac);
  kind->format = formats[config->format];
  kind->clock_rate = config->clock_rate;
  kind->channels = config->channels;
  kind->frame_length = aac.frame_length;
}

static bool
is_asc_ok (const QosCodecConfig *config)
{
  QosAacConfig aac;

  return config->asc_size <= QOS_CODEC_ASC_MAX &&
      qos_aac_config_parse (config->asc, config->asc_size, &aac) &&
      qos_aac_is_playable (&aac) && aac.sample_rate == config->clock_rate &&
      aac.channels == config->channels;
}

static bool
is_consistent (const QosCodecConfig *config)
{
  QosPayloadKind kind;

  if (config->format < QOS_CODEC_AAC_HBR || config->format > QOS_CODEC_L16 ||
      (config->format == QOS_CODEC_AAC_HBR ? !is_asc_ok (config)
                                           : config->asc_size != 0))
    return false;
  qos_codec_kind (config, &kind);
  return qos_payload_is_kind_ok (&kind);
}

size_t
qos_codec_write (uint8_t *data, size_t size, const QosCodecConfig *config)
{
  if (!is_consistent (config) || size < FIXED_SIZE + config->asc_size)
    return 0;
  data[0] = (uint8_t) config->format;
  qos_write_u24 (data + 1, config->clock_rate);
  data[4] = (uint8_t) config->channels;
  memcpy (data + FIXED_SIZE, config->asc, config->asc_size);
  return FIXED_SIZE + config->asc_size;
}

bool
qos_codec_read (const uint8_t *data, size_t size, QosCodecConfig *config)
{
  QosCodecConfig c = {0};

  if (size < FIXED_SIZE || size > QOS_CODEC_SIZE_MAX)
    return false;
  c.format = (QosCodecFormat) data[0];
  c.clock_rate = qos_read_u24 (data + 1);
  c.channels = data[4];
  c.asc_size = size - FIXED_SIZE;
  memcpy (c.asc, data + FIXED_SIZE, c.asc_size);
  if (!is_consistent (&c))
    return false;
  *config = c;
  return true;
}
