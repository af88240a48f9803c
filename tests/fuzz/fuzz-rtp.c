/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is one RTP packet: header, every header extension, and the
 * codec-config in id 3.
 */
#include "fuzz.h"

#include "qos-codec.h"
#include "qos-rtp.h"

#define CODEC_ID 3
#define ONE_BYTE_PROFILE 0xbede

static void
check_header (const QosRtpHeader *header, size_t size)
{
  FUZZ_ASSERT (header->payload_type <= 127);
  FUZZ_ASSERT (header->header_size >= QOS_RTP_HEADER_SIZE);
  FUZZ_ASSERT (header->header_size <= size);
  FUZZ_ASSERT (header->payload_size <= size - header->header_size);
  if (header->has_extension) {
    FUZZ_ASSERT (header->extension_at >= QOS_RTP_HEADER_SIZE + 4);
    FUZZ_ASSERT (header->extension_size % 4 == 0);
    FUZZ_ASSERT (
        header->extension_at + header->extension_size == header->header_size);
  }
}

/* All of what was found must be there to read. */
static void
check_found (const uint8_t *data, const QosRtpHeader *header,
    const uint8_t *found, size_t size)
{
  volatile uint8_t sum = 0;

  FUZZ_ASSERT (header->has_extension);
  FUZZ_ASSERT (found > data + header->extension_at);
  FUZZ_ASSERT (found + size <= data + header->header_size);
  if (header->profile == ONE_BYTE_PROFILE)
    FUZZ_ASSERT (size >= 1 && size <= 16);
  else
    FUZZ_ASSERT (size <= 255);
  for (size_t i = 0; i < size; i++)
    sum = (uint8_t) (sum + found[i]);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  QosRtpHeader header;

  if (qos_rtp_is_rtcp (data, size))
    FUZZ_ASSERT (size >= 2);
  if (qos_rtp_parse (data, size, &header) != QOS_RTP_OK)
    return 0;
  check_header (&header, size);

  for (unsigned id = 0; id <= 256; id++) {
    size_t found_size = 0;
    const uint8_t *found =
        qos_rtp_find_extension (data, &header, id, &found_size);
    QosCodecConfig config;

    if (!found)
      continue;
    FUZZ_ASSERT (id >= 1 && id <= 255);
    FUZZ_ASSERT (header.profile != ONE_BYTE_PROFILE || id <= 14);
    check_found (data, &header, found, found_size);
    if (id == CODEC_ID && qos_codec_read (found, found_size, &config))
      FUZZ_ASSERT (found_size <= QOS_CODEC_SIZE_MAX);
  }
  return 0;
}
