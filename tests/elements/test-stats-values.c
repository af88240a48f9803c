/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The numbers in qosstats' messages against what was sent: loss, duplicates,
 * order, jitter, rates, and which fields are present.
 */
#include "stats-test.h"

/* A stream without loss has these fields of loss and reordering shape. */
#define PDV_FIELDS \
  "queue-delay-ms", "pdv-p50-ms", "pdv-p95-ms", "pdv-p99-ms", "pdv-max-ms", \
      "pdv-total-p50-ms", "pdv-total-p95-ms", "pdv-total-p99-ms", \
      "pdv-total-max-ms", "packets-later-than"
#define LOSSLESS_FIELDS \
  "loss-runs", "loss-run-max", "burst-count", "gap-density-percent", \
      "gap-duration-ms", "gilbert-p-percent", "reordered-percent", \
      "reorder-extent-max", "reorder-late-max-ms"

/* A stream that announces nothing: no RTCP, no address. */
static const gchar *const silent_fields[] = {"ssrc", "clock-rate",
    "packets-received", "packets-expected", "packets-lost",
    "packets-duplicated", "packets-reordered", "packets-stray",
    "packets-foreign", "books-balanced", "restarts", "bytes-received",
    "wire-bytes-received", "loss-percent", "loss-total-percent", "jitter-ms",
    "jitter-mean-ms", "jitter-max-ms", "delta-max-ms", "media-kbps",
    "wire-kbps", PDV_FIELDS, LOSSLESS_FIELDS, "r-factor", "mos",
    "last-packet-bytes", "last-packet-age-ms", "running-time", "timestamp",
    "duration", NULL};

/* One whose codec and clock rate are unknown as well. */
static const gchar *const clockless_fields[] = {"ssrc", "packets-received",
    "packets-expected", "packets-lost", "packets-duplicated",
    "packets-reordered", "packets-stray", "packets-foreign", "books-balanced",
    "restarts", "bytes-received", "wire-bytes-received", "loss-percent",
    "loss-total-percent", "media-kbps", "wire-kbps", LOSSLESS_FIELDS,
    "last-packet-bytes", "last-packet-age-ms", "running-time", "timestamp",
    "duration", NULL};

/* All fields, except for these: end-reason is in the last message only. Those
 * that need playout (packets-late, packets-played, packets-waiting,
 * packets-skipped, concealed-ms, mouth-to-ear-ms) are in test-stats-playout.c.
 * The five of delay and clocks, which need abs-send-time, are in
 * tests/net/test-delay.py. */
static const gchar *const all_fields[] = {"ssrc", "cname", "name", "address",
    "clock-rate", "packets-received", "packets-expected", "packets-lost",
    "packets-duplicated", "packets-reordered", "packets-stray",
    "packets-foreign", "books-balanced", "restarts", "bytes-received",
    "wire-bytes-received", "loss-percent", "loss-total-percent", "jitter-ms",
    "jitter-mean-ms", "jitter-max-ms", "delta-max-ms", "media-kbps",
    "wire-kbps", "rtt-ms", PDV_FIELDS, "loss-runs", "loss-run-mean",
    "loss-run-max", "burst-count", "burst-density-percent", "burst-duration-ms",
    "gap-density-percent", "gap-duration-ms", "gilbert-p-percent",
    "gilbert-r-percent", "burst-ratio", "reordered-percent",
    "reorder-extent-max", "reorder-late-max-ms", "r-factor", "mos",
    "last-packet-bytes", "last-packet-age-ms", "running-time", "timestamp",
    "duration", NULL};

/* Messages */

GST_START_TEST (test_message_each_interval)
{
  stats_send (26); /* from 20 ms on, until 520 ms */
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 1);
  stats_send (24);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 0);
  clock_run_for (5 * GST_SECOND);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 10);
}
GST_END_TEST;

