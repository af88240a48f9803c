/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How far apart two clocks are, and so the delay of each direction, from the
 * times of what went both ways, as NTP has it (RFC 5905 8): half the difference
 * of the least transits. Delays are never negative: the truth is within half
 * the least round trip, whatever share of it each direction has. That is the
 * error bar, with what the estimate may add.
 */
#ifndef QOS_CLOCK_H
#define QOS_CLOCK_H

#include "qos-time.h"
#include "qos-transit.h"

#include <stdbool.h>
#include <stdint.h>

/* Transits older than this say nothing of now. */
#define QOS_CLOCK_WINDOW_NS (8 * QOS_NS_PER_S)
/* Clocks run apart by less than this. */
#define QOS_CLOCK_SKEW_MAX 1e-3

typedef struct
{
  double slope;       /* of in: ours runs faster by this; 0 while unknown */
  double slope_error; /* of its estimate */
  bool have_slope;
  bool is_skew_known; /* slope is near enough to be shown */
  bool is_in_rich; /* in has so many samples that out adds none to the skew */
  bool is_synchronised;   /* the two clocks show the same time */
  uint64_t sync_error_ns; /* to within this */
  QosTransit in;          /* ours at arrival - theirs at sending */
  QosTransit out;         /* theirs at arrival - ours at sending */
} QosClock;

typedef struct
{
  int64_t apart_ns;       /* our clock - theirs */
  uint64_t round_trip_ns; /* sum of the least delays */
  uint64_t error_ns;      /* the truth is within this of apart_ns, and of each
                          * delay that follows from it */
} QosClockOffset;

/* is_in_rich: in gets many samples a second, out few. */
void qos_clock_init (QosClock *clock, bool is_in_rich);

/* The hosts' clocks are kept in step by other means, to within error_ns: nothing
 * is estimated. */
void qos_clock_set_synchronised (QosClock *clock, bool is_synchronised,
    uint64_t error_ns);

/* Something came that they sent at sent_ns, by their clock; arrived_ns: ours.
 * Returns true when a second was completed. */
bool qos_clock_in (QosClock *clock, uint64_t arrived_ns, uint64_t sent_ns);

/* Something came there, that we sent at sent_ns; arrived_ns: by their clock. */
void qos_clock_out (QosClock *clock, uint64_t sent_ns, uint64_t arrived_ns);

/* False while not both directions are known for the last QOS_CLOCK_WINDOW_NS.
 */
bool qos_clock_read (const QosClock *clock, uint64_t now_ns,
    QosClockOffset *offset);

/* The least transit in of the last minute, as of now. False before any. */
bool qos_clock_least_in (const QosClock *clock, uint64_t now_ns,
    int64_t *least_ns);

#endif
