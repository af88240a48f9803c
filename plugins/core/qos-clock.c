/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-clock.h"

#include <math.h>
#include <string.h>

/* Before the skew is known, transits are compared over this only. */
#define NO_SLOPE_WINDOW_NS UINT64_C (2000000000)
#define NO_SLOPE_ERROR 300e-6
#define MINUTE_NS UINT64_C (60000000000)
/* DLRR and DLSR are in 1/65536 s, stamps are taken before the packet leaves. */
#define STAMP_ERROR_NS 40000

void
qos_clock_init (QosClock *clock, bool is_in_rich)
{
  memset (clock, 0, sizeof *clock);
  qos_transit_init (&clock->in);
  qos_transit_init (&clock->out);
  clock->is_in_rich = is_in_rich;
}

/* Of few samples the median of slopes is rough; a line is better, where the
 * path allows one. */
static void
refine_slope (QosClock *clock)
{
  double in, out;

  if (clock->is_in_rich || !qos_transit_fit (&clock->in, clock->slope, &in) ||
      !qos_transit_fit (&clock->out, -clock->slope, &out))
    return;
  if (fabs ((in - out) / 2) <= QOS_CLOCK_SKEW_MAX)
    clock->slope = (in - out) / 2;
}

/* The median of all slopes: a step of the delay is in few of them. */
static void
update_slope (QosClock *clock)
{
  double slopes[2 * QOS_TRANSIT_SLOPES];
  unsigned n = qos_transit_slopes (&clock->in, slopes);
  double median, spread;

  if (!clock->is_in_rich) {
    unsigned n_out = qos_transit_slopes (&clock->out, slopes + n);

    for (unsigned i = n; i < n + n_out; i++)
      slopes[i] = -slopes[i];
    n += n_out;
  }
  if (n == 0)
    return;
  qos_transit_sort (slopes, n);
  median = n % 2 ? slopes[n / 2] : (slopes[n / 2 - 1] + slopes[n / 2]) / 2;
  if (fabs (median) > QOS_CLOCK_SKEW_MAX)
    return;
  spread = slopes[3 * n / 4] - slopes[n / 4];
  clock->have_slope = true;
  clock->slope = median;
  clock->slope_error = fmin (NO_SLOPE_ERROR, 2 * spread / sqrt (n));
  refine_slope (clock);
}

bool
qos_clock_in (QosClock *clock, uint64_t arrived_ns, uint64_t sent_ns)
{
  if (!qos_transit_update (&clock->in, arrived_ns,
          (int64_t) (arrived_ns - sent_ns)))
    return false;
  update_slope (clock);
  return true;
}

void
qos_clock_out (QosClock *clock, uint64_t sent_ns, uint64_t arrived_ns)
{
  qos_transit_update (&clock->out, sent_ns, (int64_t) (arrived_ns - sent_ns));
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
  double slope = clock->have_slope ? clock->slope : 0.0;
  double slope_error = clock->have_slope ? clock->slope_error : NO_SLOPE_ERROR;
  int64_t in_ns, out_ns, round_trip_ns;

  if (clock->is_synchronised) {
    *offset = (QosClockOffset){.error_ns = clock->sync_error_ns};
    return true;
  }

  if (!qos_transit_least (&clock->in, now_ns, window_ns, slope, &in_ns) ||
      !qos_transit_least (&clock->out, now_ns, window_ns, -slope, &out_ns))
    return false;
  round_trip_ns = in_ns + out_ns;
  offset->apart_ns = in_ns - round_trip_ns / 2;
  offset->round_trip_ns = round_trip_ns > 0 ? (uint64_t) round_trip_ns : 0;
  offset->error_ns = offset->round_trip_ns / 2 + STAMP_ERROR_NS +
      (uint64_t) (slope_error * (double) window_ns);
  return true;
}

bool
qos_clock_least_in (const QosClock *clock, uint64_t now_ns, int64_t *least_ns)
{
  return qos_transit_least (&clock->in, now_ns, MINUTE_NS,
      clock->have_slope ? clock->slope : 0.0, least_ns);
}
