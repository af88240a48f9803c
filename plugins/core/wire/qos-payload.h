/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Checks the payload of an RTP packet against its format. Depayloaders and
 * decoders trust the sizes in it, but a sender can write anything: a payload
 * that fails here is dropped. Nothing is decoded.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Limits of what is played: clock rate in Hz and channels. */
#define QOS_PAYLOAD_RATE_MIN 8000
#define QOS_PAYLOAD_RATE_MAX 96000
#define QOS_PAYLOAD_CHANNELS_MAX 8

/* Maximum duration of the audio in one packet, ms: of samples, and of AAC,
 * which some senders bundle for 0.7 s. Opus has its own limit. */
#define QOS_PAYLOAD_SAMPLES_MS_MAX 200
#define QOS_PAYLOAD_AAC_MS_MAX 1000
#define QOS_PAYLOAD_OPUS_MS_MAX 120

/* Maximum bytes of an AAC access unit per channel: 6144 bits (ISO/IEC 14496-3
 * 4.5.3.1). */
#define QOS_PAYLOAD_AU_CHANNEL_MAX 768

typedef enum
{
  QOS_FORMAT_NONE,    /* unknown: nothing is checked */
  QOS_FORMAT_AAC_HBR, /* RFC 3640 3.3.6, not interleaved */
  QOS_FORMAT_LATM,    /* RFC 6416 6.1, one subframe, config not in the stream */
  QOS_FORMAT_OPUS,    /* RFC 7587 */
  QOS_FORMAT_L16,     /* RFC 3551 4.5.11 */
  QOS_FORMAT_L24,     /* RFC 3190 4 */
  QOS_FORMAT_PCMU,    /* G.711, RFC 3551 4.5.14 */
  QOS_FORMAT_PCMA,    /* the same */
  QOS_FORMAT_G722,    /* RFC 3551 4.5.2 */
} QosFormat;

typedef enum
{
  QOS_PAYLOAD_OK,
  QOS_PAYLOAD_EMPTY,       /* no bytes */
  QOS_PAYLOAD_TOO_LONG,    /* more sound than a packet may have */
  QOS_PAYLOAD_BAD_HEADERS, /* AU headers that exceed the packet, are missing,
                            * or are interleaved */
  QOS_PAYLOAD_EMPTY_UNIT,  /* an access unit of 0 bytes */
  QOS_PAYLOAD_LARGE_UNIT,  /* a unit with more bytes than its channels can
                            * use */
  QOS_PAYLOAD_BAD_SIZES,   /* the units do not add up to the bytes of the
                            * packet */
  QOS_PAYLOAD_BAD_PART,    /* fragments that never end, or with a wrong
                            * marker */
  QOS_PAYLOAD_BAD_UNIT,    /* a unit that is not raw AAC */
  QOS_PAYLOAD_BAD_SAMPLES, /* not a whole number of samples of all channels */
  QOS_PAYLOAD_BAD_OPUS,    /* frames that RFC 6716 3.4 forbids */
  QOS_PAYLOAD_N_VERDICTS
} QosPayloadVerdict;

typedef struct
{
  QosFormat format;
  uint32_t clock_rate;   /* Hz, 0 = unknown */
  unsigned channels;     /* 0 = unknown */
  uint32_t frame_length; /* samples of an AAC AU */
} QosPayloadKind;

/* One stream. */
typedef struct
{
  QosPayloadKind kind;
  size_t in_parts; /* bytes of units that have not ended */
} QosPayload;

/* Is it within the limits of what is played? */
bool qos_payload_is_kind_ok (const QosPayloadKind *kind);

void qos_payload_init (QosPayload *payload, const QosPayloadKind *kind);

/* data, size: the payload of a packet of the stream, without padding. Packets
 * may come in any order. */
QosPayloadVerdict qos_payload_check (QosPayload *payload, bool has_marker,
    const uint8_t *data, size_t size);

/* Such as "an access unit of 0 bytes"; "nothing" for QOS_PAYLOAD_OK. */
const char *qos_payload_text (QosPayloadVerdict verdict);
