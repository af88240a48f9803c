/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One element in PLAYING between two bare pads, with the system clock and a
 * bus that drops every message.
 */
#pragma once

#include <gst/gst.h>

typedef struct
{
  const gchar *factory;
  const gchar *sink_pad; /* always or request */
  const gchar *src_pad;  /* exists once sink_pad does */
  const gchar *in_caps;
  const gchar *out_caps; /* what the pad behind it accepts; NULL: anything */
  gboolean reuses;       /* packets that come out go to spare */
} BenchElementSetup;

typedef struct
{
  GstElement *element;
  GstBus *bus;
  GstPad *src;  /* into the element */
  GstPad *sink; /* out of it */
  gboolean reuses;
  GPtrArray *spare; /* packets that came out, to be reused */
  gboolean wants_sample;
  GstBuffer *sample; /* the next packet that came out (nullable) */
  guint64 out;       /* packets that came out */
  gint messages;     /* posted; atomic */
} BenchElement;

/* Ends the program if the element is missing. */
void bench_element_open (BenchElement *self, const BenchElementSetup *setup);

/* buffer: (transfer full). */
void bench_element_push (BenchElement *self, GstBuffer *buffer);

/* Returns: (transfer full) (nullable): a packet to reuse. */
GstBuffer *bench_element_take_spare (BenchElement *self);

/* The current running time. */
GstClockTime bench_element_running_time (BenchElement *self);

void bench_element_close (BenchElement *self);
