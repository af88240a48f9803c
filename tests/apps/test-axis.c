/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Scales and labels of a chart: which ticks given data get, when a scale
 * changes and when it stays, and what is true for any data.
 */
#include "qos-ui-axis.h"

#include "../core/test-util.h"

#include <math.h>

/* A chart of ours: from 0, at least 1, 6 ticks. */
static const QosUiAxisConfig from_zero = {1, true, 6};
static const QosUiAxisConfig anywhere = {0, false, 6};

static void
assert_scale (const QosUiScale *got, double low, double high, double step)
{
  double slack = step * 1e-9;

  g_assert_cmpfloat_with_epsilon (got->low, low, slack);
  g_assert_cmpfloat_with_epsilon (got->high, high, slack);
  g_assert_cmpfloat_with_epsilon (got->step, step, slack);
  g_assert_cmpuint (got->n_ticks, ==, (guint) lround ((high - low) / step) + 1);
}

static void
test_ticks (void)
{
  static const struct
  {
    QosUiAxisConfig config;
    double min, max;
    double low, high, step;
  } rows[] = {
      {{1, true, 6}, 38.0, 45.3, 0, 50, 10},
      {{1, true, 6}, 0, 100, 0, 100, 20},
      {{1, true, 6}, 0, 100.1, 0, 150, 50},
      {{1, true, 6}, 100, 38, 0, 100, 20},
      {{1, true, 3}, 0, 100, 0, 100, 50},
      {{1, true, 0}, 0, 100, 0, 100, 50},
      {{1, true, 6}, 0.3, 0.3, 0, 1, 0.2},
      {{0, true, 6}, 0.3, 0.3, 0, 0.3, 0.1},
      {{0, true, 4}, 0, 0.7, 0, 1, 0.5},
      {{0, true, 8}, 0, 0.7, 0, 0.7, 0.1},
      {{1, true, 6}, 0, 0, 0, 1, 0.2},
      {{0, true, 6}, 0, 0, 0, 1, 0.2},
      {{20, true, 6}, 0, 0.01, 0, 20, 5},
      {{1, true, 6}, -7, -3, -8, 0, 2},
      {{1, true, 6}, -0.1, -0.1, -1, 0, 0.2},
      {{1, true, 6}, -7, 30, -10, 30, 10},
      {{1, true, 6}, 0, 1536000, 0, 2000000, 500000},
      {{1, true, 6}, 0, 1e308, 0, 1e100, 2e99},
      {{0, true, 6}, 0, 1e-12, 0, 1e-12, 2e-13},
      {{0, true, 6}, 0, 1e-300, 0, 1, 0.2},
      {{0, false, 6}, 38.0, 45.3, 38, 46, 2},
      {{0, false, 6}, -45.3, -38.0, -46, -38, 2},
      {{0, false, 6}, 40, 40, 38, 42, 1},
      {{1, false, 6}, 40, 40, 39.5, 40.5, 0.5},
      {{0, false, 6}, 0, 0, -0.5, 0.5, 0.5},
      {{10, false, 6}, 40, 40.01, 35, 50, 5},
      {{0, false, 3}, -1, 1, -1, 1, 1},
      {{NAN, true, 6}, 0, 100, 0, 100, 20},
      {{-5, true, 6}, 0, 0, 0, 1, 0.2},
      {{1, true, 6}, NAN, NAN, 0, 1, 0.2},
      {{1, true, 6}, 5, NAN, 0, 1, 0.2},
      {{1, true, 6}, 0, INFINITY, 0, 1, 0.2},
      {{50, true, 6}, -INFINITY, INFINITY, 0, 50, 10},
      {{0, false, 6}, NAN, NAN, 0, 1, 0.2},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    QosUiScale got =
        qos_ui_axis_fit (&rows[i].config, rows[i].min, rows[i].max);

    g_test_message ("row %zu: %g to %g by %g", i, got.low, got.high, got.step);
    assert_scale (&got, rows[i].low, rows[i].high, rows[i].step);
  }
}

