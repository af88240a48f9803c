/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The packets of qospay: their payload byte by byte (RFC 3640 3.3.6), bundles
 * and fragments, and that the stock depayloader gets back what went in.
 */
#include "pay-test.h"

#define AU_HEADERS(n) (2 + 2 * (n))

/* The payload consists of the AU headers of n AUs of these sizes, and then the
 * bytes of the AUs. */
static GstBuffer *
take_payload (GstBuffer *packet, const guint *sizes, guint n)
{
  GBytes *bytes = rtp_payload (packet);
  GstBuffer *payload = gst_buffer_new_wrapped_bytes (bytes);
  guint8 want[AU_HEADERS (8)] = {(guint8) (16 * n >> 8), (guint8) (16 * n)};
  gsize size = AU_HEADERS (n);

  for (guint i = 0; i < n; i++) {
    want[2 + 2 * i] = (guint8) (sizes[i] >> 5);
    want[3 + 2 * i] = (guint8) (sizes[i] << 3);
    size += sizes[i];
  }
  fail_unless_equals_int (gst_buffer_memcmp (payload, 0, want, AU_HEADERS (n)),
      0);
  fail_unless_equals_uint64 (gst_buffer_get_size (payload), size);
  g_bytes_unref (bytes);
  return payload;
}

GST_START_TEST (test_one_au_a_packet)
{
  static const guint sizes[] = {1, 7, 341, 1000};
  guint16 seq = 0;
  guint32 timestamp = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    GstBuffer *packet, *payload;

    pay_push_au (sizes[i]);
    packet = pay_take ();
    payload = take_payload (packet, &sizes[i], 1);
    assert_is_au (payload, AU_HEADERS (1), i, sizes[i]);
    fail_unless (rtp_marker (packet));
    fail_unless_equals_uint64 (GST_BUFFER_PTS (packet), au_pts (i, 48000));
    fail_unless_equals_uint64 (GST_BUFFER_DURATION (packet),
        au_duration (48000));
    if (i > 0) {
      fail_unless_equals_int (rtp_seq (packet), (guint16) (seq + 1));
      fail_unless_equals_int (rtp_timestamp (packet) - timestamp, 1024);
    }
    seq = rtp_seq (packet);
    timestamp = rtp_timestamp (packet);
    gst_buffer_unref (payload);
    gst_buffer_unref (packet);
  }
}
GST_END_TEST;

/* Encoders round the PTS to nanoseconds: RTP times must not show that. */
static const guint rates[] = {48000, 44100, 32000, 22050, 11025};

GST_START_TEST (test_timestamps_count_samples)
{
  static const gchar *const ascs[] = {"1190", "1210", "1290", "1390", "1510"};
  guint32 begun = 0;

  pay_set_caps (ascs[__i__], rates[__i__], 2);
  for (guint i = 0; i < 300; i++) {
    GstBuffer *packet;

    pay_push_au (20);
    packet = pay_take ();
    if (i == 0)
      begun = rtp_timestamp (packet);
    fail_unless_equals_int (rtp_timestamp (packet) - begun, 1024 * i);
    gst_buffer_unref (packet);
  }
}
GST_END_TEST;

/* Bundles */

GST_START_TEST (test_max_ptime_bundles_three)
{
  static const guint sizes[] = {100, 30, 200};
  guint32 timestamp = 0;

  g_object_set (pay.element, "max-ptime", 80 * GST_MSECOND, NULL);
  for (guint bundle = 0; bundle < 4; bundle++) {
    GstBuffer *packet, *payload;
    gsize at = AU_HEADERS (3);

    for (guint i = 0; i < 3; i++) {
      fail_unless_equals_int (gst_harness_buffers_in_queue (pay.media), 0);
      pay_push_au (sizes[i]);
    }
    packet = pay_take ();
    payload = take_payload (packet, sizes, 3);
    for (guint i = 0; i < 3; i++) {
      assert_is_au (payload, at, 3 * bundle + i, sizes[i]);
      at += sizes[i];
    }
    fail_unless (rtp_marker (packet));
    fail_unless_equals_uint64 (GST_BUFFER_PTS (packet),
        au_pts (3 * bundle, 48000));
    if (bundle > 0)
      fail_unless_equals_int (rtp_timestamp (packet) - timestamp, 3 * 1024);
    timestamp = rtp_timestamp (packet);
    gst_buffer_unref (payload);
    gst_buffer_unref (packet);
  }
}
GST_END_TEST;

/* A whole number of AUs fits: the packet leaves with its last AU, and does not
 * wait for another one that cannot fit. */
