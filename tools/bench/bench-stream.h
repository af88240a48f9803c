/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Received packets of many senders, in turn, like those of udpsrc: arrival time
 * in the DTS, the sender's address in a GstNetAddressMeta.
 */
#pragma once

#include "bench-element.h"
#include "bench.h"

#include <gio/gio.h>

#define BENCH_AT_ONCE 100 /* maximum number of packets of a section */

typedef struct
{
  BenchElement *bench; /* reuses packets */
  guint n_sources;
  GPtrArray *addresses; /* of each source */
  guint64 made;         /* packets */
} BenchStream;

void bench_stream_init (BenchStream *self, BenchElement *bench,
    guint n_sources);

/* Pushes n <= BENCH_AT_ONCE packets in one section of meter. */
void bench_stream_push (BenchStream *self, BenchMeter *meter, guint n);

void bench_stream_clear (BenchStream *self);
