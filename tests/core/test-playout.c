/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Disturbances, one at a time, and the cause that is found for each: 20 ms
 * packets at 48 kHz, a jitter buffer of 100 ms.
 */
#include "qos-source-private.h"

#include "test-util.h"

#define MS UINT64_C (1000000)
#define TICKS 960
#define LATENCY_MS 100

typedef struct
{
  QosSource source;
  GRand *random;
  uint64_t sent; /* packets */
  uint16_t seq;
  uint32_t timestamp;
  uint32_t lag_ms;   /* added by the sender */
  uint32_t delay_ms; /* added by the network */
  uint32_t wait_ms;  /* before it is read */
  int32_t skew_ppm;  /* our clock runs faster */
  bool is_silent;    /* packets without a known duration */
  unsigned by_cause[QOS_N_CAUSES];
  QosEvent last;
} Path;

static void
start (Path *path)
{
  memset (path, 0, sizeof *path);
  path->seq = 65500;
  path->timestamp = 0xfffff000;
  path->delay_ms = 10;
  qos_source_init (&path->source, 1, 500 * MS, 0);
  qos_source_set_clock_rate (&path->source, 48000);
  qos_playout_set_latency (&path->source.playout, true, LATENCY_MS * MS);
}

static uint64_t
clock_ns (const Path *path, uint64_t true_ns)
{
  return 1000000 * MS + true_ns +
      (uint64_t) ((int64_t) (true_ns / 1000000) * path->skew_ppm);
}

static void
arrive (Path *path, uint16_t seq, uint32_t timestamp, uint64_t left_ns)
{
  uint64_t at_ns = left_ns + path->delay_ms * MS;
  uint64_t units = (left_ns << 18) / UINT64_C (1000000000);
  QosPacket packet = {
      .arrival_ns = clock_ns (path, at_ns),
      .timestamp = timestamp,
      .seq = seq,
      .payload_bytes = 160,
      .wire_bytes = 200,
      .has_send_time = true,
      .send_time = (uint32_t) (units & 0xffffff),
      .seen_ns = clock_ns (path, at_ns + path->wait_ms * MS),
      .duration_ticks = path->is_silent ? 0 : TICKS,
  };
  QosEvent event;

  qos_source_packet (&path->source, &packet);
  while (qos_gaps_take_event (&path->source.playout.gaps, &event)) {
    path->by_cause[event.cause]++;
    path->last = event;
  }
}

static uint64_t
leaves_ns (const Path *path)
{
  return path->sent * 20 * MS + path->lag_ms * MS;
}

static void
lose (Path *path, unsigned n)
{
  path->sent += n;
  path->seq = (uint16_t) (path->seq + n);
  path->timestamp += n * TICKS;
}

static void
run (Path *path, unsigned n)
{
  for (unsigned i = 0; i < n; i++) {
    arrive (path, path->seq, path->timestamp, leaves_ns (path));
    lose (path, 1);
  }
}

static void
assert_only (const Path *path, QosCause cause, unsigned n)
{
  for (unsigned i = 0; i < QOS_N_CAUSES; i++)
    if (path->by_cause[i] != (i == cause ? n : 0))
      g_error ("cause %u: %u times", i, path->by_cause[i]);
}

static void
test_nothing_happens (void)
{
  Path path;

  start (&path);
  run (&path, 5000);
  path.delay_ms = 105; /* within the latency */
  run (&path, 100);
  path.delay_ms = 10;
  run (&path, 5000);
  assert_only (&path, 0, 0);
  g_assert_cmpuint (path.source.playout.late, ==, 0);
  g_assert_cmpuint (path.source.playout.gaps.silent_ns, ==, 0);
}

