/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * NTP time formats and the round trip of RFC 3550 6.4.1, with its example.
 */
#include "qos-ntp.h"

#include "test-util.h"

#define HALF_S (QOS_NS_PER_S / 2)

typedef struct
{
  uint64_t ns;
  uint64_t ntp;
} TimeRow;

/* Exact in binary, so that neither direction rounds. */
static const TimeRow exact_times[] = {
    {0, 0},
    {QOS_NS_PER_S, UINT64_C (1) << 32},
    {HALF_S, UINT64_C (0x80000000)},
    {QOS_NS_PER_S / 4, UINT64_C (0x40000000)},
    {46853125 * QOS_NS_PER_MS, UINT64_C (0xb70520000000)},
    {QOS_NTP_UNIX_OFFSET_S * QOS_NS_PER_S, UINT64_C (0x83aa7e8000000000)},
    /* 2036-02-07 06:28:15.5, the last half second of era 0 */
    {UINT64_C (4294967295) * QOS_NS_PER_S + HALF_S,
        UINT64_C (0xffffffff80000000)},
};

static void
test_exact_times (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (exact_times); i++) {
    const TimeRow *row = &exact_times[i];

    g_assert_cmphex (qos_ntp_from_ns (row->ns), ==, row->ntp);
    g_assert_cmpuint (qos_ntp_to_ns (row->ntp), ==, row->ns);
  }
}

static void
test_seconds_wrap_in_2036 (void)
{
  uint64_t era_ns = (UINT64_C (1) << 32) * QOS_NS_PER_S;

  g_assert_cmphex (qos_ntp_from_ns (era_ns), ==, 0);
  g_assert_cmphex (qos_ntp_from_ns (era_ns + HALF_S), ==,
      UINT64_C (0x80000000));
  /* 18446744073.709551615 s are over four turns of 2^32 s. */
  g_assert_cmpuint (qos_ntp_from_ns (UINT64_MAX) >> 32, ==,
      UINT64_C (18446744073) & UINT32_MAX);
}

static void
test_there_and_back (void)
{
  GRand *random = make_random ();

  for (int i = 0; i < 20000; i++) {
    uint64_t ns = (uint64_t) g_rand_int (random) * QOS_NS_PER_S +
        (uint64_t) g_rand_int_range (random, 0, 1000000000);
    uint64_t back_ns = qos_ntp_to_ns (qos_ntp_from_ns (ns));

    g_assert_cmpuint (back_ns, <=, ns + 1);
    g_assert_cmpuint (back_ns + 1, >=, ns);
  }
  g_rand_free (random);
}

static void
test_fraction_is_exact_to_1_ns (void)
{
  static const struct
  {
    uint32_t fraction;
    uint64_t floor_ns;
  } rows[] = {
      {1, 0},
      {4, 0},
      {5, 1},
      {43, 10},
      {0xffffffff, 999999999},
      {0x55555555, 333333333},
      {0xaaaaaaaa, 666666666},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    uint64_t ns = qos_ntp_to_ns (rows[i].fraction);

    g_assert_cmpuint (ns, >=, rows[i].floor_ns);
    g_assert_cmpuint (ns, <=, rows[i].floor_ns + 1);
  }
}

static void
test_middle_bits (void)
{
  g_assert_cmphex (qos_ntp_middle (UINT64_C (0x0123456789abcdef)), ==,
      0x456789abU);
  /* RFC 3550 6.4.1: 46853.125 s */
  g_assert_cmphex (qos_ntp_middle (qos_ntp_from_ns (46853125 * QOS_NS_PER_MS)),
      ==, 0xb7052000U);
}

static void
test_short_format (void)
{
  static const struct
  {
    uint64_t ns;
    uint32_t short_time;
  } rows[] = {
      {0, 0},
      {QOS_NS_PER_S, 0x10000},
      {HALF_S, 0x8000},
      {5250 * QOS_NS_PER_MS, 0x54000}, /* the DLSR of RFC 3550 6.4.1 */
      {65535 * QOS_NS_PER_S + HALF_S, 0xffff8000},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmphex (qos_ntp_short_from_ns (rows[i].ns), ==,
        rows[i].short_time);
    g_assert_cmpuint (qos_ntp_short_to_ns (rows[i].short_time), ==, rows[i].ns);
  }
}

static void
test_short_format_saturates (void)
{
  static const uint64_t too_long_ns[] = {
      UINT64_C (65536) * QOS_NS_PER_S,
      UINT64_C (65537) * QOS_NS_PER_S,
      UINT64_C (30) * 24 * 3600 * QOS_NS_PER_S,
      UINT64_MAX,
  };

  for (size_t i = 0; i < G_N_ELEMENTS (too_long_ns); i++)
    g_assert_cmphex (qos_ntp_short_from_ns (too_long_ns[i]), ==, UINT32_MAX);
  g_assert_cmpuint (qos_ntp_short_to_ns (UINT32_MAX), >,
      65535 * QOS_NS_PER_S + HALF_S);
  g_assert_cmpuint (qos_ntp_short_to_ns (UINT32_MAX), <, 65536 * QOS_NS_PER_S);
}

static void
test_short_format_rounds_by_less_than_one_unit (void)
{
  for (uint64_t ns = 0; ns < 5 * QOS_NS_PER_S; ns += 9999991) {
    uint64_t back_ns = qos_ntp_short_to_ns (qos_ntp_short_from_ns (ns));

    g_assert_cmpuint (back_ns, <=, ns);
    g_assert_cmpuint (ns - back_ns, <=, 15260);
  }
}

static void
test_abs_send_time (void)
{
  static const struct
  {
    uint64_t ntp;
    uint32_t value;
  } rows[] = {
      {0, 0},
      {UINT64_C (1) << 32, 1 << 18},
      {UINT64_C (63) << 32, 63 << 18},
      {UINT64_C (64) << 32, 0}, /* wraps */
      {UINT64_C (65) << 32, 1 << 18},
      {UINT64_C (0x80000000), 1 << 17},
      {UINT64_C (1) << 14, 1},
      {(UINT64_C (1) << 14) - 1, 0},
      {UINT64_MAX, 0xffffff},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmphex (qos_ntp_abs_send_time (rows[i].ntp), ==, rows[i].value);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ntp/exact-times", test_exact_times);
  g_test_add_func ("/ntp/seconds-wrap-in-2036", test_seconds_wrap_in_2036);
  g_test_add_func ("/ntp/there-and-back", test_there_and_back);
  g_test_add_func ("/ntp/fraction-is-exact-to-1-ns",
      test_fraction_is_exact_to_1_ns);
  g_test_add_func ("/ntp/middle-bits", test_middle_bits);
  g_test_add_func ("/ntp/short-format", test_short_format);
  g_test_add_func ("/ntp/short-format-saturates", test_short_format_saturates);
  g_test_add_func ("/ntp/short-format-rounds-by-less-than-one-unit",
      test_short_format_rounds_by_less_than_one_unit);
  g_test_add_func ("/ntp/abs-send-time", test_abs_send_time);
  return g_test_run ();
}
