/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP of qosstats: what it reports to senders, to which address, and the round
 * trip that it gets from their answers (RFC 3550 6.4.2, RFC 3611 4.4, 4.5).
 */
#include "stats-test.h"

#define HOST "192.0.2.7"
#define OTHER_SSRC 0x07e4

static const guint rr_sdes_xr[] = {201, 202, 207};
static const guint rr_sdes_bye[] = {201, 202, 203};

static void
assert_types (const Rtcp *rtcp, const guint types[3])
{
  fail_unless_equals_int (rtcp->n_packets, 3);
  for (guint i = 0; i < 3; i++)
    fail_unless_equals_int (rtcp->types[i], types[i]);
}

static void
open_from_host (void)
{
  stats_open_all ();
  stats.next.from = HOST;
  stats.next.from_port = 5004;
}

/* Sends packets until the next report goes out; the last packet comes after
 * it. */
static void
send_until_report (Rtcp *rtcp)
{
  stats_drop_rtcp ();
  while (!stats_pop_rtcp (rtcp, NULL))
    stats_send (1);
}

static guint16
reported_highest (void)
{
  return (guint16) (stats.next.seq - 2);
}

/* Out */

GST_START_TEST (test_report_is_complete)
{
  Rtcp rtcp;
  gchar *address = NULL;

  stats_send (2);
  while (!stats_pop_rtcp (&rtcp, &address))
    clock_step ();
  assert_types (&rtcp, rr_sdes_xr);
  fail_unless_equals_int (rtcp.n_blocks, 1);
  fail_unless_equals_int_hex (rtcp.blocks[0].ssrc, STREAM_SSRC);
  fail_unless_equals_int_hex (rtcp.sdes_ssrc, rtcp.ssrc);
  fail_unless_equals_int_hex (rtcp.xr_ssrc, rtcp.ssrc);
  fail_if (rtcp.ssrc == STREAM_SSRC);
  fail_unless (strlen (rtcp.cname) >= 16);
  fail_unless_equals_string (rtcp.name, "");
  fail_unless (rtcp.has_rrtr);
  fail_unless_equals_string (address, HOST ":5004");
  g_free (address);
}
GST_END_TEST;

/* The reference time is the current NTP time, in all reports. */
GST_START_TEST (test_reference_time_is_now)
{
  guint64 zero = 0;

  stats_send (20);
  stats_drop_rtcp ();
  for (guint i = 0; i < 5; i++) {
    Rtcp rtcp;

    stats_wait_for_rtcp (&rtcp);
    if (zero > 0)
      assert_near (ntp_to_ns (rtcp.rrtr_ntp) - clock_now (), zero, 2);
    zero = ntp_to_ns (rtcp.rrtr_ntp) - clock_now ();
  }
}
GST_END_TEST;

GST_START_TEST (test_name_is_shown)
{
  GstStructure *sdes =
      gst_structure_new ("application/x-rtp-source-sdes", "cname",
          G_TYPE_STRING, "me@there", "name", G_TYPE_STRING, "Keller", NULL);
  Rtcp rtcp;

  g_object_set (stats.element, "sdes", sdes, NULL);
  gst_structure_free (sdes);
  stats_send (2);
  stats_wait_for_rtcp (&rtcp);
  fail_unless_equals_string (rtcp.cname, "me@there");
  fail_unless_equals_string (rtcp.name, "Keller");
}
GST_END_TEST;

/* The block's numbers */

GST_START_TEST (test_block_counts_loss)
{
  guint16 highest;
  Rtcp rtcp;

  stats_send (10);
  send_until_report (&rtcp);
  fail_unless_equals_int (rtcp.blocks[0].fraction_lost, 0);
  fail_unless_equals_int (rtcp.blocks[0].packets_lost, 0);
  highest = reported_highest ();
  fail_unless_equals_int_hex (rtcp.blocks[0].highest, highest);

  stats_lose (3);
  send_until_report (&rtcp);
  /* of the packets since the last report */
  fail_unless_equals_int (rtcp.blocks[0].fraction_lost,
      3 * 256 / (reported_highest () - highest));
  fail_unless_equals_int (rtcp.blocks[0].packets_lost, 3);

  send_until_report (&rtcp);
  fail_unless_equals_int (rtcp.blocks[0].fraction_lost, 0);
  fail_unless_equals_int (rtcp.blocks[0].packets_lost, 3);
}
GST_END_TEST;

