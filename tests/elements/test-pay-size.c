/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The size of qospay's packets: never over the MTU, header extensions included,
 * and small extension blocks in ordinary packets.
 */
#include "pay-test.h"

/* AUs for every kind of packet: with all extensions, with one, bundled,
 * fragmented. */
static void
push_mixture (guint n)
{
  GRand *random = g_rand_new_with_seed (2);

  for (guint i = 0; i < n; i++) {
    gint from = i % 2 ? 1 : 1000;

    pay_push_au ((gsize) g_rand_int_range (random, from, i % 2 ? 120 : 3000));
    clock_run_for (au_duration (48000));
  }
  g_rand_free (random);
}

/* Returns: the size of the largest packet. */
static gsize
drop_packets_within (guint mtu)
{
  gsize largest = 0;
  GstBuffer *packet;

  while ((packet = pay_pop ())) {
    gsize size = gst_buffer_get_size (packet);

    fail_unless (size <= mtu,
        "a packet of %" G_GSIZE_FORMAT " bytes, of them %u in extensions", size,
        rtp_extension_bytes (packet));
    largest = MAX (largest, size);
    gst_buffer_unref (packet);
  }
  return largest;
}

static const guint mtus[] = {56, 64, 100, 172, 300, 576, 1200, 1400, 9000};

GST_START_TEST (test_packets_keep_to_the_mtu)
{
  guint mtu = mtus[__i__];

  g_object_set (pay.element, "mtu", mtu, NULL);
  push_mixture (70);
  drop_packets_within (mtu);
  g_object_set (pay.element, "max-ptime", 80 * GST_MSECOND, NULL);
  push_mixture (70);
  drop_packets_within (mtu);
}
GST_END_TEST;

/* The MTU may change while playing. */
GST_START_TEST (test_packets_follow_a_new_mtu)
{
  g_object_set (pay.element, "max-ptime", GST_SECOND, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (mtus); i++) {
    guint mtu = mtus[G_N_ELEMENTS (mtus) - 1 - i];

    g_object_set (pay.element, "mtu", mtu, NULL);
    push_mixture (8); /* what is pending was sized for the old one */
    drop_packets_within (9000);
    push_mixture (50);
    drop_packets_within (mtu);
  }
}
GST_END_TEST;

/* The MTU is used: packets of a stream of large AUs are nearly that large. */
GST_START_TEST (test_fragments_fill_the_mtu)
{
  for (guint i = 0; i < 20; i++)
    pay_push_au (8000);
  fail_unless (drop_packets_within (1400) >= 1400 - 40);
}
GST_END_TEST;

/* Foreign extensions next to ours */

static const struct
{
  const gchar *mid;
  guint id;
} foreign[] = {
    {"a", 4}, {"sixteen-byte-mid", 4},
    {"a", 20}, /* all of them take the two-byte form */
};

GST_START_TEST (test_packets_keep_to_the_mtu_with_foreign)
{
  pay_add_mid (foreign[__i__].mid, foreign[__i__].id);
  pay_set_caps (ASC_48_STEREO, 48000, 2);
  for (guint i = 0; i < G_N_ELEMENTS (mtus); i++) {
    guint mtu = mtus[i] + 40;

    g_object_set (pay.element, "mtu", mtu, NULL);
    push_mixture (60);
    drop_packets_within (mtu);
  }
}
GST_END_TEST;

/* The largest codec-config, in the two-byte form. */
GST_START_TEST (test_packets_keep_to_the_mtu_with_long_config)
{
  gst_harness_set_sink_caps_str (pay.media,
      "application/x-rtp, extmap-20=" SEND_TIME_URI);
  pay_set_caps ("1190000000000000000000", 48000, 2);
  for (guint i = 0; i < G_N_ELEMENTS (mtus); i++) {
    g_object_set (pay.element, "mtu", mtus[i] + 8, NULL);
    push_mixture (60);
    drop_packets_within (mtus[i] + 8);
  }
}
GST_END_TEST;

/* Ordinary packets */

static void
assert_ordinary_packets_are_lean (void)
{
  guint n = 0, with_more = 0;
  GstBuffer *packet;

  while ((packet = pay_pop ())) {
    guint bytes = rtp_extension_bytes (packet);

    fail_unless (rtp_has_extension (packet, 1), "packet %u has no send time",
        n);
    if (++n > 5 && bytes > 8)
      with_more++;
    gst_buffer_unref (packet);
  }
  /* In over two and a half seconds. */
  fail_unless (with_more == 2, "%u of %u packets have more", with_more, n);
}

GST_START_TEST (test_ordinary_packet_has_8_extension_bytes)
{
  pay_push_paced (117, 341);
  assert_ordinary_packets_are_lean ();
}
GST_END_TEST;

GST_START_TEST (test_ordinary_bundle_has_8_extension_bytes)
{
  g_object_set (pay.element, "max-ptime", 80 * GST_MSECOND, NULL);
  pay_push_paced (117, 341);
  assert_ordinary_packets_are_lean ();
}
GST_END_TEST;

/* All fragments of an AU, except in the first packets. */
GST_START_TEST (test_ordinary_fragment_has_8_extension_bytes)
{
  guint n = 0;
  GstBuffer *packet;

  for (guint i = 0; i < 30; i++)
    pay_push_au (3000);
  while ((packet = pay_pop ())) {
    if (++n > 15)
      fail_unless (rtp_extension_bytes (packet) <= 8,
          "packet %u has %u bytes of extensions", n,
          rtp_extension_bytes (packet));
    gst_buffer_unref (packet);
  }
}
GST_END_TEST;

static Suite *
pay_size_suite (void)
{
  Suite *suite = suite_create ("qospay: size");
  TCase *tc = tcase_create ("size");

  tcase_add_checked_fixture (tc, pay_open_all, pay_close);
  tcase_add_loop_test (tc, test_packets_keep_to_the_mtu, 0,
      G_N_ELEMENTS (mtus));
  tcase_add_test (tc, test_packets_follow_a_new_mtu);
  tcase_add_test (tc, test_fragments_fill_the_mtu);
  tcase_add_test (tc, test_ordinary_packet_has_8_extension_bytes);
  tcase_add_test (tc, test_ordinary_bundle_has_8_extension_bytes);
  tcase_add_test (tc, test_ordinary_fragment_has_8_extension_bytes);
  suite_add_tcase (suite, tc);

  tc = tcase_create ("foreign");
  tcase_add_checked_fixture (tc, pay_open, pay_close);
  tcase_add_loop_test (tc, test_packets_keep_to_the_mtu_with_foreign, 0,
      G_N_ELEMENTS (foreign));
  tcase_add_test (tc, test_packets_keep_to_the_mtu_with_long_config);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (pay_size)
