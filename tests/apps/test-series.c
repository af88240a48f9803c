/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The ring of a chart's values: what it keeps and refuses, and its ranges and
 * columns compared with a loop over all points that were added.
 */
#include "qos-ui-series.h"

#include "../core/test-util.h"

#include <math.h>

#define CAPACITY 64
#define MAX_COLUMNS 40

typedef struct
{
  double time_s;
  double value;
} Point;

static void
add_all (QosUiSeries *series, const Point *points, size_t n)
{
  for (size_t i = 0; i < n; i++)
    g_assert_true (
        qos_ui_series_add (series, points[i].time_s, points[i].value));
}

static void
assert_newest (const QosUiSeries *series, double want_s, double want)
{
  double time_s, value;

  g_assert_true (qos_ui_series_newest (series, &time_s, &value));
  g_assert_cmpfloat (time_s, ==, want_s);
  if (isnan (want))
    g_assert_true (isnan (value));
  else
    g_assert_cmpfloat (value, ==, want);
}

static void
assert_range (const QosUiSeries *series, double from_s, double to_s,
    double want_min, double want_max)
{
  double min, max;

  g_assert_true (qos_ui_series_range (series, from_s, to_s, &min, &max));
  g_assert_cmpfloat (min, ==, want_min);
  g_assert_cmpfloat (max, ==, want_max);
}

static void
assert_empty_column (const QosUiColumn *column)
{
  g_assert_true (isnan (column->min) && isnan (column->max));
  g_assert_true (isnan (column->first) && isnan (column->last));
  g_assert_true (isnan (column->first_s) && isnan (column->last_s));
  g_assert_false (column->is_joined);
}

/* What columns () must return for points[start..n). */
static QosUiColumn
calculate_column (const Point *points, size_t start, size_t n, double from_s,
    double to_s)
{
  QosUiColumn want = {NAN, NAN, NAN, NAN, NAN, NAN, false};

  for (size_t i = start; i < n; i++) {
    double value = points[i].value;

    if (points[i].time_s < from_s || points[i].time_s >= to_s || isnan (value))
      continue;
    if (isnan (want.first)) {
      want.min = want.max = want.first = value;
      want.first_s = points[i].time_s;
      want.is_joined = i > start && !isnan (points[i - 1].value);
    }
    want.min = MIN (want.min, value);
    want.max = MAX (want.max, value);
    want.last = value;
    want.last_s = points[i].time_s;
  }
  return want;
}

static void
assert_column (const QosUiColumn *got, const QosUiColumn *want)
{
  if (isnan (want->first)) {
    assert_empty_column (got);
    return;
  }
  g_assert_cmpfloat (got->min, ==, want->min);
  g_assert_cmpfloat (got->max, ==, want->max);
  g_assert_cmpfloat (got->first, ==, want->first);
  g_assert_cmpfloat (got->last, ==, want->last);
  g_assert_cmpfloat (got->first_s, ==, want->first_s);
  g_assert_cmpfloat (got->last_s, ==, want->last_s);
  g_assert_cmpint (got->is_joined, ==, want->is_joined);
}

static void
test_empty (void)
{
  QosUiSeries *series = qos_ui_series_new (CAPACITY);
  QosUiColumn columns[3];
  double a = 47, b = 11;

  for (int round = 0; round < 2; round++) {
    g_assert_false (qos_ui_series_newest (series, &a, &b));
    g_assert_false (qos_ui_series_has_known (series));
    g_assert_false (qos_ui_series_before (series, 100, &a, &b));
    g_assert_false (qos_ui_series_range (series, -1e9, 1e9, &a, &b));
    g_assert_cmpfloat (a, ==, 47);
    g_assert_cmpfloat (b, ==, 11);
    qos_ui_series_columns (series, 0, 10, columns, 3);
    for (int i = 0; i < 3; i++)
      assert_empty_column (&columns[i]);

    /* Like a new one after a clear, also for earlier times. */
    g_assert_true (qos_ui_series_add (series, 50 - round, 1));
    qos_ui_series_clear (series);
  }
  qos_ui_series_free (series);
  qos_ui_series_free (NULL);
}

