/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside the demultiplexer of qossrc: a sender, and the format of its packets.
 */
#pragma once

#include "qos-receive.h"
#include "gstqosnotice.h"

#include <gio/gio.h>
#include <gst/gst.h>

/* The format of a sender's packets. */
typedef struct
{
  GstCaps *caps;       /* owned */
  QosPayloadKind kind; /* of caps */
  guint payload_type;
  guint8 codec[QOS_CODEC_SIZE_MAX]; /* the codec-config that it comes from */
  gsize codec_size;                 /* 0: it comes from the given caps, or
                                     * RFC 3551 */
  QosCodecConfig config;            /* what codec says */
} GstQosDemuxFormat;

/* One sender, an atomic rc box. */
typedef struct
{
  /* streaming thread only */
  guint32 ssrc;
  GstQosDemuxFormat format;
  QosPayload payload;
  GSocketAddress *address; /* owned, (nullable) */
  GstClockTime seen;       /* time of its last packet */
  guint64 n_packets;
  gint64 pads_from; /* start of the time in which pads are counted */
  guint n_pads;

  /* under the element's OBJECT_LOCK */
  GstPad *pad; /* owned, (nullable) */
  guint serial;
  gboolean is_ending; /* its pad must be removed: nothing more is sent to it */
  gboolean is_removing; /* a thread removes its pad from the element */
  gboolean is_gone;     /* it will be forgotten when its pad has been removed */
  GstQosNoticeKind why; /* why it is ending, or had no place */
} GstQosDemuxSender;

/* The payload type of a packet, and its codec-config if it has a valid one.
 * Returns: FALSE if it has none. */
gboolean gst_qos_demux_format_read (const QosReceived *received,
    GstQosDemuxFormat *format);

/* Does a packet have another format than the known one? A packet without
 * codec-config has only a payload type. format: (out): of the packet if so, see
 * gst_qos_demux_format_read (). */
gboolean gst_qos_demux_format_differs (const GstQosDemuxFormat *known,
    const QosReceived *received, GstQosDemuxFormat *format);

/* Completes the format of a packet: from its codec-config if it has one,
 * otherwise from given, (nullable), or its payload type. Returns: FALSE if it
 * is unknown or not supported; otherwise format owns caps. */
gboolean gst_qos_demux_format_find (GstCaps *given, GstQosDemuxFormat *format);

/* format: (transfer full): only its caps. */
void gst_qos_demux_sender_set_format (GstQosDemuxSender *sender,
    const GstQosDemuxFormat *format);

/* Is the payload of a packet one of the sender's format? */
gboolean gst_qos_demux_sender_accepts (GstQosDemuxSender *sender,
    GstBuffer *buffer, const QosReceived *received);

/* May it get another pad now? */
gboolean gst_qos_demux_sender_is_due_a_pad (GstQosDemuxSender *sender);

/* Drops one reference. */
void gst_qos_demux_sender_unref (gpointer sender);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GstQosDemuxSender, gst_qos_demux_sender_unref)

/* The arrival time of a packet. */
GstClockTime gst_qos_demux_arrival (GstBuffer *buffer);

/* Returns: (transfer none) (nullable): the sender's address of a packet. */
GSocketAddress *gst_qos_demux_address (GstBuffer *buffer);
