/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One remote RTP stream as its receiver sees it: counts, jitter, rates, the
 * round trip by XR, and what to report to its sender (RFC 3550 6.4, 8; RFC 3611
 * 4.4, 4.5). One struct without pointers, in memory of the caller. Its packets
 * arrive through qos-receive.h. All times are nanoseconds of one monotonic
 * clock.
 */
#pragma once

#include "qos-playout.h"
#include "qos-snapshot.h"
#include "qos-time.h"
#include "qos-xr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An older round trip or report is unknown. */
#define QOS_STALE_NS (5 * QOS_NS_PER_S)
/* A stream that is silent for this long may continue from another address, or
 * with other numbers. */
#define QOS_SOURCE_SILENT_NS (500 * QOS_NS_PER_MS)
/* How long a stream whose sender sent BYE still accepts late packets. */
#define QOS_SOURCE_BYE_NS QOS_NS_PER_S

typedef struct
{
  uint32_t fraction_lost; /* 0..255, of 256, since the last block */
  int32_t packets_lost;   /* cumulative, within 24 bits with sign */
  uint32_t extended_highest;
  uint32_t jitter; /* RTP ticks; 0 if the clock rate is unknown */
  uint32_t lsr;    /* 0 before the first sender report */
  uint32_t dlsr;   /* 1/65536 s */
} QosReportBlock;

#define QOS_SOURCE_SIZE_MAX 9472

/* The silence after which a stream is over, and that after which a single
 * packet was not a stream. */
typedef struct
{
  uint64_t stream_ns;
  uint64_t single_ns;
} QosTimeouts;

/* Bytes of an XR packet that qos_source_write_xr () makes. */
#define QOS_SOURCE_XR_MAX (QOS_XR_RRTR_SIZE + QOS_XR_RLE_SIZE_MAX)

/* Its members are private to the core, see qos-source-private.h. */
typedef struct QosSource QosSource;

/* The memory that the caller provides for one, in bytes; at most
 * QOS_SOURCE_SIZE_MAX. */
size_t qos_source_size (void);

/* interval_ns: of its reports, > 0. */
void qos_source_init (QosSource *source, uint32_t ssrc, uint64_t interval_ns,
    uint64_t now_ns);

/* NTP time when our clock was 0, in nanoseconds since 1900; set it before the
 * first packet (initially 0). */
void qos_source_set_ntp_offset (QosSource *source, uint64_t ntp_offset_ns);

/* See qos_pace_set_interval (), qos_pace_set_group (),
 * qos_pace_set_members (). */
void qos_source_set_interval (QosSource *source, uint64_t interval_ns);
void qos_source_set_group (QosSource *source, uint64_t now_ns, uint32_t seed);
void qos_source_set_members (QosSource *source, uint64_t now_ns,
    uint32_t members);

/* See qos_clock_set_synchronised (). */
void qos_source_set_synchronised (QosSource *source, bool is_synchronised,
    uint64_t error_ns);

/* See qos_playout_set_latency (). */
void qos_source_set_playout_latency (QosSource *source, bool is_known,
    uint64_t latency_ns);

/* From SDES: copied and shortened; NULL: unchanged. */
void qos_source_set_names (QosSource *source, const char *cname,
    const char *name);

/* A packet with its SSRC arrived from another address. */
void qos_source_count_foreign (QosSource *source);

/* Has the series had no packet for QOS_SOURCE_SILENT_NS? */
bool qos_source_is_silent (const QosSource *source, uint64_t now_ns);

/* A sender report arrived: its NTP time, 32.32, the RTP time of the same
 * moment, and the arrival time. */
void qos_source_sender_report (QosSource *source, uint64_t ntp,
    uint32_t rtptime, uint64_t now_ns);

/* A DLRR sub-block for us arrived. False if it does not echo one of our
 * reports. */
bool qos_source_dlrr (QosSource *source, uint32_t lrr, uint32_t dlrr,
    uint64_t now_ns);