static void
test_one_point (void)
{
  QosUiSeries *series = qos_ui_series_new (CAPACITY);
  QosUiColumn columns[4];
  double min, max;

  g_assert_true (qos_ui_series_add (series, 5, 40.2));
  assert_newest (series, 5, 40.2);
  assert_range (series, 5, 5, 40.2, 40.2);
  g_assert_false (qos_ui_series_range (series, 5.1, 9, &min, &max));
  g_assert_false (qos_ui_series_range (series, 0, 4.9, &min, &max));
  qos_ui_series_columns (series, 0, 8, columns, 4);
  for (int i = 0; i < 4; i++)
    if (i != 2)
      assert_empty_column (&columns[i]);
  g_assert_cmpfloat (columns[2].first, ==, 40.2);
  g_assert_cmpfloat (columns[2].last, ==, 40.2);
  g_assert_cmpfloat (columns[2].first_s, ==, 5);
  g_assert_false (columns[2].is_joined);
  qos_ui_series_free (series);
}

static void
test_refuses_times_that_go_back (void)
{
  QosUiSeries *series = qos_ui_series_new (CAPACITY);

  g_assert_true (qos_ui_series_add (series, -3, 1));
  g_assert_true (qos_ui_series_add (series, 10, 2));
  g_assert_false (qos_ui_series_add (series, 9.999, 3));
  g_assert_false (qos_ui_series_add (series, NAN, 3));
  g_assert_false (qos_ui_series_add (series, INFINITY, 3));
  g_assert_false (qos_ui_series_add (series, -INFINITY, 3));
  assert_newest (series, 10, 2);
  g_assert_true (qos_ui_series_add (series, 10, 4));
  assert_newest (series, 10, 4);
  qos_ui_series_free (series);
}

static void
test_ring_wraps (void)
{
  QosUiSeries *series = qos_ui_series_new (CAPACITY);
  double at_s, value;

  for (int i = 0; i < 3 * CAPACITY + 7; i++) {
    int oldest = MAX (0, i + 1 - CAPACITY);

    g_assert_true (qos_ui_series_add (series, i, 1000 - i));
    assert_newest (series, i, 1000 - i);
    assert_range (series, -INFINITY, INFINITY, 1000 - i, 1000 - oldest);
    g_assert_false (qos_ui_series_before (series, oldest, &at_s, &value));
    g_assert_true (qos_ui_series_before (series, oldest + 0.5, &at_s, &value));
    g_assert_cmpfloat (at_s, ==, oldest);
  }
  qos_ui_series_free (series);
}

static void
test_capacity_of_one (void)
{
  QosUiSeries *series = qos_ui_series_new (1);

  for (int i = 0; i < 5; i++) {
    g_assert_true (qos_ui_series_add (series, i, i));
    assert_newest (series, i, i);
  }
  qos_ui_series_free (series);
}

static void
test_gaps (void)
{
  static const Point points[] = {{0, 10}, {1, NAN}, {2, 30}, {3, 20},
      {4, INFINITY}, {5, -INFINITY}};
  QosUiSeries *series = qos_ui_series_new (CAPACITY);
  QosUiColumn columns[6];
  double at_s, value;

  add_all (series, points, G_N_ELEMENTS (points));
  assert_newest (series, 5, NAN);
  g_assert_true (qos_ui_series_has_known (series));
  g_assert_true (qos_ui_series_before (series, 2, &at_s, &value));
  g_assert_cmpfloat (at_s, ==, 1);
  g_assert_true (isnan (value));
  assert_range (series, 0, 9, 10, 30);
  g_assert_false (qos_ui_series_range (series, 4, 9, &at_s, &value));

  qos_ui_series_columns (series, 0, 6, columns, 6);
  g_assert_false (columns[0].is_joined);
  assert_empty_column (&columns[1]);
  g_assert_false (columns[2].is_joined);
  g_assert_true (columns[3].is_joined);
  assert_empty_column (&columns[4]);
  assert_empty_column (&columns[5]);

  /* Joined to the point before the columns, but not across a gap there. */
  qos_ui_series_columns (series, 2.5, 4, columns, 1);
  g_assert_true (columns[0].is_joined);
  qos_ui_series_columns (series, 1.5, 4, columns, 1);
  g_assert_false (columns[0].is_joined);
  qos_ui_series_free (series);
}

