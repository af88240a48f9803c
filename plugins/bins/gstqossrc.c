/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/**
 * SECTION:element-qossrc
 * @title: qossrc
 *
 * Listens on qos://ADDRESS:PORT for senders of AAC, measures them and answers
 * them, from one socket with RTCP muxed (RFC 5761). Each sender gets a pad
 * src_%u (its SSRC) of encoded audio, which goes by itself after EOS when the
 * sender says BYE or falls silent. Posts `qosstats` messages with what became
 * of the packets in the jitter buffer, and `qosevent` messages that say why
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
#include "config.h"

#include "gstqosbranch.h"
#include "gstqosclocksync.h"
#include "gstqosdemux.h"
#include "gstqosmessage.h"
#include "gstqossocket.h"
#include "gstqosstats.h"
#include "gstqosstatsnotice.h"
#include "gstqosuri.h"

GST_DEBUG_CATEGORY_STATIC (qos_src_debug);
#define GST_CAT_DEFAULT qos_src_debug

enum
{
  PROP_0,
  PROP_URI,
  PROP_HOST,
  PROP_PORT,
  PROP_DSCP,
  PROP_MULTICAST_INTERFACE,
  PROP_LATENCY,
  PROP_CAPS,
  PROP_MAX_SOURCES,
  PROP_SOURCE_TIMEOUT,
  PROP_INTERVAL,
  PROP_CLOCK_SYNC,
  PROP_CLOCK_SYNC_ERROR,
  PROP_STATS,
};

#define DEFAULT_HOST "::"
#define DEFAULT_DSCP -1
#define DEFAULT_LATENCY 100
#define DEFAULT_MAX_SOURCES 128
#define DEFAULT_SOURCE_TIMEOUT (30 * GST_SECOND)
#define DEFAULT_INTERVAL (500 * GST_MSECOND)

static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src_%u",
    GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS_ANY);

static void uri_handler_init (gpointer iface, gpointer data);

G_DEFINE_FINAL_TYPE_WITH_CODE (GstQosSrc, gst_qos_src, GST_TYPE_BIN,
    G_IMPLEMENT_INTERFACE (GST_TYPE_URI_HANDLER, uri_handler_init))
GST_ELEMENT_REGISTER_DEFINE (qossrc, "qossrc", GST_RANK_PRIMARY,
    GST_TYPE_QOS_SRC)

/* Messages */

/* Errors and warnings of what plays one sender: the former end its branch, and
 * nobody needs to hear either, for what to do is in a qosnotice. */
static gboolean
is_of_branch (GstQosSrc *self, GstMessage *message)
{
  gboolean is_error = GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR;

  if (!is_error && GST_MESSAGE_TYPE (message) != GST_MESSAGE_WARNING)
    return FALSE;
  return gst_qos_branch_owns (self, GST_MESSAGE_SRC (message), is_error);
}

static void
handle_message (GstBin *bin, GstMessage *message)
{
  const GstStructure *s = gst_message_get_structure (message);
  gboolean is_last;
  guint ssrc;

  if (is_of_branch (GST_QOS_SRC (bin), message)) {
    GST_INFO_OBJECT (bin, "kept back: %" GST_PTR_FORMAT, message);
    gst_message_unref (message);
    return;
  }
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ELEMENT ||
      !gst_message_has_name (message, GST_QOS_MESSAGE_STREAM) ||
      !gst_structure_get_uint (s, "ssrc", &ssrc)) {
    GST_BIN_CLASS (gst_qos_src_parent_class)->handle_message (bin, message);
    return;
  }
  is_last = gst_structure_has_field (s, "end-reason");
  message = gst_message_make_writable (message);
  gst_qos_branch_add_books (GST_QOS_SRC (bin), ssrc,
      gst_message_writable_structure (message));
  GST_BIN_CLASS (gst_qos_src_parent_class)->handle_message (bin, message);
  /* Who ends with the stream shall have heard its last message. */
  if (is_last)
    gst_qos_branch_end (GST_QOS_SRC (bin), ssrc);
}

/* State */

static gboolean
open_socket (GstQosSrc *self)
{
  GstElement *element = GST_ELEMENT_CAST (self);
  GSocketAddress *address;
  GstQosSocketOptions options = {.ttl = -1};
  GSocket *socket = NULL;
  gchar *host, *interface;
  gint port;

  GST_OBJECT_LOCK (self);
  host = g_strdup (self->host);
  interface = g_strdup (self->interface);
  port = self->port;
  options.dscp = self->dscp;
  GST_OBJECT_UNLOCK (self);
  options.interface = interface;

  address = gst_qos_socket_resolve (element, host, (guint16) port);
  if (address)
    socket = gst_qos_socket_open_receiver (element, address, &options);
  if (socket) {
    gst_qos_udp_open (&self->net, socket);
    gst_qos_stats_set_group (GST_QOS_STATS (self->stats),
        gst_qos_socket_is_multicast (address));
  }
  g_clear_object (&address);
  g_free (interface);
  g_free (host);
  return socket != NULL;
}

