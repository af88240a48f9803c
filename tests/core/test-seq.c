/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Sequence numbers. Each case is a series of runs of packets, with the verdict
 * on each packet and the books at the end (RFC 3550 A.1, A.3; RFC 4737 3). Then
 * come random streams, whose books must equal the truth.
 */
#include "qos-seq.h"

#include "random-stream.h"
#include "test-util.h"

static QosSeqVerdict
update (QosSeq *seq, uint16_t number, QosTimeFit fit, bool is_silent)
{
  return qos_seq_update (seq, number, fit, is_silent).verdict;
}

/* The contract does not define the verdict. */
#define ANY 99

#define IN_ORDER QOS_SEQ_IN_ORDER
#define REORDERED QOS_SEQ_REORDERED
#define DUPLICATE QOS_SEQ_DUPLICATE
#define SUSPECT QOS_SEQ_SUSPECT
#define RESTART QOS_SEQ_RESTART
#define UNKNOWN QOS_TIME_UNKNOWN
#define FITS QOS_TIME_FITS
#define JUMPS QOS_TIME_JUMPS

typedef struct
{
  uint32_t first; /* number of the first packet, modulo 65536 */
  uint32_t count; /* packets with consecutive numbers; 0 ends the case */
  QosTimeFit fit;
  unsigned verdict;
} Run;

typedef struct
{
  uint64_t expected, unique, duplicates, reordered, strays, restarts;
  uint32_t extended_highest;
} Books;

typedef struct
{
  const char *path;
  Run runs[10];
  Books books;
} Case;

