/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A histogram of durations of fixed size: 16 buckets per doubling, from 16 us
 * to 4 s, so that the resolution is 1/32 of a value or 8 us, whichever is more.
 * Longer ones are in the last bucket; the longest is kept exactly.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define QOS_HIST_BUCKETS 240

/* Starts as all 0. */
typedef struct
{
  uint64_t n;
  uint64_t max_ns;
  uint32_t counts[QOS_HIST_BUCKETS]; /* saturate */
} QosHist;

void qos_hist_add (QosHist *hist, uint64_t value_ns);

/* All values were too small by by_ns. */
void qos_hist_shift (QosHist *hist, uint64_t by_ns);

/* Adds the values of from. */
void qos_hist_merge (QosHist *hist, const QosHist *from);

/* percent: 0..100. The value that this percentage of the values does not exceed
 * (nearest rank; the middle of its bucket, at most the longest value). False if
 * there are none; then nothing is written. */
bool qos_hist_percentile (const QosHist *hist, double percent,
    uint64_t *value_ns);

/* Number of values above value_ns. Its own bucket counts in proportion, because
 * the distribution inside it is unknown. */
uint64_t qos_hist_above (const QosHist *hist, uint64_t value_ns);
