/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Malformed RTCP, with wrong lengths, into qospay and qosstats: each compound
 * is counted as malformed and ignored. Every buffer ends where its memory ends,
 * so that valgrind sees the first byte read past the end.
 */
#include "pay-test.h"
#include "stats-test.h"

/* 00005e1f is the SSRC of the other end. */
static const gchar *const malformed[] = {
    /* not RTCP */
    "",
    "80",
    "80c9",
    "80c900",
    "00000000",
    "ffffffffffffffff",
    "40c9000100005e1f",         /* version 1 */
    "c0c9000100005e1f",         /* version 3 */
    "8060000100005e1f00000000", /* RTP */
    "80bf000100005e1f",         /* type 191 */
    "80e0000100005e1f",         /* type 224 */
    /* packets longer than the compound, and compounds longer than they claim */
    "80c9000200005e1f",
    "80c9ffff00005e1f",
    "80c9000100005e1f00",
    "80c9000100005e1f0000",
    "80c9000100005e1f80",
    "80c9000100005e1f80ca0001",
    "80c9000100005e1f40ca000000000000",
    /* reports shorter than they claim */
    "80c90000",
    "81c9000100005e1f",
    "9fc9000100005e1f",
    "81c9000600005e1f0000000000000000000000000000000000000000",
    "80c80000",
    "80c8000100005e1f",
    "80c8000500005e1f00000000000000000000000000000000",
    "81c8000600005e1f0000000000000000000000000000000000000000",
    /* and a bad one after a good one */
    "80c9000100005e1f"
    "81c9000100005e1f",
    "80c9000100005e1f"
    "80c8000100005e1f",
    "80c9000100005e1f"
    "80c90000",
    /* SDES */
    "81ca0000",
    "81ca000100005e1f",
    "81ca000200005e1f01ff6162",
    "81ca000200005e1f01036162",
    "81ca000200005e1f01026162",
    "82ca000200005e1f01016100",
    "9fca000200005e1f01016100",
    "81ca000500005e1f000a0000010a000002138c138e003c00", /* one chunk too many */
    "80ca000200005e1f01ff6100",
    /* BYE */
    "81cb0000",
    "82cb000100005e1f",
    "9fcb000100005e1f",
    /* XR */
    "80cf0000",
    "80cf000200005e1f04000002",
    "80cf000300005e1f0400ffff00000000",
    "80cf000300005e1f0500000300000000",
    /* invalid padding */
    "a0c9000100005e00",
    "a0c9000100005eff",
    "a0c9000100005e03",
};

/* Returns: (transfer full): a buffer whose memory is exactly its bytes. */
static GstBuffer *
make_buffer (const gchar *hex)
{
  GBytes *bytes = hex_to_bytes (hex);
  gsize size;
  gpointer data = g_bytes_unref_to_data (bytes, &size);

  return size > 0 ? gst_buffer_new_wrapped (data, size) : gst_buffer_new ();
}

static guint64
pay_malformed (void)
{
  GstStructure *s = pay_stats ();
  guint64 n = get_uint64 (s, "rtcp-malformed");

  gst_structure_free (s);
  return n;
}

GST_START_TEST (test_pay_counts_malformed)
{
  GstStructure *s;

  pay_push_au (100);
  fail_unless_equals_int (gst_harness_push (pay.rtcp,
                              make_buffer (malformed[__i__])),
      GST_FLOW_OK);
  fail_unless (pay_malformed () == 1, "%s was taken", malformed[__i__]);
  s = pay_stats ();
  fail_unless_equals_uint64 (get_uint64 (s, "reports-received"), 0);
  gst_structure_free (s);
}
GST_END_TEST;

GST_START_TEST (test_stats_counts_malformed)
{
  stats_send (3);
  fail_unless_equals_int (gst_harness_push (stats.rtcp,
                              make_buffer (malformed[__i__])),
      GST_FLOW_OK);
  fail_unless (stats_total ("rtcp-malformed") == 1, "%s was taken",
      malformed[__i__]);
  fail_unless_equals_int (stats_n_sources (), 1);
}
GST_END_TEST;

/* A receiver report in SRTCP: only its first 8 bytes are readable. */
GST_START_TEST (test_stats_counts_encrypted)
{
  stats_send (3);
  gst_harness_push (stats.rtcp,
      make_buffer ("80c9000100057ea3112233445566778899aabbccddeeff00"
                   "80000001aabbccddeeff00112233"));
  fail_unless_equals_uint64 (stats_total ("rtcp-encrypted"), 1);
  fail_unless_equals_uint64 (stats_total ("rtcp-malformed"), 0);
}
GST_END_TEST;

