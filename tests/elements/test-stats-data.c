/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qosstats is transparent: the same buffers come out in the same order, except
 * RTCP and what is not RTP, however many senders there are.
 */
#include "stats-test.h"

#include <malloc.h>

#define MANY 100

static void
assert_same_buffers (GstBuffer *const *pushed, guint n)
{
  fail_unless_equals_int (gst_harness_buffers_in_queue (stats.media), n);
  for (guint i = 0; i < n; i++) {
    GstBuffer *buffer = gst_harness_pull (stats.media);

    fail_unless (buffer == pushed[i], "buffer %u is another", i);
    gst_buffer_unref (buffer);
  }
}

/* RTP of unknown formats, with random senders, sequence numbers and sizes. */
static GstBuffer *
random_packet (GRand *random)
{
  RtpSpec spec = {.ssrc = g_rand_int (random) % 7,
      .seq = (guint16) g_rand_int (random),
      .timestamp = g_rand_int (random),
      .payload_type = 96 + g_rand_int (random) % 32,
      .payload_size = g_rand_int (random) % 300};

  return rtp_make (&spec);
}

GST_START_TEST (test_same_buffers_come_out)
{
  GRand *random = g_rand_new_with_seed (6);
  GstBuffer *pushed[MANY];

  for (guint i = 0; i < MANY; i++) {
    pushed[i] = random_packet (random);
    stats_push (pushed[i]);
  }
  assert_same_buffers (pushed, MANY);
  g_rand_free (random);
}
GST_END_TEST;

/* A list that its owner keeps, or does not. */
GST_START_TEST (test_same_buffers_come_out_of_lists)
{
  GRand *random = g_rand_new_with_seed (7);
  GstBufferList *list = gst_buffer_list_new ();
  GstBufferList *kept = __i__ ? gst_buffer_list_ref (list) : NULL;
  GstBuffer *pushed[MANY];

  for (guint i = 0; i < MANY; i++) {
    pushed[i] = random_packet (random);
    if (kept)
      gst_buffer_list_unref (kept);
    gst_buffer_list_add (list, pushed[i]);
    if (kept)
      gst_buffer_list_ref (list);
  }
  fail_unless_equals_int (gst_pad_push_list (stats.media->srcpad, list),
      GST_FLOW_OK);
  assert_same_buffers (pushed, MANY);
  if (kept) {
    fail_unless_equals_int (gst_buffer_list_length (kept), MANY);
    gst_buffer_list_unref (kept);
  }
  g_rand_free (random);
}
GST_END_TEST;

/* Header and payload in separate memories, as payloaders make them. */
GST_START_TEST (test_split_buffer_comes_out)
{
  for (guint i = 0; i < 2; i++) {
    GstBuffer *buffer = gst_rtp_buffer_new_allocate (0, 0, 0);

    buffer = gst_buffer_append (buffer, gst_buffer_new_memdup ("abcd", 4));
    gst_buffer_ref (buffer);
    stats_push (buffer);
    fail_unless_equals_uint64 (gst_buffer_get_size (buffer), 12 + 4);
    fail_unless_equals_int (gst_buffer_memcmp (buffer, 12, "abcd", 4), 0);
    assert_same_buffers (&buffer, 1);
    gst_buffer_unref (buffer);
  }
}
GST_END_TEST;

/* RTCP */

static GstBuffer *
make_report (const gchar *name)
{
  GByteArray *compound = rtcp_new ();

  rtcp_add_sr (compound, STREAM_SSRC, 0x123456789);
  rtcp_add_sdes (compound, STREAM_SSRC, "cname", name);
  return rtcp_take (compound);
}

static void
assert_name_is (const gchar *name)
{
  GstStructure *s = stats_next_message ();

  fail_unless_equals_string (gst_structure_get_string (s, "name"), name);
  gst_structure_free (s);
}

GST_START_TEST (test_muxed_rtcp_is_taken_out)
{
  stats_send (5);
  stats_push (make_report ("one"));
  stats_send (5);
  fail_unless_equals_int (stats_drop_packets (), 10);
  assert_name_is ("one");
  fail_unless_equals_uint64 (stats_total ("packets-malformed"), 0);
  fail_unless_equals_uint64 (stats_total ("rtcp-malformed"), 0);
}
GST_END_TEST;