GST_START_TEST (test_interval_can_change)
{
  stats_send (2);
  g_object_set (stats.element, "interval", 100 * GST_MSECOND, NULL);
  stats_send (50);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 10);
  g_object_set (stats.element, "interval", 2 * GST_SECOND, NULL);
  stats_send (10); /* the one that was due */
  drop_messages (stats.bus);
  clock_run_for (8 * GST_SECOND);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 4);
}
GST_END_TEST;

GST_START_TEST (test_messages_can_be_switched_off)
{
  g_object_set (stats.element, "post-messages", FALSE, NULL);
  stats_send (100);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 0);
  fail_unless_equals_int (stats_n_sources (), 1);
  gst_harness_push_event (stats.media, gst_event_new_eos ());
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 0);
}
GST_END_TEST;

GST_START_TEST (test_message_has_its_interval)
{
  stats_send (80);
  for (guint i = 0; i < 3; i++) {
    GstStructure *s = take_message (stats.bus, "qosstats");

    fail_unless_equals_uint64 (get_uint64 (s, "duration"), 500 * GST_MSECOND);
    fail_unless_equals_uint64 (get_uint64 (s, "timestamp"),
        20 * GST_MSECOND + i * 500 * GST_MSECOND);
    fail_unless_equals_uint64 (get_uint64 (s, "running-time"),
        get_uint64 (s, "timestamp"));
    gst_structure_free (s);
  }
}
GST_END_TEST;

GST_START_TEST (test_message_of_a_silent_sender)
{
  GstStructure *s;

  stats_send (20);
  s = stats_next_message ();
  assert_fields (s, qos_stream_fields, silent_fields);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_message_without_clock_rate)
{
  GstStructure *s;

  gst_harness_set_src_caps_str (stats.media, "application/x-rtp");
  stats_send (20);
  s = stats_next_message ();
  assert_fields (s, qos_stream_fields, clockless_fields);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_message_has_all_fields)
{
  GByteArray *compound = rtcp_new ();
  GstStructure *s;
  RtcpDlrr dlrr;
  Rtcp rtcp;

  fail_unless_equals_int (g_strv_length ((gchar **) all_fields) + 1 + 6 + 6,
      QOS_STREAM_N_FIELDS);
  stats_add_rtcp ();
  stats.next.from = "192.0.2.7";
  stats.next.from_port = 5004;
  stats_send (2);
  stats_wait_for_rtcp (&rtcp);
  dlrr = (RtcpDlrr){.ssrc = rtcp.ssrc, .lrr = ntp_middle (rtcp.rrtr_ntp)};
  rtcp_add_sr (compound, STREAM_SSRC, 1);
  rtcp_add_sdes (compound, STREAM_SSRC, "cname", "name");
  rtcp_add_dlrr (compound, STREAM_SSRC, &dlrr);
  stats_push_rtcp (compound);
  stats_lose (2);
  stats_send (2);
  s = stats_next_message ();
  assert_fields (s, qos_stream_fields, all_fields);
  fail_unless_equals_string (gst_structure_get_string (s, "address"),
      "192.0.2.7:5004");
  gst_structure_free (s);
}
GST_END_TEST;

/* Payload types */

/* G.711, and telephone events next to it whose packets have the timestamp of
 * the start of the event: 232 packets in 4.64 s. */
GST_START_TEST (test_events_beside_sound)
{
  GstStructure *s;

  stats_close ();
  stats_open_with (NULL);
  stats.next.payload_type = 8;
  g_object_set (stats.element, "playout-latency", 100, NULL);
  for (guint i = 0; i < 232; i++) {
    gboolean is_event = i % 58 >= 50;

    stats.next.payload_type = is_event ? 101 : 8;
    stats.next.payload_size = is_event ? 4 : 160;
    stats.next.timestamp = 160 * (is_event ? i / 58 * 58 + 50 : i);
    stats.next.seq = (guint16) (1000 + i);
    stats_push_spec (&stats.next);
    stats_wait (STREAM_SPACING);
  }
  s = stats_last_message ();
  fail_unless_equals_int (get_int (s, "clock-rate"), 8000);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), 0);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-late"), 0);
  fail_unless (get_double (s, "jitter-max-ms") < 0.01);
  fail_unless (get_double (s, "concealed-ms") < 0.01);
  fail_unless (get_double (s, "delta-max-ms") < 20.01);
  fail_unless (get_double (s, "mos") > 4.8);
  gst_structure_free (s);
}
GST_END_TEST;

