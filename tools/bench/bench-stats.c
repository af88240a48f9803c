/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * CPU time per packet of qosstats, with all it can do, and of its peer
 * rtpsession, from one sender and from many. flat: packets as fast as they go.
 * paced: 46.9 a second from each sender, so that messages and wake-ups have
 * their real share.
 */
#include "bench-packet.h"
#include "bench-stream.h"

#define WARM_UP_EACH 4 /* packets of each source: past all probation */
#define TICK_NS GST_MSECOND
#define MANY 1000
#define USAGE "flat|paced ROUNDS SECONDS"

typedef struct
{
  const gchar *name;
  BenchElementSetup setup;
  guint n_sources;
} Leg;

#define QOSSTATS \
  { \
    "qosstats", "sink", "src", BENCH_CAPS, NULL, TRUE \
  }
#define RTPSESSION \
  { \
    "rtpsession", "recv_rtp_sink", "recv_rtp_src", BENCH_CAPS, NULL, TRUE \
  }

static const Leg legs[] = {
    {"qosstats-1", QOSSTATS, 1},
    {"rtpsession-1", RTPSESSION, 1},
    {"qosstats-1000", QOSSTATS, MANY},
    {"rtpsession-1000", RTPSESSION, MANY},
};

static void
run_flat (BenchStream *stream, BenchMeter *meter, guint seconds)
{
  guint64 end = bench_now () + seconds * GST_SECOND;

  while (bench_now () < end)
    bench_stream_push (stream, meter, BENCH_AT_ONCE);
}

/* Pushes what is due at the time of the next packet, but waits at least a
 * tick. */
static void
run_paced (BenchStream *stream, BenchMeter *meter, guint seconds)
{
  guint64 start = bench_now (), now = start;

  while (now < start + seconds * GST_SECOND) {
    guint64 due = (now - start) * stream->n_sources / BENCH_PACKET_NS + 1;
    guint n = (guint) MIN (due - meter->packets, BENCH_AT_ONCE);
    guint64 next;

    if (due > meter->packets)
      bench_stream_push (stream, meter, n);
    next = start + meter->packets * BENCH_PACKET_NS / stream->n_sources;
    now = MAX (next, now + TICK_NS);
    bench_sleep_until (now);
  }
}

static void
check_books (BenchElement *bench, const Leg *leg, const BenchStream *stream)
{
  GValueArray *sources;
  GstStructure *stats;
  guint64 unmeasured;

  if (bench->out != stream->made)
    g_error ("%s: %" G_GUINT64_FORMAT " packets in, %" G_GUINT64_FORMAT " out",
        leg->name, stream->made, bench->out);
  if (!g_str_equal (leg->setup.factory, "qosstats"))
    return;
  g_object_get (bench->element, "stats", &stats, NULL);
  sources = g_value_get_boxed (gst_structure_get_value (stats, "sources"));
  if (!gst_structure_get_uint64 (stats, "packets-unmeasured", &unmeasured) ||
      unmeasured > 0 || sources->n_values != leg->n_sources)
    g_error ("%s: not every packet was measured", leg->name);
  gst_structure_free (stats);
}

static void
run_leg (const Leg *leg, guint round, gboolean is_paced, guint seconds)
{
  BenchElement bench;
  BenchStream stream;
  BenchMeter meter;

  bench_element_open (&bench, &leg->setup);
  if (g_str_equal (leg->setup.factory, "qosstats"))
    g_object_set (bench.element, "playout-latency", 100, "drop-duplicates",
        TRUE, NULL);
  bench_stream_init (&stream, &bench, leg->n_sources);
  bench_meter_start (&meter);
  while (stream.made < WARM_UP_EACH * leg->n_sources)
    bench_stream_push (&stream, &meter, 1);

  bench_meter_start (&meter);
  (is_paced ? run_paced : run_flat) (&stream, &meter, seconds);
  bench_meter_print (&meter, leg->name, round);
  check_books (&bench, leg, &stream);
  bench_element_close (&bench);
  bench_stream_clear (&stream);
}

int
main (int argc, char **argv)
{
  gboolean is_paced = argc > 1 && g_str_equal (argv[1], "paced");
  guint rounds = bench_number (argc, argv, 2, 1000, USAGE);
  guint seconds = bench_number (argc, argv, 3, 60, USAGE);

  gst_init (NULL, NULL);
  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < G_N_ELEMENTS (legs); i++)
      run_leg (&legs[i], round, is_paced, seconds);
  return 0;
}
