/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What qosstats knows of playout: with playout-latency it explains missing
 * sound; duplicates that it drops; the latency of the pipeline. And a wall
 * clock that is set while packets wait.
 */
#include "stats-test.h"

#define LATENCY_MS 100

static void
expect_late (guint64 late)
{
  GstStructure *s = stats_next_message ();

  fail_unless_equals_uint64 (get_uint64 (s, "packets-late"), late);
  gst_structure_free (s);
}

/* The next packet comes this much too late. */
static void
send_late (GstClockTime by)
{
  clock_run_for (STREAM_SPACING + by);
  stats.next.timestamp += 960;
  stats_push_spec (&stats.next);
  stats.next.seq++;
}

GST_START_TEST (test_nothing_without_latency)
{
  GstStructure *s;

  stats_send (50);
  stats_lose (2);
  send_late (300 * GST_MSECOND);
  stats_send (100);
  fail_unless_equals_int (count_messages (stats.bus, "qosevent"), 0);
  s = stats_next_message ();
  assert_lacks (s, "packets-late");
  assert_lacks (s, "concealed-ms");
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_event_of_loss)
{
  GstStructure *s;

  g_object_set (stats.element, "playout-latency", LATENCY_MS, NULL);
  stats_send (50);
  stats_lose (3);
  stats_send (70);
  clock_run_for (600 * GST_MSECOND);
  s = take_message (stats.bus, "qosevent");
  fail_unless_equals_int_hex (get_uint (s, "ssrc"), STREAM_SSRC);
  fail_unless_equals_string (gst_structure_get_string (s, "cause"), "burst");
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), 3);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-late"), 0);
  assert_near (get_double (s, "gap-ms"), 60, 1e-6);
  assert_near (get_double (s, "latency-ms"), LATENCY_MS, 0);
  assert_lacks (s, "excess-ms");
  assert_lacks (s, "advised-latency-ms");
  fail_unless (strstr (gst_structure_get_string (s, "advice"),
      "lost 3 packets in a row"));
  /* The first of them was due here. */
  assert_near ((gdouble) get_uint64 (s, "running-time") / 1e6,
      51 * 20 + LATENCY_MS, 21);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_event_of_late_packets)
{
  GstStructure *s;

  g_object_set (stats.element, "playout-latency", LATENCY_MS, NULL);
  stats_send (50);
  send_late (240 * GST_MSECOND);
  clock_jump (0);
  /* Those behind it had to wait, and come all at once. */
  for (guint i = 0; i < 12; i++) {
    stats.next.timestamp += 960;
    stats_push_spec (&stats.next);
    stats.next.seq++;
  }
  stats_send (70);
  clock_run_for (600 * GST_MSECOND);
  s = take_message (stats.bus, "qosevent");
  fail_unless_equals_string (gst_structure_get_string (s, "cause"), "late");
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), 0);
  /* The jitter buffer waits for the first, and all are played after that. */
  fail_unless_equals_uint64 (get_uint64 (s, "packets-late"), 0);
  assert_near (get_double (s, "excess-ms"), 140, 1.1);
  assert_near (get_double (s, "gap-ms"), 240, 1e-6);
  assert_near (get_double (s, "advised-latency-ms"), 240, 10);
  fail_unless (get_double (s, "saved-percent") >= 97);
  fail_unless (strstr (gst_structure_get_string (s, "advice"),
      "instead of 100 would have saved"));
  gst_structure_free (s);
  expect_late (0);
}
GST_END_TEST;

/* Messages off means events off. */
GST_START_TEST (test_events_can_be_switched_off)
{
  g_object_set (stats.element, "playout-latency", LATENCY_MS, "post-messages",
      FALSE, NULL);
  stats_send (50);
  stats_lose (3);
  stats_send (120);
  fail_unless_equals_int (count_messages (stats.bus, "qosevent"), 0);
}
GST_END_TEST;

/* A value that is no longer known becomes absent. */
GST_START_TEST (test_latency_can_be_unset)
{
  GstStructure *s;

  g_object_set (stats.element, "playout-latency", LATENCY_MS, NULL);
  stats_send (50);
  s = stats_last_message ();
  assert_has (s, "packets-late");
  gst_structure_free (s);
  g_object_set (stats.element, "playout-latency", -1, NULL);
  stats_lose (3);
  stats_send (120);
  fail_unless_equals_int (count_messages (stats.bus, "qosevent"), 0);
  stats_send (30);
  s = stats_last_message ();
  assert_lacks (s, "packets-late");
  assert_lacks (s, "concealed-ms");
  gst_structure_free (s);
}
GST_END_TEST;

/* The last events are posted at the end. */
GST_START_TEST (test_events_at_eos)
{
  GstStructure *s;

  g_object_set (stats.element, "playout-latency", LATENCY_MS, NULL);
  stats_send (50);
  stats_lose (1);
  stats_send (5);
  fail_unless_equals_int (count_messages (stats.bus, "qosevent"), 0);
  gst_harness_push_event (stats.media, gst_event_new_eos ());
  s = take_message (stats.bus, "qosevent");
  fail_unless_equals_string (gst_structure_get_string (s, "cause"), "loss");
  gst_structure_free (s);
}
GST_END_TEST;

