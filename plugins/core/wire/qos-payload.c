/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-payload.h"

#include "qos-bytes.h"

/* AU-headers-length, and an AU header with 13 bits of size and 3 of index. */
#define LENGTH_SIZE 2
#define AU_HEADER_SIZE 2
#define AU_INDEX_MASK 7

/* A depayloader holds the fragments of a unit until the last one arrives. When
 * packets are reordered, several units may be open. */
#define OPEN_UNITS_MAX 4

/* RFC 6716 3.2.1, 3.4 */
#define OPUS_FRAME_MAX 1275
#define OPUS_TICKS_MAX (QOS_PAYLOAD_OPUS_MS_MAX * 48)

static const char *const texts[QOS_PAYLOAD_N_VERDICTS] = {
    [QOS_PAYLOAD_OK] = "nothing",
    [QOS_PAYLOAD_EMPTY] = "a packet without sound",
    [QOS_PAYLOAD_TOO_LONG] = "too much sound in one packet",
    [QOS_PAYLOAD_BAD_HEADERS] = "AU headers that do not fit the packet",
    [QOS_PAYLOAD_EMPTY_UNIT] = "an access unit of 0 bytes",
    [QOS_PAYLOAD_LARGE_UNIT] = "an access unit that is larger than AAC allows",
    [QOS_PAYLOAD_BAD_SIZES] = "access units that do not fit the packet",
    [QOS_PAYLOAD_BAD_PART] = "parts of access units that do not end",
    [QOS_PAYLOAD_BAD_UNIT] = "an access unit that is not raw AAC",
    [QOS_PAYLOAD_BAD_SAMPLES] = "a part of a sample",
    [QOS_PAYLOAD_BAD_OPUS] = "Opus frames that do not fit the packet",
};

const char *
qos_payload_text (QosPayloadVerdict verdict)
{
  return texts[verdict];
}

bool
qos_payload_is_kind_ok (const QosPayloadKind *kind)
{
  if (kind->clock_rate < QOS_PAYLOAD_RATE_MIN ||
      kind->clock_rate > QOS_PAYLOAD_RATE_MAX || kind->channels == 0 ||
      kind->channels > QOS_PAYLOAD_CHANNELS_MAX)
    return false;
  switch (kind->format) {
    case QOS_FORMAT_AAC_HBR:
    case QOS_FORMAT_LATM:
      return kind->frame_length > 0 && kind->frame_length <= 1024;
    case QOS_FORMAT_OPUS:
      return kind->clock_rate == 48000; /* RFC 7587 4.1 */
    case QOS_FORMAT_G722:
      return kind->clock_rate == 8000; /* RFC 3551 4.5.2 */
    case QOS_FORMAT_L16:
    case QOS_FORMAT_L24:
    case QOS_FORMAT_PCMU:
    case QOS_FORMAT_PCMA:
      return true;
    case QOS_FORMAT_NONE:
      break;
  }
  return false;
}

void
qos_payload_init (QosPayload *payload, const QosPayloadKind *kind)
{
  payload->kind = *kind;
  payload->in_parts = 0;
}

static bool
is_too_long (const QosPayloadKind *kind, uint64_t ticks, unsigned max_ms)
{
  return kind->clock_rate > 0 &&
      ticks * 1000 > (uint64_t) max_ms * kind->clock_rate;
}

static size_t
largest_unit (const QosPayloadKind *kind)
{
  unsigned channels =
      kind->channels > 0 ? kind->channels : QOS_PAYLOAD_CHANNELS_MAX;

  return (size_t) QOS_PAYLOAD_AU_CHANNEL_MAX * channels;
}

/* Counts size bytes of a unit that continues, or of its end. */
static QosPayloadVerdict
add_part (QosPayload *payload, bool is_end, size_t size)
{
  if (is_end) {
    payload->in_parts = 0;
    return QOS_PAYLOAD_OK;
  }
  if (payload->in_parts + size > OPEN_UNITS_MAX * largest_unit (&payload->kind))
    return QOS_PAYLOAD_BAD_PART;
  payload->in_parts += size;
  return QOS_PAYLOAD_OK;
}

/* A raw unit is not an ADTS frame and does not begin with a program config
 * element: both would make a decoder change rate and channels. */
static bool
is_raw_unit (const uint8_t *data, size_t size)
{
  return !(size >= 2 && data[0] == 0xff && (data[1] & 0xf0) == 0xf0) &&
      data[0] >> 5 != 5;
}

