/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A stream as a network delivers it, with random losses, duplicates, reordering
 * and outages. It counts what was delivered without any code under test.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/* Delivery times are in this fraction of the packet spacing. */
#define RANDOM_STREAM_STEPS 16
/* No outage starts before this packet. */
#define RANDOM_STREAM_SETTLED 300

typedef struct
{
  uint32_t packets; /* sent */
  uint32_t loss_percent;
  uint32_t copy_percent; /* packets that are sent twice */
  uint32_t displacement; /* a packet is overtaken by at most this many */
  uint32_t outages;
  uint32_t outage_packets; /* longest outage */
} RandomPlan;

typedef struct
{
  uint32_t number; /* 0 = the first that was sent */
  uint64_t at;     /* in 1/RANDOM_STREAM_STEPS of the packet spacing */
} Delivery;

typedef struct
{
  GArray *deliveries; /* of Delivery, in order of arrival */
  uint32_t lowest;
  uint32_t highest;
  uint64_t expected; /* highest - lowest + 1 */
  uint64_t unique;
  uint64_t duplicates;
  uint64_t reordered; /* first copies that came after a higher number */
} RandomStream;

/* Plans a stream, from no impairment to a lot of it. */
RandomPlan random_plan (GRand *random, uint32_t outage_packets);

/* Delivers at least one packet. */
RandomStream random_stream_new (GRand *random, const RandomPlan *plan);

void random_stream_clear (RandomStream *stream);

/* Describes the plan in one line, to see why a test failed. */
void random_plan_print (const RandomPlan *plan);
