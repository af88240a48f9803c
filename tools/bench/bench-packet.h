/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The RTP packets of the benchmarks: one AAC access unit each, like those of
 * qospay, with the abs-send-time extension.
 */
#pragma once

#include <stdint.h>
#include <string.h>

#define BENCH_CLOCK_RATE 48000
#define BENCH_FRAME 1024 /* samples of one packet */
#define BENCH_PAYLOAD_TYPE 96
#define BENCH_HEADER_SIZE 20
#define BENCH_PAYLOAD_SIZE 354 /* AU headers and an AU of 350 bytes */
#define BENCH_PACKET_SIZE (BENCH_HEADER_SIZE + BENCH_PAYLOAD_SIZE)

/* From one packet of a source to its next, ns. */
#define BENCH_PACKET_NS (UINT64_C (1000000000) * BENCH_FRAME / BENCH_CLOCK_RATE)

#define BENCH_CAPS \
  "application/x-rtp, media=(string)audio, payload=(int)96, " \
  "clock-rate=(int)48000, encoding-name=(string)MPEG4-GENERIC, " \
  "mode=(string)AAC-hbr, config=(string)1190, sizelength=(string)13, " \
  "indexlength=(string)3, indexdeltalength=(string)3"

static inline void
bench_put (uint8_t *data, uint32_t value, unsigned bytes)
{
  for (unsigned i = 0; i < bytes; i++)
    data[i] = (uint8_t) (value >> (8 * (bytes - 1 - i)));
}

static inline uint32_t
bench_packet_ssrc (unsigned source)
{
  return (source + 1) * 2654435761U; /* odd factor: no two are equal */
}

/* number: of the packet in the stream of its source. send_ns: any clock. */
static inline void
bench_packet_header (uint8_t data[BENCH_HEADER_SIZE], unsigned source,
    uint64_t number, uint64_t send_ns)
{
  uint64_t send_time = (send_ns / 1000000000) << 18 |
      ((send_ns % 1000000000) << 18) / 1000000000; /* 6.18 s */

  data[0] = 0x90; /* version 2, extension */
  data[1] = 0x80 | BENCH_PAYLOAD_TYPE;
  bench_put (data + 2, (uint32_t) number & 0xffff, 2);
  bench_put (data + 4, (uint32_t) (number * BENCH_FRAME), 4);
  bench_put (data + 8, bench_packet_ssrc (source), 4);
  bench_put (data + 12, 0xbede0001, 4);
  data[16] = 1 << 4 | 2; /* id 1, three bytes */
  bench_put (data + 17, (uint32_t) send_time & 0xffffff, 3);
}

/* RFC 3640: one AU header, then the AU. */
static inline void
bench_packet_payload (uint8_t data[BENCH_PAYLOAD_SIZE])
{
  bench_put (data, 16, 2);
  bench_put (data + 2, (BENCH_PAYLOAD_SIZE - 4) << 3, 2);
  memset (data + 4, 0x21, BENCH_PAYLOAD_SIZE - 4);
}