static const Case cases[] = {
    {"/seq/first-packet", {{100, 1, UNKNOWN, IN_ORDER}},
        {1, 1, 0, 0, 0, 0, 100}},
    {"/seq/in-order", {{100, 1000, UNKNOWN, IN_ORDER}},
        {1000, 1000, 0, 0, 0, 0, 1099}},
    {"/seq/first-number-0", {{0, 3, UNKNOWN, IN_ORDER}}, {3, 3, 0, 0, 0, 0, 2}},
    {"/seq/duplicate-of-the-first",
        {{7, 1, UNKNOWN, IN_ORDER}, {7, 1, UNKNOWN, DUPLICATE},
            {8, 2, FITS, IN_ORDER}, {7, 1, FITS, DUPLICATE}},
        {3, 3, 2, 0, 0, 0, 9}},
    {"/seq/duplicate-of-each",
        {{7, 1, UNKNOWN, IN_ORDER}, {7, 1, UNKNOWN, DUPLICATE},
            {8, 1, UNKNOWN, IN_ORDER}, {8, 1, UNKNOWN, DUPLICATE},
            {9, 1, UNKNOWN, IN_ORDER}, {9, 1, UNKNOWN, DUPLICATE}},
        {3, 3, 3, 0, 0, 0, 9}},
    {"/seq/duplicate-five-times",
        {{7, 3, FITS, IN_ORDER}, {8, 1, FITS, DUPLICATE},
            {8, 1, FITS, DUPLICATE}, {8, 1, FITS, DUPLICATE},
            {8, 1, FITS, DUPLICATE}, {8, 1, FITS, DUPLICATE}},
        {3, 3, 5, 0, 0, 0, 9}},
    {"/seq/lost", {{1, 4, FITS, IN_ORDER}, {8, 3, FITS, IN_ORDER}},
        {10, 7, 0, 0, 0, 0, 10}},
    {"/seq/reordered",
        {{1, 2, FITS, IN_ORDER}, {4, 1, FITS, IN_ORDER},
            {3, 1, FITS, REORDERED}, {5, 1, FITS, IN_ORDER}},
        {5, 5, 0, 1, 0, 0, 5}},
    {"/seq/reordered-then-duplicated",
        {{1, 2, FITS, IN_ORDER}, {5, 1, FITS, IN_ORDER},
            {3, 1, FITS, REORDERED}, {3, 1, FITS, DUPLICATE},
            {4, 1, FITS, REORDERED}, {3, 1, FITS, DUPLICATE}},
        {5, 5, 2, 2, 0, 0, 5}},
    {"/seq/backwards",
        {{10, 1, FITS, IN_ORDER}, {9, 1, FITS, REORDERED},
            {8, 1, FITS, REORDERED}, {7, 1, FITS, REORDERED},
            {6, 1, FITS, REORDERED}, {11, 1, FITS, IN_ORDER}},
        {6, 6, 0, 4, 0, 0, 11}},
    {"/seq/late-inside-the-window",
        {{1, 999, FITS, IN_ORDER}, {1001, 900, FITS, IN_ORDER},
            {1000, 1, FITS, REORDERED}, {1000, 1, FITS, DUPLICATE},
            {999, 1, FITS, DUPLICATE}},
        {1900, 1900, 2, 1, 0, 0, 1900}},
    /* 977 is 1023 behind 2000. */
    {"/seq/late-at-the-window-edge",
        {{1, 976, FITS, IN_ORDER}, {978, 1023, FITS, IN_ORDER},
            {978, 1, FITS, DUPLICATE}, {977, 1, FITS, REORDERED},
            {977, 1, FITS, DUPLICATE}},
        {2000, 2000, 2, 1, 0, 0, 2000}},
    /* 976 is 1024 behind: 2000 itself has its place in the window. */
    {"/seq/late-just-outside-the-window",
        {{1, 975, FITS, IN_ORDER}, {977, 1024, FITS, IN_ORDER},
            {976, 1, FITS, SUSPECT}, {2001, 1, FITS, IN_ORDER}},
        {2001, 2000, 0, 0, 1, 0, 2001}},
    {"/seq/late-outside-the-window",
        {{1, 800, FITS, IN_ORDER}, {802, 1199, FITS, IN_ORDER},
            {801, 1, FITS, SUSPECT}, {2001, 1, FITS, IN_ORDER}},
        {2001, 2000, 0, 0, 1, 0, 2001}},
    /* 10 + 1024 uses the place of 10, which was received. */
    {"/seq/window-forgets-what-left-it",
        {{0, 1034, FITS, IN_ORDER}, {1035, 1, FITS, IN_ORDER},
            {1034, 1, FITS, REORDERED}, {1034, 1, FITS, DUPLICATE}},
        {1036, 1036, 1, 1, 0, 0, 1035}},
    {"/seq/window-forgets-over-a-gap",
        {{0, 1024, FITS, IN_ORDER}, {2100, 1, FITS, IN_ORDER},
            {2047, 5, FITS, REORDERED}, {2047, 5, FITS, DUPLICATE},
            {1100, 1, FITS, REORDERED}},
        {2101, 1031, 5, 6, 0, 0, 2100}},
    {"/seq/before-the-first",
        {{100, 1, UNKNOWN, IN_ORDER}, {99, 1, UNKNOWN, REORDERED},
            {101, 1, UNKNOWN, IN_ORDER}, {97, 1, UNKNOWN, REORDERED},
            {97, 1, UNKNOWN, DUPLICATE}},
        {5, 4, 1, 2, 0, 0, 101}},
    {"/seq/99-before-the-first",
        {{1000, 1, FITS, IN_ORDER}, {901, 1, FITS, REORDERED},
            {1001, 1, FITS, IN_ORDER}},
        {101, 3, 0, 1, 0, 0, 1001}},
    {"/seq/before-the-first-below-0",
        {{3, 1, FITS, IN_ORDER}, {65530, 1, FITS, REORDERED},
            {4, 1, FITS, IN_ORDER}, {65535, 1, FITS, REORDERED}},
        {11, 4, 0, 2, 0, 0, 4}},
    {"/seq/before-the-first-0",
        {{0, 1, FITS, IN_ORDER}, {65535, 1, FITS, REORDERED},
            {1, 1, FITS, IN_ORDER}},
        {3, 3, 0, 1, 0, 0, 1}},
    {"/seq/wrap", {{65530, 20, FITS, IN_ORDER}},
        {20, 20, 0, 0, 0, 0, 0x10000 + 13}},
    {"/seq/wraps-many-times", {{65000, 10 * 65536, UNKNOWN, IN_ORDER}},
        {655360, 655360, 0, 0, 0, 0, 65000 + 655360 - 1}},
    {"/seq/lost-over-the-wrap",
        {{65530, 4, FITS, IN_ORDER}, {4, 2, FITS, IN_ORDER}},
        {12, 6, 0, 0, 0, 0, 0x10005}},
    {"/seq/reordered-over-the-wrap",
        {{65530, 5, FITS, IN_ORDER}, {1, 1, FITS, IN_ORDER},
            {65535, 1, FITS, REORDERED}, {0, 1, FITS, REORDERED},
            {65535, 1, FITS, DUPLICATE}},
        {8, 8, 1, 2, 0, 0, 0x10001}},
    {"/seq/probation-loss-is-in-the-books",
        {{10, 1, UNKNOWN, IN_ORDER}, {15, 1, UNKNOWN, IN_ORDER},
            {17, 1, UNKNOWN, IN_ORDER}},
        {8, 3, 0, 0, 0, 0, 17}},
    {"/seq/probation-reordered",
        {{10, 1, UNKNOWN, IN_ORDER}, {8, 1, UNKNOWN, REORDERED},
            {9, 1, UNKNOWN, REORDERED}, {11, 1, UNKNOWN, IN_ORDER}},
        {4, 4, 0, 2, 0, 0, 11}},
    {"/seq/probation-outage-with-fitting-time-is-loss",
        {{10, 1, FITS, IN_ORDER}, {510, 3, FITS, IN_ORDER}},
        {503, 4, 0, 0, 0, 0, 512}},
    {"/seq/noise-before-the-stream",
        {{5000, 1, UNKNOWN, IN_ORDER}, {100, 1, UNKNOWN, ANY},
            {101, 3, UNKNOWN, ANY}, {104, 1, UNKNOWN, IN_ORDER}},
        {5, 5, 0, 0, 1, 0, 104}},
    {"/seq/noise-with-jumping-time-before-the-stream",
        {{90, 1, FITS, IN_ORDER}, {100, 1, JUMPS, ANY}, {101, 3, FITS, ANY},
            {104, 1, FITS, IN_ORDER}},
        {5, 5, 0, 0, 1, 0, 104}},
    {"/seq/stray",
        {{1, 10, FITS, IN_ORDER}, {30000, 1, JUMPS, SUSPECT},
            {11, 10, FITS, IN_ORDER}},
        {20, 20, 0, 0, 1, 0, 20}},
    {"/seq/strays",
        {{1, 10, UNKNOWN, IN_ORDER}, {30000, 1, UNKNOWN, SUSPECT},
            {11, 1, UNKNOWN, IN_ORDER}, {40000, 1, UNKNOWN, SUSPECT},
            {12, 1, UNKNOWN, IN_ORDER}, {20000, 1, UNKNOWN, SUSPECT},
            {13, 1, UNKNOWN, IN_ORDER}},
        {13, 13, 0, 0, 3, 0, 13}},
    {"/seq/strays-in-a-row",
        {{1, 10, UNKNOWN, IN_ORDER}, {30000, 1, UNKNOWN, SUSPECT},
            {50000, 1, UNKNOWN, SUSPECT}, {20000, 1, UNKNOWN, SUSPECT},
            {11, 1, UNKNOWN, IN_ORDER}},
        {11, 11, 0, 0, 3, 0, 11}},
    {"/seq/stray-near-with-jumping-time",
        {{1, 10, FITS, IN_ORDER}, {15, 1, JUMPS, SUSPECT},
            {11, 10, FITS, IN_ORDER}},
        {20, 20, 0, 0, 1, 0, 20}},
    {"/seq/restart-backwards",
        {{50000, 101, UNKNOWN, IN_ORDER}, {10, 1, UNKNOWN, SUSPECT},
            {11, 1, UNKNOWN, RESTART}, {12, 5, UNKNOWN, IN_ORDER}},
        {108, 108, 0, 0, 0, 1, 16}},
    {"/seq/restart-backwards-a-little",
        {{1000, 101, FITS, IN_ORDER}, {1050, 1, JUMPS, SUSPECT},
            {1051, 1, JUMPS, RESTART}, {1052, 3, FITS, IN_ORDER}},
        {106, 106, 0, 0, 0, 1, 1054}},
    {"/seq/restart-forwards-far",
        {{1000, 101, UNKNOWN, IN_ORDER}, {20000, 1, UNKNOWN, SUSPECT},
            {20001, 1, UNKNOWN, RESTART}, {20002, 3, UNKNOWN, IN_ORDER}},
        {106, 106, 0, 0, 0, 1, 20004}},
    {"/seq/restart-forwards-by-300",
        {{1000, 101, FITS, IN_ORDER}, {1400, 1, JUMPS, SUSPECT},
            {1401, 1, JUMPS, RESTART}, {1402, 3, FITS, IN_ORDER}},
        {106, 106, 0, 0, 0, 1, 1404}},
    {"/seq/restart-forwards-by-2",
        {{1000, 101, FITS, IN_ORDER}, {1102, 1, JUMPS, SUSPECT},
            {1103, 1, JUMPS, RESTART}, {1104, 3, FITS, IN_ORDER}},
        {106, 106, 0, 0, 0, 1, 1106}},
    {"/seq/restart-at-the-same-number",
        {{1000, 101, FITS, IN_ORDER}, {1100, 1, JUMPS, SUSPECT},
            {1101, 1, JUMPS, RESTART}, {1102, 3, FITS, IN_ORDER}},
        {106, 106, 0, 0, 0, 1, 1104}},
    {"/seq/restart-at-the-number-before",
        {{1000, 101, FITS, IN_ORDER}, {1099, 1, JUMPS, SUSPECT},
            {1100, 1, JUMPS, RESTART}, {1101, 3, FITS, IN_ORDER}},
        {106, 106, 0, 0, 0, 1, 1103}},
    {"/seq/next-number-with-jumping-time-is-no-restart",
        {{1000, 101, FITS, IN_ORDER}, {1101, 1, JUMPS, IN_ORDER},
            {1102, 3, FITS, IN_ORDER}},
        {105, 105, 0, 0, 0, 0, 1104}},
    {"/seq/restart-with-losses-in-it",
        {{50000, 101, FITS, IN_ORDER}, {10, 1, JUMPS, SUSPECT},
            {13, 1, JUMPS, RESTART}, {14, 1, FITS, IN_ORDER}},
        {106, 104, 0, 0, 0, 1, 14}},
    {"/seq/restart-keeps-earlier-losses",
        {{50000, 50, FITS, IN_ORDER}, {50060, 40, FITS, IN_ORDER},
            {10, 1, JUMPS, SUSPECT}, {11, 1, JUMPS, RESTART},
            {12, 8, FITS, IN_ORDER}, {30, 1, FITS, IN_ORDER}},
        {121, 101, 0, 0, 0, 1, 30}},
    {"/seq/restart-twice",
        {{50000, 10, UNKNOWN, IN_ORDER}, {10, 1, UNKNOWN, SUSPECT},
            {11, 1, UNKNOWN, RESTART}, {12, 8, UNKNOWN, IN_ORDER},
            {30000, 1, UNKNOWN, SUSPECT}, {30001, 1, UNKNOWN, RESTART},
            {30002, 8, UNKNOWN, IN_ORDER}},
        {30, 30, 0, 0, 0, 2, 30009}},
    {"/seq/restart-over-the-wrap",
        {{30000, 10, UNKNOWN, IN_ORDER}, {65535, 1, UNKNOWN, SUSPECT},
            {0, 1, UNKNOWN, RESTART}, {1, 8, UNKNOWN, IN_ORDER}},
        {20, 20, 0, 0, 0, 1, 0x10008}},
    {"/seq/restart-forgets-the-old-window",
        {{1000, 101, FITS, IN_ORDER}, {1050, 1, JUMPS, SUSPECT},
            {1051, 1, JUMPS, RESTART}, {1060, 1, FITS, IN_ORDER},
            {1055, 1, FITS, REORDERED}, {1055, 1, FITS, DUPLICATE}},
        {112, 105, 1, 1, 0, 1, 1060}},
    {"/seq/outage-of-2998-without-a-clock-is-loss",
        {{1, 100, UNKNOWN, IN_ORDER}, {3099, 2, UNKNOWN, IN_ORDER}},
        {3100, 102, 0, 0, 0, 0, 3100}},
    {"/seq/outage-of-3000-without-a-clock-is-a-restart",
        {{1, 100, UNKNOWN, IN_ORDER}, {3101, 1, UNKNOWN, SUSPECT},
            {3102, 1, UNKNOWN, RESTART}, {3103, 1, UNKNOWN, IN_ORDER}},
        {103, 103, 0, 0, 0, 1, 3103}},
    {"/seq/outage-of-3000-with-fitting-time-is-loss",
        {{1, 100, FITS, IN_ORDER}, {3101, 3, FITS, IN_ORDER}},
        {3103, 103, 0, 0, 0, 0, 3103}},
    {"/seq/outage-of-20000-with-fitting-time-is-loss",
        {{1, 100, FITS, IN_ORDER}, {20101, 3, FITS, IN_ORDER}},
        {20103, 103, 0, 0, 0, 0, 20103}},
    {"/seq/outage-of-32000-over-the-wrap-is-loss",
        {{50001, 100, FITS, IN_ORDER}, {82101, 3, FITS, IN_ORDER}},
        {32103, 103, 0, 0, 0, 0, 82103}},
};

