/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How long a jitter buffer of 100 ms waits for missing packets in a stream of
 * 20 ms packets. tests/elements/test-stats-model.c tests the real one.
 */
#include "qos-wait.h"

#include "test-util.h"

#define MS INT64_C (1000000)
#define LATENCY_NS (100 * MS)
#define PACKET_TICKS 960

/* What came before; the last packet has time 0. */
typedef enum
{
  EVEN,
  JUMP,      /* the last one is 300 ms later than the one before */
  FAR_JUMP,  /* followed by 20 regular ones */
  ONE_STAMP, /* all with the same timestamp */
  OVERTAKEN, /* followed by an older one */
} Before;

typedef struct
{
  const char *name;
  Before before;
  unsigned missing;
  int64_t at_ms;
  int64_t after_ms; /* when it arrives, relative to its time */
  unsigned given_up;
  int64_t until_ms[6];
} Row;

static const Row rows[] = {
    {"one", EVEN, 1, 40, 0, 0, {20}},
    {"three", EVEN, 3, 80, 0, 0, {20, 40, 60}},
    {"the-first-may-be-longer", EVEN, 2, 110, 0, 0, {20, 90}},
    {"none-after-the-packet", EVEN, 3, 45, 0, 0, {20, 40, 45}},
    {"in-time-at-the-last-moment", EVEN, 2, 60, 60, 0, {20, 40}},
    {"the-first-is-too-late", EVEN, 2, 60, 61, 1, {40}},
    {"as-many-as-the-latency-holds", EVEN, 10, 220, 0, 5,
        {120, 140, 160, 180, 200}},
    {"one-at-least-is-too-late", EVEN, 1, 40, 100, 1, {0}},
    {"before-the-last-one", EVEN, 2, -10, 0, 0, {0, 0}},
    /* The buffer takes the packets to be 245 ms long. */
    {"after-a-jump", JUMP, 1, 40, 0, 0, {245}},
    {"after-a-jump-more", JUMP, 3, 80, 0, 0, {245, 245, 245}},
    {"that-is-forgotten", FAR_JUMP, 1, 40, 0, 0, {20}},
    {"unknown-distance", ONE_STAMP, 2, 60, 0, 0, {60, 60}},
    {"an-old-packet-changes-nothing", OVERTAKEN, 2, 60, 0, 0, {20, 40}},
};

static void
add_packet (QosWait *wait, uint64_t steps, int64_t n, int64_t at_ms)
{
  QosWaitPacket packet = {.steps = steps,
      .timestamp = (uint32_t) (n * PACKET_TICKS),
      .arrival_ns = at_ms * MS,
      .at_ns = at_ms * MS};
  QosWaitGuess guess = {0};

  qos_wait_packet (wait, LATENCY_NS, &packet, &guess);
  g_assert_cmpuint (guess.given_up, ==, 0);
}

static void
come_before (QosWait *wait, Before before)
{
  int64_t jump_ms = before == JUMP || before == FAR_JUMP ? 300 : 0;
  int64_t last = before == FAR_JUMP ? 40 : 20;

  *wait = (QosWait){0};
  for (int64_t n = 0; n <= last; n++)
    add_packet (wait, 1, before == ONE_STAMP ? 0 : n,
        (n - last) * 20 - (n < 20 ? jump_ms : 0));
  if (before == OVERTAKEN)
    add_packet (wait, 0, 5, -300);
}

static void
test_rows (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    const Row *row = &rows[i];
    QosWaitPacket packet = {.steps = row->missing + 1,
        .timestamp = 1000 * PACKET_TICKS,
        .arrival_ns = (row->at_ms + row->after_ms) * MS,
        .at_ns = row->at_ms * MS};
    QosWait wait;
    QosWaitGuess guess;

    g_test_message ("%s", row->name);
    come_before (&wait, row->before);
    qos_wait_packet (&wait, LATENCY_NS, &packet, &guess);
    g_assert_cmpuint (guess.given_up, ==, row->given_up);
    for (unsigned n = row->given_up; n < row->missing; n++)
      g_assert_cmpint (qos_wait_until (&guess, n) / MS, ==,
          row->until_ms[n - row->given_up]);
  }
}

static int64_t
any_time (GRand *random)
{
  return (int64_t) ((uint64_t) g_rand_int (random) << 32 | g_rand_int (random));
}

/* Random times do no harm. */
static void
test_any (void)
{
  GRand *random = make_random ();
  QosWait wait;

  wait = (QosWait){0};
  for (unsigned i = 0; i < 100000; i++) {
    QosWaitPacket packet = {.steps = g_rand_int (random) % 32768,
        .timestamp = g_rand_int (random),
        .arrival_ns = any_time (random),
        .at_ns = any_time (random)};
    QosWaitGuess guess = {0};

    qos_wait_packet (&wait, LATENCY_NS, &packet, &guess);
    if (packet.steps > 1) {
      g_assert_cmpuint (guess.given_up, <, packet.steps);
      qos_wait_until (&guess, packet.steps - 2);
    }
  }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wait/rows", test_rows);
  g_test_add_func ("/wait/any", test_any);
  return g_test_run ();
}
