/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The sender's side of one stream: what it sent, and what its receivers report
 * about it (RFC 3550 6.4, RFC 3611 4.4, 4.5). A plain struct owned by the
 * caller; no pointers. All times are nanoseconds of one monotonic clock.
 */
#pragma once

#include "qos-rtcp.h"
#include "qos-snapshot.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Number of receivers tracked; a further one replaces the receiver that has
 * been silent longest, if that was for some time or if it never reported. */
#define QOS_SENDER_REMOTES 8

/* Its members are private to the core, see qos-sender-private.h. */
typedef struct QosSender QosSender;

/* The memory that the caller provides for one, in bytes. */
size_t qos_sender_size (void);

void qos_sender_init (QosSender *sender, uint64_t interval_ns, uint64_t now_ns);

/* NTP time when our clock was 0, in nanoseconds since 1900 (initially 0). */
void qos_sender_set_ntp_offset (QosSender *sender, uint64_t ntp_offset_ns);

/* See qos_clock_set_synchronised (); for all receivers, also future ones. */
void qos_sender_set_synchronised (QosSender *sender, bool is_synchronised,
    uint64_t error_ns);

/* Hz, 0 = not known. */
void qos_sender_set_clock_rate (QosSender *sender, uint32_t clock_rate);

/* See qos_pace_set_interval (). */
void qos_sender_set_interval (QosSender *sender, uint64_t interval_ns);

/* wire_bytes: with RTP, UDP and IP headers. */
void qos_sender_packet (QosSender *sender, uint64_t now_ns, uint16_t seq,
    uint32_t payload_bytes, uint32_t wire_bytes);

/* A report block about our SSRC arrived at now_ns. False if it cannot be true
 * or there is no room for its receiver: then it is ignored. */
bool qos_sender_report (QosSender *sender, const QosRemoteReport *report,
    uint64_t now_ns);

/* An RRTR block of that receiver arrived; ntp: its 32.32 time. */
void qos_sender_rrtr (QosSender *sender, uint32_t ssrc, uint64_t ntp,
    uint64_t now_ns);

/* SDES of that receiver, if it is known; NULL leaves a text unchanged. */
void qos_sender_sdes (QosSender *sender, uint32_t ssrc, const char *cname,
    const char *name);

/* That receiver sent BYE: its reports are forgotten. */
void qos_sender_bye (QosSender *sender, uint32_t ssrc);

/* An event of RTCP arrived at now_ns; ssrc: our own. True if it is a report
 * block about us that was counted. */
bool qos_sender_rtcp (QosSender *sender, uint32_t ssrc,
    const QosRtcpEvent *event, uint64_t now_ns);

/* Fills dlrr[] for the receivers that sent RRTR; returns their number, at most
 * QOS_SENDER_REMOTES. */
unsigned qos_sender_dlrr (const QosSender *sender, uint64_t now_ns,
    QosXrDlrr dlrr[QOS_SENDER_REMOTES]);

/* Bitrate on the wire since the last report was sent. */
uint64_t qos_sender_wire_bps (const QosSender *sender, uint64_t now_ns);

/* A report was sent: see qos_pace_sent (). */
void qos_sender_reported (QosSender *sender, uint64_t now_ns, uint32_t middle,
    uint64_t bytes);

/* When the next report is due. */
uint64_t qos_sender_report_due_ns (const QosSender *sender);

/* Average size of a report, bytes (RFC 3550 6.3.3). */
uint64_t qos_sender_report_bytes (const QosSender *sender);

/* Was a packet sent? */
bool qos_sender_has_begun (const QosSender *sender);

/* Totals. */
uint64_t qos_sender_packets (const QosSender *sender);
uint64_t qos_sender_payload_bytes (const QosSender *sender);

/* When the last interval ended. */
uint64_t qos_sender_interval_end_ns (const QosSender *sender);

/* Fills *snapshot except ssrc and running-time; starts the next interval. The
 * remote values are those of the receiver that reported last. */
void qos_sender_snapshot (QosSender *sender, uint64_t now_ns,
    QosSnapshot *snapshot);

/* The same with current totals, without starting an interval. */
void qos_sender_peek (const QosSender *sender, uint64_t now_ns,
    QosSnapshot *snapshot);
