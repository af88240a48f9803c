/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What strangers send to stop a receiver, or to exhaust it. It is counted,
 * dropped and reported once, and does not affect other senders.
 */
#include "bin-test.h"

static Receiver receiver;
static GSocket *peer;
static guint16 port;

static void
open_receiver (void)
{
  port = free_port (LOOPBACK);
  receiver_open (&receiver, LOOPBACK, port, NULL);
  peer = peer_open (LOOPBACK, 0);
}

static void
close_receiver (void)
{
  receiver_close (&receiver);
  g_object_unref (peer);
}

/* Tasks must have ended at the end of a test; a teardown function would be too
 * late. */
#define HOSTILE_TEST(name) \
  static void name##_body (void); \
  GST_START_TEST (name) \
  { \
    open_receiver (); \
    name##_body (); \
    close_receiver (); \
  } \
  GST_END_TEST; \
  static void name##_body (void)

static GstBuffer *
read_case (const gchar *name)
{
  gchar *path = g_build_filename (CASES, "udp", name, NULL);
  gchar *data;
  gsize size;

  fail_unless (g_file_get_contents (path, &data, &size, NULL), "%s", path);
  g_free (path);
  return gst_buffer_new_wrapped (data, size);
}

/* Two packets with an AU header that gives a size of 0 bytes. */
HOSTILE_TEST (test_unit_of_zero_bytes_ends_nothing)
{
  RtpSpec stream = {.ssrc = 7,
      .payload_type = 96,
      .payload_size = 50,
      .codec = CODEC_48_STEREO};
  GstStructure *s, *stats;

  receiver_start (&receiver);
  peer_send (peer, LOOPBACK, port, read_case ("au-of-zero-1.bin"));
  peer_send (peer, LOOPBACK, port, read_case ("au-of-zero-2.bin"));
  s = wait_for_field (receiver.bus, "qosnotice", "advice");
  fail_unless_equals_string (gst_structure_get_string (s, "notice"),
      "bad-data");
  fail_unless_equals_int (get_uint (s, "ssrc"), 0x1234567);
  fail_unless (strstr (gst_structure_get_string (s, "text"), "0 bytes"));
  fail_unless (
      g_str_has_prefix (gst_structure_get_string (s, "address"), LOOPBACK ":"));
  gst_structure_free (s);
  peer_send_stream (peer, port, &stream, 10);
  receiver_wait_for_pads (&receiver, 1);
  fail_unless_equals_string (receiver_pad (&receiver, 0)->name, "src_7");
  gst_structure_free (wait_for_field (receiver.bus, "qosstats", "ssrc"));
  g_object_get (receiver.bin, "stats", &stats, NULL);
  fail_unless_equals_uint64 (get_uint64 (stats, "packets-malformed"), 2);
  gst_structure_free (stats);
}

/* Sends packets, one after the other, until a message name with field comes. */
static GstStructure *
send_until (RtpSpec *spec, const gchar *name, const gchar *field)
{
  GstStructure *found = NULL;

  for (guint i = 0; i < WAIT_S * 50 && !found; i++) {
    GstMessage *message;

    peer_send_stream (peer, port, spec, 1);
    while (!found &&
        (message = gst_bus_pop_filtered (receiver.bus,
             GST_MESSAGE_ELEMENT | GST_MESSAGE_ERROR))) {
      const GstStructure *s = gst_message_get_structure (message);

      fail_if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR, "%s",
          gst_structure_to_string (s));
      if (gst_structure_has_name (s, name) &&
          gst_structure_has_field (s, field))
        found = gst_structure_copy (s);
      gst_message_unref (message);
    }
  }
  fail_unless (found != NULL, "no %s with %s", name, field);
  return found;
}

static void
assert_field (GstStructure *s, const gchar *field, const gchar *value)
{
  fail_unless_equals_string (gst_structure_get_string (s, field), value);
  gst_structure_free (s);
}

/* Nothing announces the format: one notice, and a field in the numbers as long
 * as that lasts. */
HOSTILE_TEST (test_unknown_format_is_reported)
{
  RtpSpec stream = {.ssrc = 7, .payload_type = 97, .payload_size = 50};
  GstStructure *s;

  receiver_start (&receiver);
  s = send_until (&stream, "qosnotice", "notice");
  fail_unless (strstr (gst_structure_get_string (s, "text"), "97"));
  fail_unless (strstr (gst_structure_get_string (s, "advice"), "SDP"));
  assert_field (s, "notice", "format-unknown");
  assert_field (send_until (&stream, "qosstats", "not-played"), "not-played",
      "format-unknown");
  /* At last it announces its format. */
  stream.codec = CODEC_48_STEREO;
  peer_send_stream (peer, port, &stream, 5);
  receiver_wait_for_pads (&receiver, 1);
  fail_unless_equals_int (count_messages (receiver.bus, "qosnotice"), 0);
}

