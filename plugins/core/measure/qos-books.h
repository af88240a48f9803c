/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What became of the packets one sender sent, as one receiver's reports have
 * it: sent before that receiver's first, received, lost, and not reported yet.
 * Two accounts of it, report blocks (RFC 3550 6.4.1) and Statistics Summaries
 * (RFC 3611 4.6), which are counted apart there, are held against each other.
 */
#ifndef QOS_BOOKS_H
#define QOS_BOOKS_H

#include "qos-xr-loss.h"

#include <stdbool.h>
#include <stdint.h>

/* Extended numbers of ours: they start one turn up, so that a number below the
 * first one is positive. */
#define QOS_BOOKS_FIRST_TURN 65536

typedef struct
{
  bool have_report;
  uint64_t highest; /* extended number, of the last report block */
  int64_t lost;     /* of the same */
  bool have_base;
  uint64_t base;        /* extended number of the receiver's first packet */
  bool is_doubtful;     /* the receiver may have begun again */
  bool have_other_base; /* it says so, or a summary was lost */
  uint64_t other_base;
  bool have_summary;
  bool is_rolling; /* summed up from several: too many where packets came after
                    * they were reported lost */
  uint64_t summary_end;
  uint64_t summary_lost; /* from base to summary_end */
  uint64_t duplicated;
} QosBooks;

typedef struct
{
  uint64_t received;
  uint64_t in_flight; /* sent after the highest that was reported */
  bool is_balanced;
  bool have_duplicated;
  uint64_t duplicated;
} QosBooksResult;

void qos_books_init (QosBooks *books);

/* newest: extended number of the last packet sent. highest: of the block, of
 * which the low 16 bits count; lost: its cumulative loss. */
void qos_books_report (QosBooks *books, uint64_t newest, uint32_t highest,
    int32_t lost);

/* Nothing came of the receiver for so long that it may have forgotten the stream
 * and begun again: until a summary says from where it counts, nothing is known.
 */
void qos_books_doubt (QosBooks *books);

/* Our receivers' summaries cover all from their first packet on, until that is
 * QOS_BOOKS_SUMMARY_MAX numbers, and then what was settled since the last. */
#define QOS_BOOKS_SUMMARY_MAX 32768
void qos_books_summary (QosBooks *books, uint64_t newest,
    const QosXrSummary *summary);

/* first, newest: extended numbers of the first and the last packet sent; a report
 * may be of one more, that its sender has not counted yet. False as long as a
 * report or a summary is missing, or they can't both be true. */
bool qos_books_read (const QosBooks *books, uint64_t first, uint64_t newest,
    QosBooksResult *result);

#endif