GST_START_TEST (test_bundle_leaves_when_full)
{
  g_object_set (pay.element, "max-ptime", 2 * au_duration (48000), NULL);
  for (guint i = 0; i < 10; i++)
    pay_push_au (50);
  fail_unless_equals_int (gst_harness_buffers_in_queue (pay.media), 5);
}
GST_END_TEST;

/* A packet that was begun is not held back when the stream ends, has a gap or
 * changes. */
static void
push_nothing (void)
{
}

static void
push_eos (void)
{
  gst_harness_push_event (pay.media, gst_event_new_eos ());
}

static void
push_segment (void)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (pay.media, gst_event_new_segment (&segment));
}

static void
push_caps (void)
{
  pay_set_caps ("1210", 44100, 2);
}

static void
push_discont (void)
{
  GstBuffer *au = pay_next_au (50);

  GST_BUFFER_FLAG_SET (au, GST_BUFFER_FLAG_DISCONT);
  pay_push (au);
}

static void
push_flush (void)
{
  gst_harness_push_event (pay.media, gst_event_new_flush_start ());
  gst_harness_push_event (pay.media, gst_event_new_flush_stop (TRUE));
  push_segment ();
}

static const struct
{
  void (*interrupt) (void);
  guint packets;
} interruptions[] = {{push_nothing, 0}, {push_eos, 1}, {push_segment, 1},
    {push_caps, 1}, {push_discont, 1}, {push_flush, 0}};

GST_START_TEST (test_bundle_ends_with_the_stream)
{
  static const guint sizes[] = {60, 61};
  GstBuffer *packet;

  g_object_set (pay.element, "max-ptime", 80 * GST_MSECOND, NULL);
  pay_push_au (sizes[0]);
  pay_push_au (sizes[1]);
  interruptions[__i__].interrupt ();
  fail_unless_equals_int (gst_harness_buffers_in_queue (pay.media),
      interruptions[__i__].packets);
  if (interruptions[__i__].packets == 0)
    return;
  packet = pay_take ();
  gst_buffer_unref (take_payload (packet, sizes, 2));
  gst_buffer_unref (packet);
}
GST_END_TEST;

/* Depayloaded */

typedef struct
{
  GstClockTime max_ptime;
  guint mtu;
  guint max_size; /* of an AU */
} RoundTripRow;

static const RoundTripRow round_trips[] = {
    {GST_CLOCK_TIME_NONE, 1400, 1000},
    {80 * GST_MSECOND, 1400, 600},
    {GST_SECOND, 1400, 300},
    {GST_CLOCK_TIME_NONE, 200, 2000},
    {80 * GST_MSECOND, 100, 150},
    {GST_SECOND, 64, 8191},
    {GST_CLOCK_TIME_NONE, 1400, 8191},
};

/* Every AU comes out unchanged, at its time, whole and once. */
GST_START_TEST (test_depayloader_gives_aus_back)
{
  const RoundTripRow *row = &round_trips[__i__];
  const guint n = 40;
  GRand *random = g_rand_new_with_seed (1);
  GstHarness *depay = NULL;
  gsize sizes[40];

  g_object_set (pay.element, "max-ptime", (gint64) row->max_ptime, "mtu",
      row->mtu, NULL);
  for (guint i = 0; i < n; i++) {
    sizes[i] = (gsize) g_rand_int_range (random, 1, (gint32) row->max_size + 1);
    pay_push_au (sizes[i]);
  }
  push_eos ();
  depay = depay_new ();
  for (GstBuffer *packet = pay_pop (); packet; packet = pay_pop ())
    depay_feed (depay, packet);
  fail_unless_equals_int (gst_harness_buffers_in_queue (depay), n);
  for (guint i = 0; i < n; i++) {
    GstBuffer *au = gst_harness_pull (depay);

    fail_unless_equals_uint64 (gst_buffer_get_size (au), sizes[i]);
    assert_is_au (au, 0, i, sizes[i]);
    assert_near (GST_BUFFER_PTS (au), au_pts (i, 48000), 10);
    gst_buffer_unref (au);
  }
  gst_harness_teardown (depay);
  g_rand_free (random);
}
GST_END_TEST;

/* Fragments */

