/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/**
 * SECTION:element-qossink
 * @title: qossink
 *
 * Sends encoded AAC over UDP to qos://HOST:PORT, from one socket with RTCP
 * muxed (RFC 5761), and posts `qospay` messages: what was sent, and what the
 * far end reports of it. It may start before its receiver is there.
 *
 *     sink ─▶ clocksync ─▶ qospay ─▶ UDP out ──┐
 *                           ▲  └─RTCP▶ UDP out ─┤ one socket
 *                           └──RTCP── UDP in ◀──┘
 *
 * Input that is not live is sent in real time.
 *
 * |[
 * gst-launch-1.0 -m autoaudiosrc ! audioconvert ! avenc_aac ! qossink uri=qos://127.0.0.1:5004
 * ]|
 *
 * A multicast group is an address too: all who listen to it report, the more
 * the less often each. Not supported: several addresses, other codecs than AAC.
 */
#include "config.h"

#include "qos-rtp.h"
#include "gstqosbins.h"
#include "gstqosclocksync.h"
#include "gstqospay.h"
#include "gstqossocket.h"
#include "gstqosudp.h"
#include "gstqosuri.h"

GST_DEBUG_CATEGORY_STATIC (qos_sink_debug);
#define GST_CAT_DEFAULT qos_sink_debug

enum
{
  PROP_0,
  PROP_URI,
  PROP_HOST,
  PROP_PORT,
  PROP_DSCP,
  PROP_TTL,
  PROP_LOOP,
  PROP_MULTICAST_INTERFACE,
  PROP_SYNC,
  PROP_INTERVAL,
  PROP_MAX_PTIME,
  PROP_MTU,
  PROP_SSRC,
  PROP_CLOCK_SYNC,
  PROP_CLOCK_SYNC_ERROR,
  PROP_CAPS,
  PROP_STATS,
};

#define DEFAULT_HOST "127.0.0.1"
#define DEFAULT_DSCP -1
#define DEFAULT_TTL -1
#define DEFAULT_LOOP TRUE
#define DEFAULT_SYNC TRUE
#define DEFAULT_INTERVAL (500 * GST_MSECOND)
#define DEFAULT_MAX_PTIME -1
#define DEFAULT_MTU 1400
#define DEFAULT_SSRC G_MAXUINT32 /* random, as in every RTP payloader */

/* A packet waits this long where more comes than the network takes. */
#define WAIT_MS 20

static GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS,
        GST_STATIC_CAPS ("audio/mpeg, mpegversion=(int)4, "
                         "stream-format=(string)raw"));

struct _GstQosSink
{
  GstBin parent;

  /* set once before READY; owned by the bin */
  GstElement *pacer; /* (nullable): its plugin may be missing */
  GstElement *pay;
  GstElement *rtp_sink;
  GstElement *rtcp_sink;
  GstElement *rtcp_src;
  GstQosUdp net;

  /* state change only */
  GSocketAddress *address;

  /* under OBJECT_LOCK */
  gchar *host;
  gint port;
  gint dscp;
  gint ttl;
  gboolean loop;
  gchar *interface; /* for multicast, (nullable) */
  gboolean sync;
};

static void uri_handler_init (gpointer iface, gpointer data);

G_DEFINE_FINAL_TYPE_WITH_CODE (GstQosSink, gst_qos_sink, GST_TYPE_BIN,
    G_IMPLEMENT_INTERFACE (GST_TYPE_URI_HANDLER, uri_handler_init))
GST_ELEMENT_REGISTER_DEFINE (qossink, "qossink", GST_RANK_PRIMARY,
    GST_TYPE_QOS_SINK)

/* Live input comes at its own pace: to hold it would only add delay. */
static GstPadProbeReturn
set_pace (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  GstQosSink *self = user;
  GstQuery *query = gst_query_new_latency ();
  gboolean is_live = FALSE, sync;

  if (gst_pad_peer_query (pad, query))
    gst_query_parse_latency (query, &is_live, NULL, NULL);
  gst_query_unref (query);
  GST_OBJECT_LOCK (self);
  sync = self->sync && !is_live;
  GST_OBJECT_UNLOCK (self);
  GST_INFO_OBJECT (self, "%s input, %s", is_live ? "live" : "stored",
      sync ? "paced by the clock" : "sent as it comes");
  g_object_set (self->pacer, "sync", sync, NULL);
  return GST_PAD_PROBE_REMOVE;
}

