/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The messages of qospay and its stats: when they come, which fields they have,
 * and that the numbers match the packets that left. Values from the other end
 * are tested in test-pay-remote.c.
 */
#include "pay-test.h"

static const gchar *const local_fields[] = {"ssrc", "packets-sent",
    "bytes-sent", "wire-bytes-sent", "media-kbps", "wire-kbps",
    "reports-received", "byes-received", "running-time", "duration", NULL};

/* skew-ppm needs some seconds, packets-not-sent a qossink. */
static const gchar *const all_fields[] = {"ssrc", "packets-sent", "bytes-sent",
    "wire-bytes-sent", "media-kbps", "wire-kbps", "rtt-ms", "rtt-min-ms",
    "delay-ms", "return-delay-ms", "delay-error-ms", "clock-offset-ms",
    "remote-ssrc", "remote-cname", "remote-name", "remote-packets-received",
    "remote-loss-percent", "remote-packets-lost", "remote-packets-duplicated",
    "packets-in-flight", "books-balanced", "remote-jitter-ms",
    "remote-loss-run-max", "remote-burst-density-percent",
    "remote-burst-duration-ms", "remote-gap-density-percent",
    "remote-gap-duration-ms", "remote-discard-percent",
    "remote-jitter-buffer-ms", "remote-r-factor", "remote-mos", "report-age-ms",
    "reports-received", "byes-received", "running-time", "duration", NULL};

GST_START_TEST (test_message_each_interval)
{
  clock_run_for (3 * GST_SECOND);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 0);
  pay_push_au (300); /* from now on */
  clock_run_for (499 * GST_MSECOND);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 0);
  clock_run_for (1 * GST_MSECOND);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 1);
  clock_run_for (5 * GST_SECOND);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 10);
}
GST_END_TEST;

/* Without a receiver, unknown fields are absent. */
GST_START_TEST (test_message_has_the_local_fields)
{
  GstStructure *s;

  pay_push_paced (60, 300);
  for (guint i = 0; i < 2; i++) {
    s = take_message (pay.bus, "qospay");
    assert_fields (s, qos_sender_fields, local_fields);
    gst_structure_free (s);
  }
}
GST_END_TEST;

/* An extended report with each block that a receiver sends. */
static void
add_metrics (GByteArray *compound, guint64 ntp)
{
  static const gsize size = 400;
  QosXrVoip voip = {pay_ssrc (), 13, 7, 200, 5, 120, 4000, 33, 60, 16, 88, 41,
      40, 0x20, 100, 101, 102};
  QosXrSummary summary = {.ssrc = pay_ssrc (), .duplicated = 3};
  QosXrRle rle = {.ssrc = pay_ssrc (), .n = 8, .received = {0xe3}};
  guint8 xr[400];
  unsigned covered;
  gsize n =
      qos_xr_add_rrtr (xr, size, qos_xr_start (xr, size, REMOTE_SSRC), ntp);

  n = qos_xr_add_voip (xr, size, n, &voip);
  n = qos_xr_add_summary (xr, size, n, &summary);
  n = qos_xr_add_rle (xr, size, n, &rle, &covered);
  rtcp_add_xr (compound, xr, n);
}

