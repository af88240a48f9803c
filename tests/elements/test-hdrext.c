/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The header extension elements in stock payloaders and depayloaders, and
 * alone.
 */
#include "element-test.h"
#include "rtp-test.h"

#define ID 5

static GstHarness *h;

static void
open_clock (void)
{
  clock_install ();
  clock_set_reporters (0);
}

static void
close_clock (void)
{
  g_clear_pointer (&h, gst_harness_teardown);
  clock_remove ();
}

static GstRTPHeaderExtension *
ext_new (const gchar *factory)
{
  GstElement *ext = gst_element_factory_make (factory, NULL);

  fail_unless (ext != NULL, "no %s", factory);
  gst_object_ref_sink (ext);
  gst_rtp_header_extension_set_id (GST_RTP_HEADER_EXTENSION (ext), ID);
  return GST_RTP_HEADER_EXTENSION (ext);
}

/* A payloader that gets the extension through caps. */
static void
open_payloader (const gchar *factory, const gchar *caps, const gchar *uri)
{
  gchar *wanted =
      g_strdup_printf ("application/x-rtp, extmap-%d=(string)%s", ID, uri);

  h = gst_harness_new (factory);
  clock_drive (h->element);
  gst_harness_set_sink_caps_str (h, wanted);
  gst_harness_set_src_caps_str (h, caps);
  g_free (wanted);
}

static GstBuffer *
push (gsize size)
{
  static GstClockTime pts = 0;
  GstBuffer *in = au_make (1, size, pts, 20 * GST_MSECOND), *out;

  pts += 20 * GST_MSECOND;
  fail_unless_equals_int (gst_harness_push (h, in), GST_FLOW_OK);
  out = gst_harness_try_pull (h);
  fail_unless (out != NULL, "no packet");
  return out;
}

/* Send time */

/* 24 bits of 6.18 seconds, of the time of day; 64 s are enough to compare. */
static gdouble
push_for_send_time (void)
{
  GstBuffer *packet = push (160);
  guint64 value = rtp_extension_number (packet, ID, 3);

  gst_buffer_unref (packet);
  return (gdouble) value / (1 << 18);
}

GST_START_TEST (test_send_time_in_alaw)
{
  gdouble value, last = 0, now;

  open_payloader ("rtppcmapay", "audio/x-alaw, rate=8000, channels=1",
      SEND_TIME_URI);
  for (guint i = 0; i < 50; i++) {
    value = push_for_send_time ();
    if (i > 0)
      assert_near (fmod (value - last + 64, 64), 1.234567, 4e-6);
    else {
      /* NTP and Unix time differ by a multiple of 64 s. */
      now = fmod ((gdouble) g_get_real_time () / 1e6, 64);
      assert_near (fmod (value - now + 64 + 32, 64), 32, 5);
    }
    last = value;
    clock_run_for (1234567 * GST_USECOND);
  }
}
GST_END_TEST;

/* Depayloaders that read it post no messages about it. */
GST_START_TEST (test_send_time_out_of_alaw)
{
  GstHarness *depay = gst_harness_new ("rtppcmadepay");
  GstBus *bus = watch_bus (depay->element);
  GstCaps *caps;

  open_payloader ("rtppcmapay", "audio/x-alaw, rate=8000, channels=1",
      SEND_TIME_URI);
  for (guint i = 0; i < 5; i++) {
    GstBuffer *packet = push (160);

    if (i == 0) {
      caps = gst_pad_get_current_caps (h->sinkpad);
      gst_harness_set_src_caps (depay, caps);
    }
    fail_unless_equals_int (gst_harness_push (depay, packet), GST_FLOW_OK);
    gst_buffer_unref (gst_harness_pull (depay));
  }
  assert_no_trouble (bus);
  gst_element_set_bus (depay->element, NULL);
  gst_object_unref (bus);
  gst_harness_teardown (depay);
}
GST_END_TEST;

/* Codec-config */

static const struct
{
  const gchar *payloader;
  const gchar *caps;
  guint size;
  const gchar *config; /* NULL: this format has no config */
} formats[] = {
    {"rtpmp4gpay",
        "audio/mpeg, mpegversion=4, stream-format=raw, rate=48000, "
        "channels=2, codec_data=(buffer)1190",
        200, CODEC_48_STEREO},
    {"rtpmp4gpay",
        "audio/mpeg, mpegversion=4, stream-format=raw, rate=22050, "
        "channels=1, codec_data=(buffer)1388",
        200, "01005622011388"},
    {"rtpL16pay",
        "audio/x-raw, format=S16BE, rate=44100, channels=2, "
        "layout=interleaved, channel-mask=(bitmask)3",
        1764 / 2, "0300ac4402"},
    {"rtpL16pay",
        "audio/x-raw, format=S16BE, rate=8000, channels=1, "
        "layout=interleaved",
        160, "03001f4001"},
    {"rtpopuspay",
        "audio/x-opus, rate=48000, channels=2, channel-mapping-family=0", 100,
        "0200bb8002"},
    {"rtpopuspay",
        "audio/x-opus, rate=16000, channels=1, channel-mapping-family=0", 100,
        "0200bb8001"}, /* the RTP clock is 48 kHz nevertheless */
    {"rtppcmapay", "audio/x-alaw, rate=8000, channels=1", 160, NULL},
};

