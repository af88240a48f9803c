/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The delay of one received stream: its variation (RFC 5481 4.2, above the
 * least of the last minute), which needs no common clock, and by the times of
 * reports and their echoes the delay itself. Packets are timed by their
 * abs-send-time, or else by their RTP timestamp; by that there is no one-way
 * delay. Their clock is NTP time, less ntp_offset_ns.
 */
#ifndef QOS_DELAY_H
#define QOS_DELAY_H

#include "qos-clock.h"
#include "qos-hist.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct
{
  uint64_t arrival_ns;
  uint32_t timestamp;
  uint32_t clock_rate; /* Hz, 0 = not known */
  bool has_send_time;
  uint32_t send_time; /* 24 bits, 6.18 s */
} QosDelayPacket;

typedef struct
{
  uint64_t ntp_offset_ns; /* NTP time at the zero of our clock */
  bool have_last;
  bool is_by_send_time;
  bool have_above;
  uint32_t last_timestamp;
  uint64_t last_arrival_ns;
  uint64_t last_sent_ns; /* on their clock */
  int64_t least_ns;      /* transit, at least_at_ns */
  uint64_t least_at_ns;
  uint64_t last_above_ns; /* of the last packet */
  uint64_t n;             /* packets of this interval */
  uint64_t above_ns;      /* sum of what they took above the least */
  QosClock clock;
  QosHist interval;
  QosHist total; /* of the intervals before */
  bool have_return;
  uint64_t return_at_ns;
  int64_t return_ns; /* last transit from us to them */
} QosDelay;

/* An interval and what is known at its end; flags tell what is there. */
typedef struct
{
  bool have_variation;
  uint64_t queue_ns; /* mean above the least */
  QosHist interval;
  bool have_offset;
  QosClockOffset offset;
  bool have_skew;
  double skew; /* how much faster their clock runs */
  bool have_delay;
  int64_t delay_ns; /* from them to us, mean */
  bool have_return;
  int64_t return_ns; /* from us to them, last */
} QosDelayResult;

void qos_delay_init (QosDelay *delay, uint64_t ntp_offset_ns);

/* The stream or its clock began anew. */
void qos_delay_break (QosDelay *delay);

void qos_delay_packet (QosDelay *delay, const QosDelayPacket *packet);

/* A sender report came, with its NTP time, 32.32. */
void qos_delay_report (QosDelay *delay, uint64_t arrival_ns, uint64_t ntp);

/* Their answer to what we sent at sent_ns: it had come at ntp, 32.32. */
void qos_delay_echo (QosDelay *delay, uint64_t sent_ns, uint64_t ntp);

/* How far the clocks are apart; false where it is not known. */
bool qos_delay_offset (const QosDelay *delay, uint64_t now_ns,
    QosClockOffset *offset);

/* Fills *result and starts the next interval. */
void qos_delay_take (QosDelay *delay, uint64_t now_ns, QosDelayResult *result);

#endif
