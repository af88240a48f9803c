/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qosstats completes the caps of a stream that announces its format, so that a
 * receiver needs none, and finds out the clock rate. The stock jitter buffer
 * and depayloader follow it here.
 */
#include "stats-test.h"

#define N_PACKETS 140 /* three seconds */
#define AU_SIZE 200

static GPtrArray *packets; /* of one qospay, in order */
static gchar *trouble;     /* the first warning logged, or NULL */
static GMutex trouble_lock;

static void
note_trouble (GstDebugCategory *category, GstDebugLevel level,
    const gchar *file, const gchar *function, gint line, GObject *object,
    GstDebugMessage *message, gpointer user)
{
  if (level > GST_LEVEL_WARNING)
    return;
  g_mutex_lock (&trouble_lock);
  if (!trouble)
    trouble = g_strdup_printf ("%s:%d: %s", file, line,
        gst_debug_message_get (message));
  g_mutex_unlock (&trouble_lock);
}

/* Three seconds of packets, at once. The first five, and then one each second,
 * announce the format. */
static void
make_packets (const gchar *asc, guint rate)
{
  GstHarness *h;
  gchar *caps = g_strdup_printf ("audio/mpeg, mpegversion=4, stream-format=raw,"
                                 " rate=%u, channels=2, codec_data=(buffer)%s",
      rate, asc);

  clock_install ();
  h = gst_harness_new ("qospay");
  clock_drive (h->element);
  gst_harness_set_src_caps_str (h, caps);
  for (guint i = 0; i < N_PACKETS; i++) {
    gst_harness_push (h,
        au_make (i, AU_SIZE, au_pts (i, rate), au_duration (rate)));
    g_ptr_array_add (packets, gst_harness_pull (h));
    clock_run_for (au_duration (rate));
  }
  gst_harness_teardown (h);
  clock_remove ();
  g_free (caps);
}

static void
open_packets (void)
{
  packets = g_ptr_array_new_with_free_func ((GDestroyNotify) gst_buffer_unref);
  make_packets (ASC_48_STEREO, 48000);
  gst_debug_set_default_threshold (GST_LEVEL_WARNING);
  gst_debug_remove_log_function (NULL);
  gst_debug_add_log_function (note_trouble, NULL, NULL);
}

static void
close_packets (void)
{
  gst_debug_remove_log_function (note_trouble);
  g_clear_pointer (&trouble, g_free);
  g_ptr_array_unref (packets);
}

/* A receiver as users type it. caps: those set on udpsrc, or NULL. */
static GstHarness *
receiver_new (const gchar *caps)
{
  GstHarness *h = gst_harness_new_parse (
      "qosstats ! rtpjitterbuffer latency=0 ! rtpmp4gdepay");
  GstSegment segment;

  gst_harness_use_systemclock (h);
  if (caps) {
    gst_harness_set_src_caps_str (h, caps);
  } else {
    gst_segment_init (&segment, GST_FORMAT_TIME);
    gst_harness_push_event (h, gst_event_new_stream_start ("test"));
    gst_harness_push_event (h, gst_event_new_segment (&segment));
  }
  return h;
}

/* Packets from..to - 1 arrive; the AUs of playable..to - 1 are played. */
static void
receive (GstHarness *h, guint from, guint playable, guint to)
{
  for (guint i = from; i < to; i++)
    fail_unless_equals_int (gst_harness_push (h,
                                gst_buffer_ref (
                                    g_ptr_array_index (packets, i))),
        GST_FLOW_OK);
  for (guint i = playable; i < to; i++) {
    GstBuffer *au = gst_harness_pull (h);

    fail_unless (au != NULL, "AU %u did not come", i);
    fail_unless_equals_uint64 (gst_buffer_get_size (au), AU_SIZE);
    assert_is_au (au, 0, i, AU_SIZE);
    gst_buffer_unref (au);
  }
}

/* config: the AudioSpecificConfig that the decoder gets. */
static void
assert_is_playable (GstHarness *h, const gchar *config)
{
  GstCaps *caps = gst_pad_get_current_caps (h->sinkpad);
  GstStructure *s = gst_caps_get_structure (caps, 0);
  const GValue *data = gst_structure_get_value (s, "codec_data");
  GstBuffer *codec_data = gst_value_get_buffer (data);

  fail_unless (gst_structure_has_name (s, "audio/mpeg"));
  fail_unless_equals_string (gst_structure_get_string (s, "stream-format"),
      "raw");
  fail_unless_equals_int (gst_buffer_memcmp (codec_data, 0, config, 2), 0);
  gst_caps_unref (caps);
}

static void
assert_no_log_trouble (void)
{
  g_mutex_lock (&trouble_lock);
  fail_if (trouble != NULL, "logged: %s", trouble);
  g_mutex_unlock (&trouble_lock);
}

