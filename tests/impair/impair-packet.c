// SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Byte-wise reader of RTP headers; see impair-packet.h.

#include "impair-packet.h"

#include <string.h>

#define RTP_HEADER_BYTES 12
#define RTCP_HEADER_BYTES 8

static uint16_t
read_u16 (const uint8_t *data)
{
  return (uint16_t) (data[0] << 8 | data[1]);
}

static uint32_t
read_u32 (const uint8_t *data)
{
  return (uint32_t) read_u16 (data) << 16 | read_u16 (data + 2);
}

static size_t
measure_payload (const uint8_t *data, size_t size)
{
  size_t offset = RTP_HEADER_BYTES + 4u * (data[0] & 0x0fu);
  size_t padding = 0;

  if (data[0] & 0x10) {
    if (offset + 4 > size)
      return 0;
    offset += 4 + 4u * read_u16 (data + offset + 2);
  }
  if (data[0] & 0x20) {
    padding = data[size - 1];
    if (padding == 0)
      return 0;
  }
  return offset + padding > size ? 0 : size - offset - padding;
}

void
impair_packet_read (const uint8_t *data, size_t size, ImpairPacket *out)
{
  memset (out, 0, sizeof *out);
  out->kind = IMPAIR_OTHER;
  out->bytes = size;
  if (size < RTCP_HEADER_BYTES || data[0] >> 6 != 2)
    return;
  if (data[1] >= 192 && data[1] <= 223) {
    out->kind = IMPAIR_RTCP;
    return;
  }
  if (size < RTP_HEADER_BYTES)
    return;
  out->kind = IMPAIR_RTP;
  out->seq = read_u16 (data + 2);
  out->timestamp = read_u32 (data + 4);
  out->ssrc = read_u32 (data + 8);
  out->payload_bytes = measure_payload (data, size);
}

const char *
impair_class_name (ImpairClass kind)
{
  static const char *const names[] = {"rtp", "rtcp", "other"};

  return names[kind];
}
