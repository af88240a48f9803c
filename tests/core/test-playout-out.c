/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is played behind a real jitter buffer of 100 ms: packets of 20 ms at 48
 * kHz go in, and come out as each test wants.
 */
#include "qos-playout.h"

#include "random-stream.h"
#include "test-util.h"

#define MS INT64_C (1000000)
#define TICKS 960
#define PACKET_NS (20 * MS)
#define LATENCY_NS (100 * MS)
#define START_NS (INT64_C (3600000) * MS)

typedef struct
{
  QosPlayout playout;
  bool is_begun;
  bool is_silent; /* packets without a known duration */
  uint64_t highest;
  uint32_t first_timestamp;
  int64_t shift_ms; /* how much the delay has grown */
  unsigned by_cause[QOS_N_CAUSES];
  unsigned broken;
  bool is_full;                /* gaps no longer wait for everything that may
                                * come */
  uint64_t gap_us, lost, late; /* of all events */
  QosEvent last;
} Watch;

static void
start (Watch *watch)
{
  memset (watch, 0, sizeof *watch);
  watch->first_timestamp = 0xfffff000;
  qos_playout_init (&watch->playout);
  qos_playout_set_latency (&watch->playout, true, LATENCY_NS);
  qos_playout_watch (&watch->playout);
}

static void
take_events (Watch *watch)
{
  QosEvent event;

  while (qos_gaps_take_event (&watch->playout.gaps, &event)) {
    watch->by_cause[event.cause]++;
    watch->gap_us += event.gap_us;
    watch->lost += event.lost;
    watch->late += event.late;
    watch->last = event;
  }
}

static int64_t
time_of (const Watch *watch, uint64_t number)
{
  return START_NS + (int64_t) number * PACKET_NS + watch->shift_ms * MS;
}

static uint32_t
timestamp_of (const Watch *watch, uint64_t number)
{
  return watch->first_timestamp + (uint32_t) number * TICKS;
}

static void
come_late (Watch *watch, uint64_t number, int64_t delay_ms)
{
  QosPlayoutPacket packet = {
      .arrival_ns = (uint64_t) (time_of (watch, number) + delay_ms * MS),
      .timestamp = timestamp_of (watch, number),
      .clock_rate = 48000,
      .duration_ticks = watch->is_silent ? 0 : TICKS,
  };
  QosArrival arrival = {0};

  packet.seen_ns = packet.arrival_ns;
  if (!watch->is_begun)
    arrival.verdict = QOS_SEQ_IN_ORDER;
  else if (number > watch->highest)
    arrival = (QosArrival){QOS_SEQ_IN_ORDER, .steps = number - watch->highest};
  else
    arrival = (QosArrival){QOS_SEQ_REORDERED, .back = watch->highest - number};
  qos_playout_packet (&watch->playout, &arrival, &packet);
  if (!watch->is_begun || number > watch->highest)
    watch->highest = number;
  watch->is_begun = true;
}

static void
come (Watch *watch, uint64_t number)
{
  come_late (watch, number, 0);
}

static void
leave_late (Watch *watch, uint64_t number, int64_t late_ms, unsigned missed)
{
  int64_t pts_ns = time_of (watch, number);
  QosPlayoutOut out = {
      .timestamp = timestamp_of (watch, number),
      .pts_ns = pts_ns,
      .out_after_ns = LATENCY_NS + late_ms * MS,
      .now_ns = (uint64_t) (pts_ns + LATENCY_NS + late_ms * MS),
      .missed = missed,
  };

  watch->broken +=
      qos_playout_out (&watch->playout, watch->highest - number, &out);
  watch->is_full |= watch->playout.gaps.waiting == QOS_GAPS_WAITING;
  take_events (watch);
}

static void
leave (Watch *watch, uint64_t number)
{
  leave_late (watch, number, 0, 0);
}

/* They come in, and go out 5 packets later. */
static void
run (Watch *watch, uint64_t first, uint64_t end)
{
  for (uint64_t number = first; number < end + 5; number++) {
    if (number < end)
      come (watch, number);
    if (number >= first + 5)
      leave (watch, number - 5);
  }
}

