/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bin-test.h"

#include <string.h>
#include <unistd.h>

#define INTERVAL (100 * GST_MSECOND)

/* Sockets */

GSocket *
peer_open (const gchar *host, guint16 port)
{
  GSocketAddress *address = g_inet_socket_address_new_from_string (host, port);
  GSocket *peer = g_socket_new (g_socket_address_get_family (address),
      G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

  if (peer && !g_socket_bind (peer, address, FALSE, NULL))
    g_clear_object (&peer);
  g_object_unref (address);
  if (peer)
    g_socket_set_timeout (peer, WAIT_S);
  return peer;
}

guint16
peer_port (GSocket *peer)
{
  GSocketAddress *address = g_socket_get_local_address (peer, NULL);
  guint16 port =
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));

  g_object_unref (address);
  return port;
}

guint16
free_port (const gchar *host)
{
  GSocket *peer = peer_open (host, 0);
  guint16 port = peer ? peer_port (peer) : 0;

  g_clear_object (&peer);
  return port;
}

void
peer_send (GSocket *peer, const gchar *host, guint16 port, GstBuffer *buffer)
{
  GSocketAddress *to = g_inet_socket_address_new_from_string (host, port);
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_READ);
  fail_unless_equals_int (g_socket_send_to (peer, to, (gchar *) map.data,
                              map.size, NULL, NULL),
      (gint) map.size);
  gst_buffer_unmap (buffer, &map);
  gst_buffer_unref (buffer);
  g_object_unref (to);
}

void
peer_send_stream (GSocket *peer, guint16 port, RtpSpec *spec, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_usleep (1024 * G_USEC_PER_SEC / 48000);
    peer_send (peer, LOOPBACK, port, rtp_make (spec));
    spec->seq++;
    spec->timestamp += spec->ticks ? spec->ticks : 1024;
  }
}

/* Is the inode of a socket in one of the kernel's lists of UDP sockets? */
static gboolean
is_udp (const gchar *inode)
{
  static const gchar *const lists[] = {"/proc/net/udp", "/proc/net/udp6"};
  gchar *word = g_strdup_printf (" %s ", inode);
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    gchar *list = NULL;

    if (g_file_get_contents (lists[i], &list, NULL, NULL))
      found |= strstr (list, word) != NULL;
    g_free (list);
  }
  g_free (word);
  return found;
}

guint
count_udp_sockets (void)
{
  GDir *dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const gchar *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir))) {
    gchar *path = g_build_filename ("/proc/self/fd", name, NULL);
    gchar *target = g_file_read_link (path, NULL);

    if (target && g_str_has_prefix (target, "socket:[")) {
      target[strlen (target) - 1] = '\0';
      n += is_udp (target + strlen ("socket:["));
    }
    g_free (target);
    g_free (path);
  }
  g_dir_close (dir);
  return n;
}

/* Sender */

void
sender_open (Sender *sender, guint rate, guint channels, const gchar *name)
{
  gchar *text =
      g_strdup_printf ("audiotestsrc is-live=true samplesperbuffer=512 ! "
                       "audio/x-raw, rate=%u, channels=%u ! avenc_aac ! "
                       "qossink %s%s",
          rate, channels, name ? "name=" : "", name ? name : "");
  GError *error = NULL;
  GstIterator *sinks;
  GValue value = G_VALUE_INIT;

  sender->pipeline = gst_parse_launch (text, &error);
  fail_unless (sender->pipeline != NULL && error == NULL, "%s: %s", text,
      error ? error->message : "");
  sinks = gst_bin_iterate_sinks (GST_BIN (sender->pipeline));
  fail_unless_equals_int (gst_iterator_next (sinks, &value), GST_ITERATOR_OK);
  sender->bin = g_value_dup_object (&value);
  g_value_unset (&value);
  gst_iterator_free (sinks);
  sender->bus = gst_element_get_bus (sender->pipeline);
  g_object_set (sender->bin, "interval", INTERVAL, NULL);
  g_free (text);
}

void
sender_start (Sender *sender, const gchar *host, guint16 port)
{
  g_object_set (sender->bin, "host", host, "port", port, NULL);
  fail_if (gst_element_set_state (sender->pipeline, GST_STATE_PLAYING) ==
      GST_STATE_CHANGE_FAILURE);
}