static void
test_known_outlives_the_ring (void)
{
  QosUiSeries *series = qos_ui_series_new (CAPACITY);
  double at_s, value;

  g_assert_true (qos_ui_series_add (series, 0, 38));
  for (int i = 1; i <= 2 * CAPACITY; i++)
    g_assert_true (qos_ui_series_add (series, i, NAN));
  g_assert_true (qos_ui_series_has_known (series));
  g_assert_false (qos_ui_series_range (series, 0, 1e9, &at_s, &value));
  qos_ui_series_free (series);
}

static void
test_columns_of_no_time (void)
{
  static const double ends[][2] = {{5, 5}, {6, 5}, {NAN, 5}, {5, NAN},
      {-INFINITY, 5}, {0, INFINITY}};
  QosUiSeries *series = qos_ui_series_new (CAPACITY);
  QosUiColumn columns[2];

  g_assert_true (qos_ui_series_add (series, 5, 1));
  for (size_t i = 0; i < G_N_ELEMENTS (ends); i++) {
    memset (columns, 0, sizeof columns);
    qos_ui_series_columns (series, ends[i][0], ends[i][1], columns, 2);
    assert_empty_column (&columns[0]);
    assert_empty_column (&columns[1]);
  }
  qos_ui_series_columns (series, 0, 10, NULL, 0);
  qos_ui_series_free (series);
}

/* In quarters of seconds, which are exact in doubles: so both sides agree on
 * the contents of a column. */
static void
test_random_against_all_points (void)
{
  enum
  {
    POINTS = 300
  };
  GRand *random = make_random ();

  for (int round = 0; round < 400; round++) {
    QosUiSeries *series = qos_ui_series_new (CAPACITY);
    size_t n = draw (random, POINTS), start = n > CAPACITY ? n - CAPACITY : 0;
    size_t n_columns = 1 + draw (random, MAX_COLUMNS);
    double width_s = 0.25 * (1 << draw (random, 6));
    double time_s = -20, from_s, min, max;
    QosUiColumn columns[MAX_COLUMNS], all;
    Point points[POINTS];

    for (size_t i = 0; i < n; i++) {
      time_s += 0.25 * draw (random, 4);
      points[i].time_s = time_s;
      points[i].value = draw (random, 4) ? draw (random, 1000) / 8.0 : NAN;
    }
    add_all (series, points, n);

    from_s = floor (time_s * g_rand_double (random));
    qos_ui_series_columns (series, from_s,
        from_s + (double) n_columns * width_s, columns, n_columns);
    for (size_t c = 0; c < n_columns; c++) {
      QosUiColumn want = calculate_column (points, start, n,
          from_s + (double) c * width_s, from_s + (double) (c + 1) * width_s);

      assert_column (&columns[c], &want);
    }

    /* Both ends of a range count. */
    all = calculate_column (points, start, n, from_s, from_s + 10.125);
    g_assert_cmpint (qos_ui_series_range (series, from_s, from_s + 10, &min,
                         &max),
        ==, !isnan (all.first));
    if (!isnan (all.first)) {
      g_assert_cmpfloat (min, ==, all.min);
      g_assert_cmpfloat (max, ==, all.max);
    }
    qos_ui_series_free (series);
  }
  g_rand_free (random);
}

