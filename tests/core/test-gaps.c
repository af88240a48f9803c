/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Gaps, by what was reported for the numbers in them, and the events that
 * result.
 */
#include "qos-gaps.h"

#include "test-util.h"

#define PACKET_US 20000
#define US UINT64_C (1000) /* ns */

typedef enum
{
  LOST = 1,
  LOST_BEFORE,
  LATE,
  SKIP,
  CAME,         /* counted as lost */
  CAME_SKIPPED, /* passed over */
  DELAY,
  CLOSE,
  DRIFT,
  SETTLE,
  END,
} What;

typedef struct
{
  What what;
  uint64_t number;
  uint32_t n; /* numbers, or microseconds */
  QosCause cause;
  uint32_t excess_us;
} Step;

typedef struct
{
  uint64_t number; /* that should have been played */
  uint32_t gap_us, lost, late, excess_us;
  QosCause cause;
} Want;

typedef struct
{
  const char *name;
  Step steps[10];
  Want events[3]; /* number 0 ends */
} Row;

static const Row rows[] = {
    {"nothing", {{CLOSE, 1, 0, 0, 0}, {END, 0, 0, 0, 0}}, {{0}}},
    {"lost",
        {{LOST, 1, 1, QOS_CAUSE_BURST, 0}, {CLOSE, 2, 20000, 0, 0},
            {END, 0, 0, 0, 0}},
        {{1, 20000, 1, 0, 0, QOS_CAUSE_LOSS}}},
    {"burst",
        {{LOST, 1, 7, QOS_CAUSE_BURST, 0}, {CLOSE, 8, 140000, 0, 0},
            {END, 0, 0, 0, 0}},
        {{1, 140000, 7, 0, 0, QOS_CAUSE_BURST}}},
    {"one-by-one",
        {{LOST, 1, 1, QOS_CAUSE_BURST, 0}, {LOST, 2, 1, QOS_CAUSE_BURST, 0},
            {LOST, 3, 2, QOS_CAUSE_BURST, 0}, {CLOSE, 5, 80000, 0, 0},
            {END, 0, 0, 0, 0}},
        {{1, 80000, 4, 0, 0, QOS_CAUSE_BURST}}},
    {"lost-here",
        {{LOST, 1, 7, QOS_CAUSE_RECEIVER, 0}, {CLOSE, 8, 140000, 0, 0},
            {END, 0, 0, 0, 0}},
        {{1, 140000, 7, 0, 0, QOS_CAUSE_RECEIVER}}},
    {"late",
        {{LATE, 1, 0, QOS_CAUSE_LATE, 3000}, {LATE, 2, 0, QOS_CAUSE_LATE, 9000},
            {LATE, 3, 0, QOS_CAUSE_SENDER, 4000}, {CLOSE, 4, 60000, 0, 0},
            {END, 0, 0, 0, 0}},
        {{1, 60000, 0, 3, 9000, QOS_CAUSE_LATE}}},
    {"lost-and-late",
        {{LOST, 1, 2, QOS_CAUSE_BURST, 0}, {LATE, 3, 0, QOS_CAUSE_LATE, 3000},
            {CLOSE, 4, 60000, 0, 0}, {END, 0, 0, 0, 0}},
        {{1, 60000, 2, 1, 3000, QOS_CAUSE_BURST}}},
    /* Missing sound without any packet counts from 5 ms on. */
    {"a-little", {{CLOSE, 1, 4999, 0, 0}, {END, 0, 0, 0, 0}}, {{0}}},
    {"a-little-more",
        {{DELAY, 1, 1, QOS_CAUSE_SENDER, 0}, {CLOSE, 1, 5000, 0, 0},
            {END, 0, 0, 0, 0}},
        {{1, 5000, 0, 0, 0, QOS_CAUSE_SENDER}}},
    /* What was too short to count is not added to the next one. */
    {"a-little-and-lost",
        {{DELAY, 1, 9, QOS_CAUSE_SENDER, 9000}, {CLOSE, 1, 4999, 0, 0},
            {LOST, 2, 1, QOS_CAUSE_BURST, 0}, {CLOSE, 3, 20000, 0, 0},
            {END, 0, 0, 0, 0}},
        {{2, 20000, 1, 0, 0, QOS_CAUSE_LOSS}}},
    {"delay",
        {{LOST, 1, 1, QOS_CAUSE_BURST, 0},
            {DELAY, 2, 10, QOS_CAUSE_LATE, 80000}, {CLOSE, 2, 220000, 0, 0},
            {END, 0, 0, 0, 0}},
        {{1, 220000, 1, 0, 80000, QOS_CAUSE_LATE}}},
    /* The packet comes while its gap is open, while it waits, and
     * afterwards. */
    {"comes-at-once",
        {{LOST, 1, 1, QOS_CAUSE_BURST, 0},
            {CAME, 1, 0, QOS_CAUSE_REORDERED, 7000}, {CLOSE, 2, 20000, 0, 0},
            {END, 0, 0, 0, 0}},
        {{1, 20000, 0, 1, 7000, QOS_CAUSE_REORDERED}}},
    {"comes-while-it-waits",
        {{LOST, 1, 3, QOS_CAUSE_BURST, 0}, {CLOSE, 4, 60000, 0, 0},
            {SETTLE, 66, 0, 0, 0}, {CAME, 3, 0, QOS_CAUSE_REORDERED, 7000},
            {SETTLE, 67, 0, 0, 0}},
        {{1, 60000, 2, 1, 7000, QOS_CAUSE_BURST}}},
    {"comes-after",
        {{LOST, 1, 3, QOS_CAUSE_BURST, 0}, {CLOSE, 4, 60000, 0, 0},
            {SETTLE, 67, 0, 0, 0}, {CAME, 3, 0, QOS_CAUSE_REORDERED, 7000},
            {END, 0, 0, 0, 0}},
        {{1, 60000, 3, 0, 0, QOS_CAUSE_BURST}}},
    {"all-come",
        {{LOST, 1, 3, QOS_CAUSE_RECEIVER, 0}, {CLOSE, 4, 60000, 0, 0},
            {CAME, 2, 0, QOS_CAUSE_REORDERED, 7000},
            {CAME, 3, 0, QOS_CAUSE_REORDERED, 5000},
            {CAME, 1, 0, QOS_CAUSE_REORDERED, 9000}, {END, 0, 0, 0, 0}},
        {{1, 60000, 0, 3, 9000, QOS_CAUSE_REORDERED}}},
    {"most-come",
        {{LOST, 1, 3, QOS_CAUSE_RECEIVER, 0}, {CLOSE, 4, 60000, 0, 0},
            {CAME, 2, 0, QOS_CAUSE_REORDERED, 7000},
            {CAME, 3, 0, QOS_CAUSE_REORDERED, 5000}, {END, 0, 0, 0, 0}},
        {{1, 60000, 1, 2, 7000, QOS_CAUSE_REORDERED}}},
    {"comes-in-the-right-one",
        {{LOST, 1, 1, QOS_CAUSE_BURST, 0}, {CLOSE, 2, 20000, 0, 0},
            {LOST, 5, 1, QOS_CAUSE_BURST, 0}, {CLOSE, 6, 20000, 0, 0},
            {CAME, 0, 0, QOS_CAUSE_REORDERED, 1000},
            {CAME, 2, 0, QOS_CAUSE_REORDERED, 1000},
            {CAME, 5, 0, QOS_CAUSE_REORDERED, 1000}, {END, 0, 0, 0, 0}},
        {{1, 20000, 1, 0, 0, QOS_CAUSE_LOSS},
            {5, 20000, 0, 1, 1000, QOS_CAUSE_REORDERED}}},
    {"skipped",
        {{SKIP, 1, 0, QOS_CAUSE_LATE, 0}, {SKIP, 2, 0, QOS_CAUSE_LATE, 0},
            {CLOSE, 3, 40000, 0, 0},
            {CAME_SKIPPED, 2, 0, QOS_CAUSE_REORDERED, 7000}, {END, 0, 0, 0, 0}},
        {{1, 40000, 0, 1, 7000, QOS_CAUSE_LATE}}},
    /* The first number of the series is lower than was known. */
    {"lost-before",
        {{LOST, 9, 1, QOS_CAUSE_BURST, 0}, {LOST_BEFORE, 1, 3, 0, 0},
            {CLOSE, 10, 20000, 0, 0}, {CAME, 2, 0, QOS_CAUSE_REORDERED, 7000},
            {END, 0, 0, 0, 0}},
        {{1, 0, 2, 1, 7000, QOS_CAUSE_BURST},
            {9, 20000, 1, 0, 0, QOS_CAUSE_LOSS}}},
    {"drift",
        {{LOST, 1, 1, QOS_CAUSE_BURST, 0}, {DRIFT, 1, 40000, 0, 0},
            {CLOSE, 2, 20000, 0, 0}, {END, 0, 0, 0, 0}},
        {{1, 40000, 0, 0, 0, QOS_CAUSE_DRIFT},
            {1, 20000, 1, 0, 0, QOS_CAUSE_LOSS}}},
    /* An open gap is not an event yet. */
    {"open", {{LOST, 1, 1, QOS_CAUSE_BURST, 0}, {END, 0, 0, 0, 0}}, {{0}}},
    {"more-than-any-number",
        {{LOST, 1, 70000, QOS_CAUSE_BURST, 0}, {CLOSE, 70001, UINT32_MAX, 0, 0},
            {END, 0, 0, 0, 0}},
        {{1, UINT32_MAX, 70000, 0, 0, QOS_CAUSE_BURST}}},
};

