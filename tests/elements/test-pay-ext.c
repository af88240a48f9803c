/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The header extensions in qospay's packets: when they are present, and that
 * they are right. Packets are kept with the true values of their time, and
 * checked at the end, when a sender report has given the NTP time.
 */
#include "pay-test.h"

#define SEND_TIME_ID 1
#define NTP_ID 2
#define CODEC_ID 3

#define CAPTURE_DELAY (7 * GST_MSECOND)
#define FIRST_PACKETS 5

typedef struct
{
  GstBuffer *packet;
  GstClockTime captured; /* capture time of its first AU, by the test clock */
  GstClockTime sent;
} Sent;

static GArray *sent;

static void
open_all (void)
{
  pay_open_all ();
  sent = g_array_new (FALSE, FALSE, sizeof (Sent));
}

static void
forget_sent (void)
{
  for (guint i = 0; i < sent->len; i++)
    gst_buffer_unref (g_array_index (sent, Sent, i).packet);
  g_array_set_size (sent, 0);
}

static void
close_all (void)
{
  forget_sent ();
  g_array_unref (sent);
  pay_close ();
}

static Sent *
nth_sent (guint n)
{
  return &g_array_index (sent, Sent, n);
}

static void
keep_packets (void)
{
  GstBuffer *packet;

  while ((packet = pay_pop ())) {
    Sent one = {packet, CLOCK_START + GST_BUFFER_PTS (packet), clock_now ()};

    g_array_append_val (sent, one);
  }
}

/* Pushes au a while after it was captured. */
static void
push_late (GstBuffer *au)
{
  clock_run_until (CLOCK_START + GST_BUFFER_PTS (au) + CAPTURE_DELAY);
  fail_unless_equals_int (pay_push (au), GST_FLOW_OK);
  keep_packets ();
}

static void
push_many_late (guint n, gsize size)
{
  for (guint i = 0; i < n; i++)
    push_late (pay_next_au (size));
}

static void
assert_ntp_is_capture (const Sent *one)
{
  guint64 ntp = rtp_extension_number (one->packet, NTP_ID, 8);
  gint64 wrong_ns;

  fail_if (ntp == 0, "ntp-64 is zero");
  wrong_ns = (gint64) (ntp_to_ns (ntp) - pay_ntp_ns (one->captured));
  fail_unless (ABS (wrong_ns) <= 1000,
      "ntp-64 is %" G_GINT64_FORMAT " ns off the capture", wrong_ns);
}

/* Returns: the number of packets that have ntp-64; all must be right. */
static guint
count_right_ntp (void)
{
  guint n = 0;

  pay_find_ntp ();
  for (guint i = 0; i < sent->len; i++) {
    if (!rtp_has_extension (nth_sent (i)->packet, NTP_ID))
      continue;
    assert_ntp_is_capture (nth_sent (i));
    n++;
  }
  return n;
}

/* id is in the first packets, and then once each second. */
static void
assert_first_and_each_second (guint8 id)
{
  GstClockTime last = 0;

  for (guint i = 0; i < sent->len; i++) {
    Sent *one = nth_sent (i);
    gboolean is_there = rtp_has_extension (one->packet, id);
    GstClockTime gap = one->sent - last;

    if (i < FIRST_PACKETS)
      fail_unless (is_there, "packet %u has no extension %u", i, id);
    else
      fail_unless (is_there == (gap >= GST_SECOND),
          "packet %u, %" GST_TIME_FORMAT " after the last, has %s extension %u",
          i, GST_TIME_ARGS (gap), is_there ? "an" : "no", id);
    if (is_there)
      last = one->sent;
  }
}

/* Written here, or by the base class next to a foreign extension. */
static const struct
{
  gint64 max_ptime;
  gboolean has_foreign;
} settings[] = {
    {-1, FALSE},
    {80 * GST_MSECOND, FALSE},
    {-1, TRUE},
    {80 * GST_MSECOND, TRUE},
};

static void
set_up (gint i)
{
  g_object_set (pay.element, "max-ptime", settings[i].max_ptime, NULL);
  if (settings[i].has_foreign)
    pay_add_mid ("a", 4);
}

GST_START_TEST (test_ntp_is_capture)
{
  set_up (__i__);
  push_many_late (190, 300); /* four seconds */
  assert_first_and_each_second (NTP_ID);
  fail_unless (count_right_ntp () >= FIRST_PACKETS + 3);
}
GST_END_TEST;

