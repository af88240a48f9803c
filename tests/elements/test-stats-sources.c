/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The streams that qosstats knows: many at once, when a stream starts (RFC 3550
 * A.1), restarts, and ends.
 */
#include "stats-test.h"

static void
push_bye (guint32 ssrc)
{
  GByteArray *compound = rtcp_new ();

  rtcp_add_rr (compound, ssrc, NULL);
  rtcp_add_bye (compound, ssrc);
  stats_push (rtcp_take (compound));
}

static void
assert_end (const gchar *reason)
{
  GstStructure *s = stats_last_message ();

  fail_unless_equals_string (gst_structure_get_string (s, "end-reason"),
      reason);
  gst_structure_free (s);
}

static guint64
last_total (const gchar *field)
{
  GstStructure *s = stats_next_message ();
  guint64 value = get_uint64 (s, field);

  gst_structure_free (s);
  return value;
}

/* Each sender has its own books and its own message. */
GST_START_TEST (test_many_senders)
{
  enum
  {
    N_SENDERS = 300
  };
  RtpSpec spec = {.payload_type = 96, .payload_size = 50};
  guint seen[N_SENDERS] = {0};
  GstStructure *s;

  gst_harness_set_drop_buffers (stats.media, TRUE);
  for (guint i = 0; i < 20; i++) {
    clock_run_for (STREAM_SPACING);
    spec.timestamp += 960;
    spec.seq = (guint16) (65530 + i);
    for (spec.ssrc = 0; spec.ssrc < N_SENDERS; spec.ssrc++)
      if (i == 0 || i == 19 || (spec.ssrc + i) % 10 != 0)
        stats_push_spec (&spec); /* one in ten is lost */
  }
  clock_run_for (150 * GST_MSECOND);
  while ((s = pop_message (stats.bus, "qosstats"))) {
    guint ssrc = get_uint (s, "ssrc");
    guint lost = 0;

    for (guint i = 1; i < 19; i++)
      lost += (ssrc + i) % 10 == 0;
    fail_unless (ssrc < N_SENDERS);
    seen[ssrc]++;
    fail_unless_equals_uint64 (get_uint64 (s, "packets-expected"), 20);
    fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), lost);
    gst_structure_free (s);
  }
  for (guint i = 0; i < N_SENDERS; i++)
    fail_unless (seen[i] == 1, "%u messages of sender %u", seen[i], i);
}
GST_END_TEST;

/* Probation */

GST_START_TEST (test_one_packet_is_not_a_stream)
{
  stats_send (1);
  clock_run_for (5 * GST_SECOND);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 0);
  fail_unless_equals_int (stats_n_sources (), 0);
  fail_unless_equals_int (stats_drop_packets (), 1);
}
GST_END_TEST;

GST_START_TEST (test_probation_loses_nothing_from_the_books)
{
  stats_send (2);
  fail_unless_equals_uint64 (last_total ("packets-received"), 2);
  fail_unless_equals_uint64 (last_total ("packets-expected"), 2);
}
GST_END_TEST;

/* The second packet is lost, or comes before the first: still a stream. */
GST_START_TEST (test_probation_with_loss)
{
  stats_send (1);
  stats_lose (3);
  stats_send (2);
  fail_unless_equals_uint64 (last_total ("packets-received"), 3);
  fail_unless_equals_uint64 (last_total ("packets-lost"), 3);
}
GST_END_TEST;

GST_START_TEST (test_probation_out_of_order)
{
  static const guint16 order[] = {3, 1, 2, 4};
  RtpSpec spec = {.ssrc = STREAM_SSRC, .payload_type = 96};

  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    spec.seq = order[i];
    spec.timestamp = 960U * order[i];
    stats_push_spec (&spec);
  }
  fail_unless_equals_uint64 (last_total ("packets-received"), 4);
  fail_unless_equals_uint64 (last_total ("packets-lost"), 0);
  fail_unless_equals_uint64 (last_total ("packets-reordered"), 2);
}
GST_END_TEST;

