/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The times that a jitter buffer of 100 ms gives to packets of 20 ms, compared
 * with their RTP times.
 */
#include "qos-timeline.h"

#include "test-util.h"

#include <math.h>

#define US INT64_C (1000)
#define MS INT64_C (1000000)
#define PACKET_MS 20
#define LATENCY_NS (100 * MS)

/* n packets that took delay_us longer than the first one. */
typedef struct
{
  unsigned n;
  int32_t delay_us;
  /* time of the last one relative to the first one, and its tolerance */
  int32_t at_us;
  int32_t within_us;
  int32_t skew_ppm;  /* our clock runs faster */
  uint32_t pause_ms; /* before them, in the RTP times as well */
  bool is_swapped;   /* the first two come in reverse order */
} Step;

typedef struct
{
  const char *name;
  Step steps[7];
} Row;

static const Row rows[] = {
    {"even", {{1, 0, 0, 0, 0, 0, false}, {5000, 0, 0, 0, 0, 0, false}}},
    {"first-was-slow",
        {{1, 0, 0, 0, 0, 0, false}, {1, -30000, 0, 10, 0, 0, false},
            {100, -30000, -30000, 0, 0, 0, false}}},
    /* The minimum delay of the last 2 s counts: a shorter change has no
     * effect. */
    {"longer-for-a-while",
        {{500, 0, 0, 0, 0, 0, false}, {80, 60000, 0, 0, 0, 0, false},
            {500, 0, 0, 0, 0, 0, false}}},
    /* After that the skew follows by 1/125 with each packet. */
    {"longer",
        {{500, 0, 0, 0, 0, 0, false}, {85, 60000, 0, 0, 0, 0, false},
            {1000, 60000, 60000, 100, 0, 0, false}}},
    {"shorter",
        {{500, 0, 0, 0, 0, 0, false}, {1, -60000, -480, 1, 0, 0, false},
            {1000, -60000, -60000, 100, 0, 0, false}}},
    /* More than the latency: the buffer waits for the packet, at once. */
    {"too-late",
        {{500, 0, 0, 0, 0, 0, false}, {1, 100000, 0, 0, 0, 0, false},
            {1, 100001, 100001, 0, 0, 0, false}}},
    {"up-and-down",
        {{500, 0, 0, 0, 0, 0, false}, {1, 300000, 300000, 0, 0, 0, false},
            {200, 300000, 300000, 0, 0, 0, false},
            {1000, 0, 0, 300, 0, 0, false}}},
    {"one-too-late",
        {{500, 0, 0, 0, 0, 0, false}, {1, 300000, 300000, 0, 0, 0, false},
            {100, 0, 0, 0, 0, 0, false}}},
    /* More than a second is not delay, but a new time line. */
    {"far-down",
        {{500, 0, 0, 0, 0, 0, false}, {1, -1001000, -1001000, 0, 0, 0, false},
            {500, -1001000, -1001000, 0, 0, 0, false}}},
    {"far-up",
        {{500, 0, 0, 0, 0, 0, false}, {1, 1001000, 1001000, 0, 0, 0, false},
            {500, 1001000, 1001000, 0, 0, 0, false}}},
    {"swapped", {{500, 0, 0, 0, 0, 0, false}, {500, 0, 0, 0, 0, 0, true}}},
    {"swapped-first", {{500, 0, 0, 0, 0, 0, true}}},
    /* The clocks drift, and the buffer follows: it lags by the 2 s window and
     * 125 packets. */
    {"drift-up", {{10000, 0, 20000, 500, 100, 0, false}}},
    {"drift-down", {{10000, 0, -20000, 500, -100, 0, false}}},
    {"pause", {{500, 0, 0, 0, 0, 0, false}, {500, 0, 0, 0, 0, 60000, false}}},
    /* A window of two packets. */
    {"pause-at-the-start",
        {{1, 0, 0, 0, 0, 0, false}, {1, 0, 0, 0, 0, 5000, false},
            {1500, 60000, 60000, 100, 0, 0, false}}},
};

typedef struct
{
  QosTimeline timeline;
  uint64_t start_ns;
  int64_t first_media_ns;
  int64_t media_ns;
  int64_t skewed_ns; /* how far our clock is ahead */
  int64_t at_ns;     /* of the last packet */
} Path;

static void
start (Path *path, uint64_t start_ns, int64_t media_ns)
{
  memset (path, 0, sizeof *path);
  path->timeline = (QosTimeline){0};
  path->start_ns = start_ns;
  path->first_media_ns = path->media_ns = media_ns;
}

static void
arrive (Path *path, const Step *step, int64_t media_ns, bool is_next)
{
  int64_t passed_ns = media_ns - path->first_media_ns;
  QosTimelinePacket packet = {.media_ns = media_ns, .is_next = is_next};

  path->skewed_ns += step->skew_ppm * PACKET_MS * US / 1000 * US / 1000;
  packet.arrival_ns = path->start_ns +
      (uint64_t) (passed_ns + path->skewed_ns + step->delay_us * US);
  path->at_ns = qos_timeline_packet (&path->timeline, LATENCY_NS, &packet) -
      (int64_t) path->start_ns - passed_ns;
  /* The same packet again gets the same time. */
  g_assert_cmpint (qos_timeline_packet (&path->timeline, LATENCY_NS, &packet) -
          (int64_t) path->start_ns - passed_ns,
      ==, path->at_ns);
}

