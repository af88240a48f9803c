/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is shown of a received stream (totals, intervals, what is unknown) and
 * what is reported to its sender (RFC 3550 6.4.1, A.3; RFC 3611 4.5).
 */
#include "qos-source-private.h"

#include "source-feed.h"
#include "test-util.h"

#define MS QOS_NS_PER_MS
#define S QOS_NS_PER_S
/* More fields than 64 bits. */
__extension__ typedef unsigned __int128 Mask;

#define BIT(field) ((Mask) 1 << QOS_STREAM_##field)
#define PDV \
  (BIT (QUEUE_DELAY_MS) | BIT (PDV_P50_MS) | BIT (PDV_P95_MS) | \
      BIT (PDV_P99_MS) | BIT (PDV_MAX_MS) | BIT (PDV_TOTAL_P50_MS) | \
      BIT (PDV_TOTAL_P95_MS) | BIT (PDV_TOTAL_P99_MS) | \
      BIT (PDV_TOTAL_MAX_MS) | BIT (PACKETS_LATER_THAN))

/* Counts are known from the start: they are 0. */
#define ALWAYS \
  (BIT (SSRC) | BIT (PACKETS_RECEIVED) | BIT (PACKETS_EXPECTED) | \
      BIT (PACKETS_LOST) | BIT (PACKETS_DUPLICATED) | BIT (BOOKS_BALANCED) | \
      BIT (PACKETS_REORDERED) | BIT (PACKETS_STRAY) | BIT (PACKETS_FOREIGN) | \
      BIT (RESTARTS) | BIT (BYTES_RECEIVED) | BIT (WIRE_BYTES_RECEIVED))
#define INTERVAL (BIT (DURATION) | BIT (MEDIA_KBPS) | BIT (WIRE_KBPS))
#define ONE_PACKET \
  (BIT (LOSS_PERCENT) | BIT (R_FACTOR) | BIT (MOS) | \
      BIT (LOSS_TOTAL_PERCENT) | BIT (LAST_PACKET_BYTES) | \
      BIT (LAST_PACKET_AGE_MS))
#define TWO_PACKETS \
  (BIT (JITTER_MS) | BIT (JITTER_MEAN_MS) | BIT (JITTER_MAX_MS) | \
      BIT (DELTA_MAX_MS) | BIT (LOSS_RUNS) | BIT (LOSS_RUN_MAX) | \
      BIT (BURST_COUNT) | BIT (GAP_DENSITY_PERCENT) | BIT (GAP_DURATION_MS) | \
      BIT (GILBERT_P_PERCENT) | BIT (REORDERED_PERCENT) | \
      BIT (REORDER_EXTENT_MAX) | BIT (REORDER_LATE_MAX_MS) | PDV)

static double
value (const QosSnapshot *s, QosStreamField field)
{
  g_assert_true (qos_snapshot_has (s, field));
  return s->values[field].d;
}

static void
assert_known (const QosSnapshot *s, Mask known)
{
  for (unsigned field = 0; field < QOS_STREAM_N_FIELDS; field++) {
    bool want = (known >> field & 1) != 0;

    if (qos_snapshot_has (s, field) != want)
      g_error ("%s is %s", qos_stream_fields[field].name,
          want ? "not known" : "known");
  }
}

static void
test_unknown_is_absent (void)
{
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 0);
  qos_source_peek (&feed.source, feed.now_ns, &s);
  assert_known (&s, ALWAYS);
  feed.now_ns += S;
  s = feed_snapshot (&feed);
  assert_known (&s, ALWAYS | INTERVAL);

  feed_init (&feed, 48000);
  feed_packets (&feed, 1);
  s = feed_snapshot (&feed);
  assert_known (&s, ALWAYS | BIT (CLOCK_RATE) | INTERVAL | ONE_PACKET);

  feed_packets (&feed, 1);
  s = feed_snapshot (&feed);
  assert_known (&s,
      ALWAYS | BIT (CLOCK_RATE) | INTERVAL | ONE_PACKET | TWO_PACKETS);

  feed.now_ns += S; /* an interval without packets has no loss and no delta */
  s = feed_snapshot (&feed);
  assert_known (&s,
      (ALWAYS | BIT (CLOCK_RATE) | INTERVAL | ONE_PACKET | TWO_PACKETS) &
          ~(BIT (LOSS_PERCENT) | BIT (R_FACTOR) | BIT (MOS) |
              BIT (DELTA_MAX_MS) | BIT (QUEUE_DELAY_MS) | BIT (PDV_P50_MS) |
              BIT (PDV_P95_MS) | BIT (PDV_P99_MS) | BIT (PDV_MAX_MS)));
}