/* 1, 2 or 5 times a power of ten. */
static gboolean
is_round (double step)
{
  double digit = step / pow (10, floor (log10 (step) + 1e-9));

  return fabs (digit - 1) < 1e-6 || fabs (digit - 2) < 1e-6 ||
      fabs (digit - 5) < 1e-6;
}

static void
assert_valid (const QosUiScale *scale, const QosUiAxisConfig *config,
    double min, double max)
{
  double slack = scale->step * 1e-6;

  g_assert_true (isfinite (scale->low) && isfinite (scale->high));
  g_assert_cmpfloat (scale->high, >, scale->low);
  g_assert_true (is_round (scale->step));
  g_assert_cmpuint (scale->n_ticks, >=, 2);
  g_assert_cmpuint (scale->n_ticks, <=, MAX (config->max_ticks, 3));
  g_assert_cmpfloat (scale->low, <=, min + slack);
  g_assert_cmpfloat (scale->high, >=, max - slack);
  g_assert_cmpfloat (scale->high - scale->low, >=, config->min_span - slack);
  if (config->is_zero_based) {
    g_assert_cmpfloat (scale->low, <=, 0);
    g_assert_cmpfloat (scale->high, >=, 0);
  }
}

static double
random_value (GRand *random)
{
  double size = pow (10, g_rand_double_range (random, -30, 30));

  switch (draw (random, 4)) {
    case 0:
      return 0;
    case 1:
      return -size;
    default:
      return size;
  }
}

static void
test_any_data_get_valid_ticks (void)
{
  GRand *random = make_random ();

  for (int i = 0; i < 100000; i++) {
    double min = random_value (random);
    double max = draw (random, 3) ? random_value (random)
                                  : min * (1 + g_rand_double (random) * 1e-8);
    QosUiAxisConfig config = {draw (random, 2) ? fabs (random_value (random))
                                               : 0,
        draw (random, 2), draw (random, 12)};
    QosUiAxis axis;

    qos_ui_axis_init (&axis, &config);
    qos_ui_axis_update (&axis, min, max);
    assert_valid (&axis.scale, &config, MIN (min, max), MAX (min, max));
    g_assert_cmpfloat (qos_ui_axis_tick (&axis, 0), <=,
        MIN (min, max) + axis.scale.step * 1e-6);
    g_assert_cmpfloat_with_epsilon (qos_ui_axis_tick (&axis,
                                        axis.scale.n_ticks - 1),
        axis.scale.high, axis.scale.step * 1e-5);
  }
  g_rand_free (random);
}

static void
test_grows_at_once (void)
{
  QosUiAxis axis;

  qos_ui_axis_init (&axis, &from_zero);
  assert_scale (&axis.scale, 0, 1, 0.2);
  g_assert_true (qos_ui_axis_update (&axis, 38, 45));
  assert_scale (&axis.scale, 0, 50, 10);
  g_assert_false (qos_ui_axis_update (&axis, 38, 50));
  g_assert_true (qos_ui_axis_update (&axis, 38, 50.1));
  assert_scale (&axis.scale, 0, 60, 20);
  g_assert_true (qos_ui_axis_update (&axis, -1, 50));
  assert_scale (&axis.scale, -20, 60, 20);
}

/* A maximum that moves around a tick changes the scale once. */
static void
test_shrinks_late (void)
{
  QosUiAxis axis;

  qos_ui_axis_init (&axis, &from_zero);
  g_assert_true (qos_ui_axis_update (&axis, 0, 41));
  assert_scale (&axis.scale, 0, 50, 10);
  for (int i = 0; i < 20; i++)
    g_assert_false (qos_ui_axis_update (&axis, 0, i & 1 ? 39 : 41));
  g_assert_false (qos_ui_axis_update (&axis, 0, 33));
  g_assert_true (qos_ui_axis_update (&axis, 0, 31));
  assert_scale (&axis.scale, 0, 40, 10);
  for (int i = 0; i < 20; i++)
    g_assert_false (qos_ui_axis_update (&axis, 0, i & 1 ? 31 : 39));
  g_assert_true (qos_ui_axis_update (&axis, 0, 0.01));
  assert_scale (&axis.scale, 0, 1, 0.2);
}

