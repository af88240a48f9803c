/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What qospay's messages report about the other end: round trip, loss and
 * jitter from its reports, exact on the test clock, and nothing from forged,
 * broken or old reports.
 */
#include "pay-test.h"

#define DLSR 0x800 /* 31.25 ms, without rounding */
#define DLSR_MS 31.25

static guint32 last_lsr;

/* Runs until a sender report has gone out; its echo goes to last_lsr. */
static void
wait_for_report (void)
{
  Rtcp rtcp;

  while (!pay_pop_rtcp (&rtcp))
    clock_step ();
  last_lsr = ntp_middle (rtcp.ntp);
}

static void
open_sending (void)
{
  pay_open_all ();
  pay_push_au (300);
  wait_for_report ();
}

static GstStructure *
next_message (void)
{
  GstStructure *s;

  drop_messages (pay.bus);
  clock_run_for (501 * GST_MSECOND);
  s = take_last_message (pay.bus, "qospay");
  pay_drop_rtcp ();
  return s;
}

static void
assert_next_lacks (const gchar *field)
{
  GstStructure *s = next_message ();

  assert_lacks (s, field);
  gst_structure_free (s);
}

static void
echo_after (gdouble ms)
{
  clock_run_for ((GstClockTime) (ms * GST_MSECOND));
  pay_push_report ((RtcpBlock){.lsr = last_lsr, .dlsr = DLSR});
}

GST_START_TEST (test_rtt_is_exact)
{
  GstStructure *s;

  echo_after (DLSR_MS + 57.125);
  s = next_message ();
  assert_near (get_double (s, "rtt-ms"), 57.125, 1e-6);
  assert_near (get_double (s, "rtt-min-ms"), 57.125, 1e-6);
  fail_unless_equals_uint64 (get_uint64 (s, "reports-received"), 1);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_rtt_is_of_the_last_report)
{
  static const gdouble rtts[] = {80, 20.5, 200, 41};
  GstStructure *s;

  for (guint i = 0; i < G_N_ELEMENTS (rtts); i++) {
    echo_after (DLSR_MS + rtts[i]);
    s = next_message ();
    assert_near (get_double (s, "rtt-ms"), rtts[i], 1e-6);
    assert_near (get_double (s, "rtt-min-ms"), i == 0 ? 80 : 20.5, 1e-6);
    gst_structure_free (s);
    wait_for_report ();
  }
}
GST_END_TEST;

/* The time on the network counts, not the wait behind the socket. */
GST_START_TEST (test_rtt_goes_by_dts)
{
  GByteArray *compound = rtcp_new ();
  RtcpBlock block = {.ssrc = pay_ssrc (),
      .highest = pay_last_seq (),
      .lsr = last_lsr,
      .dlsr = DLSR};
  GstBuffer *buffer;
  GstStructure *s;

  rtcp_add_rr (compound, REMOTE_SSRC, &block);
  buffer = rtcp_take (compound);
  rtp_add_sender (buffer, "192.0.2.1", 5004);
  GST_BUFFER_DTS (buffer) = clock_now () - CLOCK_START +
      (GstClockTime) ((DLSR_MS + 12.5) * GST_MSECOND);
  clock_run_for (150 * GST_MSECOND);
  gst_harness_push (pay.rtcp, buffer);
  s = next_message ();
  assert_near (get_double (s, "rtt-ms"), 12.5, 1e-6);
  gst_structure_free (s);
}
GST_END_TEST;

/* It came before the base time, as marked by GStreamer's udpsrc. */
GST_START_TEST (test_waiting_report_gives_no_rtt)
{
  GByteArray *compound = rtcp_new ();
  RtcpBlock block = {.ssrc = pay_ssrc (),
      .highest = pay_last_seq (),
      .lsr = last_lsr};
  GstBuffer *buffer;

  rtcp_add_rr (compound, REMOTE_SSRC, &block);
  buffer = rtcp_take (compound);
  rtp_add_sender (buffer, "192.0.2.1", 5004);
  GST_BUFFER_DTS (buffer) = clock_now ();
  gst_harness_push (pay.rtcp, buffer);
  assert_next_lacks ("rtt-ms");
}
GST_END_TEST;

/* It echoes a report that is not ours, or was held longer than the report
 * exists. */