GST_START_TEST (test_codec_config_in_payloader)
{
  open_payloader (formats[__i__].payloader, formats[__i__].caps, CODEC_URI);
  for (guint i = 0; i < 110; i++) {
    GstBuffer *packet = push (formats[__i__].size);
    GBytes *config = rtp_extension (packet, ID);
    /* the first five, then one each second */
    gboolean is_due = i < 5 || i == 54 || i == 104;

    if (formats[__i__].config)
      fail_unless (is_due == (config != NULL), "packet %u has %s config", i,
          config ? "a" : "no");
    else
      fail_unless (config == NULL);
    if (config)
      assert_bytes_are (config, formats[__i__].config);
    g_clear_pointer (&config, g_bytes_unref);
    gst_buffer_unref (packet);
    clock_run_for (20 * GST_MSECOND);
  }
}
GST_END_TEST;

/* Reading */

static gboolean
reads (const gchar *factory, const gchar *hex)
{
  GstRTPHeaderExtension *ext = ext_new (factory);
  GstBuffer *buffer = gst_buffer_new ();
  GBytes *bytes = hex_to_bytes (hex);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean ok = gst_rtp_header_extension_read (ext,
      GST_RTP_HEADER_EXTENSION_ONE_BYTE, data, size, buffer);

  g_bytes_unref (bytes);
  gst_buffer_unref (buffer);
  gst_object_unref (ext);
  return ok;
}

GST_START_TEST (test_send_time_is_read)
{
  fail_unless (reads ("qosrtphdrextsendtime", "123456"));
  fail_unless (reads ("qosrtphdrextsendtime", "000000"));
  fail_if (reads ("qosrtphdrextsendtime", "1234"));
  fail_if (reads ("qosrtphdrextsendtime", "12345678"));
}
GST_END_TEST;

GST_START_TEST (test_codec_config_is_read)
{
  fail_unless (reads ("qosrtphdrextcodec", CODEC_48_STEREO));
  fail_unless (reads ("qosrtphdrextcodec", "0200bb8002"));
  fail_if (reads ("qosrtphdrextcodec", "0100bb8002"));
  fail_if (reads ("qosrtphdrextcodec", "01"));
  fail_if (reads ("qosrtphdrextcodec", "0700bb8002"));
}
GST_END_TEST;

/* Alone */

static const struct
{
  const gchar *factory;
  const gchar *uri;
  gsize max_size;
} elements[] = {{"qosrtphdrextsendtime", SEND_TIME_URI, 3},
    {"qosrtphdrextcodec", CODEC_URI, 16}};

GST_START_TEST (test_extension_is_found_by_uri)
{
  GstRTPHeaderExtension *ext =
      gst_rtp_header_extension_create_from_uri (elements[__i__].uri);
  GstBuffer *buffer = gst_buffer_new ();

  fail_unless (ext != NULL);
  fail_unless_equals_string (GST_OBJECT_NAME (
                                 gst_element_get_factory (GST_ELEMENT (ext))),
      elements[__i__].factory);
  fail_unless_equals_string (gst_rtp_header_extension_get_uri (ext),
      elements[__i__].uri);
  fail_unless_equals_uint64 (gst_rtp_header_extension_get_max_size (ext,
                                 buffer),
      elements[__i__].max_size);
  fail_unless_equals_int (gst_rtp_header_extension_get_supported_flags (ext),
      GST_RTP_HEADER_EXTENSION_ONE_BYTE | GST_RTP_HEADER_EXTENSION_TWO_BYTE);
  gst_buffer_unref (buffer);
  gst_object_unref (ext);
}
GST_END_TEST;

/* Without room nothing is written past the end. */
GST_START_TEST (test_extension_keeps_to_its_room)
{
  GstRTPHeaderExtension *ext = ext_new (elements[__i__].factory);
  GstBuffer *in = gst_buffer_new (), *out = gst_buffer_new ();
  GstCaps *caps = gst_caps_from_string (formats[0].caps);
  guint8 data[16] = {0};

  fail_unless (gst_rtp_header_extension_set_non_rtp_sink_caps (ext, caps));
  for (gsize room = 0; room < 3; room++) {
    fail_unless (gst_rtp_header_extension_write (ext, in,
                     GST_RTP_HEADER_EXTENSION_ONE_BYTE, out, data, room) < 0);
    for (guint i = 0; i < sizeof data; i++)
      fail_unless_equals_int (data[i], 0);
  }
  gst_caps_unref (caps);
  gst_buffer_unref (in);
  gst_buffer_unref (out);
  gst_object_unref (ext);
}
GST_END_TEST;

static Suite *
hdrext_suite (void)
{
  Suite *suite = suite_create ("header extensions");
  TCase *tc = tcase_create ("hdrext");

  tcase_add_checked_fixture (tc, open_clock, close_clock);
  tcase_add_test (tc, test_send_time_in_alaw);
  tcase_add_test (tc, test_send_time_out_of_alaw);
  tcase_add_loop_test (tc, test_codec_config_in_payloader, 0,
      G_N_ELEMENTS (formats));
  tcase_add_test (tc, test_send_time_is_read);
  tcase_add_test (tc, test_codec_config_is_read);
  tcase_add_loop_test (tc, test_extension_is_found_by_uri, 0,
      G_N_ELEMENTS (elements));
  tcase_add_loop_test (tc, test_extension_keeps_to_its_room, 0,
      G_N_ELEMENTS (elements));
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (hdrext)