static uint64_t
due_ns (uint64_t number)
{
  return number * PACKET_US * 1000;
}

static void
step (QosGaps *gaps, const Step *s, uint64_t from)
{
  uint64_t number = from + s->number, at_ns = due_ns (s->number);

  switch (s->what) {
    case LOST:
      qos_gaps_lost (gaps, number, s->n, at_ns, s->cause);
      return;
    case LOST_BEFORE:
      qos_gaps_lost_before (gaps, number, s->n, at_ns);
      return;
    case LATE:
      qos_gaps_late (gaps, number, at_ns, s->cause, s->excess_us);
      return;
    case SKIP:
      qos_gaps_skip (gaps, number, at_ns, s->cause);
      return;
    case CAME:
    case CAME_SKIPPED:
      qos_gaps_came (gaps, number, s->what == CAME, s->cause, s->excess_us);
      return;
    case DELAY:
      qos_gaps_delay (gaps, number, at_ns, s->cause, s->excess_us, s->n);
      return;
    case CLOSE:
      qos_gaps_close (gaps, number, at_ns, s->n * US);
      return;
    case DRIFT:
      qos_gaps_drift (gaps, number, at_ns, s->n * US);
      return;
    case SETTLE:
      qos_gaps_settle (gaps, number);
      return;
    case END:
      qos_gaps_end (gaps);
      return;
  }
}