/* By the codec in the caps, or by the static payload type. */
GST_START_TEST (test_quality_is_of_the_codec)
{
  static const struct
  {
    const gchar *caps;
    guint payload_type;
    gboolean has_quality;
  } rows[] = {
      {STREAM_CAPS, 96, TRUE},
      {STREAM_CAPS, 97, FALSE}, /* not the type in the caps */
      {STREAM_CAPS, 0, TRUE},   /* PCMU */
      {NULL, 18, TRUE},         /* G.729 */
      {NULL, 9, FALSE},         /* G.722 */
      {NULL, 34, FALSE},        /* video */
      {"application/x-rtp, clock-rate=48000, encoding-name=OPUS", 96, FALSE},
      {"application/x-rtp, clock-rate=44100, encoding-name=L16", 96, TRUE},
      {"application/x-rtp, clock-rate=48000, encoding-name=MP4A-LATM, "
       "config=(string)400023103fc0",
          96, TRUE},
      {"application/x-rtp, clock-rate=48000, encoding-name=MPEG4-GENERIC, "
       "config=(string)2b098800", /* HE-AAC */
          96, FALSE},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GstStructure *s;

    stats_close ();
    stats_open_with (rows[i].caps);
    stats.next.payload_type = rows[i].payload_type;
    stats_send (60);
    s = stats_last_message ();
    fail_unless_equals_int (gst_structure_has_field (s, "mos"),
        rows[i].has_quality);
    fail_unless_equals_int (gst_structure_has_field (s, "r-factor"),
        rows[i].has_quality);
    gst_structure_free (s);
  }
}
GST_END_TEST;

/* Access units of silence have a few bytes. They get no quality, and that of
 * the sound after them is as before. */
GST_START_TEST (test_silence_has_no_quality)
{
  static const gsize sizes[] = {300, 10, 300};
  gdouble mos[G_N_ELEMENTS (sizes)] = {0};
  GstStructure *s;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    stats.next.payload_size = sizes[i];
    stats_send (60); /* at least one whole interval, the last one */
    s = stats_last_message ();
    if (sizes[i] < 100)
      assert_lacks (s, "mos");
    else
      mos[i] = get_double (s, "mos");
    gst_structure_free (s);
  }
  fail_unless (mos[0] > 3 && ABS (mos[0] - mos[2]) < 0.01);
}
GST_END_TEST;

/* Loss */

typedef struct
{
  guint64 received;
  guint64 expected;
  guint64 duplicated;
  guint64 reordered;
} Totals;

static void
assert_totals (const GstStructure *s, const Totals *want)
{
  guint64 lost = want->expected - want->received;

  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"),
      want->received);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-expected"),
      want->expected);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), lost);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-duplicated"),
      want->duplicated);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-reordered"),
      want->reordered);
  assert_near (get_double (s, "loss-total-percent"),
      100. * (gdouble) lost / (gdouble) want->expected, 1e-9);
}

/* Runs to the end of interval n, 1 is the first; returns its message. */
static GstStructure *
message_of_interval (guint n)
{
  clock_run_until (CLOCK_START + STREAM_SPACING + n * 500 * GST_MSECOND);
  return stats_last_message ();
}

GST_START_TEST (test_loss_of_interval_and_in_total)
{
  GstStructure *s;

  stats_send (10);
  stats_lose (5);
  stats_send (10);
  s = message_of_interval (1);
  assert_totals (s, &(Totals){20, 25, 0, 0});
  assert_near (get_double (s, "loss-percent"), 20, 1e-9);
  gst_structure_free (s);

  stats_send (24);
  s = message_of_interval (2);
  assert_totals (s, &(Totals){44, 49, 0, 0});
  assert_near (get_double (s, "loss-percent"), 0, 1e-9);
  gst_structure_free (s);

  s = message_of_interval (3); /* nothing arrived, nothing was due */
  assert_lacks (s, "loss-percent");
  assert_near (get_double (s, "loss-total-percent"), 500. / 49, 1e-9);
  gst_structure_free (s);
}
GST_END_TEST;

