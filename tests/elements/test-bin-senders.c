/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Several senders into one qossrc, and senders that misbehave: each has its own
 * pad, and none disturbs the others.
 */
#include "bin-test.h"

#include <netinet/in.h>
#include <sys/socket.h>

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
#define SENDERS_TEST(name) \
  static void name##_body (void); \
  GST_START_TEST (name) \
  { \
    open_receiver (); \
    name##_body (); \
    close_receiver (); \
  } \
  GST_END_TEST; \
  static void name##_body (void)

static const struct
{
  guint rate;
  guint channels;
} sounds[] = {{48000, 2}, {44100, 1}, {32000, 2}};

#define N_SENDERS 3

static guint
find_pad (guint rate, guint channels)
{
  for (guint i = 0; i < receiver_n_pads (&receiver); i++)
    if (receiver_pad (&receiver, i)->rate == (gint) rate &&
        receiver_pad (&receiver, i)->channels == (gint) channels)
      return i;
  fail ("no pad plays %u Hz, %u channels", rate, channels);
  return 0;
}

SENDERS_TEST (test_three_senders)
{
  Sender senders[N_SENDERS];
  guint pads[N_SENDERS];

  receiver_start (&receiver);
  for (guint i = 0; i < N_SENDERS; i++) {
    sender_open (&senders[i], sounds[i].rate, sounds[i].channels, NULL);
    sender_start (&senders[i], LOOPBACK, port);
  }
  for (guint i = 0; i < N_SENDERS; i++)
    receiver_wait_for_sound (&receiver, i);
  for (guint i = 0; i < N_SENDERS; i++)
    pads[i] = find_pad (sounds[i].rate, sounds[i].channels);

  /* One sender ends: its pad goes, after EOS, and the others continue. */
  sender_end (&senders[1]);
  receiver_wait_until_gone (&receiver, pads[1]);
  fail_if (receiver_pad (&receiver, pads[1])->went_before_eos);
  receiver_wait_for_sound (&receiver, pads[0]);
  receiver_wait_for_sound (&receiver, pads[2]);
  fail_if (receiver_pad (&receiver, pads[0])->is_gone);
  fail_if (receiver_pad (&receiver, pads[0])->has_eos);

  /* Another one starts. */
  gst_element_set_state (senders[1].pipeline, GST_STATE_NULL);
  sender_start (&senders[1], LOOPBACK, port);
  receiver_wait_for_sound (&receiver, 3);
  for (guint i = 0; i < N_SENDERS; i++)
    sender_close (&senders[i]);
}

/* The first sender is not played: this must not affect the second. */
/* The packets of a sender whose pad is not linked are not queued. */
static void
assert_nothing_waits (const gchar *pad_name)
{
  guint ssrc = (guint) g_ascii_strtoull (pad_name + strlen ("src_"), NULL, 10);
  guint64 received = 0;
  GstStructure *s;

  while ((s = pop_message (receiver.bus, "qosstats"))) {
    if (get_uint (s, "ssrc") == ssrc &&
        gst_structure_has_field (s, "packets-waiting")) {
      received = get_uint64 (s, "packets-received");
      fail_unless (get_uint64 (s, "packets-waiting") < 10);
      fail_unless_equals_uint64 (received,
          get_uint64 (s, "packets-played") + get_uint64 (s, "packets-late") +
              get_uint64 (s, "packets-waiting") +
              get_uint64 (s, "packets-skipped"));
      assert_has (s, "books-balanced");
    }
    gst_structure_free (s);
  }
  fail_unless (received > 20);
}

SENDERS_TEST (test_unlinked_pad_disturbs_nobody)
{
  Sender senders[2];

  receiver.leave_unlinked = 1;
  receiver_start (&receiver);
  for (guint i = 0; i < 2; i++) {
    sender_open (&senders[i], 48000, 2, NULL);
    sender_start (&senders[i], LOOPBACK, port);
    receiver_wait_for_pads (&receiver, i + 1);
  }
  for (guint i = 0; i < 3; i++)
    receiver_wait_for_sound (&receiver, 1);
  fail_unless_equals_int (receiver_pad (&receiver, 0)->n_buffers, 0);
  assert_nothing_waits (receiver_pad (&receiver, 0)->name);
  sender_end (&senders[0]);
  receiver_wait_until_gone (&receiver, 0);
  receiver_wait_for_sound (&receiver, 1);
  assert_no_trouble (receiver.bus);
  for (guint i = 0; i < 2; i++)
    sender_close (&senders[i]);
}