/* The AU headers are within the packet; data and size start after
 * AU-headers-length. */
static QosPayloadVerdict
check_units (QosPayload *payload, bool has_marker, unsigned n,
    const uint8_t *data, size_t size)
{
  const uint8_t *at = data + AU_HEADER_SIZE * n;
  const uint8_t *end = data + size;

  for (unsigned i = 0; i < n; i++) {
    unsigned header = qos_read_u16 (data + AU_HEADER_SIZE * i);
    size_t unit = header >> 3, left = (size_t) (end - at);

    if ((header & AU_INDEX_MASK) != 0)
      return QOS_PAYLOAD_BAD_HEADERS;
    if (unit == 0)
      return QOS_PAYLOAD_EMPTY_UNIT;
    if (unit > largest_unit (&payload->kind))
      return QOS_PAYLOAD_LARGE_UNIT;
    if (n == 1 && unit > left && left > 0) /* only a part of it */
      return add_part (payload, has_marker, left);
    if (unit > left)
      return QOS_PAYLOAD_BAD_SIZES;
    if (!is_raw_unit (at, unit))
      return QOS_PAYLOAD_BAD_UNIT;
    at += unit;
  }
  if (at != end)
    return QOS_PAYLOAD_BAD_SIZES;
  /* RFC 3640 3.1: the marker says that a unit is whole. */
  return has_marker ? add_part (payload, true, 0) : QOS_PAYLOAD_BAD_PART;
}

static QosPayloadVerdict
check_aac (QosPayload *payload, bool has_marker, const uint8_t *data,
    size_t size)
{
  unsigned bits, n;

  if (size < LENGTH_SIZE)
    return QOS_PAYLOAD_BAD_HEADERS;
  bits = qos_read_u16 (data);
  n = bits / (8 * AU_HEADER_SIZE);
  if (n == 0 || bits % (8 * AU_HEADER_SIZE) != 0 ||
      size - LENGTH_SIZE < AU_HEADER_SIZE * (size_t) n)
    return QOS_PAYLOAD_BAD_HEADERS;
  if (is_too_long (&payload->kind, (uint64_t) n * payload->kind.frame_length,
          QOS_PAYLOAD_AAC_MS_MAX) &&
      n > 1)
    return QOS_PAYLOAD_TOO_LONG;
  return check_units (payload, has_marker, n, data + LENGTH_SIZE,
      size - LENGTH_SIZE);
}

/* PayloadLengthInfo (ISO/IEC 14496-3 table 1.44): a sum of bytes, the last of
 * which is not 255. */
static QosPayloadVerdict
check_latm_unit (const QosPayloadKind *kind, const uint8_t *data, size_t size)
{
  size_t unit = 0, at = 0;

  while (at < size && data[at] == 0xff)
    unit += data[at++];
  if (at == size)
    return QOS_PAYLOAD_BAD_SIZES;
  unit += data[at++];
  if (unit == 0)
    return QOS_PAYLOAD_EMPTY_UNIT;
  if (unit > largest_unit (kind))
    return QOS_PAYLOAD_LARGE_UNIT;
  return unit == size - at ? QOS_PAYLOAD_OK : QOS_PAYLOAD_BAD_SIZES;
}

/* Only the first packet of a unit says how long it is. */
static QosPayloadVerdict
check_latm (QosPayload *payload, bool has_marker, const uint8_t *data,
    size_t size)
{
  QosPayloadVerdict verdict = QOS_PAYLOAD_OK;

  if (has_marker && payload->in_parts == 0)
    verdict = check_latm_unit (&payload->kind, data, size);
  return verdict == QOS_PAYLOAD_OK ? add_part (payload, has_marker, size)
                                   : verdict;
}

static QosPayloadVerdict
check_samples (const QosPayloadKind *kind, size_t sample, size_t size)
{
  size_t frame = sample * (kind->channels > 0 ? kind->channels : 1);

  if (size % frame != 0)
    return QOS_PAYLOAD_BAD_SAMPLES;
  return is_too_long (kind, size / frame, QOS_PAYLOAD_SAMPLES_MS_MAX)
      ? QOS_PAYLOAD_TOO_LONG
      : QOS_PAYLOAD_OK;
}

/* 48 kHz ticks of each frame, from the configuration in the TOC byte (RFC 6716
 * table 2). */
