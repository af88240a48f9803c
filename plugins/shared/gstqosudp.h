/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The one UDP socket of qossink or qossrc, and the two elements inside them
 * that use it. Neither ever posts an error or ends a stream: packets that
 * cannot be sent are counted and reported once per address (gstqosreach.h).
 */
#pragma once

#include "gstqosreach.h"

#include <gst/base/gstbasesink.h>
#include <gst/base/gstpushsrc.h>

typedef struct
{
  GstQosReach reach;

  /* changes only with the state, while nothing sends or receives */
  GSocket *socket; /* (nullable) */
  gint fd;
  gboolean is_ipv6;
} GstQosUdp;

/* bin: posts the messages; outlives udp. */
void gst_qos_udp_init (GstQosUdp *udp, GstElement *bin);
void gst_qos_udp_clear (GstQosUdp *udp);

/* socket: (transfer full): used from now on. */
void gst_qos_udp_open (GstQosUdp *udp, GSocket *socket);
void gst_qos_udp_close (GstQosUdp *udp);

/* Sends a buffer, (transfer none), with an RTP packet or an RTCP compound.
 * wait_ms: how long to wait while the socket is full, 0: not at all. From any
 * thread, without locks. Returns: FALSE if it was not sent. */
gboolean gst_qos_udp_send_buffer (GstQosUdp *udp, GSocketAddress *to,
    GstBuffer *buffer, gint wait_ms);

/* Reads the network's errors about packets sent before (ICMP). */
void gst_qos_udp_read_errors (GstQosUdp *udp);

#define GST_TYPE_QOS_UDP_SINK (gst_qos_udp_sink_get_type ())
G_DECLARE_FINAL_TYPE (GstQosUdpSink, gst_qos_udp_sink, GST, QOS_UDP_SINK,
    GstBaseSink)

/* A packet of the sink was not sent; called without locks. */
typedef void (*GstQosUdpNotSent) (GstElement *part);

/* wait_ms: see gst_qos_udp_send_buffer (). not_sent, (nullable), is called with
 * part, (transfer none). Returns: (transfer floating): sends each buffer to the
 * address of its GstNetAddressMeta, or without one to the address set. */
GstElement *gst_qos_udp_sink_new (const gchar *name, GstQosUdp *udp,
    gint wait_ms, GstQosUdpNotSent not_sent, GstElement *part);

/* to: (transfer none) (nullable). Call while nothing is sent. */
void gst_qos_udp_sink_set_address (GstQosUdpSink *sink, GSocketAddress *to);

#define GST_TYPE_QOS_UDP_SRC (gst_qos_udp_src_get_type ())
G_DECLARE_FINAL_TYPE (GstQosUdpSrc, gst_qos_udp_src, GST, QOS_UDP_SRC,
    GstPushSrc)

/* Returns: (transfer floating): a live source of the received packets, each
 * with the address of its sender, and with the running time of its arrival in
 * the kernel as DTS. Packets from before the base time have the absolute clock
 * time as DTS, as from udpsrc: see gstqosarrival.h. */
GstElement *gst_qos_udp_src_new (const gchar *name, GstQosUdp *udp);
