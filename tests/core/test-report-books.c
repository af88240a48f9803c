/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The books of a sender: whole streams between a sender and a source, with
 * loss, duplicates and reordering, lost reports and wraps, and counts that do
 * not agree.
 */
#include "qos-report-books.h"

#include "qos-source-private.h"

#include "test-util.h"

#define FIRST (QOS_REPORT_BOOKS_FIRST_TURN + 65000)
#define MS UINT64_C (1000000)

static QosReportBooksResult
read_books (const QosReportBooks *books, uint64_t newest)
{
  QosReportBooksResult result;

  g_assert_true (qos_report_books_read (books, FIRST, newest, &result));
  return result;
}

static void
test_unknown_before_both_accounts (void)
{
  QosXrSummary summary = {1, 65000, 65100, 3, 0};
  QosReportBooks books;
  QosReportBooksResult result;

  books = (QosReportBooks){0};
  g_assert_false (qos_report_books_read (&books, FIRST, FIRST + 200, &result));
  qos_report_books_add_block (&books, FIRST + 200, 65150, 5);
  g_assert_false (qos_report_books_read (&books, FIRST, FIRST + 200, &result));
  qos_report_books_add_summary (&books, FIRST + 200, &summary);
  result = read_books (&books, FIRST + 200);
  g_assert_true (result.is_balanced);
  g_assert_cmpuint (result.received, ==, 146);
  g_assert_cmpuint (result.in_flight, ==, 50);
}

typedef struct
{
  const char *name;
  uint32_t highest;
  int32_t lost;
  QosXrSummary summary;
} Wrong;

/* 200 packets were sent, from 65000 on. */
static const Wrong wrong[] = {
    {"more lost than expected", 65150, 152, {1, 65000, 65100, 3, 0}},
    {"a number never sent", 65250, 5, {1, 65000, 65100, 3, 0}},
    {"from before the first", 65150, 5, {1, 64990, 65100, 3, 0}},
    {"fewer lost than were settled", 65150, 2, {1, 65000, 65100, 3, 0}},
    {"more than what is not settled", 65150, 60, {1, 65000, 65100, 3, 0}},
    {"settled beyond the highest", 65150, 5, {1, 65000, 65160, 3, 0}},
};

static void
test_wrong_accounts (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++) {
    QosReportBooks books;

    g_test_message ("%s", wrong[i].name);
    books = (QosReportBooks){0};
    qos_report_books_add_block (&books, FIRST + 200, wrong[i].highest,
        wrong[i].lost);
    qos_report_books_add_summary (&books, FIRST + 200, &wrong[i].summary);
    g_assert_false (read_books (&books, FIRST + 200).is_balanced);
  }
}

typedef struct
{
  QosSource source;
  QosReportBooks books;
  GRand *random;
  uint64_t newest;
  uint64_t unique, copies;
} Path;

static void
arrive (Path *path, uint64_t number, uint64_t at_ns)
{
  QosPacket packet = {at_ns, (uint32_t) (number * 960), (uint16_t) number, 160,
      200};
  QosSeqVerdict verdict = qos_source_packet (&path->source, &packet);

  path->unique += verdict != QOS_SEQ_DUPLICATE;
  path->copies += verdict == QOS_SEQ_DUPLICATE;
}

/* A report; some of them get lost. */
static void
report (Path *path, uint64_t now_ns, uint32_t lost_percent)
{
  QosReportBlock block;
  QosXrSummary summary;
  bool have_summary = qos_source_summary (&path->source, &summary);
  QosReportBooksResult result;

  qos_source_report (&path->source, now_ns, &block);
  if (draw (path->random, 100) < lost_percent)
    return;
  qos_report_books_add_block (&path->books, path->newest,
      block.extended_highest, block.packets_lost);
  if (have_summary)
    qos_report_books_add_summary (&path->books, path->newest, &summary);
  if (!qos_report_books_read (&path->books, FIRST, path->newest, &result))
    return;
  g_assert_true (result.is_balanced);
  g_assert_cmpuint (result.received, ==, path->unique);
  if (result.have_duplicated)
    g_assert_cmpuint (result.duplicated, <=, path->copies);
}

typedef struct
{
  uint64_t number; /* 0 = free */
  uint64_t due;    /* in packets sent */
} Held;

