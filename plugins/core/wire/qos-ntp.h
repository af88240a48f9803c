/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * NTP time formats of RTP and RTCP: the 64-bit 32.32 format (RFC 3550 4), its
 * middle 32 bits (16.16, used by LSR, DLSR, LRR, DLRR) and the 6.18 format of
 * the abs-send-time header extension. No clock is read here.
 */
#pragma once

#include "qos-time.h"

#include <stdbool.h>
#include <stdint.h>

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
