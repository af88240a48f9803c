/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-transit.h"

#include <string.h>

#define LAG_MIN 2
#define LAG_MAX 16

#define TRANSIT_MAX ((INT64_C (1) << 62) - (INT64_C (1) << 41))

bool
qos_transit_is_possible (int64_t transit_ns)
{
  return transit_ns <= TRANSIT_MAX && transit_ns >= -TRANSIT_MAX;
}

void
qos_transit_init (QosTransit *transit)
{
  memset (transit, 0, sizeof *transit);
}

/* The minimum of age seconds before the open one. */
static const QosTransitLeast *
least_at (const QosTransit *transit, unsigned age)
{
  return &transit->least[(transit->last + QOS_TRANSIT_BUCKETS - age) %
      QOS_TRANSIT_BUCKETS];
}

static void
open_bucket (QosTransit *transit, uint64_t at_ns, int64_t transit_ns)
{
  transit->last = (transit->last + 1) % QOS_TRANSIT_BUCKETS;
  transit->least[transit->last] = (QosTransitLeast){at_ns, transit_ns};
  transit->opened_ns = at_ns;
  if (transit->n < QOS_TRANSIT_BUCKETS)
    transit->n++;
}

bool
qos_transit_update (QosTransit *transit, uint64_t at_ns, int64_t transit_ns)
{
  QosTransitLeast *open = &transit->least[transit->last];

  if (!qos_transit_is_possible (transit_ns))
    return false;
  if (transit->n == 0 || at_ns >= transit->opened_ns + QOS_TRANSIT_BUCKET_NS) {
    open_bucket (transit, at_ns, transit_ns);
    return transit->n > 1;
  }
  if (transit_ns < open->transit_ns)
    *open = (QosTransitLeast){at_ns, transit_ns};
  return false;
}

unsigned
qos_transit_slopes (const QosTransit *transit, double *slopes)
{
  unsigned n = transit->n, lag = n / 4, n_slopes = 0;

  if (lag < LAG_MIN)
    lag = LAG_MIN;
  if (lag > LAG_MAX)
    lag = LAG_MAX;
  /* The open one is not a minimum of a whole second yet. */
  for (unsigned age = 1; n >= 5 && age + lag < n; age++) {
    const QosTransitLeast *to = least_at (transit, age);
    const QosTransitLeast *from = least_at (transit, age + lag);

    if (to->at_ns > from->at_ns)
      slopes[n_slopes++] = (double) (to->transit_ns - from->transit_ns) /
          (double) (to->at_ns - from->at_ns);
  }
  return n_slopes;
}

bool
qos_transit_least (const QosTransit *transit, uint64_t now_ns,
    uint64_t window_ns, double slope, int64_t *least_ns)
{
  bool have_least = false;

  for (unsigned age = 0; age < transit->n; age++) {
    const QosTransitLeast *least = least_at (transit, age);
    int64_t moved_ns;

    if (now_ns > least->at_ns && now_ns - least->at_ns > window_ns)
      break;
    moved_ns = least->transit_ns +
        (int64_t) (slope * (double) (int64_t) (now_ns - least->at_ns));
    if (!have_least || moved_ns < *least_ns)
      *least_ns = moved_ns;
    have_least = true;
  }
  return have_least;
}
