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
 * sender says BYE or falls silent. Posts `qosstats` messages with
 * packets-late from the jitter buffer.
 *
 *     udpsrc ─▶ qosstats ─▶ demux ─▶ rtpjitterbuffer ─▶ depayloader ─▶ src_1
 *                  └─RTCP▶ dynudpsink  └─▶ ...                       ─▶ src_2
 *
 * |[
 * gst-launch-1.0 -m qossrc uri=qos://0.0.0.0:5004 ! avdec_aac ! audioconvert ! autoaudiosink
 * ]|
 *
 * Not supported: repair of lost packets.
 */
#include "config.h"

#include "gstqosbins.h"
#include "gstqosdemux.h"
#include "gstqosmessage.h"
#include "gstqossocket.h"
#include "gstqosstats.h"
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
  PROP_LATENCY,
  PROP_CAPS,
  PROP_MAX_SOURCES,
  PROP_SOURCE_TIMEOUT,
  PROP_INTERVAL,
  PROP_STATS,
};

#define DEFAULT_HOST "0.0.0.0"
#define DEFAULT_DSCP -1
#define DEFAULT_LATENCY 100
#define DEFAULT_MAX_SOURCES 128
#define DEFAULT_SOURCE_TIMEOUT (30 * GST_SECOND)
#define DEFAULT_INTERVAL (500 * GST_MSECOND)

/* How long a sender that is gone may take, after the jitter buffer's latency,
 * to play out what it sent. */
#define DRAIN_TIME (500 * G_TIME_SPAN_MILLISECOND)

static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src_%u",
    GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS_ANY);

/* Depayloaders of the formats of the codec-config extension. */
static const struct
{
  const gchar *encoding_name;
  const gchar *factory;
} depayloaders[] = {
    {"MPEG4-GENERIC", "rtpmp4gdepay"},
    {"OPUS", "rtpopusdepay"},
    {"L16", "rtpL16depay"},
};

/* One sender: owned by the table, but for its elements, which the bin owns. */
typedef struct
{
  guint32 ssrc;
  GstElement *buffer;
  GstElement *depay;
  GstPad *pad; /* ghost */
  /* under lock */
  GMutex lock;
  GCond cond;
  gboolean is_drained;
} Branch;

struct _GstQosSrc
{
  GstBin parent;

  /* set once before READY; owned by the bin, NULL where they are missing */
  GstElement *udp;
  GstElement *stats;
  GstElement *demux;
  GstElement *rtcp_sink;

  gboolean is_from_uri; /* made by the URI, as players do */

  /* state change only */
  GSocket *socket;

  /* under OBJECT_LOCK */
  GHashTable *branches; /* SSRC to Branch */
  gchar *host;
  gint port;
  gint dscp;
  guint latency_ms;
  GstCaps *caps; /* (nullable) */
  guint max_sources;
};

static void uri_handler_init (gpointer iface, gpointer data);

G_DEFINE_FINAL_TYPE_WITH_CODE (GstQosSrc, gst_qos_src, GST_TYPE_BIN,
    G_IMPLEMENT_INTERFACE (GST_TYPE_URI_HANDLER, uri_handler_init))
GST_ELEMENT_REGISTER_DEFINE (qossrc, "qossrc", GST_RANK_PRIMARY,
    GST_TYPE_QOS_SRC)

/* Branches */

static void
free_branch (gpointer data)
{
  Branch *branch = data;

  g_mutex_clear (&branch->lock);
  g_cond_clear (&branch->cond);
  g_free (branch);
}

static const gchar *
find_depayloader (GstPad *pad)
{
  GstCaps *caps = gst_pad_get_current_caps (pad);
  const gchar *encoding_name, *factory = NULL;

  if (!caps)
    return NULL;
  encoding_name = gst_structure_get_string (gst_caps_get_structure (caps, 0),
      "encoding-name");
  for (guint i = 0; i < G_N_ELEMENTS (depayloaders); i++)
    if (g_strcmp0 (encoding_name, depayloaders[i].encoding_name) == 0)
      factory = depayloaders[i].factory;
  gst_caps_unref (caps);
  return factory;
}