static void
test_loss (void)
{
  Path path;

  start (&path);
  run (&path, 200);
  lose (&path, 1);
  run (&path, 100);
  assert_only (&path, QOS_CAUSE_LOSS, 1);
  g_assert_cmpuint (path.last.lost, ==, 1);
  g_assert_cmpuint (path.last.gap_us, ==, 20000);
  /* It is due at its own time plus the latency. */
  g_assert_cmpuint (path.last.at_ns, ==,
      clock_ns (&path, 200 * 20 * MS + (10 + LATENCY_MS) * MS));
  g_assert_cmpuint (path.source.playout.gaps.silent_ns, ==, 20 * MS);
}

static void
test_burst (void)
{
  Path path;

  start (&path);
  run (&path, 200);
  lose (&path, 7);
  run (&path, 100);
  assert_only (&path, QOS_CAUSE_BURST, 1);
  g_assert_cmpuint (path.last.lost, ==, 7);
  g_assert_cmpuint (path.last.gap_us, ==, 140000);
  lose (&path, 500); /* more than the window */
  run (&path, 100);
  assert_only (&path, QOS_CAUSE_BURST, 2);
  g_assert_cmpuint (path.last.lost, ==, 500);
}

/* A queue: 150 ms, then less with each packet. The buffer waits for the first
 * packet, and plays all others. */
static void
test_late (void)
{
  Path path;

  start (&path);
  run (&path, 200);
  for (path.delay_ms = 160; path.delay_ms > 10; path.delay_ms -= 10)
    run (&path, 1);
  run (&path, 100);
  assert_only (&path, QOS_CAUSE_LATE, 1);
  g_assert_cmpuint (path.last.late, ==, 0);
  g_assert_cmpuint (path.last.gap_us, ==, 150000);
  g_assert_cmpuint (path.last.excess_us, ==, 50000);
  g_assert_cmpuint (path.source.playout.late, ==, 0);
}

static void
test_reordered_too_far (void)
{
  Path path;
  uint16_t seq;
  uint32_t timestamp;

  start (&path);
  run (&path, 200);
  seq = path.seq;
  timestamp = path.timestamp;
  lose (&path, 1);
  run (&path, 10);
  path.delay_ms += 200; /* sent in time, arrives behind ten others */
  arrive (&path, seq, timestamp, 200 * 20 * MS);
  path.delay_ms -= 200;
  run (&path, 100);
  assert_only (&path, QOS_CAUSE_REORDERED, 1);
  g_assert_cmpuint (path.last.late, ==, 1);
}

/* Overtaken, but in time: nothing is missing. */
static void
test_reordered_in_time (void)
{
  Path path;
  uint16_t seq;
  uint32_t timestamp;

  start (&path);
  run (&path, 200);
  seq = path.seq;
  timestamp = path.timestamp;
  lose (&path, 1);
  run (&path, 3);
  path.delay_ms += 60;
  arrive (&path, seq, timestamp, 200 * 20 * MS);
  path.delay_ms -= 60;
  run (&path, 100);
  assert_only (&path, 0, 0);
}

static void
test_sender_is_late (void)
{
  Path path;

  start (&path);
  run (&path, 200);
  for (path.lag_ms = 200; path.lag_ms > 0; path.lag_ms -= 20)
    run (&path, 1);
  run (&path, 100);
  assert_only (&path, QOS_CAUSE_SENDER, 1);
  g_assert_cmpuint (path.last.late, ==, 0);
  g_assert_cmpuint (path.last.gap_us, ==, 200000);
}

static void
test_sender_had_no_sound (void)
{
  Path path;

  start (&path);
  run (&path, 200);
  path.sent += 50; /* a second without sound, and no number skipped */
  path.timestamp += 50 * TICKS;
  run (&path, 100);
  assert_only (&path, QOS_CAUSE_SENDER, 1);
  g_assert_cmpuint (path.last.lost, ==, 0);
  g_assert_cmpuint (path.last.gap_us, ==, 1000000);
}

