/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * CPU time per packet, and one line of output for each measurement.
 *
 * A leg is one element under load for a time. It counts the CPU time of the
 * pushing thread inside its sections, where packets are passed to the element,
 * and all CPU time of the other threads of the process. It does not count
 * preparing packets between the sections.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 entered_ns; /* CPU time of this thread at the section's start */
  guint64 inside_ns;  /* in all sections */
  guint64 sections;
  guint64 packets;
  guint64 thread_ns; /* at the leg's start */
  guint64 process_ns;
} BenchMeter;

/* Wall clock, ns. */
guint64 bench_now (void);

/* Sleeps until bench_now () is time. */
void bench_sleep_until (guint64 time_ns);

/* One leg on one thread: start, (enter, leave) any number of times, print. */
void bench_meter_start (BenchMeter *meter);
void bench_meter_enter (BenchMeter *meter);
void bench_meter_leave (BenchMeter *meter, guint packets);

/* The line that bench.py reads. */
void bench_print (const gchar *leg, guint round, gdouble value);

/* Prints the CPU time per packet of the leg, ns, without the cost of entering
 * and leaving itself, and the part of the other threads. */
void bench_meter_print (const BenchMeter *meter, const gchar *leg, guint round);

/* Returns: argv[at] as a number from 1 to max; ends the program with usage if
 * it is not one. */
guint bench_number (int argc, char **argv, int at, guint max,
    const gchar *usage);
