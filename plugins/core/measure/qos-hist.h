/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A histogram of durations in fixed room: 16 buckets for each doubling, from 16
 * us to 4 s, so that a value is known to 1/32 of itself or 8 us, whichever is
 * more. Longer ones are in the last bucket; the longest is kept exactly.
 */
#ifndef QOS_HIST_H
#define QOS_HIST_H

#include <stdbool.h>
#include <stdint.h>

#define QOS_HIST_BUCKETS 240

typedef struct
{
  uint64_t n;
  uint64_t max_ns;
  uint32_t counts[QOS_HIST_BUCKETS]; /* stay at their maximum */
} QosHist;

void qos_hist_init (QosHist *hist);
void qos_hist_add (QosHist *hist, uint64_t value_ns);

/* All values were less than they should have been, by by_ns. */
void qos_hist_shift (QosHist *hist, uint64_t by_ns);

/* Adds the values of from. */
void qos_hist_merge (QosHist *hist, const QosHist *from);

/* percent: 0..100. The value that so many of the values do not exceed (nearest
 * rank; the middle of its bucket, at most the longest). False when there are
 * none; then nothing is written. */
bool qos_hist_percentile (const QosHist *hist, double percent,
    uint64_t *value_ns);

/* How many values are above value_ns: of those in its bucket as large a part as
 * of the bucket is, for where in it they are is not known. */
uint64_t qos_hist_above (const QosHist *hist, uint64_t value_ns);

#endif
