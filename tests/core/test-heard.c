/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where a sink that plays by timestamps has no sound: packets of 20 ms at given
 * times.
 */
#include "qos-heard.h"

#include "test-util.h"

#define US INT64_C (1000)
#define PACKET_US 20000

/* n packets, each advance_us after the one before. */
typedef struct
{
  unsigned n;
  int32_t advance_us;
  int32_t late_us;
  /* in all packets together */
  uint64_t gap_us;
  unsigned late;
  unsigned broken;
} Step;

typedef struct
{
  const char *name;
  Step steps[8]; /* after a first packet and 3 s without faults */
  uint64_t end_us;
} Row;

#define GOOD(n) \
  { \
    n, PACKET_US, 0, 0, 0, 0 \
  }

static const Row rows[] = {
    {"even", {GOOD (1000)}, 0},
    {"hole-of-one", {{1, 40000, 0, 20000, 0, 1}, GOOD (10)}, 0},
    {"hole-of-many", {{1, 520000, 0, 500000, 0, 1}, GOOD (10)}, 0},
    {"two-holes", {{2, 60000, 0, 80000, 0, 2}, GOOD (10)}, 0},
    {"half-a-packet", {{1, 30000, 0, 10000, 0, 1}, GOOD (10)}, 0},
    {"less-than-half",
        {{1, 29999, 0, 0, 0, 0}, {1, 10001, 0, 0, 0, 0}, GOOD (10)}, 0},
    {"up", {{1, 320000, 0, 300000, 0, 1}, GOOD (100)}, 0},
    /* What follows falls on a time that was already played. */
    {"down", {{1, -280000, 0, 0, 0, 1}, GOOD (100)}, 0},
    {"down-a-little", {{1, -19999, 0, 0, 0, 0}, GOOD (100)}, 0},
    /* Back up after 6 of 15 packets: 9 packets' time was already played. */
    {"down-and-up",
        {{1, -280000, 0, 0, 0, 1}, GOOD (5), {1, 320000, 0, 120000, 0, 1},
            GOOD (10)},
        0},
    {"down-all-the-way-and-up",
        {{1, -280000, 0, 0, 0, 1}, GOOD (50), {1, 320000, 0, 300000, 0, 1}}, 0},
    /* A packet that is cut away completely leaves the next one its own time. */
    {"down-by-less-and-up",
        {{1, -20000, 0, 0, 0, 1}, {1, 5000, 0, 0, 0, 0}, {2, 10000, 0, 0, 0, 0},
            {1, 45000, 0, 25000, 0, 1}, GOOD (10)},
        0},
    {"late-by-less", {{1, PACKET_US, 5000, 5000, 0, 0}, GOOD (10)}, 0},
    {"late-by-nearly-all", {{1, PACKET_US, 19999, 19999, 0, 0}, GOOD (10)}, 0},
    {"late-by-all",
        {{1, PACKET_US, 20000, 0, 1, 0}, {1, PACKET_US, 0, 20000, 0, 0},
            GOOD (10)},
        0},
    {"late-by-more",
        {{1, PACKET_US, 250000, 0, 1, 0}, {1, PACKET_US, 0, 20000, 0, 0}}, 0},
    /* A queue that empties: 10 ms of the last packet are played. */
    {"some-late",
        {{3, PACKET_US, 60000, 0, 3, 0}, {1, PACKET_US, 10000, 70000, 0, 0},
            GOOD (10)},
        0},
    {"late-after-a-hole",
        {{1, 40000, 30000, 0, 1, 1}, {1, PACKET_US, 0, 40000, 0, 0}}, 0},
    {"late-at-the-end", {{4, PACKET_US, 30000, 0, 4, 0}}, 80000},
    {"late-after-a-hole-at-the-end", {{1, 40000, 30000, 0, 1, 1}}, 40000},
    /* 40 ms in 32 s are not drift, in 40 s they are. */
    {"fast-drift", {{1600, 20025, 0, 40000, 0, 1}, GOOD (10)}, 0},
    {"slow-drift", {{2000, 20020, 0, 0, 0, 1}, GOOD (10)}, 0},
    {"slower-drift", {{39999, 20001, 0, 0, 0, 0}, {1, 20001, 0, 0, 0, 1}}, 0},
    {"drift-down", {{1600, 19975, 0, 0, 0, 1}, GOOD (10)}, 0},
    {"hole-while-it-drifts",
        {{1000, 20020, 0, 0, 0, 0}, {1, 40000, 0, 40000, 0, 1}, GOOD (10)}, 0},
};

typedef struct
{
  QosHeard heard;
  int64_t pts_ns;
  uint64_t gap_us;
  unsigned late;
  unsigned broken;
} Sink;

static void
play (Sink *sink, const Step *step)
{
  sink->gap_us = sink->late = sink->broken = 0;
  for (unsigned i = 0; i < step->n; i++) {
    QosHeardPacket packet = {.duration_ns = PACKET_US * US,
        .usual_ns = PACKET_US * US,
        .late_ns = step->late_us * US};
    QosHeardResult result;

    packet.pts_ns = sink->pts_ns += step->advance_us * US;
    result = qos_heard_packet (&sink->heard, &packet);
    sink->gap_us += result.gap_ns / 1000;
    sink->late += result.is_late;
    sink->broken += result.is_broken;
  }
}