GST_START_TEST (test_forged_echo_gives_no_rtt)
{
  clock_run_for (50 * GST_MSECOND);
  pay_push_report ((RtcpBlock){.lsr = last_lsr ^ 1, .dlsr = 0});
  pay_push_report ((RtcpBlock){.lsr = last_lsr + 100, .dlsr = 0});
  pay_push_report ((RtcpBlock){.lsr = 0, .dlsr = 0});
  pay_push_report ((RtcpBlock){.lsr = last_lsr, .dlsr = 0x10000});
  assert_next_lacks ("rtt-ms");
  assert_next_lacks ("rtt-min-ms");
}
GST_END_TEST;

GST_START_TEST (test_report_about_another_is_ignored)
{
  GstStructure *s;

  pay_push_report (
      (RtcpBlock){.ssrc = pay_ssrc () + 1, .packets_lost = 4, .lsr = last_lsr});
  s = next_message ();
  fail_unless_equals_uint64 (get_uint64 (s, "reports-received"), 0);
  assert_lacks (s, "report-age-ms");
  assert_lacks (s, "remote-ssrc");
  gst_structure_free (s);
}
GST_END_TEST;

/* Loss in the interval between two reports is exact; a first report gives its
 * own fraction. */
GST_START_TEST (test_remote_loss)
{
  static const struct
  {
    RtcpBlock block;
    gdouble percent; /* < 0: absent */
    guint64 lost;
  } rows[] = {
      {{.fraction_lost = 64, .packets_lost = 5, .highest = 0}, 25, 5},
      {{.fraction_lost = 25, .packets_lost = 15, .highest = 100}, 10, 15},
      {{.fraction_lost = 0, .packets_lost = 15, .highest = 200}, 0, 15},
      /* late packets of earlier intervals came */
      {{.fraction_lost = 0, .packets_lost = 12, .highest = 300}, 0, 12},
      {{.fraction_lost = 0, .packets_lost = 12, .highest = 300}, -1, 12},
      {{.fraction_lost = 0, .packets_lost = -7, .highest = 400}, 0, 0},
  };

  guint32 base;

  for (guint i = 0; i < 400; i++)
    pay_push_au (300);
  base = 0x10000 + (guint32) pay_last_seq () - 400;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    RtcpBlock block = rows[i].block;
    GstStructure *s;

    block.highest += base;
    pay_push_report (block);
    s = next_message ();
    if (rows[i].percent < 0)
      assert_lacks (s, "remote-loss-percent");
    else
      assert_near (get_double (s, "remote-loss-percent"), rows[i].percent,
          1e-9);
    fail_unless_equals_uint64 (get_uint64 (s, "remote-packets-lost"),
        rows[i].lost);
    gst_structure_free (s);
  }
}
GST_END_TEST;

GST_START_TEST (test_remote_jitter_is_in_ms)
{
  GstStructure *s;

  pay_push_report ((RtcpBlock){.jitter = 480});
  s = next_message ();
  assert_near (get_double (s, "remote-jitter-ms"), 10, 1e-9);
  gst_structure_free (s);
}
GST_END_TEST;

/* The RTP clock rate is that of the current stream. */
GST_START_TEST (test_remote_jitter_follows_caps)
{
  GstStructure *s;

  pay_set_caps ("1210", 44100, 2);
  pay_push_au (300);
  pay_push_report ((RtcpBlock){.jitter = 441});
  s = next_message ();
  assert_near (get_double (s, "remote-jitter-ms"), 10, 1e-9);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_report_age)
{
  GstStructure *s;

  drop_messages (pay.bus);
  clock_run_until (CLOCK_START + 660 * GST_MSECOND);
  pay_push_report ((RtcpBlock){0});
  clock_run_until (CLOCK_START + 1001 * GST_MSECOND);
  s = take_last_message (pay.bus, "qospay");
  assert_near (get_double (s, "report-age-ms"), 340, 1e-6);
  gst_structure_free (s);
}
GST_END_TEST;

/* Values of the other end expire. */
GST_START_TEST (test_old_report_expires)
{
  GstStructure *s;

  echo_after (40);
  clock_run_for (5 * GST_SECOND);
  s = next_message ();
  fail_unless (get_double (s, "report-age-ms") > 5000);
  assert_lacks (s, "rtt-ms");
  assert_lacks (s, "remote-loss-percent");
  assert_lacks (s, "remote-packets-lost");
  assert_lacks (s, "remote-jitter-ms");
  assert_has (s, "rtt-min-ms");
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_receiver_is_named)
{
  GByteArray *compound = rtcp_new ();
  RtcpBlock block = {.ssrc = pay_ssrc (), .highest = pay_last_seq ()};
  GstStructure *s;

  rtcp_add_rr (compound, REMOTE_SSRC, &block);
  rtcp_add_sdes (compound, REMOTE_SSRC, "abc@def", "K\303\274che");
  pay_push_rtcp (compound);
  s = next_message ();
  fail_unless_equals_int_hex (get_uint (s, "remote-ssrc"), REMOTE_SSRC);
  fail_unless_equals_string (gst_structure_get_string (s, "remote-cname"),
      "abc@def");
  fail_unless_equals_string (gst_structure_get_string (s, "remote-name"),
      "K\303\274che");
  gst_structure_free (s);
}
GST_END_TEST;

