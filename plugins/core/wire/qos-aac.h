/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * AAC as RTP carries it: the AudioSpecificConfig (ISO/IEC 14496-3 1.6.2.1),
 * the profile-level-id for SDP (14496-3 1.5.2.4), and the AU headers of
 * RFC 3640 AAC-hbr (3.3.6). No audio is decoded here.
 */
#pragma once

#include "qos-coding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Samples of an AU, unless its config says 960. */
#define QOS_AAC_FRAME_LENGTH 1024
/* AU-size has 13 bits in AAC-hbr. */
#define QOS_AAC_AU_SIZE_MAX 8191
/* AU-headers-length (2 bytes), then 2 bytes for each AU. */
#define QOS_AAC_AU_HEADERS_SIZE(n) (2 + 2 * (size_t) (n))
/* 16 bits of AU-headers-length in bits hold this many 16-bit AU headers. */
#define QOS_AAC_AU_COUNT_MAX 4095

typedef struct
{
  unsigned object_type;  /* 2 = AAC-LC, 5 = SBR, 29 = PS, ... */
  uint32_t sample_rate;  /* Hz, of the core coder */
  unsigned channels;     /* 1..8; 0 = in a program config element */
  unsigned frame_length; /* samples of one AU: 1024 or 960 */
  uint32_t sbr_rate;     /* Hz, of the extension; 0 = none */
} QosAacConfig;

/* Reads an AudioSpecificConfig. False when it is too short, or uses a reserved
 * value. */
bool qos_aac_config_parse (const uint8_t *data, size_t size,
    QosAacConfig *config);

/* Reads the AudioSpecificConfig in a StreamMuxConfig (ISO/IEC 14496-3 table
 * 1.42) of one program, layer and subframe. False for others. */
bool qos_aac_mux_config_parse (const uint8_t *data, size_t size,
    QosAacConfig *config);

/* Can decoders of AAC play it? Main, LC, LTP, or LC with SBR or PS; a rate of
 * ISO/IEC 14496-3 table 1.18 of 8000 Hz or more, with SBR at most twice that; a
 * channel layout that the config names. */
bool qos_aac_is_playable (const QosAacConfig *config);

/* AAC-LC is rated, other object types are not. */
QosCoding qos_aac_coding (const QosAacConfig *config);

/* audioProfileLevelIndication: AAC Profile (0x28..0x2b) for AAC-LC, High
 * Efficiency AAC (0x2c..0x2f) for SBR, HE-AAC v2 (0x30..0x33) for PS; the
 * lowest level that the stream fits into, 0xfe ("no profile specified") if none
 * does. */
unsigned qos_aac_profile_level_id (const QosAacConfig *config);

/* Writes AU-headers-length and n AU headers (index and index deltas 0) to
 * data. sizes[i]: bytes of AU i, 1..QOS_AAC_AU_SIZE_MAX. Returns the bytes
 * written, 0 when size is too small or an argument is out of range. */
size_t qos_aac_write_au_headers (uint8_t *data, size_t size,
    const uint16_t *sizes, unsigned n);

/* Number of whole AUs in an AAC-hbr payload (RFC 3640 3.2, 3.3.6); 0 if it is
 * malformed or a fragment of an AU. */
unsigned qos_aac_count_aus (const uint8_t *data, size_t size);
