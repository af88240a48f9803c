/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The offset of two clocks and its error bar, on simulated paths whose truth is
 * known: 47 packets a second one way and a report each half second both ways.
 * The clocks are seconds apart and drift apart.
 */
#include "qos-clock.h"

#include "test-util.h"

#include <math.h>

#define MS INT64_C (1000000)
#define S (1000 * MS)
#define START_NS (1000 * S)

/* Runs of one path that are evaluated together, because each is random. */
#define ROUNDS 8

typedef struct
{
  const char *name;
  double in_ms, out_ms; /* delays of the path, and from change_s on */
  double change_s, in_later_ms, out_later_ms;
  double jitter_ms; /* added, evenly spread */
  double apart_ms;  /* our clock minus theirs at the start */
  double skew_ppm;  /* ours runs faster */
  bool has_many_incoming;
} Path;

typedef struct
{
  const Path *path;
  GRand *random;
  QosClock clock;
  double now_s;
  unsigned reports, within;
  double errors_ms[400 * ROUNDS];
} Run;

/* What their clock shows when ours shows the given time. */
static uint64_t
theirs (const Path *path, double ours_s)
{
  double apart_ms = path->apart_ms + ours_s * path->skew_ppm / 1e3;

  return (uint64_t) (START_NS + (int64_t) (ours_s * 1e9) -
      (int64_t) (apart_ms * 1e6));
}

static uint64_t
ours (double ours_s)
{
  return (uint64_t) (START_NS + (int64_t) (ours_s * 1e9));
}

static double
delay_s (Run *run, double before_ms, double later_ms)
{
  double base_ms = run->now_s < run->path->change_s || run->path->change_s == 0
      ? before_ms
      : later_ms;

  return (base_ms + run->path->jitter_ms * g_rand_double (run->random)) / 1e3;
}

static void
go_in (Run *run)
{
  double takes_s = delay_s (run, run->path->in_ms, run->path->in_later_ms);

  qos_clock_add_incoming (&run->clock, ours (run->now_s + takes_s),
      theirs (run->path, run->now_s));
}

static void
go_out (Run *run)
{
  double takes_s = delay_s (run, run->path->out_ms, run->path->out_later_ms);

  qos_clock_add_outgoing (&run->clock, ours (run->now_s),
      theirs (run->path, run->now_s + takes_s));
}

static void
evaluate (Run *run)
{
  double truth_ms =
      run->path->apart_ms + run->now_s * run->path->skew_ppm / 1e3;
  QosClockOffset offset;
  double error_ms;

  if (!qos_clock_read (&run->clock, ours (run->now_s), &offset))
    return;
  error_ms = fabs ((double) offset.apart_ns / 1e6 - truth_ms);
  run->within += error_ms <= (double) offset.error_ns / 1e6;
  g_assert_cmpuint (run->reports, <, G_N_ELEMENTS (run->errors_ms));
  run->errors_ms[run->reports++] = error_ms;
}

/* 180 s, with a report each half second. */
static void
go_once (Run *run)
{
  qos_clock_init (&run->clock, run->path->has_many_incoming);
  for (unsigned i = 0; i < 180 * 48; i++) {
    run->now_s = i / 48.0;
    if (run->path->has_many_incoming || i % 24 == 12)
      go_in (run);
    if (i % 24 == 6)
      go_out (run);
    if (i % 24 == 0)
      evaluate (run);
  }
}

static Run
go (const Path *path, GRand *random)
{
  Run run = {.path = path, .random = random};

  for (unsigned i = 0; i < ROUNDS; i++)
    go_once (&run);
  return run;
}

static int
compare (const void *left, const void *right)
{
  double a = *(const double *) left, b = *(const double *) right;

  return (a > b) - (a < b);
}

static double
percentile_95 (Run *run)
{
  qsort (run->errors_ms, run->reports, sizeof *run->errors_ms, compare);
  return run->errors_ms[run->reports * 95 / 100];
}