/* Late packets of the interval before do not make the loss of this one
 * negative. */
GST_START_TEST (test_late_packets_make_no_negative_loss)
{
  RtpSpec late;
  GstStructure *s;

  stats_send (10);
  late = stats.next;
  stats_lose (5);
  stats_send (10);
  gst_structure_free (message_of_interval (1));
  for (guint i = 0; i < 5; i++, late.seq++, late.timestamp += 960)
    stats_push_spec (&late);
  stats_send (10);
  s = message_of_interval (2);
  assert_totals (s, &(Totals){35, 35, 0, 5});
  assert_near (get_double (s, "loss-percent"), 0, 1e-9);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_copies_are_no_gain)
{
  GstStructure *s;

  for (guint i = 0; i < 20; i++) {
    stats_send (1);
    stats.next.seq--;
    stats_push_spec (&stats.next);
    stats.next.seq++;
    if (i == 10)
      stats_lose (2);
  }
  s = stats_next_message ();
  assert_totals (s, &(Totals){20, 22, 20, 0});
  fail_unless_equals_uint64 (get_uint64 (s, "bytes-received"), 4000);
  fail_unless_equals_uint64 (get_uint64 (s, "wire-bytes-received"),
      40 * (100 + OVERHEAD_IPV4));
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_order_is_reported)
{
  static const guint order[] = {0, 1, 3, 2, 4, 7, 6, 5, 8, 9};
  RtpSpec begun = stats.next;
  GstStructure *s;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    RtpSpec spec = begun;

    clock_run_for (STREAM_SPACING);
    spec.seq = (guint16) (spec.seq + order[i]);
    spec.timestamp += 960 * order[i];
    stats_push_spec (&spec);
  }
  s = stats_next_message ();
  assert_totals (s, &(Totals){10, 10, 0, 3});
  gst_structure_free (s);
}
GST_END_TEST;

/* Numbers and times start again at 0. */
GST_START_TEST (test_wraps)
{
  GstStructure *s;

  stats.next.seq = 65530;
  stats.next.timestamp = G_MAXUINT32 - 5000;
  stats_send (20);
  stats_lose (1);
  stats_send (20);
  s = stats_next_message ();
  assert_totals (s, &(Totals){40, 41, 0, 0});
  assert_near (get_double (s, "jitter-ms"), 0, 1e-6);
  gst_structure_free (s);
}
GST_END_TEST;

/* Jitter */

/* RFC 3550 A.8, in milliseconds. */
typedef struct
{
  gdouble jitter, sum, max, transit;
  guint n;
} Reference;

static void
reference_update (Reference *r, GstClockTime arrival, guint32 timestamp)
{
  gdouble transit = (gdouble) arrival / 1e6 - timestamp / 48.;
  gdouble d = ABS (transit - r->transit);

  r->transit = transit;
  if (r->n++ == 0)
    return;
  r->jitter += (d - r->jitter) / 16;
  r->sum += r->jitter;
  r->max = MAX (r->max, r->jitter);
}

GST_START_TEST (test_jitter_is_that_of_the_rfc)
{
  GRand *random = g_rand_new_with_seed (8);
  Reference r = {0};
  GstStructure *s;

  for (guint i = 0; i < 200; i++) {
    GstClockTime spacing =
        (GstClockTime) g_rand_int_range (random, 0, 40) * GST_MSECOND +
        (GstClockTime) g_rand_int_range (random, 0, 1000000);

    clock_run_for (spacing);
    stats_push_spec (&stats.next);
    reference_update (&r, clock_now (), stats.next.timestamp);
    stats.next.seq++;
    stats.next.timestamp += 960;
  }
  s = stats_next_message ();
  assert_near (get_double (s, "jitter-ms"), r.jitter, 1e-4);
  assert_near (get_double (s, "jitter-mean-ms"), r.sum / (r.n - 1), 1e-4);
  assert_near (get_double (s, "jitter-max-ms"), r.max, 1e-4);
  gst_structure_free (s);
  g_rand_free (random);
}
GST_END_TEST;

