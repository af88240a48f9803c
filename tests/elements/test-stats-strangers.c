/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What qosstats lets strangers do: those who know the SSRC of a stream, put a
 * false address on their packets, or make up SSRCs.
 */
#include "stats-test.h"

#include <string.h>

#define HOST "192.0.2.7"
#define STRANGER "198.51.100.9"

/* L16 at 8 kHz, mono. */
#define CODEC_OTHER "03001f4001"

static void
open_from_host (void)
{
  stats_open_all ();
  stats.next.from = HOST;
  stats.next.from_port = 5004;
}

static void
assert_address (const gchar *want)
{
  GstStructure *s = stats_next_message ();

  fail_unless_equals_string (gst_structure_get_string (s, "address"), want);
  gst_structure_free (s);
}

/* A stranger has sniffed the SSRC. It sends pairs of packets with distant
 * numbers and another format, and single ones with the next number. */
GST_START_TEST (test_packets_from_elsewhere_change_nothing)
{
  RtpSpec forged = {.ssrc = STREAM_SSRC,
      .payload_type = 96,
      .payload_size = 100,
      .codec = CODEC_OTHER,
      .from = STRANGER,
      .from_port = 7};
  GstStructure *s;

  stats_send (50);
  for (guint i = 0; i < 20; i++) {
    stats_send (5);
    forged.seq = (guint16) (20000 + i);
    stats_push_spec (&forged);
    forged.seq++;
    stats_push_spec (&forged);
    forged.seq = stats.next.seq;
    stats_push_spec (&forged);
  }
  fail_unless_equals_int (stats_drop_packets (), 150);
  s = stats_next_message ();
  fail_unless_equals_uint64 (get_uint64 (s, "packets-foreign"), 60);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 150);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), 0);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-stray"), 0);
  fail_unless_equals_uint64 (get_uint64 (s, "restarts"), 0);
  fail_unless_equals_int (get_int (s, "clock-rate"), 48000);
  assert_near (get_double (s, "jitter-ms"), 0, 1e-6);
  fail_unless_equals_string (gst_structure_get_string (s, "address"),
      HOST ":5004");
  gst_structure_free (s);
}
GST_END_TEST;

/* Two senders start at once: the first one with two packets in order is
 * measured, and the other one is reported. */
GST_START_TEST (test_collision_from_the_first_packet_on)
{
  RtpSpec other = {.ssrc = STREAM_SSRC,
      .seq = 20000,
      .payload_type = 96,
      .payload_size = 100,
      .from = STRANGER,
      .from_port = 7};
  GstStructure *s;

  for (guint i = 0; i < 50; i++) {
    stats_send (1);
    stats_push_spec (&other);
    other.seq++;
    other.timestamp += 960;
  }
  s = take_message (stats.bus, "qosnotice");
  fail_unless_equals_string (gst_structure_get_string (s, "notice"),
      "ssrc-collision");
  gst_structure_free (s);
  s = stats_next_message ();
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 50);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-foreign"), 50);
  fail_unless_equals_string (gst_structure_get_string (s, "address"),
      HOST ":5004");
  gst_structure_free (s);
}
GST_END_TEST;

/* A stranger's packet before the first one of the sender delays the start by
 * one packet. */
GST_START_TEST (test_stranger_before_the_first_packet)
{
  RtpSpec forged = {.ssrc = STREAM_SSRC,
      .seq = 20000,
      .payload_type = 96,
      .payload_size = 100,
      .from = STRANGER,
      .from_port = 7};
  GstStructure *s;

  stats_push_spec (&forged);
  stats_send (50);
  s = stats_next_message ();
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 49);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-lost"), 0);
  fail_unless_equals_string (gst_structure_get_string (s, "address"),
      HOST ":5004");
  gst_structure_free (s);
}
GST_END_TEST;

/* Behind a NAT that gives the sender another port. */
GST_START_TEST (test_sender_moves)
{
  GstStructure *s;

  stats_send (50);
  stats.next.from_port = 6006;
  stats_send (24); /* until 480 ms after the last from the old one */
  assert_address (HOST ":5004");
  stats.next.timestamp += 24000; /* waiting for the message took this long */
  stats_send (5);
  stats_send (20);
  s = stats_next_message ();
  fail_unless_equals_string (gst_structure_get_string (s, "address"),
      HOST ":6006");
  fail_unless_equals_uint64 (get_uint64 (s, "packets-foreign"), 28);
  fail_unless_equals_uint64 (get_uint64 (s, "packets-received"), 71);
  fail_unless_equals_uint64 (get_uint64 (s, "restarts"), 0);
  gst_structure_free (s);
}
GST_END_TEST;

/* While the sender pauses, packets that are not the next ones in order, or come
 * all at once, do not move the stream. */
