/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-hist.h"

#include <math.h>
#include <string.h>

#define UNIT_SHIFT 14 /* 2^14 ns = 16 us */
#define SUB_SHIFT 4   /* 2^4 buckets per doubling */
#define SUB (UINT64_C (1) << SUB_SHIFT)

/* The first SUB buckets are one unit wide, the next SUB twice as wide, and so
 * on. */
static unsigned
bucket_of (uint64_t value_ns)
{
  uint64_t units = value_ns >> UNIT_SHIFT;
  unsigned doublings = 0;
  uint64_t bucket;

  for (; units >> doublings >= 2 * SUB; doublings++)
    if (doublings * SUB >= QOS_HIST_BUCKETS)
      return QOS_HIST_BUCKETS - 1;
  bucket = doublings * SUB + (units >> doublings);
  return bucket < QOS_HIST_BUCKETS ? (unsigned) bucket : QOS_HIST_BUCKETS - 1;
}

/* The smallest value of a bucket. */
static uint64_t
bucket_start_ns (unsigned bucket)
{
  unsigned doublings = bucket < 2 * SUB ? 0 : (unsigned) (bucket / SUB - 1);

  return (bucket - doublings * SUB) << doublings << UNIT_SHIFT;
}

static uint64_t
bucket_middle_ns (const QosHist *hist, unsigned bucket)
{
  uint64_t start_ns = bucket_start_ns (bucket);
  uint64_t middle_ns = start_ns + (bucket_start_ns (bucket + 1) - start_ns) / 2;

  if (bucket == QOS_HIST_BUCKETS - 1)
    return hist->max_ns;
  return middle_ns < hist->max_ns ? middle_ns : hist->max_ns;
}

static void
add_count (QosHist *hist, unsigned bucket, uint32_t count)
{
  uint32_t room = UINT32_MAX - hist->counts[bucket];

  count = count < room ? count : room;
  hist->counts[bucket] += count;
  hist->n += count;
}

void
qos_hist_add (QosHist *hist, uint64_t value_ns)
{
  add_count (hist, bucket_of (value_ns), 1);
  if (value_ns > hist->max_ns)
    hist->max_ns = value_ns;
}

void
qos_hist_shift (QosHist *hist, uint64_t by_ns)
{
  QosHist old;

  if (hist->n == 0)
    return;
  old = *hist;
  memset (hist, 0, sizeof *hist);
  hist->max_ns = old.max_ns + by_ns;
  for (unsigned i = 0; i < QOS_HIST_BUCKETS; i++)
    if (old.counts[i] > 0)
      add_count (hist, bucket_of (bucket_middle_ns (&old, i) + by_ns),
          old.counts[i]);
}

void
qos_hist_merge (QosHist *hist, const QosHist *from)
{
  for (unsigned i = 0; i < QOS_HIST_BUCKETS; i++)
    add_count (hist, i, from->counts[i]);
  if (from->max_ns > hist->max_ns)
    hist->max_ns = from->max_ns;
}

bool
qos_hist_percentile (const QosHist *hist, double percent, uint64_t *value_ns)
{
  uint64_t rank = (uint64_t) ceil (percent / 100.0 * (double) hist->n);
  uint64_t seen = 0;

  if (hist->n == 0)
    return false;
  for (unsigned i = 0; i < QOS_HIST_BUCKETS; i++) {
    seen += hist->counts[i];
    if (seen > 0 && seen >= rank) {
      *value_ns = bucket_middle_ns (hist, i);
      return true;
    }
  }
  *value_ns = hist->max_ns;
  return true;
}

uint64_t
qos_hist_above (const QosHist *hist, uint64_t value_ns)
{
  unsigned bucket = bucket_of (value_ns);
  uint64_t above = 0, start_ns = bucket_start_ns (bucket), end_ns;

  if (value_ns >= hist->max_ns)
    return 0;
  for (unsigned i = bucket + 1; i < QOS_HIST_BUCKETS; i++)
    above += hist->counts[i];
  end_ns = bucket_start_ns (bucket + 1);
  if (bucket == QOS_HIST_BUCKETS - 1 || hist->max_ns < end_ns)
    end_ns = hist->max_ns;
  return above +
      (uint64_t) ((double) hist->counts[bucket] * (double) (end_ns - value_ns) /
              (double) (end_ns - start_ns) +
          0.5);
}