GST_START_TEST (test_delta_max_is_of_the_interval)
{
  GstStructure *s;

  stats_send (10);
  stats_lose (4);
  stats_send (5);
  s = message_of_interval (1);
  assert_near (get_double (s, "delta-max-ms"), 100, 1e-9);
  gst_structure_free (s);
  stats_send (11);
  s = message_of_interval (2);
  assert_near (get_double (s, "delta-max-ms"), 140 + 20, 1e-9);
  gst_structure_free (s);
}
GST_END_TEST;

/* Packets wait behind the socket: the time of the kernel counts where it is
 * known. */
GST_START_TEST (test_arrival_is_the_dts)
{
  GRand *random = g_rand_new_with_seed (9);
  GstStructure *s;

  for (guint i = 0; i < 100; i++) {
    GstClockTime arrived = (i + 10) * STREAM_SPACING;
    GstBuffer *buffer = rtp_make (&stats.next);

    stats.next.seq++;
    stats.next.timestamp += 960;
    rtp_add_sender (buffer, "192.0.2.7", 5004);
    GST_BUFFER_DTS (buffer) = arrived;
    clock_run_until (CLOCK_START + arrived +
        (GstClockTime) g_rand_int_range (random, 0, 100000) * 1000);
    stats_push (buffer);
  }
  s = stats_next_message ();
  assert_near (get_double (s, "jitter-ms"), 0, 1e-6);
  gst_structure_free (s);
  g_rand_free (random);
}
GST_END_TEST;

/* Packets from before the base time have the time of the clock as DTS. They are
 * received, but when is unknown, and no jitter buffer must wait for them. */
GST_START_TEST (test_packets_that_waited)
{
  GstStructure *s;

  clock_run_for (3 * GST_SECOND);
  for (guint i = 0; i < 60; i++) {
    gboolean has_waited = i < 10;
    GstClockTime now = clock_now ();
    GstBuffer *buffer = rtp_make (&stats.next);

    stats.next.seq++;
    stats.next.timestamp += 960;
    rtp_add_sender (buffer, "192.0.2.7", 5004);
    GST_BUFFER_DTS (buffer) = has_waited ? now : now - CLOCK_START;
    stats_push (buffer);
    buffer = gst_harness_pull (stats.media);
    fail_unless_equals_uint64 (GST_BUFFER_DTS (buffer), now - CLOCK_START);
    gst_buffer_unref (buffer);
    if (!has_waited)
      clock_run_for (STREAM_SPACING);
  }
  s = take_message (stats.bus, "qosstats");
  fail_unless_equals_uint64 (get_uint64 (s, "timestamp"), 3 * GST_SECOND);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 35);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), 0);
  assert_near (get_double (s, "jitter-ms"), 0, 1e-6);
  assert_near (get_double (s, "delta-max-ms"), 20, 1e-6);
  gst_structure_free (s);
}
GST_END_TEST;

/* A DTS that does not come from a socket is not an arrival time. */
GST_START_TEST (test_arrival_without_address_is_now)
{
  Reference r = {0};
  GstStructure *s;

  for (guint i = 0; i < 50; i++) {
    GstBuffer *buffer = rtp_make (&stats.next);

    clock_run_for ((i % 5) * 7 * GST_MSECOND);
    reference_update (&r, clock_now (), stats.next.timestamp);
    stats.next.seq++;
    stats.next.timestamp += 960;
    GST_BUFFER_DTS (buffer) = (i + 10) * STREAM_SPACING;
    stats_push (buffer);
  }
  s = stats_next_message ();
  assert_near (get_double (s, "jitter-ms"), r.jitter, 1e-4);
  gst_structure_free (s);
}
GST_END_TEST;