/* With a receiver, every field of the core is present. */
GST_START_TEST (test_message_has_all_fields)
{
  GByteArray *compound = rtcp_new ();
  RtcpBlock block = {.highest = 1};
  GstStructure *s;
  Rtcp rtcp;

  fail_unless_equals_int (g_strv_length ((gchar **) all_fields) + 2,
      QOS_SENDER_N_FIELDS);
  pay_push_au (300);
  clock_step ();
  while (!pay_pop_rtcp (&rtcp))
    clock_step ();
  block.ssrc = pay_ssrc ();
  block.highest = pay_last_seq ();
  block.lsr = ntp_middle (rtcp.ntp);
  rtcp_add_rr (compound, REMOTE_SSRC, &block);
  rtcp_add_sdes (compound, REMOTE_SSRC, "cname", "name");
  add_metrics (compound, rtcp.ntp);
  pay_push_rtcp (compound);
  clock_run_for (500 * GST_MSECOND);
  s = take_last_message (pay.bus, "qospay");
  assert_fields (s, qos_sender_fields, all_fields);
  assert_near (get_double (s, "remote-burst-density-percent"), 78.125, 1e-9);
  assert_near (get_double (s, "remote-gap-density-percent"), 1.953125, 1e-9);
  assert_near (get_double (s, "remote-discard-percent"), 2.734375, 1e-9);
  assert_near (get_double (s, "remote-jitter-buffer-ms"), 100, 1e-9);
  assert_near (get_double (s, "remote-r-factor"), 88, 1e-9);
  assert_near (get_double (s, "remote-mos"), 4.0, 1e-9);
  fail_unless_equals_uint64 (get_uint64 (s, "remote-loss-run-max"), 3);
  fail_unless_equals_uint64 (get_uint64 (s, "remote-packets-duplicated"), 3);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_message_counts_what_left)
{
  guint64 packets = 0, bytes = 0, wire = 0;

  g_object_set (pay.element, "mtu", 600, NULL);
  for (guint interval = 0; interval < 4; interval++) {
    guint64 bytes_before = bytes, wire_before = wire;
    GstStructure *s;
    GstBuffer *packet;

    for (guint i = 0; i < 20; i++) {
      pay_push_au (100 + 100 * i);
      clock_run_until (
          CLOCK_START + interval * 500 * GST_MSECOND + i * 20 * GST_MSECOND);
    }
    while ((packet = pay_pop ())) {
      GBytes *payload = rtp_payload (packet);

      packets++;
      bytes += g_bytes_get_size (payload);
      wire += gst_buffer_get_size (packet) + 28; /* UDP and IPv4 */
      g_bytes_unref (payload);
      gst_buffer_unref (packet);
    }
    clock_run_until (CLOCK_START + (interval + 1) * 500 * GST_MSECOND);
    s = take_message (pay.bus, "qospay");
    fail_unless_equals_uint64 (get_uint64 (s, "packets-sent"), packets);
    fail_unless_equals_uint64 (get_uint64 (s, "bytes-sent"), bytes);
    fail_unless_equals_uint64 (get_uint64 (s, "wire-bytes-sent"), wire);
    fail_unless_equals_uint64 (get_uint64 (s, "duration"), 500 * GST_MSECOND);
    fail_unless_equals_uint64 (get_uint64 (s, "running-time"),
        interval * 500 * GST_MSECOND);
    assert_near (get_double (s, "media-kbps"),
        (bytes - bytes_before) * 8 / 500., 1e-6);
    assert_near (get_double (s, "wire-kbps"), (wire - wire_before) * 8 / 500.,
        1e-6);
    fail_if (pop_message (pay.bus, "qospay"));
    gst_structure_free (s);
  }
}
GST_END_TEST;

/* Messages continue while nothing is sent. */
GST_START_TEST (test_messages_go_on_in_silence)
{
  GstStructure *s;

  pay_push_au (300);
  clock_run_for (10 * GST_SECOND);
  s = take_last_message (pay.bus, "qospay");
  assert_near (get_double (s, "media-kbps"), 0, 0);
  assert_near (get_double (s, "wire-kbps"), 0, 0);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-sent"), 1);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_interval_can_change)
{
  pay_push_au (300);
  clock_run_for (1000 * GST_MSECOND);
  drop_messages (pay.bus);
  g_object_set (pay.element, "interval", 100 * GST_MSECOND, NULL);
  clock_run_for (1000 * GST_MSECOND);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 10);
  g_object_set (pay.element, "interval", 2 * GST_SECOND, NULL);
  clock_run_for (100 * GST_MSECOND); /* the one that was due */
  drop_messages (pay.bus);
  clock_run_for (8 * GST_SECOND);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 4);
}
GST_END_TEST;