/* Where packets do not leave with the AU that came last. */
GST_START_TEST (test_ntp_is_capture_of_mixed_packets)
{
  GRand *random = g_rand_new_with_seed (3);

  g_object_set (pay.element, "max-ptime", 150 * GST_MSECOND, "mtu", 600, NULL);
  for (guint i = 0; i < 600; i++) {
    gsize size = (gsize) g_rand_int_range (random, 1, i % 5 ? 250 : 2000);
    GstBuffer *au = pay_next_au (size);

    if (i % 11 == 10)
      GST_BUFFER_FLAG_SET (au, GST_BUFFER_FLAG_DISCONT);
    push_late (au);
  }
  fail_unless (count_right_ntp () >= FIRST_PACKETS + 11);
  g_rand_free (random);
}
GST_END_TEST;

GST_START_TEST (test_ntp_is_right_at_discont)
{
  set_up (__i__);
  for (guint i = 0; i < 60; i++) {
    GstBuffer *au = pay_next_au (300);

    if (i % 7 == 6)
      GST_BUFFER_FLAG_SET (au, GST_BUFFER_FLAG_DISCONT);
    push_late (au);
  }
  count_right_ntp ();
}
GST_END_TEST;

/* The AU with DISCONT pushes out the packet that was begun, and leaves at once
 * itself. */
GST_START_TEST (test_ntp_is_right_at_discont_of_fragments)
{
  GstBuffer *au;

  g_object_set (pay.element, "max-ptime", 80 * GST_MSECOND, NULL);
  push_many_late (16, 300);
  au = pay_next_au (5000);
  GST_BUFFER_FLAG_SET (au, GST_BUFFER_FLAG_DISCONT);
  push_late (au);
  fail_unless_equals_int (sent->len, 5 + 1 + 4);
  count_right_ntp ();
}
GST_END_TEST;

/* Without a PTS it counts as captured now. */
GST_START_TEST (test_ntp_without_pts_is_now)
{
  for (guint i = 0; i < 20; i++) {
    GstBuffer *au = pay_next_au (300);

    GST_BUFFER_PTS (au) = GST_CLOCK_TIME_NONE;
    clock_run_for (au_duration (48000));
    pay_push (au);
    keep_packets ();
    nth_sent (i)->captured = nth_sent (i)->sent;
  }
  fail_unless (count_right_ntp () >= FIRST_PACKETS);
}
GST_END_TEST;

GST_START_TEST (test_ntp_is_right_in_fragments)
{
  push_many_late (150, 3000);
  fail_unless (count_right_ntp () >= FIRST_PACKETS + 3);
}
GST_END_TEST;

/* What the end of the stream pushes out. */
GST_START_TEST (test_ntp_is_right_at_eos)
{
  g_object_set (pay.element, "max-ptime", 80 * GST_MSECOND, NULL);
  push_many_late (3 * FIRST_PACKETS, 300);
  clock_run_for (1100 * GST_MSECOND); /* ntp-64 is due again */
  pay.n_aus += 52;
  push_late (pay_next_au (300));
  gst_harness_push_event (pay.media, gst_event_new_eos ());
  keep_packets ();
  fail_unless_equals_int (sent->len, FIRST_PACKETS + 1);
  /* The report with the BYE gives the time as well. */
  {
    Rtcp rtcp;

    do
      pay_take_rtcp (&rtcp);
    while (!rtcp.has_bye);
    pay.ntp_zero = ntp_to_ns (rtcp.ntp) - clock_now ();
  }
  if (rtp_has_extension (nth_sent (FIRST_PACKETS)->packet, NTP_ID))
    assert_ntp_is_capture (nth_sent (FIRST_PACKETS));
}
GST_END_TEST;

/* PTS start elsewhere than running time. */
GST_START_TEST (test_ntp_regards_the_segment)
{
  const GstClockTime start = 1000 * GST_SECOND;
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = segment.position = start;
  gst_harness_push_event (pay.media, gst_event_new_segment (&segment));
  for (guint i = 0; i < 20; i++) {
    GstBuffer *au = pay_next_au (300);

    clock_run_until (CLOCK_START + GST_BUFFER_PTS (au) + CAPTURE_DELAY);
    GST_BUFFER_PTS (au) += start;
    pay_push (au);
    keep_packets ();
    nth_sent (i)->captured -= start;
  }
  fail_unless (count_right_ntp () >= FIRST_PACKETS);
}
GST_END_TEST;

/* A pipeline that plays by the clock of a sound card. */
GST_START_TEST (test_ntp_with_another_clock)
{
  GstClock *card = gst_test_clock_new_with_start_time (50 * GST_SECOND);
  GstClockTime running = 40 * GST_SECOND;

  gst_element_set_clock (pay.element, card);
  gst_element_set_base_time (pay.element, 10 * GST_SECOND);
  for (guint i = 0; i < 20; i++) {
    GstBuffer *au = pay_next_au (300);

    clock_run_for (au_duration (48000));
    gst_test_clock_advance_time (GST_TEST_CLOCK (card),
        (GstClockTimeDiff) au_duration (48000));
    running += au_duration (48000);
    GST_BUFFER_PTS (au) = running - CAPTURE_DELAY;
    pay_push (au);
    keep_packets ();
    nth_sent (i)->captured = clock_now () - CAPTURE_DELAY;
  }
  fail_unless (count_right_ntp () >= FIRST_PACKETS);
  gst_object_unref (card);
}
GST_END_TEST;

