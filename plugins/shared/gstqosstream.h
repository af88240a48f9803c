/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The bounded table of the streams that qosstats measures. Not locked: the
 * element's object lock guards it.
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
  GstClockTime idle_until; /* nothing is due before */
  guint overhead;          /* UDP and IP header bytes of a packet */
  guint payload_type;      /* of its media */
  gboolean has_codec;
  gboolean has_format;
  QosMediaFormat format; /* of the payload type that was looked up last */
  guint32 frame_length;  /* samples of an AU, 0 = not known */
  QosCoding coding;      /* what that codec is rated as */
  QosSource source;
  GSocketAddress *address;      /* of the RTP, (nullable) */
  GSocketAddress *next_address; /* that may take its place, (nullable) */
  QosProof next_proof;          /* of the packets from there */
  GstClockTime next_arrival;    /* of the last of them */
  GSocketAddress *rtcp_address; /* of the last sender report, (nullable) */
  GstClockTime rtcp_arrival;    /* of that report */
  guint64 credit; /* bytes that came from there, less those sent */
  gchar address_text[GST_QOS_ADDRESS_SIZE];
  QosCodecConfig codec;
  guint8 codec_data[QOS_CODEC_SIZE_MAX]; /* as it came, to see a change */
  gsize codec_size;
  gint kind_of;       /* payload type whose format payload has, -1 before */
  QosPayload payload; /* what is checked in packets of that type */
  guint noticed;      /* bit n: GstQosNoticeKind n was posted */
  GstClockTime silent_from;  /* in qossrc: since when nothing of it is played */
  gint not_played;           /* GstQosNoticeKind that says why, -1 it is */
  GstClockTime foreign_from; /* start of the second that foreign counts in */
  guint foreign;             /* packets from other addresses */
  GstClockTime message_due;
  guint reports; /* receiver reports sent */
  guint index;   /* place in the list */
} GstQosStream;

/* What a user pays for each of max-sources. */
#define GST_QOS_STREAM_SIZE_MAX 9216
G_STATIC_ASSERT (sizeof (GstQosStream) <= GST_QOS_STREAM_SIZE_MAX);

typedef struct
{
  GHashTable *by_ssrc;
  GPtrArray *list;    /* owns the streams */
  GstQosStream *last; /* found last, (nullable) */
} GstQosStreams;

void gst_qos_streams_init (GstQosStreams *streams);
void gst_qos_streams_clear (GstQosStreams *streams);

/* Returns: (transfer none) (nullable). */
GstQosStream *gst_qos_streams_find (GstQosStreams *streams, guint32 ssrc);

/* ssrc is not in the table yet; interval: of its messages and reports.
 * Returns: (transfer none). */
GstQosStream *gst_qos_streams_add (GstQosStreams *streams, guint32 ssrc,
    GstClockTime interval, GstClockTime now);

/* Something may be due for any stream. */
void gst_qos_streams_look_soon (GstQosStreams *streams);

/* The last of the list takes the removed one's place. */
void gst_qos_streams_remove (GstQosStreams *streams, GstQosStream *stream);

/* A packet came for stream from address, (transfer none) (nullable). Returns:
 * TRUE when it is of the stream. A stream has one address: packets from others
 * are a stranger's, until it has been silent for QOS_SOURCE_SILENT_NS or said
 * BYE and another one has proved to be a sender; then it has moved there. */
gboolean gst_qos_stream_take_from (GstQosStream *stream,
    GSocketAddress *address, const QosRtpHeader *header, GstClockTime arrival);

/* RTCP about stream came from address, as above. Returns: TRUE when its sender
 * may have sent it: it is from the address of the RTP, or from the same host where
 * no RTCP came from there. */
gboolean gst_qos_stream_take_rtcp_from (GstQosStream *stream,
    GSocketAddress *address, GstClockTime arrival);

/* What SDES says of its sender; NULL: nothing new. */
void gst_qos_stream_set_names (GstQosStream *stream, const gchar *cname,
    const gchar *name);

/* kind: (nullable): the format of payload_type, by other means than the
 * codec-config; NULL where it is not known. */
void gst_qos_stream_set_kind (GstQosStream *stream, guint payload_type,
    const QosPayloadKind *kind);

/* data, size: the codec-config extension of a packet, whose payload type stream
 * has. Returns: TRUE when it is news. */
gboolean gst_qos_stream_set_codec (GstQosStream *stream, const guint8 *data,
    gsize size);

/* What is known of a static payload type (RFC 3551 6); no clock rate of others
 * and of comfort noise. */
QosMediaFormat gst_qos_stream_static_format (guint payload_type);

/* Is there no sound in a payload of that size? An access unit of AAC has a few
 * bytes then. */
gboolean gst_qos_stream_is_silent (const GstQosStream *stream, gsize size,
    guint32 duration_ticks);

/* Returns: RTP ticks of sound in a packet of a stream that told its codec; 0
 * where it is not known. */
guint32 gst_qos_stream_duration (const GstQosStream *stream,
    const guint8 *payload, gsize size);

G_END_DECLS

#endif
