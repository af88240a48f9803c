/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The delay of one received stream: its variation above the minimum of the last
 * minute (RFC 5481 4.2), which needs no common clock, and, from reports and
 * their echoes, the delay itself. Packets are timed by their abs-send-time,
 * otherwise by their RTP timestamp, which gives no one-way delay. Their clock
 * is NTP time minus ntp_offset_ns.
 */
#pragma once

#include "qos-clock.h"
#include "qos-hist.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  uint64_t arrival_ns;
  uint32_t timestamp;
  uint32_t clock_rate; /* Hz, 0 = unknown */
  bool has_send_time;
  uint32_t send_time; /* 24 bits, 6.18 s */
} QosDelayPacket;

typedef struct
{
  uint64_t ntp_offset_ns; /* NTP time when our clock was 0 */
  bool have_last;
  bool is_by_send_time;
  bool have_above;
  uint32_t last_timestamp;
  uint64_t last_arrival_ns;
  uint64_t last_sent_ns; /* on their clock */
  int64_t min_ns;        /* minimum transit, at min_at_ns */
  uint64_t min_at_ns;
  uint64_t last_above_ns; /* of the last packet */
  uint64_t n;             /* packets in this interval */
  uint64_t above_ns;      /* sum of their delays above the minimum */
  QosClock clock;
  QosHist interval;
  QosHist total; /* of the previous intervals */
  bool have_return;
  uint64_t return_at_ns;
  int64_t return_ns; /* last transit from us to them */
} QosDelay;

/* An interval, and the state at its end; the flags say which values are
 * known. */
typedef struct
{
  bool have_variation;
  uint64_t queue_ns; /* mean above the minimum */
  QosHist interval;
  bool have_offset;
  QosClockOffset offset;
  bool have_skew;
  double skew; /* how much faster their clock is */
  bool have_delay;
  int64_t delay_ns; /* from them to us, mean */
  bool have_return;
  int64_t return_ns; /* from us to them, last */
} QosDelayResult;

void qos_delay_init (QosDelay *delay, uint64_t ntp_offset_ns);

/* The stream or its clock restarted. */
void qos_delay_break (QosDelay *delay);

void qos_delay_packet (QosDelay *delay, const QosDelayPacket *packet);

/* A sender report with this NTP time (32.32) arrived. */
void qos_delay_report (QosDelay *delay, uint64_t arrival_ns, uint64_t ntp);

/* They answered what we sent at sent_ns: it had arrived at ntp, 32.32. */
void qos_delay_echo (QosDelay *delay, uint64_t sent_ns, uint64_t ntp);

/* The offset of the clocks; false if unknown. */
bool qos_delay_offset (const QosDelay *delay, uint64_t now_ns,
    QosClockOffset *offset);

/* Fills *result and starts the next interval. */
void qos_delay_end_interval (QosDelay *delay, uint64_t now_ns,
    QosDelayResult *result);
