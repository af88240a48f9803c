/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-report-books.h"

#include <string.h>

/* The extended number nearest to near that has these low bits. */
static uint64_t
extend (uint64_t near, uint16_t number)
{
  return near +
      (uint64_t) (int64_t) (int16_t) (uint16_t) (number - (uint16_t) near);
}

void
qos_report_books_add_block (QosReportBooks *books, uint64_t newest,
    uint32_t highest, int32_t lost)
{
  books->have_report = true;
  books->highest = extend (newest, (uint16_t) highest);
  books->lost = lost;
}

/* Counts from the receiver's first packet on. */
static void
restart_from (QosReportBooks *books, uint64_t begin,
    const QosXrSummary *summary)
{
  books->have_base = books->have_summary = true;
  books->base = begin;
  books->summary_lost = summary->lost;
  books->duplicated = summary->duplicated;
  books->is_rolling = books->is_doubtful = books->have_other_base = false;
}

/* A summary that begins above the base and continues none: the receiver has
 * restarted, or a rolling one was lost. Rolling summaries begin at a different
 * number each time, and only after the numbers that one summary can cover. */
static bool
has_begun_again (const QosReportBooks *books, uint64_t begin, uint64_t end)
{
  return (books->have_other_base && begin == books->other_base) ||
      (!books->is_rolling && end - books->base <= QOS_REPORT_BOOKS_SUMMARY_MAX);
}

void
qos_report_books_add_summary (QosReportBooks *books, uint64_t newest,
    const QosXrSummary *summary)
{
  uint64_t end = extend (newest, summary->end);
  uint64_t begin = end - (uint16_t) (summary->end - summary->begin);

  if (!books->have_base || begin <= books->base ||
      has_begun_again (books, begin, end)) {
    restart_from (books, begin, summary);
  } else if (begin == books->summary_end) {
    books->summary_lost += summary->lost;
    books->duplicated += summary->duplicated;
    books->is_rolling = true;
    books->is_doubtful = books->have_other_base = false;
  } else {
    books->have_summary = false; /* one in between was lost */
    books->is_doubtful = books->have_other_base = true;
    books->other_base = begin;
  }
  books->summary_end = end;
}

/* Summaries cover settled packets, report blocks the present: they may differ
 * by the packets between their ends. */
static bool
agree (const QosReportBooks *books)
{
  uint64_t lost = books->lost > 0 ? (uint64_t) books->lost : 0;
  uint64_t ahead = books->highest + 1 - books->summary_end;

  return books->summary_end <= books->highest + 1 &&
      (books->is_rolling || books->summary_lost <= lost) &&
      lost <= books->summary_lost + ahead;
}

bool
qos_report_books_read (const QosReportBooks *books, uint64_t first,
    uint64_t newest, QosReportBooksResult *result)
{
  uint64_t lost = books->lost > 0 ? (uint64_t) books->lost : 0;
  uint64_t expected = books->highest + 1 - books->base;

  memset (result, 0, sizeof *result);
  if (!books->have_report || !books->have_base || books->is_doubtful ||
      books->base > books->highest + 1)
    return false;
  result->is_balanced = books->base >= first && books->highest >= books->base &&
      books->highest <= newest + 1 && lost <= expected &&
      (!books->have_summary || agree (books));
  if (lost <= expected)
    result->received = expected - lost;
  if (books->highest <= newest)
    result->in_flight = newest - books->highest;
  result->have_duplicated = books->have_summary;
  result->duplicated = books->duplicated;
  return true;
}