static void
test_first_data_do_not_wait (void)
{
  static const QosUiAxisConfig config = {0, true, 6};
  QosUiAxis axis;

  qos_ui_axis_init (&axis, &config);
  g_assert_true (qos_ui_axis_update (&axis, 0, 0.9e-3));
  assert_scale (&axis.scale, 0, 1e-3, 2e-4);
}

static void
test_no_data_change_nothing (void)
{
  static const double values[][2] = {{NAN, NAN}, {0, NAN}, {NAN, 0},
      {-INFINITY, 0}, {0, INFINITY}, {INFINITY, -INFINITY}};
  QosUiAxis axis;

  qos_ui_axis_init (&axis, &from_zero);
  g_assert_true (qos_ui_axis_update (&axis, 0, 41));
  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_false (qos_ui_axis_update (&axis, values[i][0], values[i][1]));
  assert_scale (&axis.scale, 0, 50, 10);
}

/* The same data repeated never change a scale twice. */
static void
test_settles (void)
{
  GRand *random = make_random ();

  for (int zero = 0; zero < 2; zero++) {
    QosUiAxis axis;

    qos_ui_axis_init (&axis, zero ? &from_zero : &anywhere);
    for (int i = 0; i < 20000; i++) {
      double a = random_value (random), b = random_value (random);

      qos_ui_axis_update (&axis, a, b);
      assert_valid (&axis.scale, &axis.config, MIN (a, b), MAX (a, b));
      g_assert_false (qos_ui_axis_update (&axis, a, b));
    }
  }
  g_rand_free (random);
}

static void
test_other_number_of_ticks (void)
{
  QosUiAxis axis;

  qos_ui_axis_init (&axis, &from_zero);
  g_assert_true (qos_ui_axis_update (&axis, 0, 41));
  qos_ui_axis_set_max_ticks (&axis, 3);
  assert_scale (&axis.scale, 0, 50, 50);
  qos_ui_axis_set_max_ticks (&axis, 6);
  assert_scale (&axis.scale, 0, 50, 10);
  qos_ui_axis_init (&axis, &from_zero);
  qos_ui_axis_set_max_ticks (&axis, 3);
  assert_scale (&axis.scale, 0, 1, 0.5);
}

static void
assert_labels (const QosUiAxisConfig *config, double min, double max,
    const char *want)
{
  GString *labels = g_string_new (NULL);
  QosUiAxis axis;
  char text[24];

  qos_ui_axis_init (&axis, config);
  qos_ui_axis_update (&axis, min, max);
  for (unsigned i = 0; i < axis.scale.n_ticks; i++) {
    qos_ui_axis_label (&axis, qos_ui_axis_tick (&axis, i), text, sizeof text);
    g_string_append_printf (labels, i > 0 ? " %s" : "%s", text);
  }
  g_assert_cmpstr (labels->str, ==, want);
  g_string_free (labels, TRUE);
}

static void
test_labels (void)
{
  static const QosUiAxisConfig config = {0, true, 6};

  assert_labels (&config, 0, 100, "0 20 40 60 80 100");
  assert_labels (&config, 0, 1, "0.0 0.2 0.4 0.6 0.8 1.0");
  assert_labels (&config, 0, 0.01, "0.000 0.002 0.004 0.006 0.008 0.010");
  assert_labels (&config, 0, 2, "0.0 0.5 1.0 1.5 2.0");
  assert_labels (&config, 0, 10e6,
      "0 2000000 4000000 6000000 8000000 10000000");
  assert_labels (&config, 0, 1e12, "0 2e+11 4e+11 6e+11 8e+11 1e+12");
  assert_labels (&config, 0, 1e-8, "0 2e-09 4e-09 6e-09 8e-09 1e-08");
  assert_labels (&config, -30, 30, "-40 -20 0 20 40");
  assert_labels (&anywhere, -0.3, 0.1, "-0.3 -0.2 -0.1 0.0 0.1");
  assert_labels (&anywhere, 4000000001, 4000000021,
      "4000000000 4000000005 4000000010 4000000015 4000000020 4000000025");
}