static const gchar *const poor_caps[] = {NULL, "application/x-rtp",
    "application/x-rtp, media=audio", "application/x-rtp, payload=96",
    "application/x-rtp, media=audio, payload=96, extmap-3=" CODEC_URI};

GST_START_TEST (test_receiver_needs_no_caps)
{
  GstHarness *h = receiver_new (poor_caps[__i__]);

  receive (h, 0, 0, N_PACKETS);
  assert_is_playable (h, "\x11\x90");
  assert_no_log_trouble ();
  gst_harness_teardown (h);
}
GST_END_TEST;

static guint
next_with_codec (guint from)
{
  while (!rtp_has_extension (g_ptr_array_index (packets, from), 3))
    from++;
  return from;
}

/* The first packets were missed: it plays when the next codec-config
 * arrives. */
GST_START_TEST (test_receiver_joins_midstream)
{
  GstHarness *h = receiver_new (poor_caps[__i__]);
  guint playable = next_with_codec (10);

  fail_unless (playable > 40 && playable < 60);
  receive (h, 10, playable, N_PACKETS);
  assert_is_playable (h, "\x11\x90");
  assert_no_log_trouble ();
  gst_harness_teardown (h);
}
GST_END_TEST;

/* A sender stops, and starts again with other sound and another SSRC: each AU
 * comes out, and the decoder is set up for it. */
GST_START_TEST (test_receiver_follows_the_next_sender)
{
  GstHarness *h = receiver_new (NULL);
  GByteArray *bye = rtcp_new ();

  receive (h, 0, 0, N_PACKETS);
  assert_is_playable (h, "\x11\x90");
  rtcp_add_bye (bye, rtp_ssrc (g_ptr_array_index (packets, 0)));
  gst_harness_push (h, rtcp_take (bye));
  g_ptr_array_set_size (packets, 0);
  make_packets ("1390", 22050);
  receive (h, 0, 0, N_PACKETS);
  assert_is_playable (h, "\x13\x90");
  assert_no_log_trouble ();
  gst_harness_teardown (h);
}
GST_END_TEST;

/* Caps alone */

/* Returns: (transfer full) (nullable): caps downstream of qosstats. */
static GstStructure *
caps_out (void)
{
  GstCaps *caps = gst_pad_get_current_caps (stats.media->sinkpad);
  GstStructure *s;

  if (!caps)
    return NULL;
  s = gst_structure_copy (gst_caps_get_structure (caps, 0));
  gst_caps_unref (caps);
  return s;
}

static void
assert_caps_out (const gchar *encoding_name, gint clock_rate)
{
  GstStructure *s = caps_out ();

  fail_unless (s != NULL);
  fail_unless_equals_string (gst_structure_get_string (s, "encoding-name"),
      encoding_name);
  fail_unless_equals_int (get_int (s, "clock-rate"), clock_rate);
  gst_structure_free (s);
}

GST_START_TEST (test_complete_caps_are_left_alone)
{
  GstCaps *given, *got;
  GstEvent *event;
  guint n_caps = 0;

  stats_open ();
  stats.next.codec = CODEC_48_STEREO;
  stats_send (20);
  given = gst_pad_get_current_caps (stats.media->srcpad);
  got = gst_pad_get_current_caps (stats.media->sinkpad);
  fail_unless (gst_caps_is_equal (given, got));
  while ((event = gst_harness_try_pull_event (stats.media))) {
    n_caps += GST_EVENT_TYPE (event) == GST_EVENT_CAPS;
    gst_event_unref (event);
  }
  fail_unless_equals_int (n_caps, 1);
  gst_caps_unref (given);
  gst_caps_unref (got);
  stats_close ();
}
GST_END_TEST;

/* Nothing is known: packets still pass, after the events that must precede
 * them. */
GST_START_TEST (test_unknown_stream_passes)
{
  static const GstEventType wanted[] = {GST_EVENT_STREAM_START, GST_EVENT_CAPS,
      GST_EVENT_SEGMENT};

  stats_open_with (NULL);
  stats_send (10);
  fail_unless_equals_int (stats_drop_packets (), 10);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    GstEvent *event = gst_harness_try_pull_event (stats.media);

    fail_unless_equals_string (GST_EVENT_TYPE_NAME (event),
        gst_event_type_get_name (wanted[i]));
    gst_event_unref (event);
  }
  stats_close ();
}
GST_END_TEST;

static const struct
{
  guint payload_type;
  const gchar *encoding_name;
  gint clock_rate;
} static_types[] = {{0, "PCMU", 8000}, {3, "GSM", 8000}, {8, "PCMA", 8000},
    {9, "G722", 8000}, {10, "L16", 44100}, {18, "G729", 8000},
    {26, "JPEG", 90000}, {33, "MP2T", 90000}};