static GstPadProbeReturn
watch_eos (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  Branch *branch = user;

  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_EOS) {
    g_mutex_lock (&branch->lock);
    branch->is_drained = TRUE;
    g_cond_signal (&branch->cond);
    g_mutex_unlock (&branch->lock);
  }
  return GST_PAD_PROBE_OK;
}

static void
expose (GstQosSrc *self, Branch *branch)
{
  gchar *name = g_strdup_printf ("src_%u", branch->ssrc);
  GstPad *target = gst_element_get_static_pad (branch->depay, "src");

  gst_pad_add_probe (target, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, watch_eos,
      branch, NULL);
  branch->pad = gst_ghost_pad_new_from_template (name, target,
      gst_static_pad_template_get (&src_template));
  gst_object_unref (target);
  g_free (name);

  GST_OBJECT_LOCK (self);
  g_hash_table_insert (self->branches, GUINT_TO_POINTER (branch->ssrc), branch);
  GST_OBJECT_UNLOCK (self);
  gst_pad_set_active (branch->pad, TRUE);
  gst_element_add_pad (GST_ELEMENT_CAST (self), branch->pad);
  /* Players wait for it before they play, more may come all the same; to a
   * pipeline that waits for certain pads it would be wrong. */
  if (self->is_from_uri)
    gst_element_no_more_pads (GST_ELEMENT_CAST (self));
}

/* A sender came: from the streaming thread, before its first packet. */
static void
on_sender (GstElement *demux, GstPad *pad, GstQosSrc *self)
{
  const gchar *factory = find_depayloader (pad);
  Branch *branch;
  GstPad *sink;

  if (!factory) {
    GST_ELEMENT_WARNING (self, STREAM, CODEC_NOT_FOUND,
        ("A sender uses a format that qossrc does not play. It is measured "
         "only."),
        ("pad %" GST_PTR_FORMAT, pad));
    return;
  }
  branch = g_new0 (Branch, 1);
  g_mutex_init (&branch->lock);
  g_cond_init (&branch->cond);
  branch->ssrc = gst_qos_demux_pad_ssrc (pad);
  branch->buffer = gst_qos_bin_make (self, "rtpjitterbuffer", NULL);
  branch->depay = gst_qos_bin_make (self, factory, NULL);
  g_object_set (branch->buffer, "latency", self->latency_ms, NULL);
  gst_element_link (branch->buffer, branch->depay);
  sink = gst_element_get_static_pad (branch->buffer, "sink");
  gst_pad_link (pad, sink);
  gst_object_unref (sink);
  gst_element_sync_state_with_parent (branch->depay);
  gst_element_sync_state_with_parent (branch->buffer);
  expose (self, branch);
}

static void
remove_part (GstQosSrc *self, GstElement *part)
{
  gst_element_set_locked_state (part, TRUE);
  gst_element_set_state (part, GST_STATE_NULL);
  gst_bin_remove (GST_BIN_CAST (self), part);
}

static void
remove_branch (GstQosSrc *self, Branch *branch)
{
  remove_part (self, branch->buffer);
  remove_part (self, branch->depay);
  /* The jitter buffer's own may have been cut off; a second one goes nowhere.
   */
  gst_pad_push_event (branch->pad, gst_event_new_eos ());
  gst_pad_set_active (branch->pad, FALSE);
  gst_element_remove_pad (GST_ELEMENT_CAST (self), branch->pad);
  free_branch (branch);
}

/* Returns: (transfer full) (nullable): the branch, out of the table. */
static Branch *
steal_branch (GstQosSrc *self, guint32 ssrc)
{
  gpointer branch = NULL;

  GST_OBJECT_LOCK (self);
  g_hash_table_steal_extended (self->branches, GUINT_TO_POINTER (ssrc), NULL,
      &branch);
  GST_OBJECT_UNLOCK (self);
  return branch;
}

/* A sender is gone: what it sent is played out, then its pad goes. In a thread
 * of GStreamer's pool. */
