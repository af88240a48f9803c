/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A sender that feeds a QosSource: 20 ms packets of 160 bytes of AAC at 48 kHz.
 * They arrive on time unless a test changes it.
 */
#pragma once

#include "qos-ntp.h"
#include "qos-source-private.h"

#define FEED_START (UINT64_C (5000) * QOS_NS_PER_S)
#define FEED_INTERVAL_NS (500 * QOS_NS_PER_MS)
#define FEED_PACKET_NS (20 * QOS_NS_PER_MS)
#define FEED_TICKS 960
#define FEED_PAYLOAD 160
#define FEED_WIRE 200
#define FEED_TYPE 96
#define FEED_SSRC 0xdecade01

typedef struct
{
  QosSource source;
  uint64_t now_ns; /* arrival of the next packet */
  uint16_t seq;
  uint32_t timestamp;
} Feed;

/* clock_rate: 0 = unknown. */
void feed_init (Feed *feed, uint32_t clock_rate);

/* Feeds n packets, one every 20 ms; returns the verdict on the last one. */
QosSeqVerdict feed_packets (Feed *feed, unsigned n);

/* Loses n packets; their time passes. */
void feed_lose (Feed *feed, unsigned n);

/* Feeds one packet that is not part of the series; the series is unchanged. */
QosSeqVerdict feed_other (Feed *feed, uint16_t seq, uint32_t timestamp);

/* The sender starts a new series with the next packet, after a silence that is
 * long enough for it. */
void feed_restart (Feed *feed, uint16_t seq, uint32_t timestamp);

QosSnapshot feed_snapshot (Feed *feed);
QosReportBlock feed_report (Feed *feed);

double feed_jitter_ms (const Feed *feed);
