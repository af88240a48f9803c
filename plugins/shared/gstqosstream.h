/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The bounded table of the streams that qosstats measures. Not locked: the
 * caller holds the element's object lock.
 */
#pragma once

#include "qos-proof.h"
#include "qos-rtp.h"
#include "qos-source.h"

#include <gio/gio.h>
#include <gst/gst.h>

#define GST_QOS_ADDRESS_SIZE 80 /* [IPv6%scope]:port */

typedef struct
{
  /* used for each packet: one cache line */
  GstClockTime idle_until; /* nothing is due before this */
  QosSource *source;       /* in the same block of memory */
  GSocketAddress *address; /* of the RTP, (nullable) */
  guint64 credit; /* bytes received from there minus bytes sent there */
  guint overhead; /* bytes of UDP and IP headers of a packet */

  GSocketAddress *next_address; /* an address that may replace it, (nullable) */
  QosProof next_proof;          /* proof of the packets from there */
  GstClockTime next_arrival;    /* arrival of the last of them */
  GSocketAddress *rtcp_address; /* of the last sender report, (nullable) */
  GstClockTime rtcp_arrival;    /* arrival of that report */
  gchar address_text[GST_QOS_ADDRESS_SIZE];
  guint noticed;             /* bit n: GstQosNoticeKind n was posted */
  GstClockTime silent_from;  /* in qossrc: since when none of it is played */
  gint not_played;           /* GstQosNoticeKind that says why, -1: it is
                              * played */
  GstClockTime foreign_from; /* start of the second that foreign counts */
  guint foreign;             /* packets from other addresses */
  GstClockTime message_due;
  guint reports; /* receiver reports sent */
  guint index;   /* index in the list */
} GstQosStream;

/* The memory used for each of max-sources. */
#define GST_QOS_STREAM_SIZE_MAX 10240
G_STATIC_ASSERT (
    sizeof (GstQosStream) + QOS_SOURCE_SIZE_MAX <= GST_QOS_STREAM_SIZE_MAX);

typedef struct
{
  GHashTable *by_ssrc;
  GPtrArray *list;    /* owns the streams */
  GstQosStream *last; /* last one found, (nullable) */
} GstQosStreams;

void gst_qos_streams_init (GstQosStreams *streams);
void gst_qos_streams_clear (GstQosStreams *streams);

/* Returns: (transfer none) (nullable). */
GstQosStream *gst_qos_streams_find (GstQosStreams *streams, guint32 ssrc);

/* ssrc must not be in the table yet; interval: between its messages and
 * reports. Returns: (transfer none). */
GstQosStream *gst_qos_streams_add (GstQosStreams *streams, guint32 ssrc,
    GstClockTime interval, GstClockTime now);

/* Something may be due for any stream, so look at all of them. */
void gst_qos_streams_wake (GstQosStreams *streams);

/* The last stream of the list takes the place of the removed one. */
void gst_qos_streams_remove (GstQosStreams *streams, GstQosStream *stream);

/* A packet arrived for stream from address, (transfer none) (nullable).
 * Returns: TRUE if it belongs to the stream. A stream has one address: packets
 * from others are foreign, until it has been silent for QOS_SOURCE_SILENT_NS or
 * sent BYE, and another address has proved to be a sender; then the stream
 * moves there. Before two packets from the first one, two from another do. */
gboolean gst_qos_stream_accepts (GstQosStream *stream, GSocketAddress *address,
    const QosRtpHeader *header, GstClockTime arrival);

/* RTCP about stream arrived from address, as above. Returns: TRUE if it can be
 * from its sender: from the address of the RTP, or from the same host if no
 * RTCP has come from that address. */
gboolean gst_qos_stream_accepts_rtcp (GstQosStream *stream,
    GSocketAddress *address, GstClockTime arrival);