/* Senders made by the test: RTP that announces its format, without RTCP */

static RtpSpec
make_stream (guint32 ssrc)
{
  return (RtpSpec){.ssrc = ssrc,
      .payload_type = 96,
      .payload_size = 50,
      .codec = CODEC_48_STEREO};
}

SENDERS_TEST (test_silent_sender_times_out)
{
  RtpSpec stream = make_stream (7);
  GstStructure *s;

  g_object_set (receiver.bin, "source-timeout", GST_SECOND, NULL);
  receiver_start (&receiver);
  peer_send_stream (peer, port, &stream, 5);
  receiver_wait_for_pads (&receiver, 1);
  fail_unless_equals_string (receiver_pad (&receiver, 0)->name, "src_7");
  receiver_wait_until_gone (&receiver, 0);
  s = wait_for_field (receiver.bus, "qosstats", "end-reason");
  fail_unless_equals_string (gst_structure_get_string (s, "end-reason"),
      "timeout");
  gst_structure_free (s);
}

/* A single packet must not hold an entry for ever: a few hundred of them would
 * keep all senders out. */
SENDERS_TEST (test_single_packets_hold_no_entry)
{
  enum
  {
    PLACES = 4
  };
  RtpSpec real = make_stream (1000);

  g_object_set (receiver.bin, "max-sources", PLACES, NULL);
  receiver_start (&receiver);
  for (guint32 i = 0; i < 3 * PLACES; i++) {
    RtpSpec stream = make_stream (i + 1);

    peer_send_stream (peer, port, &stream, 1);
  }
  /* They are forgotten after a second; messages come ten times a second. */
  for (guint i = 0; i < 30; i++) {
    peer_send_stream (peer, port, &real, 2);
    gst_structure_free (wait_for_field (receiver.bus, "qosstats", "ssrc"));
    for (guint n = 0; n < receiver_n_pads (&receiver); n++)
      if (strcmp (receiver_pad (&receiver, n)->name, "src_1000") == 0)
        return;
  }
  fail ("single packets keep a sender out");
}

/* The property has the same fields as the messages. */
static void
assert_stats_have_books (void)
{
  GstStructure *stats = NULL;
  GValueArray *sources;

  g_object_get (receiver.bin, "stats", &stats, NULL);
  sources = get_array (stats, "sources");
  fail_unless_equals_int (sources->n_values, 1);
  assert_has (g_value_get_boxed (&sources->values[0]), "packets-played");
  gst_structure_free (stats);
}

/* The first packets of a sender must first prove it, and are still played. */
SENDERS_TEST (test_sound_starts_with_the_first_packet)
{
  RtpSpec stream = make_stream (7);
  guint64 received = 0, skipped = 0;
  GstPluginFeature *decoder =
      gst_registry_lookup_feature (gst_registry_get (), "avdec_aac");

  /* Loading the decoder takes long; meanwhile packets wait before their
   * branch. */
  gst_object_unref (gst_plugin_feature_load (decoder));
  gst_object_unref (decoder);
  receiver_start (&receiver);
  while (received < 20) {
    GstStructure *s;

    peer_send_stream (peer, port, &stream, 1);
    g_usleep (20000);
    while ((s = pop_message (receiver.bus, "qosstats"))) {
      received = get_uint64 (s, "packets-received");
      gst_structure_get_uint64 (s, "packets-skipped", &skipped);
      gst_structure_free (s);
    }
  }
  fail_unless_equals_uint64 (skipped, 0);
  assert_stats_have_books ();
  fail_unless_equals_int (receiver_n_pads (&receiver), 1);
}

/* Senders above max-sources are measured, but not played. */
SENDERS_TEST (test_max_sources)
{
  GstStructure *stats = NULL;
  RtpSpec streams[5];
  guint n = 0;

  g_object_set (receiver.bin, "max-sources", 2, NULL);
  receiver_start (&receiver);
  for (guint32 i = 0; i < G_N_ELEMENTS (streams); i++) {
    streams[i] = make_stream (i + 1);
    peer_send_stream (peer, port, &streams[i], 6);
  }
  receiver_wait_for_pads (&receiver, 2);
  while (n < G_N_ELEMENTS (streams)) {
    gst_structure_free (wait_for_field (receiver.bus, "qosstats", "ssrc"));
    g_object_get (receiver.bin, "stats", &stats, NULL);
    n = get_array (stats, "sources")->n_values;
    gst_structure_free (stats);
  }
  fail_unless_equals_int (receiver_n_pads (&receiver), 2);
}

