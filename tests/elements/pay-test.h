/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One qospay between harnesses, on the test clock: AUs in, packets out, and
 * RTCP both ways. pay_open () and pay_close () are a test's setup and teardown.
 */
#pragma once

#include "element-test.h"
#include "rtcp-test.h"
#include "rtp-test.h"

/* The receiver that the tests play. */
#define REMOTE_SSRC 0x5e1f

typedef struct
{
  GstHarness *media; /* sink, src */
  GstHarness *rtcp;  /* rtcp_sink, rtcp_src; NULL until pay_add_rtcp () */
  GstElement *element;
  GstBus *bus;
  guint rate;       /* of the caps that were set */
  guint n_aus;      /* pushed so far */
  guint64 ntp_zero; /* ns since 1900 at the clock's 0, by pay_find_ntp () */
} PayTest;

extern PayTest pay;

/* No caps yet. */
void pay_open (void);
/* 48 kHz stereo, and RTCP. */
void pay_open_all (void);
void pay_close (void);

/* A header extension that is not ours: the base class writes all of them. */
void pay_add_mid (const gchar *mid, guint id);

void pay_add_rtcp (void);
void pay_remove_rtcp (void);

/* asc: hex of the AudioSpecificConfig. */
gchar *pay_caps (const gchar *asc, guint rate, guint channels);
void pay_set_caps (const gchar *asc, guint rate, guint channels);

/* The next AU of size bytes, with the PTS after the one before. */
GstBuffer *pay_next_au (gsize size);
GstFlowReturn pay_push (GstBuffer *au);
void pay_push_au (gsize size);
/* n AUs of size bytes, each an AU's duration of the clock after the other. */
void pay_push_paced (guint n, gsize size);

/* Returns: (transfer full) (nullable): the next packet, without waiting. */
GstBuffer *pay_pop (void);
/* Returns: (transfer full): fails where there is none. */
GstBuffer *pay_take (void);
void pay_drop_packets (void);

/* Returns: (transfer full): AUs out of packets that rtpmp4gdepay found; packet:
 * (transfer full). */
GstHarness *depay_new (void);
void depay_feed (GstHarness *depay, GstBuffer *packet);

/* RTCP out: the next compound; FALSE where there is none. */
gboolean pay_pop_rtcp (Rtcp *rtcp);
void pay_take_rtcp (Rtcp *rtcp);
void pay_drop_rtcp (void);

/* RTCP in. compound: (transfer full). */
void pay_push_rtcp (GByteArray *compound);
/* A receiver report with one block; its SSRC and what it does not say is
 * filled in: the last number sent for the highest. */
void pay_push_report (RtcpBlock block);

guint32 pay_ssrc (void);

/* Number of the last packet. */
guint16 pay_last_seq (void);

/* Returns: (transfer full). */
GstStructure *pay_stats (void);

/* Learns from a sender report what NTP time it is when the clock says 0; sends
 * one AU for it, if none was. */
void pay_find_ntp (void);
guint64 pay_ntp_ns (GstClockTime time);