static void
assert_step (Sink *sink, const Step *step)
{
  play (sink, step);
  g_assert_cmpuint (sink->gap_us, ==, step->gap_us);
  g_assert_cmpuint (sink->late, ==, step->late);
  g_assert_cmpuint (sink->broken, ==, step->broken);
}

static void
start (Sink *sink, int64_t first_ns)
{
  static const Step first = {1, 0, 0, 0, 0, 0};

  memset (sink, 0, sizeof *sink);
  sink->pts_ns = first_ns;
  sink->heard = (QosHeard){0};
  assert_step (sink, &first);
}

/* Running times start at 0; arrival times may be long past. */
static void
test_rows (void)
{
  static const int64_t firsts_ns[] = {0, -1000000, INT64_C (1) << 60};
  static const Step good = GOOD (150);

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (firsts_ns); j++) {
      Sink sink;

      g_test_message ("%s from %" G_GINT64_FORMAT, rows[i].name, firsts_ns[j]);
      start (&sink, firsts_ns[j]);
      assert_step (&sink, &good);
      for (const Step *step = rows[i].steps; step->n > 0; step++)
        assert_step (&sink, step);
      g_assert_cmpuint (qos_heard_end (&sink.heard, PACKET_US * US), ==,
          (uint64_t) rows[i].end_us * US);
    }
}

/* For the first second everything is played, however late. */
static void
test_the_start (void)
{
  static const Step first[] = {
      {50, PACKET_US, 300000, 0, 0, 0},
      {2, PACKET_US, 300000, 0, 2, 0},
      {1, PACKET_US, 0, 40000, 0, 0},
  };
  Sink sink;

  start (&sink, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (first); i++)
    assert_step (&sink, &first[i]);
  /* Holes count from the first packet on. */
  start (&sink, 0);
  assert_step (&sink, &(Step){1, 40000, 300000, 20000, 0, 1});
}

static void
test_nothing_came (void)
{
  QosHeard heard;

  heard = (QosHeard){0};
  g_assert_cmpuint (qos_heard_end (&heard, PACKET_US * US), ==, 0);
}

/* The real duration of the last packet counts, not the usual one. */
static void
test_durations (void)
{
  static const struct
  {
    uint32_t duration_ms, usual_ms, advance_ms, gap_ms;
  } sounds[] = {
      {20, 20, 20, 0},
      {60, 20, 60, 0},
      {20, 60, 20, 0},
      {20, 60, 49, 0}, /* less than half of a usual one, or 40 ms */
      {20, 60, 50, 30},
      {20, 120, 60, 40},
      {60, 20, 80, 20},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (sounds); i++) {
    QosHeardPacket packet = {.duration_ns = sounds[i].duration_ms * 1000000,
        .usual_ns = sounds[i].usual_ms * 1000000};
    QosHeard heard;

    heard = (QosHeard){0};
    qos_heard_packet (&heard, &packet);
    packet.pts_ns = sounds[i].advance_ms * 1000000;
    g_assert_cmpuint (qos_heard_packet (&heard, &packet).gap_ns, ==,
        sounds[i].gap_ms * 1000000);
  }
}

/* Random holes and late packets: what is played and what is missing add up to
 * the whole time. */
static void
test_sums (void)
{
  GRand *random = make_random ();
  static const Step good = GOOD (60);
  uint64_t heard_us = 61 * PACKET_US, gap_us = 0;
  int64_t first_ns;
  Sink sink;

  start (&sink, 0);
  first_ns = sink.pts_ns;
  assert_step (&sink, &good);
  for (unsigned i = 0; i < 20000; i++) {
    bool is_late = draw (random, 10) == 0;
    uint32_t late_us = is_late ? draw (random, 2 * PACKET_US) : 0;
    uint32_t hole_us =
        draw (random, 20) == 0 ? PACKET_US * (1 + draw (random, 30)) : 0;
    Step step = {.n = 1,
        .advance_us = (int32_t) (PACKET_US + hole_us),
        .late_us = (int32_t) late_us};

    play (&sink, &step);
    gap_us += sink.gap_us;
    heard_us += late_us < PACKET_US ? PACKET_US - late_us : 0;
    g_assert_cmpuint (sink.late, ==, late_us >= PACKET_US);
  }
  gap_us += qos_heard_end (&sink.heard, PACKET_US * US) / 1000;
  g_assert_cmpuint (heard_us + gap_us, ==,
      (uint64_t) (sink.pts_ns - first_ns) / 1000 + PACKET_US);
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/heard/rows", test_rows);
  g_test_add_func ("/heard/the-start", test_the_start);
  g_test_add_func ("/heard/nothing-came", test_nothing_came);
  g_test_add_func ("/heard/durations", test_durations);
  g_test_add_func ("/heard/sums", test_sums);
  return g_test_run ();
}