HOSTILE_TEST (test_other_formats_are_reported)
{
  RtpSpec gsm = {.ssrc = 7, .payload_type = 3, .payload_size = 33};
  RtpSpec other = {.ssrc = 8, .payload_type = 98, .payload_size = 50};
  GstCaps *caps = gst_caps_from_string (
      "application/x-rtp, media=audio, payload=97, encoding-name=OPUS, "
      "clock-rate=48000");
  GstStructure *s;

  g_object_set (receiver.bin, "caps", caps, NULL);
  gst_caps_unref (caps);
  receiver_start (&receiver);
  s = send_until (&gsm, "qosnotice", "notice");
  fail_unless (strstr (gst_structure_get_string (s, "text"), "GSM"));
  assert_field (s, "notice", "format-not-played");
  s = send_until (&other, "qosnotice", "notice");
  fail_unless (strstr (gst_structure_get_string (s, "text"), "97"));
  assert_field (s, "notice", "payload-type-unexpected");
}

/* Formats of static payload types, and of caps with several structures. Pads
 * appear for them, and qosstats knows their clock rates as well. */
HOSTILE_TEST (test_given_formats_have_pads)
{
  static const struct
  {
    guint payload_type;
    guint payload_size;
    gint clock_rate;
  } rows[] = {{0, 160, 8000}, {8, 160, 8000}, {9, 160, 8000}, {10, 400, 44100},
      {11, 200, 44100}, {96, 200, 48000}, {97, 300, 32000}};
  GstCaps *caps = gst_caps_from_string (
      "application/x-rtp, media=audio, payload=96, encoding-name=OPUS, "
      "clock-rate=48000; application/x-rtp, media=audio, payload=97, "
      "encoding-name=L24, clock-rate=32000, encoding-params=(string)2");

  g_object_set (receiver.bin, "caps", caps, NULL);
  gst_caps_unref (caps);
  receiver.leave_unlinked = G_N_ELEMENTS (rows);
  receiver_start (&receiver);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    RtpSpec spec = {.ssrc = 10 + i,
        .payload_type = rows[i].payload_type,
        .payload_size = rows[i].payload_size,
        .ticks = (guint32) rows[i].clock_rate / 50};
    GstStructure *s = send_until (&spec, "qosstats", "packets-played");

    /* It has that field when it has a pad. */
    while (get_uint (s, "ssrc") != 10 + i) {
      gst_structure_free (s);
      s = send_until (&spec, "qosstats", "packets-played");
    }
    fail_unless_equals_int (get_int (s, "clock-rate"), rows[i].clock_rate);
    gst_structure_free (s);
    receiver_wait_for_pads (&receiver, i + 1);
  }
}

/* The caps give codec-config another id than the usual one. A sender that uses
 * that id is played; what comes under the usual one is ignored. */
HOSTILE_TEST (test_caps_give_extension_ids)
{
  RtpSpec usual = {.ssrc = 7,
      .payload_type = 96,
      .payload_size = 50,
      .codec = CODEC_48_STEREO};
  RtpSpec named = usual;
  GstCaps *caps = gst_caps_from_string (
      "application/x-rtp, media=audio, payload=97, encoding-name=OPUS, "
      "clock-rate=48000; application/x-rtp, media=audio, payload=98, "
      "encoding-name=L16, clock-rate=48000, extmap-7=" CODEC_URI);

  named.ssrc = 8;
  named.codec_id = 7;
  g_object_set (receiver.bin, "caps", caps, NULL);
  gst_caps_unref (caps);
  receiver_start (&receiver);
  assert_field (send_until (&usual, "qosnotice", "notice"), "notice",
      "payload-type-unexpected");
  fail_unless_equals_int (receiver_n_pads (&receiver), 0);
  peer_send_stream (peer, port, &named, 10);
  receiver_wait_for_pads (&receiver, 1);
  fail_unless_equals_string (receiver_pad (&receiver, 0)->name, "src_8");
}

/* A sender that changes its format gets a new pad after the old one, but only a
 * few times. */
HOSTILE_TEST (test_changes_of_format_have_pads_of_their_own)
{
  static const gchar *const codecs[] = {CODEC_48_STEREO, "0100ac44021210"};
  RtpSpec stream = {.ssrc = 7, .payload_type = 96, .payload_size = 50};
  guint n;

  receiver_start (&receiver);
  for (n = 0; n < 4; n++) {
    stream.codec = codecs[n % 2];
    while (receiver_n_pads (&receiver) <= n)
      peer_send_stream (peer, port, &stream, 1);
    if (n > 0)
      fail_unless (receiver_pad (&receiver, n - 1)->is_gone);
    fail_unless_equals_string (receiver_pad (&receiver, n)->name, "src_7");
  }
  stream.codec = codecs[0];
  assert_field (send_until (&stream, "qosstats", "not-played"), "not-played",
      "bad-data");
  fail_unless_equals_int (receiver_n_pads (&receiver), n);
}

