/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A received stream: how its packets change the books and the jitter, through
 * restarts, outages, strays, a changed clock and BYE, and in random streams.
 * What is shown and reported is tested in test-source-values.c.
 */
#include "qos-source-private.h"

#include "random-stream.h"
#include "source-feed.h"
#include "test-util.h"

typedef struct
{
  uint64_t expected, unique, duplicates, strays, restarts;
} Books;

static void
assert_books (Feed *feed, const Books *books)
{
  QosSnapshot s;

  qos_source_peek (&feed->source, feed->now_ns, &s);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_EXPECTED].u, ==,
      books->expected);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_RECEIVED].u, ==, books->unique);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LOST].u, ==,
      books->expected - books->unique);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_DUPLICATED].u, ==,
      books->duplicates);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_STRAY].u, ==, books->strays);
  g_assert_cmpuint (s.values[QOS_STREAM_RESTARTS].u, ==, books->restarts);
}

/* No jitter, except for the rounding of arrival times. */
static void
assert_no_jitter (const Feed *feed)
{
  g_assert_cmpfloat_with_epsilon (feed_jitter_ms (feed), 0.0, 0.001);
}

static void
test_valid_after_two_packets (void)
{
  Feed feed;

  feed_init (&feed, 48000);
  g_assert_false (qos_source_is_valid (&feed.source));
  feed_packets (&feed, 1);
  g_assert_false (qos_source_is_valid (&feed.source));
  feed_other (&feed, 1000, 0x12345678); /* its copy */
  g_assert_false (qos_source_is_valid (&feed.source));
  feed_packets (&feed, 1);
  g_assert_true (qos_source_is_valid (&feed.source));
}

typedef struct
{
  const char *path;
  int by; /* new first number minus the last one received */
  uint32_t ticks_by;
} RestartRow;

static const RestartRow restart_rows[] = {
    {"/source/restart-backwards-far", -30000, 0x40000000},
    {"/source/restart-backwards-by-500", -500, 0x40000000},
    {"/source/restart-backwards-by-1", -1, 0x40000000},
    {"/source/restart-at-the-same-number", 0, 0x40000000},
    {"/source/restart-at-the-same-number-with-time-back", 0, 0xc0000000},
    {"/source/restart-forwards-by-2", 2, 0x40000000},
    {"/source/restart-forwards-by-300", 300, 0x40000000},
    {"/source/restart-forwards-by-300-with-time-back", 300, 0xc0000000},
    {"/source/restart-forwards-by-2900", 2900, 0x40000000},
    {"/source/restart-forwards-far", 30000, 0x40000000},
    {"/source/restart-with-time-5-s-on", 300, 48000 * 5},
};

static void
test_restart (gconstpointer data)
{
  const RestartRow *row = data;
  static const Books books = {200, 200, 0, 0, 1};
  Feed feed;

  feed_init (&feed, 48000);
  feed_packets (&feed, 100);
  feed_restart (&feed, (uint16_t) (feed.seq - 1 + row->by),
      feed.timestamp + row->ticks_by);
  g_assert_cmpint (feed_packets (&feed, 1), ==, QOS_SEQ_SUSPECT);
  g_assert_cmpint (feed_packets (&feed, 1), ==, QOS_SEQ_RESTART);
  g_assert_cmpint (feed_packets (&feed, 98), ==, QOS_SEQ_IN_ORDER);
  assert_books (&feed, &books);
  assert_no_jitter (&feed);
}

/* The old program was stopped, and the new one started 10 s later. */
static void
test_restart_after_a_pause (void)
{
  static const Books books = {200, 200, 0, 0, 1};
  Feed feed;

  feed_init (&feed, 48000);
  feed_packets (&feed, 100);
  feed.now_ns += 10 * QOS_NS_PER_S;
  feed_restart (&feed, 40000, 77);
  feed_packets (&feed, 100);
  assert_books (&feed, &books);
  assert_no_jitter (&feed);
}

/* A stranger that knows the SSRC sends two packets, 20 times: the stream is
 * live and goes on. */
static void
test_no_restart_by_a_stranger (void)
{
  static const Books books = {200, 200, 0, 40, 0};
  Feed feed;

  feed_init (&feed, 48000);
  for (uint16_t i = 0; i < 20; i++) {
    feed_packets (&feed, 10);
    feed_other (&feed, (uint16_t) (feed.seq + 20000), 77);
    feed_other (&feed, (uint16_t) (feed.seq + 20001), 77 + FEED_TICKS);
  }
  assert_books (&feed, &books);
  assert_no_jitter (&feed);
}

/* The numbers of a new series come too soon, and wait until the old one is
 * silent. */
