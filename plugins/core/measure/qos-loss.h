/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The distribution of loss in one stream: runs of lost packets, bursts and gaps
 * (RFC 3611 4.7.2, Gmin 16), and the transitions of Gilbert's model. A packet
 * is settled as lost or received when QOS_LOSS_WINDOW later numbers are known;
 * one that arrives after that stays lost in runs, bursts and gaps, and is
 * counted separately.
 */
#pragma once

#include "qos-seq.h"

#include <stdbool.h>
#include <stdint.h>

/* Numbers below the highest that may still arrive. */
#define QOS_LOSS_WINDOW 64
/* Packets received in a row that end a burst (RFC 3611 4.7.2, recommended
 * value). */
#define QOS_LOSS_GMIN 16
/* Runs of 1, 2, ... lost packets; the last entry counts longer runs too. */
#define QOS_LOSS_RUNS 10

/* About settled packets, since the start. */
typedef struct
{
  uint64_t received;
  uint64_t gap_packets;
  uint64_t gap_lost;
  uint64_t gaps; /* packets between bursts, including isolated losses */
  uint64_t lost;
  uint64_t too_late;            /* of lost: arrived after they were settled */
  uint64_t runs[QOS_LOSS_RUNS]; /* ended runs of lost packets, by length */
  uint64_t n_runs;              /* number of runs */
  uint64_t run_max;             /* length of the longest run */
  uint64_t bursts; /* they begin and end with a loss, contain two or more
                    * losses, and fewer than QOS_LOSS_GMIN packets received
                    * in a row between them */
  uint64_t burst_packets;
  uint64_t burst_lost;
} QosLossTotals;

/* Starts as all 0. */
typedef struct
{
  uint64_t recent;  /* bit n: highest - n was received */
  unsigned pending; /* numbers in recent, 0 = no packet yet */
  bool is_in_gap;
  uint64_t run;          /* current run of losses, up to the last settled
                          * packet */
  uint64_t since;        /* received since the last loss, below QOS_LOSS_GMIN */
  uint64_t open_packets; /* from the first to the last loss of a possible
                          * burst; 0 = none */
  uint64_t open_lost;
  QosLossTotals totals;
} QosLoss;

/* A packet that is counted. SUSPECT: the previous one did not belong to the
 * stream. */
void qos_loss_packet (QosLoss *loss, const QosArrival *arrival);

/* The totals as if nothing more arrived: pending numbers are settled, and an
 * open run or burst is ended. */
void qos_loss_read (const QosLoss *loss, QosLossTotals *totals);