static void
end_branch (GstElement *element, gpointer ssrc)
{
  GstQosSrc *self = GST_QOS_SRC (element);
  Branch *branch = steal_branch (self, GPOINTER_TO_UINT (ssrc));
  gint64 until;

  if (!branch)
    return;
  gst_qos_demux_remove (GST_QOS_DEMUX (self->demux), branch->ssrc);
  until = g_get_monotonic_time () + self->latency_ms * G_TIME_SPAN_MILLISECOND +
      DRAIN_TIME;
  g_mutex_lock (&branch->lock);
  while (!branch->is_drained && gst_pad_is_linked (branch->pad) &&
      g_cond_wait_until (&branch->cond, &branch->lock, until))
    ;
  g_mutex_unlock (&branch->lock);
  remove_branch (self, branch);
}

static void
remove_all_branches (GstQosSrc *self)
{
  GHashTable *branches;
  GHashTableIter iter;
  gpointer branch;

  GST_OBJECT_LOCK (self);
  branches = self->branches;
  self->branches = g_hash_table_new (NULL, NULL);
  GST_OBJECT_UNLOCK (self);
  g_hash_table_iter_init (&iter, branches);
  while (g_hash_table_iter_next (&iter, NULL, &branch))
    remove_branch (self, branch);
  g_hash_table_unref (branches);
}

/* Messages */

/* Returns: (transfer full) (nullable): the sender's jitter buffer. */
static GstElement *
find_jitter_buffer (GstQosSrc *self, guint32 ssrc)
{
  Branch *branch;
  GstElement *buffer = NULL;

  GST_OBJECT_LOCK (self);
  branch = g_hash_table_lookup (self->branches, GUINT_TO_POINTER (ssrc));
  if (branch)
    buffer = gst_object_ref (branch->buffer);
  GST_OBJECT_UNLOCK (self);
  return buffer;
}

static void
add_late (GstElement *buffer, GstStructure *message)
{
  GstStructure *stats = NULL;
  guint64 late;

  g_object_get (buffer, "stats", &stats, NULL);
  if (stats && gst_structure_get_uint64 (stats, "num-late", &late))
    gst_structure_set (message, qos_stream_fields[QOS_STREAM_PACKETS_LATE].name,
        G_TYPE_UINT64, late, NULL);
  g_clear_pointer (&stats, gst_structure_free);
}

static GstMessage *
take_stats_message (GstQosSrc *self, GstMessage *message)
{
  GstStructure *s;
  GstElement *buffer;
  guint ssrc;

  message = gst_message_make_writable (message);
  s = gst_message_writable_structure (message);
  if (!gst_structure_get_uint (s, "ssrc", &ssrc))
    return message;
  buffer = find_jitter_buffer (self, ssrc);
  if (buffer) {
    add_late (buffer, s);
    gst_object_unref (buffer);
  }
  if (gst_structure_has_field (s, "end-reason"))
    gst_element_call_async (GST_ELEMENT_CAST (self), end_branch,
        GUINT_TO_POINTER (ssrc), NULL);
  return message;
}

static void
handle_message (GstBin *bin, GstMessage *message)
{
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ELEMENT &&
      gst_message_has_name (message, GST_QOS_MESSAGE_STREAM))
    message = take_stats_message (GST_QOS_SRC (bin), message);
  GST_BIN_CLASS (gst_qos_src_parent_class)->handle_message (bin, message);
}

/* State */

static gboolean
open_socket (GstQosSrc *self)
{
  GstElement *element = GST_ELEMENT_CAST (self);
  GSocketAddress *address;
  gchar *host;
  gint port, dscp;

  GST_OBJECT_LOCK (self);
  host = g_strdup (self->host);
  port = self->port;
  dscp = self->dscp;
  GST_OBJECT_UNLOCK (self);

  address = gst_qos_socket_resolve (element, host, (guint16) port);
  if (address)
    self->socket = gst_qos_socket_open (element, address, TRUE, dscp);
  if (self->socket) {
    gboolean is_ipv6 =
        g_socket_get_family (self->socket) == G_SOCKET_FAMILY_IPV6;

    g_object_set (self->udp, "address", host, "port", port, "socket",
        self->socket, "close-socket", FALSE, NULL);
    g_object_set (self->rtcp_sink, is_ipv6 ? "socket-v6" : "socket",
        self->socket, "close-socket", FALSE, NULL);
  }
  g_clear_object (&address);
  g_free (host);
  return self->socket != NULL;
}

