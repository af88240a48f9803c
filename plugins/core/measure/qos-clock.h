/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The offset between two clocks, and from it the delay in each direction, from
 * the times of packets in both directions, as in NTP (RFC 5905 8): half the
 * difference of the minimum transits. Delays are never negative, so the truth
 * lies within half the minimum round trip, however it is divided between the
 * directions. That, plus the possible error of the estimate, is the error bar.
 */
#pragma once

#include "qos-time.h"
#include "qos-transit.h"

#include <stdbool.h>
#include <stdint.h>

/* Older transits say nothing about the present. */
#define QOS_CLOCK_WINDOW_NS (8 * QOS_NS_PER_S)
/* Clocks drift apart by less than this. */
#define QOS_CLOCK_SKEW_MAX 1e-3

typedef struct
{
  double slope;       /* our clock is faster by this; 0 while unknown */
  double slope_error; /* error of slope */
  bool have_slope;
  bool is_skew_known;     /* slope is certain enough to be shown */
  bool has_many_incoming; /* they alone show the skew */
  bool is_synchronised;   /* the two clocks show the same time */
  uint64_t sync_error_ns; /* to within this */
  QosTransit incoming;    /* ours at arrival - theirs at sending */
  QosTransit outgoing;    /* theirs at arrival - ours at sending */
} QosClock;

typedef struct
{
  int64_t apart_ns;       /* our clock - theirs */
  uint64_t round_trip_ns; /* sum of the minimum delays */
  uint64_t error_ns;      /* the truth is within this of apart_ns, and of
                           * each delay calculated from it */
} QosClockOffset;

/* has_many_incoming: many packets per second arrive, few are sent. */
void qos_clock_init (QosClock *clock, bool has_many_incoming);

/* The hosts' clocks are synchronised by other means, to within error_ns:
 * nothing is estimated. */
void qos_clock_set_synchronised (QosClock *clock, bool is_synchronised,
    uint64_t error_ns);

/* A packet arrived that was sent at sent_ns on their clock; arrived_ns is on
 * ours. Returns true when a second was completed. */
bool qos_clock_add_incoming (QosClock *clock, uint64_t arrived_ns,
    uint64_t sent_ns);

/* A packet that we sent at sent_ns arrived at arrived_ns on their clock. */
void qos_clock_add_outgoing (QosClock *clock, uint64_t sent_ns,
    uint64_t arrived_ns);

/* False until both directions are known for the last QOS_CLOCK_WINDOW_NS. */
bool qos_clock_read (const QosClock *clock, uint64_t now_ns,
    QosClockOffset *offset);

/* The minimum transit in of the last minute, adjusted to now. False if there is
 * none. */
bool qos_clock_min_incoming (const QosClock *clock, uint64_t now_ns,
    int64_t *min_ns);