GST_START_TEST (test_codec_config_in_time)
{
  set_up (__i__);
  push_many_late (190, 300);
  assert_first_and_each_second (CODEC_ID);
  for (guint i = 0; i < sent->len; i++) {
    GBytes *config = rtp_extension (nth_sent (i)->packet, CODEC_ID);

    if (config)
      assert_bytes_are (config, CODEC_48_STEREO);
    g_clear_pointer (&config, g_bytes_unref);
  }
}
GST_END_TEST;

/* A new stream is announced at once. */
GST_START_TEST (test_codec_config_follows_caps)
{
  push_many_late (20, 300);
  forget_sent ();
  pay_set_caps ("1210", 44100, 2);
  push_many_late (FIRST_PACKETS, 300);
  for (guint i = 0; i < FIRST_PACKETS; i++) {
    GBytes *config = rtp_extension (nth_sent (i)->packet, CODEC_ID);

    fail_unless (config != NULL, "packet %u has no codec-config", i);
    assert_bytes_are (config, "0100ac44021210");
    g_bytes_unref (config);
  }
}
GST_END_TEST;

/* After stop and start the receiver may be another one. */
GST_START_TEST (test_first_packets_again_after_restart)
{
  push_many_late (20, 300);
  forget_sent ();
  gst_element_set_state (pay.element, GST_STATE_READY);
  gst_element_set_state (pay.element, GST_STATE_PLAYING);
  clock_drive (pay.element);
  gst_harness_push_event (pay.media, gst_event_new_stream_start ("again"));
  pay_set_caps (ASC_48_STEREO, 48000, 2);
  {
    GstSegment segment;

    gst_segment_init (&segment, GST_FORMAT_TIME);
    gst_harness_push_event (pay.media, gst_event_new_segment (&segment));
  }
  push_many_late (20, 300);
  assert_first_and_each_second (CODEC_ID);
  assert_first_and_each_second (NTP_ID);
}
GST_END_TEST;

/* 24 bits of 6.18 seconds, of the moment of sending. */
GST_START_TEST (test_send_time_is_right)
{
  push_many_late (100, 300);
  pay_find_ntp ();
  for (guint i = 0; i < sent->len; i++) {
    guint64 ns = pay_ntp_ns (nth_sent (i)->sent) % (64 * GST_SECOND);
    guint64 want = gst_util_uint64_scale (ns, 1 << 18, GST_SECOND);
    guint64 got = rtp_extension_number (nth_sent (i)->packet, SEND_TIME_ID, 3);

    /* The last bit is 3.8 us; ns are rounded to 1 ns. */
    fail_unless (got == want ||
            got == gst_util_uint64_scale (ns + 1, 1 << 18, GST_SECOND),
        "packet %u says %" G_GUINT64_FORMAT ", not %" G_GUINT64_FORMAT, i, got,
        want);
  }
}
GST_END_TEST;

static Suite *
pay_ext_suite (void)
{
  Suite *suite = suite_create ("qospay: header extensions");
  TCase *tc = tcase_create ("extensions");

  tcase_add_checked_fixture (tc, open_all, close_all);
  tcase_add_loop_test (tc, test_ntp_is_capture, 0, G_N_ELEMENTS (settings));
  tcase_add_test (tc, test_ntp_is_capture_of_mixed_packets);
  tcase_add_loop_test (tc, test_ntp_is_right_at_discont, 0,
      G_N_ELEMENTS (settings));
  tcase_add_test (tc, test_ntp_is_right_at_discont_of_fragments);
  tcase_add_test (tc, test_ntp_without_pts_is_now);
  tcase_add_test (tc, test_ntp_is_right_in_fragments);
  tcase_add_test (tc, test_ntp_is_right_at_eos);
  tcase_add_test (tc, test_ntp_regards_the_segment);
  tcase_add_test (tc, test_ntp_with_another_clock);
  tcase_add_loop_test (tc, test_codec_config_in_time, 0,
      G_N_ELEMENTS (settings));
  tcase_add_test (tc, test_codec_config_follows_caps);
  tcase_add_test (tc, test_first_packets_again_after_restart);
  tcase_add_test (tc, test_send_time_is_right);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (pay_ext)
