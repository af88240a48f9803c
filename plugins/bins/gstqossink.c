/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

/**
 * SECTION:element-qossink
 * @title: qossink
 *
 * Sends encoded AAC over UDP to qos://HOST:PORT, from one socket with RTCP
 * muxed (RFC 5761), and posts `qospay` messages: what was sent, and what the
 * other end reports about it. It may start before its receiver.
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
 * A multicast group is an address too: all its receivers report, less often the
 * more there are. Not supported: several addresses, other codecs than AAC.
 */
#include "gstqossink.h"

#include "qos-rtp.h"
#include "gstqosfield.h"
#include "gstqospay.h"

GST_DEBUG_CATEGORY_STATIC (qos_sink_debug);
#define GST_CAT_DEFAULT qos_sink_debug

enum
{
  PROP_CAPS = GST_QOS_BIN_PROP_OWN,
};

/* Maximum time that a packet waits for a full socket. */
#define WAIT_MS 20

static GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS,
        GST_STATIC_CAPS ("audio/mpeg, mpegversion=(int)4, "
                         "stream-format=(string)raw"));

G_DEFINE_FINAL_TYPE (GstQosSink, gst_qos_sink, GST_TYPE_QOS_BIN)
GST_ELEMENT_REGISTER_DEFINE (qossink, "qossink", GST_RANK_PRIMARY,
    GST_TYPE_QOS_SINK)

/* Live input arrives at its own pace: delaying it would only add latency. */
static GstPadProbeReturn
gst_qos_sink_set_pace (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  GstQosSink *self = user;
  g_autoptr (GstQuery) query = gst_query_new_latency ();
  gboolean is_live = FALSE, sync;

  if (gst_pad_peer_query (pad, query))
    gst_query_parse_latency (query, &is_live, NULL, NULL);
  GST_OBJECT_LOCK (self);
  sync = self->sync && !is_live;
  GST_OBJECT_UNLOCK (self);
  GST_INFO_OBJECT (self, "%s input, %s", is_live ? "live" : "stored",
      sync ? "paced by the clock" : "sent as it comes");
  g_object_set (self->pacer, "sync", sync, NULL);
  return GST_PAD_PROBE_REMOVE;
}

static GSocket *
gst_qos_sink_open (GstQosBin *bin, GstQosSocketOptions *options)
{
  GstQosSink *self = GST_QOS_SINK (bin);
  GstQosPay *pay = GST_QOS_PAY (bin->meter);
  GSocket *socket;

  if (!gst_qos_bin_has (bin, "clocksync", "plugins-base"))
    return NULL;
  GST_OBJECT_LOCK (self);
  options->ttl = self->ttl;
  options->loop = self->loop;
  GST_OBJECT_UNLOCK (self);
  socket = gst_qos_socket_open_sender (GST_ELEMENT_CAST (self), bin->address,
      options);
  if (!socket)
    return NULL;
  gst_qos_pay_set_destination (pay, bin->address,
      g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6 ? QOS_OVERHEAD_IPV6
                                                           : QOS_OVERHEAD_IPV4);
  gst_qos_udp_sink_set_address (GST_QOS_UDP_SINK (self->rtp_sink),
      bin->address);
  gst_qos_udp_sink_set_address (GST_QOS_UDP_SINK (self->rtcp_sink),
      bin->address);
  return socket;
}

/* When the bin stops, its sinks stop first, so the BYE is sent through the
 * socket. */
static void
gst_qos_sink_send_bye (GstQosBin *bin)
{
  g_autoptr (GstBuffer) bye = gst_qos_pay_create_bye (GST_QOS_PAY (bin->meter));

  if (bye)
    gst_qos_udp_send_buffer (&bin->net, bin->address, bye, 0);
}

static void
gst_qos_sink_start_pacing (GstQosSink *self)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->pacer, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, gst_qos_sink_set_pace,
      self, NULL);
}

static GstStateChangeReturn
gst_qos_sink_change_state (GstElement *element, GstStateChange transition)
{
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    gst_qos_sink_start_pacing (GST_QOS_SINK (element));
  else if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    gst_qos_sink_send_bye (GST_QOS_BIN (element));
  return GST_ELEMENT_CLASS (gst_qos_sink_parent_class)
      ->change_state (element, transition);
}

/* Properties */

static void
gst_qos_sink_get_property (GObject *object, guint id, GValue *value,
    GParamSpec *spec)
{
  GstQosBin *bin = GST_QOS_BIN (object);

  if (id == PROP_CAPS)
    g_object_get_property (G_OBJECT (GST_RTP_BASE_PAYLOAD_SRCPAD (bin->meter)),
        "caps", value);
  else
    G_OBJECT_CLASS (gst_qos_sink_parent_class)
        ->get_property (object, id, value, spec);
}

static void
gst_qos_sink_build (GstQosSink *self)
{
  GstQosBin *bin = GST_QOS_BIN (self);
  GstElement *pay =
      GST_ELEMENT_CAST (g_object_new (GST_TYPE_QOS_PAY, "name", "pay", NULL));
  GstElement *rtcp_src = gst_qos_udp_src_new ("rtcp-src", &bin->net);

  bin->meter = pay;
  self->pacer = gst_element_factory_make ("clocksync", "pacer");
  gst_qos_pay_watch_sending (GST_QOS_PAY (pay));
  self->rtp_sink = gst_qos_udp_sink_new ("rtp-sink", &bin->net, WAIT_MS,
      gst_qos_pay_count_not_sent, pay);
  self->rtcp_sink =
      gst_qos_udp_sink_new ("rtcp-sink", &bin->net, 0, NULL, NULL);
  gst_bin_add_many (GST_BIN_CAST (self), pay, self->rtp_sink, self->rtcp_sink,
      rtcp_src, self->pacer, NULL);
  if (self->pacer)
    gst_element_link (self->pacer, pay);
  gst_element_link_pads (pay, "src", self->rtp_sink, "sink");
  gst_element_link_pads (pay, "rtcp_src", self->rtcp_sink, "sink");
  gst_element_link_pads (rtcp_src, "src", pay, "rtcp_sink");
}

