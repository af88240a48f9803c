/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How far packets came out of order (RFC 4737): extent (4.2), the packets
 * that came between the first one to overtake and the overtaken, and late time
 * (4.3), the time between those two. The last QOS_REORDER_WINDOW arrivals are
 * kept; what was overtaken before them has the extent of the window.
 */
#ifndef QOS_REORDER_H
#define QOS_REORDER_H

#include <stdint.h>

#define QOS_REORDER_WINDOW 64

typedef struct
{
  uint32_t arrival_us; /* wraps: differences count */
  uint16_t number;
} QosReorderArrival;

typedef struct
{
  unsigned n;    /* arrivals kept */
  unsigned next; /* where the next one goes */
  QosReorderArrival arrivals[QOS_REORDER_WINDOW];
  uint64_t reordered;
  unsigned extent_max; /* packets */
  uint64_t late_max_ns;
} QosReorder;

void qos_reorder_init (QosReorder *reorder);

/* A series of numbers starts: what came before is no measure of it. */
void qos_reorder_begin (QosReorder *reorder);

/* A packet came that is no copy and has a new highest number. */
void qos_reorder_in_order (QosReorder *reorder, uint16_t number,
    uint64_t arrival_ns);

/* A packet came that is no copy and has a number below the highest. */
void qos_reorder_overtaken (QosReorder *reorder, uint16_t number,
    uint64_t arrival_ns);

#endif