static void
test_no_jitter_without_a_clock (void)
{
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 0);
  feed_packets (&feed, 100);
  s = feed_snapshot (&feed);
  g_assert_false (qos_snapshot_has (&s, QOS_STREAM_CLOCK_RATE));
  g_assert_false (qos_snapshot_has (&s, QOS_STREAM_JITTER_MS));
  g_assert_false (qos_snapshot_has (&s, QOS_STREAM_JITTER_MEAN_MS));
  g_assert_false (qos_snapshot_has (&s, QOS_STREAM_JITTER_MAX_MS));
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_RECEIVED].u, ==, 100);
}

static void
test_identity (void)
{
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 44100);
  memset (feed.source.cname, 'c', QOS_TEXT_SIZE - 1);
  g_strlcpy (feed.source.name, "Zoë", QOS_TEXT_SIZE);
  s = feed_snapshot (&feed);
  g_assert_cmphex (s.values[QOS_STREAM_SSRC].u, ==, FEED_SSRC);
  g_assert_cmpint (s.values[QOS_STREAM_CLOCK_RATE].i, ==, 44100);
  g_assert_cmpstr (qos_snapshot_text (&s, QOS_STREAM_CNAME), ==,
      feed.source.cname);
  g_assert_cmpstr (qos_snapshot_text (&s, QOS_STREAM_NAME), ==, "Zoë");
  g_assert_false (qos_snapshot_has (&s, QOS_STREAM_ADDRESS));
}

static void
test_interval_loss (void)
{
  static const struct
  {
    unsigned packets, lost, packets_after;
    double percent, total_percent;
  } rows[] = {
      {50, 0, 0, 0.0, 0.0},
      {20, 25, 5, 50.0, 25.0}, /* 25 of 50, 25 of 100 */
      {50, 0, 50, 0.0, 12.5},  /* 0 of 100, 25 of 200 */
      {0, 99, 1, 99.0, 124.0 / 3.0},
      {100, 0, 0, 0.0, 31.0},
  };
  Feed feed;

  feed_init (&feed, 48000);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    QosSnapshot s;

    feed_packets (&feed, rows[i].packets);
    feed_lose (&feed, rows[i].lost);
    feed_packets (&feed, rows[i].packets_after);
    s = feed_snapshot (&feed);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_LOSS_PERCENT),
        rows[i].percent, 1e-9);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_LOSS_TOTAL_PERCENT),
        rows[i].total_percent, 1e-9);
  }
}

/* A late packet of the interval before makes more unique packets than
 * expected. */
static void
test_interval_loss_is_not_negative (void)
{
  Feed feed;
  QosSnapshot s;
  QosReportBlock block;
  uint16_t late_seq;
  uint32_t late_timestamp;

  feed_init (&feed, 48000);
  feed_packets (&feed, 8);
  late_seq = feed.seq;
  late_timestamp = feed.timestamp;
  feed_lose (&feed, 1);
  feed_packets (&feed, 1);
  s = feed_snapshot (&feed);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_LOSS_PERCENT), 10.0,
      1e-9);
  block = feed_report (&feed);
  g_assert_cmpuint (block.fraction_lost, ==, 25); /* 256 / 10 */

  feed_other (&feed, late_seq, late_timestamp);
  feed_packets (&feed, 5);
  s = feed_snapshot (&feed);
  g_assert_cmpfloat (value (&s, QOS_STREAM_LOSS_PERCENT), ==, 0.0);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LOST].u, ==, 0);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_REORDERED].u, ==, 1);
  block = feed_report (&feed);
  g_assert_cmpuint (block.fraction_lost, ==, 0);
  g_assert_cmpint (block.packets_lost, ==, 0);
}