static void
assert_books (const QosSeq *seq, const Books *books)
{
  g_assert_cmpuint (qos_seq_expected (seq), ==, books->expected);
  g_assert_cmpuint (seq->unique, ==, books->unique);
  g_assert_cmpuint (qos_seq_lost (seq), ==, books->expected - books->unique);
  g_assert_cmpuint (seq->duplicates, ==, books->duplicates);
  g_assert_cmpuint (seq->reordered, ==, books->reordered);
  g_assert_cmpuint (seq->strays, ==, books->strays);
  g_assert_cmpuint (seq->restarts, ==, books->restarts);
  g_assert_cmphex (qos_seq_extended_highest (seq), ==, books->extended_highest);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  QosSeq seq;

  seq = (QosSeq){0};
  for (const Run *run = row->runs; run->count > 0; run++)
    for (uint32_t i = 0; i < run->count; i++) {
      uint16_t number = (uint16_t) (run->first + i);
      QosSeqVerdict verdict = update (&seq, number, run->fit, true);

      if (run->verdict != ANY && verdict != run->verdict)
        g_test_message ("at packet %u", number);
      if (run->verdict != ANY)
        g_assert_cmpuint (verdict, ==, run->verdict);
      g_assert_cmpuint (qos_seq_expected (&seq), >=, seq.unique);
    }
  assert_books (&seq, &row->books);
}