void
sender_end (Sender *sender)
{
  GstMessage *message;

  gst_element_send_event (sender->pipeline, gst_event_new_eos ());
  message = gst_bus_timed_pop_filtered (sender->bus, WAIT_S * GST_SECOND,
      GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  fail_unless (message && GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS,
      "the sender did not end");
  gst_message_unref (message);
}

void
sender_close (Sender *sender)
{
  gst_element_set_state (sender->pipeline, GST_STATE_NULL);
  gst_object_unref (sender->bus);
  gst_object_unref (sender->bin);
  gst_object_unref (sender->pipeline);
}

/* Receiver */

static void
free_played (gpointer data)
{
  Played *played = data;

  g_free (played->name);
  g_free (played);
}

static Played *
find_played (Receiver *receiver, const gchar *name)
{
  for (guint i = receiver->played->len; i > 0; i--) {
    Played *played = g_ptr_array_index (receiver->played, i - 1);

    if (strcmp (played->name, name) == 0 && !played->is_gone)
      return played;
  }
  return NULL;
}

/* What a pad probe needs. */
typedef struct
{
  Receiver *receiver;
  Played *played;
} Watch;

static void
count_sound (Played *played, GstPad *pad, GstBuffer *buffer)
{
  GstCaps *caps = gst_pad_get_current_caps (pad);
  GstStructure *s = gst_caps_get_structure (caps, 0);
  GstMapInfo map;
  gboolean is_loud = FALSE;

  gst_structure_get_int (s, "rate", &played->rate);
  gst_structure_get_int (s, "channels", &played->channels);
  gst_caps_unref (caps);
  gst_buffer_map (buffer, &map, GST_MAP_READ);
  for (gsize i = 0; i < map.size && !is_loud; i++)
    is_loud = map.data[i] != 0;
  gst_buffer_unmap (buffer, &map);
  played->n_buffers++;
  played->n_loud += is_loud;
}

static GstPadProbeReturn
watch_sink (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  Watch *watch = user;

  g_mutex_lock (&watch->receiver->lock);
  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    count_sound (watch->played, pad, GST_PAD_PROBE_INFO_BUFFER (info));
  else if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_EOS)
    watch->played->has_eos = TRUE;
  g_cond_broadcast (&watch->receiver->cond);
  g_mutex_unlock (&watch->receiver->lock);
  return GST_PAD_PROBE_OK;
}

static void
play_pad (Receiver *receiver, Played *played, GstPad *pad)
{
  GstElement *player = gst_parse_bin_from_description (
      "avdec_aac ! fakesink name=out sync=false async=false", TRUE, NULL);
  GstElement *out = gst_bin_get_by_name (GST_BIN (player), "out");
  GstPad *out_pad = gst_element_get_static_pad (out, "sink");
  GstPad *sink = gst_element_get_static_pad (player, "sink");
  Watch *watch = g_new (Watch, 1);

  *watch = (Watch){receiver, played};
  gst_pad_add_probe (out_pad,
      GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
      watch_sink, watch, g_free);
  gst_bin_add (GST_BIN (receiver->pipeline), player);
  gst_element_sync_state_with_parent (player);
  fail_unless_equals_int (gst_pad_link (pad, sink), GST_PAD_LINK_OK);
  gst_object_unref (sink);
  gst_object_unref (out_pad);
  gst_object_unref (out);
}

static void
on_pad_added (GstElement *bin, GstPad *pad, Receiver *receiver)
{
  Played *played = g_new0 (Played, 1);

  played->name = gst_pad_get_name (pad);
  g_mutex_lock (&receiver->lock);
  g_ptr_array_add (receiver->played, played);
  played->is_linked = receiver->leave_unlinked == 0;
  if (!played->is_linked)
    receiver->leave_unlinked--;
  g_mutex_unlock (&receiver->lock);
  if (played->is_linked)
    play_pad (receiver, played, pad);
  g_mutex_lock (&receiver->lock);
  g_cond_broadcast (&receiver->cond);
  g_mutex_unlock (&receiver->lock);
}

static void
on_pad_removed (GstElement *bin, GstPad *pad, Receiver *receiver)
{
  Played *played;

  if (!GST_PAD_IS_SRC (pad))
    return;
  g_mutex_lock (&receiver->lock);
  played = find_played (receiver, GST_PAD_NAME (pad));
  fail_unless (played != NULL);
  played->is_gone = TRUE;
  played->went_before_eos = !played->has_eos;
  g_cond_broadcast (&receiver->cond);
  g_mutex_unlock (&receiver->lock);
}