/* A duplicate of the only packet proves nothing. */
GST_START_TEST (test_duplicates_are_not_a_stream)
{
  for (guint i = 0; i < 5; i++)
    stats_push_spec (&stats.next);
  clock_run_for (3 * GST_SECOND);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 0);
}
GST_END_TEST;

/* Restarts */

GST_START_TEST (test_restart_is_not_loss)
{
  GstStructure *s;

  stats_send (50);
  clock_run_for (500 * GST_MSECOND); /* a live stream is not restarted */
  stats.next.seq = 40000;
  stats.next.timestamp = 0x80000000;
  stats_send (50);
  s = stats_next_message ();
  fail_unless_equals_uint64 (get_uint64 (s, "restarts"), 1);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 100);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), 0);
  assert_near (get_double (s, "jitter-ms"), 0, 1e-6);
  gst_structure_free (s);
}
GST_END_TEST;

/* As far ahead, but the timestamps went on as well: an outage. */
GST_START_TEST (test_outage_is_loss)
{
  GstStructure *s;

  stats_send (50);
  stats_lose (1000);
  stats_send (50);
  s = stats_next_message ();
  fail_unless_equals_uint64 (get_uint64 (s, "restarts"), 0);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), 1000);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_stray_is_no_restart)
{
  RtpSpec stray = {.ssrc = STREAM_SSRC,
      .seq = 30000,
      .timestamp = 77,
      .payload_type = 96};
  GstStructure *s;

  stats_send (50);
  stats_push_spec (&stray);
  stats_send (50);
  s = stats_next_message ();
  fail_unless_equals_uint64 (get_uint64 (s, "restarts"), 0);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-stray"), 1);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 100);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), 0);
  gst_structure_free (s);
}
GST_END_TEST;

/* The end */

GST_START_TEST (test_silent_sender_is_shown_until_timeout)
{
  GstStructure *s;
  guint n = 0;

  g_object_set (stats.element, "source-timeout", 3 * GST_SECOND, NULL);
  stats_send (10);
  drop_messages (stats.bus);
  clock_run_for (10 * GST_SECOND);
  while ((s = pop_message (stats.bus, "qosstats"))) {
    gboolean is_last = gst_structure_has_field (s, "end-reason");

    n++;
    fail_unless (is_last == (n == 7), "message %u", n);
    if (is_last) {
      fail_unless_equals_string (gst_structure_get_string (s, "end-reason"),
          "timeout");
      /* The reporter checks twenty times a second. */
      assert_near (get_double (s, "last-packet-age-ms"), 3000, 51);
      fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 10);
    } else {
      assert_near (get_double (s, "media-kbps"), n == 1 ? 16 : 0, 1e-6);
      assert_lacks (s, n == 1 ? "end-reason" : "loss-percent");
    }
    gst_structure_free (s);
  }
  fail_unless_equals_int (n, 7);
  fail_unless_equals_int (stats_n_sources (), 0);
}
GST_END_TEST;

/* Nothing else is due before: only the change wakes it up. */
GST_START_TEST (test_timeout_can_change)
{
  g_object_set (stats.element, "interval", 30 * GST_SECOND, "source-timeout",
      20 * GST_SECOND, NULL);
  stats_send (10);
  clock_run_for (2 * GST_SECOND);
  g_object_set (stats.element, "source-timeout", 3 * GST_SECOND, NULL);
  clock_run_for (1200 * GST_MSECOND);
  assert_end ("timeout");
}
GST_END_TEST;

GST_START_TEST (test_sender_comes_back_as_a_new_one)
{
  g_object_set (stats.element, "source-timeout", 2 * GST_SECOND, NULL);
  stats_send (10);
  clock_run_for (3 * GST_SECOND);
  assert_end ("timeout");
  stats_send (5);
  fail_unless_equals_uint64 (last_total ("packets-received"), 5);
}
GST_END_TEST;

