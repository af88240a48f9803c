/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-rtcp.h"

#include "qos-bytes.h"
#include "qos-xr.h"

enum
{
  TYPE_FIRST = 192,
  TYPE_SR = 200,
  TYPE_RR = 201,
  TYPE_SDES = 202,
  TYPE_BYE = 203,
  TYPE_LAST = 223,
};

#define WORD 4
#define BLOCK 24
/* The index of SRTCP and its tag of 80 bits; only a few transforms have a
 * longer tag (RFC 4568 6.2, RFC 5764 4.1.2). */
#define SRTCP_TRAILER 14

/* Chunks of an SSRC and items, each padded with zeros to a whole word, and
 * nothing after them: GStreamer continues to read chunks there, regardless of
 * n. data, size: the packet without its header. */
static bool
is_good_sdes (const uint8_t *data, size_t size, unsigned n)
{
  size_t at = 0;

  for (; n > 0; n--) {
    if (size - at < 2 * WORD)
      return false;
    at += WORD;
    while (at < size && data[at] != 0) {
      size_t item = 2;

      if (size - at < item)
        return false;
      item += data[at + 1];
      if (size - at <= item) /* the ending zero must fit as well */
        return false;
      at += item;
    }
    if (at >= size)
      return false;
    at = (at / WORD + 1) * WORD;
    if (at > size)
      return false;
  }
  return at == size;
}

/* data, size: one packet without padding. */
static bool
is_good_packet (const uint8_t *data, size_t size)
{
  unsigned n = data[0] & 0x1f;
  QosXr xr;

  switch (data[1]) {
    case TYPE_SR:
      return size >= 7 * WORD + n * (size_t) BLOCK;
    case TYPE_RR:
      return size >= 2 * WORD + n * (size_t) BLOCK;
    case TYPE_SDES:
      return is_good_sdes (data + WORD, size - WORD, n);
    case TYPE_BYE:
      return size >= WORD + n * (size_t) WORD;
    case QOS_XR_PACKET_TYPE:
      return qos_xr_read (data, size, &xr);
    default:
      return true;
  }
}

bool
qos_rtcp_is_well_formed (const uint8_t *data, size_t size)
{
  size_t at = 0;

  if (size < WORD)
    return false;
  while (at < size) {
    size_t length, padding = 0;

    if (size - at < WORD || data[at] >> 6 != 2 || data[at + 1] < TYPE_FIRST ||
        data[at + 1] > TYPE_LAST)
      return false;
    length = WORD * ((size_t) qos_read_u16 (data + at + 2) + 1);
    if (length > size - at)
      return false;
    if (data[at] & 0x20) {
      padding = data[at + length - 1];
      if (at + length != size || padding == 0 || padding % WORD != 0 ||
          padding > length - WORD)
        return false;
    }
    /* XR handles its padding itself. */
    if (data[at + 1] == QOS_XR_PACKET_TYPE)
      padding = 0;
    if (!is_good_packet (data + at, length - padding))
      return false;
    at += length;
  }
  return true;
}

bool
qos_rtcp_is_encrypted (const uint8_t *data, size_t size)
{
  size_t length, rest;

  if (size < 2 * WORD + SRTCP_TRAILER || data[0] >> 6 != 2 ||
      (data[1] != TYPE_SR && data[1] != TYPE_RR))
    return false;
  length = WORD * ((size_t) qos_read_u16 (data + 2) + 1);
  if (length > size - SRTCP_TRAILER || !is_good_packet (data, length))
    return false;
  data += length;
  rest = size - length;
  return data[0] >> 6 != 2 || data[1] < TYPE_FIRST || data[1] > TYPE_LAST ||
      WORD * ((size_t) qos_read_u16 (data + 2) + 1) > rest;
}