static void
close_socket (GstQosSrc *self)
{
  if (self->udp)
    g_object_set (self->udp, "socket", NULL, NULL);
  if (self->rtcp_sink)
    g_object_set (self->rtcp_sink, "socket", NULL, "socket-v6", NULL, NULL);
  g_clear_object (&self->socket);
}

static void
tell_name (GstQosSrc *self)
{
  const gchar *name =
      gst_qos_socket_given_name (GST_ELEMENT_CAST (self), "qossrc");
  GstStructure *sdes =
      gst_structure_new_empty ("application/x-rtp-source-sdes");

  if (name)
    gst_structure_set (sdes, "name", G_TYPE_STRING, name, NULL);
  g_object_set (self->stats, "sdes", sdes, NULL);
  gst_structure_free (sdes);
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
  return gst_qos_bin_has (self, self->udp, "udpsrc", "plugins-good") &&
      gst_qos_bin_has (self, self->rtcp_sink, "dynudpsink", "plugins-good") &&
      check_part (self, "rtpjitterbuffer") && check_part (self, "rtpmp4gdepay");
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
      if (!check_parts (self) || !open_socket (self))
        return GST_STATE_CHANGE_FAILURE;
      tell_name (self);
      break;
    case GST_STATE_CHANGE_READY_TO_PAUSED:
      configure_demux (self);
      break;
    case GST_STATE_CHANGE_PAUSED_TO_READY:
      gst_qos_stats_send_byes (GST_QOS_STATS (self->stats), self->socket);
      break;
    default:
      break;
  }
  ret = GST_ELEMENT_CLASS (gst_qos_src_parent_class)
            ->change_state (element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    remove_all_branches (self);
  if (transition == GST_STATE_CHANGE_READY_TO_NULL ||
      (transition == GST_STATE_CHANGE_NULL_TO_READY &&
          ret == GST_STATE_CHANGE_FAILURE))
    close_socket (self);
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
set_latency (GstQosSrc *self, guint latency_ms)
{
  GHashTableIter iter;
  gpointer branch;
  GPtrArray *buffers = g_ptr_array_new_with_free_func (gst_object_unref);

  GST_OBJECT_LOCK (self);
  self->latency_ms = latency_ms;
  g_hash_table_iter_init (&iter, self->branches);
  while (g_hash_table_iter_next (&iter, NULL, &branch))
    g_ptr_array_add (buffers, gst_object_ref (((Branch *) branch)->buffer));
  GST_OBJECT_UNLOCK (self);
  for (guint i = 0; i < buffers->len; i++)
    g_object_set (g_ptr_array_index (buffers, i), "latency", latency_ms, NULL);
  g_ptr_array_unref (buffers);
}

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
      self->port = g_value_get_int (value);
      break;
    case PROP_DSCP:
      self->dscp = g_value_get_int (value);
      break;
    case PROP_LATENCY:
      set_latency (self, g_value_get_uint (value));
      break;
    case PROP_CAPS:
      GST_OBJECT_LOCK (self);
      gst_caps_replace (&self->caps, (GstCaps *) gst_value_get_caps (value));
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_MAX_SOURCES:
      self->max_sources = g_value_get_uint (value);
      break;
    case PROP_SOURCE_TIMEOUT:
    case PROP_INTERVAL:
      g_object_set_property (G_OBJECT (self->stats), spec->name, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
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
      g_value_set_int (value, self->port);
      break;
    case PROP_DSCP:
      g_value_set_int (value, self->dscp);
      break;
    case PROP_LATENCY:
      g_value_set_uint (value, self->latency_ms);
      break;
    case PROP_CAPS:
      GST_OBJECT_LOCK (self);
      gst_value_set_caps (value, self->caps);
      GST_OBJECT_UNLOCK (self);
      break;
    case PROP_MAX_SOURCES:
      g_value_set_uint (value, self->max_sources);
      break;
    case PROP_SOURCE_TIMEOUT:
    case PROP_INTERVAL:
    case PROP_STATS:
      g_object_get_property (G_OBJECT (self->stats), spec->name, value);
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
  gst_caps_replace (&self->caps, NULL);
  g_free (self->host);
  G_OBJECT_CLASS (gst_qos_src_parent_class)->finalize (object);
}

/* The parts, as far as they are there: what is missing is said in the state
 * change. */
static void
gst_qos_src_init (GstQosSrc *self)
{
  self->branches = g_hash_table_new (NULL, NULL);
  self->host = g_strdup (DEFAULT_HOST);
  self->port = GST_QOS_DEFAULT_PORT;
  self->dscp = DEFAULT_DSCP;
  self->latency_ms = DEFAULT_LATENCY;
  self->max_sources = DEFAULT_MAX_SOURCES;
  gst_bin_set_suppressed_flags (GST_BIN_CAST (self),
      GST_ELEMENT_FLAG_SOURCE | GST_ELEMENT_FLAG_SINK);
  GST_OBJECT_FLAG_SET (self, GST_ELEMENT_FLAG_SOURCE);

  self->stats = GST_ELEMENT_CAST (
      g_object_new (GST_TYPE_QOS_STATS, "name", "stats", NULL));
  self->demux = gst_qos_demux_new ();
  gst_bin_add_many (GST_BIN_CAST (self), self->stats, self->demux, NULL);
  self->udp = gst_qos_bin_make (self, "udpsrc", "udp");
  self->rtcp_sink = gst_qos_bin_make (self, "dynudpsink", "rtcp-sink");
  g_signal_connect (self->demux, "pad-added", G_CALLBACK (on_sender), self);
  gst_element_link (self->stats, self->demux);
  if (!self->udp || !self->rtcp_sink)
    return;
  gst_util_set_object_arg (G_OBJECT (self->udp), "socket-timestamp",
      "realtime");
  g_object_set (self->rtcp_sink, "sync", FALSE, "async", FALSE, NULL);
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
          "qos://0.0.0.0:5004", at_rest));
  g_object_class_install_property (klass, PROP_HOST,
      g_param_spec_string ("host", "Host",
          "Address of this machine to listen on, 0.0.0.0 for all, :: for all "
          "with IPv6, or a multicast group",
          DEFAULT_HOST, at_rest));
  g_object_class_install_property (klass, PROP_PORT,
      g_param_spec_int ("port", "Port", "UDP port to listen on", 1, G_MAXUINT16,
          GST_QOS_DEFAULT_PORT, at_rest));
  g_object_class_install_property (klass, PROP_DSCP,
      g_param_spec_int ("dscp", "DSCP",
          "Differentiated services code point of the reports sent, -1 leaves "
          "the system's default",
          -1, 63, DEFAULT_DSCP, at_rest));
  g_object_class_install_property (klass, PROP_LATENCY,
      g_param_spec_uint ("latency", "Latency",
          "Time that packets wait for late ones, in the jitter buffer (ms)", 0,
          60000, DEFAULT_LATENCY, always));
  g_object_class_install_property (klass, PROP_CAPS,
      g_param_spec_boxed ("caps", "Caps",
          "application/x-rtp caps of senders that do not tell theirs in the "
          "codec-config extension",
          GST_TYPE_CAPS, at_rest));
  g_object_class_install_property (klass, PROP_MAX_SOURCES,
      g_param_spec_uint ("max-sources", "Max sources",
          "Senders that get a pad; further ones are measured, not played", 1,
          10000, DEFAULT_MAX_SOURCES, at_rest));
  g_object_class_install_property (klass, PROP_SOURCE_TIMEOUT,
      g_param_spec_uint64 ("source-timeout", "Source timeout",
          "Silence after which a sender is taken to be gone (ns)", GST_SECOND,
          24 * 3600 * GST_SECOND, DEFAULT_SOURCE_TIMEOUT, always));
  g_object_class_install_property (klass, PROP_INTERVAL,
      g_param_spec_uint64 ("interval", "Interval",
          "Time between two messages, and two RTCP reports, of a sender (ns)",
          10 * GST_MSECOND, 3600 * GST_SECOND, DEFAULT_INTERVAL, always));
  g_object_class_install_property (klass, PROP_STATS,
      g_param_spec_boxed ("stats", "Statistics", "The stats of qosstats",
          GST_TYPE_STRUCTURE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
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
      "Receives AAC as RTP from any number of senders and measures them",
      "The gst-qosaudio authors");
}