/* RFC 3550 A.3 makes the loss negative here; duplicates are not packets. */
static void
test_duplicates_do_not_hide_loss (void)
{
  Feed feed;
  QosSnapshot s;
  QosReportBlock block;

  feed_init (&feed, 48000);
  for (int i = 0; i < 50; i++) {
    feed_other (&feed, feed.seq, feed.timestamp);
    feed_packets (&feed, 1);
  }
  feed_lose (&feed, 5);
  feed_packets (&feed, 45);
  s = feed_snapshot (&feed);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_RECEIVED].u, ==, 95);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LOST].u, ==, 5);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_DUPLICATED].u, ==, 50);
  g_assert_cmpuint (s.values[QOS_STREAM_BYTES_RECEIVED].u, ==,
      145 * FEED_PAYLOAD);
  g_assert_cmpuint (s.values[QOS_STREAM_WIRE_BYTES_RECEIVED].u, ==,
      145 * FEED_WIRE);
  block = feed_report (&feed);
  g_assert_cmpint (block.packets_lost, ==, 5);
  g_assert_cmpuint (block.fraction_lost, ==, 256 * 5 / 100);
}

static void
test_interval_rates (void)
{
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 48000);
  for (int i = 1; i <= 3; i++) {
    feed_packets (&feed, 50 / (unsigned) i);
    feed.now_ns = FEED_START + (uint64_t) i * S;
    s = feed_snapshot (&feed);
    g_assert_cmpuint (s.values[QOS_STREAM_DURATION].u, ==, S);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_MEDIA_KBPS),
        50 / i * FEED_PAYLOAD * 8.0 / 1000.0, 1e-9);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_WIRE_KBPS),
        50 / i * FEED_WIRE * 8.0 / 1000.0, 1e-9);
    g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_LAST_PACKET_AGE_MS),
        1020.0 - 50 / i * 20.0, 1e-9);
    g_assert_cmpuint (s.values[QOS_STREAM_LAST_PACKET_BYTES].u, ==,
        FEED_PAYLOAD);
  }
}

static void
test_delta_is_of_the_interval (void)
{
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 48000);
  feed_packets (&feed, 10);
  feed_lose (&feed, 4);
  feed_packets (&feed, 10);
  s = feed_snapshot (&feed);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_DELTA_MAX_MS), 100.0,
      1e-9);
  feed_packets (&feed, 10);
  s = feed_snapshot (&feed);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_DELTA_MAX_MS), 20.0,
      1e-9);
}

/* A burst of old packets whose arrival time is unknown: they count, but make no
 * jitter. */
static void
test_waited_makes_no_jitter (void)
{
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 48000);
  for (unsigned i = 0; i < 20; i++) {
    QosPacket packet = {feed.now_ns, feed.timestamp, feed.seq, FEED_PAYLOAD,
        FEED_WIRE, true, .format = {FEED_TYPE}};

    qos_source_packet (&feed.source, &packet);
    feed.timestamp += FEED_TICKS;
    feed.seq++;
  }
  feed.now_ns += 4 * S; /* 4 s of the stream were thrown away in the kernel */
  feed.timestamp += 200 * FEED_TICKS;
  feed.seq += 200;
  feed_packets (&feed, 30);
  s = feed_snapshot (&feed);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_RECEIVED].u, ==, 50);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LOST].u, ==, 200);
  g_assert_cmpuint (s.values[QOS_STREAM_RESTARTS].u, ==, 0);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_JITTER_MS), 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_DELTA_MAX_MS), 20.0,
      1e-9);
}

/* A packet waited in the socket while the wall clock was set back: the history
 * of the path stays valid. */
static void
test_waited_spoils_no_history (void)
{
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 48000);
  qos_playout_set_latency (&feed.source.playout, true, 30 * MS);
  feed_packets (&feed, 100);
  feed_snapshot (&feed);
  feed.now_ns += 20 * MS;
  qos_source_packet (&feed.source,
      &(QosPacket){feed.now_ns, feed.timestamp, feed.seq, FEED_PAYLOAD,
          FEED_WIRE, true});
  feed.timestamp += FEED_TICKS;
  feed.seq++;
  feed.now_ns += 50 * MS; /* and a queue has built up */
  feed_packets (&feed, 50);
  s = feed_snapshot (&feed);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_QUEUE_DELAY_MS), 50.0,
      1e-6);
  /* The buffer follows. */
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_LATE].u, ==, 0);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_CONCEALED_MS), 50.0,
      1e-6);
}

/* Current totals and the values of the last interval; no new interval
 * starts. */