static void
assert_event (QosGaps *gaps, const Want *want)
{
  QosEvent event;

  g_assert_true (qos_gaps_take_event (gaps, &event));
  g_assert_cmpuint (event.at_ns, ==, due_ns (want->number));
  g_assert_cmpuint (event.gap_us, ==, want->gap_us);
  g_assert_cmpuint (event.lost, ==, want->lost);
  g_assert_cmpuint (event.late, ==, want->late);
  g_assert_cmpuint (event.excess_us, ==, want->excess_us);
  g_assert_cmpint (event.cause, ==, want->cause);
}

/* Also where the low bits of the numbers wrap. */
static void
test_rows (void)
{
  static const uint64_t froms[] = {0, (UINT64_C (1) << 32) - 3,
      UINT64_C (5) << 40};

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (froms); j++) {
      const Want *want = rows[i].events;
      QosGaps gaps;
      QosEvent event;

      g_test_message ("%s from %" G_GUINT64_FORMAT, rows[i].name, froms[j]);
      gaps = (QosGaps){0};
      for (const Step *s = rows[i].steps; s->what != 0; s++)
        step (&gaps, s, froms[j]);
      for (; want->number > 0; want++)
        assert_event (&gaps, want);
      g_assert_false (qos_gaps_take_event (&gaps, &event));
    }
}

