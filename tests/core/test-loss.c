/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The shape of loss against hand-made patterns (1 received, 0 lost), and
 * against a second calculation over the whole pattern on random ones.
 */
#include "qos-loss.h"

#include "test-util.h"

static void
begin (QosLoss *loss)
{
  qos_loss_packet (loss, &(QosArrival){QOS_SEQ_IN_ORDER});
}

static void
advance (QosLoss *loss, uint64_t steps)
{
  qos_loss_packet (loss, &(QosArrival){QOS_SEQ_IN_ORDER, .steps = steps});
}

static void
fill_in (QosLoss *loss, uint64_t back)
{
  qos_loss_packet (loss, &(QosArrival){QOS_SEQ_REORDERED, .back = back});
}

/* Feeds numbers in order; the first one must be received. */
static void
feed (QosLoss *loss, const char *pattern, size_t n)
{
  uint64_t steps = 0;

  for (size_t i = 0; i < n; i++) {
    steps++;
    if (pattern[i] == '0')
      continue;
    if (i == 0)
      begin (loss);
    else
      advance (loss, steps);
    steps = 0;
  }
}

static QosLossTotals
calculate (const char *pattern)
{
  QosLoss loss;
  QosLossTotals totals;

  loss = (QosLoss){0};
  feed (&loss, pattern, strlen (pattern));
  qos_loss_read (&loss, &totals);
  return totals;
}

#define R15 "111111111111111"
#define R16 "1111111111111111"
#define L12 "000000000000"

typedef struct
{
  const char *name;
  const char *pattern;
  uint64_t received, lost, n_runs, run_max;
  uint64_t bursts, burst_packets, burst_lost, gaps, gap_packets, gap_lost;
} Row;

static const Row rows[] = {
    {"none", R16 R16, 32, 0, 0, 0, 0, 0, 0, 1, 32, 0},
    {"single", R16 "0" R16, 32, 1, 1, 1, 0, 0, 0, 1, 33, 1},
    {"run", R16 "000" R16, 32, 3, 1, 3, 1, 3, 3, 2, 32, 0},
    {"two-singles-15-apart", R16 "0" R15 "0" R16, 47, 2, 2, 1, 1, 17, 2, 2, 32,
        0},
    {"two-singles-16-apart", R16 "0" R16 "0" R16, 48, 2, 2, 1, 0, 0, 0, 1, 50,
        2},
    {"two-bursts-16-apart", R16 "00" R16 "010" R16, 49, 4, 3, 2, 2, 5, 4, 3, 48,
        0},
    {"early-single", "10" R16, 17, 1, 1, 1, 0, 0, 0, 1, 18, 1},
    {"longer-than-listed", "1" L12 R16, 17, 12, 1, 12, 1, 12, 12, 2, 17, 0},
    {"ends-in-a-burst", R16 "0101", 18, 2, 2, 1, 1, 3, 2, 2, 17, 0},
};

static void
test_patterns (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Row *row = &rows[i];
    QosLossTotals t = calculate (row->pattern);

    g_test_message ("%s", row->name);
    g_assert_cmpuint (t.received, ==, row->received);
    g_assert_cmpuint (t.lost, ==, row->lost);
    g_assert_cmpuint (t.n_runs, ==, row->n_runs);
    g_assert_cmpuint (t.run_max, ==, row->run_max);
    g_assert_cmpuint (t.bursts, ==, row->bursts);
    g_assert_cmpuint (t.burst_packets, ==, row->burst_packets);
    g_assert_cmpuint (t.burst_lost, ==, row->burst_lost);
    g_assert_cmpuint (t.gaps, ==, row->gaps);
    g_assert_cmpuint (t.gap_packets, ==, row->gap_packets);
    g_assert_cmpuint (t.gap_lost, ==, row->gap_lost);
  }
}

static void
test_runs_by_length (void)
{
  QosLossTotals t = calculate ("10110010101" L12 "1000000000" R16);
  static const uint64_t want[QOS_LOSS_RUNS] = {3, 1, 0, 0, 0, 0, 0, 0, 1, 1};

  for (size_t i = 0; i < QOS_LOSS_RUNS; i++)
    g_assert_cmpuint (t.runs[i], ==, want[i]);
}

static void
test_nothing_before_the_first (void)
{
  QosLoss loss;
  QosLossTotals t;

  loss = (QosLoss){0};
  qos_loss_read (&loss, &t);
  g_assert_cmpuint (t.received + t.lost + t.gaps + t.bursts, ==, 0);
}

static void
test_first_packet_was_another_streams (void)
{
  QosLoss loss;
  QosLossTotals t;

  loss = (QosLoss){0};
  begin (&loss);
  qos_loss_packet (&loss, &(QosArrival){QOS_SEQ_SUSPECT});
  advance (&loss, 1);
  qos_loss_read (&loss, &t);
  g_assert_cmpuint (t.received, ==, 2);
  g_assert_cmpuint (t.lost, ==, 0);
}

