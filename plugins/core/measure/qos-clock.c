/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-clock.h"

#include <math.h>
#include <string.h>

/* Before the skew is known, only transits within this time are compared. */
#define NO_SLOPE_WINDOW_NS (2 * QOS_NS_PER_S)
#define NO_SLOPE_ERROR 300e-6
/* Skew between the clocks of two computers, one standard deviation: all that is
 * known before it is measured. */
#define QUARTZ_SKEW 150e-6
/* A skew that may be wrong by more, or covers fewer seconds, is not shown. */
#define SKEW_ERROR_MAX 100e-6
#define SKEW_SECONDS_MIN 8
/* Fewer slopes have no quartiles: their error is their whole range. */
#define QUARTILES_MIN 8
#define MINUTE_NS (60 * QOS_NS_PER_S)
/* DLRR and DLSR have a resolution of 1/65536 s, and timestamps are taken before
 * the packet leaves. */
#define STAMP_ERROR_NS 40000

void
qos_clock_init (QosClock *clock, bool has_many_incoming)
{
  memset (clock, 0, sizeof *clock);
  clock->has_many_incoming = has_many_incoming;
}

/* The median of few slopes is imprecise; a line is better if the path allows
 * one. */
static void
refine_slope (const QosClock *clock, double *slope, double *error)
{
  QosTransitLine in, out;

  if (clock->has_many_incoming ||
      !qos_transit_fit (&clock->incoming, *slope, &in) ||
      !qos_transit_fit (&clock->outgoing, -*slope, &out))
    return;
  *slope = (in.slope - out.slope) / 2;
  *error = hypot (in.error, out.error) / 2;
}

/* The median of all slopes: only a few of them contain a step of the delay. */
static bool
measure_slope (const QosClock *clock, double *slope, double *error)
{
  double slopes[2 * QOS_TRANSIT_SLOPES];
  unsigned n = qos_transit_slopes (&clock->incoming, slopes);

  if (!clock->has_many_incoming) {
    unsigned n_out = qos_transit_slopes (&clock->outgoing, slopes + n);

    for (unsigned i = n; i < n + n_out; i++)
      slopes[i] = -slopes[i];
    n += n_out;
  }
  if (n == 0)
    return false;
  qos_transit_sort (slopes, n);
  *slope = n % 2 ? slopes[n / 2] : (slopes[n / 2 - 1] + slopes[n / 2]) / 2;
  *error = n < QUARTILES_MIN
      ? slopes[n - 1] - slopes[0]
      : 2 * (slopes[3 * n / 4] - slopes[n / 4]) / sqrt (n);
  refine_slope (clock, slope, error);
  return true;
}

/* The less certain the slope, the closer to 0 it is assumed to be. */
static void
update_slope (QosClock *clock)
{
  double slope, error, variance;

  if (!measure_slope (clock, &slope, &error) ||
      fabs (slope) > QOS_CLOCK_SKEW_MAX)
    return;
  variance = error * error / 4;
  clock->have_slope = true;
  clock->slope = slope * QUARTZ_SKEW * QUARTZ_SKEW /
      (QUARTZ_SKEW * QUARTZ_SKEW + variance);
  clock->slope_error = fmin (NO_SLOPE_ERROR, error);
  clock->is_skew_known =
      error <= SKEW_ERROR_MAX && clock->incoming.n >= SKEW_SECONDS_MIN;
}

bool
qos_clock_add_incoming (QosClock *clock, uint64_t arrived_ns, uint64_t sent_ns)
{
  if (!qos_transit_update (&clock->incoming, arrived_ns,
          (int64_t) (arrived_ns - sent_ns)))
    return false;
  update_slope (clock);
  return true;
}

void
qos_clock_add_outgoing (QosClock *clock, uint64_t sent_ns, uint64_t arrived_ns)
{
  qos_transit_update (&clock->outgoing, sent_ns,
      (int64_t) (arrived_ns - sent_ns));
}

void
qos_clock_set_synchronised (QosClock *clock, bool is_synchronised,
    uint64_t error_ns)
{
  clock->is_synchronised = is_synchronised;
  clock->sync_error_ns = error_ns;
}

bool
qos_clock_read (const QosClock *clock, uint64_t now_ns, QosClockOffset *offset)
{
  uint64_t window_ns =
      clock->have_slope ? QOS_CLOCK_WINDOW_NS : NO_SLOPE_WINDOW_NS;
  double slope = clock->slope;
  double slope_error = clock->have_slope ? clock->slope_error : NO_SLOPE_ERROR;
  int64_t in_ns, out_ns, round_trip_ns;
  uint64_t estimate_ns;

  if (clock->is_synchronised) {
    *offset = (QosClockOffset){.error_ns = clock->sync_error_ns};
    return true;
  }

  if (!qos_transit_min (&clock->incoming, now_ns, window_ns, slope, &in_ns) ||
      !qos_transit_min (&clock->outgoing, now_ns, window_ns, -slope, &out_ns))
    return false;
  round_trip_ns = in_ns + out_ns;
  estimate_ns = STAMP_ERROR_NS + (uint64_t) (slope_error * (double) window_ns);
  if (round_trip_ns < -(int64_t) (2 * estimate_ns))
    return false; /* the two are not from the same clock */
  offset->apart_ns = in_ns - round_trip_ns / 2;
  offset->round_trip_ns = round_trip_ns > 0 ? (uint64_t) round_trip_ns : 0;
  offset->error_ns = offset->round_trip_ns / 2 + estimate_ns;
  return true;
}

bool
qos_clock_min_incoming (const QosClock *clock, uint64_t now_ns, int64_t *min_ns)
{
  return qos_transit_min (&clock->incoming, now_ns, MINUTE_NS, clock->slope,
      min_ns);
}
