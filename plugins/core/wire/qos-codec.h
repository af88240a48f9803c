/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The header extension urn:x-qosaudio:codec-config, which lets a receiver do
 * without SDP or caps: byte 0 format, bytes 1-3 clock rate in Hz, byte 4
 * channels, then the AudioSpecificConfig of AAC.
 */
#pragma once

#include "qos-payload.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QOS_CODEC_URI "urn:x-qosaudio:codec-config"

typedef enum
{
  QOS_CODEC_AAC_HBR = 1, /* RFC 3640 */
  QOS_CODEC_OPUS = 2,    /* RFC 7587 */
  QOS_CODEC_L16 = 3,     /* RFC 3551 4.5.11 */
} QosCodecFormat;

/* A one-byte header extension holds 16 bytes; 5 of them are fixed fields. */
#define QOS_CODEC_SIZE_MAX 16
#define QOS_CODEC_ASC_MAX (QOS_CODEC_SIZE_MAX - 5)

typedef struct
{
  QosCodecFormat format;
  uint32_t clock_rate; /* Hz */
  unsigned channels;
  size_t asc_size; /* bytes of asc; 2 or more for AAC, else 0 */
  uint8_t asc[QOS_CODEC_ASC_MAX];
} QosCodecConfig;

/* Describes the payload so that it can be checked; config comes from
 * qos_codec_read (). */
void qos_codec_kind (const QosCodecConfig *config, QosPayloadKind *kind);

/* Writes the extension's data. Returns its bytes, 5..QOS_CODEC_SIZE_MAX; 0
 * when size is too small or a field is out of range. */
size_t qos_codec_write (uint8_t *data, size_t size,
    const QosCodecConfig *config);

/* Returns false for anything that qos_codec_write () would not write: rates and
 * channels outside the limits of qos-payload.h; an AudioSpecificConfig that is
 * malformed, contradicts these, or has an object type that is not played. The
 * id alone does not prove whose extension it is, and a malicious sender could
 * otherwise choose a config that makes a decoder use a lot of memory. */
bool qos_codec_read (const uint8_t *data, size_t size, QosCodecConfig *config);