/* Labels fit, and differ from tick to tick. */
static void
test_any_labels_differ (void)
{
  GRand *random = make_random ();

  for (int i = 0; i < 20000; i++) {
    QosUiAxisConfig config = {0, draw (random, 2), draw (random, 12)};
    char texts[2][64] = {"", ""};
    QosUiAxis axis;

    qos_ui_axis_init (&axis, &config);
    qos_ui_axis_update (&axis, random_value (random), random_value (random));
    for (unsigned t = 0; t < axis.scale.n_ticks; t++) {
      char *text = texts[t & 1];

      qos_ui_axis_label (&axis, qos_ui_axis_tick (&axis, t), text, 64);
      g_assert_cmpuint (strlen (text), <, 24);
      g_assert_cmpstr (texts[0], !=, texts[1]);
    }
  }
  g_rand_free (random);
}

static void
test_short_buffer (void)
{
  QosUiAxis axis;
  char text[4] = "abc";

  qos_ui_axis_init (&axis, &from_zero);
  qos_ui_axis_update (&axis, 0, 10e6);
  qos_ui_axis_label (&axis, 10e6, text, 3);
  g_assert_cmpstr (text, ==, "10");
  qos_ui_axis_time_label (1800, text, 3);
  g_assert_cmpstr (text, ==, "30");
}

static void
test_time_steps (void)
{
  static const struct
  {
    double span_s;
    unsigned max_ticks;
    double step_s;
  } rows[] = {{120, 5, 30}, {120, 3, 60}, {120, 2, 120}, {120, 8, 30},
      {10, 6, 2}, {10, 11, 1}, {45, 4, 15}, {300, 6, 60}, {600, 4, 300},
      {1800, 7, 300}, {1800, 4, 600}, {1800, 3, 900}, {1800, 2, 1800},
      {120, 0, 120}, {8101, 9, 1800}, {4 * 3600, 9, 1800},
      {20 * 3600, 9, 10800}, {86400, 3, 43200}, {86400, 2, 86400},
      {8 * 86400, 9, 86400}, {9 * 86400, 9, 2 * 86400},
      {365 * 86400.0, 9, 41 * 86400.0}};

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpfloat (qos_ui_axis_time_step (rows[i].span_s,
                           rows[i].max_ticks),
        ==, rows[i].step_s);
}

static void
test_time_labels (void)
{
  static const struct
  {
    double before_s;
    const char *want;
  } rows[] = {{0, "now"}, {1, "1 s"}, {12.5, "12.5 s"}, {30, "30 s"},
      {60, "1 min"}, {90, "90 s"}, {120, "2 min"}, {150, "2:30 min"},
      {605, "10:05 min"}, {1800, "30 min"}};

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    char text[24];

    qos_ui_axis_time_label (rows[i].before_s, text, sizeof text);
    g_assert_cmpstr (text, ==, rows[i].want);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/axis/ticks", test_ticks);
  g_test_add_func ("/axis/any-data-get-sound-ticks",
      test_any_data_get_valid_ticks);
  g_test_add_func ("/axis/grows-at-once", test_grows_at_once);
  g_test_add_func ("/axis/shrinks-late", test_shrinks_late);
  g_test_add_func ("/axis/first-data-do-not-wait", test_first_data_do_not_wait);
  g_test_add_func ("/axis/no-data-change-nothing", test_no_data_change_nothing);
  g_test_add_func ("/axis/settles", test_settles);
  g_test_add_func ("/axis/other-number-of-ticks", test_other_number_of_ticks);
  g_test_add_func ("/axis/labels", test_labels);
  g_test_add_func ("/axis/any-labels-differ", test_any_labels_differ);
  g_test_add_func ("/axis/short-buffer", test_short_buffer);
  g_test_add_func ("/axis/time-steps", test_time_steps);
  g_test_add_func ("/axis/time-labels", test_time_labels);
  return g_test_run ();
}
