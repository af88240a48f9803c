/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The caps of qospay: how they describe the stream, which extension ids they
 * accept, and the errors for input that is not raw AAC.
 */
#include "pay-test.h"

typedef struct
{
  const gchar *asc;
  guint rate;
  guint channels;
  const gchar *profile_level;
  const gchar *duration;
} CapsRow;

static const CapsRow caps_rows[] = {
    {"1190", 48000, 2, "41", "1024"},     /* AAC profile, level 2 */
    {"1188", 48000, 1, "41", "1024"},     /* mono */
    {"1208", 44100, 1, "41", "1024"},     /* */
    {"1290", 32000, 2, "41", "1024"},     /* */
    {"1310", 24000, 2, "40", "1024"},     /* level 1 */
    {"11b0", 48000, 6, "42", "1024"},     /* 5.1: level 4 */
    {"1010", 96000, 2, "43", "1024"},     /* level 5 */
    {"1194", 48000, 2, "41", "960"},      /* short frames */
    {"2b118800", 24000, 2, "44", "1024"}, /* HE-AAC, explicit SBR */
    {"119056e500", 48000, 2, "41", "1024"},
};

static void
assert_text (const GstStructure *s, const gchar *field, const gchar *text)
{
  fail_unless (g_strcmp0 (gst_structure_get_string (s, field), text) == 0,
      "%s is not \"%s\" in %s", field, text, gst_structure_to_string (s));
}

/* Returns: (transfer none): valid until the caps change. */
static GstStructure *
src_caps (void)
{
  GstCaps *caps = gst_pad_get_current_caps (pay.media->sinkpad);
  GstStructure *s;

  fail_unless (caps != NULL, "no caps came out");
  s = gst_caps_get_structure (caps, 0);
  gst_caps_unref (caps);
  return s;
}

GST_START_TEST (test_caps_describe_the_stream)
{
  const CapsRow *row = &caps_rows[__i__];
  gchar *channels = g_strdup_printf ("%u", row->channels);
  GstStructure *s;

  pay_set_caps (row->asc, row->rate, row->channels);
  pay_push_au (100);
  s = src_caps ();
  fail_unless (gst_structure_has_name (s, "application/x-rtp"));
  assert_text (s, "media", "audio");
  assert_text (s, "encoding-name", "MPEG4-GENERIC");
  assert_text (s, "mode", "AAC-hbr");
  assert_text (s, "streamtype", "5");
  assert_text (s, "config", row->asc);
  assert_text (s, "profile-level-id", row->profile_level);
  assert_text (s, "constantduration", row->duration);
  assert_text (s, "sizelength", "13");
  assert_text (s, "indexlength", "3");
  assert_text (s, "indexdeltalength", "3");
  assert_text (s, "encoding-params", channels);
  fail_unless_equals_int (get_int (s, "payload"), 96);
  fail_unless_equals_int (get_int (s, "clock-rate"), (gint) row->rate);
  g_free (channels);
}
GST_END_TEST;

GST_START_TEST (test_caps_map_three_extensions)
{
  GstStructure *s;

  pay_set_caps (ASC_48_STEREO, 48000, 2);
  pay_push_au (100);
  s = src_caps ();
  assert_text (s, "extmap-1", SEND_TIME_URI);
  assert_text (s, "extmap-2", NTP64_URI);
  assert_text (s, "extmap-3", CODEC_URI);
  assert_lacks (s, "extmap-4");
}
GST_END_TEST;

/* The payload type and the SSRC that the user asks for. */
GST_START_TEST (test_caps_keep_pt_and_ssrc)
{
  GstBuffer *packet;

  g_object_set (pay.element, "pt", 101, "ssrc", 0x1234, NULL);
  gst_element_set_state (pay.element, GST_STATE_READY);
  gst_element_set_state (pay.element, GST_STATE_PLAYING);
  pay_set_caps (ASC_48_STEREO, 48000, 2);
  pay_push_au (100);
  fail_unless_equals_int (get_int (src_caps (), "payload"), 101);
  packet = pay_take ();
  fail_unless_equals_int_hex (rtp_ssrc (packet), 0x1234);
  gst_buffer_unref (packet);
}
GST_END_TEST;

/* Extension ids */

