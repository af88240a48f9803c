/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A stream as a network delivers it, with losses, copies, reordering and
 * outages drawn at random, and the truth about what was delivered, counted
 * without any code under test.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/* Delivery times are in this part of the time between two packets. */
#define RANDOM_STREAM_STEPS 16
/* Until this packet there is no outage. */
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
  uint64_t at;     /* 1/RANDOM_STREAM_STEPS of the packets' spacing */
} Delivery;

typedef struct
{
  GArray *deliveries; /* Delivery, in order of arrival */
  uint32_t lowest;
  uint32_t highest;
  uint64_t expected; /* highest - lowest + 1 */
  uint64_t unique;
  uint64_t duplicates;
  uint64_t reordered; /* first copies that came below the highest */
} RandomStream;

/* Plans a stream with anything between no impairment and much. */
RandomPlan random_plan (GRand *random, uint32_t outage_packets);

/* Delivers at least one packet. */
RandomStream random_stream_new (GRand *random, const RandomPlan *plan);

void random_stream_clear (RandomStream *stream);

/* One line about the plan, to find out why a test failed. */
void random_plan_print (const RandomPlan *plan);