GST_START_TEST (test_rtcp_is_taken_out_of_lists)
{
  GstBufferList *list = gst_buffer_list_new ();
  GstBuffer *packets[2];

  stats_send (2);
  stats_drop_packets ();
  for (guint i = 0; i < 2; i++) {
    packets[i] = rtp_make (&stats.next);
    stats.next.seq++;
    gst_buffer_list_add (list, make_report ("two"));
    gst_buffer_list_add (list, packets[i]);
  }
  gst_buffer_list_add (list, make_report ("three"));
  gst_pad_push_list (stats.media->srcpad, list);
  assert_same_buffers (packets, 2);
  assert_name_is ("three");
}
GST_END_TEST;

GST_START_TEST (test_list_of_rtcp_alone_leaves_nothing)
{
  GstBufferList *list = gst_buffer_list_new ();

  stats_send (2);
  stats_drop_packets ();
  gst_buffer_list_add (list, make_report ("four"));
  fail_unless_equals_int (gst_pad_push_list (stats.media->srcpad, list),
      GST_FLOW_OK);
  fail_unless_equals_int (stats_drop_packets (), 0);
}
GST_END_TEST;

/* Malformed */

static const gchar *const malformed[] = {
    "",
    "80",
    "8060000100000001000000",   /* too short */
    "006000010000000100000002", /* version 0 */
    "406000010000000100000002", /* version 1 */
    "c06000010000000100000002", /* version 3 */
    "816000010000000100000002", /* missing CSRC */
    "8f6000010000000100000002ffffffff",
    "906000010000000100000002", /* missing extension */
    "906000010000000100000002bede0001",
    "906000010000000100000002bedeffff00000000",
    "a06000010000000100000002ff00", /* padding of 0 */
    "a06000010000000100000002ff09", /* more padding than there is */
    "a06000010000000100000002",
};

GST_START_TEST (test_malformed_is_dropped_and_counted)
{
  GBytes *bytes = hex_to_bytes (malformed[__i__]);

  stats_push (g_bytes_get_size (bytes) > 0
          ? gst_buffer_new_wrapped_bytes (bytes)
          : gst_buffer_new ());
  fail_unless_equals_int (stats_drop_packets (), 0);
  fail_unless_equals_uint64 (stats_total ("packets-malformed"), 1);
  stats_send (2);
  fail_unless_equals_int (stats_drop_packets (), 2);
  assert_no_trouble (stats.bus);
  g_bytes_unref (bytes);
}
GST_END_TEST;

/* Unusual, but valid RTP of other programs. */
static const gchar *const odd[] = {
    "806000010000000100000002", /* no payload */
    "826000010000000100000002"
    "0000000300000004", /* two CSRCs */
    "906000010000000100000002"
    "bede0000", /* empty extension */
    "906000010000000100000002"
    "bede0001"
    "fffffffe", /* bad element */
    "906000010000000100000002"
    "1000000103ff0000"
    "aa", /* two-byte, too long */
    "906000010000000100000002"
    "12340001"
    "00000000", /* not RFC 8285 */
    "a06000010000000100000002"
    "aa000003", /* padding */
};

GST_START_TEST (test_odd_passes)
{
  GBytes *bytes = hex_to_bytes (odd[__i__]);

  for (guint i = 0; i < 2; i++)
    stats_push (gst_buffer_new_wrapped_bytes (bytes));
  fail_unless_equals_int (stats_drop_packets (), 2);
  fail_unless_equals_uint64 (stats_total ("packets-malformed"), 0);
  g_bytes_unref (bytes);
}
GST_END_TEST;

/* The maximum of sources */

static void
push_sender (guint32 ssrc, guint n)
{
  RtpSpec spec = {.ssrc = ssrc, .payload_type = 96, .payload_size = 10};

  for (guint i = 0; i < n; i++) {
    spec.seq = (guint16) i;
    stats_push_spec (&spec);
  }
}

GST_START_TEST (test_past_max_sources_packets_pass_unmeasured)
{
  g_object_set (stats.element, "max-sources", 2, NULL);
  for (guint32 ssrc = 1; ssrc <= 5; ssrc++)
    push_sender (ssrc, 10);
  fail_unless_equals_int (stats_drop_packets (), 50);
  fail_unless_equals_int (stats_n_sources (), 2);
  fail_unless_equals_uint64 (stats_total ("packets-unmeasured"), 30);
  push_sender (1, 1); /* the known ones continue */
  fail_unless_equals_uint64 (stats_total ("packets-unmeasured"), 30);
}
GST_END_TEST;

/* Each packet is from a new sender: memory is limited to the number of
 * entries. */