static void
restrict_downstream (const gchar *extmaps)
{
  gchar *caps = g_strdup_printf ("application/x-rtp, %s", extmaps);

  gst_harness_set_sink_caps_str (pay.media, caps);
  pay_set_caps (ASC_48_STEREO, 48000, 2);
  pay_push_au (100);
  g_free (caps);
}

static void
assert_packet_has (guint8 send_time, guint8 ntp, guint8 codec)
{
  GstBuffer *packet = pay_take ();
  GBytes *config;

  rtp_extension_number (packet, send_time, 3);
  fail_if (rtp_extension_number (packet, ntp, 8) == 0);
  config = rtp_extension (packet, codec);
  fail_unless (config != NULL);
  assert_bytes_are (config, CODEC_48_STEREO);
  g_bytes_unref (config);
  gst_buffer_unref (packet);
}

GST_START_TEST (test_caps_take_ids_from_downstream)
{
  GstStructure *s;

  restrict_downstream ("extmap-5=" SEND_TIME_URI ", extmap-7=" CODEC_URI);
  s = src_caps ();
  assert_text (s, "extmap-5", SEND_TIME_URI);
  assert_text (s, "extmap-2", NTP64_URI);
  assert_text (s, "extmap-7", CODEC_URI);
  assert_packet_has (5, 2, 7);
}
GST_END_TEST;

/* Downstream gives one of our extensions the default id of another. */
GST_START_TEST (test_caps_take_swapped_ids)
{
  GstStructure *s;

  restrict_downstream ("extmap-3=" SEND_TIME_URI ", extmap-1=" CODEC_URI);
  s = src_caps ();
  assert_text (s, "extmap-3", SEND_TIME_URI);
  assert_text (s, "extmap-2", NTP64_URI);
  assert_text (s, "extmap-1", CODEC_URI);
  assert_packet_has (3, 2, 1);
}
GST_END_TEST;

/* The URI of a map as GStreamer writes it: alone, or between direction and
 * attributes. */
static const gchar *
uri_of (const GValue *map)
{
  if (map && GST_VALUE_HOLDS_ARRAY (map))
    map = gst_value_array_get_value (map, 1);
  return map ? g_value_get_string (map) : NULL;
}

static guint8
id_of (GstStructure *s, const gchar *uri)
{
  for (guint8 id = 1; id < 15; id++) {
    gchar *field = g_strdup_printf ("extmap-%u", id);
    const GValue *map = gst_structure_get_value (s, field);

    g_free (field);
    if (g_strcmp0 (uri_of (map), uri) == 0)
      return id;
  }
  fail ("no id for %s in %s", uri, gst_structure_to_string (s));
  return 0;
}

/* A foreign extension has one of our ids: it keeps the id, and ours move. */
GST_START_TEST (test_caps_leave_a_foreign_id)
{
  gchar *map = g_strdup_printf ("extmap-%d=" LEVEL_MAP, __i__);
  GstStructure *s;

  restrict_downstream (map);
  s = src_caps ();
  fail_unless_equals_int (id_of (s, LEVEL_URI), __i__);
  assert_packet_has (id_of (s, SEND_TIME_URI), id_of (s, NTP64_URI),
      id_of (s, CODEC_URI));
  assert_no_trouble (pay.bus);
  g_free (map);
}
GST_END_TEST;

/* An extension that no element here can write. */
GST_START_TEST (test_caps_leave_an_unknown_extension)
{
  GstStructure *s;

  restrict_downstream ("extmap-1=urn:example:unknown");
  s = src_caps ();
  assert_text (s, "extmap-1", "urn:example:unknown");
  assert_packet_has (id_of (s, SEND_TIME_URI), id_of (s, NTP64_URI),
      id_of (s, CODEC_URI));
}
GST_END_TEST;

/* Ids over 14 need the two-byte form (RFC 8285 4.3). */
GST_START_TEST (test_caps_take_a_high_id)
{
  restrict_downstream ("extmap-20=" SEND_TIME_URI);
  assert_packet_has (20, 2, 3);
}
GST_END_TEST;

/* Input that is not raw AAC */

static void
push_caps (const gchar *text)
{
  GstCaps *caps = gst_caps_from_string (text);

  gst_harness_push_event (pay.media, gst_event_new_stream_start ("test"));
  gst_harness_push_event (pay.media, gst_event_new_caps (caps));
  gst_caps_unref (caps);
}

