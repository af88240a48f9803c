/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qossink to qossrc over the loopback interface: sound arrives, both ends know
 * of each other, and either may start, stop and come back.
 */
#include "bin-test.h"

static Sender sender;
static Receiver receiver;
static guint16 port;

static void
open_both (void)
{
  port = free_port (LOOPBACK);
  sender_open (&sender, 48000, 2, "studio");
  receiver_open (&receiver, LOOPBACK, port, "kitchen");
}

static void
close_both (void)
{
  sender_close (&sender);
  receiver_close (&receiver);
}

static void
start_both (void)
{
  receiver_start (&receiver);
  sender_start (&sender, LOOPBACK, port);
  receiver_wait_for_sound (&receiver, 0);
}

/* Tasks must have ended at the end of a test; a teardown function would be too
 * late. */
#define PLAY_TEST(name) \
  static void name##_body (void); \
  GST_START_TEST (name) \
  { \
    open_both (); \
    name##_body (); \
    close_both (); \
  } \
  GST_END_TEST; \
  static void name##_body (void)

static gdouble
wait_for_rtt (GstBus *bus, const gchar *name)
{
  GstStructure *s;
  gdouble rtt;

  drop_messages (bus);
  s = wait_for_field (bus, name, "rtt-ms");
  rtt = get_double (s, "rtt-ms");
  gst_structure_free (s);
  return rtt;
}

PLAY_TEST (test_sound_arrives)
{
  gchar *name;
  GstStructure *s, *sent;

  start_both ();
  fail_unless_equals_int (receiver_pad (&receiver, 0)->rate, 48000);
  fail_unless_equals_int (receiver_pad (&receiver, 0)->channels, 2);
  s = wait_for_field (receiver.bus, "qosstats", "ssrc");
  name = g_strdup_printf ("src_%u", get_uint (s, "ssrc"));
  fail_unless_equals_string (receiver_pad (&receiver, 0)->name, name);
  fail_unless_equals_int (get_int (s, "clock-rate"), 48000);
  sent = wait_for_field (sender.bus, "qospay", "ssrc");
  fail_unless_equals_int_hex (get_uint (s, "ssrc"), get_uint (sent, "ssrc"));
  gst_structure_free (sent);
  gst_structure_free (s);
  g_free (name);
}

/* For an SDP: caps appear when they are known, with what rtpmp4gdepay needs. */
PLAY_TEST (test_caps_describe_the_stream)
{
  GstCaps *wanted = gst_caps_from_string (
      "application/x-rtp,media=audio,clock-rate=48000,encoding-name="
      "MPEG4-GENERIC,mode=AAC-hbr,sizelength=(string)13");
  GstCaps *caps;

  g_object_get (sender.bin, "caps", &caps, NULL);
  fail_unless (caps == NULL);
  start_both ();
  g_object_get (sender.bin, "caps", &caps, NULL);
  fail_unless (caps && gst_caps_can_intersect (caps, wanted), "%s",
      gst_caps_to_string (caps));
  fail_unless (
      gst_structure_has_field (gst_caps_get_structure (caps, 0), "config"));
  gst_caps_unref (caps);
  gst_caps_unref (wanted);
}

PLAY_TEST (test_both_ends_know_each_other)
{
  GstStructure *s;
  gchar *address;

  start_both ();
  s = wait_for_field (receiver.bus, "qosstats", "name");
  fail_unless_equals_string (gst_structure_get_string (s, "name"), "studio");
  address = g_strdup (gst_structure_get_string (s, "address"));
  fail_unless (g_str_has_prefix (address, LOOPBACK ":"));
  gst_structure_free (s);
  s = wait_for_field (sender.bus, "qospay", "remote-name");
  fail_unless_equals_string (gst_structure_get_string (s, "remote-name"),
      "kitchen");
  assert_near (get_double (s, "remote-loss-percent"), 0, 0);
  gst_structure_free (s);
  /* There and back, through two threads at each end. */
  fail_unless (wait_for_rtt (receiver.bus, "qosstats") < 50);
  fail_unless (wait_for_rtt (sender.bus, "qospay") < 50);
  g_free (address);
}

/* A name that GStreamer made up does not count as one. */
PLAY_TEST (test_made_up_name_is_not_sent)
{
  GstStructure *s;

  close_both ();
  port = free_port (LOOPBACK);
  sender_open (&sender, 48000, 2, NULL);
  receiver_open (&receiver, LOOPBACK, port, NULL);
  start_both ();
  s = wait_for_field (receiver.bus, "qosstats", "cname");
  assert_lacks (s, "name");
  gst_structure_free (s);
}