GST_START_TEST (test_static_payload_type_has_caps)
{
  GstStructure *s;

  stats_open_with (NULL);
  stats.next.payload_type = static_types[__i__].payload_type;
  stats_send (2);
  assert_caps_out (static_types[__i__].encoding_name,
      static_types[__i__].clock_rate);
  s = stats_next_message ();
  fail_unless_equals_int (get_int (s, "clock-rate"),
      static_types[__i__].clock_rate);
  gst_structure_free (s);
  stats_close ();
}
GST_END_TEST;

/* Other formats of the codec-config */

GST_START_TEST (test_opus_is_announced)
{
  stats_open_with (NULL);
  stats.next.codec = "0200bb8002";
  stats_send (2);
  assert_caps_out ("OPUS", 48000);
  stats_close ();
}
GST_END_TEST;

GST_START_TEST (test_l16_is_told)
{
  GstStructure *s;

  stats_open_with (NULL);
  stats.next.codec = "0300ac4402";
  stats_send (2);
  assert_caps_out ("L16", 44100);
  s = caps_out ();
  fail_unless_equals_int (get_int (s, "channels"), 2);
  gst_structure_free (s);
  stats_close ();
}
GST_END_TEST;

/* The id is the one in the caps; 3 is foreign where they say so. */
GST_START_TEST (test_config_id_is_that_of_the_caps)
{
  stats_open_with ("application/x-rtp, extmap-9=" CODEC_URI);
  stats.next.codec = CODEC_48_STEREO;
  stats_send (2);
  fail_unless_equals_int (stats_drop_packets (), 2);
  stats.next.codec_id = 9;
  stats_send (2);
  assert_caps_out ("MPEG4-GENERIC", 48000);
  stats_close ();
}
GST_END_TEST;

GST_START_TEST (test_foreign_extension_is_no_config)
{
  GstStructure *s;

  stats_open_with ("application/x-rtp, extmap-3=" LEVEL_URI);
  stats.next.codec = CODEC_48_STEREO;
  stats_send (20);
  s = stats_next_message ();
  assert_lacks (s, "clock-rate");
  gst_structure_free (s);
  stats_close ();
}
GST_END_TEST;

/* In the two-byte form, with an id that the other form does not have. */
GST_START_TEST (test_config_in_two_byte_form)
{
  stats_open_with ("application/x-rtp, extmap-200=" CODEC_URI);
  stats.next.codec = CODEC_48_STEREO;
  stats.next.codec_id = 200;
  stats_send (2);
  assert_caps_out ("MPEG4-GENERIC", 48000);
  stats_close ();
}
GST_END_TEST;

static const gchar *const bogus_configs[] = {"00", "0100bb8002", "0100bb800211",
    "0100000002"
    "1190",
    "01ffffff021190", "0900bb80021190", "0100bb80001190", "0100ac44021190",
    "02000000ff", "0100bb80021190000000000000000000"};

GST_START_TEST (test_bogus_config_is_ignored)
{
  stats_open_with (NULL);
  stats.next.codec = bogus_configs[__i__];
  stats_send (5);
  fail_unless_equals_int (stats_drop_packets (), 5);
  stats.next.codec = CODEC_48_STEREO;
  stats_send (1);
  assert_caps_out ("MPEG4-GENERIC", 48000);
  stats_close ();
}
GST_END_TEST;

/* Several senders, one after the other */

static void
assert_config_out (const gchar *config)
{
  GstStructure *s = caps_out ();

  fail_unless_equals_string (gst_structure_get_string (s, "config"), config);
  gst_structure_free (s);
}

/* One packet of the other sender, 20 ms later. */
static void
send_other (RtpSpec *other)
{
  clock_run_for (STREAM_SPACING);
  stats_push_spec (other);
  other->seq++;
  other->timestamp += other->ticks;
}

static const RtpSpec next_sender = {.ssrc = 7,
    .seq = 1,
    .payload_type = 96,
    .payload_size = 100,
    .ticks = 960,
    .codec = "0100ac44021210"};

/* It stops without a BYE: half a second later the caps are those of the next
 * sender, and stay. */
GST_START_TEST (test_caps_follow_a_sender_that_stopped)
{
  RtpSpec other = next_sender;

  stats_open_with (NULL);
  stats.next.codec = CODEC_48_STEREO;
  stats_send (10);
  for (guint i = 0; i < 24; i++)
    send_other (&other);
  assert_config_out ("1190");
  send_other (&other);
  assert_config_out ("1210");
  for (guint i = 0; i < 50; i++)
    send_other (&other);
  assert_config_out ("1210");
  stats_close ();
}
GST_END_TEST;

