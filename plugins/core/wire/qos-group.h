/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The number of receivers in a multicast group. The sender counts those that
 * report and announces the number in its reports (RFC 5760 7.1, Receiver
 * Summary Information with the group size), so that each receiver reports less
 * often the more there are (see qos-pace). Receivers report only to the sender
 * and do not see each other's reports.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Receivers tracked individually. If there are more, a sample of SSRCs is
 * tracked and multiplied (RFC 3550 6.2.1). */
#define QOS_GROUP_REMEMBERED 256

typedef struct
{
  uint32_t ssrc;
  uint64_t heard_ns;
} QosGroupMember;

typedef struct
{
  uint32_t secret;      /* selects the SSRCs of the sample */
  unsigned one_in_log2; /* one of 2 to the power of this is tracked */
  unsigned n;
  QosGroupMember members[QOS_GROUP_REMEMBERED];
} QosGroup;

/* secret: random. */
void qos_group_init (QosGroup *group, uint32_t secret);

/* Receiver ssrc reported at now_ns. */
void qos_group_heard (QosGroup *group, uint32_t ssrc, uint64_t now_ns);

/* It left. */
void qos_group_left (QosGroup *group, uint32_t ssrc);

/* Forgets those silent for more than timeout_ns. Returns the estimated number
 * of receivers. */
uint32_t qos_group_count (QosGroup *group, uint64_t now_ns,
    uint64_t timeout_ns);

#define QOS_GROUP_PACKET_TYPE 209
#define QOS_GROUP_PACKET_SIZE 28

typedef struct
{
  uint32_t sender_ssrc;
  uint32_t ssrc;          /* the stream it is about */
  uint64_t ntp;           /* 32.32 */
  uint16_t average_bytes; /* of an RTCP packet */
  uint32_t size;          /* receivers */
} QosGroupPacket;

void qos_group_write (const QosGroupPacket *packet,
    uint8_t data[QOS_GROUP_PACKET_SIZE]);

/* data, size: an RTCP packet of that type, and anything after it. False if it
 * is malformed or has no group size. */
bool qos_group_read (const uint8_t *data, size_t size, QosGroupPacket *packet);