static gboolean
open_socket (GstQosSink *self)
{
  GstElement *element = GST_ELEMENT_CAST (self);
  GstQosSocketOptions options;
  GSocket *socket = NULL;
  gchar *host, *interface;
  gint port;

  GST_OBJECT_LOCK (self);
  host = g_strdup (self->host);
  interface = g_strdup (self->interface);
  port = self->port;
  options.dscp = self->dscp;
  options.ttl = self->ttl;
  options.loop = self->loop;
  GST_OBJECT_UNLOCK (self);
  options.interface = interface;

  self->address = gst_qos_socket_resolve (element, host, (guint16) port);
  g_free (host);
  if (self->address)
    socket = gst_qos_socket_open_sender (element, self->address, &options);
  g_free (interface);
  if (!socket)
    return FALSE;
  gst_qos_udp_open (&self->net, socket);
  gst_qos_pay_set_overhead (GST_QOS_PAY (self->pay),
      self->net.is_ipv6 ? QOS_OVERHEAD_IPV6 : QOS_OVERHEAD_IPV4);
  gst_qos_pay_set_destination (GST_QOS_PAY (self->pay), self->address);
  gst_qos_udp_sink_set_address (GST_QOS_UDP_SINK (self->rtp_sink),
      self->address);
  gst_qos_udp_sink_set_address (GST_QOS_UDP_SINK (self->rtcp_sink),
      self->address);
  return TRUE;
}

static void
close_socket (GstQosSink *self)
{
  gst_qos_udp_close (&self->net);
  g_clear_object (&self->address);
}

/* When the bin stops, its sinks stop first: the BYE goes past them. */
static void
send_bye (GstQosSink *self)
{
  GstBuffer *bye = gst_qos_pay_create_bye (GST_QOS_PAY (self->pay));

  if (!bye)
    return;
  gst_qos_udp_send_buffer (&self->net, self->address, bye, 0);
  gst_buffer_unref (bye);
}

static void
start_pacing (GstQosSink *self)
{
  GstPad *pad = gst_element_get_static_pad (self->pacer, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, set_pace, self, NULL);
  gst_object_unref (pad);
}

static gboolean
check_parts (GstQosSink *self)
{
  return gst_qos_bin_has (self, self->pacer, "clocksync", "plugins-base");
}

static GstStateChangeReturn
change_state (GstElement *element, GstStateChange transition)
{
  GstQosSink *self = GST_QOS_SINK (element);
  GstStateChangeReturn ret;

  switch (transition) {
    case GST_STATE_CHANGE_NULL_TO_READY:
      if (!gst_qos_uri_is_usable (element) || !check_parts (self) ||
          !open_socket (self)) {
        close_socket (self);
        return GST_STATE_CHANGE_FAILURE;
      }
      gst_qos_socket_tell_name (element, "qossink", self->pay);
      break;
    case GST_STATE_CHANGE_READY_TO_PAUSED:
      start_pacing (self);
      break;
    case GST_STATE_CHANGE_PAUSED_TO_READY:
      send_bye (self);
      break;
    default:
      break;
  }
  ret = GST_ELEMENT_CLASS (gst_qos_sink_parent_class)
            ->change_state (element, transition);
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
  return GST_URI_SINK;
}

static gchar *
get_uri (GstURIHandler *handler)
{
  return gst_qos_uri_of (G_OBJECT (handler));
}