static void
assert_events (const Watch *watch, QosCause cause, unsigned n, uint64_t gap_us)
{
  for (unsigned i = 0; i < QOS_N_CAUSES; i++)
    if (watch->by_cause[i] != (i == cause ? n : 0))
      g_error ("cause %u: %u times", i, watch->by_cause[i]);
  g_assert_cmpuint (watch->gap_us, ==, gap_us);
  g_assert_cmpuint (watch->playout.gaps.silent_ns, ==, gap_us * 1000);
}

static void
end (Watch *watch)
{
  qos_playout_end (&watch->playout);
  take_events (watch);
}

static void
test_nothing_happens (void)
{
  Watch watch;

  start (&watch);
  run (&watch, 0, 5000);
  end (&watch);
  assert_events (&watch, 0, 0, 0);
  g_assert_cmpuint (watch.playout.late, ==, 0);
  g_assert_cmpuint (watch.broken, ==, 0);
}

/* Also more than the window. */
static void
test_lost (void)
{
  static const unsigned lost[] = {1, 2, 7, 63, 64, 65, 500};

  for (size_t i = 0; i < G_N_ELEMENTS (lost); i++) {
    Watch watch;

    start (&watch);
    run (&watch, 0, 200);
    run (&watch, 200 + lost[i], 400 + lost[i]);
    assert_events (&watch, lost[i] == 1 ? QOS_CAUSE_LOSS : QOS_CAUSE_BURST, 1,
        lost[i] * 20000);
    g_assert_cmpuint (watch.last.lost, ==, lost[i]);
    g_assert_cmpuint (watch.last.at_ns, ==,
        (uint64_t) (time_of (&watch, 200) + LATENCY_NS));
    g_assert_cmpuint (watch.broken, ==, 1);
    g_assert_cmpuint (watch.playout.late, ==, 0);
  }
}

/* It counted as lost, and then comes: at once, or when its gap is an event. */
static void
test_refused (void)
{
  static const struct
  {
    uint64_t after;
    unsigned late;
  } rows[] = {{1, 1}, {60, 1}, {64, 0}, {300, 0}};

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    Watch watch;

    start (&watch);
    run (&watch, 0, 200);
    run (&watch, 201, 201 + rows[i].after);
    come_late (&watch, 200, 150);
    qos_playout_refuse (&watch.playout, watch.highest - 200);
    run (&watch, 201 + rows[i].after, 600);
    assert_events (&watch,
        rows[i].late > 0 ? QOS_CAUSE_REORDERED : QOS_CAUSE_LOSS, 1, 20000);
    g_assert_cmpuint (watch.last.late, ==, rows[i].late);
    g_assert_cmpuint (watch.last.lost, ==, 1 - rows[i].late);
    g_assert_cmpuint (watch.playout.late, ==, 1);
  }
}

/* The buffer drops a packet that it had. It is late where the buffer says so;
 * otherwise nothing is known until that number is refused. */
static void
test_passed_over (void)
{
  for (unsigned i = 0; i < 3; i++) {
    Watch watch;

    start (&watch);
    run (&watch, 0, 200);
    come (&watch, 200);
    come (&watch, 201);
    leave_late (&watch, 201, 0, i == 0);
    if (i == 1)
      qos_playout_refuse (&watch.playout, watch.highest - 200);
    run (&watch, 202, 400);
    assert_events (&watch, QOS_CAUSE_LATE, 1, 20000);
    g_assert_cmpuint (watch.last.lost, ==, 0);
    g_assert_cmpuint (watch.last.late, ==, i < 2);
    g_assert_cmpuint (watch.playout.late, ==, i < 2);
  }
}

/* A step of 300 ms: the buffer waits, and catches up. */
static void
test_steps (void)
{
  Watch watch;

  start (&watch);
  run (&watch, 0, 200);
  watch.shift_ms = 300;
  run (&watch, 200, 400);
  assert_events (&watch, QOS_CAUSE_LATE, 1, 300000);
  g_assert_cmpuint (watch.last.excess_us, ==, 200000);
  g_assert_cmpuint (watch.broken, ==, 1);
  watch.shift_ms = 0;
  run (&watch, 400, 600);
  assert_events (&watch, QOS_CAUSE_LATE, 1, 300000);
  g_assert_cmpuint (watch.broken, ==, 2);
  g_assert_cmpuint (watch.playout.late, ==, 0);
}

