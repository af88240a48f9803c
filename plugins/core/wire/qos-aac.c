/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-aac.h"

#include "qos-bytes.h"

#define PROFILE_NONE 0xfe /* "no audio profile specified" */
#define RATE_INDEX_EXPLICIT 15
#define OBJECT_TYPE_ESCAPE 31

enum
{
  OBJECT_AAC_MAIN = 1,
  OBJECT_AAC_LC = 2,
  OBJECT_AAC_LTP = 4,
  OBJECT_SBR = 5,
  OBJECT_PS = 29,
};

/* ISO/IEC 14496-3 table 1.18 */
static const uint32_t sample_rates[] = {96000, 88200, 64000, 48000, 44100,
    32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350};

/* ISO/IEC 14496-3 table 1.19; 0 is in the program config element. */
static const unsigned channel_counts[] = {0, 1, 2, 3, 4, 5, 6, 8};

typedef struct
{
  const uint8_t *data;
  size_t n_bits;
  size_t at;
  bool is_short; /* more was read than there was */
} BitReader;

static uint32_t
read_bits (BitReader *reader, unsigned n)
{
  uint32_t value = 0;

  for (unsigned i = 0; i < n; i++, reader->at++) {
    unsigned bit = 0;

    if (reader->at < reader->n_bits)
      bit = reader->data[reader->at / 8] >> (7 - reader->at % 8) & 1;
    else
      reader->is_short = true;
    value = value << 1 | bit;
  }
  return value;
}

static unsigned
read_object_type (BitReader *reader)
{
  unsigned type = read_bits (reader, 5);

  return type == OBJECT_TYPE_ESCAPE ? 32 + read_bits (reader, 6) : type;
}

/* ISO/IEC 14496-3 table 1.17 */
static bool
is_reserved (unsigned object_type)
{
  return object_type == 0 || object_type == 10 || object_type == 11 ||
      object_type == 18;
}

/* 0 for a reserved index. */
static uint32_t
read_sample_rate (BitReader *reader)
{
  unsigned index = read_bits (reader, 4);

  if (index == RATE_INDEX_EXPLICIT)
    return read_bits (reader, 24);
  if (index >= sizeof sample_rates / sizeof sample_rates[0])
    return 0;
  return sample_rates[index];
}

static bool
read_config (BitReader *from, QosAacConfig *config)
{
  BitReader reader = *from;
  QosAacConfig c = {0};
  unsigned channels;

  c.object_type = read_object_type (&reader);
  c.sample_rate = read_sample_rate (&reader);
  channels = read_bits (&reader, 4);
  if (is_reserved (c.object_type) || c.sample_rate == 0 ||
      channels >= sizeof channel_counts / sizeof channel_counts[0])
    return false;
  c.channels = channel_counts[channels];

  if (c.object_type == OBJECT_SBR || c.object_type == OBJECT_PS) {
    /* The extension's rate, then the object type of the core coder, whose
     * GASpecificConfig follows. */
    c.sbr_rate = read_sample_rate (&reader);
    if (c.sbr_rate == 0)
      return false;
    read_object_type (&reader);
  }
  c.frame_length = read_bits (&reader, 1) ? 960 : 1024;
  if (reader.is_short)
    return false;
  *config = c;
  return true;
}

bool
qos_aac_config_parse (const uint8_t *data, size_t size, QosAacConfig *config)
{
  BitReader reader = {data, 8 * size, 0, false};

  return read_config (&reader, config);
}

bool
qos_aac_mux_config_parse (const uint8_t *data, size_t size,
    QosAacConfig *config)
{
  BitReader reader = {data, 8 * size, 0, false};
  /* audioMuxVersion 0, allStreamsSameTimeFraming 1, then the numbers of
   * subframes, programs and layers, each less 1. */
  bool is_simple = read_bits (&reader, 2) == 1 && read_bits (&reader, 6) == 0 &&
      read_bits (&reader, 4) == 0 && read_bits (&reader, 3) == 0;

  return is_simple && read_config (&reader, config);
}

bool
qos_aac_is_playable (const QosAacConfig *config)
{
  bool is_rate_ok = false;

  for (size_t i = 0; i < sizeof sample_rates / sizeof sample_rates[0]; i++)
    is_rate_ok |= sample_rates[i] == config->sample_rate;
  if (!is_rate_ok || config->sample_rate < 8000 || config->channels == 0)
    return false;
  switch (config->object_type) {
    case OBJECT_AAC_MAIN:
    case OBJECT_AAC_LC:
    case OBJECT_AAC_LTP:
      return true;
    case OBJECT_SBR:
    case OBJECT_PS:
      return config->sbr_rate == config->sample_rate ||
          config->sbr_rate == 2 * config->sample_rate;
    default:
      return false;
  }
}

QosCoding
qos_aac_coding (const QosAacConfig *config)
{
  return config->object_type == OBJECT_AAC_LC ? QOS_CODING_AAC_LC
                                              : QOS_CODING_UNKNOWN;
}

/* Levels of AAC Profile and of the HE profiles: the limits of the core coder's
 * rate and of the channels (ISO/IEC 14496-3 tables 1.12 to 1.14). */
static const struct
{
  unsigned object_type;
  uint32_t rate;
  unsigned channels;
  unsigned level;
} levels[] = {
    {OBJECT_AAC_LC, 24000, 2, 0x28},
    {OBJECT_AAC_LC, 48000, 2, 0x29},
    {OBJECT_AAC_LC, 48000, 5, 0x2a},
    {OBJECT_AAC_LC, 96000, 5, 0x2b},
    {OBJECT_SBR, 24000, 2, 0x2c},
    {OBJECT_SBR, 24000, 5, 0x2e},
    {OBJECT_SBR, 48000, 5, 0x2f},
    {OBJECT_PS, 24000, 1, 0x30},
    {OBJECT_PS, 24000, 5, 0x32},
    {OBJECT_PS, 48000, 5, 0x33},
};

unsigned
qos_aac_profile_level_id (const QosAacConfig *config)
{
  /* The LFE channel of 5.1 is not counted. */
  unsigned channels = config->channels == 6 ? 5 : config->channels;

  for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
    if (config->object_type == levels[i].object_type &&
        config->sample_rate <= levels[i].rate && channels > 0 &&
        channels <= levels[i].channels)
      return levels[i].level;
  return PROFILE_NONE;
}

size_t
qos_aac_write_au_headers (uint8_t *data, size_t size, const uint16_t *sizes,
    unsigned n)
{
  if (n == 0 || n > QOS_AAC_AU_COUNT_MAX || size < QOS_AAC_AU_HEADERS_SIZE (n))
    return 0;
  for (unsigned i = 0; i < n; i++)
    if (sizes[i] == 0 || sizes[i] > QOS_AAC_AU_SIZE_MAX)
      return 0;

  qos_write_u16 (data, (uint16_t) (16 * n)); /* bits */
  for (unsigned i = 0; i < n; i++)
    qos_write_u16 (data + 2 + 2 * i, (uint16_t) (sizes[i] << 3));
  return QOS_AAC_AU_HEADERS_SIZE (n);
}

unsigned
qos_aac_count_aus (const uint8_t *data, size_t size)
{
  unsigned n = size >= 2 ? qos_read_u16 (data) / 16 : 0;
  size_t at = QOS_AAC_AU_HEADERS_SIZE (n);

  if (n == 0 || qos_read_u16 (data) % 16 != 0 || at > size)
    return 0;
  for (unsigned i = 0; i < n; i++)
    at += qos_read_u16 (data + 2 + 2 * i) >> 3;
  return at == size ? n : 0;
}
