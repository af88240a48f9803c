/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP of qospay: its sender reports, SDES, XR and BYE, and how it handles what
 * receivers send (RFC 3550 6, RFC 3611 4.4, 4.5).
 */
#include "pay-test.h"

#define OTHER_SSRC 0x0777e5

/* Out */

static void
assert_types (const Rtcp *rtcp, const guint *types)
{
  guint n = 0;

  for (; types[n] != 0; n++)
    fail_unless (n < rtcp->n_packets && rtcp->types[n] == types[n],
        "packet %u is of type %u, not %u", n, rtcp->types[n], types[n]);
  fail_unless_equals_int (rtcp->n_packets, n);
}

static const guint sr_sdes[] = {200, 202, 0};
static const guint sr_sdes_xr[] = {200, 202, 207, 0};
static const guint sr_sdes_bye[] = {200, 202, 203, 0};

/* Runs until the next report, and reads it. */
static void
wait_for_rtcp (Rtcp *rtcp)
{
  while (!pay_pop_rtcp (rtcp))
    clock_step ();
}

GST_START_TEST (test_sender_report_counts)
{
  Rtcp rtcp;

  pay_push_paced (40, 341); /* 853 ms */
  pay_drop_rtcp ();
  wait_for_rtcp (&rtcp);
  assert_types (&rtcp, sr_sdes);
  fail_unless_equals_int_hex (rtcp.ssrc, pay_ssrc ());
  fail_unless_equals_int_hex (rtcp.sdes_ssrc, pay_ssrc ());
  fail_unless_equals_int (rtcp.n_blocks, 0);
  fail_unless_equals_int (rtcp.packets, 40);
  fail_unless_equals_int (rtcp.octets, 40 * (4 + 341));
}
GST_END_TEST;

/* The RTP and NTP times of the report are the same moment. */
GST_START_TEST (test_sender_report_maps_rtp_to_ntp)
{
  const GstClockTime delay = 13 * GST_MSECOND;
  GstBuffer *packet;
  GstClockTime captured, running;
  guint64 zero = 0;
  Rtcp rtcp;

  for (guint i = 0; i < 60; i++) {
    clock_run_until (CLOCK_START + au_pts (i, 48000) + delay);
    pay_push_au (300);
    packet = pay_take ();
    captured = GST_BUFFER_PTS (packet);
    if (pay_pop_rtcp (&rtcp)) {
      fail_unless (i > 0);
      continue;
    }
    if (i < 30) {
      gst_buffer_unref (packet);
      continue;
    }
    wait_for_rtcp (&rtcp);
    running = clock_now () - CLOCK_START;
    assert_near ((gint32) (rtcp.rtptime - rtp_timestamp (packet)),
        gst_util_uint64_scale (running - captured, 48000, GST_SECOND), 1);
    if (zero > 0)
      assert_near (ntp_to_ns (rtcp.ntp) - clock_now (), zero, 2);
    zero = ntp_to_ns (rtcp.ntp) - clock_now ();
    gst_buffer_unref (packet);
  }
  fail_if (zero == 0);
}
GST_END_TEST;

/* It is the time of day. */
GST_START_TEST (test_sender_report_has_the_time)
{
  guint64 now_ns;
  const guint64 unix_ns = G_GUINT64_CONSTANT (2208988800) * GST_SECOND;

  pay_find_ntp ();
  now_ns = (guint64) g_get_real_time () * 1000 + unix_ns;
  /* The offset was taken when the test started. */
  assert_near (pay_ntp_ns (CLOCK_START), now_ns, 10. * GST_SECOND);
}
GST_END_TEST;

GST_START_TEST (test_reports_keep_the_interval)
{
  Rtcp rtcp;
  GstClockTime last = 0;
  guint n = 0;

  for (guint i = 0; i < 300; i++) {
    pay_push_paced (1, 341);
    while (pay_pop_rtcp (&rtcp)) {
      GstClockTime gap = clock_now () - last;

      if (n++ > 0)
        assert_near (gap, 500. * GST_MSECOND, 22. * GST_MSECOND);
      last = clock_now ();
    }
  }
  fail_unless_equals_int (n, 13); /* 6.4 s; the first report after half an
                                   * interval */
}
GST_END_TEST;