GST_START_TEST (test_strays_in_a_pause_do_not_move_it)
{
  RtpSpec forged = {.ssrc = STREAM_SSRC,
      .payload_type = 96,
      .payload_size = 100,
      .from = STRANGER,
      .from_port = 7};

  stats_send (50);
  stats_wait (GST_SECOND);
  for (guint i = 0; i < 10; i++) {
    forged.seq = (guint16) (i * 999);
    stats_push_spec (&forged);
  }
  forged.seq = stats.next.seq;
  forged.timestamp = stats.next.timestamp;
  for (guint i = 0; i < 10; i++) {
    stats_push_spec (&forged);
    forged.seq++;
    forged.timestamp += 960;
  }
  stats_send (10);
  fail_unless_equals_int (stats_drop_packets (), 60);
  assert_address (HOST ":5004");
}
GST_END_TEST;

/* After a BYE there is no wait. */
GST_START_TEST (test_sender_moves_after_bye)
{
  GByteArray *compound = rtcp_new ();

  stats_send (50);
  rtcp_add_rr (compound, STREAM_SSRC, NULL);
  rtcp_add_bye (compound, STREAM_SSRC);
  stats_push_rtcp (compound);
  stats.next.from_port = 6006;
  stats.next.seq = 1;
  stats_send (5);
  assert_address (HOST ":6006");
}
GST_END_TEST;

/* Bytes */

static guint64
take_sent_bytes (guint *n)
{
  guint64 bytes = 0;
  GstBuffer *buffer;

  while ((buffer = gst_harness_try_pull (stats.rtcp))) {
    bytes += gst_buffer_get_size (buffer) + 28; /* UDP, IP */
    (*n)++;
    gst_buffer_unref (buffer);
  }
  return bytes;
}

/* Two packets with a false address used to bring 15 reports there. */
GST_START_TEST (test_no_report_for_two_packets)
{
  guint n = 0;

  stats.next.payload_size = 0;
  stats_send (2);
  clock_run_for (40 * GST_SECOND);
  fail_unless_equals_uint64 (take_sent_bytes (&n), 0);
}
GST_END_TEST;

GST_START_TEST (test_no_more_goes_out_than_came)
{
  guint64 came = 0, sent = 0;
  guint n = 0;

  stats.next.payload_size = 0;
  g_object_set (stats.element, "interval", 10 * GST_MSECOND, NULL);
  for (guint i = 0; i < 400; i++) {
    stats_send (1);
    if (i % 8 == 0)
      clock_run_for (2 * GST_SECOND); /* reports would be due */
    came += 12 + 28;
    sent += take_sent_bytes (&n);
    fail_unless (sent <= came, "%" G_GUINT64_FORMAT " for %" G_GUINT64_FORMAT,
        sent, came);
  }
  gst_harness_push_event (stats.media, gst_event_new_eos ());
  sent += take_sent_bytes (&n);
  fail_unless (sent <= came);
  fail_unless (n >= 40, "%u reports", n);
}
GST_END_TEST;

/* RTCP */

/* compound: (transfer full). */
static void
push_rtcp_from (GByteArray *compound, const gchar *host, guint16 port)
{
  GstBuffer *buffer = rtcp_take (compound);

  rtp_add_sender (buffer, host, port);
  gst_harness_push (stats.rtcp, buffer);
}

static GByteArray *
forge (guint64 ntp)
{
  GByteArray *compound = rtcp_new ();

  rtcp_add_sr (compound, STREAM_SSRC, ntp);
  rtcp_add_sdes (compound, STREAM_SSRC, "forged", "Forged");
  rtcp_add_bye (compound, STREAM_SSRC);
  return compound;
}

static void
assert_all_reports_go_to (const gchar *want)
{
  Rtcp rtcp;
  gchar *address;
  guint n = 0;

  for (guint i = 0; i < 150; i++) {
    stats_send (1);
    while (stats_pop_rtcp (&rtcp, &address)) {
      fail_unless_equals_string (address, want);
      fail_if (rtcp.blocks[0].lsr == 0x2222aaaa);
      g_free (address);
      n++;
    }
  }
  fail_unless (n >= 2);
}

static void
assert_not_forged (guint64 foreign)
{
  GstStructure *s = stats_next_message ();

  assert_lacks (s, "end-reason");
  fail_if (g_strcmp0 (gst_structure_get_string (s, "cname"), "forged") == 0);
  gst_structure_free (s);
  s = stats_get ();
  fail_unless_equals_uint64 (get_uint64 (s, "rtcp-foreign"), foreign);
  gst_structure_free (s);
}

/* Two forged ones a second used to take all reports from the sender. */
GST_START_TEST (test_rtcp_from_elsewhere_changes_nothing)
{
  stats_send (50);
  stats_drop_rtcp ();
  for (guint i = 0; i < 3; i++) {
    push_rtcp_from (forge (G_GUINT64_CONSTANT (0xe1112222aaaabbbb)), STRANGER,
        5004);
    assert_all_reports_go_to (HOST ":5004");
  }
  assert_not_forged (9);
}
GST_END_TEST;

