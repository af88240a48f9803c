/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The extended reports of qosstats, read by GStreamer: Loss RLE, Statistics
 * Summary and VoIP Metrics of a stream whose losses are known (RFC 3611 4.1,
 * 4.6, 4.7).
 */
#include "stats-test.h"

static Rtcp all;

/* Reads the reports of this many packets. all gets the last block of each
 * kind. */
static void
send_and_read (guint packets)
{
  for (guint i = 0; i < packets; i++) {
    Rtcp rtcp;

    stats_send (1);
    while (stats_pop_rtcp (&rtcp, NULL)) {
      if (rtcp.has_voip) {
        all.has_voip = TRUE;
        all.voip = rtcp.voip;
      }
      if (rtcp.has_summary) {
        all.has_summary = TRUE;
        all.summary = rtcp.summary;
      }
      if (rtcp.has_rle) {
        all.has_rle = TRUE;
        all.rle_ssrc = rtcp.rle_ssrc;
        all.rle_begin = rtcp.rle_begin;
        all.rle_end = rtcp.rle_end;
      }
    }
  }
}

/* 1000 packets: 5 in a row lost, twice, and 2 alone. */
static void
send_lossy (void)
{
  static const guint lost[] = {5, 1, 5, 1};

  memset (&all, 0, sizeof all);
  for (guint i = 0; i < G_N_ELEMENTS (lost); i++) {
    send_and_read (200);
    stats_lose (lost[i]);
  }
  send_and_read (200);
}

GST_START_TEST (test_voip_metrics)
{
  send_lossy ();
  fail_unless (all.has_voip);
  fail_unless_equals_int_hex (all.voip.ssrc, STREAM_SSRC);
  fail_unless_equals_int (all.voip.loss_rate, 12 * 256 / 1012);
  fail_unless_equals_int (all.voip.gmin, 16);
  fail_unless_equals_int (all.voip.burst_density, 255); /* of 256 */
  fail_unless_equals_int (all.voip.burst_duration_ms, 100);
  fail_unless (all.voip.gap_density <= 1);
  fail_unless (all.voip.r_factor <= 100);
  fail_unless (all.voip.mos_lq >= 10 && all.voip.mos_lq <= 50);
  /* No answer, so no delay and no score for conversation. */
  fail_unless_equals_int (all.voip.mos_cq, QOS_XR_UNAVAILABLE);
  fail_unless_equals_int (all.voip.round_trip_ms, 0);
}
GST_END_TEST;

GST_START_TEST (test_summary)
{
  guint16 begin = stats.next.seq;

  send_lossy ();
  fail_unless (all.has_summary);
  fail_unless_equals_int_hex (all.summary.ssrc, STREAM_SSRC);
  fail_unless_equals_int (all.summary.begin, begin);
  fail_unless_equals_int (all.summary.lost, 12);
  fail_unless_equals_int (all.summary.duplicated, 0);
  /* Up to the last settled packet. */
  fail_unless ((guint16) (stats.next.seq - all.summary.end) < 64 + 4 * 25 + 25);
}
GST_END_TEST;

GST_START_TEST (test_loss_rle)
{
  guint n = 0;

  send_and_read (300);
  fail_unless (all.has_rle);
  fail_unless_equals_int_hex (all.rle_ssrc, STREAM_SSRC);
  for (guint i = 0; i < 800; i++) {
    guint16 end = all.rle_end;

    send_and_read (1);
    if (all.rle_end != end) {
      fail_unless_equals_int (all.rle_begin, end); /* none left out */
      n++;
    }
  }
  fail_unless (n >= 3, "%u blocks", n);
  /* Up to the last settled packet, as of the last of four reports. */
  fail_unless ((guint16) (stats.next.seq - all.rle_end) < 64 + 5 * 30);
}
GST_END_TEST;

static Suite *
stats_xr_suite (void)
{
  Suite *suite = suite_create ("qosstats-xr");
  TCase *tc = tcase_create ("xr");

  tcase_add_checked_fixture (tc, stats_open_all, stats_close);
  tcase_add_test (tc, test_voip_metrics);
  tcase_add_test (tc, test_summary);
  tcase_add_test (tc, test_loss_rle);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (stats_xr)