static void
test_peek (void)
{
  Feed feed;
  QosSnapshot s, peeked;

  feed_init (&feed, 48000);
  feed_packets (&feed, 40);
  feed_lose (&feed, 10);
  feed_packets (&feed, 50);
  feed_snapshot (&feed);
  feed_packets (&feed, 25);
  for (int i = 0; i < 3; i++) {
    qos_source_peek (&feed.source, feed.now_ns, &peeked);
    g_assert_cmpuint (peeked.values[QOS_STREAM_PACKETS_RECEIVED].u, ==, 115);
    g_assert_cmpfloat_with_epsilon (value (&peeked, QOS_STREAM_LOSS_PERCENT),
        10.0, 1e-9);
    g_assert_cmpuint (peeked.values[QOS_STREAM_DURATION].u, ==, 2 * S);
  }
  s = feed_snapshot (&feed);
  g_assert_cmpuint (s.values[QOS_STREAM_DURATION].u, ==, S / 2);
  g_assert_cmpfloat (value (&s, QOS_STREAM_LOSS_PERCENT), ==, 0.0);
}

static void
test_round_trip (void)
{
  Feed feed;
  QosSnapshot s;

  feed_init (&feed, 48000);
  feed_packets (&feed, 1);
  qos_pace_sent (&feed.source.pace, feed.now_ns, 0x12345678, 100, 1000000);
  feed.now_ns += 123456789 + 250 * MS;

  g_assert_false (
      qos_source_dlrr (&feed.source, 0x12345679, 0x4000, feed.now_ns));
  g_assert_false (qos_source_dlrr (&feed.source, 0, 0x4000, feed.now_ns));
  g_assert_false (
      qos_source_dlrr (&feed.source, 0x12345678, 0x40000, feed.now_ns));
  s = feed_snapshot (&feed);
  g_assert_false (qos_snapshot_has (&s, QOS_STREAM_RTT_MS));

  g_assert_true (
      qos_source_dlrr (&feed.source, 0x12345678, 0x4000, feed.now_ns));
  s = feed_snapshot (&feed);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_RTT_MS), 123.456789,
      1e-6);

  /* A forged echo changes nothing. */
  g_assert_false (qos_source_dlrr (&feed.source, 1, 0, feed.now_ns));
  s = feed_snapshot (&feed);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_RTT_MS), 123.456789,
      1e-6);

  feed.now_ns += QOS_STALE_NS - 100 * MS;
  s = feed_snapshot (&feed);
  g_assert_true (qos_snapshot_has (&s, QOS_STREAM_RTT_MS));
  feed.now_ns += 200 * MS;
  s = feed_snapshot (&feed);
  g_assert_false (qos_snapshot_has (&s, QOS_STREAM_RTT_MS));
}

static void
test_first_report_block (void)
{
  Feed feed;
  QosReportBlock block;

  feed_init (&feed, 0);
  feed_packets (&feed, 1);
  block = feed_report (&feed);
  g_assert_cmpuint (block.fraction_lost, ==, 0);
  g_assert_cmpint (block.packets_lost, ==, 0);
  g_assert_cmpuint (block.extended_highest, ==, 1000);
  g_assert_cmpuint (block.jitter, ==, 0);
  g_assert_cmpuint (block.lsr, ==, 0);
  g_assert_cmpuint (block.dlsr, ==, 0);
}

static void
test_report_block_fraction (void)
{
  static const struct
  {
    unsigned packets, lost;
    uint32_t fraction;
    int32_t cumulative;
  } rows[] = {
      {100, 0, 0, 0},
      {75, 25, 64, 25},
      {50, 50, 128, 75},
      {0, 0, 0, 75}, /* nothing expected */
      {1, 255, 255, 330},
      {299, 1, 0, 331}, /* 0.85 of 256 */
      {256, 1, 0, 332},
      {255, 1, 1, 333},
  };
  Feed feed;

  feed_init (&feed, 48000);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    QosReportBlock block;

    feed_lose (&feed, i > 0 ? rows[i].lost : 0);
    feed_packets (&feed, rows[i].packets);
    block = feed_report (&feed);
    g_assert_cmpuint (block.fraction_lost, ==, rows[i].fraction);
    g_assert_cmpint (block.packets_lost, ==, rows[i].cumulative);
  }
}

/* 24 bits with a sign: the value stays at its maximum. */
static void
test_report_block_cumulative_is_clamped (void)
{
  Feed feed;
  QosReportBlock block;

  feed_init (&feed, 48000);
  feed_packets (&feed, 2);
  for (int i = 0; i < 300; i++) {
    feed_lose (&feed, 30000);
    feed_packets (&feed, 1);
    block = feed_report (&feed);
    g_assert_cmpint (block.packets_lost, ==, MIN (30000 * (i + 1), 0x7fffff));
    g_assert_cmpuint (block.fraction_lost, ==, 255);
  }
  g_assert_cmpuint (block.extended_highest, ==, 1000 + 1 + 300 * 30001);
}

