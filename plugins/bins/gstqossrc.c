/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/**
 * SECTION:element-qossrc
 * @title: qossrc
 *
 * Listens on qos://ADDRESS:PORT for senders of AAC, measures them and answers
 * them, from one socket with RTCP muxed (RFC 5761). Each sender gets a pad
 * src_%u (its SSRC) of encoded audio, which is removed, after EOS, when the
 * sender says BYE or falls silent. Posts `qosstats` messages with what happened
 * to the packets in the jitter buffer, and `qosevent` messages that say why
 * sound is missing.
 *
 *     UDP in ─▶ qosstats ─▶ demux ─▶ rtpjitterbuffer ─▶ depayloader ─▶ src_1
 *                  └─RTCP▶ UDP out     └─▶ ...                       ─▶ src_2
 *
 * |[
 * gst-launch-1.0 -m qossrc uri=qos://0.0.0.0:5004 ! avdec_aac ! audioconvert ! autoaudiosink
 * ]|
 *
 * Not supported: repair of lost packets.
 */
#include "gstqossrc.h"

#include "qos-limits.h"
#include "gstqosbranch.h"
#include "gstqosfield.h"
#include "gstqosmessage.h"
#include "gstqosstats.h"
#include "gstqosstatsnotice.h"

GST_DEBUG_CATEGORY_STATIC (qos_src_debug);
#define GST_CAT_DEFAULT qos_src_debug

enum
{
  PROP_LATENCY = GST_QOS_BIN_PROP_OWN,
  PROP_STATS,
};

static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src_%u",
    GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS_ANY);

G_DEFINE_FINAL_TYPE (GstQosSrc, gst_qos_src, GST_TYPE_QOS_BIN)
GST_ELEMENT_REGISTER_DEFINE (qossrc, "qossrc", GST_RANK_PRIMARY,
    GST_TYPE_QOS_SRC)

/* Messages */

/* Errors and warnings of the elements that play one sender: errors end its
 * branch. Both are dropped, because a qosnotice has the advice. */
static gboolean
gst_qos_src_is_of_branch (GstQosSrc *self, GstMessage *message)
{
  gboolean is_error = GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR;

  if (!is_error && GST_MESSAGE_TYPE (message) != GST_MESSAGE_WARNING)
    return FALSE;
  return gst_qos_branch_owns (self, GST_MESSAGE_SRC (message), is_error);
}

static void
gst_qos_src_handle_message (GstBin *bin, GstMessage *message)
{
  const GstStructure *s = gst_message_get_structure (message);
  gboolean is_last;
  guint ssrc;

  /* The parts of a branch change their states about thirty times from the start
   * of a sender to its end. Nothing uses that, and it would fill the bus. */
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_STATE_CHANGED) {
    gst_message_unref (message);
    return;
  }
  if (gst_qos_src_is_of_branch (GST_QOS_SRC (bin), message)) {
    GST_INFO_OBJECT (bin, "kept back: %" GST_PTR_FORMAT, message);
    gst_message_unref (message);
    return;
  }
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ELEMENT ||
      !gst_message_has_name (message, GST_QOS_MESSAGE_STREAM) ||
      !gst_structure_get_uint (s, QOS_STREAM (SSRC)->name, &ssrc)) {
    GST_BIN_CLASS (gst_qos_src_parent_class)->handle_message (bin, message);
    return;
  }
  is_last = gst_structure_has_field (s, QOS_STREAM (END_REASON)->name);
  message = gst_message_make_writable (message);
  gst_qos_branch_add_books (GST_QOS_SRC (bin), ssrc,
      gst_message_writable_structure (message));
  GST_BIN_CLASS (gst_qos_src_parent_class)->handle_message (bin, message);
  /* The message is posted before the branch is removed, so that listeners have
   * the final message when the pad is removed. */
  if (is_last)
    gst_qos_branch_end (GST_QOS_SRC (bin), ssrc);
}

/* State */