GST_START_TEST (test_block_extends_the_highest)
{
  Rtcp rtcp;

  stats.next.seq = 65500;
  stats_send (80);
  send_until_report (&rtcp);
  fail_unless_equals_int_hex (rtcp.blocks[0].highest,
      0x10000 + reported_highest ());
}
GST_END_TEST;

/* In RTP ticks: every second packet is 3 ms late. */
GST_START_TEST (test_block_has_jitter)
{
  gdouble jitter = 0;
  Rtcp rtcp;

  for (guint i = 0; i < 60; i++) {
    clock_run_until (
        CLOCK_START + (i + 1) * STREAM_SPACING + (i % 2) * 3 * GST_MSECOND);
    stats_push_spec (&stats.next);
    stats.next.seq++;
    stats.next.timestamp += 960;
    if (i > 0)
      jitter += (3 * 48 - jitter) / 16;
  }
  stats_drop_rtcp ();
  stats_wait_for_rtcp (&rtcp);
  assert_near (rtcp.blocks[0].jitter, jitter, 1.001);
}
GST_END_TEST;

static void
push_sr (guint64 ntp)
{
  GByteArray *compound = rtcp_new ();

  rtcp_add_sr (compound, STREAM_SSRC, ntp);
  stats_push_rtcp (compound);
}

GST_START_TEST (test_block_echoes_the_sender_report)
{
  GstClockTime came;
  Rtcp rtcp;

  stats_send (20);
  stats_drop_rtcp ();
  stats_wait_for_rtcp (&rtcp);
  fail_unless_equals_int (rtcp.blocks[0].lsr, 0); /* none arrived */
  fail_unless_equals_int (rtcp.blocks[0].dlsr, 0);
  for (guint64 i = 0; i < 3; i++) {
    push_sr (G_GUINT64_CONSTANT (0xe1112222aaaabbbb) + (i << 20));
    came = clock_now ();
    stats_drop_rtcp ();
    stats_wait_for_rtcp (&rtcp);
    fail_unless_equals_int_hex (rtcp.blocks[0].lsr, 0x2222aaaa + (i << 4));
    fail_unless_equals_int (rtcp.blocks[0].dlsr,
        ntp_short (clock_now () - came));
  }
}
GST_END_TEST;

/* The arrival time is that of the kernel. */
GST_START_TEST (test_delay_counts_from_dts)
{
  GByteArray *compound = rtcp_new ();
  GstBuffer *buffer;
  GstClockTime came;
  Rtcp rtcp;

  stats_send (2);
  came = clock_now ();
  clock_run_for (60 * GST_MSECOND);
  rtcp_add_sr (compound, STREAM_SSRC, 0x123456789);
  buffer = rtcp_take (compound);
  rtp_add_sender (buffer, HOST, 5005);
  GST_BUFFER_DTS (buffer) = came - CLOCK_START;
  gst_harness_push (stats.rtcp, buffer);
  stats_wait_for_rtcp (&rtcp);
  fail_unless_equals_int (rtcp.blocks[0].dlsr, ntp_short (clock_now () - came));
}
GST_END_TEST;

