/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What happened to a sender's packets according to the reports of one receiver:
 * sent before that receiver's first one, received, lost, and not reported yet.
 * The receiver counts twice, for report blocks (RFC 3550 6.4.1) and for
 * Statistics Summaries (RFC 3611 4.6): the two are compared.
 */
#pragma once

#include "qos-xr.h"

#include <stdbool.h>
#include <stdint.h>

/* Our extended numbers start one cycle up, so that a number below the first one
 * is positive. */
#define QOS_REPORT_BOOKS_FIRST_TURN 65536

/* Starts as all 0. */
typedef struct
{
  bool have_report;
  uint64_t highest; /* extended number, of the last report block */
  int64_t lost;     /* of the same */
  bool have_base;
  uint64_t base;        /* extended number of the receiver's first packet */
  bool is_doubtful;     /* the receiver may have restarted, or was silent for so
                         * long that it may have forgotten the stream and
                         * started its counts again: nothing is known until a
                         * summary shows where they start */
  bool have_other_base; /* a summary began elsewhere: the receiver has
                         * restarted, or a summary was lost */
  uint64_t other_base;
  bool have_summary;
  bool is_rolling; /* a sum of several summaries: too high if packets arrived
                    * after they were reported lost */
  uint64_t summary_end;
  uint64_t summary_lost; /* from base to summary_end */
  uint64_t duplicated;
} QosReportBooks;

typedef struct
{
  uint64_t received;
  uint64_t in_flight; /* sent after the highest reported one */
  bool is_balanced;
  bool have_duplicated;
  uint64_t duplicated;
} QosReportBooksResult;

/* newest: extended number of the last packet sent. highest: of the block, only
 * the low 16 bits are used; lost: its cumulative loss. */
void qos_report_books_add_block (QosReportBooks *books, uint64_t newest,
    uint32_t highest, int32_t lost);

/* The summaries of our receivers cover everything from their first packet on,
 * up to QOS_REPORT_BOOKS_SUMMARY_MAX numbers, and then what was settled since
 * the last one. */
#define QOS_REPORT_BOOKS_SUMMARY_MAX 32768
void qos_report_books_add_summary (QosReportBooks *books, uint64_t newest,
    const QosXrSummary *summary);

/* first, newest: extended numbers of the first and the last packet sent; a
 * report may include one more, which is not counted yet. False while a report
 * or a summary is missing, or if they contradict each other. */
bool qos_report_books_read (const QosReportBooks *books, uint64_t first,
    uint64_t newest, QosReportBooksResult *result);