static GSocket *
gst_qos_src_open (GstQosBin *bin, GstQosSocketOptions *options)
{
  GSocket *socket;

  if (!gst_qos_bin_has (bin, "rtpjitterbuffer", "plugins-good") ||
      !gst_qos_bin_has (bin, "rtpmp4gdepay", "plugins-good"))
    return NULL;
  socket = gst_qos_socket_open_receiver (GST_ELEMENT_CAST (bin), bin->address,
      options);
  if (socket)
    gst_qos_stats_set_group (GST_QOS_STATS (bin->meter),
        gst_qos_socket_is_multicast (bin->address));
  return socket;
}

static void
gst_qos_src_configure (GstQosSrc *self)
{
  g_autoptr (GstCaps) caps = NULL;
  guint max_sources;

  GST_OBJECT_LOCK (self);
  gst_caps_replace (&caps, self->caps);
  max_sources = self->max_sources;
  GST_OBJECT_UNLOCK (self);
  gst_qos_demux_configure (GST_QOS_DEMUX (self->demux), caps, max_sources);
  gst_qos_stats_set_formats (GST_QOS_STATS (GST_QOS_BIN (self)->meter), caps);
}

static GstStateChangeReturn
gst_qos_src_change_state (GstElement *element, GstStateChange transition)
{
  GstQosSrc *self = GST_QOS_SRC (element);
  GstQosBin *bin = GST_QOS_BIN (element);
  GstStateChangeReturn ret;

  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    gst_qos_src_configure (self);
  else if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    gst_qos_stats_send_byes (GST_QOS_STATS (bin->meter), &bin->net);
  ret = GST_ELEMENT_CLASS (gst_qos_src_parent_class)
            ->change_state (element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    gst_qos_branch_remove_all (self);
  return ret;
}

/* Properties */

static void
gst_qos_src_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *spec)
{
  G_OBJECT_CLASS (gst_qos_src_parent_class)
      ->set_property (object, id, value, spec);
  if (id == PROP_LATENCY)
    gst_qos_branch_spread_latency (GST_QOS_SRC (object));
}

/* Returns: (transfer full): the fields of each sender's message. */
static GstStructure *
gst_qos_src_create_stats (GstElement *element)
{
  GstQosSrc *self = GST_QOS_SRC (element);
  GstStructure *stats = gst_qos_stats_create_stats (GST_QOS_BIN (self)->meter);
  GValueArray *sources =
      g_value_get_boxed (gst_structure_get_value (stats, "sources"));

  for (guint i = 0; i < sources->n_values; i++) {
    GstStructure *source = g_value_get_boxed (&sources->values[i]);
    guint ssrc = 0;

    gst_structure_get_uint (source, QOS_STREAM (SSRC)->name, &ssrc);
    gst_qos_branch_add_books (self, ssrc, source);
  }
  return stats;
}

static void
gst_qos_src_finalize (GObject *object)
{
  GstQosSrc *self = GST_QOS_SRC (object);

  g_hash_table_unref (self->branches);
  g_hash_table_unref (self->leaving);
  gst_caps_replace (&self->caps, NULL);
  G_OBJECT_CLASS (gst_qos_src_parent_class)->finalize (object);
}

static void
gst_qos_src_build (GstQosSrc *self)
{
  GstQosBin *bin = GST_QOS_BIN (self);
  GstElement *udp = gst_qos_udp_src_new ("udp", &bin->net);
  GstElement *stats = GST_ELEMENT_CAST (g_object_new (GST_TYPE_QOS_STATS,
      "name", "stats", "drop-duplicates", TRUE, NULL));
  GstElement *rtcp_sink = gst_qos_udp_sink_new ("rtcp-sink", &bin->net, 0,
      gst_qos_stats_count_not_sent, stats);

  bin->meter = stats;
  self->demux =
      gst_qos_demux_new (&gst_qos_branch_client, self, GST_QOS_STATS (stats));
  gst_bin_add_many (GST_BIN_CAST (self), udp, stats, self->demux, rtcp_sink,
      NULL);
  gst_element_link (stats, self->demux);
  gst_element_link (udp, stats);
  gst_element_link_pads (stats, "rtcp_src", rtcp_sink, "sink");
}