/* It came before the base time, so how long it waited is unknown. */
GST_START_TEST (test_waiting_report_is_not_echoed)
{
  GByteArray *compound = rtcp_new ();
  GstBuffer *buffer;
  Rtcp rtcp;

  stats_send (2);
  stats_drop_rtcp ();
  rtcp_add_sr (compound, STREAM_SSRC, 0x123456789);
  rtcp_add_sdes (compound, STREAM_SSRC, "cname", NULL);
  buffer = rtcp_take (compound);
  rtp_add_sender (buffer, HOST, 5005);
  GST_BUFFER_DTS (buffer) = clock_now ();
  gst_harness_push (stats.rtcp, buffer);
  stats_wait_for_rtcp (&rtcp);
  fail_unless_equals_int (rtcp.blocks[0].lsr, 0);
}
GST_END_TEST;

/* Where reports go */

GST_START_TEST (test_each_sender_gets_its_own)
{
  RtpSpec other = {.ssrc = OTHER_SSRC,
      .payload_type = 96,
      .from = "2001:db8::9",
      .from_port = 6000};
  gboolean got_one = FALSE, got_other = FALSE;

  for (; other.seq < 50; other.seq++) {
    Rtcp rtcp;
    gchar *address = NULL;

    stats_send (1);
    stats_push_spec (&other);
    other.timestamp += 960;
    while (stats_pop_rtcp (&rtcp, &address)) {
      fail_unless_equals_int (rtcp.n_blocks, 1);
      if (rtcp.blocks[0].ssrc == STREAM_SSRC) {
        fail_unless_equals_string (address, HOST ":5004");
        got_one = TRUE;
      } else {
        fail_unless_equals_int_hex (rtcp.blocks[0].ssrc, OTHER_SSRC);
        fail_unless_equals_string (address, "[2001:db8::9]:6000");
        got_other = TRUE;
      }
      g_free (address);
    }
  }
  fail_unless (got_one && got_other);
}
GST_END_TEST;

static gchar *
next_address (void)
{
  gchar *address = NULL;
  Rtcp rtcp;

  stats_drop_rtcp ();
  while (!stats_pop_rtcp (&rtcp, &address))
    stats_send (1);
  return address;
}

static void
assert_next_goes_to (const gchar *want)
{
  gchar *address = next_address ();

  fail_unless_equals_string (address, want);
  g_free (address);
}

/* A sender behind NAT, whose port changes. */
GST_START_TEST (test_report_follows_the_sender)
{
  stats_send (2);
  assert_next_goes_to (HOST ":5004");
  stats.next.from_port = 7777;
  stats_send (60);
  assert_next_goes_to (HOST ":7777");
}
GST_END_TEST;

/* RTCP that is not muxed comes from its own port, and reports go there. */
GST_START_TEST (test_report_goes_where_rtcp_comes_from)
{
  GByteArray *compound = rtcp_new ();
  GstBuffer *buffer;

  stats_send (2);
  rtcp_add_sr (compound, STREAM_SSRC, 0x123456789);
  buffer = rtcp_take (compound);
  rtp_add_sender (buffer, HOST, 5005);
  gst_harness_push (stats.rtcp, buffer);
  assert_next_goes_to (HOST ":5005");
}
GST_END_TEST;

/* Without a known address it goes out without one, for udpsink. */
GST_START_TEST (test_report_without_address)
{
  gchar *address;

  stats.next.from = NULL;
  address = next_address ();
  fail_unless (address == NULL);
}
GST_END_TEST;

/* What cannot be answered is counted, and reported once. */
GST_START_TEST (test_port_0_is_not_answered)
{
  GstStructure *notice;
  Rtcp rtcp;

  stats.next.from_port = 0;
  stats_send (150);
  fail_if (stats_pop_rtcp (&rtcp, NULL));
  fail_unless (stats_total ("reports-not-sent") > 3);
  notice = take_message (stats.bus, "qosnotice");
  fail_unless_equals_string (gst_structure_get_string (notice, "notice"),
      "unreachable");
  fail_unless_equals_string (gst_structure_get_string (notice, "address"),
      HOST ":0");
  gst_structure_free (notice);
  fail_unless_equals_int (count_messages (stats.bus, "qosnotice"), 0);
}
GST_END_TEST;

