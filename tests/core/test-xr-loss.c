/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Loss RLE and Statistics Summary, byte by byte as in RFC 3611 4.1 and 4.6, and
 * random losses written and read back.
 */
#include "qos-xr.h"

#include "test-util.h"

#define SSRC 0x0a0b0c0d

static const uint8_t xr_header[8] = {0x80, 207, 0, 1, 1, 2, 3, 4};

static QosXrRle
make_rle (uint16_t begin, const char *pattern)
{
  QosXrRle rle = {.ssrc = SSRC, .begin = begin};

  for (; pattern[rle.n]; rle.n++)
    if (pattern[rle.n] == '1')
      rle.received[rle.n / 64] |= UINT64_C (1) << rle.n % 64;
  return rle;
}

#define R16 "1111111111111111"

static void
test_rle_bytes (void)
{
  /* 20 received, a mixture, then 3 lost and the end */
  QosXrRle rle = make_rle (0xfff0,
      R16 "1111"
          "011101110111011"
          "000");
  static const uint8_t want[] = {0x80, 207, 0, 6, 1, 2, 3, 4, 1, 0, 0, 4, 0x0a,
      0x0b, 0x0c, 0x0d, 0xff, 0xf0, 0x00, 0x16, 0x40, 20, 0xbb, 0xbb, 0x00,
      0x03, 0, 0};
  uint8_t data[sizeof want];
  unsigned covered = 0;
  QosXr xr;

  memcpy (data, xr_header, sizeof xr_header);
  g_assert_cmpuint (qos_xr_add_rle (data, sizeof data - 1, 8, &rle, &covered),
      ==, 0);
  g_assert_cmpuint (qos_xr_add_rle (data, sizeof data, 8, &rle, &covered), ==,
      sizeof want);
  assert_bytes (data, sizeof data, want, sizeof want);
  g_assert_cmpuint (covered, ==, 38);
  g_assert_true (qos_xr_read (data, sizeof data, &xr));
  g_assert_true (xr.have_loss);
  g_assert_cmphex (xr.loss.ssrc, ==, SSRC);
  g_assert_cmphex (xr.loss.begin, ==, 0xfff0);
  g_assert_cmphex (xr.loss.end, ==, 0x16);
  g_assert_cmpuint (xr.loss.lost, ==, 4 + 3);
  g_assert_cmpuint (xr.loss.run_max, ==, 3);
}

static void
test_rle_is_refused (void)
{
  static const struct
  {
    size_t size;
    unsigned thinning;
    uint8_t data[16];
  } rows[] = {
      {4, 0, {0, 0, 0, 1}},
      {12, 1, {0, 0, 0, 1, 0, 0, 0, 5, 0x40, 5, 0, 0}}, /* thinned */
      {12, 0, {0, 0, 0, 1, 0, 0, 0, 6, 0x40, 5, 0, 0}}, /* one short */
      {8, 0, {0, 0, 0, 1, 0, 0, 0, 6}},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    QosXrLoss loss;

    g_assert_false (
        qos_xr_read_rle (rows[i].data, rows[i].size, rows[i].thinning, &loss));
  }
}

static void
test_random_losses (void)
{
  GRand *random = make_random ();

  for (int round = 0; round < 2000; round++) {
    char pattern[QOS_XR_RLE_NUMBERS + 1];
    unsigned n = 1 + draw (random, QOS_XR_RLE_NUMBERS);
    uint32_t p = 1 + draw (random, 60), lost = 0, run = 0, run_max = 0;
    uint8_t data[8 + QOS_XR_RLE_SIZE_MAX];
    unsigned covered;
    QosXrRle rle;
    QosXr xr;
    size_t size;

    for (unsigned i = 0; i < n; i++)
      pattern[i] = draw (random, p) == 0 ? '0' : '1';
    pattern[n] = '\0';
    rle = make_rle ((uint16_t) g_rand_int (random), pattern);
    memcpy (data, xr_header, sizeof xr_header);
    size = qos_xr_add_rle (data, sizeof data, 8, &rle, &covered);
    g_assert_cmpuint (size, >, 0);
    g_assert_cmpuint (covered, <=, n);
    g_assert_true (covered == n || covered >= 15 * (QOS_XR_RLE_CHUNKS - 1));
    for (unsigned i = 0; i < covered; i++) {
      run = pattern[i] == '0' ? run + 1 : 0;
      lost += pattern[i] == '0';
      run_max = MAX (run, run_max);
    }
    g_assert_true (qos_xr_read (data, size, &xr));
    g_assert_true (xr.have_loss);
    g_assert_cmpuint ((uint16_t) (xr.loss.end - xr.loss.begin), ==, covered);
    g_assert_cmpuint (xr.loss.lost, ==, lost);
    g_assert_cmpuint (xr.loss.run_max, ==, run_max);
  }
  g_rand_free (random);
}

static void
test_summary (void)
{
  static const QosXrSummary summary = {SSRC, 0x0102, 0x0506, 7, 300};
  static const uint8_t want[8 + QOS_XR_SUMMARY_SIZE] = {0x80, 207, 0, 11, 1, 2,
      3, 4, 6, 0xc0, 0, 9, 0x0a, 0x0b, 0x0c, 0x0d, 1, 2, 5, 6, 0, 0, 0, 7, 0, 0,
      1, 44};
  uint8_t data[sizeof want];
  QosXrSummary got;
  QosXr xr;

  memcpy (data, xr_header, sizeof xr_header);
  g_assert_cmpuint (qos_xr_add_summary (data, sizeof data - 1, 8, &summary), ==,
      0);
  g_assert_cmpuint (qos_xr_add_summary (data, sizeof data, 8, &summary), ==,
      sizeof want);
  assert_bytes (data, sizeof data, want, sizeof want);
  g_assert_true (qos_xr_read (data, sizeof data, &xr));
  g_assert_true (xr.have_summary);
  assert_bytes (&xr.summary, sizeof xr.summary, &summary, sizeof summary);
  /* Without the flag the block has no loss. */
  g_assert_false (qos_xr_read_summary (data + 12, 36, 0x40, &got));
  g_assert_true (qos_xr_read_summary (data + 12, 36, 0x80, &got));
  g_assert_cmpuint (got.duplicated, ==, 0);
  g_assert_false (qos_xr_read_summary (data + 12, 32, 0xc0, &got));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xr-loss/rle-bytes", test_rle_bytes);
  g_test_add_func ("/xr-loss/rle-is-refused", test_rle_is_refused);
  g_test_add_func ("/xr-loss/random-losses", test_random_losses);
  g_test_add_func ("/xr-loss/summary", test_summary);
  return g_test_run ();
}