/* QOS_GAPS_WAIT numbers after the last one in a gap. */
static void
test_when_it_is_known (void)
{
  static const uint64_t firsts[] = {1, UINT32_MAX - 80, UINT32_MAX - 30,
      UINT32_MAX};

  for (size_t i = 0; i < G_N_ELEMENTS (firsts); i++) {
    QosGaps gaps;
    QosEvent event;

    gaps = (QosGaps){0};
    qos_gaps_lost (&gaps, firsts[i], 5, 0, QOS_CAUSE_BURST);
    qos_gaps_close (&gaps, firsts[i] + 5, 0, 5 * PACKET_US * US);
    for (unsigned after = 1; after < QOS_GAPS_WAIT; after++) {
      qos_gaps_settle (&gaps, firsts[i] + 4 + after);
      g_assert_cmpuint (gaps.n_events, ==, 0);
    }
    qos_gaps_settle (&gaps, firsts[i] + 4 + QOS_GAPS_WAIT);
    g_assert_true (qos_gaps_take_event (&gaps, &event));
    g_assert_cmpuint (event.lost, ==, 5);
  }
}

/* Of too many gaps the first no longer waits; the others may still change. */
static void
test_more_gaps_than_wait (void)
{
  static const Want first = {1, PACKET_US, 1, 0, 0, QOS_CAUSE_LOSS};
  static const Want second = {3, PACKET_US, 0, 1, 9, QOS_CAUSE_REORDERED};
  QosGaps gaps;

  gaps = (QosGaps){0};
  for (uint64_t i = 0; i <= QOS_GAPS_WAITING; i++) {
    g_assert_cmpuint (gaps.n_events, ==, 0);
    qos_gaps_lost (&gaps, 1 + 2 * i, 1, due_ns (1 + 2 * i), QOS_CAUSE_BURST);
    qos_gaps_close (&gaps, 2 + 2 * i, due_ns (1 + 2 * i), PACKET_US * US);
  }
  qos_gaps_came (&gaps, 1, true, QOS_CAUSE_REORDERED, 9);
  qos_gaps_came (&gaps, 3, true, QOS_CAUSE_REORDERED, 9);
  assert_event (&gaps, &first);
  g_assert_cmpuint (gaps.n_events, ==, 0);
  qos_gaps_settle (&gaps, 3 + QOS_GAPS_WAIT);
  assert_event (&gaps, &second);
  g_assert_cmpuint (gaps.n_events, ==, 0);
}

/* The last event that is kept has the sums of those that are not. */
static void
test_more_events_than_are_kept (void)
{
  static const Want wants[] = {
      {1, PACKET_US, 1, 0, 1, QOS_CAUSE_LOSS},
      {3, PACKET_US, 1, 0, 3, QOS_CAUSE_LOSS},
      {5, 8 * PACKET_US, 8, 0, 19, QOS_CAUSE_LOSS},
  };
  QosGaps gaps;
  QosEvent event;

  gaps = (QosGaps){0};
  for (uint32_t i = 1; i < 20; i += 2) {
    qos_gaps_lost (&gaps, i, 1, due_ns (i), QOS_CAUSE_BURST);
    qos_gaps_delay (&gaps, i + 1, due_ns (i), QOS_CAUSE_LATE, i, 0);
    qos_gaps_close (&gaps, i + 1, due_ns (i), PACKET_US * US);
  }
  qos_gaps_end (&gaps);
  for (size_t i = 0; i < G_N_ELEMENTS (wants); i++)
    assert_event (&gaps, &wants[i]);
  g_assert_false (qos_gaps_take_event (&gaps, &event));
}

