/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How many receivers a multicast group has: the sender counts those that
 * report, and tells them in its reports (RFC 5760 7.1, Receiver Summary
 * Information with the group size), so that they report the less often the more
 * they are (qos-pace). They report to the sender alone, and hear nothing of each
 * other.
 */
#ifndef QOS_GROUP_H
#define QOS_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Receivers remembered one by one. Of more, those with certain SSRCs stand for
 * as many others (RFC 3550 6.2.1). */
#define QOS_GROUP_REMEMBERED 256

typedef struct
{
  uint32_t ssrc;
  uint64_t heard_ns;
} QosGroupMember;

typedef struct
{
  uint32_t secret;      /* which SSRCs stand for others */
  unsigned one_in_log2; /* one of two to the power of this is remembered */
  unsigned n;
  QosGroupMember members[QOS_GROUP_REMEMBERED];
} QosGroup;

/* secret: random. */
void qos_group_init (QosGroup *group, uint32_t secret);

/* Receiver ssrc reported at now_ns. */
void qos_group_heard (QosGroup *group, uint32_t ssrc, uint64_t now_ns);

/* It left. */
void qos_group_left (QosGroup *group, uint32_t ssrc);

/* Forgets those silent for more than timeout_ns. Returns how many there are, as
 * far as is known. */
uint32_t qos_group_count (QosGroup *group, uint64_t now_ns,
    uint64_t timeout_ns);

#define QOS_GROUP_PACKET_TYPE 209
#define QOS_GROUP_PACKET_SIZE 28

typedef struct
{
  uint32_t sender_ssrc;
  uint32_t ssrc;          /* of the stream that it is about */
  uint64_t ntp;           /* 32.32 */
  uint16_t average_bytes; /* of an RTCP packet */
  uint32_t size;          /* receivers */
} QosGroupPacket;

void qos_group_write (const QosGroupPacket *packet,
    uint8_t data[QOS_GROUP_PACKET_SIZE]);

/* data, size: an RTCP packet of that type, and what is behind it. False where
 * it is malformed or has no group size. */
bool qos_group_read (const uint8_t *data, size_t size, QosGroupPacket *packet);

#endif