/* How often */

GST_START_TEST (test_reports_keep_the_interval)
{
  GstClockTime last = 0;
  guint n = 0;

  stats.next.payload_size = 300;
  for (guint i = 0; i < 300; i++) {
    Rtcp rtcp;

    stats_send (1);
    while (stats_pop_rtcp (&rtcp, NULL)) {
      if (n++ > 0)
        assert_near (clock_now () - last, 500. * GST_MSECOND,
            21. * GST_MSECOND);
      last = clock_now ();
    }
  }
  fail_unless_equals_int (n, 12);
}
GST_END_TEST;

GST_START_TEST (test_reports_keep_to_their_share)
{
  guint64 media = 0, reports = 0;
  guint n = 0;

  g_object_set (stats.element, "interval", 10 * GST_MSECOND, NULL);
  for (guint i = 0; i < 5000; i++) {
    GstBuffer *buffer;

    stats_send (1);
    media += 100 + OVERHEAD_IPV4;
    while ((buffer = gst_harness_try_pull (stats.rtcp))) {
      reports += gst_buffer_get_size (buffer) + 28;
      n++;
      gst_buffer_unref (buffer);
    }
  }
  /* RFC 3550 6.3.3 uses an average of sizes, and reports alternate in size. */
  fail_unless (reports <= media / 40 + 500,
      "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, reports, media);
  fail_unless (n >= 20);
}
GST_END_TEST;

/* What was due goes out at once, and does not wait for the next message. */
GST_START_TEST (test_pads_may_come_late)
{
  Rtcp rtcp;

  stats_remove_rtcp ();
  g_object_set (stats.element, "interval", 30 * GST_SECOND, NULL);
  stats_send (2);
  clock_run_for (20 * GST_SECOND);
  stats_add_rtcp ();
  clock_run_for (300 * GST_MSECOND);
  stats_take_rtcp (&rtcp);
}
GST_END_TEST;

GST_START_TEST (test_noise_gets_no_report)
{
  Rtcp rtcp;

  stats_send (1);
  clock_run_for (5 * GST_SECOND);
  fail_if (stats_pop_rtcp (&rtcp, NULL));
}
GST_END_TEST;

/* Round trip */

static Rtcp last_report;

static void
answer (guint32 receiver, guint32 lrr, guint32 dlrr)
{
  GByteArray *compound = rtcp_new ();
  RtcpDlrr block = {receiver, lrr, dlrr};

  rtcp_add_sr (compound, STREAM_SSRC, 0x123456789);
  rtcp_add_dlrr (compound, STREAM_SSRC, &block);
  stats_push_rtcp (compound);
}

static void
open_reported (void)
{
  open_from_host ();
  stats_send (2);
  stats_wait_for_rtcp (&last_report);
}

GST_START_TEST (test_rtt_is_exact)
{
  GstStructure *s;

  clock_run_for ((GstClockTime) ((31.25 + 123.456) * GST_MSECOND));
  answer (last_report.ssrc, ntp_middle (last_report.rrtr_ntp), 0x800);
  s = stats_next_message ();
  assert_near (get_double (s, "rtt-ms"), 123.456, 1e-6);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_old_rtt_is_not_known_any_more)
{
  GstStructure *s;

  clock_run_for (20 * GST_MSECOND);
  answer (last_report.ssrc, ntp_middle (last_report.rrtr_ntp), 0);
  s = stats_next_message ();
  assert_near (get_double (s, "rtt-ms"), 20, 1e-6);
  gst_structure_free (s);
  clock_run_for (5 * GST_SECOND);
  s = stats_next_message ();
  assert_lacks (s, "rtt-ms");
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_forged_answer_gives_no_rtt)
{
  guint32 ssrc = last_report.ssrc;
  guint32 lrr = ntp_middle (last_report.rrtr_ntp);
  GstStructure *s;

  clock_run_for (20 * GST_MSECOND);
  answer (ssrc + 1, lrr, 0);   /* for another sender */
  answer (ssrc, lrr + 1, 0);   /* never sent */
  answer (ssrc, 0, 0);         /* not an echo of any */
  answer (ssrc, lrr, 0x10000); /* held longer than it exists */
  answer (ssrc, lrr, 0xffffffff);
  s = stats_next_message ();
  assert_lacks (s, "rtt-ms");
  gst_structure_free (s);
}
GST_END_TEST;

/* The end, and the pads */

GST_START_TEST (test_eos_says_bye)
{
  GstEvent *event;
  gboolean is_eos = FALSE;
  gchar *address = NULL;
  Rtcp rtcp;

  stats_send (5);
  stats_drop_rtcp ();
  gst_harness_push_event (stats.media, gst_event_new_eos ());
  fail_unless (stats_pop_rtcp (&rtcp, &address));
  assert_types (&rtcp, rr_sdes_bye);
  fail_unless_equals_int_hex (rtcp.bye_ssrc, rtcp.ssrc);
  fail_unless_equals_int_hex (rtcp.blocks[0].ssrc, STREAM_SSRC);
  fail_unless_equals_string (address, HOST ":5004");
  while ((event = gst_harness_try_pull_event (stats.rtcp))) {
    is_eos = GST_EVENT_TYPE (event) == GST_EVENT_EOS;
    gst_event_unref (event);
  }
  fail_unless (is_eos);
  g_free (address);
}
GST_END_TEST;

GST_START_TEST (test_pads_can_be_released_and_requested_again)
{
  stats_send (2);
  for (guint i = 0; i < 5; i++) {
    Rtcp rtcp;

    stats_remove_rtcp ();
    stats_send (60);
    stats_add_rtcp ();
    send_until_report (&rtcp);
    assert_types (&rtcp, rr_sdes_xr);
    push_sr (0x1234500000 + i);
    send_until_report (&rtcp);
    fail_if (rtcp.blocks[0].lsr == 0);
  }
}
GST_END_TEST;

static Suite *
stats_rtcp_suite (void)
{
  Suite *suite = suite_create ("qosstats: RTCP");
  TCase *tc = tcase_create ("rtcp");

  tcase_add_checked_fixture (tc, open_from_host, stats_close);
  tcase_add_test (tc, test_report_is_complete);
  tcase_add_test (tc, test_reference_time_is_now);
  tcase_add_test (tc, test_name_is_shown);
  tcase_add_test (tc, test_block_counts_loss);
  tcase_add_test (tc, test_block_extends_the_highest);
  tcase_add_test (tc, test_block_has_jitter);
  tcase_add_test (tc, test_block_echoes_the_sender_report);
  tcase_add_test (tc, test_delay_counts_from_dts);
  tcase_add_test (tc, test_waiting_report_is_not_echoed);
  tcase_add_test (tc, test_each_sender_gets_its_own);
  tcase_add_test (tc, test_report_follows_the_sender);
  tcase_add_test (tc, test_report_goes_where_rtcp_comes_from);
  tcase_add_test (tc, test_report_without_address);
  tcase_add_test (tc, test_port_0_is_not_answered);
  tcase_add_test (tc, test_reports_keep_the_interval);
  tcase_add_test (tc, test_reports_keep_to_their_share);
  tcase_add_test (tc, test_pads_may_come_late);
  tcase_add_test (tc, test_noise_gets_no_report);
  tcase_add_test (tc, test_eos_says_bye);
  tcase_add_test (tc, test_pads_can_be_released_and_requested_again);
  suite_add_tcase (suite, tc);

  tc = tcase_create ("rtt");
  tcase_add_checked_fixture (tc, open_reported, stats_close);
  tcase_add_test (tc, test_rtt_is_exact);
  tcase_add_test (tc, test_old_rtt_is_not_known_any_more);
  tcase_add_test (tc, test_forged_answer_gives_no_rtt);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (stats_rtcp)