/* Two senders with one SSRC: the first is played, and the collision is
 * reported. */
HOSTILE_TEST (test_collision_is_reported)
{
  RtpSpec first = {.ssrc = 7,
      .payload_type = 96,
      .payload_size = 50,
      .codec = CODEC_48_STEREO};
  RtpSpec second = first;
  GSocket *other = peer_open (LOOPBACK, 0);
  gchar *address = g_strdup_printf (LOOPBACK ":%u", peer_port (other));
  GstStructure *s;

  second.seq = 20000;
  receiver_start (&receiver);
  for (guint i = 0; i < 30; i++) {
    peer_send_stream (peer, port, &first, 1);
    peer_send_stream (other, port, &second, 1);
  }
  s = wait_for_field (receiver.bus, "qosnotice", "notice");
  fail_unless (strstr (gst_structure_get_string (s, "text"), address));
  assert_field (s, "notice", "ssrc-collision");
  receiver_wait_for_pads (&receiver, 1);
  g_free (address);
  g_object_unref (other);
}

/* The command line that users type. */
static GstHarness *
open_line (void)
{
  GstHarness *h = gst_harness_new_parse (
      "qosstats name=stats ! rtpjitterbuffer latency=0 ! rtpmp4gdepay");
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (h, gst_event_new_stream_start ("test"));
  gst_harness_push_event (h, gst_event_new_segment (&segment));
  return h;
}

static guint64
malformed_of (GstHarness *h)
{
  GstElement *element = gst_bin_get_by_name (GST_BIN (h->element), "stats");
  GstStructure *stats;
  guint64 malformed;

  g_object_get (element, "stats", &stats, NULL);
  malformed = get_uint64 (stats, "packets-malformed");
  gst_structure_free (stats);
  gst_object_unref (element);
  return malformed;
}

GST_START_TEST (test_line_takes_no_unit_of_zero_bytes)
{
  GstHarness *h = open_line ();

  gst_harness_push (h, read_case ("au-of-zero-1.bin"));
  gst_harness_push (h, read_case ("au-of-zero-2.bin"));
  fail_unless_equals_uint64 (malformed_of (h), 2);
  gst_harness_teardown (h);
}
GST_END_TEST;

/* Packets of another sender go to the same depayloader: from one that announces
 * nothing, or another format. If malformed, they must not get there either. */
GST_START_TEST (test_line_takes_none_from_another_sender)
{
  static const gchar *const packets[] = {
      "80e000010000040000000009"
      "00100000ff",
      "90e000010000040000000009"
      "bede0002340200bb80020000"
      "00100000ff",
      "80e00002000008000000000a"
      "00100000ff",
  };
  RtpSpec stream = {.ssrc = 7,
      .payload_type = 96,
      .payload_size = 50,
      .codec = CODEC_48_STEREO};
  GstHarness *h = open_line ();

  for (guint i = 0; i < 3; i++) {
    gst_harness_push (h, rtp_make (&stream));
    stream.seq++;
    stream.timestamp += 1024;
  }
  gst_buffer_unref (gst_harness_pull (h));
  for (guint i = 0; i < G_N_ELEMENTS (packets); i++)
    gst_harness_push (h,
        gst_buffer_new_wrapped_bytes (hex_to_bytes (packets[i])));
  fail_unless_equals_uint64 (malformed_of (h), G_N_ELEMENTS (packets));
  gst_harness_teardown (h);
}
GST_END_TEST;

static Suite *
bin_hostile_suite (void)
{
  Suite *suite = suite_create ("qossrc: hostile");
  TCase *tc = tcase_create ("hostile");

  tcase_add_test (tc, test_unit_of_zero_bytes_ends_nothing);
  tcase_add_test (tc, test_unknown_format_is_reported);
  tcase_add_test (tc, test_other_formats_are_reported);
  tcase_add_test (tc, test_given_formats_have_pads);
  tcase_add_test (tc, test_caps_give_extension_ids);
  tcase_add_test (tc, test_changes_of_format_have_pads_of_their_own);
  tcase_add_test (tc, test_collision_is_reported);
  tcase_add_test (tc, test_line_takes_no_unit_of_zero_bytes);
  tcase_add_test (tc, test_line_takes_none_from_another_sender);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (bin_hostile)