static void
send_bye (guint32 ssrc)
{
  guint8 bye[] = {0x81, 203, 0, 1, 0, 0, 0, (guint8) ssrc};

  peer_send (peer, LOOPBACK, port, gst_buffer_new_memdup (bye, sizeof bye));
}

/* A sender says BYE and continues a little later, while its earlier packets are
 * still being played: it gets a pad again. */
SENDERS_TEST (test_sender_comes_back_while_it_drains)
{
  RtpSpec stream = make_stream (7);
  GstStructure *s;

  g_object_set (receiver.bin, "latency", 1500, NULL);
  receiver_start (&receiver);
  peer_send_stream (peer, port, &stream, 20);
  receiver_wait_for_pads (&receiver, 1);
  send_bye (7);
  s = wait_for_field (receiver.bus, "qosstats", "end-reason");
  gst_structure_free (s);
  stream.timestamp += 48000;
  for (guint i = 0; i < 10; i++) {
    peer_send_stream (peer, port, &stream, 2);
    gst_structure_free (wait_for_field (receiver.bus, "qosstats", "ssrc"));
  }
  receiver_wait_until_gone (&receiver, 0);
  peer_send_stream (peer, port, &stream, 6);
  receiver_wait_for_pads (&receiver, 2);
  assert_no_trouble (receiver.bus);
}

/* Returns: (transfer full): the pad of the only sender at the demultiplexer. */
static GstPad *
get_demux_pad (void)
{
  GList *children = GST_BIN_CHILDREN (receiver.bin);

  while (!g_str_equal (G_OBJECT_TYPE_NAME (children->data), "GstQosDemux"))
    children = children->next;
  return gst_element_get_static_pad (children->data, "src_7");
}

static gpointer
stop_receiver (gpointer unused)
{
  receiver_stop (&receiver);
  return NULL;
}

/* The thread that ends a sender waits for its pad while another thread stops
 * the receiver: the pad is removed once. */
SENDERS_TEST (test_sender_leaves_while_the_receiver_stops)
{
  RtpSpec stream = make_stream (7);
  GThread *thread;
  GstPad *pad;

  receiver_start (&receiver);
  peer_send_stream (peer, port, &stream, 20);
  receiver_wait_for_pads (&receiver, 1);
  pad = get_demux_pad ();
  GST_PAD_STREAM_LOCK (pad);
  send_bye (7);
  for (guint i = 0; i < 10000 && GST_PAD_IS_ACTIVE (pad); i++)
    g_usleep (1000);
  fail_if (GST_PAD_IS_ACTIVE (pad));
  thread = g_thread_new ("stop", stop_receiver, NULL);
  for (guint i = 0; i < 200 && GST_OBJECT_PARENT (pad); i++)
    g_usleep (1000);
  GST_PAD_STREAM_UNLOCK (pad);
  g_thread_join (thread);
  fail_if (GST_OBJECT_PARENT (pad));
  gst_object_unref (pad);
}

/* Audio of other formats, and packets that are not RTP. */
SENDERS_TEST (test_noise_disturbs_no_sender)
{
  GRand *random = g_rand_new_with_seed (10);
  Sender sender;

  sender_open (&sender, 48000, 2, NULL);
  receiver_start (&receiver);
  sender_start (&sender, LOOPBACK, port);
  receiver_wait_for_sound (&receiver, 0);
  for (guint i = 0; i < 2000; i++) {
    gsize size = (gsize) g_rand_int_range (random, 1, 200);
    guint8 *data = g_malloc (size);

    for (gsize at = 0; at < size; at++)
      data[at] = (guint8) g_rand_int (random);
    if (g_rand_boolean (random))
      data[0] = 0x80 | (data[0] & 0x3f);
    peer_send (peer, LOOPBACK, port, gst_buffer_new_wrapped (data, size));
  }
  receiver_wait_for_sound (&receiver, 0);
  sender_close (&sender);
  g_rand_free (random);
}

/* On the wire */

/* An option of the IP header of the next packet of a sender: IP_TOS (DSCP and
 * ECN) or IP_TTL, as set on the socket. */