void
receiver_open (Receiver *receiver, const gchar *host, guint16 port,
    const gchar *name)
{
  memset (receiver, 0, sizeof *receiver);
  g_mutex_init (&receiver->lock);
  g_cond_init (&receiver->cond);
  receiver->played = g_ptr_array_new_with_free_func (free_played);
  receiver->pipeline = gst_pipeline_new (NULL);
  receiver->bin = gst_element_factory_make ("qossrc", name);
  receiver->bus = gst_element_get_bus (receiver->pipeline);
  g_object_set (receiver->bin, "host", host, "port", port, "interval", INTERVAL,
      NULL);
  g_signal_connect (receiver->bin, "pad-added", G_CALLBACK (on_pad_added),
      receiver);
  g_signal_connect (receiver->bin, "pad-removed", G_CALLBACK (on_pad_removed),
      receiver);
  gst_bin_add (GST_BIN (receiver->pipeline), receiver->bin);
}

void
receiver_start (Receiver *receiver)
{
  fail_if (gst_element_set_state (receiver->pipeline, GST_STATE_PLAYING) ==
      GST_STATE_CHANGE_FAILURE);
}

void
receiver_stop (Receiver *receiver)
{
  gst_element_set_state (receiver->pipeline, GST_STATE_NULL);
}

void
receiver_close (Receiver *receiver)
{
  receiver_stop (receiver);
  gst_object_unref (receiver->bus);
  gst_object_unref (receiver->pipeline);
  g_ptr_array_unref (receiver->played);
  g_mutex_clear (&receiver->lock);
  g_cond_clear (&receiver->cond);
}

/* Waiting */

void
receiver_wait (Receiver *receiver, ReceiverFunc func, guint n,
    const gchar *what)
{
  gint64 until = g_get_monotonic_time () + WAIT_S * G_TIME_SPAN_SECOND;
  gboolean in_time = TRUE;

  g_mutex_lock (&receiver->lock);
  while (in_time && !func (receiver, n))
    in_time = g_cond_wait_until (&receiver->cond, &receiver->lock, until);
  g_mutex_unlock (&receiver->lock);
  fail_unless (in_time, "waited too long: %s of %u", what, n);
}

static gboolean
has_pads (Receiver *receiver, guint n)
{
  return receiver->played->len >= n;
}

void
receiver_wait_for_pads (Receiver *receiver, guint n)
{
  receiver_wait (receiver, has_pads, n, "pads");
}

static gboolean
is_gone (Receiver *receiver, guint n)
{
  return ((Played *) g_ptr_array_index (receiver->played, n))->is_gone;
}

void
receiver_wait_until_gone (Receiver *receiver, guint n)
{
  receiver_wait (receiver, is_gone, n, "end");
}

/* Counts down with each new buffer. */
static guint wanted_buffers;

static gboolean
has_sound (Receiver *receiver, guint n)
{
  return n < receiver->played->len &&
      ((Played *) g_ptr_array_index (receiver->played, n))->n_loud >=
      wanted_buffers;
}

void
receiver_wait_for_sound (Receiver *receiver, guint n)
{
  g_mutex_lock (&receiver->lock);
  wanted_buffers = 10;
  if (n < receiver->played->len)
    wanted_buffers +=
        ((Played *) g_ptr_array_index (receiver->played, n))->n_loud;
  g_mutex_unlock (&receiver->lock);
  receiver_wait (receiver, has_sound, n, "sound");
}

guint
receiver_n_pads (Receiver *receiver)
{
  guint n;

  g_mutex_lock (&receiver->lock);
  n = receiver->played->len;
  g_mutex_unlock (&receiver->lock);
  return n;
}

Played *
receiver_pad (Receiver *receiver, guint n)
{
  Played *played;

  g_mutex_lock (&receiver->lock);
  played = g_ptr_array_index (receiver->played, n);
  g_mutex_unlock (&receiver->lock);
  return played;
}

GstStructure *
wait_for_field (GstBus *bus, const gchar *name, const gchar *field)
{
  GstClockTime until = gst_util_get_timestamp () + WAIT_S * GST_SECOND, now;

  while ((now = gst_util_get_timestamp ()) < until) {
    GstMessage *message = gst_bus_timed_pop_filtered (bus, until - now,
        GST_MESSAGE_ELEMENT | GST_MESSAGE_ERROR);
    GstStructure *s = NULL;

    fail_unless (message != NULL, "no %s with %s", name, field);
    fail_if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR, "%s",
        gst_structure_to_string (gst_message_get_structure (message)));
    if (gst_message_has_name (message, name) &&
        gst_structure_has_field (gst_message_get_structure (message), field))
      s = gst_structure_copy (gst_message_get_structure (message));
    gst_message_unref (message);
    if (s)
      return s;
  }
  fail ("no %s with %s", name, field);
  return NULL;
}