/* Rates */

static const struct
{
  const gchar *from;
  guint overhead;
} families[] = {{NULL, OVERHEAD_IPV4}, {"192.0.2.7", OVERHEAD_IPV4},
    {"2001:db8::7", OVERHEAD_IPV6}};

GST_START_TEST (test_rates_are_exact)
{
  guint64 media = 0, wire = 0;
  GstStructure *s;

  stats.next.from = families[__i__].from;
  stats.next.from_port = 5004;
  for (guint i = 0; i < 25; i++) {
    stats.next.payload_size = 37 * i;
    media += stats.next.payload_size;
    wire += stats.next.payload_size + families[__i__].overhead;
    stats_send (1);
  }
  s = message_of_interval (1);
  assert_near (get_double (s, "media-kbps"), media * 8 / 500., 1e-6);
  assert_near (get_double (s, "wire-kbps"), wire * 8 / 500., 1e-6);
  fail_unless_equals_uint64 (get_uint64 (s, "bytes-received"), media);
  fail_unless_equals_uint64 (get_uint64 (s, "wire-bytes-received"), wire);
  fail_unless_equals_int (get_uint (s, "last-packet-bytes"), 37 * 24);
  assert_near (get_double (s, "last-packet-age-ms"), 20, 1e-9);
  gst_structure_free (s);
}
GST_END_TEST;

/* Stats: current totals, and the values of the last interval. */
GST_START_TEST (test_stats_are_of_now)
{
  GstStructure *all, *s;
  GValueArray *sources;

  stats_send (40); /* 25 in the first interval */
  all = stats_get ();
  sources = get_array (all, "sources");
  fail_unless_equals_int (sources->n_values, 1);
  s = g_value_get_boxed (&sources->values[0]);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 40);
  assert_near (get_double (s, "media-kbps"), 25 * 100 * 8 / 500., 1e-6);
  fail_unless_equals_uint64 (get_uint64 (s, "timestamp"), 20 * GST_MSECOND);
  gst_structure_free (all);
  fail_unless_equals_int (count_messages (stats.bus, "qosstats"), 1);
}
GST_END_TEST;

static Suite *
stats_values_suite (void)
{
  Suite *suite = suite_create ("qosstats: values");
  TCase *tc = tcase_create ("values");

  tcase_add_checked_fixture (tc, stats_open, stats_close);
  tcase_add_test (tc, test_message_each_interval);
  tcase_add_test (tc, test_interval_can_change);
  tcase_add_test (tc, test_messages_can_be_switched_off);
  tcase_add_test (tc, test_message_has_its_interval);
  tcase_add_test (tc, test_message_of_a_silent_sender);
  tcase_add_test (tc, test_message_without_clock_rate);
  tcase_add_test (tc, test_events_beside_sound);
  tcase_add_test (tc, test_quality_is_of_the_codec);
  tcase_add_test (tc, test_silence_has_no_quality);
  tcase_add_test (tc, test_message_has_all_fields);
  tcase_add_test (tc, test_loss_of_interval_and_in_total);
  tcase_add_test (tc, test_late_packets_make_no_negative_loss);
  tcase_add_test (tc, test_copies_are_no_gain);
  tcase_add_test (tc, test_order_is_reported);
  tcase_add_test (tc, test_wraps);
  tcase_add_test (tc, test_jitter_is_that_of_the_rfc);
  tcase_add_test (tc, test_delta_max_is_of_the_interval);
  tcase_add_test (tc, test_arrival_is_the_dts);
  tcase_add_test (tc, test_packets_that_waited);
  tcase_add_test (tc, test_arrival_without_address_is_now);
  tcase_add_loop_test (tc, test_rates_are_exact, 0, G_N_ELEMENTS (families));
  tcase_add_test (tc, test_stats_are_of_now);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (stats_values)