PLAY_TEST (test_late_packets_are_reported)
{
  GstStructure *s, *stats;
  GstStructure *one;

  start_both ();
  s = wait_for_field (receiver.bus, "qosstats", "packets-late");
  fail_unless_equals_uint64 (get_uint64 (s, "packets-late"), 0);
  gst_structure_free (s);
  g_object_get (receiver.bin, "stats", &stats, NULL);
  one = g_value_get_boxed (&get_array (stats, "sources")->values[0]);
  fail_unless (get_uint64 (one, "packets-received") > 0);
  gst_structure_free (stats);
}

PLAY_TEST (test_one_socket_each)
{
  guint before = count_udp_sockets ();

  receiver_start (&receiver);
  fail_unless_equals_int (count_udp_sockets (), before + 1);
  sender_start (&sender, LOOPBACK, port);
  receiver_wait_for_sound (&receiver, 0);
  fail_unless_equals_int (count_udp_sockets (), before + 2);
  gst_element_set_state (sender.pipeline, GST_STATE_NULL);
  fail_unless_equals_int (count_udp_sockets (), before + 1);
  receiver_stop (&receiver);
  fail_unless_equals_int (count_udp_sockets (), before);
}

/* Coming and going */

PLAY_TEST (test_sender_may_start_first)
{
  GstStructure *s;

  sender_start (&sender, LOOPBACK, port);
  s = wait_for_field (sender.bus, "qospay", "ssrc");
  assert_lacks (s, "rtt-ms");
  gst_structure_free (s);
  gst_structure_free (wait_for_field (sender.bus, "qospay", "ssrc"));
  receiver_start (&receiver);
  receiver_wait_for_sound (&receiver, 0);
  wait_for_rtt (sender.bus, "qospay");
  wait_for_rtt (receiver.bus, "qosstats");
}

PLAY_TEST (test_receiver_may_restart)
{
  start_both ();
  wait_for_rtt (sender.bus, "qospay");
  receiver_stop (&receiver);
  receiver_start (&receiver);
  receiver_wait_for_sound (&receiver, 1);
  wait_for_rtt (sender.bus, "qospay");
  wait_for_rtt (receiver.bus, "qosstats");
  fail_unless_equals_string (receiver_pad (&receiver, 1)->name,
      receiver_pad (&receiver, 0)->name);
}

/* Another program takes over from the receiver. */
PLAY_TEST (test_receiver_may_be_replaced)
{
  start_both ();
  receiver_close (&receiver);
  receiver_open (&receiver, LOOPBACK, port, "cellar");
  receiver_start (&receiver);
  receiver_wait_for_sound (&receiver, 0);
  wait_for_rtt (sender.bus, "qospay");
}

PLAY_TEST (test_sender_may_restart)
{
  start_both ();
  gst_element_set_state (sender.pipeline, GST_STATE_NULL);
  receiver_wait_until_gone (&receiver, 0); /* it said BYE */
  sender_start (&sender, LOOPBACK, port);
  receiver_wait_for_sound (&receiver, 1);
}

PLAY_TEST (test_end_is_seen_before_the_pad_goes)
{
  GstStructure *s;

  start_both ();
  sender_end (&sender);
  receiver_wait_until_gone (&receiver, 0);
  fail_unless (receiver_pad (&receiver, 0)->has_eos);
  fail_if (receiver_pad (&receiver, 0)->went_before_eos);
  s = wait_for_field (receiver.bus, "qosstats", "end-reason");
  fail_unless_equals_string (gst_structure_get_string (s, "end-reason"), "bye");
  gst_structure_free (s);
}

/* Returns: (transfer full): the only message of that name. */
static GstStructure *
take_only_message (GstBus *bus, const gchar *name)
{
  GstStructure *s = take_message (bus, name);

  fail_unless_equals_int (count_messages (bus, name), 0);
  return s;
}

/* Also before the first interval is over. */
PLAY_TEST (test_stop_posts_last_messages)
{
  GstStructure *s;
  guint64 received;

  g_object_set (sender.bin, "interval", 3600 * GST_SECOND, NULL);
  g_object_set (receiver.bin, "interval", 3600 * GST_SECOND, NULL);
  start_both ();
  gst_element_set_state (receiver.pipeline, GST_STATE_READY);
  s = take_only_message (receiver.bus, "qosstats");
  received = get_uint64 (s, "packets-received");
  fail_unless (received > 0);
  fail_unless (get_uint64 (s, "packets-played") > 0);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-played") +
          get_uint64 (s, "packets-late") + get_uint64 (s, "packets-waiting") +
          get_uint64 (s, "packets-skipped"),
      received);
  assert_lacks (s, "end-reason");
  gst_structure_free (s);
  gst_element_set_state (sender.pipeline, GST_STATE_READY);
  s = take_only_message (sender.bus, "qospay");
  fail_unless (get_uint64 (s, "packets-sent") >= received);
  assert_lacks (s, "seqnum");
  gst_structure_free (s);
}

