/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The transit times of one direction between two clocks: the arrival time on
 * one minus the sending time on the other, which is the delay plus the offset
 * of the clocks. Keeps the minimum of each second for a minute: the minima are
 * free of queueing delay (minimum filter), and their slope is the skew of the
 * clocks (Moon, Skelly, Towsley 1999, "Estimation and removal of clock skew
 * from network delay measurements").
 */
#pragma once

#include "qos-time.h"

#include <stdbool.h>
#include <stdint.h>

#define QOS_TRANSIT_BUCKETS 64
#define QOS_TRANSIT_BUCKET_NS QOS_NS_PER_S
/* Maximum number of pairs of minima for slopes. */
#define QOS_TRANSIT_SLOPES QOS_TRANSIT_BUCKETS

typedef struct
{
  uint64_t at_ns; /* on the clock of arrival or our own, monotonic */
  int64_t transit_ns;
} QosTransitMin;

/* Starts as all 0. */
typedef struct
{
  unsigned n;
  unsigned last; /* index of the current one */
  uint64_t opened_ns;
  QosTransitMin mins[QOS_TRANSIT_BUCKETS]; /* ring, the current one last */
} QosTransit;

typedef struct
{
  double slope; /* change of transit per time */
  double error; /* two standard deviations of it, from the scatter of the
                 * minima */
} QosTransitLine;

/* Are the clocks less than 146 years apart? Then sums and differences of two
 * transits fit into 64 bits. */
bool qos_transit_is_possible (int64_t transit_ns);

/* One transit, measured at at_ns; ignored if the clocks are more than 146 years
 * apart. Returns true when a second was completed. */
bool qos_transit_update (QosTransit *transit, uint64_t at_ns,
    int64_t transit_ns);

/* Writes the slopes between minima that are far enough apart, in transit per
 * time, to slopes, which has room for QOS_TRANSIT_SLOPES. A step of the delay
 * affects at most a third of them. Returns their number; 0 before 4 s. */
unsigned qos_transit_slopes (const QosTransit *transit, double *slopes);

/* A least-squares line through the minima, except those far off the slope near.
 * False, with nothing written, if there are too few minima or they are not on
 * one line because the delay had a step. */
bool qos_transit_fit (const QosTransit *transit, double near,
    QosTransitLine *line);

/* Sorts n values; meant for few. */
void qos_transit_sort (double *values, unsigned n);

/* The minimum transit of the last window_ns, moved to now_ns along slope. False
 * if there was none. */
bool qos_transit_min (const QosTransit *transit, uint64_t now_ns,
    uint64_t window_ns, double slope, int64_t *min_ns);
