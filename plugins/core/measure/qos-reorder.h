/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How far packets were out of order (RFC 4737): extent (4.2), the packets
 * between the first overtaking one and the overtaken one, and late time (4.3),
 * the time between these two. The last QOS_REORDER_WINDOW arrivals are kept;
 * for a packet overtaken before that, the extent is the window.
 */
#pragma once

#include "qos-seq.h"

#include <stdint.h>

#define QOS_REORDER_WINDOW 64

typedef struct
{
  uint32_t arrival_us; /* wraps: use differences */
  uint16_t number;
} QosReorderArrival;

/* Starts as all 0. */
typedef struct
{
  unsigned n;    /* number of arrivals kept */
  unsigned next; /* index of the next one */
  QosReorderArrival arrivals[QOS_REORDER_WINDOW];
  uint64_t reordered;
  unsigned extent_max; /* packets */
  uint64_t late_max_ns;
} QosReorder;

/* A packet that is counted. Arrivals of an earlier series no longer count. */
void qos_reorder_packet (QosReorder *reorder, const QosArrival *arrival,
    uint64_t arrival_ns);