/* A value that is too large for its field stays at the maximum. */
static void
test_fields_are_full (void)
{
  QosGaps gaps;
  QosEvent event;
  uint32_t lost = 0;

  gaps = (QosGaps){0};
  for (unsigned i = 0; i < 5; i++) {
    qos_gaps_lost (&gaps, 1, UINT32_MAX - 1, 0, QOS_CAUSE_BURST);
    qos_gaps_lost (&gaps, 1, UINT64_C (1) << 40, 0, QOS_CAUSE_BURST);
    for (unsigned late = 0; late < 70000; late++)
      qos_gaps_late (&gaps, 1, 0, QOS_CAUSE_LATE, UINT32_MAX);
    qos_gaps_close (&gaps, 2, 0, UINT32_MAX * US);
  }
  qos_gaps_end (&gaps);
  while (qos_gaps_take_event (&gaps, &event)) {
    g_assert_cmpuint (event.gap_us, ==, UINT32_MAX);
    g_assert_cmpuint (event.lost, ==, UINT32_MAX);
    lost++;
  }
  g_assert_cmpuint (lost, ==, QOS_PLAYOUT_EVENTS);
  g_assert_cmpuint (gaps.silent_ns, ==, 5 * UINT64_C (1000) * UINT32_MAX);
}

typedef struct
{
  uint64_t gap_us, lost, late;
} Sums;

static void
take_events (QosGaps *gaps, Sums *sums)
{
  QosEvent event;

  while (qos_gaps_take_event (gaps, &event)) {
    sums->gap_us += event.gap_us;
    sums->lost += event.lost;
    sums->late += event.late;
  }
}

/* A random gap; some of its lost packets come later. */
static uint64_t
make_gap (QosGaps *gaps, GRand *random, uint64_t number, Sums *truth)
{
  uint32_t n = 1 + draw (random, 9);
  uint64_t first = number;

  for (uint32_t i = 0; i < n; i++, number++)
    if (draw (random, 3) == 0) {
      qos_gaps_late (gaps, number, 0, QOS_CAUSE_LATE, 0);
      truth->late++;
    } else {
      qos_gaps_lost (gaps, number, 1, 0, QOS_CAUSE_BURST);
      truth->lost++;
    }
  g_assert_cmpuint (qos_gaps_packets (gaps), ==, n);
  qos_gaps_lost (gaps, number, 2, 0, QOS_CAUSE_BURST);
  number += 2;
  qos_gaps_close (gaps, number, 0, (number - first) * PACKET_US * US);
  qos_gaps_came (gaps, number - 1, true, QOS_CAUSE_REORDERED, 0);
  truth->lost++;
  truth->late++;
  truth->gap_us += (number - first) * PACKET_US;
  return number;
}

/* The sums lose nothing, however rarely events are taken. */
static void
test_sums (void)
{
  GRand *random = make_random ();
  Sums truth = {0}, sums = {0};
  uint64_t number = (UINT64_C (1) << 32) - 5000;
  QosGaps gaps;

  gaps = (QosGaps){0};
  for (unsigned i = 0; i < 5000; i++) {
    number = make_gap (&gaps, random, number, &truth);
    number += 1 + draw (random, 40);
    qos_gaps_settle (&gaps, number - 1);
    if (draw (random, 8) == 0)
      take_events (&gaps, &sums);
  }
  qos_gaps_end (&gaps);
  take_events (&gaps, &sums);
  g_assert_cmpuint (sums.lost, ==, truth.lost);
  g_assert_cmpuint (sums.late, ==, truth.late);
  g_assert_cmpuint (sums.gap_us, ==, truth.gap_us);
  g_assert_cmpuint (gaps.silent_ns, ==, truth.gap_us * 1000);
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gaps/rows", test_rows);
  g_test_add_func ("/gaps/when-it-is-known", test_when_it_is_known);
  g_test_add_func ("/gaps/more-gaps-than-wait", test_more_gaps_than_wait);
  g_test_add_func ("/gaps/more-events-than-are-kept",
      test_more_events_than_are_kept);
  g_test_add_func ("/gaps/fields-are-full", test_fields_are_full);
  g_test_add_func ("/gaps/sums", test_sums);
  return g_test_run ();
}
