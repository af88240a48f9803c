/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "random-stream.h"

#include "test-util.h"

RandomPlan
random_plan (GRand *random, uint32_t outage_packets)
{
  RandomPlan plan = {0};

  plan.packets = RANDOM_STREAM_SETTLED + 1 + draw (random, 3000);
  plan.loss_percent = draw (random, 2) * draw (random, 41);
  plan.copy_percent = draw (random, 2) * draw (random, 41);
  plan.displacement = draw (random, 2) * draw (random, 100);
  if (outage_packets > 0) {
    plan.outages = draw (random, 4);
    plan.outage_packets = outage_packets;
  }
  return plan;
}

static int
compare_times (const void *a, const void *b)
{
  const Delivery *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static void
deliver (RandomStream *stream, GRand *random, const RandomPlan *plan,
    uint32_t number)
{
  Delivery delivery = {number, (uint64_t) number * RANDOM_STREAM_STEPS};

  delivery.at += draw (random, plan->displacement * RANDOM_STREAM_STEPS + 1);
  g_array_append_val (stream->deliveries, delivery);
}

static void
count (RandomStream *stream, uint32_t sent)
{
  uint8_t *seen = g_malloc0 (sent);
  const Delivery *d = (const Delivery *) (void *) stream->deliveries->data;

  stream->lowest = stream->highest = d[0].number;
  for (guint i = 0; i < stream->deliveries->len; i++) {
    uint32_t number = d[i].number;

    if (seen[number]) {
      stream->duplicates++;
      continue;
    }
    seen[number] = 1;
    stream->unique++;
    if (number < stream->highest)
      stream->reordered++;
    stream->highest = MAX (stream->highest, number);
    stream->lowest = MIN (stream->lowest, number);
  }
  stream->expected = (uint64_t) stream->highest - stream->lowest + 1;
  g_free (seen);
}

RandomStream
random_stream_new (GRand *random, const RandomPlan *plan)
{
  RandomStream stream = {0};
  uint32_t outages = plan->outages;
  uint32_t number = 0;

  stream.deliveries = g_array_new (FALSE, FALSE, sizeof (Delivery));
  for (uint32_t i = 0; i < plan->packets; i++, number++) {
    if (i >= RANDOM_STREAM_SETTLED && outages > 0 && draw (random, 500) == 0) {
      number += draw (random, plan->outage_packets);
      outages--;
    }
    if (i > 0 && draw (random, 100) < plan->loss_percent)
      continue;
    deliver (&stream, random, plan, number);
    if (draw (random, 100) < plan->copy_percent)
      deliver (&stream, random, plan, number);
  }
  g_array_sort (stream.deliveries, compare_times);
  count (&stream, number);
  return stream;
}

void
random_stream_clear (RandomStream *stream)
{
  g_array_unref (stream->deliveries);
  stream->deliveries = NULL;
}

void
random_plan_print (const RandomPlan *plan)
{
  g_test_message ("%u packets, %u %% lost, %u %% duplicated, overtaken by %u, "
                  "%u outages of up to %u",
      plan->packets, plan->loss_percent, plan->copy_percent, plan->displacement,
      plan->outages, plan->outage_packets);
}