/* Starts and stops both ends at every point: they stop, without any message. */
PLAY_TEST (test_quick_restarts)
{
  for (guint i = 0; i < 15; i++) {
    receiver_start (&receiver);
    sender_start (&sender, LOOPBACK, port);
    if (i % 3 == 0)
      receiver_wait_for_pads (&receiver, receiver_n_pads (&receiver) + 1);
    if (i % 2 == 0) {
      gst_element_set_state (sender.pipeline, GST_STATE_NULL);
      receiver_stop (&receiver);
    } else {
      receiver_stop (&receiver);
      gst_element_set_state (sender.pipeline, GST_STATE_NULL);
    }
  }
}

/* Other addresses */

PLAY_TEST (test_ipv6)
{
  guint16 port6 = free_port (LOOPBACK6);
  GstStructure *s;
  guint64 packets;

  if (port6 == 0)
    return; /* no IPv6 here */
  g_object_set (receiver.bin, "host", LOOPBACK6, "port", port6, NULL);
  receiver_start (&receiver);
  sender_start (&sender, LOOPBACK6, port6);
  receiver_wait_for_sound (&receiver, 0);
  wait_for_rtt (sender.bus, "qospay");
  wait_for_rtt (receiver.bus, "qosstats");
  s = wait_for_field (receiver.bus, "qosstats", "address");
  fail_unless (
      g_str_has_prefix (gst_structure_get_string (s, "address"), "[::1]:"));
  /* Its IP headers are larger, and extensions are added. */
  packets = get_uint64 (s, "packets-received");
  fail_unless (get_uint64 (s, "wire-bytes-received") >=
      get_uint64 (s, "bytes-received") + packets * OVERHEAD_IPV6);
  gst_structure_free (s);
}

/* One socket for both families. */
PLAY_TEST (test_ipv4_into_ipv6)
{
  guint16 port6 = free_port ("::");
  GstStructure *s;
  guint64 packets;

  if (port6 == 0)
    return;
  g_object_set (receiver.bin, "host", "::", "port", port6, NULL);
  receiver_start (&receiver);
  sender_start (&sender, LOOPBACK, port6);
  receiver_wait_for_sound (&receiver, 0);
  wait_for_rtt (sender.bus, "qospay");
  wait_for_rtt (receiver.bus, "qosstats");
  s = wait_for_field (receiver.bus, "qosstats", "address");
  packets = get_uint64 (s, "packets-received");
  fail_unless (get_uint64 (s, "wire-bytes-received") <=
      get_uint64 (s, "bytes-received") + packets * (OVERHEAD_IPV4 + 8) + 200);
  gst_structure_free (s);
}

PLAY_TEST (test_localhost)
{
  receiver_start (&receiver);
  sender_start (&sender, "localhost", port);
  receiver_wait_for_sound (&receiver, 0);
}

static Suite *
bin_play_suite (void)
{
  Suite *suite = suite_create ("qossink, qossrc: play");
  TCase *tc = tcase_create ("play");

  tcase_add_test (tc, test_sound_arrives);
  tcase_add_test (tc, test_caps_describe_the_stream);
  tcase_add_test (tc, test_both_ends_know_each_other);
  tcase_add_test (tc, test_made_up_name_is_not_sent);
  tcase_add_test (tc, test_late_packets_are_reported);
  tcase_add_test (tc, test_one_socket_each);
  tcase_add_test (tc, test_sender_may_start_first);
  tcase_add_test (tc, test_receiver_may_restart);
  tcase_add_test (tc, test_receiver_may_be_replaced);
  tcase_add_test (tc, test_sender_may_restart);
  tcase_add_test (tc, test_end_is_seen_before_the_pad_goes);
  tcase_add_test (tc, test_stop_posts_last_messages);
  tcase_add_test (tc, test_quick_restarts);
  tcase_add_test (tc, test_ipv6);
  tcase_add_test (tc, test_ipv4_into_ipv6);
  tcase_add_test (tc, test_localhost);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (bin_play)
