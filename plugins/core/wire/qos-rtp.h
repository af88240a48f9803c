/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Reads the RTP fixed header (RFC 3550 5.1) and header extensions (RFC 8285),
 * and distinguishes RTP from RTCP on one port (RFC 5761 4). Every byte comes
 * from the network: nothing is read outside the given range.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QOS_RTP_HEADER_SIZE 12

/* Bytes of the UDP and IP headers of an RTP packet. */
#define QOS_OVERHEAD_IPV4 28
#define QOS_OVERHEAD_IPV6 48

typedef enum
{
  QOS_RTP_OK,
  QOS_RTP_TOO_SHORT,   /* header, CSRC list or extension exceed the packet */
  QOS_RTP_BAD_VERSION, /* the version is not 2 */
  QOS_RTP_BAD_PADDING, /* padding of 0 bytes, or longer than the payload */
} QosRtpVerdict;

typedef struct
{
  uint8_t payload_type; /* 0..127 */
  bool has_marker;
  uint16_t seq;
  uint32_t timestamp;
  uint32_t ssrc;
  size_t header_size;    /* fixed header, CSRC list and extension, bytes */
  size_t payload_size;   /* without padding, bytes */
  uint16_t profile;      /* "defined by profile" bits, when has_extension */
  bool has_extension;    /* the X bit */
  size_t extension_at;   /* offset of the first extension byte in the packet */
  size_t extension_size; /* bytes, multiple of 4 */
} QosRtpHeader;

/* RFC 5761 4: a version 2 packet whose second byte is 192..223 is RTCP. */
bool qos_rtp_is_rtcp (const uint8_t *data, size_t size);

/* data, size: one packet; is_cut: only the beginning of one, so that its
 * padding is unknown. Fills *header only when it returns QOS_RTP_OK. */
QosRtpVerdict qos_rtp_parse (const uint8_t *data, size_t size, bool is_cut,
    QosRtpHeader *header);

/* An element of the header extension (RFC 8285 4). */
typedef struct
{
  unsigned id;         /* 1..14 (one-byte form) or 1..255; 0: to be ignored */
  size_t size;         /* bytes, one-byte form: 1..16, two-byte form: 0..255 */
  const uint8_t *data; /* inside the packet */
} QosRtpExtension;

/* Reads the element after *extension of the packet that header was parsed from,
 * the first one if *extension is all 0. False at the end of the list, or where
 * it is malformed: it must not be asked for more. */
bool qos_rtp_next_extension (const uint8_t *data, const QosRtpHeader *header,
    QosRtpExtension *extension);