GST_START_TEST (test_bye_ends_the_stream)
{
  stats_send (30);
  drop_messages (stats.bus);
  push_bye (STREAM_SSRC);
  clock_run_for (1100 * GST_MSECOND);
  assert_end ("bye");
  fail_unless_equals_int (stats_n_sources (), 0);
  clock_run_for (5 * GST_SECOND);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 0);
}
GST_END_TEST;

/* Packets that the BYE overtook belong to the stream. */
GST_START_TEST (test_packets_after_a_bye_are_counted)
{
  GstStructure *s;

  stats_send (30);
  push_bye (STREAM_SSRC);
  stats_send (3);
  clock_run_for (1100 * GST_MSECOND);
  s = stats_last_message ();
  fail_unless_equals_string (gst_structure_get_string (s, "end-reason"), "bye");
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 33);
  gst_structure_free (s);
}
GST_END_TEST;

/* A BYE that was forged, or that a loop brought back. */
GST_START_TEST (test_bye_of_a_going_stream_is_forgotten)
{
  GstStructure *s;

  stats_send (30);
  push_bye (STREAM_SSRC);
  push_bye (STREAM_SSRC + 1);
  stats_send (200);
  s = stats_next_message ();
  assert_lacks (s, "end-reason");
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 230);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_eos_ends_all_streams)
{
  RtpSpec other = {.ssrc = STREAM_SSRC + 1, .payload_type = 96};
  GstStructure *s;
  guint n = 0;

  stats_send (5);
  for (; other.seq < 5; other.seq++)
    stats_push_spec (&other);
  drop_messages (stats.bus);
  gst_harness_push_event (stats.media, gst_event_new_eos ());
  while ((s = pop_message (stats.bus, "qosstats"))) {
    fail_unless_equals_string (gst_structure_get_string (s, "end-reason"),
        "eos");
    fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 5);
    gst_structure_free (s);
    n++;
  }
  fail_unless_equals_int (n, 2);
  fail_unless_equals_int (stats_n_sources (), 0);
}
GST_END_TEST;

/* Counts the pending messages. Each must have packets-received as given, and no
 * end-reason. length: of their interval, 0 where they repeat the one before. */
static guint
count_stopped (guint64 packets, GstClockTime length)
{
  GstStructure *s;
  guint n = 0;

  for (; (s = pop_message (stats.bus, "qosstats")); n++) {
    assert_lacks (s, "end-reason");
    fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), packets);
    assert_has (s, "wire-kbps");
    if (length > 0) {
      fail_unless_equals_uint64 (get_uint64 (s, "duration"), length);
    } else {
      assert_lacks (s, "duration");
    }
    gst_structure_free (s);
  }
  return n;
}

/* Expects one more message of each stream: for the time since the one before,
 * or, where that is short, with the rates of that one. */
static void
check_stop (GstClockTime after, GstClockTime length)
{
  RtpSpec other = {.ssrc = STREAM_SSRC + 1, .payload_type = 96};

  stats_send (1);
  for (guint i = 0; i < 5; i++, other.seq++)
    stats_push_spec (&other);
  stats_send (4);
  clock_run_for (500 * GST_MSECOND - 4 * STREAM_SPACING);
  drop_messages (stats.bus);
  clock_set_reporters (0);
  clock_run_for (after);
  gst_element_set_state (stats.element, GST_STATE_READY);
  fail_unless_equals_int (count_stopped (5, length), 2);
  gst_element_set_state (stats.element, GST_STATE_NULL);
  gst_element_set_state (stats.element, GST_STATE_PLAYING);
  gst_element_set_state (stats.element, GST_STATE_READY);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 0);
}

GST_START_TEST (test_stop_posts_a_last_message)
{
  check_stop (300 * GST_MSECOND, 300 * GST_MSECOND);
}
GST_END_TEST;

GST_START_TEST (test_stop_repeats_the_interval_before)
{
  check_stop (100 * GST_MSECOND, 0);
}
GST_END_TEST;

