/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The payload types of one stream. Its media has one type. Packets of other
 * types beside it, telephone events (RFC 4733) and comfort noise (RFC 3389),
 * have sequence numbers like all packets, but their timestamps mark the start
 * of an event or use another clock. The type of the media may change: another
 * type whose timestamps continue for QOS_MEDIA_CHANGE_AFTER packets in a row
 * becomes the type of the media.
 */
#pragma once

#include "qos-coding.h"

#include <stdbool.h>
#include <stdint.h>

#define QOS_MEDIA_CHANGE_AFTER 8

/* What is known of a payload type. */
typedef struct
{
  uint8_t payload_type;
  uint32_t clock_rate; /* Hz, 0 = unknown */
  QosCoding coding;
} QosMediaFormat;

typedef struct
{
  bool is_known;
  uint8_t type;
  uint8_t other; /* came last instead, n_others times in a row */
  uint8_t n_others;
  uint32_t other_timestamp;
} QosMedia;

/* RFC 3551 6: never the type of the media. */
bool qos_media_is_noise (unsigned payload_type);

/* Is it of another type than the media? */
bool qos_media_is_aside (const QosMedia *media, unsigned payload_type);

/* A packet that is not a duplicate. Returns true if its type becomes the type
 * of the media. */
bool qos_media_packet (QosMedia *media, unsigned payload_type,
    uint32_t timestamp);
