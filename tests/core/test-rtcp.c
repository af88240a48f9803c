/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Compounds as on the wire, and their events. Malformed ones are tested in
 * tests/elements/test-rtcp-input.c.
 */
#include "qos-rtcp.h"
#include "test-util.h"

#include <glib.h>

static const uint8_t compound[] = {
    /* SR of 0xa1 with one block about 0xb2, 3 packets too many */
    0x81, 200, 0, 12, 0, 0, 0, 0xa1, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0x30, 0x39,
    0, 0, 0, 9, 0, 0, 0, 10, 0, 0, 0, 0xb2, 64, 0xff, 0xff, 0xfd, 0, 1, 0, 7, 0,
    0, 0, 11, 0, 0, 0, 12, 0, 0, 0, 13,
    /* SDES: a chunk with CNAME, TOOL and NAME, and one with an empty NAME */
    0x82, 202, 0, 7, 0, 0, 0, 0xa1, 1, 3, 'a', '@', 'b', 6, 1, 't', 2, 2, 'A',
    'l', 0, 0, 0, 0, 0, 0, 0, 0xa2, 2, 0, 0, 0,
    /* feedback, which has no event */
    0x81, 205, 0, 2, 0, 0, 0, 0xa1, 0, 0, 0, 0xb2,
    /* RR with no block */
    0x80, 201, 0, 1, 0, 0, 0, 0xa2,
    /* group sizes: one is malformed, one is 7 */
    0x80, 209, 0, 4, 0, 0, 0, 0xa1, 0, 0, 0, 0xb2, 0, 0, 0, 0, 0, 0, 0, 0, 0x80,
    209, 0, 6, 0, 0, 0, 0xa1, 0, 0, 0, 0xb3, 0, 0, 0, 0, 0, 0, 0, 0, 12, 2, 0,
    0, 0, 0, 0, 7,
    /* XR with RRTR */
    0x80, 207, 0, 4, 0, 0, 0, 0xa1, 4, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8,
    /* BYE of two, padded */
    0xa2, 203, 0, 3, 0, 0, 0, 0xa1, 0, 0, 0, 0xa2, 0, 0, 0, 4};

static void
assert_next (QosRtcpReader *reader, QosRtcpEvent *event, QosRtcpKind kind,
    uint32_t ssrc)
{
  g_assert_true (qos_rtcp_next (reader, event));
  g_assert_cmpint (event->kind, ==, kind);
  g_assert_cmphex (event->ssrc, ==, ssrc);
}

static void
test_events_come_in_order (void)
{
  QosRtcpReader reader;
  QosRtcpEvent event;

  g_assert_true (qos_rtcp_start (&reader, compound, sizeof compound));
  assert_next (&reader, &event, QOS_RTCP_SENDER_REPORT, 0xa1);
  g_assert_cmphex (event.ntp, ==, UINT64_C (0x0102030405060708));
  g_assert_cmpuint (event.rtptime, ==, 12345);

  assert_next (&reader, &event, QOS_RTCP_BLOCK, 0xb2);
  g_assert_cmphex (event.block.reporter_ssrc, ==, 0xa1);
  g_assert_cmpuint (event.block.fraction_lost, ==, 64);
  g_assert_cmpint (event.block.packets_lost, ==, -3);
  g_assert_cmphex (event.block.extended_highest, ==, 0x10007);
  g_assert_cmpuint (event.block.jitter, ==, 11);
  g_assert_cmpuint (event.block.lsr, ==, 12);
  g_assert_cmpuint (event.block.dlsr, ==, 13);

  assert_next (&reader, &event, QOS_RTCP_SDES, 0xa1);
  g_assert_cmpstr (event.cname, ==, "a@b");
  g_assert_cmpstr (event.name, ==, "Al");
  assert_next (&reader, &event, QOS_RTCP_SDES, 0xa2);
  g_assert_null (event.cname);
  g_assert_cmpstr (event.name, ==, "");

  assert_next (&reader, &event, QOS_RTCP_GROUP, 0xb3);
  g_assert_cmpuint (event.group.size, ==, 7);
  assert_next (&reader, &event, QOS_RTCP_XR, 0xa1);
  g_assert_cmphex (event.xr.rrtr_ntp, ==, UINT64_C (0x0102030405060708));
  assert_next (&reader, &event, QOS_RTCP_BYE, 0xa1);
  assert_next (&reader, &event, QOS_RTCP_BYE, 0xa2);
  g_assert_false (qos_rtcp_next (&reader, &event));
  g_assert_false (qos_rtcp_next (&reader, &event));
}

static void
test_nothing_of_a_malformed_compound_is_read (void)
{
  QosRtcpReader reader;

  for (size_t size = 0; size < sizeof compound; size++) {
    bool is_whole = size == 52 || size == 84 || size == 96 || size == 104 ||
        size == 124 || size == 152 || size == 172;

    g_assert_cmpint (qos_rtcp_start (&reader, compound, size), ==, is_whole);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rtcp/events-come-in-order", test_events_come_in_order);
  g_test_add_func ("/rtcp/nothing-of-a-malformed-compound-is-read",
      test_nothing_of_a_malformed_compound_is_read);
  return g_test_run ();
}
