/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-rtp.h"

#include "qos-bytes.h"

#define PROFILE_ONE_BYTE 0xbede
#define PROFILE_TWO_BYTE 0x1000 /* the low 4 bits are the application's */
#define ONE_BYTE_STOP 15        /* RFC 8285 4.2 */

bool
qos_rtp_is_rtcp (const uint8_t *data, size_t size)
{
  return size >= 2 && data[0] >> 6 == 2 && data[1] >= 192 && data[1] <= 223;
}

QosRtpVerdict
qos_rtp_parse (const uint8_t *data, size_t size, bool is_cut,
    QosRtpHeader *header)
{
  QosRtpHeader h = {0};
  size_t padding = 0;

  if (size < QOS_RTP_HEADER_SIZE)
    return QOS_RTP_TOO_SHORT;
  if (data[0] >> 6 != 2)
    return QOS_RTP_BAD_VERSION;

  h.header_size = QOS_RTP_HEADER_SIZE + 4 * (size_t) (data[0] & 0x0f);
  h.has_extension = (data[0] & 0x10) != 0;
  if (h.has_extension) {
    if (size < h.header_size + 4)
      return QOS_RTP_TOO_SHORT;
    h.profile = qos_read_u16 (data + h.header_size);
    h.extension_size = 4 * (size_t) qos_read_u16 (data + h.header_size + 2);
    h.extension_at = h.header_size + 4;
    h.header_size = h.extension_at + h.extension_size;
  }
  if (size < h.header_size)
    return QOS_RTP_TOO_SHORT;

  if ((data[0] & 0x20) && !is_cut) {
    padding = data[size - 1];
    if (padding == 0 || padding > size - h.header_size)
      return QOS_RTP_BAD_PADDING;
  }
  h.payload_size = size - h.header_size - padding;
  h.has_marker = (data[1] & 0x80) != 0;
  h.payload_type = data[1] & 0x7f;
  h.seq = qos_read_u16 (data + 2);
  h.timestamp = qos_read_u32 (data + 4);
  h.ssrc = qos_read_u32 (data + 8);
  *header = h;
  return QOS_RTP_OK;
}

bool
qos_rtp_next_extension (const uint8_t *data, const QosRtpHeader *header,
    QosRtpExtension *extension)
{
  bool is_one_byte = header->profile == PROFILE_ONE_BYTE;
  size_t head = is_one_byte ? 1 : 2;
  const uint8_t *end = data + header->extension_at + header->extension_size;
  const uint8_t *at = extension->data ? extension->data + extension->size
                                      : data + header->extension_at;

  if (!header->has_extension ||
      (!is_one_byte && (header->profile & 0xfff0) != PROFILE_TWO_BYTE))
    return false;
  while (at < end && *at == 0) /* padding */
    at++;
  if ((size_t) (end - at) < head)
    return false;
  extension->id = is_one_byte ? *at >> 4 : *at;
  extension->size = is_one_byte ? (size_t) (*at & 0x0f) + 1 : at[1];
  extension->data = at + head;
  return extension->size <= (size_t) (end - extension->data) &&
      !(is_one_byte && extension->id == ONE_BYTE_STOP);
}