static void
gst_qos_sink_init (GstQosSink *self)
{
  GstQosBin *bin = GST_QOS_BIN (self);
  g_autoptr (GstPad) target = NULL;

  GST_OBJECT_FLAG_SET (self, GST_ELEMENT_FLAG_SINK);
  gst_qos_sink_build (self);

  target = gst_element_get_static_pad (self->pacer ? self->pacer : bin->meter,
      "sink");
  gst_element_add_pad (GST_ELEMENT_CAST (self),
      gst_ghost_pad_new_from_template ("sink", target,
          gst_static_pad_template_get (&sink_template)));
}

static const GstQosBinBlurbs blurbs = {
    .default_host = "127.0.0.1",
    .uri = "Where to send: qos://HOST:PORT?KEY=VALUE, keys are property names",
    .host = "Name or address of the receiver",
    .port = "UDP port of the receiver",
    .dscp = "Differentiated services code point of all packets, 46 (EF) for "
            "voice (RFC 4594); -1: system default",
    .interface = "Network interface for sending to a multicast group, such as "
                 "eth0; default: chosen by the system",
};

static void
gst_qos_sink_install_forwarded (GstQosBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  gst_qos_bin_forward (klass, GST_TYPE_QOS_PAY, "interval", NULL);
  gst_qos_bin_forward (klass, GST_TYPE_QOS_PAY, "clock-sync", NULL);
  gst_qos_bin_forward (klass, GST_TYPE_QOS_PAY, "clock-sync-error", NULL);
  gst_qos_bin_forward (klass, GST_TYPE_QOS_PAY, "stats", "The stats of qospay");
  /* Properties of the base class, with other limits here. */
  g_object_class_install_property (object_class, GST_QOS_BIN_PROP_FORWARDED,
      g_param_spec_int64 ("max-ptime", "Max packet time",
          "Maximum duration of the audio in one packet (ns); -1: one access "
          "unit",
          -1, G_MAXINT64, -1, GST_QOS_BIN_ALWAYS));
  g_object_class_install_property (object_class, GST_QOS_BIN_PROP_FORWARDED,
      g_param_spec_uint ("mtu", "MTU",
          "Largest RTP packet with its header extensions (bytes)", 28,
          G_MAXUINT16, 1400, GST_QOS_BIN_ALWAYS));
  g_object_class_install_property (object_class, GST_QOS_BIN_PROP_FORWARDED,
      g_param_spec_uint ("ssrc", "SSRC",
          "Synchronisation source of the stream; default: random", 0,
          G_MAXUINT32, G_MAXUINT32, GST_QOS_BIN_AT_REST));
}

#define FIELD(name) GST_QOS_BIN_PROP_FIELD, G_STRUCT_OFFSET (GstQosSink, name)

static void
gst_qos_sink_install_own (GObjectClass *klass)
{
  gst_qos_field_install (klass, FIELD (ttl),
      g_param_spec_int ("ttl", "TTL",
          "Maximum number of routers that a packet may pass (time to live, hop "
          "limit), also for multicast; -1: system default, usually 64, and 1 "
          "for multicast",
          -1, 255, -1, GST_QOS_BIN_AT_REST));
  gst_qos_field_install (klass, FIELD (loop),
      g_param_spec_boolean ("loop", "Loop",
          "Whether packets sent to a multicast group are also received on this "
          "machine",
          TRUE, GST_QOS_BIN_AT_REST));
  gst_qos_field_install (klass, FIELD (sync),
      g_param_spec_boolean ("sync", "Sync",
          "Send input that is not live in real time, instead of as fast as it "
          "arrives",
          TRUE, GST_QOS_BIN_AT_REST));
  g_object_class_install_property (klass, PROP_CAPS,
      g_param_spec_boxed ("caps", "Caps",
          "The stream as application/x-rtp caps, for an SDP or a receiver that "
          "needs them; NULL before the first packet",
          GST_TYPE_CAPS, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
gst_qos_sink_class_init (GstQosSinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstQosBinClass *bin_class = (GstQosBinClass *) klass;

  GST_DEBUG_CATEGORY_INIT (qos_sink_debug, "qossink", 0, "AAC over UDP, out");
  bin_class->uri_type = GST_URI_SINK;
  bin_class->open = gst_qos_sink_open;
  /* GObject does not inherit it. */
  object_class->set_property =
      G_OBJECT_CLASS (gst_qos_sink_parent_class)->set_property;
  object_class->get_property = gst_qos_sink_get_property;
  gst_qos_bin_install_address (bin_class, &blurbs);
  gst_qos_sink_install_forwarded (bin_class);
  gst_qos_sink_install_own (object_class);

  element_class->change_state = gst_qos_sink_change_state;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_set_static_metadata (element_class,
      "Live AAC to UDP, measured", "Sink/Network/Audio",
      "Sends AAC as RTP from one socket and shows what receivers report",
      "The gst-qosaudio authors");
}