GST_START_TEST (test_au_over_mtu_is_fragmented)
{
  const guint size = 5000;
  gsize at = 0;
  GstBuffer *begun = NULL, *packet;
  gboolean is_complete = FALSE;

  g_object_set (pay.element, "mtu", 1400, NULL);
  pay_push_au (size);
  fail_unless_equals_int (gst_harness_buffers_in_queue (pay.media), 4);
  while ((packet = pay_pop ())) {
    GBytes *bytes = rtp_payload (packet);
    GstBuffer *payload = gst_buffer_new_wrapped_bytes (bytes);
    /* Each fragment has the size of the whole AU (RFC 3640 3.2.3.1). */
    guint8 headers[] = {0, 16, size >> 5, (guint8) (size << 3)};

    fail_if (is_complete);
    fail_unless_equals_int (gst_buffer_memcmp (payload, 0, headers, 4), 0);
    at += gst_buffer_get_size (payload) - 4;
    is_complete = rtp_marker (packet);
    if (begun)
      fail_unless_equals_int_hex (rtp_timestamp (packet),
          rtp_timestamp (begun));
    fail_unless_equals_uint64 (GST_BUFFER_PTS (packet), 0);
    gst_buffer_unref (payload);
    g_bytes_unref (bytes);
    gst_buffer_replace (&begun, packet);
    gst_buffer_unref (packet);
  }
  fail_unless (is_complete);
  fail_unless_equals_uint64 (at, size);
  gst_clear_buffer (&begun);
}
GST_END_TEST;

static guint64
dropped (void)
{
  GstStructure *stats = pay_stats ();
  guint64 n = get_uint64 (stats, "access-units-dropped");

  gst_structure_free (stats);
  return n;
}

GST_START_TEST (test_au_too_large_is_dropped_and_counted)
{
  pay_push_au (8191);
  fail_unless_equals_uint64 (dropped (), 0);
  pay_drop_packets ();
  pay_push_au (8192);
  pay_push_au (20000);
  pay_push_au (0);
  fail_unless_equals_uint64 (dropped (), 3);
  fail_unless_equals_int (gst_harness_buffers_in_queue (pay.media), 0);
  pay_push_au (100);
  fail_unless_equals_int (gst_harness_buffers_in_queue (pay.media), 1);
  assert_no_trouble (pay.bus);
}
GST_END_TEST;

/* Two senders on one machine must not look like one. */
GST_START_TEST (test_numbers_are_random)
{
  guint32 ssrcs[4], timestamps[4];
  guint16 seqs[4];
  guint same_seqs = 0;

  for (guint i = 0; i < 4; i++) {
    GstBuffer *packet;

    pay_push_au (100);
    packet = pay_take ();
    ssrcs[i] = rtp_ssrc (packet);
    timestamps[i] = rtp_timestamp (packet);
    seqs[i] = rtp_seq (packet);
    gst_buffer_unref (packet);
    pay_close ();
    pay_open_all ();
  }
  for (guint i = 1; i < 4; i++) {
    fail_if (ssrcs[i] == ssrcs[0]);
    fail_if (timestamps[i] == timestamps[0]);
    same_seqs += seqs[i] == seqs[0]; /* 16 bits may be equal by chance */
  }
  fail_unless (same_seqs < 3);
}
GST_END_TEST;

/* Filling a packet delays its first AU by the duration of the others. */
static const struct
{
  GstClockTime max_ptime;
  guint waits; /* AUs */
} latencies[] = {{GST_CLOCK_TIME_NONE, 0}, {20 * GST_MSECOND, 0},
    {43 * GST_MSECOND, 1}, {80 * GST_MSECOND, 2}, {100 * GST_MSECOND, 3}};

GST_START_TEST (test_latency_includes_bundling)
{
  const GstClockTime upstream = 30 * GST_MSECOND;

  gst_harness_set_upstream_latency (pay.media, upstream);
  g_object_set (pay.element, "max-ptime", (gint64) latencies[__i__].max_ptime,
      NULL);
  pay_push_au (100);
  assert_near (gst_harness_query_latency (pay.media),
      upstream + latencies[__i__].waits * au_duration (48000), 5);
}
GST_END_TEST;

static Suite *
pay_packets_suite (void)
{
  Suite *suite = suite_create ("qospay: packets");
  TCase *tc = tcase_create ("packets");

  tcase_add_checked_fixture (tc, pay_open_all, pay_close);
  tcase_add_test (tc, test_one_au_a_packet);
  tcase_add_loop_test (tc, test_timestamps_count_samples, 0,
      G_N_ELEMENTS (rates));
  tcase_add_test (tc, test_max_ptime_bundles_three);
  tcase_add_test (tc, test_bundle_leaves_when_full);
  tcase_add_loop_test (tc, test_bundle_ends_with_the_stream, 0,
      G_N_ELEMENTS (interruptions));
  tcase_add_loop_test (tc, test_depayloader_gives_aus_back, 0,
      G_N_ELEMENTS (round_trips));
  tcase_add_test (tc, test_au_over_mtu_is_fragmented);
  tcase_add_test (tc, test_au_too_large_is_dropped_and_counted);
  tcase_add_test (tc, test_numbers_are_random);
  tcase_add_loop_test (tc, test_latency_includes_bundling, 0,
      G_N_ELEMENTS (latencies));
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (pay_packets)