static const Path symmetric[] = {
    {"rich", 20, 20, 0, 0, 0, 2, 0, 0, true},
    {"poor", 20, 20, 0, 0, 0, 2, 0, 0, false},
    {"ahead, fast", 20, 20, 0, 0, 0, 2, 5000, 200, true},
    {"behind, slow", 20, 20, 0, 0, 0, 2, -5000, -200, true},
    {"poor, ahead, slow", 20, 20, 0, 0, 0, 2, 5000, -200, false},
    {"poor, behind, fast", 20, 20, 0, 0, 0, 2, -5000, 200, false},
};

static void
test_symmetric (void)
{
  GRand *random = make_random ();

  for (size_t i = 0; i < G_N_ELEMENTS (symmetric); i++) {
    Run run = go (&symmetric[i], random);
    double got_ms = percentile_95 (&run);

    g_test_message ("%s: 95th percentile %.3f ms, worst %.3f ms of %u",
        symmetric[i].name, got_ms, run.errors_ms[run.reports - 1], run.reports);
    g_assert_cmpuint (run.reports, >=, 355 * ROUNDS);
    /* With two reports a second 0.27 was measured; the limit leaves room for
     * chance. */
    g_assert_cmpfloat (got_ms, <, symmetric[i].has_many_incoming ? 0.3 : 0.33);
    g_assert_cmpuint (100 * run.within, >=, 99 * run.reports);
  }
  g_rand_free (random);
}

static const Path asymmetric[] = {
    {"10/60", 10, 60, 0, 0, 0, 2, 5000, 200, true},
    {"60/10", 60, 10, 0, 0, 0, 2, -5000, -200, true},
    {"poor 10/60", 10, 60, 0, 0, 0, 2, 5000, -200, false},
    {"poor 60/10", 60, 10, 0, 0, 0, 2, -5000, 200, false},
    {"all one way", 0, 70, 0, 0, 0, 5, 1000, 100, true},
    {"20 ms of jitter", 10, 60, 0, 0, 0, 20, 1000, 100, true},
    {"a step up", 10, 10, 60, 60, 10, 2, 5000, 200, true},
    {"a step down", 60, 10, 60, 10, 10, 2, 5000, -200, true},
    {"a step of both, poor", 10, 10, 60, 40, 20, 2, -5000, 200, false},
};

static void
test_truth_is_within_the_bar (void)
{
  GRand *random = make_random ();

  for (size_t i = 0; i < G_N_ELEMENTS (asymmetric); i++) {
    Run run = go (&asymmetric[i], random);

    g_test_message ("%s: %u of %u", asymmetric[i].name, run.within,
        run.reports);
    g_assert_cmpuint (run.reports, >=, 355 * ROUNDS);
    g_assert_cmpuint (100 * run.within, >=, 99 * run.reports);
  }
  g_rand_free (random);
}

typedef struct
{
  double jitter_ms;
  double known_s; /* from here on the skew is known; 0: not within 180 s */
  bool has_many_incoming;
} Variation;

static const Variation variations[] = {
    {2, 15, true},
    {10, 30, true},
    {30, 45, true},
    {90, 90, true},
    {2, 30, false},
    {10, 60, false},
    {30, 130, false},
    {90, 0, false},
};

/* Adds the seconds for which the skew is known, and right to 100 ppm. */
static void
check_skew (const Variation *variation, double skew_ppm, GRand *random,
    unsigned *all_known, unsigned *all_right)
{
  Path path = {"", 20, 20, 0, 0, 0, variation->jitter_ms, 1000, skew_ppm,
      variation->has_many_incoming};
  Run run = {.path = &path, .random = random};
  unsigned known = 0, right = 0;

  qos_clock_init (&run.clock, path.has_many_incoming);
  for (unsigned i = 0; i < 180 * 48; i++) {
    run.now_s = i / 48.0;
    if (path.has_many_incoming || i % 24 == 12)
      go_in (&run);
    if (i % 24 == 6)
      go_out (&run);
    if (i % 48 != 0 || !run.clock.is_skew_known)
      continue;
    known++;
    right += fabs (run.clock.slope * 1e6 - skew_ppm) <= 100;
    g_assert_cmpfloat (fabs (run.clock.slope * 1e6 - skew_ppm), <, 300);
  }
  g_test_message ("%g ms, %g ppm: known %u of 180 s, right %u",
      variation->jitter_ms, skew_ppm, known, right);
  *all_known += known;
  *all_right += right;
  if (variation->known_s > 0)
    g_assert_cmpuint (known, >=, (unsigned) (180 - variation->known_s));
}