static gboolean
check_part (GstQosSrc *self, const gchar *factory)
{
  GstElementFactory *found = gst_element_factory_find (factory);
  gboolean ok =
      gst_qos_bin_has (self, (GstElement *) found, factory, "plugins-good");

  if (found)
    gst_object_unref (found);
  return ok;
}

static gboolean
check_parts (GstQosSrc *self)
{
  return check_part (self, "rtpjitterbuffer") &&
      check_part (self, "rtpmp4gdepay");
}

static void
configure_demux (GstQosSrc *self)
{
  GstCaps *caps;
  guint max_sources;

  GST_OBJECT_LOCK (self);
  caps = self->caps ? gst_caps_ref (self->caps) : NULL;
  max_sources = self->max_sources;
  GST_OBJECT_UNLOCK (self);
  gst_qos_demux_set_caps (GST_QOS_DEMUX (self->demux), caps);
  gst_qos_stats_set_formats (GST_QOS_STATS (self->stats), caps);
  gst_qos_demux_set_max_pads (GST_QOS_DEMUX (self->demux), max_sources);
  gst_clear_caps (&caps);
}

static GstStateChangeReturn
change_state (GstElement *element, GstStateChange transition)
{
  GstQosSrc *self = GST_QOS_SRC (element);
  GstStateChangeReturn ret;

  switch (transition) {
    case GST_STATE_CHANGE_NULL_TO_READY:
      if (!gst_qos_uri_is_usable (element) || !check_parts (self) ||
          !open_socket (self))
        return GST_STATE_CHANGE_FAILURE;
      gst_qos_socket_tell_name (element, "qossrc", self->stats);
      break;
    case GST_STATE_CHANGE_READY_TO_PAUSED:
      configure_demux (self);
      break;
    case GST_STATE_CHANGE_PAUSED_TO_READY:
      gst_qos_stats_send_byes (GST_QOS_STATS (self->stats), &self->net);
      break;
    default:
      break;
  }
  ret = GST_ELEMENT_CLASS (gst_qos_src_parent_class)
            ->change_state (element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    gst_qos_branch_remove_all (self);
  if (transition == GST_STATE_CHANGE_READY_TO_NULL ||
      (transition == GST_STATE_CHANGE_NULL_TO_READY &&
          ret == GST_STATE_CHANGE_FAILURE))
    gst_qos_udp_close (&self->net);
  return ret;
}

/* URI */

static GstURIType
uri_type (GType type)
{
  return GST_URI_SRC;
}

static gchar *
get_uri (GstURIHandler *handler)
{
  return gst_qos_uri_of (G_OBJECT (handler));
}

static gboolean
set_uri (GstURIHandler *handler, const gchar *uri, GError **error)
{
  GST_QOS_SRC (handler)->is_from_uri = TRUE;
  return gst_qos_uri_apply (G_OBJECT (handler), uri, error);
}

static void
uri_handler_init (gpointer iface, gpointer data)
{
  GstURIHandlerInterface *handler = iface;

  handler->get_type = uri_type;
  handler->get_protocols = gst_qos_uri_protocols;
  handler->get_uri = get_uri;
  handler->set_uri = set_uri;
}

/* Properties */

static void
gst_qos_src_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *spec)
{
  GstQosSrc *self = GST_QOS_SRC (object);

  switch (id) {
    case PROP_URI:
      gst_qos_bin_set_uri (self, g_value_get_string (value));
      break;
    case PROP_HOST:
      GST_OBJECT_LOCK (self);
      g_free (self->host);
      self->host = g_value_dup_string (value);
      if (!self->host)
        self->host = g_strdup (DEFAULT_HOST);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_PORT:
      GST_OBJECT_LOCK (self);
      self->port = g_value_get_int (value);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_DSCP:
      GST_OBJECT_LOCK (self);
      self->dscp = g_value_get_int (value);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_MULTICAST_INTERFACE:
      GST_OBJECT_LOCK (self);
      g_free (self->interface);
      self->interface = g_value_dup_string (value);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_LATENCY:
      gst_qos_branch_set_latency (self, g_value_get_uint (value));
      break;
    case PROP_CAPS:
      GST_OBJECT_LOCK (self);
      gst_caps_replace (&self->caps, (GstCaps *) gst_value_get_caps (value));
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_MAX_SOURCES:
      GST_OBJECT_LOCK (self);
      self->max_sources = g_value_get_uint (value);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_SOURCE_TIMEOUT:
    case PROP_INTERVAL:
    case PROP_CLOCK_SYNC:
    case PROP_CLOCK_SYNC_ERROR:
      g_object_set_property (G_OBJECT (self->stats), spec->name, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

/* Returns: (transfer full): what the messages say of each sender. */
static GstStructure *
create_stats (GstQosSrc *self)
{
  GstStructure *stats =
      gst_qos_stats_create_stats (GST_QOS_STATS (self->stats));
  const GValue *sources = gst_structure_get_value (stats, "sources");
  GValue played = G_VALUE_INIT;

  g_value_init (&played, GST_TYPE_ARRAY);
  for (guint i = 0; i < gst_value_array_get_size (sources); i++) {
    GstStructure *source = gst_structure_copy (
        gst_value_get_structure (gst_value_array_get_value (sources, i)));
    GValue value = G_VALUE_INIT;
    guint ssrc = 0;

    gst_structure_get_uint (source, "ssrc", &ssrc);
    gst_qos_branch_add_books (self, ssrc, source);
    g_value_init (&value, GST_TYPE_STRUCTURE);
    g_value_take_boxed (&value, source);
    gst_value_array_append_and_take_value (&played, &value);
  }
  gst_structure_take_value (stats, "sources", &played);
  return stats;
}

static void
gst_qos_src_get_property (GObject *object, guint id, GValue *value,
    GParamSpec *spec)
{
  GstQosSrc *self = GST_QOS_SRC (object);

  switch (id) {
    case PROP_URI:
      g_value_take_string (value, gst_qos_uri_of (object));
      break;
    case PROP_HOST:
      GST_OBJECT_LOCK (self);
      g_value_set_string (value, self->host);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_PORT:
      GST_OBJECT_LOCK (self);
      g_value_set_int (value, self->port);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_DSCP:
      GST_OBJECT_LOCK (self);
      g_value_set_int (value, self->dscp);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_MULTICAST_INTERFACE:
      GST_OBJECT_LOCK (self);
      g_value_set_string (value, self->interface);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_LATENCY:
      GST_OBJECT_LOCK (self);
      g_value_set_uint (value, self->latency_ms);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_CAPS:
      GST_OBJECT_LOCK (self);
      gst_value_set_caps (value, self->caps);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_MAX_SOURCES:
      GST_OBJECT_LOCK (self);
      g_value_set_uint (value, self->max_sources);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_SOURCE_TIMEOUT:
    case PROP_INTERVAL:
    case PROP_CLOCK_SYNC:
    case PROP_CLOCK_SYNC_ERROR:
      g_object_get_property (G_OBJECT (self->stats), spec->name, value);
      break;
    case PROP_STATS:
      g_value_take_boxed (value, create_stats (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
gst_qos_src_finalize (GObject *object)
{
  GstQosSrc *self = GST_QOS_SRC (object);

  g_hash_table_unref (self->branches);
  g_hash_table_unref (self->leaving);
  gst_caps_replace (&self->caps, NULL);
  gst_qos_udp_clear (&self->net);
  g_free (self->interface);
  g_free (self->host);
  G_OBJECT_CLASS (gst_qos_src_parent_class)->finalize (object);
}

static void
gst_qos_src_init (GstQosSrc *self)
{
  self->branches = g_hash_table_new (NULL, NULL);
  self->leaving = g_hash_table_new (NULL, NULL);
  self->host = g_strdup (DEFAULT_HOST);
  self->port = GST_QOS_DEFAULT_PORT;
  self->dscp = DEFAULT_DSCP;
  self->latency_ms = DEFAULT_LATENCY;
  self->max_sources = DEFAULT_MAX_SOURCES;
  gst_bin_set_suppressed_flags (GST_BIN_CAST (self),
      GST_ELEMENT_FLAG_SOURCE | GST_ELEMENT_FLAG_SINK);
  GST_OBJECT_FLAG_SET (self, GST_ELEMENT_FLAG_SOURCE);

  self->stats =
      GST_ELEMENT_CAST (g_object_new (GST_TYPE_QOS_STATS, "name", "stats",
          "drop-duplicates", TRUE, "playout-latency", DEFAULT_LATENCY, NULL));
  GST_QOS_STATS (self->stats)->has_demux = TRUE;
  self->demux = gst_qos_demux_new (&gst_qos_branch_client, self);
  gst_qos_udp_init (&self->net, GST_ELEMENT_CAST (self));
  self->udp = gst_qos_udp_src_new ("udp", &self->net);
  self->rtcp_sink = gst_qos_udp_sink_new ("rtcp-sink", &self->net, 0,
      gst_qos_stats_count_not_sent, self->stats);
  gst_bin_add_many (GST_BIN_CAST (self), self->udp, self->stats, self->demux,
      self->rtcp_sink, NULL);
  g_signal_connect (self->demux, "pad-added", G_CALLBACK (gst_qos_branch_add),
      self);
  gst_element_link (self->stats, self->demux);
  gst_element_link (self->udp, self->stats);
  gst_element_link_pads (self->stats, "rtcp_src", self->rtcp_sink, "sink");
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags at_rest =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY;
  const GParamFlags always =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING;

  g_object_class_install_property (klass, PROP_URI,
      g_param_spec_string ("uri", "URI",
          "Where to listen: qos://ADDRESS:PORT?KEY=VALUE, keys are property "
          "names",
          "qos://[::]:5004", at_rest));
  g_object_class_install_property (klass, PROP_HOST,
      g_param_spec_string ("host", "Host",
          "Address of this machine to listen on, :: for all of IPv6 and IPv4, "
          "0.0.0.0 for all of IPv4, or a multicast group",
          DEFAULT_HOST, at_rest));
  g_object_class_install_property (klass, PROP_PORT,
      g_param_spec_int ("port", "Port", "UDP port to listen on", 1, G_MAXUINT16,
          GST_QOS_DEFAULT_PORT, at_rest));
  g_object_class_install_property (klass, PROP_DSCP,
      g_param_spec_int ("dscp", "DSCP",
          "Differentiated services code point of the reports sent, -1 leaves "
          "the system's default",
          -1, 63, DEFAULT_DSCP, at_rest));
  g_object_class_install_property (klass, PROP_MULTICAST_INTERFACE,
      g_param_spec_string ("multicast-interface", "Multicast interface",
          "Network interface to join a multicast group on, as eth0; the "
          "default "
          "leaves it to the system",
          NULL, at_rest));
  g_object_class_install_property (klass, PROP_LATENCY,
      g_param_spec_uint ("latency", "Latency",
          "Time that packets wait for late ones, in the jitter buffer (ms)", 0,
          60000, DEFAULT_LATENCY, always));
  g_object_class_install_property (klass, PROP_CAPS,
      g_param_spec_boxed ("caps", "Caps",
          "application/x-rtp caps of senders that do not tell theirs in the "
          "codec-config extension: a structure for each payload type, or one "
          "without payload for all",
          GST_TYPE_CAPS, at_rest));
  g_object_class_install_property (klass, PROP_MAX_SOURCES,
      g_param_spec_uint ("max-sources", "Max sources",
          "Senders that get a pad at once, and half of them from one address; "
          "further ones are measured, not played",
          1, 10000, DEFAULT_MAX_SOURCES, at_rest));
  g_object_class_install_property (klass, PROP_SOURCE_TIMEOUT,
      g_param_spec_uint64 ("source-timeout", "Source timeout",
          "Silence after which a sender is taken to be gone (ns)", GST_SECOND,
          24 * 3600 * GST_SECOND, DEFAULT_SOURCE_TIMEOUT, always));
  g_object_class_install_property (klass, PROP_INTERVAL,
      g_param_spec_uint64 ("interval", "Interval",
          "Time between two messages, and two RTCP reports, of a sender (ns)",
          10 * GST_MSECOND, 3600 * GST_SECOND, DEFAULT_INTERVAL, always));
  gst_qos_clock_sync_install (klass, PROP_CLOCK_SYNC, PROP_CLOCK_SYNC_ERROR);
  g_object_class_install_property (klass, PROP_STATS,
      g_param_spec_boxed ("stats", "Statistics",
          "As of qosstats, with what became of the packets", GST_TYPE_STRUCTURE,
          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
gst_qos_src_class_init (GstQosSrcClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (qos_src_debug, "qossrc", 0, "audio over UDP, in");
  object_class->set_property = gst_qos_src_set_property;
  object_class->get_property = gst_qos_src_get_property;
  object_class->finalize = gst_qos_src_finalize;
  install_properties (object_class);

  element_class->change_state = change_state;
  GST_BIN_CLASS (klass)->handle_message = handle_message;
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class,
      "Live audio from UDP, measured", "Source/Network/Audio",
      "Receives AAC, Opus, L16, L24, G.711 and G.722 as RTP from any number of "
      "senders and measures them",
      "The gst-qosaudio authors");
}