static void
test_receiver_is_slow (void)
{
  Path path;

  start (&path);
  run (&path, 200);
  for (path.wait_ms = 180; path.wait_ms > 0; path.wait_ms -= 20)
    run (&path, 1);
  run (&path, 100);
  assert_only (&path, QOS_CAUSE_RECEIVER, 1);
  g_assert_cmpuint (path.last.late, ==, 3); /* 180 .. 140 */
}

/* 200 ppm: 40 ms in 200 s. */
static void
test_drift (void)
{
  static const int32_t skews[] = {200, -200};

  for (size_t i = 0; i < G_N_ELEMENTS (skews); i++) {
    Path path;

    start (&path);
    path.skew_ppm = skews[i];
    run (&path, 50 * 450);
    assert_only (&path, QOS_CAUSE_DRIFT, 2);
    g_assert_cmpuint (path.last.gap_us, >=, 40000);
    g_assert_cmpuint (path.last.gap_us, <, 45000);
    g_assert_cmpuint (path.source.playout.late, ==, 0);
    g_assert_cmpuint (path.source.playout.gaps.silent_ns, ==, 0);
  }
}

/* A route that takes 60 ms longer, and back, is not drift. */
static void
test_a_new_path_is_not_drift (void)
{
  Path path;

  start (&path);
  run (&path, 50 * 60);
  path.delay_ms = 70;
  run (&path, 50 * 60);
  path.delay_ms = 10;
  run (&path, 50 * 60);
  assert_only (&path, 0, 0);
}

/* Sender and network together were too late. */
static void
test_two_causes_at_once (void)
{
  static const struct
  {
    uint32_t lag_ms, delay_ms;
    QosCause cause;
  } rows[] = {
      {50, 70, QOS_CAUSE_SENDER}, /* the network alone, 60, was in time */
      {15, 100, QOS_CAUSE_LATE},  /* it was, but nearly all of the delay is
                                   * its own */
      {90, 130, QOS_CAUSE_LATE},  /* either is more than half, or too much
                                   * alone */
      {130, 70, QOS_CAUSE_SENDER},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    Path path;

    start (&path);
    run (&path, 200);
    path.lag_ms = rows[i].lag_ms;
    path.delay_ms = rows[i].delay_ms;
    run (&path, 1);
    path.lag_ms = 0;
    path.delay_ms = 10;
    run (&path, 100);
    assert_only (&path, rows[i].cause, 1);
  }
}

/* Where packets have no known duration, a pause in the timestamps is not sound.
 * One lost packet before the pause is 20 ms. If packets go on at 400 ms, that
 * is their duration. */
static void
test_pauses_are_not_durations (void)
{
  Path path;

  start (&path);
  path.is_silent = true;
  run (&path, 200);
  lose (&path, 1);
  run (&path, 62);
  for (unsigned i = 0; i < 3; i++) {
    run (&path, 1);
    path.sent += 19;
    path.timestamp += 19 * TICKS;
  }
  assert_only (&path, QOS_CAUSE_LOSS, 1);
  g_assert_cmpuint (path.last.gap_us, ==, 20000);
  g_assert_cmpuint (path.source.playout.packet_ns, ==, 20 * MS);
  for (unsigned i = 0; i < 4; i++) {
    run (&path, 1);
    path.sent += 19;
    path.timestamp += 19 * TICKS;
  }
  g_assert_cmpuint (path.source.playout.packet_ns, ==, 400 * MS);
}