/* On a path whose delay varies a lot, the skew is not known soon, and must be
 * absent. */
static void
test_skew_is_right_or_absent (void)
{
  GRand *random = make_random ();
  unsigned known = 0, right = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (variations); i++) {
    check_skew (&variations[i], 0, random, &known, &right);
    check_skew (&variations[i], 200, random, &known, &right);
    check_skew (&variations[i], -200, random, &known, &right);
  }
  g_assert_cmpuint (100 * right, >=, 98 * known);
  g_rand_free (random);
}

/* From 20/20 to 50/50: 10 s later the offset is right, and the bar is that of
 * the new path. */
static void
test_settles_after_a_change (void)
{
  static const Path path = {"", 20, 20, 60, 50, 50, 2, 5000, 200, true};
  GRand *random = make_random ();
  Run run = {.path = &path, .random = random};
  QosClockOffset offset;

  qos_clock_init (&run.clock, true);
  for (unsigned i = 0; i < 70 * 48; i++) {
    run.now_s = i / 48.0;
    go_in (&run);
    if (i % 24 == 6)
      go_out (&run);
  }
  g_assert_true (qos_clock_read (&run.clock, ours (run.now_s), &offset));
  g_assert_cmpfloat_with_epsilon ((double) offset.apart_ns / 1e6,
      path.apart_ms + run.now_s * path.skew_ppm / 1e3, 0.5);
  g_assert_cmpfloat_with_epsilon ((double) offset.round_trip_ns / 1e6, 100,
      2.0);
  g_rand_free (random);
}

static void
test_unknown_without_both_ways (void)
{
  QosClock clock;
  QosClockOffset offset;
  int64_t min_ns;

  qos_clock_init (&clock, true);
  g_assert_false (qos_clock_read (&clock, START_NS, &offset));
  g_assert_false (qos_clock_min_incoming (&clock, START_NS, &min_ns));
  qos_clock_add_incoming (&clock, START_NS, 1000);
  g_assert_false (qos_clock_read (&clock, START_NS, &offset));
  qos_clock_add_outgoing (&clock, START_NS, 2000);
  g_assert_true (qos_clock_read (&clock, START_NS, &offset));
  g_assert_true (qos_clock_min_incoming (&clock, START_NS, &min_ns));
  g_assert_cmpint (min_ns, ==, START_NS - 1000);
  /* Old data no longer counts: nothing is known. */
  g_assert_false (
      qos_clock_read (&clock, START_NS + QOS_CLOCK_WINDOW_NS + 1, &offset));
}

/* Whatever their clock says, nothing overflows. */
static void
test_absurd_times (void)
{
  GRand *random = make_random ();
  QosClock clock;
  uint64_t at_ns = START_NS;

  qos_clock_init (&clock, false);
  for (int i = 0; i < 100000; i++) {
    uint64_t their_ns =
        (uint64_t) g_rand_int (random) << 32 | g_rand_int (random);
    QosClockOffset offset;
    int64_t min_ns;

    at_ns += g_rand_int (random);
    their_ns >>= draw (random, 64);
    qos_clock_add_incoming (&clock, at_ns, their_ns);
    qos_clock_add_outgoing (&clock, at_ns, their_ns + g_rand_int (random));
    if (qos_clock_read (&clock, at_ns, &offset))
      g_assert_cmpuint (offset.error_ns, >=, offset.round_trip_ns / 2);
    qos_clock_min_incoming (&clock, at_ns, &min_ns);
    g_assert_cmpfloat (fabs (clock.slope), <=, QOS_CLOCK_SKEW_MAX);
  }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/symmetric", test_symmetric);
  g_test_add_func ("/clock/truth-is-within-the-bar",
      test_truth_is_within_the_bar);
  g_test_add_func ("/clock/skew-is-right-or-absent",
      test_skew_is_right_or_absent);
  g_test_add_func ("/clock/settles-after-a-change",
      test_settles_after_a_change);
  g_test_add_func ("/clock/unknown-without-both-ways",
      test_unknown_without_both_ways);
  g_test_add_func ("/clock/absurd-times", test_absurd_times);
  return g_test_run ();
}
