/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosudp.h"

#include <gst/net/gstnetaddressmeta.h>

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS_ANY);

struct _GstQosUdpSink
{
  GstBaseSink parent;

  /* set once before READY */
  GstQosUdp *udp;
  gint wait_ms;
  GstQosUdpNotSent not_sent; /* (nullable) */
  GstElement *part;

  /* state change only, while nothing is sent */
  GSocketAddress *to; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (GstQosUdpSink, gst_qos_udp_sink, GST_TYPE_BASE_SINK)

static GstFlowReturn
gst_qos_udp_sink_render (GstBaseSink *base, GstBuffer *buffer)
{
  GstQosUdpSink *self = GST_QOS_UDP_SINK (base);
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);
  GSocketAddress *to = meta ? meta->addr : self->to;

  if ((!to ||
          !gst_qos_udp_send_buffer (self->udp, to, buffer, self->wait_ms)) &&
      self->not_sent)
    self->not_sent (self->part);
  return GST_FLOW_OK;
}

static void
gst_qos_udp_sink_finalize (GObject *object)
{
  g_clear_object (&GST_QOS_UDP_SINK (object)->to);
  G_OBJECT_CLASS (gst_qos_udp_sink_parent_class)->finalize (object);
}

static void
gst_qos_udp_sink_init (GstQosUdpSink *self)
{
  gst_base_sink_set_sync (GST_BASE_SINK_CAST (self), FALSE);
  gst_base_sink_set_async_enabled (GST_BASE_SINK_CAST (self), FALSE);
}

static void
gst_qos_udp_sink_class_init (GstQosUdpSinkClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gst_qos_udp_sink_finalize;
  GST_BASE_SINK_CLASS (klass)->render = gst_qos_udp_sink_render;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_set_static_metadata (element_class, "UDP out",
      "Sink/Network", "Sends packets, and counts those that can't be sent",
      "The gst-qosaudio authors");
}

GstElement *
gst_qos_udp_sink_new (const gchar *name, GstQosUdp *udp, gint wait_ms,
    GstQosUdpNotSent not_sent, GstElement *part)
{
  GstQosUdpSink *self =
      g_object_new (GST_TYPE_QOS_UDP_SINK, "name", name, NULL);

  self->udp = udp;
  self->wait_ms = wait_ms;
  self->not_sent = not_sent;
  self->part = part;
  return GST_ELEMENT_CAST (self);
}

void
gst_qos_udp_sink_set_address (GstQosUdpSink *self, GSocketAddress *to)
{
  g_set_object (&self->to, to);
}
