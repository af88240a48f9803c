/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The bounded table of the streams that qosstats measures. Not locked: the
 * caller holds the element's object lock.
 */
#ifndef GST_QOS_STREAM_H
#define GST_QOS_STREAM_H

#include "qos-codec.h"
#include "qos-proof.h"
#include "qos-rtp.h"
#include "qos-source.h"

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

#define GST_QOS_ADDRESS_SIZE 80 /* [IPv6%scope]:port */

typedef struct
{
  GstClockTime idle_until; /* nothing is due before this */
  guint overhead;          /* bytes of UDP and IP headers of a packet */
  guint payload_type;      /* of the media */
  gboolean has_codec;
  gboolean has_format;
  QosMediaFormat format; /* of the payload type looked up last */
  guint32 frame_length;  /* samples of an AU, 0 = unknown */
  QosCoding coding;      /* how that codec is rated */
  QosSource source;
  GSocketAddress *address;      /* of the RTP, (nullable) */
  GSocketAddress *next_address; /* an address that may replace it, (nullable) */
  QosProof next_proof;          /* proof of the packets from there */
  GstClockTime next_arrival;    /* arrival of the last of them */
  GSocketAddress *rtcp_address; /* of the last sender report, (nullable) */
  GstClockTime rtcp_arrival;    /* arrival of that report */
  guint64 credit; /* bytes received from there minus bytes sent there */
  gchar address_text[GST_QOS_ADDRESS_SIZE];
  QosCodecConfig codec;
  guint8 codec_data[QOS_CODEC_SIZE_MAX]; /* as received, to detect changes */
  gsize codec_size;
  gint kind_of;       /* payload type whose format payload has, -1 if none */
  QosPayload payload; /* checks packets of that type */
  guint noticed;      /* bit n: GstQosNoticeKind n was posted */
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
G_STATIC_ASSERT (sizeof (GstQosStream) <= GST_QOS_STREAM_SIZE_MAX);

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
void gst_qos_streams_look_soon (GstQosStreams *streams);

/* The last stream of the list takes the place of the removed one. */
void gst_qos_streams_remove (GstQosStreams *streams, GstQosStream *stream);

/* A packet arrived for stream from address, (transfer none) (nullable).
 * Returns: TRUE if it belongs to the stream. A stream has one address: packets
 * from others are foreign, until it has been silent for QOS_SOURCE_SILENT_NS or
 * sent BYE, and another address has proved to be a sender; then the stream
 * moves there. Before two packets from the first one, two from another do. */
gboolean gst_qos_stream_take_from (GstQosStream *stream,
    GSocketAddress *address, const QosRtpHeader *header, GstClockTime arrival);

/* RTCP about stream arrived from address, as above. Returns: TRUE if it can be
 * from its sender: from the address of the RTP, or from the same host if no
 * RTCP has come from that address. */
gboolean gst_qos_stream_take_rtcp_from (GstQosStream *stream,
    GSocketAddress *address, GstClockTime arrival);

/* The names of its sender, from SDES; NULL: unchanged. */
void gst_qos_stream_set_names (GstQosStream *stream, const gchar *cname,
    const gchar *name);

/* kind: (nullable): the format of payload_type from another source than the
 * codec-config; NULL if unknown. */
void gst_qos_stream_set_kind (GstQosStream *stream, guint payload_type,
    const QosPayloadKind *kind);

/* data, size: the codec-config extension of a packet that has the payload type
 * of stream. Returns: TRUE if it changed. */
gboolean gst_qos_stream_set_codec (GstQosStream *stream, const guint8 *data,
    gsize size);

/* The format of a static payload type (RFC 3551 6); without a clock rate for
 * others and for comfort noise. */
QosMediaFormat gst_qos_stream_static_format (guint payload_type);

/* Is a payload of that size without sound? An access unit of AAC then has a few
 * bytes. */
gboolean gst_qos_stream_is_silent (const GstQosStream *stream, gsize size,
    guint32 duration_ticks);

/* Returns: the duration of a packet in RTP ticks, if the stream announced its
 * codec; 0 if unknown. */
guint32 gst_qos_stream_duration (const GstQosStream *stream,
    const guint8 *payload, gsize size);

G_END_DECLS

#endif