static unsigned
opus_frame_ticks (uint8_t toc)
{
  static const unsigned silk[] = {480, 960, 1920, 2880};
  unsigned config = toc >> 3;

  if (config < 12)
    return silk[config % 4];
  if (config < 16)
    return config % 2 ? 960 : 480;
  return 120U << config % 4;
}

/* The length of a frame (RFC 6716 3.2.1). Returns the bytes read, 0 if there
 * are too few. */
static size_t
read_opus_length (const uint8_t *data, size_t size, size_t *length)
{
  if (size < 1)
    return 0;
  *length = data[0];
  if (data[0] < 252)
    return 1;
  if (size < 2)
    return 0;
  *length += 4 * (size_t) data[1];
  return 2;
}

/* Two frames with their own lengths (RFC 6716 3.2.4). */
static bool
are_two_ok (const uint8_t *data, size_t size)
{
  size_t length, read = read_opus_length (data, size, &length);

  return read > 0 && length <= size - read &&
      size - read - length <= OPUS_FRAME_MAX;
}

/* The padding before the frames (RFC 6716 3.2.5). Returns false if it exceeds
 * the packet. */
static bool
skip_opus_padding (const uint8_t **data, size_t *size)
{
  size_t padding = 0;
  uint8_t byte;

  do {
    if (*size == 0)
      return false;
    byte = **data;
    padding += byte == 255 ? 254 : byte;
    (*data)++;
    (*size)--;
  } while (byte == 255);
  if (padding > *size)
    return false;
  *size -= padding;
  return true;
}

/* Any number of frames (RFC 6716 3.2.5); data and size start after the TOC
 * byte. */
static bool
are_many_ok (unsigned ticks, const uint8_t *data, size_t size)
{
  unsigned n = size > 0 ? data[0] & 0x3f : 0;
  bool has_padding = size > 0 && (data[0] & 0x40) != 0;
  bool has_lengths = size > 0 && (data[0] & 0x80) != 0;

  if (n == 0 || n * ticks > OPUS_TICKS_MAX)
    return false;
  data++;
  size--;
  if (has_padding && !skip_opus_padding (&data, &size))
    return false;
  if (!has_lengths)
    return size % n == 0 && size / n <= OPUS_FRAME_MAX;
  for (unsigned i = 0; i + 1 < n; i++) {
    size_t length, read = read_opus_length (data, size, &length);

    /* The frames themselves follow all lengths. */
    if (read == 0 || length > size - read)
      return false;
    data += read;
    size -= read + length;
  }
  return size <= OPUS_FRAME_MAX;
}

static QosPayloadVerdict
check_opus (const uint8_t *data, size_t size)
{
  unsigned ticks = opus_frame_ticks (data[0]);
  bool is_ok = false;

  switch (data[0] & 3) {
    case 0:
      is_ok = size - 1 <= OPUS_FRAME_MAX;
      break;
    case 1:
      is_ok = size % 2 == 1 && (size - 1) / 2 <= OPUS_FRAME_MAX;
      break;
    case 2:
      is_ok = are_two_ok (data + 1, size - 1);
      break;
    default:
      is_ok = are_many_ok (ticks, data + 1, size - 1);
      break;
  }
  return is_ok ? QOS_PAYLOAD_OK : QOS_PAYLOAD_BAD_OPUS;
}

QosPayloadVerdict
qos_payload_check (QosPayload *payload, bool has_marker, const uint8_t *data,
    size_t size)
{
  if (size == 0 && payload->kind.format != QOS_FORMAT_NONE)
    return QOS_PAYLOAD_EMPTY;
  switch (payload->kind.format) {
    case QOS_FORMAT_NONE:
      break;
    case QOS_FORMAT_AAC_HBR:
      return check_aac (payload, has_marker, data, size);
    case QOS_FORMAT_LATM:
      return check_latm (payload, has_marker, data, size);
    case QOS_FORMAT_OPUS:
      return check_opus (data, size);
    case QOS_FORMAT_L16:
      return check_samples (&payload->kind, 2, size);
    case QOS_FORMAT_L24:
      return check_samples (&payload->kind, 3, size);
    case QOS_FORMAT_PCMU:
    case QOS_FORMAT_PCMA:
    case QOS_FORMAT_G722:
      return check_samples (&payload->kind, 1, size);
  }
  return QOS_PAYLOAD_OK;
}
