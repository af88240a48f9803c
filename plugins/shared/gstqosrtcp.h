/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP compounds between GstBuffers and the core: SR, RR, SDES and BYE by
 * GstRTCPBuffer, XR by the core (RFC 3550 6, RFC 3611). What is read came from
 * the network; a malformed compound is refused as a whole.
 */
#ifndef GST_QOS_RTCP_H
#define GST_QOS_RTCP_H

#include "qos-group.h"
#include "qos-sender.h"
#include "qos-source.h"
#include "qos-xr.h"
#include "gstqossdes.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/* A compound to write. */
typedef struct
{
  guint32 ssrc;    /* ours */
  gboolean has_sr; /* else a receiver report */
  guint64 ntp;     /* 32.32 */
  guint32 rtptime;
  guint32 packets;
  guint32 octets;
  const QosReportBlock *block; /* (nullable) */
  guint32 block_ssrc;          /* whom block is about */
  const GstQosSdes *sdes;
  gboolean with_name; /* the name too, not only the CNAME */
  const guint8 *xr;   /* whole packets of other types, as XR, or NULL */
  gsize xr_size;
  gboolean bye; /* not together with xr: BYE is the last packet */
} GstQosRtcp;

/* Returns: (transfer full): one buffer with the whole compound. */
GstBuffer *gst_qos_rtcp_write (const GstQosRtcp *rtcp);

/* Returns: the bytes of a receiver report with one block and SDES as
 * gst_qos_rtcp_write () makes it, without UDP and IP headers. */
gsize gst_qos_rtcp_size (const GstQosSdes *sdes, gboolean with_name);

/* Called for what a compound holds, in its order; each may be NULL. */
typedef struct
{
  void (*sender_report) (gpointer user, guint32 ssrc, guint64 ntp,
      guint32 rtptime);
  /* about_ssrc: whom the block is about */
  void (*report_block) (gpointer user, guint32 about_ssrc,
      const QosRemoteReport *report);
  /* cname, name: NULL where not given; not checked for UTF-8 */
  void (*sdes) (gpointer user, guint32 ssrc, const gchar *cname,
      const gchar *name);
  void (*bye) (gpointer user, guint32 ssrc);
  void (*xr) (gpointer user, const QosXr *xr);
  void (*group) (gpointer user, const QosGroupPacket *group);
} GstQosRtcpReader;

/* buffer: one that gst_qos_rtcp_read () refused. Returns: TRUE where it looks like
 * SRTCP (RFC 3711). */
gboolean gst_qos_rtcp_is_encrypted (GstBuffer *buffer);

/* Returns: FALSE when buffer is no RTCP or malformed; then nothing of it was
 * handed on. */
gboolean gst_qos_rtcp_read (GstBuffer *buffer, const GstQosRtcpReader *reader,
    gpointer user);

/* buffer: (transfer full): pushed on pad, behind stream-start, caps and segment
 * if it is the first. That nobody takes it is no error. */
void gst_qos_rtcp_push (GstPad *pad, GstBuffer *buffer);

/* Makes the request pad of template (rtcp_src or rtcp_sink) on element and
 * puts it into *src or *sink under the object lock. chain: of a sink pad. RTCP
 * has no part in the media's events, links and latency.
 * Returns: (transfer none) (nullable): NULL where its place is taken. */
GstPad *gst_qos_rtcp_request_pad (GstElement *element, GstPadTemplate *template,
    GstPad **src, GstPad **sink, GstPadChainFunction chain);

/* Takes pad out of *src or *sink, and off element. */
void gst_qos_rtcp_release_pad (GstElement *element, GstPad *pad, GstPad **src,
    GstPad **sink);

/* Returns: (transfer full): internal links of a media pad: other alone. */
GstIterator *gst_qos_rtcp_link_only (GstPad *other);

G_END_DECLS

#endif
