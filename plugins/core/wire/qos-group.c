/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-group.h"

#include "qos-bytes.h"

#include <string.h>

#define WORD 4
#define HEADER 20          /* with both SSRCs and the time */
#define SIZE_BLOCK_TYPE 12 /* group and average packet size */
#define SIZE_BLOCK 8

/* One in 2^24 is tracked when the table has filled that often. */
#define ONE_IN_LOG2_MAX 24

void
qos_group_init (QosGroup *group, uint32_t secret)
{
  memset (group, 0, sizeof *group);
  group->secret = secret;
}

/* Is this one in the sample? SSRCs are random; the secret keeps others from
 * choosing SSRCs in it. */
static bool
is_remembered (const QosGroup *group, uint32_t ssrc)
{
  uint32_t mixed = (ssrc ^ group->secret) * UINT32_C (0x9e3779b1);

  return group->one_in_log2 == 0 || mixed >> (32 - group->one_in_log2) == 0;
}

static void
remove_at (QosGroup *group, unsigned i)
{
  group->members[i] = group->members[--group->n];
}

/* From now on, half of them stand for all. */
static void
halve (QosGroup *group)
{
  group->one_in_log2++;
  for (unsigned i = 0; i < group->n;) {
    if (is_remembered (group, group->members[i].ssrc))
      i++;
    else
      remove_at (group, i);
  }
}

static QosGroupMember *
find (QosGroup *group, uint32_t ssrc)
{
  for (unsigned i = 0; i < group->n; i++)
    if (group->members[i].ssrc == ssrc)
      return &group->members[i];
  return NULL;
}

void
qos_group_heard (QosGroup *group, uint32_t ssrc, uint64_t now_ns)
{
  QosGroupMember *member;

  if (!is_remembered (group, ssrc))
    return;
  member = find (group, ssrc);
  while (!member && group->n == QOS_GROUP_REMEMBERED) {
    if (group->one_in_log2 == ONE_IN_LOG2_MAX)
      return;
    halve (group);
    if (!is_remembered (group, ssrc))
      return;
  }
  if (!member)
    member = &group->members[group->n++];
  *member = (QosGroupMember){ssrc, now_ns};
}

void
qos_group_left (QosGroup *group, uint32_t ssrc)
{
  QosGroupMember *member = find (group, ssrc);

  if (member)
    remove_at (group, (unsigned) (member - group->members));
}

uint32_t
qos_group_count (QosGroup *group, uint64_t now_ns, uint64_t timeout_ns)
{
  for (unsigned i = 0; i < group->n;) {
    uint64_t heard_ns = group->members[i].heard_ns;

    if (now_ns > heard_ns && now_ns - heard_ns > timeout_ns)
      remove_at (group, i);
    else
      i++;
  }
  if (group->n == 0)
    group->one_in_log2 = 0;
  return (uint32_t) group->n << group->one_in_log2;
}

void
qos_group_write (const QosGroupPacket *packet,
    uint8_t data[QOS_GROUP_PACKET_SIZE])
{
  data[0] = 2 << 6;
  data[1] = QOS_GROUP_PACKET_TYPE;
  qos_write_u16 (data + 2, QOS_GROUP_PACKET_SIZE / WORD - 1);
  qos_write_u32 (data + 4, packet->sender_ssrc);
  qos_write_u32 (data + 8, packet->ssrc);
  qos_write_u32 (data + 12, (uint32_t) (packet->ntp >> 32));
  qos_write_u32 (data + 16, (uint32_t) packet->ntp);
  data[20] = SIZE_BLOCK_TYPE;
  data[21] = SIZE_BLOCK / WORD;
  qos_write_u16 (data + 22, packet->average_bytes);
  qos_write_u32 (data + 24, packet->size);
}

bool
qos_group_read (const uint8_t *data, size_t size, QosGroupPacket *packet)
{
  size_t end, at = HEADER;

  if (size < HEADER || data[0] >> 6 != 2 || data[1] != QOS_GROUP_PACKET_TYPE)
    return false;
  end = WORD * ((size_t) qos_read_u16 (data + 2) + 1);
  if (end > size)
    return false;
  packet->sender_ssrc = qos_read_u32 (data + 4);
  packet->ssrc = qos_read_u32 (data + 8);
  packet->ntp =
      (uint64_t) qos_read_u32 (data + 12) << 32 | qos_read_u32 (data + 16);
  while (end >= at + WORD) {
    size_t length = WORD * (size_t) data[at + 1];

    if (length == 0 || length > end - at)
      return false;
    if (data[at] == SIZE_BLOCK_TYPE && length == SIZE_BLOCK) {
      packet->average_bytes = qos_read_u16 (data + at + 2);
      packet->size = qos_read_u32 (data + at + 4);
      return true;
    }
    at += length;
  }
  return false;
}
