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

/* The receiver that the tests simulate. */
#define REMOTE_SSRC 0x5e1f

typedef struct
{
  GstHarness *media; /* sink, src */
  GstHarness *rtcp;  /* rtcp_sink, rtcp_src; NULL until pay_add_rtcp () */
  GstElement *element;
  GstBus *bus;
  guint rate;       /* of the caps that were set */
  guint n_aus;      /* pushed so far */
  guint64 ntp_zero; /* NTP ns at clock 0, from pay_find_ntp () */
} PayTest;

extern PayTest pay;

/* Sets no caps. */
void pay_open (void);
/* Sets caps of 48 kHz stereo, and adds RTCP pads. */
void pay_open_all (void);
void pay_close (void);

/* Adds a foreign header extension: the base class then writes all of them. */
void pay_add_mid (const gchar *mid, guint id);

void pay_add_rtcp (void);
void pay_remove_rtcp (void);

/* asc: hex of the AudioSpecificConfig. */
gchar *pay_caps (const gchar *asc, guint rate, guint channels);
void pay_set_caps (const gchar *asc, guint rate, guint channels);

/* The next AU of size bytes; its PTS follows the AU before. */
GstBuffer *pay_next_au (gsize size);
GstFlowReturn pay_push (GstBuffer *au);
void pay_push_au (gsize size);
/* Pushes n AUs of size bytes, one per AU duration of the clock. */
void pay_push_paced (guint n, gsize size);

/* Returns: (transfer full) (nullable): the next packet, without waiting. */
GstBuffer *pay_pop (void);
/* Returns: (transfer full): as above, but fails if there is none. */
GstBuffer *pay_take (void);
void pay_drop_packets (void);

/* A harness of rtpmp4gdepay, fed with packets; AUs come out. packet: (transfer
 * full). */
GstHarness *depay_new (void);
void depay_feed (GstHarness *depay, GstBuffer *packet);

/* RTCP out: the next compound; FALSE if there is none. */
gboolean pay_pop_rtcp (Rtcp *rtcp);
void pay_take_rtcp (Rtcp *rtcp);
void pay_drop_rtcp (void);

/* RTCP in. compound: (transfer full). */
void pay_push_rtcp (GByteArray *compound);
/* Pushes a receiver report with one block. Fills in its SSRC and whatever is
 * not given: the highest number is the last one sent. */
void pay_push_report (RtcpBlock block);

guint32 pay_ssrc (void);

/* Number of the last packet. */
guint16 pay_last_seq (void);

/* Returns: (transfer full). */
GstStructure *pay_stats (void);

/* Learns from a sender report the NTP time at which the clock is 0. Sends an AU
 * for that, if none was sent yet. */
void pay_find_ntp (void);
guint64 pay_ntp_ns (GstClockTime time);