static gint
receive_header (GSocket *socket, gint type)
{
  guint8 data[2000], control[CMSG_SPACE (sizeof (int))];
  struct iovec vector = {data, sizeof data};
  struct msghdr message = {.msg_iov = &vector,
      .msg_iovlen = 1,
      .msg_control = control,
      .msg_controllen = sizeof control};
  struct cmsghdr *header;

  fail_unless (g_socket_condition_wait (socket, G_IO_IN, NULL, NULL));
  fail_unless (recvmsg (g_socket_get_fd (socket), &message, 0) > 0);
  header = CMSG_FIRSTHDR (&message);
  fail_unless (header && header->cmsg_type == type);
  return *CMSG_DATA (header);
}

SENDERS_TEST (test_dscp_marks_packets)
{
  static const gint dscps[] = {-1, 0, 46, 63};

  g_socket_set_option (peer, IPPROTO_IP, IP_RECVTOS, 1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dscps); i++) {
    Sender sender;

    sender_open (&sender, 48000, 2, NULL);
    g_object_set (sender.bin, "dscp", dscps[i], NULL);
    sender_start (&sender, LOOPBACK, peer_port (peer));
    /* RTP and RTCP alike; the first may be the BYE of the last sender. */
    for (guint n = 0; n < 20; n++) {
      gint tos = receive_header (peer, IP_TOS);

      if (n > 2)
        fail_unless_equals_int (tos, MAX (dscps[i], 0) << 2);
    }
    sender_close (&sender);
  }
}

SENDERS_TEST (test_ttl_is_in_packets)
{
  static const gint ttls[] = {1, 7, 255};

  g_socket_set_option (peer, IPPROTO_IP, IP_RECVTTL, 1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ttls); i++) {
    Sender sender;

    sender_open (&sender, 48000, 2, NULL);
    g_object_set (sender.bin, "ttl", ttls[i], NULL);
    sender_start (&sender, LOOPBACK, peer_port (peer));
    for (guint n = 0; n < 20; n++) {
      gint ttl = receive_header (peer, IP_TTL);

      if (n > 2)
        fail_unless_equals_int (ttl, ttls[i]);
    }
    sender_close (&sender);
  }
}

/* One AU per packet, or three. */
SENDERS_TEST (test_max_ptime_and_mtu_go_to_the_payloader)
{
  Sender sender;
  guint bundles = 0;

  sender_open (&sender, 48000, 2, NULL);
  g_object_set (sender.bin, "max-ptime", 80 * GST_MSECOND, "mtu", 1000, NULL);
  sender_start (&sender, LOOPBACK, peer_port (peer));
  for (guint i = 0; i < 10; i++) {
    guint8 data[2000];
    gssize size =
        g_socket_receive (peer, (gchar *) data, sizeof data, NULL, NULL);
    GstBuffer *buffer;
    GBytes *payload;

    fail_unless (size > 0 && size <= 1000);
    if (data[1] >= 192 && data[1] <= 223)
      continue; /* RTCP */
    buffer = gst_buffer_new_memdup (data, (gsize) size);
    payload = rtp_payload (buffer);
    bundles += ((const guint8 *) g_bytes_get_data (payload, NULL))[1] > 16;
    g_bytes_unref (payload);
    gst_buffer_unref (buffer);
  }
  fail_unless (bundles > 2);
  sender_close (&sender);
}

static Suite *
bin_senders_suite (void)
{
  Suite *suite = suite_create ("qossrc: senders");
  TCase *tc = tcase_create ("senders");

  tcase_add_test (tc, test_three_senders);
  tcase_add_test (tc, test_unlinked_pad_disturbs_nobody);
  tcase_add_test (tc, test_silent_sender_times_out);
  tcase_add_test (tc, test_single_packets_hold_no_entry);
  tcase_add_test (tc, test_sound_starts_with_the_first_packet);
  tcase_add_test (tc, test_max_sources);
  tcase_add_test (tc, test_sender_comes_back_while_it_drains);
  tcase_add_test (tc, test_sender_leaves_while_the_receiver_stops);
  tcase_add_test (tc, test_noise_disturbs_no_sender);
  tcase_add_test (tc, test_dscp_marks_packets);
  tcase_add_test (tc, test_ttl_is_in_packets);
  tcase_add_test (tc, test_max_ptime_and_mtu_go_to_the_payloader);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (bin_senders)