/* Overtaken packets are not lost as long as they are in the window. */
static void
test_reordered (void)
{
  QosLoss loss;
  QosLossTotals t;

  loss = (QosLoss){0};
  begin (&loss);
  qos_loss_packet (&loss,
      &(QosArrival){QOS_SEQ_REORDERED, .back = 3,
          .extended = 3}); /* two numbers between are missing */
  advance (&loss, 5);
  fill_in (&loss, 4);
  fill_in (&loss, 2);
  qos_loss_read (&loss, &t);
  g_assert_cmpuint (t.received, ==, 5);
  g_assert_cmpuint (t.lost, ==, 4);
  fill_in (&loss, 1);
  fill_in (&loss, 3);
  fill_in (&loss, 6);
  fill_in (&loss, 7);
  qos_loss_read (&loss, &t);
  g_assert_cmpuint (t.received, ==, 9);
  g_assert_cmpuint (t.lost, ==, 0);

  /* One short of the window, and just outside it. */
  advance (&loss, QOS_LOSS_WINDOW);
  fill_in (&loss, QOS_LOSS_WINDOW - 1);
  advance (&loss, 1);
  fill_in (&loss, QOS_LOSS_WINDOW);
  qos_loss_read (&loss, &t);
  g_assert_cmpuint (t.received, ==, 12);
  g_assert_cmpuint (t.lost, ==, QOS_LOSS_WINDOW - 2);
  g_assert_cmpuint (t.too_late, ==, 1);
}

/* A restart ends what is pending; the new series continues the totals. */
static void
test_restart (void)
{
  QosLoss loss;
  QosLossTotals t;

  loss = (QosLoss){0};
  feed (&loss, R16 "001", 19);
  feed (&loss, "1" R16 "0" R16, 34);
  qos_loss_read (&loss, &t);
  g_assert_cmpuint (t.received, ==, 50);
  g_assert_cmpuint (t.lost, ==, 3);
  g_assert_cmpuint (t.bursts, ==, 1);
}

/* Straight from the definition, over the whole pattern. */
static QosLossTotals
define (const char *pattern, size_t n)
{
  QosLossTotals t = {0};
  size_t gap_from = 0;

  for (size_t i = 0; i < n;) {
    size_t last = i, lost = 0;

    if (pattern[i] == '1') {
      i++;
      continue;
    }
    for (size_t j = i; j < n && j <= last + QOS_LOSS_GMIN; j++)
      if (pattern[j] == '0') {
        last = j;
        lost++;
      }
    if (lost > 1) {
      t.bursts++;
      t.burst_packets += last - i + 1;
      t.burst_lost += lost;
      t.gaps += i > gap_from;
      gap_from = last + 1;
    } else {
      t.gap_lost++;
    }
    i = last + 1;
  }
  t.gaps += n > gap_from;
  t.gap_packets = n - t.burst_packets;
  t.lost = t.burst_lost + t.gap_lost;
  t.received = n - t.lost;
  return t;
}

static void
test_random_patterns (void)
{
  GRand *random = make_random ();
  char pattern[3000];

  for (int round = 0; round < 300; round++) {
    size_t n = 2 + draw (random, sizeof pattern - 2);
    uint32_t p = draw (random, 30), r = 1 + draw (random, 100);
    bool lost = false;
    QosLoss loss;
    QosLossTotals got, want;

    for (size_t i = 0; i < n; i++) {
      pattern[i] = lost ? '0' : '1';
      lost = lost ? draw (random, 100) >= r : draw (random, 100) < p;
    }
    pattern[n - 1] = '1';
    loss = (QosLoss){0};
    feed (&loss, pattern, n);
    qos_loss_read (&loss, &got);
    want = define (pattern, n);
    g_assert_cmpuint (got.received, ==, want.received);
    g_assert_cmpuint (got.lost, ==, want.lost);
    g_assert_cmpuint (got.bursts, ==, want.bursts);
    g_assert_cmpuint (got.burst_packets, ==, want.burst_packets);
    g_assert_cmpuint (got.burst_lost, ==, want.burst_lost);
    g_assert_cmpuint (got.gaps, ==, want.gaps);
    g_assert_cmpuint (got.gap_packets, ==, want.gap_packets);
    g_assert_cmpuint (got.gap_lost, ==, want.gap_lost);
  }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loss/patterns", test_patterns);
  g_test_add_func ("/loss/runs-by-length", test_runs_by_length);
  g_test_add_func ("/loss/nothing-before-the-first",
      test_nothing_before_the_first);
  g_test_add_func ("/loss/first-packet-was-another-streams",
      test_first_packet_was_another_streams);
  g_test_add_func ("/loss/reordered", test_reordered);
  g_test_add_func ("/loss/restart", test_restart);
  g_test_add_func ("/loss/random-patterns", test_random_patterns);
  return g_test_run ();
}
