/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#define EMPTY_SECTIONS 20000

static guint64
read_clock (clockid_t id)
{
  struct timespec t;

  clock_gettime (id, &t);
  return (guint64) t.tv_sec * 1000000000 + (guint64) t.tv_nsec;
}

guint64
bench_now (void)
{
  return read_clock (CLOCK_MONOTONIC);
}

void
bench_sleep_until (guint64 time_ns)
{
  struct timespec t = {.tv_sec = (time_t) (time_ns / 1000000000),
      .tv_nsec = (long) (time_ns % 1000000000)};

  while (clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
    ;
}

void
bench_meter_start (BenchMeter *meter)
{
  *meter = (BenchMeter){.thread_ns = read_clock (CLOCK_THREAD_CPUTIME_ID),
      .process_ns = read_clock (CLOCK_PROCESS_CPUTIME_ID)};
}

void
bench_meter_enter (BenchMeter *meter)
{
  meter->entered_ns = read_clock (CLOCK_THREAD_CPUTIME_ID);
}

void
bench_meter_leave (BenchMeter *meter, guint packets)
{
  meter->inside_ns += read_clock (CLOCK_THREAD_CPUTIME_ID) - meter->entered_ns;
  meter->sections++;
  meter->packets += packets;
}

static gdouble
empty_section_ns (void)
{
  static gdouble cost = -1;
  BenchMeter meter;

  if (cost >= 0)
    return cost;
  bench_meter_start (&meter);
  for (guint i = 0; i < EMPTY_SECTIONS; i++) {
    bench_meter_enter (&meter);
    bench_meter_leave (&meter, 0);
  }
  cost = (gdouble) meter.inside_ns / EMPTY_SECTIONS;
  return cost;
}

void
bench_print (const gchar *leg, guint round, gdouble value)
{
  g_print ("%s %u %.1f\n", leg, round, value);
}

void
bench_meter_print (const BenchMeter *meter, const gchar *leg, guint round)
{
  guint64 process = read_clock (CLOCK_PROCESS_CPUTIME_ID) - meter->process_ns;
  guint64 thread = read_clock (CLOCK_THREAD_CPUTIME_ID) - meter->thread_ns;
  gdouble others = process > thread ? (gdouble) (process - thread) : 0;
  gdouble inside = (gdouble) meter->inside_ns -
      (gdouble) meter->sections * empty_section_ns ();
  gdouble packets = (gdouble) MAX (meter->packets, 1);
  gchar *others_name = g_strconcat (leg, ":others", NULL);

  bench_print (leg, round, (inside + others) / packets);
  bench_print (others_name, round, others / packets);
  g_free (others_name);
}

guint
bench_number (int argc, char **argv, int at, guint max, const gchar *usage)
{
  guint64 value;

  if (at < argc &&
      g_ascii_string_to_unsigned (argv[at], 10, 1, max, &value, NULL))
    return (guint) value;
  g_printerr ("usage: %s %s\n", argv[0], usage);
  exit (2);
}
