/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTCP compounds to send into elements and to inspect. They are read with the
 * functions of GStreamer, but written byte by byte, so that they can be wrong.
 */
#pragma once

#include "qos-xr.h"

#include <gst/gst.h>

typedef struct
{
  guint32 ssrc; /* the sender that the block is about */
  guint8 fraction_lost;
  gint32 packets_lost;
  guint32 highest;
  guint32 jitter;
  guint32 lsr;
  guint32 dlsr;
} RtcpBlock;

typedef struct
{
  guint32 ssrc; /* the receiver that is answered */
  guint32 lrr;
  guint32 dlrr;
} RtcpDlrr;

#define RTCP_MAX 8

/* The contents of a compound. */
typedef struct
{
  guint n_packets;
  guint types[RTCP_MAX];
  guint32 ssrc; /* of the report */
  guint64 ntp;  /* of a sender report */
  guint32 rtptime;
  guint32 packets;
  guint32 octets;
  guint n_blocks;
  RtcpBlock blocks[RTCP_MAX];
  guint32 sdes_ssrc;
  gchar cname[256]; /* "": none */
  gchar name[256];
  gboolean has_bye;
  guint32 bye_ssrc;
  guint32 xr_ssrc;
  gboolean has_rrtr;
  guint64 rrtr_ntp;
  guint n_dlrr;
  RtcpDlrr dlrr[RTCP_MAX];
  gboolean has_voip;
  QosXrVoip voip;
  gboolean has_summary;
  QosXrSummary summary;
  gboolean has_rle;
  guint32 rle_ssrc;
  guint16 rle_begin;
  guint16 rle_end;
  guint rle_chunks;
} Rtcp;

/* Reads buffer with GStreamer's own reader. Fails where it is not a valid
 * compound (RFC 3550 6.1). Keeps buffer. */
void rtcp_read (GstBuffer *buffer, Rtcp *rtcp);

/* RTCP packets that are appended to a compound. */
GByteArray *rtcp_new (void);
void rtcp_add_sr (GByteArray *to, guint32 ssrc, guint64 ntp);
void rtcp_add_rr (GByteArray *to, guint32 ssrc, const RtcpBlock *block);
void rtcp_add_sdes (GByteArray *to, guint32 ssrc, const gchar *cname,
    const gchar *name);
void rtcp_add_bye (GByteArray *to, guint32 ssrc);
void rtcp_add_rrtr (GByteArray *to, guint32 ssrc, guint64 ntp);
/* xr: with its packet header. */
void rtcp_add_xr (GByteArray *to, const guint8 *xr, gsize size);
void rtcp_add_dlrr (GByteArray *to, guint32 ssrc, const RtcpDlrr *dlrr);

/* from: (transfer full). Returns: (transfer full). */
GstBuffer *rtcp_take (GByteArray *from);

/* Middle 32 bits of 32.32 ntp; duration in 1/65536 s, rounded down. */
guint32 ntp_middle (guint64 ntp);
guint32 ntp_short (GstClockTime duration);
