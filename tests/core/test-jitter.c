/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Interarrival jitter against the formula of RFC 3550 A.8, here in doubles:
 * D = (R_j - R_i) - (S_j - S_i), J += (|D| - J) / 16.
 */
#include "qos-jitter.h"

#include "qos-ntp.h"

#include "test-util.h"

/* In nanoseconds: integers may round at each step. */
#define TOLERANCE_NS 2.0

typedef struct
{
  uint64_t arrival_ns;
  uint32_t timestamp;
} Sample;

typedef struct
{
  double now_ns, mean_ns, max_ns;
} Golden;

static Golden
calculate (const Sample *samples, size_t n, double clock_rate)
{
  Golden g = {0, 0, 0};
  double sum_ns = 0;

  for (size_t i = 1; i < n; i++) {
    double spacing_ns =
        (double) (samples[i].arrival_ns - samples[i - 1].arrival_ns);
    int32_t ticks = (int32_t) (samples[i].timestamp - samples[i - 1].timestamp);
    double d_ns = spacing_ns - (double) ticks * 1e9 / clock_rate;

    g.now_ns += ((d_ns < 0 ? -d_ns : d_ns) - g.now_ns) / 16.0;
    sum_ns += g.now_ns;
    if (g.now_ns > g.max_ns)
      g.max_ns = g.now_ns;
  }
  g.mean_ns = sum_ns / (double) (n - 1);
  return g;
}

static void
assert_golden (const Sample *samples, size_t n, uint32_t clock_rate)
{
  Golden golden = calculate (samples, n, clock_rate);
  QosJitter jitter;
  uint64_t now_ns, mean_ns;

  jitter = (QosJitter){0};
  for (size_t i = 0; i < n; i++)
    qos_jitter_update (&jitter, samples[i].arrival_ns, samples[i].timestamp,
        clock_rate);
  g_assert_true (qos_jitter_read (&jitter, &now_ns));
  g_assert_true (qos_jitter_mean (&jitter, &mean_ns));
  g_assert_cmpfloat_with_epsilon ((double) now_ns, golden.now_ns, TOLERANCE_NS);
  g_assert_cmpfloat_with_epsilon ((double) mean_ns, golden.mean_ns,
      TOLERANCE_NS);
  g_assert_cmpfloat_with_epsilon ((double) jitter.max_ns, golden.max_ns,
      TOLERANCE_NS);
  g_assert_cmpuint (jitter.samples, ==, n - 1);
}

static void
test_nothing_before_two_packets (void)
{
  QosJitter jitter;
  uint64_t value_ns = 4711;

  jitter = (QosJitter){0};
  for (int i = 0; i < 2; i++) {
    g_assert_false (qos_jitter_read (&jitter, &value_ns));
    g_assert_false (qos_jitter_mean (&jitter, &value_ns));
    g_assert_false (qos_jitter_take_delta (&jitter, &value_ns));
    g_assert_cmpuint (value_ns, ==, 4711);
    if (i == 0)
      qos_jitter_update (&jitter, 123456789, 0xdeadbeef, 48000);
  }
  qos_jitter_update (&jitter, 123456789, 0xdeadbeef, 48000);
  g_assert_true (qos_jitter_read (&jitter, &value_ns));
  g_assert_cmpuint (value_ns, ==, 0);
  g_assert_true (qos_jitter_mean (&jitter, &value_ns));
  g_assert_true (qos_jitter_take_delta (&jitter, &value_ns));
}

static void
test_one_late_packet (void)
{
  static const Sample samples[] = {{0, 0}, {36 * QOS_NS_PER_MS, 960}};
  QosJitter jitter;
  uint64_t value_ns;

  /* 20 ms of audio came after 36 ms: D = 16 ms, J = 1 ms. */
  assert_golden (samples, 2, 48000);
  jitter = (QosJitter){0};
  for (size_t i = 0; i < 2; i++)
    qos_jitter_update (&jitter, samples[i].arrival_ns, samples[i].timestamp,
        48000);
  g_assert_true (qos_jitter_read (&jitter, &value_ns));
  g_assert_cmpuint (value_ns, ==, QOS_NS_PER_MS);
}

static void
test_steady_stream_has_none (void)
{
  QosJitter jitter;
  uint64_t value_ns;

  jitter = (QosJitter){0};
  for (uint64_t i = 0; i < 1000; i++)
    qos_jitter_update (&jitter, i * 20 * QOS_NS_PER_MS, (uint32_t) i * 960,
        48000);
  g_assert_true (qos_jitter_read (&jitter, &value_ns));
  g_assert_cmpuint (value_ns, ==, 0);
  g_assert_cmpuint (jitter.max_ns, ==, 0);
}

