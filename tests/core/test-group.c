/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How many receivers a group has, as counted and announced by the sender.
 */
#include "qos-group.h"

#include "qos-ntp.h"
#include "test-util.h"

#include <string.h>

#define S QOS_NS_PER_S
#define START (UINT64_C (1000) * S)
#define TIMEOUT (25 * S)

static uint32_t
ssrc_of (uint32_t n)
{
  return n * UINT32_C (0x85ebca6b) + 17;
}

static void
receive_report (QosGroup *group, uint32_t first, uint32_t n, uint64_t now_ns)
{
  for (uint32_t i = first; i < first + n; i++)
    qos_group_heard (group, ssrc_of (i), now_ns);
}

static void
test_counts_each_once (void)
{
  QosGroup group;

  qos_group_init (&group, 1);
  g_assert_cmpuint (qos_group_count (&group, START, TIMEOUT), ==, 0);
  for (unsigned i = 0; i < 5; i++)
    receive_report (&group, 0, 3, START + i * S);
  g_assert_cmpuint (qos_group_count (&group, START + 5 * S, TIMEOUT), ==, 3);
  receive_report (&group, 0, QOS_GROUP_REMEMBERED, START + 5 * S);
  g_assert_cmpuint (qos_group_count (&group, START + 5 * S, TIMEOUT), ==,
      QOS_GROUP_REMEMBERED);
}

static void
test_forgets_on_bye_or_silence (void)
{
  QosGroup group;

  qos_group_init (&group, 1);
  receive_report (&group, 0, 10, START);
  qos_group_left (&group, ssrc_of (3));
  qos_group_left (&group, ssrc_of (3));
  qos_group_left (&group, 4711);
  g_assert_cmpuint (qos_group_count (&group, START, TIMEOUT), ==, 9);
  receive_report (&group, 7, 3, START + S);
  g_assert_cmpuint (qos_group_count (&group, START + TIMEOUT, TIMEOUT), ==, 9);
  g_assert_cmpuint (qos_group_count (&group, START + TIMEOUT + 1, TIMEOUT), ==,
      3);
  g_assert_cmpuint (qos_group_count (&group, START + 100 * S, TIMEOUT), ==, 0);
}

/* Far more receivers than are remembered: the estimate is close, whatever their
 * SSRCs. */
static void
test_estimates_large_groups (void)
{
  static const uint32_t sizes[] = {300, 1000, 5000, 100000, 1000000};

  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (uint32_t secret = 1; secret < 4; secret++) {
      QosGroup group;
      uint32_t count;

      qos_group_init (&group, secret * 7919);
      receive_report (&group, 0, sizes[i], START);
      receive_report (&group, 0, sizes[i], START + S);
      count = qos_group_count (&group, START + S, TIMEOUT);
      g_assert_cmpuint (count, >, sizes[i] / 10 * 7);
      g_assert_cmpuint (count, <, sizes[i] / 10 * 13);
      g_assert_cmpuint (group.n, <=, QOS_GROUP_REMEMBERED);
      g_assert_cmpuint (qos_group_count (&group, START + 90 * S, TIMEOUT), ==,
          0);
      receive_report (&group, 0, 20, START + 90 * S);
      g_assert_cmpuint (qos_group_count (&group, START + 90 * S, TIMEOUT), ==,
          20);
    }
}

static void
test_write_and_read (void)
{
  static const uint8_t bytes[] = {0x80, 209, 0, 6, 1, 2, 3, 4, 5, 6, 7, 8, 9,
      10, 11, 12, 13, 14, 15, 16, 12, 2, 0, 200, 0, 1, 0x86, 0xa0};
  QosGroupPacket packet = {0x01020304, 0x05060708,
      UINT64_C (0x090a0b0c0d0e0f10), 200, 100000};
  QosGroupPacket read;
  uint8_t data[QOS_GROUP_PACKET_SIZE];

  qos_group_write (&packet, data);
  g_assert_cmpmem (data, sizeof data, bytes, sizeof bytes);
  g_assert_true (qos_group_read (data, sizeof data, &read));
  g_assert_cmpuint (read.sender_ssrc, ==, packet.sender_ssrc);
  g_assert_cmpuint (read.ssrc, ==, packet.ssrc);
  g_assert_true (read.ntp == packet.ntp);
  g_assert_cmpuint (read.average_bytes, ==, 200);
  g_assert_cmpuint (read.size, ==, 100000);
}

static const struct
{
  const char *what;
  size_t size;
  uint8_t data[40];
  bool is_good;
} reads[] = {
    {"too short", 16, {0x80, 209, 0, 3}, false},
    {"longer than it is", 28, {0x80, 209, 0, 7, [20] = 12, 2}, false},
    {"no block", 20, {0x80, 209, 0, 4}, false},
    {"another type", 28, {0x80, 207, 0, 6, [20] = 12, 2}, false},
    {"a block without a length", 28, {0x80, 209, 0, 6, [20] = 12, 0}, false},
    {"a block past the end", 28, {0x80, 209, 0, 6, [20] = 4, 3}, false},
    {"another block first", 36,
        {0x80, 209, 0, 8, [20] = 4, 2, [28] = 12, 2, [35] = 7}, true},
};

static void
test_malformed_is_refused (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (reads); i++) {
    QosGroupPacket packet;

    g_test_message ("%s", reads[i].what);
    g_assert_cmpint (qos_group_read (reads[i].data, reads[i].size, &packet), ==,
        reads[i].is_good);
    if (reads[i].is_good)
      g_assert_cmpuint (packet.size, ==, 7);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/group/counts-each-once", test_counts_each_once);
  g_test_add_func ("/group/forgets-on-bye-or-silence",
      test_forgets_on_bye_or_silence);
  g_test_add_func ("/group/estimates-large-groups",
      test_estimates_large_groups);
  g_test_add_func ("/group/write-and-read", test_write_and_read);
  g_test_add_func ("/group/malformed-is-refused", test_malformed_is_refused);
  return g_test_run ();
}