/* After a BYE they follow at once, also to another format: new packets are not
 * checked by the old one. */
GST_START_TEST (test_caps_follow_a_bye)
{
  RtpSpec other = next_sender;
  GByteArray *bye = rtcp_new ();

  other.codec = "0300ac4402";
  stats_open_with (NULL);
  stats.next.codec = CODEC_48_STEREO;
  stats_send (10);
  rtcp_add_bye (bye, stats.next.ssrc);
  stats_push (rtcp_take (bye));
  stats_drop_packets ();
  send_other (&other);
  assert_caps_out ("L16", 44100);
  send_other (&other);
  fail_unless_equals_int (stats_drop_packets (), 2);
  fail_unless_equals_uint64 (stats_total ("packets-malformed"), 0);
  stats_close ();
}
GST_END_TEST;

/* Two senders at once are not supported: the caps stay with the first, and do
 * not change with every packet, nor for a single packet of a stranger in a
 * silence. */
GST_START_TEST (test_caps_stay_with_a_sender_that_goes_on)
{
  RtpSpec other = next_sender, stranger = next_sender;

  stats_open_with (NULL);
  stats.next.codec = CODEC_48_STEREO;
  for (guint i = 0; i < 100; i++) {
    stats_send (1);
    send_other (&other);
    assert_config_out ("1190");
  }
  stats_wait (GST_SECOND);
  stranger.ssrc = 8;
  send_other (&stranger);
  assert_config_out ("1190");
  stats_send (1);
  assert_config_out ("1190");
  stats_close ();
}
GST_END_TEST;

/* The source of the clock rate */

static const struct
{
  const gchar *caps;
  const gchar *codec;
  guint payload_type;
  gint clock_rate; /* 0: unknown */
} clock_rates[] = {
    {STREAM_CAPS, "0100ac44021210", 96, 44100}, /* as announced in the packet */
    {STREAM_CAPS, NULL, 96, 48000},
    {STREAM_CAPS, NULL, 0, 8000}, /* the caps are for another type */
    {STREAM_CAPS, NULL, 97, 0},
    {NULL, "0100ac44021210", 0, 44100},
    {NULL, NULL, 0, 8000},
    {NULL, NULL, 96, 0},
    {"application/x-rtp, clock-rate=90000", NULL, 96, 90000},
    /* the user's caps come before the table */
    {"application/x-rtp, clock-rate=90000", NULL, 0, 90000},
};

GST_START_TEST (test_clock_rate_is_from)
{
  GstStructure *s;

  stats_open_with (clock_rates[__i__].caps);
  stats.next.codec = clock_rates[__i__].codec;
  stats.next.payload_type = clock_rates[__i__].payload_type;
  stats_send (10);
  s = stats_next_message ();
  if (clock_rates[__i__].clock_rate == 0)
    assert_lacks (s, "clock-rate");
  else
    fail_unless_equals_int (get_int (s, "clock-rate"),
        clock_rates[__i__].clock_rate);
  gst_structure_free (s);
  stats_close ();
}
GST_END_TEST;

static Suite *
stats_caps_suite (void)
{
  Suite *suite = suite_create ("qosstats: caps");
  TCase *tc = tcase_create ("receiver");

  tcase_add_checked_fixture (tc, open_packets, close_packets);
  tcase_add_loop_test (tc, test_receiver_needs_no_caps, 0,
      G_N_ELEMENTS (poor_caps));
  tcase_add_loop_test (tc, test_receiver_joins_midstream, 0,
      G_N_ELEMENTS (poor_caps));
  tcase_add_test (tc, test_receiver_follows_the_next_sender);
  suite_add_tcase (suite, tc);

  tc = tcase_create ("caps");
  tcase_add_test (tc, test_complete_caps_are_left_alone);
  tcase_add_test (tc, test_unknown_stream_passes);
  tcase_add_loop_test (tc, test_static_payload_type_has_caps, 0,
      G_N_ELEMENTS (static_types));
  tcase_add_test (tc, test_opus_is_announced);
  tcase_add_test (tc, test_l16_is_told);
  tcase_add_test (tc, test_config_id_is_that_of_the_caps);
  tcase_add_test (tc, test_foreign_extension_is_no_config);
  tcase_add_test (tc, test_config_in_two_byte_form);
  tcase_add_test (tc, test_caps_follow_a_sender_that_stopped);
  tcase_add_test (tc, test_caps_follow_a_bye);
  tcase_add_test (tc, test_caps_stay_with_a_sender_that_goes_on);
  tcase_add_loop_test (tc, test_bogus_config_is_ignored, 0,
      G_N_ELEMENTS (bogus_configs));
  tcase_add_loop_test (tc, test_clock_rate_is_from, 0,
      G_N_ELEMENTS (clock_rates));
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (stats_caps)