static void
run (Path *path, const Step *step)
{
  path->media_ns += step->pause_ms * MS;
  for (unsigned i = 0; i < step->n; i++, path->media_ns += PACKET_MS * MS) {
    bool is_early = step->is_swapped && i == 0;
    bool is_late = step->is_swapped && i == 1;

    arrive (path, step, path->media_ns + (is_early - is_late) * PACKET_MS * MS,
        !is_late);
  }
}

/* Also with negative and with very large times. */
static void
test_rows (void)
{
  static const struct
  {
    uint64_t start_ns;
    int64_t media_ns;
  } starts[] = {
      {UINT64_C (3600000000000), 0},
      {UINT64_C (1) << 60, -5 * MS},
      {UINT64_C (3600000000000), INT64_C (1) << 61},
      {UINT64_C (3600000000000), -(INT64_C (1) << 61)},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    for (size_t j = 0; j < G_N_ELEMENTS (starts); j++) {
      Path path;

      g_test_message ("%s %zu", rows[i].name, j);
      start (&path, starts[j].start_ns, starts[j].media_ns);
      for (const Step *step = rows[i].steps; step->n > 0; step++) {
        run (&path, step);
        g_assert_cmpint (path.at_ns / US, >=, step->at_us - step->within_us);
        g_assert_cmpint (path.at_ns / US, <=, step->at_us + step->within_us);
      }
    }
}

/* A restart forgets the series before. */
static void
test_restart (void)
{
  static const Step before = {500, 0, 0, 0, 0, 0, false};
  Path path;

  start (&path, 3600000 * MS, 0);
  run (&path, &before);
  start (&path, 7200000 * MS, 500 * MS);
  run (&path, &before);
  g_assert_cmpint (path.at_ns, ==, 0);
}

/* A number that is not the next one sets no time, however late. One with the
 * RTP time of the last packet gets the time of that packet. */
static void
test_not_the_next (void)
{
  static const Step good = {500, 0, 0, 0, 0, 0, false};
  static const Step late = {1, 500000, 0, 0, 0, 0, false};
  Path path;

  start (&path, 3600000 * MS, 0);
  run (&path, &good);
  arrive (&path, &late, path.media_ns - 5 * PACKET_MS * MS, false);
  g_assert_cmpint (path.at_ns, ==, 0);
  arrive (&path, &late, path.media_ns - 5 * PACKET_MS * MS, true);
  g_assert_cmpint (path.at_ns, ==, 0);
  run (&path, &good);
  g_assert_cmpint (path.at_ns, ==, 0);
}

/* A copy of the window of the real buffer. */
typedef struct
{
  int64_t delays[512];
  double skew;
  unsigned n, at;
  bool is_full;
} Window;

static double
min_delay (const Window *window)
{
  int64_t min_ns = window->delays[0];

  for (unsigned i = 1; i < window->n; i++)
    min_ns = MIN (min_ns, window->delays[i]);
  return (double) min_ns;
}

static double
follow (Window *window, int64_t passed_ns, int64_t delay_ns)
{
  double part;

  if (window->is_full) {
    window->delays[window->at] = delay_ns;
    window->at = (window->at + 1) % window->n;
    window->skew += (min_delay (window) - window->skew) / 125;
    return window->skew;
  }
  window->delays[window->n++] = delay_ns;
  window->is_full = passed_ns >= 2000 * MS || window->n == 512;
  part = MAX ((double) passed_ns / (double) (2000 * MS), window->n / 512.0);
  part = window->is_full ? 1 : part * part;
  window->skew += (min_delay (window) - window->skew) * part;
  return window->skew;
}

/* Random delays on a slowly moving base, within the latency. */
static void
compare (GRand *random, uint32_t jitter_us, uint32_t packet_ms)
{
  Window window = {.n = 0};
  QosTimeline timeline;
  double worst_ns = 0;

  timeline = (QosTimeline){0};
  for (int64_t i = 0; i < 4000; i++) {
    int64_t media_ns = i * packet_ms * MS;
    int64_t delay_ns =
        i == 0 ? 0 : (draw (random, jitter_us) + (i / 1000 % 2) * 5000) * US;
    QosTimelinePacket packet = {(uint64_t) (3600000 * MS + media_ns + delay_ns),
        media_ns, true};
    int64_t at_ns = qos_timeline_packet (&timeline, LATENCY_NS, &packet) -
        3600000 * MS - media_ns;
    double want_ns = follow (&window, media_ns, delay_ns);

    worst_ns = MAX (worst_ns, fabs ((double) at_ns - want_ns));
  }
  g_test_message ("%u us, %u ms: %.0f ns", jitter_us, packet_ms, worst_ns);
  g_assert_cmpfloat (worst_ns, <, 5 * MS);
}

static void
test_the_whole_window (void)
{
  static const uint32_t packets_ms[] = {3, 20, 60, 240, 400, 1000, 2000, 3000};
  GRand *random = make_random ();

  for (size_t i = 0; i < G_N_ELEMENTS (packets_ms); i++) {
    compare (random, 1, packets_ms[i]);
    compare (random, 10000, packets_ms[i]);
    compare (random, 60000, packets_ms[i]);
  }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/rows", test_rows);
  g_test_add_func ("/timeline/restart", test_restart);
  g_test_add_func ("/timeline/not-the-next", test_not_the_next);
  g_test_add_func ("/timeline/the-whole-window", test_the_whole_window);
  return g_test_run ();
}