/* 5 % of the bandwidth, half of it ours, but at least one in 2 s. */
GST_START_TEST (test_reports_keep_to_their_share)
{
  guint64 media = 0, reports = 0;
  guint n = 0;

  g_object_set (pay.element, "interval", 10 * GST_MSECOND, NULL);
  for (guint i = 0; i < 1000; i++) {
    GstBuffer *buffer;

    pay_push_paced (1, 100);
    buffer = pay_take ();
    media += gst_buffer_get_size (buffer) + 28;
    gst_buffer_unref (buffer);
    while ((buffer = gst_harness_try_pull (pay.rtcp))) {
      reports += gst_buffer_get_size (buffer) + 28;
      n++;
      gst_buffer_unref (buffer);
    }
  }
  fail_unless (reports <= media / 40 + 200,
      "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, reports, media);
  fail_unless (n >= 20, "%u reports in 21 s", n);
}
GST_END_TEST;

GST_START_TEST (test_silent_sender_reports_each_2_s)
{
  guint n = 0;
  Rtcp rtcp;

  pay_push_au (100);
  clock_run_for (10 * GST_SECOND);
  while (pay_pop_rtcp (&rtcp))
    n++;
  fail_unless (n >= 5 && n <= 7, "%u reports in 10 s", n);
}
GST_END_TEST;

/* SDES */

GST_START_TEST (test_cname_is_random_and_stays)
{
  gchar cname[256];
  Rtcp rtcp;

  pay_push_au (100);
  wait_for_rtcp (&rtcp);
  memcpy (cname, rtcp.cname, sizeof cname);
  fail_unless (strlen (cname) >= 16); /* 96 bits (RFC 7022 4.2) */
  fail_unless_equals_string (rtcp.name, "");
  wait_for_rtcp (&rtcp);
  fail_unless_equals_string (rtcp.cname, cname);
  pay_close ();
  pay_open_all ();
  pay_push_au (100);
  wait_for_rtcp (&rtcp);
  fail_if (strcmp (rtcp.cname, cname) == 0);
}
GST_END_TEST;

static void
set_sdes (const gchar *cname, const gchar *name)
{
  GstStructure *sdes = gst_structure_new ("application/x-rtp-source-sdes",
      "cname", G_TYPE_STRING, cname, "name", G_TYPE_STRING, name, NULL);

  g_object_set (pay.element, "sdes", sdes, NULL);
  gst_structure_free (sdes);
}

GST_START_TEST (test_name_is_sent)
{
  guint with_name = 0;
  Rtcp rtcp;

  set_sdes ("me@here", "B\303\274hne 2");
  pay_push_au (100);
  for (guint i = 0; i < 20; i++) {
    wait_for_rtcp (&rtcp);
    fail_unless_equals_string (rtcp.cname, "me@here");
    if (i < 3 || rtcp.name[0] != '\0')
      fail_unless_equals_string (rtcp.name, "B\303\274hne 2");
    with_name += rtcp.name[0] != '\0';
  }
  fail_unless_equals_int (with_name, 3 + 2); /* then each eighth */
}
GST_END_TEST;

/* The length of an item is one byte; a character is not cut in two. */
GST_START_TEST (test_long_name_is_cut)
{
  GString *name = g_string_new ("x");
  Rtcp rtcp;

  for (guint i = 0; i < 200; i++)
    g_string_append (name, "\303\274");
  set_sdes ("c", name->str);
  pay_push_au (100);
  wait_for_rtcp (&rtcp);
  fail_unless_equals_int (strlen (rtcp.name), 255);
  fail_unless (g_str_has_prefix (name->str, rtcp.name));
  g_string_append (name, "y");
  set_sdes ("c", name->str + 1);
  wait_for_rtcp (&rtcp);
  fail_unless_equals_int (strlen (rtcp.name), 254);
  fail_unless (g_utf8_validate (rtcp.name, -1, NULL));
  g_string_free (name, TRUE);
}
GST_END_TEST;

/* XR */

static void
push_rrtr (guint32 ssrc, guint64 ntp)
{
  GByteArray *compound = rtcp_new ();

  rtcp_add_rr (compound, ssrc, NULL);
  rtcp_add_rrtr (compound, ssrc, ntp);
  pay_push_rtcp (compound);
}

GST_START_TEST (test_rrtr_is_answered)
{
  const guint64 ntp = G_GUINT64_CONSTANT (0xe1234567abcdef01);
  GstClockTime came;
  Rtcp rtcp;

  pay_push_au (100);
  clock_run_for (100 * GST_MSECOND);
  push_rrtr (REMOTE_SSRC, ntp);
  came = clock_now ();
  wait_for_rtcp (&rtcp);
  assert_types (&rtcp, sr_sdes_xr);
  fail_unless_equals_int_hex (rtcp.xr_ssrc, pay_ssrc ());
  fail_unless_equals_int (rtcp.n_dlrr, 1);
  fail_unless_equals_int_hex (rtcp.dlrr[0].ssrc, REMOTE_SSRC);
  fail_unless_equals_int_hex (rtcp.dlrr[0].lrr, 0x4567abcd);
  fail_unless_equals_int (rtcp.dlrr[0].dlrr, ntp_short (clock_now () - came));
}
GST_END_TEST;

GST_START_TEST (test_rrtr_of_several_is_answered)
{
  const guint64 ntp = G_GUINT64_CONSTANT (0xe123456700000000);
  guint32 seen = 0;
  Rtcp rtcp;

  pay_push_au (100);
  for (guint32 i = 0; i < 3; i++) {
    push_rrtr (REMOTE_SSRC + i, ntp + ((guint64) i << 16));
    clock_run_for (20 * GST_MSECOND);
  }
  wait_for_rtcp (&rtcp);
  fail_unless_equals_int (rtcp.n_dlrr, 3);
  for (guint i = 0; i < 3; i++) {
    guint32 n = rtcp.dlrr[i].ssrc - REMOTE_SSRC;

    fail_unless (n < 3);
    seen |= 1U << n;
    fail_unless_equals_int_hex (rtcp.dlrr[i].lrr, ntp_middle (ntp) + n);
    fail_unless_equals_int (rtcp.dlrr[i].dlrr,
        ntp_short (clock_now () - CLOCK_START - n * 20 * GST_MSECOND));
  }
  fail_unless_equals_int (seen, 7);
}
GST_END_TEST;

/* More receivers than there are entries, and floods of them: no more reports
 * than fit. */
GST_START_TEST (test_flood_of_receivers_is_bounded)
{
  Rtcp rtcp;

  pay_push_au (100);
  for (guint32 i = 0; i < 5000; i++)
    push_rrtr (OTHER_SSRC + i, 1 + i);
  wait_for_rtcp (&rtcp);
  fail_unless (rtcp.n_dlrr <= RTCP_MAX);
}
GST_END_TEST;

/* BYE */

static gboolean
drain_events_to_eos (GstHarness *h)
{
  GstEvent *event;
  gboolean is_eos = FALSE;

  while ((event = gst_harness_try_pull_event (h))) {
    fail_if (is_eos, "%s after EOS", GST_EVENT_TYPE_NAME (event));
    is_eos = GST_EVENT_TYPE (event) == GST_EVENT_EOS;
    gst_event_unref (event);
  }
  return is_eos;
}

GST_START_TEST (test_eos_sends_bye)
{
  Rtcp rtcp;
  guint32 ssrc;

  pay_push_paced (10, 300);
  ssrc = pay_ssrc ();
  pay_drop_rtcp ();
  gst_harness_push_event (pay.media, gst_event_new_eos ());
  pay_take_rtcp (&rtcp);
  assert_types (&rtcp, sr_sdes_bye);
  fail_unless_equals_int_hex (rtcp.bye_ssrc, ssrc);
  fail_unless_equals_int (rtcp.packets, 10);
  fail_unless (drain_events_to_eos (pay.rtcp));
  fail_unless (drain_events_to_eos (pay.media));
  clock_set_reporters (0); /* nothing is sent after BYE */
  clock_run_for (5 * GST_SECOND);
  fail_if (pay_pop_rtcp (&rtcp));
}
GST_END_TEST;

GST_START_TEST (test_eos_without_data_sends_no_bye)
{
  Rtcp rtcp;

  gst_harness_push_event (pay.media, gst_event_new_eos ());
  fail_if (pay_pop_rtcp (&rtcp));
  fail_unless (drain_events_to_eos (pay.rtcp));
}
GST_END_TEST;

/* Request pads */

GST_START_TEST (test_pads_can_be_released_and_requested_again)
{
  Rtcp rtcp;

  pay_push_au (100);
  wait_for_rtcp (&rtcp);
  for (guint i = 0; i < 5; i++) {
    pay_remove_rtcp ();
    pay_push_paced (50, 100);
    pay_add_rtcp ();
    wait_for_rtcp (&rtcp);
    push_rrtr (REMOTE_SSRC, 0x123456789);
    wait_for_rtcp (&rtcp);
    fail_unless_equals_int (rtcp.n_dlrr, 1);
  }
}
GST_END_TEST;

GST_START_TEST (test_second_request_is_refused)
{
  static const gchar *const names[] = {"rtcp_src", "rtcp_sink"};

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    GstPadTemplate *template =
        gst_element_get_pad_template (pay.element, names[i]);

    fail_unless (
        gst_element_request_pad (pay.element, template, NULL, NULL) == NULL);
  }
}
GST_END_TEST;