static void
test_nothing (void)
{
  static const Books books = {0};
  QosSeq seq;

  seq = (QosSeq){0};
  assert_books (&seq, &books);
  g_assert_false (seq.is_valid);
}

/* A stranger's numbers, in consecutive pairs, within a live stream: they are
 * strays, and restart nothing until the stream is silent. */
static void
test_no_restart_of_a_live_series (void)
{
  static const Books live = {40, 40, 0, 0, 40, 0, 139};
  static const Books moved = {42, 42, 0, 0, 40, 1, 60001};
  QosSeq seq;

  seq = (QosSeq){0};
  for (uint16_t i = 0; i < 20; i++) {
    uint16_t far = (uint16_t) (30000 + 100 * i);

    update (&seq, (uint16_t) (100 + 2 * i), FITS, false);
    update (&seq, (uint16_t) (101 + 2 * i), FITS, false);
    g_assert_cmpuint (update (&seq, far, JUMPS, false), ==, SUSPECT);
    g_assert_cmpuint (update (&seq, far + 1, JUMPS, false), ==, SUSPECT);
  }
  assert_books (&seq, &live);
  update (&seq, 60000, JUMPS, true);
  g_assert_cmpuint (update (&seq, 60001, JUMPS, true), ==, RESTART);
  assert_books (&seq, &moved);
}