static void
test_report_block_times (void)
{
  Feed feed;
  QosReportBlock block;

  feed_init (&feed, 48000);
  feed_packets (&feed, 2);
  qos_source_sender_report (&feed.source, UINT64_C (0xb7052000) << 16, 0,
      feed.now_ns);
  block = feed_report (&feed);
  g_assert_cmphex (block.lsr, ==, 0xb7052000U);
  g_assert_cmphex (block.dlsr, ==, 0);
  feed.now_ns += 5250 * MS;
  block = feed_report (&feed);
  g_assert_cmphex (block.dlsr, ==, 0x54000); /* RFC 3550 6.4.1 */
  qos_source_sender_report (&feed.source, UINT64_C (0xb70a2000) << 16, 0,
      feed.now_ns);
  feed.now_ns += 500 * MS;
  block = feed_report (&feed);
  g_assert_cmphex (block.lsr, ==, 0xb70a2000U);
  g_assert_cmphex (block.dlsr, ==, 0x8000);
  feed.now_ns += UINT64_C (30) * 24 * 3600 * S;
  block = feed_report (&feed);
  g_assert_cmphex (block.dlsr, ==, UINT32_MAX);
}

/* One packet that is 16 ms late makes 1 ms of jitter: 48 ticks. */
static void
test_report_block_jitter (void)
{
  Feed feed;
  QosReportBlock block;

  feed_init (&feed, 48000);
  feed_packets (&feed, 1);
  feed.now_ns += 16 * MS;
  feed_packets (&feed, 1);
  block = feed_report (&feed);
  g_assert_cmpuint (block.jitter, ==, 48);
}

static void
test_wire_rate_since_the_last_report (void)
{
  Feed feed;

  feed_init (&feed, 48000);
  feed_packets (&feed, 50);
  g_assert_cmpuint (qos_source_wire_bps (&feed.source, feed.now_ns), ==, 80000);
  feed_report (&feed);
  feed_packets (&feed, 25);
  feed.now_ns += 500 * MS;
  g_assert_cmpuint (qos_source_wire_bps (&feed.source, feed.now_ns), ==, 40000);
}

/* 10 Gbit/s for 30 days, in packets of a second each. */
static void
test_10_gbps_for_30_days (void)
{
  enum
  {
    DAYS = 30,
    SECONDS = DAYS * 24 * 3600
  };
  QosPacket packet = {FEED_START, 0xffff0000, 65000, 1250000000, 1300000000};
  QosSource source;
  QosSnapshot s;
  QosReportBlock block;

  qos_source_init (&source, 1, FEED_INTERVAL_NS, FEED_START);
  qos_source_set_clock_rate (&source, 48000);
  for (uint32_t i = 0; i < SECONDS; i++) {
    if (i % 10 != 9)
      qos_source_packet (&source, &packet);
    packet.seq++;
    packet.timestamp += 48000;
    packet.arrival_ns += S;
    if (i == SECONDS - 11)
      qos_source_snapshot (&source, packet.arrival_ns, &s);
  }
  qos_source_report (&source, packet.arrival_ns, &block);
  qos_source_snapshot (&source, packet.arrival_ns, &s);
  g_assert_cmpuint (s.values[QOS_STREAM_BYTES_RECEIVED].u, ==,
      UINT64_C (1250000000) * (SECONDS / 10 * 9));
  g_assert_cmpuint (s.values[QOS_STREAM_WIRE_BYTES_RECEIVED].u, ==,
      UINT64_C (1300000000) * (SECONDS / 10 * 9));
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_MEDIA_KBPS), 0.9 * 1e7,
      1e-3);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_JITTER_MS), 0.0, 0.001);
  g_assert_cmpuint (s.values[QOS_STREAM_PACKETS_EXPECTED].u, ==, SECONDS - 1);
  g_assert_cmpint (block.packets_lost, ==, SECONDS / 10 - 1);
  g_assert_cmphex (block.extended_highest, ==, 65000 + SECONDS - 2);
}