/* Packets leave every 20 ms; delayed ones come up to 80 numbers later. */
static void
run_path (GRand *random, uint32_t lost_percent, uint32_t held_percent,
    uint32_t report_loss_percent)
{
  Path path = {.random = random, .newest = FIRST};
  Held held[4] = {{0}};

  qos_source_init (&path.source, 1, 500 * MS, 0);
  qos_source_set_clock_rate (&path.source, 48000);
  path.books = (QosReportBooks){0};
  for (uint64_t i = 0; i < 80000; i++) {
    Held *place = &held[i % 4];
    uint64_t at_ns = i * 20 * MS;

    path.newest = FIRST + i;
    if (place->number > 0 && i >= place->due) {
      arrive (&path, place->number, at_ns);
      place->number = 0;
    }
    if (i > 200 && draw (random, 100) < lost_percent)
      continue;
    if (i > 200 && draw (random, 100) < held_percent && place->number == 0) {
      *place = (Held){path.newest, i + 1 + draw (random, 80)};
      continue;
    }
    arrive (&path, path.newest, at_ns);
    if (draw (random, 50) == 0)
      arrive (&path, path.newest, at_ns);
    if (i % 25 == 24)
      report (&path, at_ns, report_loss_percent);
  }
  g_assert_true (path.books.have_base);
}

static void
test_balance_over_faults (void)
{
  GRand *random = make_random ();

  run_path (random, 0, 0, 0);
  run_path (random, 5, 0, 10);
  run_path (random, 20, 2, 30);
  run_path (random, 1, 10, 5);
  g_rand_free (random);
}

static void
run_quietly (Path *path, uint64_t from, uint64_t to, bool is_heard)
{
  for (uint64_t i = from; i < to; i++) {
    uint64_t at_ns = i * 20 * MS;

    path->newest = FIRST + i;
    if (!is_heard)
      continue;
    arrive (path, path->newest, at_ns);
    if (i % 25 == 24)
      report (path, at_ns, 0);
  }
}

static void
restart (Path *path)
{
  qos_source_init (&path->source, 1, 500 * MS, path->newest * 20 * MS);
  qos_source_set_clock_rate (&path->source, 48000);
  path->unique = path->copies = 0;
}

static uint64_t
read_received (const Path *path)
{
  QosReportBooksResult result = read_books (&path->books, path->newest);

  g_assert_true (result.is_balanced);
  return result.received;
}

/* Nothing gets through for a minute, and the receiver forgets the stream. It
 * then reports what came since, and must never claim to have received
 * everything. Both in the first minutes and when its summaries roll on. */
static void
test_receiver_that_restarted (void)
{
  static const uint64_t lengths[] = {10, 900, 20000, 40000, 70000};

  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++) {
    uint64_t n = lengths[i] + 50;
    Path path = {.random = NULL, .newest = FIRST};
    QosReportBooksResult result;

    restart (&path);
    path.books = (QosReportBooks){0};
    path.random = make_random ();
    run_quietly (&path, 0, n, true);
    run_quietly (&path, n, n + 3000, false);
    path.books.is_doubtful = true;
    g_assert_false (
        qos_report_books_read (&path.books, FIRST, path.newest, &result));
    restart (&path);
    run_quietly (&path, n + 3000, n + 3900, true);
    g_assert_cmpuint (read_received (&path), >, 860);
    g_assert_cmpuint (read_received (&path), <=, 900);
    g_rand_free (path.random);
  }
}

/* Only its reports are lost: everything is known again with the next
 * summary. */
static void
test_receiver_whose_reports_were_lost (void)
{
  static const uint64_t lengths[] = {900, 20000, 31000, 40000, 70000};

  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++) {
    Path path = {.random = NULL, .newest = FIRST};
    uint64_t n = lengths[i];

    restart (&path);
    path.books = (QosReportBooks){0};
    path.random = make_random ();
    run_quietly (&path, 0, n, true);
    for (uint64_t j = n; j < n + 3000; j++) {
      QosXrSummary lost;

      path.newest = FIRST + j;
      arrive (&path, path.newest, j * 20 * MS);
      if (j % 25 == 24)
        qos_source_summary (&path.source, &lost);
    }
    path.books.is_doubtful = true;
    run_quietly (&path, n + 3000, n + 3900, true);
    g_assert_cmpuint (read_received (&path), >, n + 3860);
    g_rand_free (path.random);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-books/unknown-before-both-accounts",
      test_unknown_before_both_accounts);
  g_test_add_func ("/report-books/wrong-accounts", test_wrong_accounts);
  g_test_add_func ("/report-books/balance-over-faults",
      test_balance_over_faults);
  g_test_add_func ("/report-books/receiver-that-restarted",
      test_receiver_that_restarted);
  g_test_add_func ("/report-books/receiver-whose-reports-were-lost",
      test_receiver_whose_reports_were_lost);
  return g_test_run ();
}
