/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The shape of loss in one stream: runs of lost packets, bursts and gaps (RFC
 * 3611 4.7.2, Gmin 16), and the transitions of Gilbert's model. A packet is
 * settled as lost or received when QOS_LOSS_WINDOW later numbers are known;
 * one that comes later than that stays lost in runs, bursts and gaps, and is
 * counted apart.
 */
#ifndef QOS_LOSS_H
#define QOS_LOSS_H

#include <stdbool.h>
#include <stdint.h>

/* Numbers from the highest downwards that may still come. */
#define QOS_LOSS_WINDOW 64
/* Received in a row that end a burst (RFC 3611 4.7.2, recommended value). */
#define QOS_LOSS_GMIN 16
/* Runs of 1, 2, ... lost packets; the last entry is of as many and more. */
#define QOS_LOSS_RUNS 10

/* All of settled packets, since the start. */
typedef struct
{
  uint64_t received;
  uint64_t gap_packets;
  uint64_t gap_lost;
  uint64_t gaps; /* what is between bursts, isolated losses within */
  uint64_t lost;
  uint64_t too_late;            /* of lost: came after they were settled */
  uint64_t runs[QOS_LOSS_RUNS]; /* ended runs of lost packets, by length */
  uint64_t n_runs;              /* begun, each length */
  uint64_t run_max;             /* packets of the longest run */
  uint64_t bursts; /* begin and end with a loss, two losses or more, fewer than
                    * QOS_LOSS_GMIN received in a row between them */
  uint64_t burst_packets;
  uint64_t burst_lost;
} QosLossTotals;

typedef struct
{
  uint64_t recent;  /* bit n: highest - n was received */
  unsigned pending; /* numbers in recent, 0 = no packet yet */
  bool is_in_gap;
  uint64_t run;          /* lost in a row, up to the last settled */
  uint64_t since;        /* received since the last loss, below QOS_LOSS_GMIN */
  uint64_t open_packets; /* from the first loss of what may be a burst to the
                          * last; 0 = none */
  uint64_t open_lost;
  QosLossTotals totals;
} QosLoss;

void qos_loss_init (QosLoss *loss);

/* The first packet of a series came: what was pending is settled. */
void qos_loss_begin (QosLoss *loss);

/* The first packet was none of the stream. */
void qos_loss_withdraw (QosLoss *loss);

/* A new highest number came, steps >= 1 above the one before. */
void qos_loss_advance (QosLoss *loss, uint64_t steps);

/* The first number of the series is n lower than was known. */
void qos_loss_extend (QosLoss *loss, uint64_t n);

/* A number came for the first time, back >= 1 below the highest and not below
 * the first. */
void qos_loss_fill_in (QosLoss *loss, uint64_t back);

/* The totals as if nothing further came: what is pending is settled, and an
 * open run or burst ended. */
void qos_loss_read (const QosLoss *loss, QosLossTotals *totals);

#endif
