/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-jitter.h"

#include "qos-time.h"

/* Limit for one difference: a source whose clock changed would otherwise raise
 * the estimate for minutes, and finally overflow it. */
#define DIFFERENCE_MAX_NS (60 * QOS_SIGNED_NS_PER_S)

/* Longer than an RTP timestamp can span at any supported clock rate; keeps the
 * difference within 64 bits. */
#define SPACING_MAX_NS (UINT64_C (1) << 61)

void
qos_jitter_break (QosJitter *jitter)
{
  jitter->have_packet = jitter->have_seen = false;
}

void
qos_jitter_see (QosJitter *jitter, uint64_t arrival_ns)
{
  uint64_t spacing_ns = arrival_ns - jitter->seen_ns;
  bool is_sample = jitter->have_seen && arrival_ns >= jitter->seen_ns;

  jitter->have_seen = true;
  jitter->seen_ns = arrival_ns;
  if (!is_sample)
    return;
  if (!jitter->have_delta || spacing_ns > jitter->delta_max_ns)
    jitter->delta_max_ns = spacing_ns;
  jitter->have_delta = true;
}

void
qos_jitter_update (QosJitter *jitter, uint64_t arrival_ns, uint32_t timestamp,
    uint32_t clock_rate)
{
  uint64_t spacing_ns = arrival_ns - jitter->arrival_ns;
  int64_t ticks = (int32_t) (timestamp - jitter->timestamp);
  int64_t difference;
  bool is_sample = jitter->have_packet && arrival_ns >= jitter->arrival_ns;

  qos_jitter_see (jitter, arrival_ns);
  jitter->have_packet = true;
  jitter->arrival_ns = arrival_ns;
  jitter->timestamp = timestamp;
  if (!is_sample)
    return;

  /* Clamped after the subtraction: a long silence is not jitter. */
  difference =
      (int64_t) (spacing_ns < SPACING_MAX_NS ? spacing_ns : SPACING_MAX_NS) -
      ticks * QOS_SIGNED_NS_PER_S / (int64_t) clock_rate;
  if (difference < 0)
    difference = -difference;
  if (difference > DIFFERENCE_MAX_NS)
    difference = DIFFERENCE_MAX_NS;

  jitter->scaled_ns += (uint64_t) difference - ((jitter->scaled_ns + 8) >> 4);
  jitter->samples++;
  jitter->sum_ns += jitter->scaled_ns >> 4;
  if (jitter->scaled_ns >> 4 > jitter->max_ns)
    jitter->max_ns = jitter->scaled_ns >> 4;
}

bool
qos_jitter_read (const QosJitter *jitter, uint64_t *jitter_ns)
{
  if (jitter->samples == 0)
    return false;
  *jitter_ns = jitter->scaled_ns >> 4;
  return true;
}

bool
qos_jitter_mean (const QosJitter *jitter, uint64_t *mean_ns)
{
  if (jitter->samples == 0)
    return false;
  *mean_ns = jitter->sum_ns / jitter->samples;
  return true;
}

bool
qos_jitter_take_delta (QosJitter *jitter, uint64_t *delta_ns)
{
  if (!jitter->have_delta)
    return false;
  *delta_ns = jitter->delta_max_ns;
  jitter->have_delta = false;
  return true;
}
