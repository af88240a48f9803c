/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What strangers send to end a receiver, or to make it take much: counted,
 * dropped, said once, and no matter of anyone else.
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

/* Tasks must have ended at the end of a test: too early for a teardown. */
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

/* Two packets with an AU header that says 0 bytes. */
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

/* The line that people type. */
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

/* One that says nothing, or says that it is something else, goes to the same
 * depayloader: nor does it get there. */
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
  tcase_add_test (tc, test_line_takes_no_unit_of_zero_bytes);
  tcase_add_test (tc, test_line_takes_none_from_another_sender);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (bin_hostile)
