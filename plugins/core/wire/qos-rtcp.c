/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-rtcp.h"

#include "qos-bytes.h"
#include "qos-rtp.h"

#include <string.h>

enum
{
  TYPE_SR = 200,
  TYPE_RR = 201,
  TYPE_SDES = 202,
  TYPE_BYE = 203,
};

enum
{
  ITEM_CNAME = 1,
  ITEM_NAME = 2,
};

#define WORD 4
#define BLOCK 24
#define LOST_SIGN 0x800000 /* of 24 bits */
/* The index of SRTCP and its tag of 80 bits; only a few transforms have a
 * longer tag (RFC 4568 6.2, RFC 5764 4.1.2). */
#define SRTCP_TRAILER 14

/* Chunks of an SSRC and items, each padded with zeros to a whole word, and
 * nothing after them. data, size: the packet without its header. */
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

    if (size - at < WORD || !qos_rtp_is_rtcp (data + at, size - at))
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
  return !qos_rtp_is_rtcp (data, rest) ||
      WORD * ((size_t) qos_read_u16 (data + 2) + 1) > rest;
}

bool
qos_rtcp_start (QosRtcpReader *reader, const uint8_t *data, size_t size)
{
  *reader = (QosRtcpReader){.data = data, .size = size};
  return qos_rtcp_is_well_formed (data, size);
}

static void
enter_next_packet (QosRtcpReader *reader)
{
  const uint8_t *data = reader->data + reader->end;
  unsigned n = data[0] & 0x1f;

  reader->packet = reader->end;
  reader->end += WORD * ((size_t) qos_read_u16 (data + 2) + 1);
  reader->at = reader->packet + WORD;
  switch (data[1]) {
    case TYPE_SR:
      reader->left = n + 1;
      break;
    case TYPE_RR:
      reader->at += WORD;
      reader->left = n;
      break;
    case TYPE_SDES:
    case TYPE_BYE:
      reader->left = n;
      break;
    case QOS_XR_PACKET_TYPE:
    case QOS_GROUP_PACKET_TYPE:
      reader->left = 1;
      break;
    default:
      break;
  }
}

static uint64_t
read_u64 (const uint8_t *data)
{
  return (uint64_t) qos_read_u32 (data) << 32 | qos_read_u32 (data + WORD);
}

/* data: the next event of an SR or RR. Returns its size. */
static size_t
read_report (const uint8_t *packet, const uint8_t *data, QosRtcpEvent *event)
{
  event->ssrc = qos_read_u32 (data);
  if (packet[1] == TYPE_SR && data == packet + WORD) {
    event->kind = QOS_RTCP_SENDER_REPORT;
    event->ntp = read_u64 (data + WORD);
    event->rtptime = qos_read_u32 (data + 3 * WORD);
    return 6 * WORD;
  }
  event->kind = QOS_RTCP_BLOCK;
  event->block = (QosRemoteReport){
      .reporter_ssrc = qos_read_u32 (packet + WORD),
      .fraction_lost = data[4],
      .packets_lost =
          (int32_t) (qos_read_u24 (data + 5) ^ LOST_SIGN) - LOST_SIGN,
      .extended_highest = qos_read_u32 (data + 8),
      .jitter = qos_read_u32 (data + 12),
      .lsr = qos_read_u32 (data + 16),
      .dlsr = qos_read_u32 (data + 20),
  };
  return BLOCK;
}

/* item: with its type and length. Returns its text, terminated, in text. */
static const char *
read_item (const uint8_t *item, char text[QOS_RTCP_TEXT_SIZE])
{
  memcpy (text, item + 2, item[1]);
  text[item[1]] = '\0';
  return text;
}

/* Returns the size of the chunk without the rest of its last word. */
static size_t
read_chunk (const uint8_t *data, QosRtcpEvent *event)
{
  size_t at = WORD;

  event->kind = QOS_RTCP_SDES;
  event->ssrc = qos_read_u32 (data);
  event->cname = event->name = NULL;
  for (; data[at] != 0; at += 2 + (size_t) data[at + 1])
    if (data[at] == ITEM_CNAME)
      event->cname = read_item (data + at, event->texts[0]);
    else if (data[at] == ITEM_NAME)
      event->name = read_item (data + at, event->texts[1]);
  return at;
}

/* Returns the size of the event; 0 if there was none. */
static size_t
read_event (const QosRtcpReader *reader, QosRtcpEvent *event)
{
  const uint8_t *packet = reader->data + reader->packet;
  const uint8_t *data = reader->data + reader->at;
  size_t size = reader->end - reader->packet;

  switch (packet[1]) {
    case TYPE_SDES:
      return (read_chunk (data, event) / WORD + 1) * WORD;
    case TYPE_BYE:
      event->kind = QOS_RTCP_BYE;
      event->ssrc = qos_read_u32 (data);
      return WORD;
    case QOS_XR_PACKET_TYPE:
      event->kind = QOS_RTCP_XR;
      qos_xr_read (packet, size, &event->xr); /* checked before */
      event->ssrc = event->xr.sender_ssrc;
      return size - WORD;
    case QOS_GROUP_PACKET_TYPE:
      event->kind = QOS_RTCP_GROUP;
      if (!qos_group_read (packet, size, &event->group))
        return 0;
      event->ssrc = event->group.ssrc;
      return size - WORD;
    default:
      return read_report (packet, data, event);
  }
}

bool
qos_rtcp_next (QosRtcpReader *reader, QosRtcpEvent *event)
{
  size_t size = 0;

  while (size == 0) {
    while (reader->left == 0 && reader->end < reader->size)
      enter_next_packet (reader);
    if (reader->left == 0)
      return false;
    reader->left--;
    size = read_event (reader, event);
    reader->at += size;
  }
  return true;
}