static void
test_valid_after_two_of_one_series (void)
{
  QosSeq seq;

  seq = (QosSeq){0};
  update (&seq, 5000, UNKNOWN, true);
  g_assert_false (seq.is_valid);
  update (&seq, 5000, UNKNOWN, true); /* the same packet again */
  g_assert_false (seq.is_valid);
  update (&seq, 20000, UNKNOWN, true); /* of another series */
  g_assert_false (seq.is_valid);
  update (&seq, 20001, UNKNOWN, true);
  g_assert_true (seq.is_valid);
}

/* 3 * 10^10 packets: 64 bits at 10 Gbit/s, and 32 bits in the report. */
static void
test_counts_over_32_bit (void)
{
  enum
  {
    STEP = 30000,
    STEPS = 1000000
  };
  QosSeq seq;
  uint64_t number = 0;

  seq = (QosSeq){0};
  update (&seq, 0, FITS, true);
  update (&seq, 1, FITS, true);
  for (number = 1; number <= (uint64_t) STEP * STEPS; number += STEP)
    update (&seq, (uint16_t) (number + STEP), FITS, true);
  g_assert_cmpuint (qos_seq_expected (&seq), ==, number + 1);
  g_assert_cmpuint (seq.unique, ==, STEPS + 2);
  g_assert_cmpuint (qos_seq_lost (&seq), ==, number + 1 - (STEPS + 2));
  g_assert_cmphex (qos_seq_extended_highest (&seq), ==, (uint32_t) number);
  g_assert_cmpuint (seq.restarts, ==, 0);
}