/* 1024 samples at 44.1 kHz are not a whole number of nanoseconds. */
static void
test_golden_values (void)
{
  static const uint32_t rates[] = {8000, 44100, 48000, 90000, 384000};
  GRand *random = make_random ();
  Sample samples[500];

  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++) {
    uint64_t spacing_ns = 1024 * QOS_NS_PER_S / rates[r];
    uint32_t base = g_rand_int (random);
    uint64_t at_ns = 0;

    for (uint32_t i = 0; i < G_N_ELEMENTS (samples); i++) {
      at_ns += spacing_ns / 2 +
          (uint64_t) g_rand_int_range (random, 0, (gint32) spacing_ns);
      samples[i].arrival_ns = at_ns;
      samples[i].timestamp = base + i * 1024;
    }
    assert_golden (samples, G_N_ELEMENTS (samples), rates[r]);
  }
  g_rand_free (random);
}

static void
test_reordered_packets_are_in_order_of_arrival (void)
{
  static const Sample samples[] = {{0, 0}, {20000000, 960}, {21000000, 2880},
      {22000000, 1920}, {60000000, 3840}, {60000000, 3840}, {81000000, 4800}};

  assert_golden (samples, G_N_ELEMENTS (samples), 48000);
}

static void
test_wraps_at_32_bit (void)
{
  Sample samples[64];

  for (uint32_t i = 0; i < G_N_ELEMENTS (samples); i++) {
    samples[i].arrival_ns = i * 21333333 + (i % 3) * 700000;
    samples[i].timestamp = 0xffffffff - 30 * 1024 + i * 1024;
  }
  assert_golden (samples, G_N_ELEMENTS (samples), 48000);
}

static void
test_reordered_over_the_wrap (void)
{
  static const Sample samples[] = {{0, 0xfffffc00}, {21000000, 0x400},
      {22000000, 0}, {64000000, 0x800}};

  assert_golden (samples, G_N_ELEMENTS (samples), 48000);
}

static void
test_break_takes_no_sample (void)
{
  QosJitter jitter;
  uint64_t before_ns, after_ns;

  jitter = (QosJitter){0};
  qos_jitter_update (&jitter, 0, 0, 48000);
  qos_jitter_update (&jitter, 36 * QOS_NS_PER_MS, 960, 48000);
  g_assert_true (qos_jitter_read (&jitter, &before_ns));

  qos_jitter_break (&jitter);
  g_assert_true (qos_jitter_read (&jitter, &after_ns));
  g_assert_cmpuint (after_ns, ==, before_ns);
  qos_jitter_update (&jitter, 56 * QOS_NS_PER_MS, 0x80000000, 48000);
  g_assert_true (qos_jitter_read (&jitter, &after_ns));
  g_assert_cmpuint (after_ns, ==, before_ns);
  g_assert_cmpuint (jitter.samples, ==, 1);

  qos_jitter_update (&jitter, 76 * QOS_NS_PER_MS, 0x80000000 + 960, 48000);
  g_assert_true (qos_jitter_read (&jitter, &after_ns));
  g_assert_cmpuint (after_ns, <, before_ns);
  g_assert_cmpuint (jitter.samples, ==, 2);
}

static void
test_clock_rate_change (void)
{
  QosJitter jitter;
  uint64_t value_ns;
  uint64_t at_ns = 0;
  uint32_t timestamp = 4000000000;

  jitter = (QosJitter){0};
  for (int i = 0; i < 100; i++, at_ns += 20 * QOS_NS_PER_MS, timestamp += 960)
    qos_jitter_update (&jitter, at_ns, timestamp, 48000);
  qos_jitter_break (&jitter);
  for (int i = 0; i < 100; i++, at_ns += 20 * QOS_NS_PER_MS, timestamp += 160)
    qos_jitter_update (&jitter, at_ns, timestamp, 8000);
  g_assert_true (qos_jitter_read (&jitter, &value_ns));
  g_assert_cmpuint (value_ns, <=, 1);
  g_assert_cmpuint (jitter.max_ns, <=, 1);
}

