/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The input is one RTP packet: header, every header extension, and the
 * codec-config in id 3. It enters the core as received bytes, whole and cut, as
 * on each kind of port, and goes into a stream.
 */
#include "fuzz.h"

#include "qos-receive.h"
#include "qos-source-private.h"

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

/* Everything that was found must be readable. */
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

static void
check_received (const QosReceived *received, size_t captured, size_t size)
{
  const QosRtpHeader *header = &received->header;

  FUZZ_ASSERT (received->size == size);
  FUZZ_ASSERT (header->header_size + received->payload_got <= captured);
  FUZZ_ASSERT (header->payload_size == received->payload_got + size - captured);
  FUZZ_ASSERT (received->codec_size <= QOS_CODEC_SIZE_MAX);
  FUZZ_ASSERT (!received->has_send_time || received->send_time <= 0xffffff);
}

/* Often enough to become a stream. */
static void
receive (const QosReceived *received, const uint8_t *data, QosFormat format)
{
  const QosReceivedFormat given = {{received->header.payload_type, 48000,
                                       QOS_CODING_AAC_LC},
      {format, 48000, 1, 1024}};
  QosReceived next = *received;
  QosSource source;

  qos_source_init (&source, received->header.ssrc, QOS_NS_PER_S, QOS_NS_PER_S);
  for (unsigned i = 0; i < 3; i++) {
    const QosReceivedTime time = {.arrival_ns = (i + 1) * QOS_NS_PER_S};

    if (qos_source_needs_format (&source, next.header.payload_type))
      qos_source_set_format (&source, &given);
    qos_receive_rtp (&source, &next, data, &time);
    qos_receive_check (qos_source_payload (&source, next.header.payload_type),
        &next, data);
    next.header.seq++;
  }
  FUZZ_ASSERT (qos_source_packets (&source) == 3);
  FUZZ_ASSERT (qos_source_is_valid (&source));
}

static void
try_port (const uint8_t *data, size_t captured, size_t size,
    QosReceivePort port)
{
  const QosReceiveRules rules = {port, CODEC_ID, 1, port == QOS_RECEIVE_RTP};
  QosReceived received;

  if (qos_receive_parse (data, captured, size, &rules, &received) !=
      QOS_RECEIVED_RTP)
    return;
  check_received (&received, captured, size);
  for (int format = QOS_FORMAT_NONE; format <= QOS_FORMAT_G722; format++)
    receive (&received, data, (QosFormat) format);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  QosRtpExtension found = {0};
  QosRtpHeader header;

  for (int port = QOS_RECEIVE_SHARED; port <= QOS_RECEIVE_ANY; port++) {
    try_port (data, size, size, (QosReceivePort) port);
    try_port (data, size, size + 100, (QosReceivePort) port);
  }
  if (qos_rtp_is_rtcp (data, size))
    FUZZ_ASSERT (size >= 2);
  if (qos_rtp_parse (data, size, false, &header) != QOS_RTP_OK)
    return 0;
  check_header (&header, size);

  while (qos_rtp_next_extension (data, &header, &found)) {
    QosCodecConfig config;

    FUZZ_ASSERT (found.id <= 255);
    FUZZ_ASSERT (header.profile != ONE_BYTE_PROFILE || found.id <= 14);
    check_found (data, &header, found.data, found.size);
    if (found.id == CODEC_ID &&
        qos_codec_read (found.data, found.size, &config))
      FUZZ_ASSERT (found.size <= QOS_CODEC_SIZE_MAX);
  }
  return 0;
}
