/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-reorder.h"

static void
in_order (QosReorder *reorder, uint16_t number, uint64_t arrival_ns)
{
  reorder->arrivals[reorder->next] =
      (QosReorderArrival){(uint32_t) (arrival_ns / 1000), number};
  reorder->next = (reorder->next + 1) % QOS_REORDER_WINDOW;
  if (reorder->n < QOS_REORDER_WINDOW)
    reorder->n++;
}

/* The arrival age places before the last one kept. */
static const QosReorderArrival *
arrival (const QosReorder *reorder, unsigned age)
{
  unsigned at = reorder->next + 2 * QOS_REORDER_WINDOW - 1 - age;

  return &reorder->arrivals[at % QOS_REORDER_WINDOW];
}

static void
overtaken (QosReorder *reorder, uint16_t number, uint64_t arrival_ns)
{
  unsigned extent = 0;
  int32_t late_us = 0;
  uint64_t late_ns;

  for (unsigned age = 0; age < reorder->n; age++) {
    const QosReorderArrival *before = arrival (reorder, age);

    if ((int16_t) (uint16_t) (before->number - number) <= 0)
      continue;
    extent = age + 1;
    late_us = (int32_t) ((uint32_t) (arrival_ns / 1000) - before->arrival_us);
  }
  late_ns = late_us > 0 ? (uint64_t) late_us * 1000 : 0;
  reorder->reordered++;
  if (extent > reorder->extent_max)
    reorder->extent_max = extent;
  if (late_ns > reorder->late_max_ns)
    reorder->late_max_ns = late_ns;
  in_order (reorder, number, arrival_ns);
}

void
qos_reorder_packet (QosReorder *reorder, const QosArrival *arrival,
    uint64_t arrival_ns)
{
  if (arrival->verdict == QOS_SEQ_DUPLICATE)
    return;
  if (arrival->verdict == QOS_SEQ_REORDERED) {
    overtaken (reorder, arrival->number, arrival_ns);
    return;
  }
  if (arrival->verdict != QOS_SEQ_IN_ORDER)
    reorder->n = reorder->next = 0;
  in_order (reorder, arrival->number, arrival_ns);
}
