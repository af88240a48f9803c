/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The score against values calculated by hand from the published formulas, and
 * monotone in each of its inputs over the whole range.
 */
#include "qos-mos.h"

#include "test-util.h"

static const QosMosInput good = {QOS_CODING_AAC_LC, 128, 0, 1, true, 50};

static void
test_values (void)
{
  static const struct
  {
    QosMosInput input;
    double r, tolerance;
  } rows[] = {
      {{QOS_CODING_AAC_LC, 128, 0, 1, true, 50}, 85.23, 0.01},
      {{QOS_CODING_AAC_LC, 32, 0, 1, true, 50}, 65.21,
          0.01}, /* 100 e^-1.6 = 20.19 */
      /* 14.766 + (95 - 14.766) * 4.3 / 8.6 = 54.88 */
      {{QOS_CODING_AAC_LC, 128, 4.3, 1, true, 50}, 45.12, 0.01},
      /* BurstR 2: 4.3 / (2.15 + 4.3) = 2/3 */
      {{QOS_CODING_AAC_LC, 128, 4.3, 2, true, 50}, 31.74, 0.01},
      /* X = 1: 25 (1.12246 - 3.00069 + 2) = 3.04 */
      {{QOS_CODING_AAC_LC, 128, 0, 1, true, 200}, 82.19, 0.02},
      {{QOS_CODING_AAC_LC, 128, 0, 1, false, 5000}, 85.23, 0.01},
      /* G.113 Appendix I */
      {{QOS_CODING_PCM, 64, 0, 1, false, 0}, 100, 0},
      {{QOS_CODING_G729, 8, 0, 1, false, 0}, 89, 0},
      {{QOS_CODING_G729, 8, 19, 1, false, 0}, 47, 0}, /* 84 / 2 */
      {{QOS_CODING_GSM, 13, 0, 1, false, 0}, 80, 0},
      {{QOS_CODING_GSM_EFR, 12, 0, 1, false, 0}, 95, 0},
      {{QOS_CODING_G723, 6.4, 0, 1, false, 0}, 85, 0},
      {{QOS_CODING_G723, 5.33, 0, 1, false, 0}, 81, 0},
      {{QOS_CODING_G726_24, 24, 0, 1, false, 0}, 75, 0},
      {{QOS_CODING_AAC_LC, 128, 100, 50, true, 2000}, 0, 0},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpfloat_with_epsilon (qos_mos_r_factor (&rows[i].input),
        rows[i].r, rows[i].tolerance + 1e-9);
  g_assert_cmpfloat_with_epsilon (qos_mos_from_r (0), 1.05, 1e-9);
  g_assert_cmpfloat_with_epsilon (qos_mos_from_r (60), 3.36, 1e-9);
  g_assert_cmpfloat_with_epsilon (qos_mos_from_r (100), 4.9, 1e-9);
}

static double
score (const QosMosInput *input)
{
  double r = qos_mos_r_factor (input), mos = qos_mos_from_r (r);

  g_assert_true (r >= 0 && r <= 100);
  g_assert_true (mos >= 1.05 && mos <= 4.9);
  return mos;
}

/* offset: the input that is varied; sign: -1 where more is worse. */
static void
assert_monotone (size_t offset, double max, double sign)
{
  GRand *random = make_random ();

  for (int round = 0; round < 200; round++) {
    QosMosInput input = {QOS_CODING_AAC_LC, 1 + g_rand_double (random) * 400,
        g_rand_double (random) * 100, 1 + g_rand_double (random) * 20, true,
        g_rand_double (random) * 1000};
    double *varied = (double *) ((char *) &input + offset);
    double before = 0;

    for (int i = 0; i <= 500; i++) {
      double now;

      *varied = max * i / 500.0;
      now = score (&input);
      if (i > 0)
        g_assert_cmpfloat (sign * now, >=, sign * before - 1e-9);
      before = now;
    }
  }
  g_rand_free (random);
}

static void
test_monotone (void)
{
  assert_monotone (G_STRUCT_OFFSET (QosMosInput, media_kbps), 512, 1);
  assert_monotone (G_STRUCT_OFFSET (QosMosInput, loss_percent), 100, -1);
  assert_monotone (G_STRUCT_OFFSET (QosMosInput, burst_ratio), 50, -1);
  assert_monotone (G_STRUCT_OFFSET (QosMosInput, delay_ms), 5000, -1);
  for (double r = 0; r < 100; r += 0.1)
    g_assert_cmpfloat (qos_mos_from_r (r + 0.1), >=, qos_mos_from_r (r) - 1e-9);
}

/* The best and the worst score are almost the whole scale apart. */
static void
test_uses_its_range (void)
{
  QosMosInput bad = {QOS_CODING_AAC_LC, 16, 20, 3, true, 600};

  g_assert_cmpfloat (score (&good), >, 4.2);
  g_assert_cmpfloat (score (&bad), <, 1.3);
}

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    QosCoding coding;
  } rows[] = {
      {"PCMU", QOS_CODING_PCM},
      {"pcma", QOS_CODING_PCM},
      {"L16", QOS_CODING_PCM},
      {"G729", QOS_CODING_G729},
      {"g729a", QOS_CODING_UNKNOWN},
      {"G72", QOS_CODING_UNKNOWN},
      {"gsm-efr", QOS_CODING_GSM_EFR},
      {"AAL2-G726-40", QOS_CODING_G726_40},
      {"OPUS", QOS_CODING_UNKNOWN},
      {"H264", QOS_CODING_UNKNOWN},
      {"", QOS_CODING_UNKNOWN},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (qos_coding_for_name (rows[i].name), ==, rows[i].coding);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mos/values", test_values);
  g_test_add_func ("/mos/names", test_names);
  g_test_add_func ("/mos/monotone", test_monotone);
  g_test_add_func ("/mos/uses-its-range", test_uses_its_range);
  return g_test_run ();
}