static void
test_quick_restart (void)
{
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 48000);
  feed_packets (&feed, 100);
  feed.seq = 40000;
  feed.timestamp = 77;
  feed_packets (&feed, 100);
  s = feed_snapshot (&feed);
  g_assert_cmpuint (s.values[QOS_STREAM_RESTARTS].u, ==, 1);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LOST].u, ==, 0);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_STRAY].u, ==,
      QOS_SOURCE_SILENT_NS / FEED_PACKET_NS - 2);
}

/* Without a clock rate only the number can show it. */
static void
test_restart_without_a_clock (void)
{
  static const Books books = {200, 200, 0, 0, 1};
  Feed feed;

  feed_init (&feed, 0);
  feed_packets (&feed, 100);
  feed_restart (&feed, 40000, 77);
  feed_packets (&feed, 100);
  assert_books (&feed, &books);
}

/* The next number with another RTP time: the clock of the sender was set. */
static void
test_next_number_is_not_a_restart (void)
{
  static const Books books = {200, 200, 0, 0, 0};
  Feed feed;

  feed_init (&feed, 48000);
  feed_packets (&feed, 100);
  feed_restart (&feed, feed.seq, feed.timestamp + 0x40000000);
  g_assert_cmpint (feed_packets (&feed, 100), ==, QOS_SEQ_IN_ORDER);
  assert_books (&feed, &books);
}

static void
test_long_outage_is_loss (void)
{
  static const unsigned lengths[] = {10, 2999, 3000, 3001, 10000, 32000};

  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++) {
    Books books = {200 + lengths[i], 200, 0, 0, 0};
    Feed feed;

    feed_init (&feed, 48000);
    feed_packets (&feed, 100);
    feed_lose (&feed, lengths[i]);
    g_assert_cmpint (feed_packets (&feed, 1), ==, QOS_SEQ_IN_ORDER);
    feed_packets (&feed, 99);
    assert_books (&feed, &books);
  }
}

/* The sender paused and sent no packets: the numbers continue. */
static void
test_silence_is_not_loss (void)
{
  static const Books books = {200, 200, 0, 0, 0};
  static const uint64_t pauses_s[] = {1, 10, 50, 3600};

  for (size_t i = 0; i < G_N_ELEMENTS (pauses_s); i++) {
    Feed feed;

    feed_init (&feed, 48000);
    feed_packets (&feed, 100);
    feed.now_ns += pauses_s[i] * QOS_NS_PER_S;
    feed.timestamp += (uint32_t) pauses_s[i] * 48000;
    feed_packets (&feed, 100);
    assert_books (&feed, &books);
    assert_no_jitter (&feed);
  }
}

static void
test_loss_in_probation (void)
{
  static const Books books = {203, 100, 0, 0, 0};
  Feed feed;

  feed_init (&feed, 48000);
  feed_packets (&feed, 1);
  feed_lose (&feed, 3);
  feed_packets (&feed, 1);
  feed_lose (&feed, 100);
  feed_packets (&feed, 98);
  assert_books (&feed, &books);
}

/* 3 s without a packet after the first one: the link comes up slowly. */
static void
test_outage_in_probation_is_loss (void)
{
  static const Books books = {250, 100, 0, 0, 0};
  Feed feed;

  feed_init (&feed, 48000);
  feed_packets (&feed, 1);
  feed_lose (&feed, 150);
  feed_packets (&feed, 99);
  assert_books (&feed, &books);
  assert_no_jitter (&feed);
}

static void
test_stray_is_not_measured (void)
{
  static const Books books = {200, 200, 0, 2, 0};
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 48000);
  feed_packets (&feed, 100);
  g_assert_cmpint (feed_other (&feed, 30000, 99), ==, QOS_SEQ_SUSPECT);
  feed_packets (&feed, 50);
  g_assert_cmpint (feed_other (&feed, (uint16_t) (feed.seq + 5), 99), ==,
      QOS_SEQ_SUSPECT);
  feed_packets (&feed, 50);
  assert_books (&feed, &books);
  assert_no_jitter (&feed);
  s = feed_snapshot (&feed);
  g_assert_cmpfloat_with_epsilon (s.values[QOS_STREAM_LAST_PACKET_AGE_MS].d,
      20.0, 1e-9);
}

/* First comes a packet of something else, with any number and RTP time. */
static void
test_noise_before_the_stream (void)
{
  static const Books books = {100, 100, 0, 1, 0};
  static const uint16_t numbers[] = {20, 900, 1105, 3000, 40000};

  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++) {
    Feed feed;

    feed_init (&feed, 48000);
    feed_other (&feed, numbers[i], 0x92345678);
    feed_packets (&feed, 100);
    assert_books (&feed, &books);
    assert_no_jitter (&feed);
  }
}