/* Seconds since 1970, in columns of odd length: every point is in one, and none
 * is written outside. */
static void
test_columns_lose_nothing (void)
{
  GRand *random = make_random ();
  QosUiSeries *series = qos_ui_series_new (4096);
  QosUiColumn columns[MAX_COLUMNS + 1];
  double time_s = 1.7e9, from_s, want_min, want_max;

  for (int i = 0; i < 4096; i++) {
    time_s += g_rand_double_range (random, 0, 1);
    g_assert_true (qos_ui_series_add (series, time_s, g_rand_double (random)));
  }
  for (int round = 0; round < 500; round++) {
    size_t n = 1 + draw (random, MAX_COLUMNS);
    double min = INFINITY, max = -INFINITY;

    from_s = time_s - g_rand_double_range (random, 0.1, 3000);
    columns[n].min = 4711;
    qos_ui_series_columns (series, from_s, time_s + 1e-3, columns, n);
    g_assert_cmpfloat (columns[n].min, ==, 4711);
    for (size_t c = 0; c < n; c++) {
      min = fmin (min, columns[c].min);
      max = fmax (max, columns[c].max);
    }
    g_assert_true (
        qos_ui_series_range (series, from_s, time_s, &want_min, &want_max));
    g_assert_cmpfloat (min, ==, want_min);
    g_assert_cmpfloat (max, ==, want_max);
  }
  qos_ui_series_free (series);
  g_rand_free (random);
}

static void
test_nearest_and_steps (void)
{
  static const Point points[] = {{10, 1}, {11, NAN}, {13, 3}, {14, 4}};
  QosUiSeries *series = qos_ui_series_new (3);
  double at_s, value;

  g_assert_false (qos_ui_series_nearest (series, 0, &at_s, &value));
  g_assert_false (qos_ui_series_step (series, 0, 1, &at_s));
  add_all (series, points, G_N_ELEMENTS (points));
  for (double time_s = 5; time_s < 20; time_s += 0.25) {
    double want_s = time_s < 12 ? 11 : time_s < 13.5 ? 13 : 14;

    g_assert_true (qos_ui_series_nearest (series, time_s, &at_s, &value));
    g_assert_cmpfloat (at_s, ==, want_s);
    g_assert_true (want_s == 11 ? isnan (value) : value == want_s - 10);
    g_assert_true (qos_ui_series_step (series, time_s, 0, &at_s));
    g_assert_cmpfloat (at_s, ==, want_s);
    g_assert_true (qos_ui_series_step (series, time_s, -1, &at_s));
    g_assert_cmpfloat (at_s, ==, want_s == 14 ? 13 : 11);
    g_assert_true (qos_ui_series_step (series, time_s, 1, &at_s));
    g_assert_cmpfloat (at_s, ==, want_s == 11 ? 13 : 14);
    g_assert_true (qos_ui_series_step (series, time_s, 100, &at_s));
    g_assert_cmpfloat (at_s, ==, 14);
  }
  qos_ui_series_free (series);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/empty", test_empty);
  g_test_add_func ("/series/one-point", test_one_point);
  g_test_add_func ("/series/refuses-times-that-go-back",
      test_refuses_times_that_go_back);
  g_test_add_func ("/series/ring-wraps", test_ring_wraps);
  g_test_add_func ("/series/capacity-of-one", test_capacity_of_one);
  g_test_add_func ("/series/gaps", test_gaps);
  g_test_add_func ("/series/known-outlives-the-ring",
      test_known_outlives_the_ring);
  g_test_add_func ("/series/columns-of-no-time", test_columns_of_no_time);
  g_test_add_func ("/series/random-against-all-points",
      test_random_against_all_points);
  g_test_add_func ("/series/columns-lose-nothing", test_columns_lose_nothing);
  g_test_add_func ("/series/nearest-and-steps", test_nearest_and_steps);
  return g_test_run ();
}
