/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-element.h"

#include <gst/rtp/rtp.h>
#include <string.h>

#define CLOCK_START (3600 * GST_SECOND)

/* The objects of the plugin are linked in, instrumented; no other file has
 * them. */
void gst_plugin_qosaudio_register (void);

/* GStreamer and GLib keep memory until the end, which looks like a leak. The
 * leaks tracer finds leaks of ours, in the tests of the elements. */
const char *__asan_default_options (void);
const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}

static void
start_gstreamer (void)
{
  static bool is_started = false;

  if (is_started)
    return;
  is_started = true;
  gst_init (NULL, NULL);
  gst_plugin_qosaudio_register ();
  /* Warnings too: no input from the network is an error of the program. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
}

bool
fuzz_take_step (FuzzInput *input, FuzzStep *step)
{
  if (input->size < 2)
    return false;
  step->what = input->data[0];
  step->size = input->data[1];
  step->data = input->data + 2;
  if (step->size > input->size - 2)
    step->size = input->size - 2;
  input->data += 2 + step->size;
  input->size -= 2 + step->size;
  return true;
}

GstBuffer *
fuzz_make_buffer (const FuzzStep *step)
{
  uint8_t *data;

  if (step->size == 0)
    return gst_buffer_new ();
  data = g_malloc (step->size);
  memcpy (data, step->data, step->size);
  return gst_buffer_new_wrapped (data, step->size);
}

void
fuzz_element_open (FuzzElement *fuzz, const char *factory)
{
  start_gstreamer ();
  fuzz->clock =
      GST_TEST_CLOCK (gst_test_clock_new_with_start_time (CLOCK_START));
  gst_system_clock_set_default (GST_CLOCK (fuzz->clock));
  fuzz->media = gst_harness_new (factory);
  fuzz->element = fuzz->media->element;
  fuzz->rtcp =
      gst_harness_new_with_element (fuzz->element, "rtcp_sink", "rtcp_src");
  gst_harness_set_src_caps_str (fuzz->rtcp, "application/x-rtcp");
  gst_element_set_clock (fuzz->element, GST_CLOCK (fuzz->clock));
  gst_element_set_base_time (fuzz->element, CLOCK_START);
}

void
fuzz_element_close (FuzzElement *fuzz)
{
  gst_harness_teardown (fuzz->rtcp);
  gst_harness_teardown (fuzz->media);
  gst_system_clock_set_default (NULL);
  gst_object_unref (fuzz->clock);
}

void
fuzz_element_wait (FuzzElement *fuzz, GstClockTime duration)
{
  GstClock *clock = GST_CLOCK (fuzz->clock);
  GstClockTime until = gst_clock_get_time (clock) + duration;
  bool is_over = false;

  while (!is_over) {
    GstClockID wait;
    GstClockTime end;

    gst_test_clock_wait_for_next_pending_id (fuzz->clock, &wait);
    end = gst_clock_id_get_time (wait);
    is_over = end > until;
    if (is_over) {
      gst_clock_id_unref (wait);
      break;
    }
    if (end > gst_clock_get_time (clock))
      gst_test_clock_set_time (fuzz->clock, end);
    gst_test_clock_process_id (fuzz->clock, wait); /* takes it */
  }
  gst_test_clock_set_time (fuzz->clock, until);
}

void
fuzz_element_drain (FuzzElement *fuzz, void (*check_packet) (GstBuffer *packet))
{
  GstBuffer *buffer;

  while ((buffer = gst_harness_try_pull (fuzz->media))) {
    check_packet (buffer);
    gst_buffer_unref (buffer);
  }
  while ((buffer = gst_harness_try_pull (fuzz->rtcp))) {
    FUZZ_ASSERT (gst_rtcp_buffer_validate (buffer));
    gst_buffer_unref (buffer);
  }
}

GstStructure *
fuzz_element_stats (FuzzElement *fuzz)
{
  GstStructure *stats = NULL;

  g_object_get (fuzz->element, "stats", &stats, NULL);
  FUZZ_ASSERT (stats != NULL);
  return stats;
}