static gboolean
set_uri (GstURIHandler *handler, const gchar *uri, GError **error)
{
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

/* text: (transfer none) (nullable): fallback then. */
static void
replace_text (gchar **text, const gchar *with, const gchar *fallback)
{
  g_free (*text);
  *text = g_strdup (with ? with : fallback);
}

static void
set_own (GstQosSink *self, guint id, const GValue *value)
{
  GST_OBJECT_LOCK (self);
  if (id == PROP_HOST)
    replace_text (&self->host, g_value_get_string (value), DEFAULT_HOST);
  else if (id == PROP_MULTICAST_INTERFACE)
    replace_text (&self->interface, g_value_get_string (value), NULL);
  else if (id == PROP_PORT)
    self->port = g_value_get_int (value);
  else if (id == PROP_DSCP)
    self->dscp = g_value_get_int (value);
  else if (id == PROP_TTL)
    self->ttl = g_value_get_int (value);
  else if (id == PROP_LOOP)
    self->loop = g_value_get_boolean (value);
  else
    self->sync = g_value_get_boolean (value);
  GST_OBJECT_UNLOCK (self);
}

static void
gst_qos_sink_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *spec)
{
  GstQosSink *self = GST_QOS_SINK (object);

  switch (id) {
    case PROP_URI:
      gst_qos_bin_set_uri (self, g_value_get_string (value));
      break;
    case PROP_HOST:
    case PROP_MULTICAST_INTERFACE:
    case PROP_PORT:
    case PROP_DSCP:
    case PROP_TTL:
    case PROP_LOOP:
    case PROP_SYNC:
      set_own (self, id, value);
      break;
    case PROP_INTERVAL:
    case PROP_MAX_PTIME:
    case PROP_MTU:
    case PROP_SSRC:
    case PROP_CLOCK_SYNC:
    case PROP_CLOCK_SYNC_ERROR:
      g_object_set_property (G_OBJECT (self->pay), spec->name, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
get_own (GstQosSink *self, guint id, GValue *value)
{
  GST_OBJECT_LOCK (self);
  if (id == PROP_HOST)
    g_value_set_string (value, self->host);
  else if (id == PROP_MULTICAST_INTERFACE)
    g_value_set_string (value, self->interface);
  else if (id == PROP_PORT)
    g_value_set_int (value, self->port);
  else if (id == PROP_DSCP)
    g_value_set_int (value, self->dscp);
  else if (id == PROP_TTL)
    g_value_set_int (value, self->ttl);
  else if (id == PROP_LOOP)
    g_value_set_boolean (value, self->loop);
  else
    g_value_set_boolean (value, self->sync);
  GST_OBJECT_UNLOCK (self);
}

static void
gst_qos_sink_get_property (GObject *object, guint id, GValue *value,
    GParamSpec *spec)
{
  GstQosSink *self = GST_QOS_SINK (object);

  switch (id) {
    case PROP_URI:
      g_value_take_string (value, gst_qos_uri_of (object));
      break;
    case PROP_HOST:
    case PROP_MULTICAST_INTERFACE:
    case PROP_PORT:
    case PROP_DSCP:
    case PROP_TTL:
    case PROP_LOOP:
    case PROP_SYNC:
      get_own (self, id, value);
      break;
    case PROP_CAPS:
      g_object_get_property (G_OBJECT (GST_RTP_BASE_PAYLOAD_SRCPAD (self->pay)),
          "caps", value);
      break;
    case PROP_INTERVAL:
    case PROP_MAX_PTIME:
    case PROP_MTU:
    case PROP_SSRC:
    case PROP_CLOCK_SYNC:
    case PROP_CLOCK_SYNC_ERROR:
    case PROP_STATS:
      g_object_get_property (G_OBJECT (self->pay), spec->name, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  }
}

static void
gst_qos_sink_finalize (GObject *object)
{
  GstQosSink *self = GST_QOS_SINK (object);

  gst_qos_udp_clear (&self->net);
  g_free (self->interface);
  g_free (self->host);
  G_OBJECT_CLASS (gst_qos_sink_parent_class)->finalize (object);
}

static void
build (GstQosSink *self)
{
  self->pacer = gst_qos_bin_make (self, "clocksync", "pacer");
  self->pay =
      GST_ELEMENT_CAST (g_object_new (GST_TYPE_QOS_PAY, "name", "pay", NULL));
  gst_qos_pay_watch_sending (GST_QOS_PAY (self->pay));
  gst_qos_udp_init (&self->net, GST_ELEMENT_CAST (self));
  self->rtp_sink = gst_qos_udp_sink_new ("rtp-sink", &self->net, WAIT_MS,
      gst_qos_pay_count_not_sent, self->pay);
  self->rtcp_sink =
      gst_qos_udp_sink_new ("rtcp-sink", &self->net, 0, NULL, NULL);
  self->rtcp_src = gst_qos_udp_src_new ("rtcp-src", &self->net);
  gst_bin_add_many (GST_BIN_CAST (self), self->pay, self->rtp_sink,
      self->rtcp_sink, self->rtcp_src, NULL);
  if (self->pacer)
    gst_element_link (self->pacer, self->pay);
  gst_element_link_pads (self->pay, "src", self->rtp_sink, "sink");
  gst_element_link_pads (self->pay, "rtcp_src", self->rtcp_sink, "sink");
  gst_element_link_pads (self->rtcp_src, "src", self->pay, "rtcp_sink");
}

static void
gst_qos_sink_init (GstQosSink *self)
{
  GstPad *target, *pad;

  self->host = g_strdup (DEFAULT_HOST);
  self->port = GST_QOS_DEFAULT_PORT;
  self->dscp = DEFAULT_DSCP;
  self->ttl = DEFAULT_TTL;
  self->loop = DEFAULT_LOOP;
  self->sync = DEFAULT_SYNC;
  gst_bin_set_suppressed_flags (GST_BIN_CAST (self),
      GST_ELEMENT_FLAG_SOURCE | GST_ELEMENT_FLAG_SINK);
  GST_OBJECT_FLAG_SET (self, GST_ELEMENT_FLAG_SINK);
  build (self);

  target = gst_element_get_static_pad (self->pacer ? self->pacer : self->pay,
      "sink");
  pad = gst_ghost_pad_new_from_template ("sink", target,
      gst_static_pad_template_get (&sink_template));
  gst_element_add_pad (GST_ELEMENT_CAST (self), pad);
  gst_object_unref (target);
}

static void
install_address (GObjectClass *klass, GParamFlags at_rest)
{
  g_object_class_install_property (klass, PROP_URI,
      g_param_spec_string ("uri", "URI",
          "Where to send: qos://HOST:PORT?KEY=VALUE, keys are property names",
          "qos://127.0.0.1:5004", at_rest));
  g_object_class_install_property (klass, PROP_HOST,
      g_param_spec_string ("host", "Host", "Name or address of the receiver",
          DEFAULT_HOST, at_rest));
  g_object_class_install_property (klass, PROP_PORT,
      g_param_spec_int ("port", "Port", "UDP port of the receiver", 1,
          G_MAXUINT16, GST_QOS_DEFAULT_PORT, at_rest));
  g_object_class_install_property (klass, PROP_DSCP,
      g_param_spec_int ("dscp", "DSCP",
          "Differentiated services code point of all packets, 46 (EF) for "
          "voice (RFC 4594); -1 leaves the system's default",
          -1, 63, DEFAULT_DSCP, at_rest));
  g_object_class_install_property (klass, PROP_TTL,
      g_param_spec_int ("ttl", "TTL",
          "Routers that a packet may pass (time to live, hop limit), to a "
          "multicast group too; -1 leaves the system's default, as a rule 64, "
          "and 1 to a group",
          -1, 255, DEFAULT_TTL, at_rest));
  g_object_class_install_property (klass, PROP_LOOP,
      g_param_spec_boolean ("loop", "Loop",
          "Whether what goes to a multicast group can be received on this "
          "machine too",
          DEFAULT_LOOP, at_rest));
  g_object_class_install_property (klass, PROP_MULTICAST_INTERFACE,
      g_param_spec_string ("multicast-interface", "Multicast interface",
          "Network interface to send to a multicast group by, as eth0; the "
          "default leaves it to the system",
          NULL, at_rest));
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags at_rest =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY;
  const GParamFlags always =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING;

  install_address (klass, at_rest);
  g_object_class_install_property (klass, PROP_SYNC,
      g_param_spec_boolean ("sync", "Sync",
          "Send input that is not live in real time, not as fast as it comes",
          DEFAULT_SYNC, at_rest));
  g_object_class_install_property (klass, PROP_INTERVAL,
      g_param_spec_uint64 ("interval", "Interval",
          "Time between two messages, and two RTCP reports (ns)",
          10 * GST_MSECOND, 3600 * GST_SECOND, DEFAULT_INTERVAL, always));
  g_object_class_install_property (klass, PROP_MAX_PTIME,
      g_param_spec_int64 ("max-ptime", "Max packet time",
          "Most sound in one packet (ns); -1: one access unit", -1, G_MAXINT64,
          DEFAULT_MAX_PTIME, always));
  g_object_class_install_property (klass, PROP_MTU,
      g_param_spec_uint ("mtu", "MTU",
          "Largest RTP packet with its header extensions (bytes)", 28,
          G_MAXUINT16, DEFAULT_MTU, always));
  g_object_class_install_property (klass, PROP_SSRC,
      g_param_spec_uint ("ssrc", "SSRC",
          "Synchronisation source of the stream; the default takes a random "
          "one",
          0, G_MAXUINT32, DEFAULT_SSRC, at_rest));
  gst_qos_clock_sync_install (klass, PROP_CLOCK_SYNC, PROP_CLOCK_SYNC_ERROR);
  g_object_class_install_property (klass, PROP_CAPS,
      g_param_spec_boxed ("caps", "Caps",
          "What is sent, as application/x-rtp caps, for an SDP or a receiver "
          "that has to be told; NULL before the first packet",
          GST_TYPE_CAPS, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (klass, PROP_STATS,
      g_param_spec_boxed ("stats", "Statistics", "The stats of qospay",
          GST_TYPE_STRUCTURE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
gst_qos_sink_class_init (GstQosSinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  GST_DEBUG_CATEGORY_INIT (qos_sink_debug, "qossink", 0, "AAC over UDP, out");
  object_class->set_property = gst_qos_sink_set_property;
  object_class->get_property = gst_qos_sink_get_property;
  object_class->finalize = gst_qos_sink_finalize;
  install_properties (object_class);

  element_class->change_state = change_state;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_set_static_metadata (element_class,
      "Live AAC to UDP, measured", "Sink/Network/Audio",
      "Sends AAC as RTP from one socket and shows what the far end reports",
      "The gst-qosaudio authors");
}
