/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside the demultiplexer of qossrc: a sender, and the format of its packets.
 */
#ifndef GST_QOS_DEMUX_SENDER_H
#define GST_QOS_DEMUX_SENDER_H

#include "qos-codec.h"
#include "qos-payload.h"
#include "qos-rtp.h"
#include "gstqosdemux.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a sender's packets are. */
typedef struct
{
  GstCaps *caps; /* owned */
  guint payload_type;
  guint8 codec[QOS_CODEC_SIZE_MAX]; /* the codec-config that says so */
  gsize codec_size;                 /* 0: the caps given, or RFC 3551, do */
} GstQosDemuxFormat;

/* One sender, an atomic rc box. */
typedef struct
{
  /* streaming thread only */
  guint32 ssrc;
  GstQosDemuxFormat format;
  QosPayload payload;
  GSocketAddress *address; /* owned, (nullable) */
  GstClockTime seen;       /* its last packet */
  guint64 n_packets;
  gint64 pads_from; /* start of the time that pads are counted in */
  guint n_pads;

  /* under the element's OBJECT_LOCK */
  GstPad *pad; /* owned, (nullable) */
  guint serial;
  gboolean is_ending; /* its pad is to go: nothing more goes there */
  gboolean is_gone;   /* it is to be forgotten when its pad has gone */
  GstQosSilence why;  /* it is to go, or had no room */
} GstQosDemuxSender;

/* The codec-config of a packet, where it has a valid one. Returns: FALSE where
 * it has none. */
gboolean gst_qos_demux_format_read (const guint8 *data,
    const QosRtpHeader *header, GstQosDemuxFormat *format,
    QosCodecConfig *config);

/* The format of a packet that is not the sender's known one: by config where
 * format has a codec-config, else by given, (nullable), or its payload type.
 * Returns: FALSE where it is not known, or not played; else format owns caps. */
gboolean gst_qos_demux_format_find (GstCaps *given,
    const QosCodecConfig *config, GstQosDemuxFormat *format);

/* A packet without codec-config says nothing but its payload type. */
gboolean gst_qos_demux_format_is_known (const GstQosDemuxFormat *known,
    const GstQosDemuxFormat *of_packet);

/* format: (transfer full): its caps. */
void gst_qos_demux_sender_set_format (GstQosDemuxSender *sender,
    const GstQosDemuxFormat *format);

/* May it have one more pad now? */
gboolean gst_qos_demux_sender_is_due_a_pad (GstQosDemuxSender *sender);

/* Drops one reference. */
void gst_qos_demux_sender_unref (gpointer sender);

/* When a packet came. */
GstClockTime gst_qos_demux_arrival (GstBuffer *buffer);

/* Returns: (transfer none) (nullable): where a packet came from. */
GSocketAddress *gst_qos_demux_address (GstBuffer *buffer);

G_END_DECLS

#endif
