/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP compounds to send (RFC 3550 6). The core reads what is received.
 */
#pragma once

#include "qos-source.h"
#include "gstqossdes.h"

#include <gst/gst.h>

/* A compound to write. */
typedef struct
{
  guint32 ssrc;    /* ours */
  gboolean has_sr; /* otherwise a receiver report */
  guint64 ntp;     /* 32.32 */
  guint32 rtptime;
  guint32 packets;
  guint32 octets;
  const QosReportBlock *block; /* (nullable) */
  guint32 block_ssrc;          /* the sender that block is about */
  const GstQosSdes *sdes;
  gboolean with_name; /* include the name, not only the CNAME */
  const guint8 *xr;   /* whole packets of other types, such as XR, or NULL */
  gsize xr_size;
  gboolean bye; /* not together with xr: BYE must be the last packet */
} GstQosRtcp;

/* Returns: (transfer full): one buffer with the whole compound. */
GstBuffer *gst_qos_rtcp_write (const GstQosRtcp *rtcp);

/* Returns: the size of a receiver report with one block and SDES as written by
 * gst_qos_rtcp_write (), without UDP and IP headers. */
gsize gst_qos_rtcp_size (const GstQosSdes *sdes, gboolean with_name);

/* buffer: (transfer full): pushed on pad, after stream-start, caps and segment
 * if it is the first. It is not an error if the pad is not linked. */
void gst_qos_rtcp_push (GstPad *pad, GstBuffer *buffer);