/* From the host of the sender, after RTCP has come from the port of its RTP. */
GST_START_TEST (test_rtcp_from_another_port)
{
  GByteArray *compound = rtcp_new ();

  stats_send (50);
  stats_drop_rtcp ();
  rtcp_add_sr (compound, STREAM_SSRC, 0x123456789);
  push_rtcp_from (compound, HOST, 5004);
  push_rtcp_from (forge (G_GUINT64_CONSTANT (0xe1112222aaaabbbb)), HOST, 6006);
  assert_all_reports_go_to (HOST ":5004");
  assert_not_forged (3);
}
GST_END_TEST;

/* Floods */

typedef struct
{
  guint messages;
  guint reports;
  guint of_real;
  guint reports_to_real;
} Counted;

static void
count_output (Counted *counted)
{
  GstStructure *s;
  Rtcp rtcp;

  while ((s = pop_message (stats.bus, "qosstats"))) {
    counted->messages++;
    counted->of_real += get_uint (s, "ssrc") == STREAM_SSRC;
    gst_structure_free (s);
  }
  while (stats_pop_rtcp (&rtcp, NULL)) {
    counted->reports++;
    counted->reports_to_real += rtcp.blocks[0].ssrc == STREAM_SSRC;
  }
}

/* A table full of made-up streams: their messages and reports are limited, and
 * those of the real sender are unaffected. */
GST_START_TEST (test_flood_of_streams)
{
  RtpSpec forged = {.payload_type = 96, .payload_size = 400, .from = STRANGER};
  Counted burst = {0}, counted = {0};

  for (guint i = 0; i < 3 * 4000; i++) {
    forged.ssrc = 0x10000 + i % 4000;
    forged.seq = (guint16) (i / 4000);
    forged.from_port = (guint16) (1 + i % 4000);
    stats_push_spec (&forged);
  }
  stats_send (100); /* the budgets of the first second are spent */
  count_output (&burst);
  for (guint i = 0; i < 10; i++) {
    stats_send (50); /* 1 s */
    count_output (&counted);
  }
  fail_unless_equals_int (counted.of_real, 20);
  fail_unless (counted.reports_to_real >= 10);
  fail_unless (counted.messages <= 10 * 2048, "%u", counted.messages);
  fail_unless (counted.messages >= 10 * 1900, "%u", counted.messages);
  fail_unless (counted.reports <= 10 * 2048, "%u", counted.reports);
}
GST_END_TEST;

/* A real sender that starts when the table is full is soon measured. */
GST_START_TEST (test_full_table_makes_room)
{
  RtpSpec forged = {.payload_type = 96, .from = STRANGER, .from_port = 7};
  guint of_real = 0;
  GstStructure *s;

  g_object_set (stats.element, "max-sources", 100, NULL);
  for (guint i = 0; i < 200; i++) {
    forged.ssrc = 0x10000 + i / 2;
    forged.seq = (guint16) i;
    stats_push_spec (&forged);
  }
  stats_send (50);
  fail_unless_equals_int (stats_n_sources (), 100);
  drop_messages (stats.bus);
  stats_send (150); /* 4 s */
  while ((s = pop_message (stats.bus, "qosstats"))) {
    of_real += get_uint (s, "ssrc") == STREAM_SSRC;
    gst_structure_free (s);
  }
  fail_unless (of_real > 0);
}
GST_END_TEST;

/* Nothing reads the bus. */
GST_START_TEST (test_bus_does_not_fill)
{
  guint n;

  g_object_set (stats.element, "interval", 10 * GST_MSECOND, NULL);
  for (guint i = 0; i < 20; i++) {
    stats_send (2);
    stats_wait (10 * GST_SECOND);
  }
  n = count_messages (stats.bus, "qosstats");
  fail_unless_equals_int (n, 16384);
  clock_run_for (GST_SECOND);
  fail_unless (count_messages (stats.bus, "qosstats") > 90); /* read again */
}
GST_END_TEST;

static Suite *
stats_strangers_suite (void)
{
  Suite *suite = suite_create ("qosstats: strangers");
  TCase *tc = tcase_create ("strangers");

  suite_add_tcase (suite, tc);
  tcase_add_checked_fixture (tc, open_from_host, stats_close);
  tcase_add_test (tc, test_packets_from_elsewhere_change_nothing);
  tcase_add_test (tc, test_collision_from_the_first_packet_on);
  tcase_add_test (tc, test_stranger_before_the_first_packet);
  tcase_add_test (tc, test_sender_moves);
  tcase_add_test (tc, test_strays_in_a_pause_do_not_move_it);
  tcase_add_test (tc, test_sender_moves_after_bye);
  tcase_add_test (tc, test_no_report_for_two_packets);
  tcase_add_test (tc, test_no_more_goes_out_than_came);
  tcase_add_test (tc, test_rtcp_from_elsewhere_changes_nothing);
  tcase_add_test (tc, test_rtcp_from_another_port);
  tcase_add_test (tc, test_flood_of_streams);
  tcase_add_test (tc, test_full_table_makes_room);
  tcase_add_test (tc, test_bus_does_not_fill);
  return suite;
}

GST_CHECK_MAIN (stats_strangers);
