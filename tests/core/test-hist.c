/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Percentiles of the histogram against those of the sorted values.
 */
#include "qos-hist.h"

#include "test-util.h"

#include <math.h>

#define MS UINT64_C (1000000)

/* Resolution of the buckets, and the width of the first ones. */
#define RELATIVE (1.0 / 32 + 1e-9)
#define ABSOLUTE_NS 8200.0

static int
compare (const void *a, const void *b)
{
  uint64_t x = *(const uint64_t *) a, y = *(const uint64_t *) b;

  return (x > y) - (x < y);
}

static void
assert_near (uint64_t got_ns, uint64_t want_ns, double more_ns)
{
  double bound_ns = (double) want_ns * RELATIVE;

  if (bound_ns < ABSOLUTE_NS)
    bound_ns = ABSOLUTE_NS;
  g_assert_cmpfloat_with_epsilon ((double) got_ns, (double) want_ns,
      bound_ns + more_ns);
}

static void
assert_percentiles (const QosHist *hist, uint64_t *values, size_t n,
    double more_ns)
{
  static const double percents[] = {0, 1, 25, 50, 95, 99, 99.9, 100};

  qsort (values, n, sizeof *values, compare);
  for (size_t i = 0; i < G_N_ELEMENTS (percents); i++) {
    size_t rank = (size_t) ((double) n * percents[i] / 100.0 + 0.999999);
    uint64_t got_ns;

    g_assert_true (qos_hist_percentile (hist, percents[i], &got_ns));
    assert_near (got_ns, values[rank > 0 ? rank - 1 : 0], more_ns);
  }
  g_assert_cmpuint (hist->max_ns, ==, values[n - 1]);
  g_assert_cmpuint (hist->n, ==, n);
}

static void
test_nothing (void)
{
  QosHist hist;
  uint64_t value_ns = 4711;

  hist = (QosHist){0};
  g_assert_false (qos_hist_percentile (&hist, 50, &value_ns));
  g_assert_cmpuint (value_ns, ==, 4711);
  g_assert_cmpuint (qos_hist_above (&hist, 0), ==, 0);
  qos_hist_shift (&hist, MS);
  g_assert_false (qos_hist_percentile (&hist, 50, &value_ns));
}

static void
test_one_value (void)
{
  static const uint64_t values_ns[] = {0, 1, 16383, 16384, 524287, 524288, MS,
      250 * MS, 3900 * MS};

  for (size_t i = 0; i < G_N_ELEMENTS (values_ns); i++) {
    QosHist hist;
    uint64_t value_ns = values_ns[i];

    hist = (QosHist){0};
    qos_hist_add (&hist, value_ns);
    assert_percentiles (&hist, &value_ns, 1, 0);
  }
}

static void
test_random_values (void)
{
  GRand *random = make_random ();
  uint64_t values_ns[2000];

  for (int round = 0; round < 50; round++) {
    uint32_t top = UINT32_C (1) << (10 + draw (random, 22));
    QosHist hist;

    hist = (QosHist){0};
    for (size_t i = 0; i < G_N_ELEMENTS (values_ns); i++) {
      values_ns[i] = draw (random, top);
      qos_hist_add (&hist, values_ns[i]);
    }
    assert_percentiles (&hist, values_ns, G_N_ELEMENTS (values_ns), 0);
  }
  g_rand_free (random);
}

/* Values before and after a shift; and two halves merged. */
static void
test_shift_and_merge (void)
{
  GRand *random = make_random ();
  uint64_t values_ns[2000];
  QosHist hist, half;
  size_t n = G_N_ELEMENTS (values_ns);

  hist = (QosHist){0};
  half = (QosHist){0};
  for (size_t i = 0; i < n / 2; i++) {
    values_ns[i] = draw (random, 30 * MS);
    qos_hist_add (&hist, values_ns[i]);
    values_ns[i] += 5 * MS;
  }
  qos_hist_shift (&hist, 5 * MS);
  for (size_t i = n / 2; i < n; i++) {
    values_ns[i] = draw (random, 70 * MS);
    qos_hist_add (&half, values_ns[i]);
  }
  qos_hist_merge (&hist, &half);
  /* A shifted value was in the middle of one bucket and moves to another. */
  assert_percentiles (&hist, values_ns, n, 30 * MS / 32);
  g_rand_free (random);
}

static void
test_above (void)
{
  QosHist hist;

  hist = (QosHist){0};
  for (uint64_t i = 1; i <= 100; i++)
    qos_hist_add (&hist, i * MS);
  g_assert_cmpuint (qos_hist_above (&hist, 0), ==, 100);
  g_assert_cmpfloat_with_epsilon ((double) qos_hist_above (&hist, 40 * MS), 60,
      2);
  g_assert_cmpuint (qos_hist_above (&hist, 100 * MS), ==, 0);
}

/* Evenly spread values: no limit is off by a whole bucket. */
static void
test_above_is_not_biased (void)
{
  double sum = 0;
  QosHist hist;

  hist = (QosHist){0};
  for (uint64_t i = 0; i < 100000; i++)
    qos_hist_add (&hist, i * MS / 1000);
  for (uint64_t at = 1; at < 100; at++) {
    double off =
        (double) qos_hist_above (&hist, at * MS) - (100000.0 - at * 1000.0);

    /* Half of 0.001 ms, and rounding. */
    g_assert_cmpfloat (fabs (off), <, 20);
    g_assert_cmpuint (qos_hist_above (&hist, at * MS), <=,
        qos_hist_above (&hist, at * MS - 1000));
    sum += off;
  }
  g_assert_cmpfloat (fabs (sum / 99), <, 2);
}

static void
test_above_in_the_last_bucket (void)
{
  QosHist hist;

  hist = (QosHist){0};
  qos_hist_add (&hist, UINT64_MAX);
  g_assert_cmpuint (qos_hist_above (&hist, 4000 * MS), ==, 1);
  g_assert_cmpuint (qos_hist_above (&hist, UINT64_MAX / 4), ==, 1);
  g_assert_cmpuint (qos_hist_above (&hist, UINT64_MAX), ==, 0);
}

static void
test_longer_than_the_last_bucket (void)
{
  QosHist hist;
  uint64_t value_ns;

  hist = (QosHist){0};
  qos_hist_add (&hist, UINT64_MAX);
  g_assert_true (qos_hist_percentile (&hist, 50, &value_ns));
  g_assert_cmpuint (value_ns, ==, UINT64_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hist/nothing", test_nothing);
  g_test_add_func ("/hist/one-value", test_one_value);
  g_test_add_func ("/hist/random-values", test_random_values);
  g_test_add_func ("/hist/shift-and-merge", test_shift_and_merge);
  g_test_add_func ("/hist/above", test_above);
  g_test_add_func ("/hist/above-is-not-biased", test_above_is_not_biased);
  g_test_add_func ("/hist/above-in-the-last-bucket",
      test_above_in_the_last_bucket);
  g_test_add_func ("/hist/longer-than-the-last-bucket",
      test_longer_than_the_last_bucket);
  return g_test_run ();
}