static const gchar *const refused_caps[] = {
    "audio/mpeg, mpegversion=4, stream-format=adts, rate=48000, channels=2",
    "audio/mpeg, mpegversion=4, stream-format=loas, rate=48000, channels=2",
    "audio/mpeg, mpegversion=2, stream-format=adts, rate=48000, channels=2",
    "audio/mpeg, mpegversion=4, rate=48000, channels=2",
    "audio/mpeg, mpegversion=4, stream-format=raw, rate=48000, channels=2",
    "audio/mpeg, mpegversion=4, stream-format=raw, codec_data=(buffer)11",
    "audio/mpeg, mpegversion=4, stream-format=raw, codec_data=(buffer)0000",
    "audio/mpeg, mpegversion=4, stream-format=raw, codec_data=(string)1190",
};

GST_START_TEST (test_caps_refused_name_aacparse)
{
  push_caps (refused_caps[__i__]);
  assert_error_names (pay.bus, "aacparse", "qospay");
}
GST_END_TEST;

GST_START_TEST (test_no_caps_names_encoder)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_harness_push_event (pay.media, gst_event_new_stream_start ("test"));
  gst_harness_push_event (pay.media, gst_event_new_segment (&segment));
  fail_unless_equals_int (pay_push (pay_next_au (100)),
      GST_FLOW_NOT_NEGOTIATED);
  assert_error_names (pay.bus, "aacparse", "avenc_aac");
}
GST_END_TEST;

/* aacparse */

/* An ADTS frame of AU n, AAC-LC, 48 kHz, stereo. */
static GstBuffer *
adts_frame (guint n, gsize size)
{
  gsize whole = 7 + size;
  guint8 header[7] = {0xff, 0xf1, 1 << 6 | 3 << 2, 2 << 6,
      (guint8) (whole >> 3), (guint8) (whole << 5 | 0x1f), 0xfc};
  GstBuffer *buffer = gst_buffer_new_memdup (header, sizeof header);

  return gst_buffer_append (buffer,
      au_make (n, size, GST_CLOCK_TIME_NONE, GST_CLOCK_TIME_NONE));
}

GST_START_TEST (test_aacparse_gives_raw)
{
  GstHarness *h = gst_harness_new_parse ("aacparse ! qospay");
  const guint n = 10;
  GstBuffer *packet;

  gst_harness_set_src_caps_str (h,
      "audio/mpeg, mpegversion=4, framed=false, "
      "stream-format=adts");
  for (guint i = 0; i < n; i++)
    gst_harness_push (h, adts_frame (i, 200));
  gst_harness_push_event (h, gst_event_new_eos ());
  fail_unless_equals_int (gst_harness_buffers_in_queue (h), n);
  for (guint i = 0; i < n; i++) {
    GBytes *payload;
    GstBuffer *au;

    packet = gst_harness_pull (h);
    payload = rtp_payload (packet);
    au = gst_buffer_new_wrapped_bytes (payload);
    fail_unless_equals_uint64 (gst_buffer_get_size (au), 4 + 200);
    assert_is_au (au, 4, i, 200);
    gst_buffer_unref (au);
    g_bytes_unref (payload);
    gst_buffer_unref (packet);
  }
  gst_harness_teardown (h);
}
GST_END_TEST;

static Suite *
pay_caps_suite (void)
{
  Suite *suite = suite_create ("qospay: caps");
  TCase *tc = tcase_create ("caps");

  tcase_add_checked_fixture (tc, pay_open, pay_close);
  tcase_add_loop_test (tc, test_caps_describe_the_stream, 0,
      G_N_ELEMENTS (caps_rows));
  tcase_add_test (tc, test_caps_map_three_extensions);
  tcase_add_test (tc, test_caps_keep_pt_and_ssrc);
  tcase_add_test (tc, test_caps_take_ids_from_downstream);
  tcase_add_test (tc, test_caps_take_swapped_ids);
  tcase_add_loop_test (tc, test_caps_leave_a_foreign_id, 1, 4);
  tcase_add_test (tc, test_caps_leave_an_unknown_extension);
  tcase_add_test (tc, test_caps_take_a_high_id);
  tcase_add_loop_test (tc, test_caps_refused_name_aacparse, 0,
      G_N_ELEMENTS (refused_caps));
  tcase_add_test (tc, test_no_caps_names_encoder);
  suite_add_tcase (suite, tc);

  tc = tcase_create ("aacparse");
  tcase_add_test (tc, test_aacparse_gives_raw);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (pay_caps)
