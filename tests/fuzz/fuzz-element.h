/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the fuzz targets of the elements share: an element between harnesses on
 * a test clock, and an input that is a list of steps. A step is a byte for its
 * kind, a byte of length, and that many bytes.
 */
#pragma once

#include "fuzz.h"

#include <gst/check/gstharness.h>
#include <gst/check/gsttestclock.h>
#include <gst/gst.h>

typedef struct
{
  GstHarness *media; /* sink, src */
  GstHarness *rtcp;  /* rtcp_sink, rtcp_src */
  GstElement *element;
  GstTestClock *clock;
} FuzzElement;

/* One step of an input. */
typedef struct
{
  uint8_t what;
  const uint8_t *data;
  size_t size;
} FuzzStep;

/* False at the end of the input. A step that is cut off there is shorter. */
bool fuzz_take_step (FuzzInput *input, FuzzStep *step);

/* The bytes of step at their exact size. Returns: (transfer full). */
GstBuffer *fuzz_make_buffer (const FuzzStep *step);

/* factory: of this plugin. Requests the RTCP pads; sets no caps. */
void fuzz_element_open (FuzzElement *fuzz, const char *factory);
void fuzz_element_close (FuzzElement *fuzz);

/* Lets time pass, while the reporter of the element runs. Not after EOS. */
void fuzz_element_wait (FuzzElement *fuzz, GstClockTime duration);

/* Takes what came out: passes packets to check_packet, and RTCP to the check of
 * GStreamer. */
void fuzz_element_drain (FuzzElement *fuzz,
    void (*check_packet) (GstBuffer *packet));

/* Returns: (transfer full): the element's stats. */
GstStructure *fuzz_element_stats (FuzzElement *fuzz);