/* The receiver stood still: packets leave the buffer after their time. */
static void
test_comes_out_late (void)
{
  static const struct
  {
    int64_t late_ms;
    unsigned events, late;
    uint64_t gap_us;
  } rows[] = {
      {20, 0, 0, 0}, /* sinks wait that long */
      {24, 0, 0, 0}, /* inaudible */
      {25, 1, 0, 5000},
      {39, 1, 0, 19000},
      {40, 1, 1, 20000},
      {900, 1, 1, 20000},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    Watch watch;

    start (&watch);
    run (&watch, 0, 200);
    come (&watch, 200);
    leave_late (&watch, 200, rows[i].late_ms, 0);
    run (&watch, 201, 400);
    assert_events (&watch, QOS_CAUSE_RECEIVER, rows[i].events, rows[i].gap_us);
    g_assert_cmpuint (watch.late, ==, rows[i].late);
    g_assert_cmpuint (watch.playout.late, ==, rows[i].late);
    g_assert_cmpuint (watch.lost, ==, 0);
    if (rows[i].events > 0)
      g_assert_cmpuint (watch.last.excess_us, ==,
          (uint64_t) rows[i].late_ms * 1000);
  }
}

/* Packets from before, or in another buffer, are not missing. */
static void
test_watched_from_now_on (void)
{
  Watch watch;

  start (&watch);
  for (uint64_t number = 0; number < 100; number++)
    come (&watch, number);
  leave (&watch, 90);
  run (&watch, 100, 200);
  qos_playout_watch (&watch.playout);
  watch.shift_ms = 5000;
  run (&watch, 200, 400);
  g_assert_cmpuint (watch.playout.late, ==, 0);
  g_assert_cmpuint (watch.lost, ==, 0);
  g_assert_cmpuint (watch.broken, ==, 1); /* 91 to 99 were passed over */
}

/* Without a watch nothing comes out. */
static void
test_not_watched (void)
{
  static const QosPlayoutOut out = {.pts_ns = START_NS, .missed = 5};
  QosPlayout playout;

  qos_playout_init (&playout);
  g_assert_false (qos_playout_out (&playout, 0, &out));
  qos_playout_end (&playout);
  g_assert_cmpuint (playout.gaps.n_events, ==, 0);
}

/* Packets beside the media have no time: the next one shows how long the gap
 * is. */
static void
test_without_a_time (void)
{
  QosPlayoutOut out = {.pts_ns = QOS_PLAYOUT_NO_TIME};
  Watch watch;

  start (&watch);
  run (&watch, 0, 200);
  come (&watch, 202);
  g_assert_false (qos_playout_out (&watch.playout, 0, &out));
  run (&watch, 203, 400);
  assert_events (&watch, QOS_CAUSE_BURST, 1, 60000);
  g_assert_cmpuint (watch.last.lost, ==, 2);
}

/* A series ends and another starts at once, while the buffer still has packets
 * of the first. What is missing counts once. */
static void
test_restart (void)
{
  for (unsigned i = 0; i < 4; i++) {
    Watch watch;
    uint64_t highest;

    start (&watch);
    watch.is_silent = i & 1;
    run (&watch, 0, 200);
    come (&watch, 200);
    come (&watch, 202);
    highest = watch.highest;
    watch.first_timestamp += 0x40000000;
    watch.is_begun = false;
    come (&watch, 203);
    watch.first_timestamp -= 0x40000000;
    leave (&watch, 200);
    if (i & 2)
      leave (&watch, highest);
    watch.first_timestamp += 0x40000000;
    leave (&watch, 203);
    run (&watch, 204, 300);
    run (&watch, 301, 400);
    end (&watch);
    g_assert_cmpuint (watch.lost, ==, 2);
    g_assert_cmpuint (watch.gap_us, ==, i & 2 ? 40000 : 60000);
    g_assert_cmpuint (watch.playout.gaps.silent_ns, ==, watch.gap_us * 1000);
  }
}