static void
test_10_gbps_in_one_interval (void)
{
  QosPacket packet = {FEED_START, 0, 0, 12500, 12540};
  QosSource source;
  QosSnapshot s;

  qos_source_init (&source, 1, FEED_INTERVAL_NS, FEED_START);
  qos_source_set_clock_rate (&source, 90000);
  for (uint32_t i = 0; i < 100000; i++, packet.seq++) {
    packet.arrival_ns = FEED_START + (uint64_t) i * 10000;
    packet.timestamp = (uint32_t) ((uint64_t) i * 9 / 10);
    qos_source_packet (&source, &packet);
  }
  g_assert_cmpuint (qos_source_wire_bps (&source, FEED_START + S), ==,
      10032000000);
  qos_source_snapshot (&source, FEED_START + S, &s);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_MEDIA_KBPS), 1e7, 1e-3);
  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_WIRE_KBPS), 10032000.0,
      1e-3);
}

static void
add_report_tests (void)
{
  g_test_add_func ("/source/first-report-block", test_first_report_block);
  g_test_add_func ("/source/report-block-fraction", test_report_block_fraction);
  g_test_add_func ("/source/report-block-cumulative-is-clamped",
      test_report_block_cumulative_is_clamped);
  g_test_add_func ("/source/report-block-times", test_report_block_times);
  g_test_add_func ("/source/report-block-jitter", test_report_block_jitter);
  g_test_add_func ("/source/wire-rate-since-the-last-report",
      test_wire_rate_since_the_last_report);
}

/* Two bursts of 3 in 200 packets of 20 ms. */
static void
feed_bursts (Feed *feed)
{
  feed_packets (feed, 50);
  feed_lose (feed, 3);
  feed_packets (feed, 97);
  feed_lose (feed, 3);
  feed_packets (feed, 47);
}

static void
assert_durations (Feed *feed)
{
  QosSnapshot s = feed_snapshot (feed);

  g_assert_cmpfloat_with_epsilon (value (&s, QOS_STREAM_BURST_DURATION_MS), 60,
      1e-6);
}

/* A burst lasts as long as its sound, whatever happened to the packets. */
static void
test_durations_are_of_sound (void)
{
  Feed feed;

  feed_init (&feed, 48000);
  feed_bursts (&feed);
  assert_durations (&feed);

  /* A queue builds up: each packet comes 20 ms later than the one before. */
  feed_init (&feed, 48000);
  feed_packets (&feed, 1);
  for (unsigned i = 0; i < 50; i++) {
    feed.now_ns += FEED_PACKET_NS;
    feed_packets (&feed, 1);
  }
  feed_bursts (&feed);
  assert_durations (&feed);

  /* The sender restarts 10 s later. */
  feed_init (&feed, 48000);
  feed_bursts (&feed);
  feed.now_ns += 10 * S;
  feed_restart (&feed, 33333, 7);
  feed_bursts (&feed);
  assert_durations (&feed);

  /* It sends nothing for a minute. */
  feed_init (&feed, 48000);
  feed_bursts (&feed);
  feed.now_ns += 60 * S;
  feed.timestamp += 60 * 48000;
  feed_bursts (&feed);
  assert_durations (&feed);

  /* With an unknown clock rate the arrival times count. */
  feed_init (&feed, 0);
  feed_bursts (&feed);
  assert_durations (&feed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source/unknown-is-absent", test_unknown_is_absent);
  g_test_add_func ("/source/no-jitter-without-a-clock",
      test_no_jitter_without_a_clock);
  g_test_add_func ("/source/identity", test_identity);
  g_test_add_func ("/source/interval-loss", test_interval_loss);
  g_test_add_func ("/source/interval-loss-is-not-negative",
      test_interval_loss_is_not_negative);
  g_test_add_func ("/source/duplicates-do-not-hide-loss",
      test_duplicates_do_not_hide_loss);
  g_test_add_func ("/source/interval-rates", test_interval_rates);
  g_test_add_func ("/source/delta-is-of-the-interval",
      test_delta_is_of_the_interval);
  g_test_add_func ("/source/waited-makes-no-jitter",
      test_waited_makes_no_jitter);
  g_test_add_func ("/source/waited-spoils-no-history",
      test_waited_spoils_no_history);
  g_test_add_func ("/source/peek", test_peek);
  g_test_add_func ("/source/round-trip", test_round_trip);
  add_report_tests ();
  g_test_add_func ("/source/10-gbps-for-30-days", test_10_gbps_for_30_days);
  g_test_add_func ("/source/10-gbps-in-one-interval",
      test_10_gbps_in_one_interval);
  g_test_add_func ("/source/durations-are-of-sound",
      test_durations_are_of_sound);
  return g_test_run ();
}