/* The sender sent BYE; packets may still arrive. */
void qos_source_bye (QosSource *source, uint64_t now_ns);

/* Why the stream is over by now: "bye" or "timeout", NULL if it is not. */
const char *qos_source_end_reason (QosSource *source, uint64_t now_ns,
    const QosTimeouts *timeouts);

/* When it will be over if nothing more arrives. */
uint64_t qos_source_end_due_ns (const QosSource *source,
    const QosTimeouts *timeouts);

/* The stream has ended: its last events can be taken. */
void qos_source_end (QosSource *source);

/* The time from the jitter buffer's input to rendering: the latency of the
 * pipeline. */
void qos_source_set_render_latency (QosSource *source, uint64_t latency_ns);

/* From now on a jitter buffer is observed, see qos_playout_watch (). */
void qos_source_watch (QosSource *source);

/* The jitter buffer let a packet through. True if it does not continue where
 * the previous sound ends. */
bool qos_source_out (QosSource *source, uint16_t seq, const QosPlayoutOut *out);

/* The jitter buffer refused a packet that was too late. */
void qos_source_refuse (QosSource *source, uint16_t seq);

bool qos_source_has_event (const QosSource *source);

/* Takes the oldest event as a snapshot of qos_event_fields, except advice and
 * running-time; *event: the same. False if there is none. */
bool qos_source_take_event (QosSource *source, QosEvent *event,
    QosSnapshot *snapshot);

/* Have two packets of one series arrived? Then this is a stream, not noise. */
bool qos_source_is_valid (const QosSource *source);

/* Fills *block and starts the next report interval. */
void qos_source_report (QosSource *source, uint64_t now_ns,
    QosReportBlock *block);

/* Writes an XR packet from ssrc to data, which has room for QOS_SOURCE_XR_MAX:
 * RRTR of NTP time ntp, and in turn one of those blocks or none. Returns its
 * size. */
size_t qos_source_write_xr (QosSource *source, uint64_t now_ns, uint32_t ssrc,
    uint64_t ntp, uint8_t *data);

/* A report was sent: see qos_pace_sent (). */
void qos_source_reported (QosSource *source, uint64_t now_ns, uint32_t middle,
    uint64_t bytes);

/* When the next report is due. */
uint64_t qos_source_report_due_ns (const QosSource *source);

/* The stream's bitrate on the wire since the last report. */
uint64_t qos_source_wire_bps (const QosSource *source, uint64_t now_ns);

/* Fills *snapshot except address, running-time, timestamp and end-reason, and
 * starts the next interval. */
void qos_source_snapshot (QosSource *source, uint64_t now_ns,
    QosSnapshot *snapshot);

/* The same with current totals and the values of the last interval, without
 * starting one. */
void qos_source_peek (const QosSource *source, uint64_t now_ns,
    QosSnapshot *snapshot);

uint32_t qos_source_ssrc (const QosSource *source);

/* From SDES, "" = unknown. */
const char *qos_source_name (const QosSource *source);

/* Of the media, Hz, 0 = unknown. */
uint32_t qos_source_clock_rate (const QosSource *source);

/* Its sender said BYE, and has not taken it back. */
bool qos_source_said_bye (const QosSource *source);

/* The payload type of the media, or of the last packet before it is known. */
unsigned qos_source_payload_type (const QosSource *source);
bool qos_source_is_media_known (const QosSource *source);

/* The arrival of its last packet. */
uint64_t qos_source_last_ns (const QosSource *source);

/* When the last interval ended, and packets since then. */
uint64_t qos_source_interval_end_ns (const QosSource *source);
uint64_t qos_source_new_packets (const QosSource *source);

/* All packets that arrived with its SSRC from its address. */
uint64_t qos_source_packets (const QosSource *source);

/* RTP time that passed in order, for a clock whose rate is unknown. */
uint64_t qos_source_ticks (const QosSource *source);

/* Mean rates over a duration, as fields of *snapshot. */
void qos_source_set_mean_rates (const QosSource *source, uint64_t duration_ns,
    QosSnapshot *snapshot);