static void
test_takes_the_largest_spacing (void)
{
  static const uint64_t arrivals_ms[] = {0, 20, 65, 80, 100};
  QosJitter jitter;
  uint64_t delta_ns = 4711;

  jitter = (QosJitter){0};
  for (uint32_t i = 0; i < G_N_ELEMENTS (arrivals_ms); i++)
    qos_jitter_update (&jitter, arrivals_ms[i] * QOS_NS_PER_MS, i * 960, 48000);
  g_assert_true (qos_jitter_take_delta (&jitter, &delta_ns));
  g_assert_cmpuint (delta_ns, ==, 45 * QOS_NS_PER_MS);
  g_assert_false (qos_jitter_take_delta (&jitter, &delta_ns));

  qos_jitter_update (&jitter, 130 * QOS_NS_PER_MS, 5 * 960, 48000);
  g_assert_true (qos_jitter_take_delta (&jitter, &delta_ns));
  g_assert_cmpuint (delta_ns, ==, 30 * QOS_NS_PER_MS);
}

/* Audio stopped for hours while the RTP clock went on, then came back. */
static void
test_silence_leaves_no_jitter (void)
{
  static const Sample samples[] = {{0, 0}, {20000000, 960},
      {UINT64_C (36000020000000), 1728000960},
      {UINT64_C (36000040000000), 1728001920}};

  assert_golden (samples, G_N_ELEMENTS (samples), 48000);
}

/* 30 days of 47 packets/s: sums must neither overflow nor drift. */
static void
test_30_days (void)
{
  enum
  {
    PACKETS = 3000000
  };
  QosJitter jitter;
  uint64_t value_ns, mean_ns;
  uint64_t at_ns = UINT64_C (1) << 60;
  uint32_t timestamp = 0;

  jitter = (QosJitter){0};
  for (int i = 0; i < PACKETS; i++) {
    /* 864 ms of a stream in one packet, alternately 1 ms early and late */
    qos_jitter_update (&jitter, at_ns + (i & 1 ? QOS_NS_PER_MS : 0), timestamp,
        48000);
    at_ns += 864 * QOS_NS_PER_MS;
    timestamp += 864 * 48;
  }
  g_assert_true (qos_jitter_read (&jitter, &value_ns));
  g_assert_true (qos_jitter_mean (&jitter, &mean_ns));
  g_assert_cmpfloat_with_epsilon ((double) value_ns, 1e6, TOLERANCE_NS);
  /* At the start, 16 packets of 1 ms weigh in, out of 3 million. */
  g_assert_cmpfloat_with_epsilon ((double) mean_ns, 1e6, 10.0);
}

/* Jumps that no network makes neither crash nor overflow the estimate. */
static void
test_absurd_times (void)
{
  GRand *random = make_random ();
  QosJitter jitter;
  uint64_t at_ns = 0;

  jitter = (QosJitter){0};
  for (int i = 0; i < 100000; i++) {
    uint32_t rate =
        1 + (g_rand_int (random) >> g_rand_int_range (random, 0, 32));
    uint64_t value_ns;

    at_ns += (uint64_t) g_rand_int (random) << g_rand_int_range (random, 0, 8);
    qos_jitter_update (&jitter, at_ns, g_rand_int (random), rate);
    if (i == 0)
      continue;
    g_assert_true (qos_jitter_read (&jitter, &value_ns));
    g_assert_cmpuint (value_ns, <=, jitter.max_ns);
    g_assert_cmpuint (jitter.max_ns, <, UINT64_C (1) << 62);
  }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jitter/nothing-before-two-packets",
      test_nothing_before_two_packets);
  g_test_add_func ("/jitter/one-late-packet", test_one_late_packet);
  g_test_add_func ("/jitter/steady-stream-has-none",
      test_steady_stream_has_none);
  g_test_add_func ("/jitter/golden-values", test_golden_values);
  g_test_add_func ("/jitter/reordered-packets-are-in-order-of-arrival",
      test_reordered_packets_are_in_order_of_arrival);
  g_test_add_func ("/jitter/wraps-at-32-bit", test_wraps_at_32_bit);
  g_test_add_func ("/jitter/reordered-over-the-wrap",
      test_reordered_over_the_wrap);
  g_test_add_func ("/jitter/break-takes-no-sample", test_break_takes_no_sample);
  g_test_add_func ("/jitter/clock-rate-change", test_clock_rate_change);
  g_test_add_func ("/jitter/takes-the-largest-spacing",
      test_takes_the_largest_spacing);
  g_test_add_func ("/jitter/silence-leaves-no-jitter",
      test_silence_leaves_no_jitter);
  g_test_add_func ("/jitter/30-days", test_30_days);
  g_test_add_func ("/jitter/absurd-times", test_absurd_times);
  return g_test_run ();
}