/* All of them in one stream, one after the other. */
static void
test_all_at_once (void)
{
  Path path;

  start (&path);
  for (int round = 0; round < 20; round++) {
    run (&path, 200);
    lose (&path, 1);
    run (&path, 200);
    lose (&path, 5);
    run (&path, 200);
    path.delay_ms = 180;
    run (&path, 2);
    path.delay_ms = 10;
    run (&path, 200);
    path.lag_ms = 200;
    run (&path, 2);
    path.lag_ms = 0;
    run (&path, 200);
    path.wait_ms = 150;
    run (&path, 2);
    path.wait_ms = 0;
    run (&path, 200);
  }
  g_assert_cmpuint (path.by_cause[QOS_CAUSE_LOSS], ==, 20);
  g_assert_cmpuint (path.by_cause[QOS_CAUSE_BURST], ==, 20);
  g_assert_cmpuint (path.by_cause[QOS_CAUSE_LATE], ==, 20);
  g_assert_cmpuint (path.by_cause[QOS_CAUSE_SENDER], ==, 20);
  g_assert_cmpuint (path.by_cause[QOS_CAUSE_RECEIVER], ==, 20);
  g_assert_cmpuint (path.by_cause[QOS_CAUSE_REORDERED], ==, 0);
  /* After a step the buffer returns to the minimum delay within 2 s, or so
   * close that the rest is played without a break. */
  g_assert_cmpuint (path.source.playout.gaps.silent_ns, >,
      20 * (20 + 100 + 170 + 200 + 40 - 40) * MS);
  g_assert_cmpuint (path.source.playout.gaps.silent_ns, <=,
      20 * (20 + 100 + 170 + 200 + 40) * MS);
}

/* The last packets of a stream count when it ends. */
static void
test_end (void)
{
  Path path;
  QosEvent event;

  start (&path);
  run (&path, 200);
  lose (&path, 3);
  run (&path, 5);
  assert_only (&path, 0, 0);
  qos_source_end (&path.source);
  g_assert_true (qos_gaps_take_event (&path.source.playout.gaps, &event));
  g_assert_cmpint (event.cause, ==, QOS_CAUSE_BURST);
  g_assert_cmpuint (event.lost, ==, 3);
  g_assert_false (qos_gaps_take_event (&path.source.playout.gaps, &event));
}

/* More events than are kept: no missing sound is forgotten. */
static void
test_events_that_are_not_taken (void)
{
  Path path;
  QosEvent event;
  uint64_t gap_us = 0;
  unsigned n = 0;

  start (&path);
  for (unsigned i = 0; i < 2000; i++) {
    QosPacket packet = {.arrival_ns = clock_ns (&path, i * 20 * MS),
        .timestamp = i * TICKS,
        .seq = (uint16_t) i,
        .duration_ticks = TICKS};

    if (i % 20 != 7)
      qos_source_packet (&path.source, &packet);
  }
  qos_source_end (&path.source);
  for (; qos_gaps_take_event (&path.source.playout.gaps, &event); n++)
    gap_us += event.gap_us;
  g_assert_cmpuint (n, ==, QOS_PLAYOUT_EVENTS);
  g_assert_cmpuint (gap_us, ==, 100 * 20000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/playout/nothing-happens", test_nothing_happens);
  g_test_add_func ("/playout/loss", test_loss);
  g_test_add_func ("/playout/burst", test_burst);
  g_test_add_func ("/playout/late", test_late);
  g_test_add_func ("/playout/reordered-too-far", test_reordered_too_far);
  g_test_add_func ("/playout/reordered-in-time", test_reordered_in_time);
  g_test_add_func ("/playout/sender-is-late", test_sender_is_late);
  g_test_add_func ("/playout/sender-had-no-sound", test_sender_had_no_sound);
  g_test_add_func ("/playout/receiver-is-slow", test_receiver_is_slow);
  g_test_add_func ("/playout/drift", test_drift);
  g_test_add_func ("/playout/a-new-path-is-not-drift",
      test_a_new_path_is_not_drift);
  g_test_add_func ("/playout/two-causes-at-once", test_two_causes_at_once);
  g_test_add_func ("/playout/pauses-are-not-durations",
      test_pauses_are_not_durations);
  g_test_add_func ("/playout/all-at-once", test_all_at_once);
  g_test_add_func ("/playout/end", test_end);
  g_test_add_func ("/playout/events-that-are-not-taken",
      test_events_that_are_not_taken);
  return g_test_run ();
}
