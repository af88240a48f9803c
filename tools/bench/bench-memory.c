/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Bytes of memory per measured source: how much the process grows from one
 * source to the maximum of qosstats, each with its own address, divided by
 * their number.
 */
#include "bench-packet.h"
#include "bench-stream.h"

#include <stdio.h>
#include <unistd.h>

#define SOURCES 4096 /* the default of max-sources */
#define EACH 4       /* packets: enough to end probation */

/* Long enough for a message of each source. */
#define SETTLE_NS (1200 * GST_MSECOND)

static guint64
resident_bytes (void)
{
  FILE *file = fopen ("/proc/self/statm", "r");
  unsigned long all, resident;

  if (!file || fscanf (file, "%lu %lu", &all, &resident) != 2)
    g_error ("cannot read /proc/self/statm");
  fclose (file);
  return (guint64) resident * (guint64) sysconf (_SC_PAGESIZE);
}

static void
fill (BenchStream *stream)
{
  BenchMeter meter;

  bench_meter_start (&meter);
  while (stream->made < EACH * stream->n_sources)
    bench_stream_push (stream, &meter, 1);
  bench_sleep_until (bench_now () + SETTLE_NS);
}

/* Threads and the needs of a first message exist before; the addresses do not:
 * a source keeps its own, which udpsrc would free. */
int
main (int argc, char **argv)
{
  static const BenchElementSetup setup = {"qosstats", "sink", "src", BENCH_CAPS,
      NULL, TRUE};
  BenchElement bench;
  BenchStream one, all;
  guint64 before;

  gst_init (NULL, NULL);
  bench_element_open (&bench, &setup);
  bench_stream_init (&one, &bench, 1);
  fill (&one);
  before = resident_bytes ();
  bench_stream_init (&all, &bench, SOURCES);
  fill (&all);
  bench_print ("bytes-per-source", 0,
      (gdouble) (resident_bytes () - before) / (SOURCES - 1));
  bench_element_close (&bench);
  bench_stream_clear (&one);
  bench_stream_clear (&all);
  return 0;
}