/* A name from the network may be anything but valid text. */
GST_START_TEST (test_name_is_made_valid_utf8)
{
  GByteArray *compound = rtcp_new ();
  RtcpBlock block = {.ssrc = pay_ssrc (), .highest = pay_last_seq ()};
  GstStructure *s;
  const gchar *name;

  rtcp_add_rr (compound, REMOTE_SSRC, &block);
  rtcp_add_sdes (compound, REMOTE_SSRC, "c", "\377\300 bad \303");
  pay_push_rtcp (compound);
  s = next_message ();
  name = gst_structure_get_string (s, "remote-name");
  fail_unless (g_utf8_validate (name, -1, NULL));
  fail_unless (strstr (name, " bad ") != NULL);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_bye_of_receiver_ends_its_values)
{
  GByteArray *compound = rtcp_new ();
  GstStructure *s;

  echo_after (40);
  rtcp_add_rr (compound, REMOTE_SSRC, NULL);
  rtcp_add_bye (compound, REMOTE_SSRC);
  pay_push_rtcp (compound);
  s = next_message ();
  fail_unless_equals_uint64 (get_uint64 (s, "byes-received"), 1);
  assert_lacks (s, "remote-ssrc");
  gst_structure_free (s);
  assert_next_lacks ("rtt-ms");
}
GST_END_TEST;

/* A receiver that answers at once, while the report is on its way out. Its
 * answer is younger than the report, not four centuries old. */
static GstPadProbeReturn
answer (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  Rtcp rtcp;

  rtcp_read (GST_PAD_PROBE_INFO_BUFFER (info), &rtcp);
  clock_jump (2 * GST_MSECOND);
  pay_push_report ((RtcpBlock){.lsr = ntp_middle (rtcp.ntp)});
  return GST_PAD_PROBE_OK;
}

GST_START_TEST (test_answer_during_the_report)
{
  GstStructure *s;

  /* Reports, every 2 s, and messages are due at the same time. */
  g_object_set (pay.element, "interval", 250 * GST_MSECOND, NULL);
  gst_pad_add_probe (pay.rtcp->sinkpad, GST_PAD_PROBE_TYPE_BUFFER, answer, NULL,
      NULL);
  for (guint i = 0; i < 25; i++) {
    clock_run_for (250 * GST_MSECOND);
    pay_drop_rtcp ();
    while ((s = pop_message (pay.bus, "qospay"))) {
      if (gst_structure_has_field (s, "report-age-ms"))
        fail_unless (get_double (s, "report-age-ms") < 2000, "%f ms old",
            get_double (s, "report-age-ms"));
      gst_structure_free (s);
    }
  }
}
GST_END_TEST;

static Suite *
pay_remote_suite (void)
{
  Suite *suite = suite_create ("qospay: the other end");
  TCase *tc = tcase_create ("remote");

  tcase_add_checked_fixture (tc, open_sending, pay_close);
  tcase_add_test (tc, test_rtt_is_exact);
  tcase_add_test (tc, test_rtt_is_of_the_last_report);
  tcase_add_test (tc, test_rtt_goes_by_dts);
  tcase_add_test (tc, test_waiting_report_gives_no_rtt);
  tcase_add_test (tc, test_forged_echo_gives_no_rtt);
  tcase_add_test (tc, test_report_about_another_is_ignored);
  tcase_add_test (tc, test_remote_loss);
  tcase_add_test (tc, test_remote_jitter_is_in_ms);
  tcase_add_test (tc, test_remote_jitter_follows_caps);
  tcase_add_test (tc, test_report_age);
  tcase_add_test (tc, test_old_report_expires);
  tcase_add_test (tc, test_receiver_is_named);
  tcase_add_test (tc, test_name_is_made_valid_utf8);
  tcase_add_test (tc, test_bye_of_receiver_ends_its_values);
  tcase_add_test (tc, test_answer_during_the_report);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (pay_remote)
