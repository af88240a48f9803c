/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * NTP time formats of RTP and RTCP: the 64-bit 32.32 format (RFC 3550 4), its
 * middle 32 bits (16.16, used by LSR, DLSR, LRR, DLRR) and the 6.18 format of
 * the abs-send-time header extension. No clock is read here.
 */
#ifndef QOS_NTP_H
#define QOS_NTP_H

#include <stdbool.h>
#include <stdint.h>

/* Seconds between 1900-01-01 (NTP) and 1970-01-01 (Unix). */
#define QOS_NTP_UNIX_OFFSET_S UINT64_C (2208988800)

#define QOS_NS_PER_S UINT64_C (1000000000)
#define QOS_NS_PER_MS UINT64_C (1000000)

/* ntp_ns: nanoseconds since 1900-01-01, whole range of uint64_t.
 * Returns the 32.32 timestamp; seconds wrap in 2036 as the format does. */
uint64_t qos_ntp_from_ns (uint64_t ntp_ns);

/* ntp: a 32.32 timestamp. Returns nanoseconds since the start of its era,
 * exact to 1 ns. */
uint64_t qos_ntp_to_ns (uint64_t ntp);

/* Middle 32 bits of a 32.32 timestamp (RFC 3550 6.4.1, "LSR"). */
uint32_t qos_ntp_middle (uint64_t ntp);

/* duration_ns: below 18 hours, longer ones saturate at 0xffffffff.
 * Returns it in units of 1/65536 s (RFC 3550 6.4.1, "DLSR"). */
uint32_t qos_ntp_short_from_ns (uint64_t duration_ns);

/* short_time: units of 1/65536 s. Returns nanoseconds. */
uint64_t qos_ntp_short_to_ns (uint32_t short_time);

/* ntp: a 32.32 timestamp. Returns its 24 bits of abs-send-time, 6.18 seconds,
 * which wrap every 64 s. */
uint32_t qos_ntp_abs_send_time (uint64_t ntp);

/* Round trip from a report block (RFC 3550 6.4.1): now - last - delay.
 * now, last: middle 32 bits of NTP time on the same clock; delay: 1/65536 s.
 * Writes nanoseconds to *rtt_ns and returns true; returns false and writes
 * nothing when last is 0 ("no report received yet") or the result would be
 * negative or over QOS_RTT_MAX_NS, which no honest report gives. A result
 * that is negative by no more than the rounding of the three inputs is 0. */
#define QOS_RTT_MAX_NS (UINT64_C (60) * QOS_NS_PER_S)
bool qos_ntp_round_trip (uint32_t now, uint32_t last, uint32_t delay,
    uint64_t *rtt_ns);

#endif