GST_START_TEST (test_flood_of_senders_is_bounded)
{
  gsize before = mallinfo2 ().uordblks, after;

  gst_harness_set_drop_buffers (stats.media, TRUE);
  for (guint32 i = 0; i < 100000; i++)
    push_sender (i * 2654435761U, 1);
  fail_unless_equals_uint64 (stats_total ("packets-unmeasured"), 100000 - 4096);
  after = mallinfo2 ().uordblks;
  /* Streams of 10 KiB, their table, and everything else. */
  fail_unless (after < before + 4096 * 10240 + 4 * 1024 * 1024,
      "%" G_GSIZE_FORMAT " bytes more", after - before);
  fail_unless_equals_int (stats_n_sources (), 0); /* no second packet came */
  clock_run_for (1100 * GST_MSECOND);
  push_sender (1, 3);
  fail_unless_equals_int (stats_n_sources (), 1); /* there is room again */
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 0);
}
GST_END_TEST;

GST_START_TEST (test_flood_of_talkative_senders_is_bounded)
{
  gst_harness_set_drop_buffers (stats.media, TRUE);
  for (guint32 i = 0; i < 50000; i++)
    push_sender (i * 2654435761U, 2);
  fail_unless_equals_int (stats_n_sources (), 4096);
  fail_unless_equals_uint64 (stats_total ("packets-unmeasured"),
      2 * (50000 - 4096));
  clock_run_for (500 * GST_MSECOND);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 2048);
  clock_run_for (GST_SECOND); /* the budget of a second */
  assert_near (count_messages (stats.bus, "qosstats"), 2048, 103);
}
GST_END_TEST;

/* The flow return of downstream goes upstream. */
GST_START_TEST (test_flow_goes_upstream)
{
  stats_send (2);
  gst_pad_set_active (stats.media->sinkpad, FALSE);
  fail_unless_equals_int (gst_harness_push (stats.media,
                              rtp_make (&stats.next)),
      GST_FLOW_FLUSHING);
  gst_pad_set_active (stats.media->sinkpad, TRUE);
}
GST_END_TEST;

GST_START_TEST (test_events_pass)
{
  static const GstEventType wanted[] = {GST_EVENT_STREAM_START, GST_EVENT_CAPS,
      GST_EVENT_SEGMENT, GST_EVENT_CUSTOM_DOWNSTREAM, GST_EVENT_TAG,
      GST_EVENT_EOS};

  stats_send (2);
  gst_harness_push_event (stats.media,
      gst_event_new_custom (GST_EVENT_CUSTOM_DOWNSTREAM,
          gst_structure_new_empty ("test")));
  gst_harness_push_event (stats.media,
      gst_event_new_tag (gst_tag_list_new_empty ()));
  gst_harness_push_event (stats.media, gst_event_new_eos ());
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    GstEvent *event = gst_harness_try_pull_event (stats.media);

    fail_unless (event != NULL);
    fail_unless_equals_string (GST_EVENT_TYPE_NAME (event),
        gst_event_type_get_name (wanted[i]));
    gst_event_unref (event);
  }
}
GST_END_TEST;

static Suite *
stats_data_suite (void)
{
  Suite *suite = suite_create ("qosstats: data");
  TCase *tc = tcase_create ("data");

  tcase_add_checked_fixture (tc, stats_open, stats_close);
  tcase_add_test (tc, test_same_buffers_come_out);
  tcase_add_loop_test (tc, test_same_buffers_come_out_of_lists, 0, 2);
  tcase_add_test (tc, test_split_buffer_comes_out);
  tcase_add_test (tc, test_muxed_rtcp_is_taken_out);
  tcase_add_test (tc, test_rtcp_is_taken_out_of_lists);
  tcase_add_test (tc, test_list_of_rtcp_alone_leaves_nothing);
  tcase_add_loop_test (tc, test_malformed_is_dropped_and_counted, 0,
      G_N_ELEMENTS (malformed));
  tcase_add_loop_test (tc, test_odd_passes, 0, G_N_ELEMENTS (odd));
  tcase_add_test (tc, test_past_max_sources_packets_pass_unmeasured);
  tcase_add_test (tc, test_flood_of_senders_is_bounded);
  tcase_add_test (tc, test_flood_of_talkative_senders_is_bounded);
  tcase_add_test (tc, test_flow_goes_upstream);
  tcase_add_test (tc, test_events_pass);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (stats_data)
