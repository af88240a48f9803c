/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One qosstats between harnesses, on the test clock: packets in and out, and
 * RTCP both ways. stats_open () and stats_close () are a test's setup and
 * teardown.
 */
#pragma once

#include "element-test.h"
#include "rtcp-test.h"
#include "rtp-test.h"

#define STREAM_SSRC 0x57ea3
#define STREAM_SPACING (20 * GST_MSECOND)
#define STREAM_CAPS \
  "application/x-rtp, media=audio, payload=96, clock-rate=48000, " \
  "encoding-name=MPEG4-GENERIC, config=(string)1210, mode=AAC-hbr"

typedef struct
{
  GstHarness *media; /* sink, src */
  GstHarness *rtcp;  /* rtcp_sink, rtcp_src; NULL until stats_add_rtcp () */
  GstElement *element;
  GstBus *bus;
  RtpSpec next; /* of STREAM_SSRC: 48 kHz, 20 ms, 100 bytes */
} StatsTest;

extern StatsTest stats;

/* Sets STREAM_CAPS; adds no RTCP pads. */
void stats_open (void);
void stats_open_with (const gchar *caps); /* NULL: no caps */
void stats_open_all (void);               /* with RTCP pads */
void stats_close (void);
void stats_add_rtcp (void);
void stats_remove_rtcp (void);

/* A packet: (transfer full). */
void stats_push (GstBuffer *buffer);
void stats_push_spec (const RtpSpec *spec);
/* Sends n packets of the stream, with STREAM_SPACING of the clock before
 * each. */
void stats_send (guint n);
/* Skips n packets of the stream: they are lost. */
void stats_lose (guint n);
/* Delays the next packet of the stream by duration. */
void stats_wait (GstClockTime duration);

/* Takes what came out of src. Returns: how many packets. */
guint stats_drop_packets (void);

/* RTCP out: the next compound; FALSE if there is none. address: (out) (transfer
 * full) (nullable): where it is to go. */
gboolean stats_pop_rtcp (Rtcp *rtcp, gchar **address);
void stats_take_rtcp (Rtcp *rtcp);
void stats_drop_rtcp (void);
/* Steps the clock until a compound goes out. */
void stats_wait_for_rtcp (Rtcp *rtcp);

/* RTCP in, through rtcp_sink. compound: (transfer full). */
void stats_push_rtcp (GByteArray *compound);

/* Returns: (transfer full). */
GstStructure *stats_get (void);
guint64 stats_total (const gchar *field);
guint stats_n_sources (void);

/* Returns: (transfer full): the last message in the queue. */
GstStructure *stats_last_message (void);

/* Runs the clock past the end of the interval; returns the message. */
GstStructure *stats_next_message (void);