static void
test_timestamp_wraps_at_32_bit (void)
{
  static const Books books = {2200, 200, 0, 0, 0};
  /* Within the first packets; within the outage. */
  static const uint32_t packets_to_wrap[] = {50, 1000};

  for (size_t i = 0; i < G_N_ELEMENTS (packets_to_wrap); i++) {
    Feed feed;

    feed_init (&feed, 48000);
    feed.timestamp = 0xffffffff - packets_to_wrap[i] * FEED_TICKS;
    feed_packets (&feed, 100);
    feed_lose (&feed, 2000);
    feed_packets (&feed, 100);
    assert_books (&feed, &books);
    assert_no_jitter (&feed);
  }
}

static void
test_clock_rate_change (void)
{
  static const Books books = {200, 200, 0, 0, 0};
  Feed feed;

  feed_init (&feed, 48000);
  feed_packets (&feed, 100);
  qos_source_set_clock_rate (&feed.source, 8000);
  feed.timestamp = 0x90000000;
  for (int i = 0; i < 100; i++) {
    feed_other (&feed, feed.seq, feed.timestamp);
    feed.seq++;
    feed.timestamp += 160;
    feed.now_ns += FEED_PACKET_NS;
  }
  assert_books (&feed, &books);
  assert_no_jitter (&feed);
}

/* The rate becomes known in mid-stream, as with the codec-config extension. */
static void
test_clock_rate_comes_later (void)
{
  static const Books books = {200, 200, 0, 0, 0};
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 0);
  feed_packets (&feed, 100);
  s = feed_snapshot (&feed);
  g_assert_false (qos_snapshot_has (&s, QOS_STREAM_JITTER_MS));
  qos_source_set_clock_rate (&feed.source, 48000);
  feed_packets (&feed, 100);
  assert_books (&feed, &books);
  assert_no_jitter (&feed);
}

/* RFC 3550 A.8 in doubles, with random delays. */
static void
test_jitter_golden_values (void)
{
  GRand *random = make_random ();
  double jitter_ns = 0, last_ns = 0;
  Feed feed;

  feed_init (&feed, 48000);
  feed.timestamp = 0xfffffff0;
  for (int i = 0; i < 1000; i++) {
    uint64_t due_ns = feed.now_ns;
    uint64_t delay_ns = draw (random, 19000000);

    feed.now_ns += delay_ns;
    feed_packets (&feed, 1);
    feed.now_ns = due_ns + FEED_PACKET_NS;
    if (i > 0)
      jitter_ns += (ABS ((double) delay_ns - last_ns) - jitter_ns) / 16.0;
    last_ns = (double) delay_ns;
  }
  g_assert_cmpfloat_with_epsilon (feed_jitter_ms (&feed), jitter_ns / 1e6,
      1e-5);
  g_rand_free (random);
}

static void
test_bye (void)
{
  uint64_t bye_ns;
  Feed feed;

  feed_init (&feed, 48000);
  feed_packets (&feed, 100);
  g_assert_false (
      qos_source_is_gone (&feed.source, feed.now_ns + 60 * QOS_NS_PER_S));
  bye_ns = feed.now_ns;
  qos_source_bye (&feed.source, bye_ns);
  feed_packets (&feed, 5); /* 100 ms: these were on their way */
  g_assert_false (qos_source_is_gone (&feed.source, bye_ns));
  g_assert_false (
      qos_source_is_gone (&feed.source, bye_ns + QOS_SOURCE_BYE_NS - 1));
  g_assert_true (qos_source_is_gone (&feed.source, bye_ns + QOS_SOURCE_BYE_NS));
  g_assert_true (qos_source_is_gone (&feed.source, bye_ns + 60 * QOS_NS_PER_S));
}

static void
test_bye_taken_back (void)
{
  uint64_t bye_ns;
  Feed feed;

  feed_init (&feed, 48000);
  feed_packets (&feed, 100);
  bye_ns = feed.now_ns;
  qos_source_bye (&feed.source, bye_ns);
  for (int i = 0; i < 200; i++) {
    feed_packets (&feed, 1);
    g_assert_false (qos_source_is_gone (&feed.source, feed.now_ns));
  }
  /* The BYE is forgotten: the stream ends by its timeout. */
  g_assert_false (
      qos_source_is_gone (&feed.source, feed.now_ns + 60 * QOS_NS_PER_S));
  /* A true one later counts. */
  bye_ns = feed.now_ns;
  qos_source_bye (&feed.source, bye_ns);
  g_assert_true (qos_source_is_gone (&feed.source, bye_ns + QOS_SOURCE_BYE_NS));
}

static void
test_bye_before_any_packet (void)
{
  Feed feed;

  feed_init (&feed, 48000);
  qos_source_bye (&feed.source, FEED_START);
  g_assert_true (
      qos_source_is_gone (&feed.source, FEED_START + QOS_SOURCE_BYE_NS));
}