GST_START_TEST (test_messages_can_be_switched_off)
{
  g_object_set (pay.element, "post-messages", FALSE, NULL);
  pay_push_paced (100, 300);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 0);
  g_object_set (pay.element, "post-messages", TRUE, NULL);
  clock_run_for (501 * GST_MSECOND);
  fail_unless (count_messages (pay.bus, "qospay") >= 1);
}
GST_END_TEST;

/* The clock stands still for long: one message for that time, not hundreds. */
GST_START_TEST (test_late_reporter_does_not_catch_up)
{
  GstStructure *s;

  pay_push_au (300);
  clock_jump (20 * GST_SECOND);
  clock_run_for (10 * GST_MSECOND);
  s = take_message (pay.bus, "qospay");
  fail_unless (get_uint64 (s, "duration") >= 19 * GST_SECOND);
  gst_structure_free (s);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 0);
}
GST_END_TEST;

GST_START_TEST (test_no_messages_after_eos)
{
  pay_push_paced (30, 300);
  gst_harness_push_event (pay.media, gst_event_new_eos ());
  drop_messages (pay.bus);
  clock_set_reporters (0);
  clock_run_for (5 * GST_SECOND);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 0);
}
GST_END_TEST;

/* A file that is played again from its start: EOS was not the end. */
GST_START_TEST (test_messages_go_on_after_flush_of_eos)
{
  GstSegment segment;

  pay_push_paced (30, 300);
  gst_harness_push_event (pay.media, gst_event_new_eos ());
  drop_messages (pay.bus);
  pay_drop_rtcp ();
  clock_set_reporters (0);
  gst_harness_push_event (pay.media, gst_event_new_flush_start ());
  gst_harness_push_event (pay.media, gst_event_new_flush_stop (TRUE));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (pay.media, gst_event_new_segment (&segment));
  pay_push_au (300);
  fail_unless (clock_has_reporter (), "no reporter runs");
  clock_set_reporters (1);
  clock_run_for (GST_SECOND);
  fail_unless (count_messages (pay.bus, "qospay") > 0);
}
GST_END_TEST;

/* Stats */

GST_START_TEST (test_stats_are_of_now)
{
  GstStructure *s;

  pay_push_paced (30, 300); /* 640 ms */
  s = pay_stats ();
  fail_unless_equals_uint64 (get_uint64 (s, "packets-sent"), 30);
  fail_unless_equals_uint64 (get_uint64 (s, "bytes-sent"), 30 * 304);
  /* of the last interval */
  assert_near (get_double (s, "media-kbps"), 24 * 304 * 8 / 500., 1e-6);
  fail_unless_equals_uint64 (get_uint64 (s, "duration"), 500 * GST_MSECOND);
  fail_unless_equals_uint64 (get_uint64 (s, "rtcp-malformed"), 0);
  fail_unless_equals_uint64 (get_uint64 (s, "access-units-dropped"), 0);
  /* and that of the base class */
  assert_has (s, "clock-rate");
  assert_has (s, "seqnum");
  assert_has (s, "timestamp");
  assert_has (s, "pt");
  gst_structure_free (s);
}
GST_END_TEST;

/* Nothing was sent yet: no rates, and no report. */
GST_START_TEST (test_stats_before_the_first_packet)
{
  GstStructure *s = pay_stats ();

  fail_unless_equals_uint64 (get_uint64 (s, "packets-sent"), 0);
  assert_lacks (s, "media-kbps");
  assert_lacks (s, "wire-kbps");
  assert_lacks (s, "rtt-ms");
  assert_lacks (s, "report-age-ms");
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_stats_forget_the_last_run)
{
  GstStructure *s;

  pay_push_paced (30, 300);
  pay_push_report ((RtcpBlock){0});
  gst_element_set_state (pay.element, GST_STATE_READY);
  gst_element_set_state (pay.element, GST_STATE_PLAYING);
  s = pay_stats ();
  fail_unless_equals_uint64 (get_uint64 (s, "packets-sent"), 0);
  fail_unless_equals_uint64 (get_uint64 (s, "reports-received"), 0);
  assert_lacks (s, "media-kbps");
  assert_lacks (s, "report-age-ms");
  gst_structure_free (s);
}
GST_END_TEST;

