/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The transit times of one direction between two clocks: time of arrival on
 * one minus time of sending on the other, which is the delay plus what the
 * clocks are apart. Keeps the least of each second, for a minute: what queues
 * add is gone from those (minimum filter), and their slope is the skew of the
 * clocks (Moon, Skelly, Towsley 1999, "Estimation and removal of clock skew
 * from network delay measurements").
 */
#ifndef QOS_TRANSIT_H
#define QOS_TRANSIT_H

#include "qos-time.h"

#include <stdbool.h>
#include <stdint.h>

#define QOS_TRANSIT_BUCKETS 64
#define QOS_TRANSIT_BUCKET_NS QOS_NS_PER_S
/* Pairs of minima that a slope is taken from, at most. */
#define QOS_TRANSIT_SLOPES QOS_TRANSIT_BUCKETS

typedef struct
{
  uint64_t at_ns; /* on the clock of arrival or our own, monotonic */
  int64_t transit_ns;
} QosTransitLeast;

typedef struct
{
  unsigned n;
  unsigned last; /* index of the open one */
  uint64_t opened_ns;
  QosTransitLeast least[QOS_TRANSIT_BUCKETS]; /* ring, the open one last */
} QosTransit;

typedef struct
{
  double slope; /* in transit per time */
  double error; /* two standard deviations of it, by how the minima lie */
} QosTransitLine;

/* Of clocks less than 146 years apart: sums and differences of two such fit 64
 * bits. */
bool qos_transit_is_possible (int64_t transit_ns);

void qos_transit_init (QosTransit *transit);

/* One transit, measured at at_ns; of clocks more than 146 years apart it is
 * ignored. Returns true when a second was completed. */
bool qos_transit_update (QosTransit *transit, uint64_t at_ns,
    int64_t transit_ns);

/* Writes the slopes between minima that are far enough apart, in transit per
 * time, to slopes, which has room for QOS_TRANSIT_SLOPES. A step of the delay
 * is in a third of them at most. Returns how many; 0 before 4 s. */
unsigned qos_transit_slopes (const QosTransit *transit, double *slopes);

/* A line through the minima by least squares, without those that lie far off the
 * slope near. False, and nothing written, where there are too few minima or they
 * are not along one line: the delay had a step. */
bool qos_transit_fit (const QosTransit *transit, double near,
    QosTransitLine *line);

/* Sorts n values, few. */
void qos_transit_sort (double *values, unsigned n);

/* The least transit of the last window_ns, moved to now_ns along slope. False
 * when there was none. */
bool qos_transit_least (const QosTransit *transit, uint64_t now_ns,
    uint64_t window_ns, double slope, int64_t *least_ns);

#endif