static void
gst_qos_src_init (GstQosSrc *self)
{
  self->branches = g_hash_table_new (NULL, NULL);
  self->leaving = g_hash_table_new (NULL, NULL);
  GST_OBJECT_FLAG_SET (self, GST_ELEMENT_FLAG_SOURCE);
  gst_qos_src_build (self);
}

static const GstQosBinBlurbs blurbs = {
    .default_host = "::",
    .uri = "Where to listen: qos://ADDRESS:PORT?KEY=VALUE, keys are property "
           "names",
    .host = "Address of this machine to listen on, :: for all of IPv6 and "
            "IPv4, 0.0.0.0 for all of IPv4, or a multicast group",
    .port = "UDP port to listen on",
    .dscp = "Differentiated services code point of the reports sent; -1: "
            "system default",
    .interface = "Network interface for joining a multicast group, such as "
                 "eth0; default: chosen by the system",
};

#define FIELD(name) G_STRUCT_OFFSET (GstQosSrc, name)

static void
gst_qos_src_install_own (GObjectClass *klass)
{
  gst_qos_field_install (klass, PROP_LATENCY, FIELD (latency_ms),
      g_param_spec_uint ("latency", "Latency",
          "Time that the jitter buffer holds packets, so that late ones can "
          "still be played (ms)",
          0, QOS_LATENCY_MAX_MS, QOS_LATENCY_MS, GST_QOS_BIN_ALWAYS));
  gst_qos_field_install (klass, GST_QOS_BIN_PROP_FIELD, FIELD (caps),
      g_param_spec_boxed ("caps", "Caps",
          "application/x-rtp caps for senders that do not announce theirs in "
          "the codec-config extension: one structure for each payload type, or "
          "one without payload for all",
          GST_TYPE_CAPS, GST_QOS_BIN_AT_REST));
  gst_qos_field_install (klass, GST_QOS_BIN_PROP_FIELD, FIELD (max_sources),
      g_param_spec_uint ("max-sources", "Max sources",
          "Maximum number of senders that have a pad at the same time; half as "
          "many from one address. Further ones are measured, not played",
          1, QOS_SOURCES_PLAYED_MAX, QOS_SOURCES_PLAYED, GST_QOS_BIN_AT_REST));
  gst_qos_field_install_stats (klass, PROP_STATS,
      "The stats of qosstats, with counts of what happened to the packets in "
      "the bin",
      gst_qos_src_create_stats);
}

static void
gst_qos_src_class_init (GstQosSrcClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstQosBinClass *bin_class = (GstQosBinClass *) klass;

  GST_DEBUG_CATEGORY_INIT (qos_src_debug, "qossrc", 0, "audio over UDP, in");
  bin_class->uri_type = GST_URI_SRC;
  bin_class->open = gst_qos_src_open;
  object_class->set_property = gst_qos_src_set_property;
  object_class->get_property =
      G_OBJECT_CLASS (gst_qos_src_parent_class)->get_property;
  object_class->finalize = gst_qos_src_finalize;
  gst_qos_bin_install_address (bin_class, &blurbs);
  gst_qos_bin_forward (bin_class, GST_TYPE_QOS_STATS, "source-timeout",
      "Silence after which a sender is considered gone (ns)");
  gst_qos_bin_forward (bin_class, GST_TYPE_QOS_STATS, "interval",
      "Time between messages, and between RTCP reports, for each sender (ns)");
  gst_qos_bin_forward (bin_class, GST_TYPE_QOS_STATS, "clock-sync", NULL);
  gst_qos_bin_forward (bin_class, GST_TYPE_QOS_STATS, "clock-sync-error", NULL);
  gst_qos_src_install_own (object_class);

  element_class->change_state = gst_qos_src_change_state;
  GST_BIN_CLASS (klass)->handle_message = gst_qos_src_handle_message;
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class,
      "Live audio from UDP, measured", "Source/Network/Audio",
      "Receives AAC, Opus, L16, L24, G.711 and G.722 as RTP from any number of "
      "senders and measures them",
      "The gst-qosaudio authors");
}