/* The last packet is late, or those before it have not come. */
static void
test_end (void)
{
  Watch watch;

  start (&watch);
  run (&watch, 0, 200);
  come (&watch, 203);
  end (&watch);
  assert_events (&watch, QOS_CAUSE_BURST, 1, 60000);
  g_assert_cmpuint (watch.last.lost, ==, 3);

  start (&watch);
  run (&watch, 0, 200);
  come (&watch, 200);
  leave_late (&watch, 200, 100, 0);
  end (&watch);
  assert_events (&watch, QOS_CAUSE_RECEIVER, 1, 20000);
  g_assert_cmpuint (watch.last.late, ==, 1);
}

/* A buffer of 5 packets. A packet that is too late, but newer than the last one
 * that came out, is accepted and dropped inside. */
typedef struct
{
  uint8_t *came;
  uint64_t next;
  uint64_t last; /* that came out */
  unsigned dropped;
} Buffer;

static void
let_out (Watch *watch, Buffer *buffer, uint64_t end)
{
  for (; buffer->next < end && buffer->next <= watch->highest; buffer->next++)
    if (buffer->came[buffer->next]) {
      leave_late (watch, buffer->next, 0, buffer->dropped);
      buffer->last = buffer->next;
      buffer->dropped = 0;
    }
}

static void
put_in (Watch *watch, Buffer *buffer, uint64_t number, uint64_t now)
{
  if (buffer->came[number])
    return;
  buffer->came[number] = 1;
  come_late (watch, number, (int64_t) (now - number) * 20);
  if (number < buffer->last)
    qos_playout_refuse (&watch->playout, watch->highest - number);
  else
    buffer->dropped += number < buffer->next;
}

static void
pass (Watch *watch, const RandomStream *stream)
{
  const Delivery *d = (const Delivery *) (void *) stream->deliveries->data;
  Buffer buffer = {.came = g_malloc0 (stream->highest + 1),
      .next = stream->lowest};

  for (guint i = 0; i < stream->deliveries->len; i++) {
    uint64_t now = d[i].at / RANDOM_STREAM_STEPS;

    if (watch->is_begun)
      let_out (watch, &buffer, now < 5 ? 0 : now - 5);
    put_in (watch, &buffer, d[i].number, now);
  }
  let_out (watch, &buffer, stream->highest + 1);
  g_free (buffer.came);
}

/* Events contain only lost and late packets. */
static void
test_sums (void)
{
  GRand *random = make_random ();

  for (unsigned i = 0; i < 200; i++) {
    RandomPlan plan = random_plan (random, 1000);
    RandomStream stream;
    Watch watch;

    plan.displacement = MIN (plan.displacement, 40);
    random_plan_print (&plan);
    stream = random_stream_new (random, &plan);
    start (&watch);
    watch.first_timestamp = g_rand_int (random);
    if (stream.deliveries->len > 0 &&
        ((Delivery *) (void *) stream.deliveries->data)->number ==
            stream.lowest) {
      pass (&watch, &stream);
      end (&watch);
      g_assert_cmpuint (watch.lost + watch.late, ==,
          stream.expected - stream.unique + watch.playout.late);
      if (!watch.is_full)
        g_assert_cmpuint (watch.late, ==, watch.playout.late);
      g_assert_cmpuint (watch.gap_us, ==, (watch.lost + watch.late) * 20000);
      g_assert_cmpuint (watch.playout.gaps.silent_ns, ==, watch.gap_us * 1000);
    }
    random_stream_clear (&stream);
  }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/playout-out/nothing-happens", test_nothing_happens);
  g_test_add_func ("/playout-out/lost", test_lost);
  g_test_add_func ("/playout-out/refused", test_refused);
  g_test_add_func ("/playout-out/passed-over", test_passed_over);
  g_test_add_func ("/playout-out/steps", test_steps);
  g_test_add_func ("/playout-out/comes-out-late", test_comes_out_late);
  g_test_add_func ("/playout-out/watched-from-now-on",
      test_watched_from_now_on);
  g_test_add_func ("/playout-out/not-watched", test_not_watched);
  g_test_add_func ("/playout-out/without-a-time", test_without_a_time);
  g_test_add_func ("/playout-out/restart", test_restart);
  g_test_add_func ("/playout-out/end", test_end);
  g_test_add_func ("/playout-out/sums", test_sums);
  return g_test_run ();
}