static void
feed_random_stream (GRand *random, const RandomStream *stream,
    QosSource *source)
{
  uint16_t seq = (uint16_t) g_rand_int (random);
  uint32_t timestamp = g_rand_int (random);
  uint32_t rate = draw (random, 2) ? 48000 : 44100;
  uint64_t packet_ns = 1024 * QOS_NS_PER_S / rate;

  qos_source_init (source, 1, FEED_INTERVAL_NS, FEED_START);
  qos_source_set_clock_rate (source, rate);
  for (guint i = 0; i < stream->deliveries->len; i++) {
    const Delivery *d = &g_array_index (stream->deliveries, Delivery, i);
    QosPacket packet = {FEED_START + d->at * packet_ns / RANDOM_STREAM_STEPS,
        timestamp + d->number * 1024, (uint16_t) (seq + d->number),
        FEED_PAYLOAD, FEED_WIRE};
    QosReportBlock block;
    QosSnapshot s;

    qos_source_packet (source, &packet);
    if (draw (random, 20) != 0)
      continue;
    qos_source_snapshot (source, packet.arrival_ns, &s);
    if (qos_snapshot_has (&s, QOS_STREAM_LOSS_PERCENT)) {
      g_assert_cmpfloat (s.values[QOS_STREAM_LOSS_PERCENT].d, >=, 0.0);
      g_assert_cmpfloat (s.values[QOS_STREAM_LOSS_PERCENT].d, <=, 100.0);
    }
    g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_EXPECTED].u, >=,
        s.values[QOS_STREAM_PACKETS_RECEIVED].u);
    qos_source_report (source, packet.arrival_ns, &block);
    g_assert_cmpuint (block.fraction_lost, <=, 255);
    g_assert_cmpint (block.packets_lost, >=, 0);
  }
}

static void
test_random_streams (void)
{
  GRand *random = make_random ();

  for (int i = 0; i < 100; i++) {
    RandomPlan plan = random_plan (random, 20000);
    RandomStream stream = random_stream_new (random, &plan);
    QosSource source;

    feed_random_stream (random, &stream, &source);
    if (qos_seq_expected (&source.seq) != stream.expected ||
        source.seq.unique != stream.unique ||
        source.seq.duplicates != stream.duplicates)
      random_plan_print (&plan);
    g_assert_cmpuint (qos_seq_expected (&source.seq), ==, stream.expected);
    g_assert_cmpuint (source.seq.unique, ==, stream.unique);
    g_assert_cmpuint (source.seq.duplicates, ==, stream.duplicates);
    g_assert_cmpuint (source.seq.reordered, ==, stream.reordered);
    g_assert_cmpuint (source.seq.strays, ==, 0);
    g_assert_cmpuint (source.seq.restarts, ==, 0);
    random_stream_clear (&stream);
  }
  g_rand_free (random);
}

static void
add_tests (void)
{
  g_test_add_func ("/source/valid-after-two-packets",
      test_valid_after_two_packets);
  for (size_t i = 0; i < G_N_ELEMENTS (restart_rows); i++)
    g_test_add_data_func (restart_rows[i].path, &restart_rows[i], test_restart);
  g_test_add_func ("/source/restart-after-a-pause", test_restart_after_a_pause);
  g_test_add_func ("/source/no-restart-by-a-stranger",
      test_no_restart_by_a_stranger);
  g_test_add_func ("/source/quick-restart", test_quick_restart);
  g_test_add_func ("/source/restart-without-a-clock",
      test_restart_without_a_clock);
  g_test_add_func ("/source/next-number-is-not-a-restart",
      test_next_number_is_not_a_restart);
  g_test_add_func ("/source/long-outage-is-loss", test_long_outage_is_loss);
  g_test_add_func ("/source/silence-is-not-loss", test_silence_is_not_loss);
  g_test_add_func ("/source/loss-in-probation", test_loss_in_probation);
  g_test_add_func ("/source/outage-in-probation-is-loss",
      test_outage_in_probation_is_loss);
  g_test_add_func ("/source/stray-is-not-measured", test_stray_is_not_measured);
  g_test_add_func ("/source/noise-before-the-stream",
      test_noise_before_the_stream);
  g_test_add_func ("/source/timestamp-wraps-at-32-bit",
      test_timestamp_wraps_at_32_bit);
  g_test_add_func ("/source/clock-rate-change", test_clock_rate_change);
  g_test_add_func ("/source/clock-rate-comes-later",
      test_clock_rate_comes_later);
  g_test_add_func ("/source/jitter-golden-values", test_jitter_golden_values);
  g_test_add_func ("/source/bye", test_bye);
  g_test_add_func ("/source/bye-taken-back", test_bye_taken_back);
  g_test_add_func ("/source/bye-before-any-packet", test_bye_before_any_packet);
  g_test_add_func ("/source/random-streams", test_random_streams);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_tests ();
  return g_test_run ();
}