GST_START_TEST (test_stop_after_eos_posts_nothing)
{
  stats_send (5);
  gst_harness_push_event (stats.media, gst_event_new_eos ());
  drop_messages (stats.bus);
  gst_element_set_state (stats.element, GST_STATE_READY);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 0);
}
GST_END_TEST;

GST_START_TEST (test_place_of_the_gone_is_free)
{
  RtpSpec other = {.ssrc = STREAM_SSRC + 1, .payload_type = 96};

  g_object_set (stats.element, "max-sources", 1, "source-timeout",
      2 * GST_SECOND, NULL);
  stats_send (5);
  stats_push_spec (&other);
  fail_unless_equals_uint64 (stats_total ("packets-unmeasured"), 1);
  clock_run_for (3 * GST_SECOND);
  for (other.seq = 1; other.seq < 5; other.seq++)
    stats_push_spec (&other);
  fail_unless_equals_uint64 (stats_total ("packets-unmeasured"), 1);
  fail_unless_equals_int (stats_n_sources (), 1);
}
GST_END_TEST;

/* After stop and start nothing is left of the first run. */
GST_START_TEST (test_restart_of_the_element_forgets)
{
  stats_send (5);
  stats_push (gst_buffer_new_memdup ("x", 1));
  gst_element_set_state (stats.element, GST_STATE_READY);
  gst_element_set_state (stats.element, GST_STATE_PLAYING);
  fail_unless_equals_int (stats_n_sources (), 0);
  fail_unless_equals_uint64 (stats_total ("packets-malformed"), 0);
}
GST_END_TEST;

/* A flush undoes EOS. */
GST_START_TEST (test_messages_go_on_after_flush_of_eos)
{
  GstSegment segment;

  stats_send (5);
  gst_harness_push_event (stats.media, gst_event_new_eos ());
  drop_messages (stats.bus);
  clock_set_reporters (0);
  gst_harness_push_event (stats.media, gst_event_new_flush_start ());
  gst_harness_push_event (stats.media, gst_event_new_flush_stop (TRUE));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (stats.media, gst_event_new_segment (&segment));
  fail_unless (clock_has_reporter (), "no reporter runs");
  clock_set_reporters (1);
  stats_send (5);
  fail_unless_equals_uint64 (last_total ("packets-received"), 5);
}
GST_END_TEST;

static Suite *
stats_sources_suite (void)
{
  Suite *suite = suite_create ("qosstats: sources");
  TCase *tc = tcase_create ("sources");

  tcase_add_checked_fixture (tc, stats_open, stats_close);
  tcase_add_test (tc, test_many_senders);
  tcase_add_test (tc, test_one_packet_is_not_a_stream);
  tcase_add_test (tc, test_probation_loses_nothing_from_the_books);
  tcase_add_test (tc, test_probation_with_loss);
  tcase_add_test (tc, test_probation_out_of_order);
  tcase_add_test (tc, test_duplicates_are_not_a_stream);
  tcase_add_test (tc, test_restart_is_not_loss);
  tcase_add_test (tc, test_outage_is_loss);
  tcase_add_test (tc, test_stray_is_no_restart);
  tcase_add_test (tc, test_silent_sender_is_shown_until_timeout);
  tcase_add_test (tc, test_timeout_can_change);
  tcase_add_test (tc, test_sender_comes_back_as_a_new_one);
  tcase_add_test (tc, test_bye_ends_the_stream);
  tcase_add_test (tc, test_packets_after_a_bye_are_counted);
  tcase_add_test (tc, test_bye_of_a_going_stream_is_forgotten);
  tcase_add_test (tc, test_eos_ends_all_streams);
  tcase_add_test (tc, test_stop_posts_a_last_message);
  tcase_add_test (tc, test_stop_repeats_the_interval_before);
  tcase_add_test (tc, test_stop_after_eos_posts_nothing);
  tcase_add_test (tc, test_place_of_the_gone_is_free);
  tcase_add_test (tc, test_restart_of_the_element_forgets);
  tcase_add_test (tc, test_messages_go_on_after_flush_of_eos);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (stats_sources)
