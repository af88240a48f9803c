/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is read as an AudioSpecificConfig, as the data of a codec-config
 * extension, and as the sizes of the access units of a packet.
 */
#include "fuzz.h"

#include "qos-aac.h"
#include "qos-codec.h"

#include <stdlib.h>
#include <string.h>

#define PROFILE_NONE 0xfe
#define UNITS_MAX 600

static void
fuzz_config (const uint8_t *data, size_t size)
{
  QosAacConfig config;
  unsigned level;

  if (!qos_aac_config_parse (data, size, &config))
    return;
  FUZZ_ASSERT (size >= 2);
  FUZZ_ASSERT (config.object_type >= 1 && config.object_type <= 95);
  FUZZ_ASSERT (config.sample_rate > 0 && config.sample_rate < 1 << 24);
  FUZZ_ASSERT (config.channels <= 8);
  FUZZ_ASSERT (config.frame_length == 1024 || config.frame_length == 960);
  level = qos_aac_profile_level_id (&config);
  FUZZ_ASSERT ((level >= 0x28 && level <= 0x33) || level == PROFILE_NONE);
  if (config.channels == 0)
    FUZZ_ASSERT (level == PROFILE_NONE);
}

static void
fuzz_codec (const uint8_t *data, size_t size)
{
  uint8_t written[QOS_CODEC_SIZE_MAX];
  QosCodecConfig config;

  if (!qos_codec_read (data, size, &config))
    return;
  FUZZ_ASSERT (size >= 5 && size <= QOS_CODEC_SIZE_MAX);
  FUZZ_ASSERT (config.clock_rate >= QOS_PAYLOAD_RATE_MIN);
  FUZZ_ASSERT (config.clock_rate <= QOS_PAYLOAD_RATE_MAX);
  FUZZ_ASSERT (config.channels >= 1);
  FUZZ_ASSERT (config.channels <= QOS_PAYLOAD_CHANNELS_MAX);
  FUZZ_ASSERT (qos_codec_write (written, sizeof written, &config) == size);
  FUZZ_ASSERT (memcmp (written, data, size) == 0);
  FUZZ_ASSERT (qos_codec_write (written, size - 1, &config) == 0);
}

static void
fuzz_units (const uint8_t *data, size_t size)
{
  FuzzInput input = {data, size};
  uint16_t sizes[UNITS_MAX] = {0};
  unsigned n = 0;
  size_t room, written;
  uint8_t *headers;
  bool is_in_range = true;

  room = fuzz_take_u16 (&input) % 2048;
  while (fuzz_has_more (&input) && n < UNITS_MAX) {
    sizes[n] = fuzz_take_u16 (&input);
    is_in_range &= sizes[n] >= 1 && sizes[n] <= QOS_AAC_AU_SIZE_MAX;
    n++;
  }
  headers = malloc (room);
  FUZZ_ASSERT (headers || room == 0);
  written = qos_aac_write_au_headers (headers, room, sizes, n);
  if (n > 0 && is_in_range && room >= QOS_AAC_AU_HEADERS_SIZE (n)) {
    FUZZ_ASSERT (written == QOS_AAC_AU_HEADERS_SIZE (n));
    FUZZ_ASSERT ((headers[0] << 8 | headers[1]) == 16 * (int) n);
    for (unsigned i = 0; i < n; i++)
      FUZZ_ASSERT (
          (headers[2 + 2 * i] << 8 | headers[3 + 2 * i]) == sizes[i] << 3);
  } else {
    FUZZ_ASSERT (written == 0);
  }
  free (headers);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  fuzz_config (data, size);
  fuzz_codec (data, size);
  if (size >= 2)
    fuzz_units (data, size);
  return 0;
}