static void
run_random_stream (GRand *random, QosTimeFit fit)
{
  RandomPlan plan = random_plan (random, fit == FITS ? 20000 : 0);
  RandomStream stream = random_stream_new (random, &plan);
  uint32_t first = draw (random, 65536);
  Books books = {stream.expected, stream.unique, stream.duplicates,
      stream.reordered, 0, 0, 0};
  QosSeq seq;

  seq = (QosSeq){0};
  for (guint i = 0; i < stream.deliveries->len; i++) {
    const Delivery *d = &g_array_index (stream.deliveries, Delivery, i);

    update (&seq, (uint16_t) (first + d->number), fit, true);
    g_assert_cmpuint (qos_seq_expected (&seq), >=, seq.unique);
    g_assert_cmpuint (qos_seq_lost (&seq), ==,
        qos_seq_expected (&seq) - seq.unique);
  }
  /* Cycles count from the first packet that arrived. */
  first += g_array_index (stream.deliveries, Delivery, 0).number;
  books.extended_highest = first % 65536 + stream.highest -
      g_array_index (stream.deliveries, Delivery, 0).number;
  if (qos_seq_expected (&seq) != stream.expected ||
      seq.unique != stream.unique || seq.duplicates != stream.duplicates)
    random_plan_print (&plan);
  assert_books (&seq, &books);
  random_stream_clear (&stream);
}

static void
test_random_streams (void)
{
  GRand *random = make_random ();

  for (int i = 0; i < 200; i++)
    run_random_stream (random, i & 1 ? FITS : UNKNOWN);
  g_rand_free (random);
}

/* Whatever comes: no count is negative, and each packet is counted once. A
 * pending suspect may not be counted yet. */
static void
test_random_numbers (void)
{
  GRand *random = make_random ();

  for (int round = 0; round < 50; round++) {
    uint32_t number = draw (random, 65536);
    QosSeq seq;

    seq = (QosSeq){0};
    for (uint64_t n = 1; n <= 2000; n++) {
      uint32_t reach = 1U << draw (random, 17);
      uint64_t counted;

      number += draw (random, reach) - draw (random, reach) + draw (random, 3);
      update (&seq, (uint16_t) number, (QosTimeFit) draw (random, 3), true);
      counted = seq.unique + seq.duplicates + seq.strays;
      g_assert_cmpuint (qos_seq_expected (&seq), >=, seq.unique);
      g_assert_cmpuint (counted, <=, n);
      g_assert_cmpuint (counted + 1, >=, n);
      g_assert_cmpuint (seq.base, <=, seq.highest);
    }
  }
  g_rand_free (random);
}

/* The arrivals that other modules use to follow the numbers. */
static void
test_arrivals (void)
{
  static const struct
  {
    uint16_t number;
    QosTimeFit fit;
    QosArrival want;
  } rows[] = {
      {100, UNKNOWN, {IN_ORDER, 100, 0, 0, 0}},
      {103, FITS, {IN_ORDER, 103, 3, 0, 0}},
      {101, FITS, {REORDERED, 101, 0, 2, 0}},
      {98, FITS, {REORDERED, 98, 0, 5, 2}},
      {98, FITS, {DUPLICATE, 98, 0, 0, 0}},
      {9000, JUMPS, {SUSPECT, 9000, 0, 0, 0}},
      {9002, JUMPS, {RESTART, 9002, 2, 0, 0}},
  };
  QosSeq seq;

  seq = (QosSeq){0};
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    const QosArrival *want = &rows[i].want;
    QosArrival got = qos_seq_update (&seq, rows[i].number, rows[i].fit, true);

    g_assert_cmpuint (got.verdict, ==, want->verdict);
    g_assert_cmpuint (got.number, ==, want->number);
    g_assert_cmpuint (got.steps, ==, want->steps);
    g_assert_cmpuint (got.back, ==, want->back);
    g_assert_cmpuint (got.extended, ==, want->extended);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seq/nothing", test_nothing);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_case);
  g_test_add_func ("/seq/no-restart-of-a-live-series",
      test_no_restart_of_a_live_series);
  g_test_add_func ("/seq/valid-after-two-of-one-series",
      test_valid_after_two_of_one_series);
  g_test_add_func ("/seq/counts-over-32-bit", test_counts_over_32_bit);
  g_test_add_func ("/seq/random-streams", test_random_streams);
  g_test_add_func ("/seq/arrivals", test_arrivals);
  g_test_add_func ("/seq/random-numbers", test_random_numbers);
  return g_test_run ();
}