static Suite *
pay_rtcp_suite (void)
{
  Suite *suite = suite_create ("qospay: RTCP");
  TCase *tc = tcase_create ("rtcp");

  tcase_add_checked_fixture (tc, pay_open_all, pay_close);
  tcase_add_test (tc, test_sender_report_counts);
  tcase_add_test (tc, test_sender_report_maps_rtp_to_ntp);
  tcase_add_test (tc, test_sender_report_has_the_time);
  tcase_add_test (tc, test_reports_keep_the_interval);
  tcase_add_test (tc, test_reports_keep_to_their_share);
  tcase_add_test (tc, test_silent_sender_reports_each_2_s);
  tcase_add_test (tc, test_cname_is_random_and_stays);
  tcase_add_test (tc, test_name_is_sent);
  tcase_add_test (tc, test_long_name_is_cut);
  tcase_add_test (tc, test_rrtr_is_answered);
  tcase_add_test (tc, test_rrtr_of_several_is_answered);
  tcase_add_test (tc, test_flood_of_receivers_is_bounded);
  tcase_add_test (tc, test_eos_sends_bye);
  tcase_add_test (tc, test_eos_without_data_sends_no_bye);
  tcase_add_test (tc, test_pads_can_be_released_and_requested_again);
  tcase_add_test (tc, test_second_request_is_refused);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (pay_rtcp)