/* The bytes that follow do not become report blocks. */
GST_START_TEST (test_count_of_blocks_is_not_believed)
{
  GByteArray *compound = rtcp_new ();
  RtcpBlock block = {0};
  GstStructure *s;

  pay_push_au (100);
  block.ssrc = pay_ssrc ();
  rtcp_add_rr (compound, REMOTE_SSRC, &block);
  compound->data[0] |= 4; /* five blocks, it claims */
  pay_push_rtcp (compound);
  s = pay_stats ();
  fail_unless_equals_uint64 (get_uint64 (s, "reports-received"), 0);
  fail_unless_equals_uint64 (get_uint64 (s, "rtcp-malformed"), 1);
  gst_structure_free (s);
}
GST_END_TEST;

/* Types that are not used here, and no report at the start (RFC 5506): these
 * are not malformed. */
static const gchar *const harmless[] = {
    "80c9000100005e1f",
    "80c9000100005e1f"
    "80cc000200005e1f61626364",             /* APP */
    "81ce000200005e1f00000001",             /* PLI */
    "81cd000300005e1f0000000100010000",     /* NACK */
    "80cf000100005e1f",                     /* XR, empty */
    "80cf000300005e1f0c0000010a0b0c0d",     /* XR, another block */
    "80ca0000",                             /* SDES without an SSRC */
    "81cb000200005e1f03627965",             /* BYE with a reason */
    "80cb0000", "a0c9000200005e1f00000004", /* padding */
};

GST_START_TEST (test_harmless_is_not_counted)
{
  pay_push_au (100);
  gst_harness_push (pay.rtcp, make_buffer (harmless[__i__]));
  fail_unless (pay_malformed () == 0, "%s was refused", harmless[__i__]);
}
GST_END_TEST;

/* A long stretch of noise, partly with valid first bytes. */
static GstBuffer *
make_noise (GRand *random)
{
  gsize size = (gsize) g_rand_int_range (random, 0, 120);
  guint8 *data = g_malloc (MAX (size, 1));

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) g_rand_int (random);
  if (size >= 4 && g_rand_boolean (random)) {
    data[0] = (guint8) (0x80 | (data[0] & 0x3f));
    data[1] = (guint8) g_rand_int_range (random, 200, 208);
    data[2] = 0;
    data[3] = (guint8) (size / 4 - 1);
  }
  return gst_buffer_new_wrapped (data, size);
}

GST_START_TEST (test_noise_does_no_harm)
{
  GRand *random = g_rand_new_with_seed (4);

  pay_push_au (100);
  for (guint i = 0; i < 20000; i++)
    gst_harness_push (pay.rtcp, make_noise (random));
  pay_push_paced (30, 100);
  gst_structure_free (take_last_message (pay.bus, "qospay"));
  g_rand_free (random);
}
GST_END_TEST;

GST_START_TEST (test_noise_does_stats_no_harm)
{
  GRand *random = g_rand_new_with_seed (5);

  stats_send (3);
  for (guint i = 0; i < 20000; i++) {
    GstBuffer *noise = make_noise (random);

    gst_harness_push (stats.rtcp, gst_buffer_ref (noise));
    gst_harness_push (stats.media, noise);
  }
  stats_send (30);
  fail_unless (count_messages (stats.bus, "qosstats") > 0);
  g_rand_free (random);
}
GST_END_TEST;

static Suite *
rtcp_input_suite (void)
{
  Suite *suite = suite_create ("RTCP from the network");
  TCase *tc = tcase_create ("qospay");

  tcase_add_checked_fixture (tc, pay_open_all, pay_close);
  tcase_add_loop_test (tc, test_pay_counts_malformed, 0,
      G_N_ELEMENTS (malformed));
  tcase_add_test (tc, test_count_of_blocks_is_not_believed);
  tcase_add_loop_test (tc, test_harmless_is_not_counted, 0,
      G_N_ELEMENTS (harmless));
  tcase_add_test (tc, test_noise_does_no_harm);
  suite_add_tcase (suite, tc);

  tc = tcase_create ("qosstats");
  tcase_add_checked_fixture (tc, stats_open_all, stats_close);
  tcase_add_loop_test (tc, test_stats_counts_malformed, 0,
      G_N_ELEMENTS (malformed));
  tcase_add_test (tc, test_stats_counts_encrypted);
  tcase_add_test (tc, test_noise_does_stats_no_harm);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (rtcp_input)