/* Expects one more message. length: of its interval, 0 where it repeats the one
 * before. */
static void
assert_one_more (guint64 packets, GstClockTime length)
{
  GstStructure *s = take_message (pay.bus, "qospay");

  fail_unless_equals_uint64 (get_uint64 (s, "packets-sent"), packets);
  assert_has (s, "wire-kbps");
  if (length > 0) {
    fail_unless_equals_uint64 (get_uint64 (s, "duration"), length);
  } else {
    assert_lacks (s, "duration");
  }
  gst_structure_free (s);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 0);
}

static void
send_for (GstClockTime time)
{
  pay_push_au (300);
  clock_run_for (500 * GST_MSECOND);
  drop_messages (pay.bus);
  pay_push_au (300);
  clock_run_for (time - 500 * GST_MSECOND);
}

/* There is none if nothing was sent at all. */
GST_START_TEST (test_stop_posts_a_last_message)
{
  send_for (800 * GST_MSECOND);
  gst_element_set_state (pay.element, GST_STATE_READY);
  assert_one_more (2, 300 * GST_MSECOND);
  gst_element_set_state (pay.element, GST_STATE_NULL);
  gst_element_set_state (pay.element, GST_STATE_PLAYING);
  gst_element_set_state (pay.element, GST_STATE_READY);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 0);
}
GST_END_TEST;

GST_START_TEST (test_eos_posts_a_last_message)
{
  send_for (600 * GST_MSECOND);
  gst_harness_push_event (pay.media, gst_event_new_eos ());
  assert_one_more (2, 0);
  gst_element_set_state (pay.element, GST_STATE_READY);
  fail_unless_equals_int (count_messages (pay.bus, "qospay"), 0);
}
GST_END_TEST;

/* Without RTCP pads it works one way. */
GST_START_TEST (test_messages_without_rtcp_pads)
{
  GstStructure *s;

  pay_remove_rtcp ();
  pay_push_paced (60, 300);
  s = take_last_message (pay.bus, "qospay");
  assert_fields (s, qos_sender_fields, local_fields);
  gst_structure_free (s);
}
GST_END_TEST;

static Suite *
pay_messages_suite (void)
{
  Suite *suite = suite_create ("qospay: messages");
  TCase *tc = tcase_create ("messages");

  tcase_add_checked_fixture (tc, pay_open_all, pay_close);
  tcase_add_test (tc, test_message_each_interval);
  tcase_add_test (tc, test_message_has_the_local_fields);
  tcase_add_test (tc, test_message_has_all_fields);
  tcase_add_test (tc, test_message_counts_what_left);
  tcase_add_test (tc, test_messages_go_on_in_silence);
  tcase_add_test (tc, test_interval_can_change);
  tcase_add_test (tc, test_messages_can_be_switched_off);
  tcase_add_test (tc, test_late_reporter_does_not_catch_up);
  tcase_add_test (tc, test_no_messages_after_eos);
  tcase_add_test (tc, test_messages_go_on_after_flush_of_eos);
  tcase_add_test (tc, test_stats_are_of_now);
  tcase_add_test (tc, test_stats_before_the_first_packet);
  tcase_add_test (tc, test_stats_forget_the_last_run);
  tcase_add_test (tc, test_stop_posts_a_last_message);
  tcase_add_test (tc, test_eos_posts_a_last_message);
  tcase_add_test (tc, test_messages_without_rtcp_pads);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (pay_messages)