static void
push_copies (guint n)
{
  for (guint i = 0; i < n; i++) {
    RtpSpec copy = stats.next;

    stats_send (1);
    copy.timestamp += 960;
    stats_push_spec (&copy);
  }
}

GST_START_TEST (test_duplicates_pass_or_not)
{
  GstStructure *s;

  push_copies (10);
  fail_unless_equals_int (stats_drop_packets (), 20);
  g_object_set (stats.element, "drop-duplicates", TRUE, NULL);
  push_copies (10);
  fail_unless_equals_int (stats_drop_packets (), 10);
  s = stats_next_message ();
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 20);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-duplicated"), 20);
  gst_structure_free (s);
}
GST_END_TEST;

/* Sender reports with the NTP time of our clock 30 ms ago, and the RTP time of
 * that moment: with synchronised clocks that is the capture time. */
GST_START_TEST (test_mouth_to_ear)
{
  GstStructure *s;
  GstClockTime waited;
  guint64 ntp_zero;
  Rtcp rtcp;

  stats_add_rtcp ();
  stats_send (2);
  waited = clock_now ();
  stats_wait_for_rtcp (&rtcp);
  waited = clock_now () - waited;
  stats.next.timestamp +=
      (guint32) gst_util_uint64_scale (waited, 48000, GST_SECOND);
  ntp_zero = ntp_to_ns (rtcp.rrtr_ntp) - clock_now ();
  g_object_set (stats.element, "clock-sync", 1, "clock-sync-error",
      700 * GST_USECOND, NULL);
  stats_send (25);
  for (guint i = 0; i < 2; i++) {
    GByteArray *report = rtcp_new ();
    guint64 ns = ntp_zero + clock_now () - 30 * GST_MSECOND;

    rtcp_add_sr (report, STREAM_SSRC,
        gst_util_uint64_scale (ns, G_GUINT64_CONSTANT (1) << 32, GST_SECOND));
    GST_WRITE_UINT32_BE (report->data + 16, stats.next.timestamp);
    stats_push_rtcp (report);
    stats_send (26);
    s = stats_last_message ();
    if (i == 0) {
      assert_lacks (s, "mouth-to-ear-ms"); /* it is not playing yet */
      gst_harness_push_upstream_event (stats.media,
          gst_event_new_latency (150 * GST_MSECOND));
    } else {
      /* No codec has reported its delay. */
      assert_near (get_double (s, "mouth-to-ear-ms"), 180, 0.01);
      assert_near (get_double (s, "delay-error-ms"), 0.7, 1e-6);
      assert_near (get_double (s, "clock-offset-ms"), 0, 1e-6);
    }
    gst_structure_free (s);
  }
}
GST_END_TEST;

static void
push_from_socket (GstClockTimeDiff seems_later)
{
  GstBuffer *buffer = rtp_make (&stats.next);

  stats.next.seq++;
  stats.next.timestamp += 960;
  clock_run_for (STREAM_SPACING);
  rtp_add_sender (buffer, "192.0.2.7", 5004);
  GST_BUFFER_DTS (buffer) =
      (GstClockTime) ((GstClockTimeDiff) (clock_now () - CLOCK_START) +
          seems_later);
  stats_push (buffer);
}

/* udpsrc calculates the age of a packet by the wall clock. Setting it by 5 s
 * makes the age of the one packet that waited wrong by as much. */
GST_START_TEST (test_wall_clock_is_set)
{
  static const GstClockTimeDiff steps[] = {-5 * (GstClockTimeDiff) GST_SECOND,
      5 * (GstClockTimeDiff) GST_SECOND};
  GstStructure *s;

  g_object_set (stats.element, "playout-latency", LATENCY_MS, NULL);
  clock_run_for (10 * GST_SECOND);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    for (guint n = 0; n < 50; n++)
      push_from_socket (0);
    push_from_socket (steps[i]);
  }
  for (guint n = 0; n < 200; n++)
    push_from_socket (0);
  s = stats_next_message ();
  assert_near (get_double (s, "jitter-ms"), 0, 1e-3);
  assert_near (get_double (s, "jitter-max-ms"), 0, 1e-3);
  assert_near (get_double (s, "pdv-total-max-ms"), 0, 0.02);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-late"), 0);
  gst_structure_free (s);
  fail_unless_equals_int (count_messages (stats.bus, "qosevent"), 0);
}
GST_END_TEST;

static Suite *
stats_playout_suite (void)
{
  Suite *suite = suite_create ("qosstats-playout");
  TCase *tcase = tcase_create ("playout");

  suite_add_tcase (suite, tcase);
  tcase_add_checked_fixture (tcase, stats_open, stats_close);
  tcase_add_test (tcase, test_nothing_without_latency);
  tcase_add_test (tcase, test_event_of_loss);
  tcase_add_test (tcase, test_event_of_late_packets);
  tcase_add_test (tcase, test_events_can_be_switched_off);
  tcase_add_test (tcase, test_latency_can_be_unset);
  tcase_add_test (tcase, test_events_at_eos);
  tcase_add_test (tcase, test_duplicates_pass_or_not);
  tcase_add_test (tcase, test_mouth_to_ear);
  tcase_add_test (tcase, test_wall_clock_is_set);
  return suite;
}

GST_CHECK_MAIN (stats_playout);
