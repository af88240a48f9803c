/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The receiver's mixer when its silence comes late.
 */
#include "qos-receiver-mixer.h"

#include <gst/check/gsttestclock.h>

#define LATENCY (120 * GST_MSECOND)

static GstPadProbeReturn
hold (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
post_mixed (GstPad *pad, GstPadProbeInfo *info, gpointer pipeline)
{
  gst_element_post_message (pipeline,
      gst_message_new_application (pipeline,
          gst_structure_new_empty ("mixed")));
  return GST_PAD_PROBE_REMOVE;
}

/* Lets the mixer give up waiting for its first sound. */
static void
pass_deadline (GstTestClock *clock)
{
  GstClockID id;

  do {
    gst_test_clock_wait_for_next_pending_id (clock, &id);
    gst_clock_id_unref (id);
    gst_test_clock_advance_time (clock, 10 * GST_MSECOND);
    id = gst_test_clock_process_next_clock_id (clock);
    if (id)
      gst_clock_id_unref (id);
  } while (gst_clock_get_time (GST_CLOCK_CAST (clock)) < 3 * LATENCY);
}

static void
test_late_silence (void)
{
  GstElement *pipeline =
      gst_parse_launch ("audiotestsrc name=silence wave=silence is-live=true "
                        "samplesperbuffer=480 ! "
                        "audio/x-raw,format=F32LE,rate=48000,channels=2 ! "
                        "audiomixer name=mixer ! fakesink",
          NULL);
  GstElement *silence = gst_bin_get_by_name (GST_BIN (pipeline), "silence");
  GstElement *mixer = gst_bin_get_by_name (GST_BIN (pipeline), "mixer");
  GstPad *from = gst_element_get_static_pad (silence, "src");
  GstPad *to = gst_element_get_static_pad (mixer, "src");
  GstBus *bus = gst_element_get_bus (pipeline);
  GstClock *clock = gst_test_clock_new ();
  GstMessage *message;
  gulong held = gst_pad_add_probe (from,
      GST_PAD_PROBE_TYPE_BLOCK | GST_PAD_PROBE_TYPE_BUFFER, hold, NULL, NULL);

  g_object_set (mixer, "min-upstream-latency", LATENCY, NULL);
  qos_receiver_mixer_set_up (mixer);
  gst_pad_add_probe (to, GST_PAD_PROBE_TYPE_BUFFER, post_mixed, pipeline, NULL);
  gst_pipeline_use_clock (GST_PIPELINE (pipeline), clock);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  pass_deadline (GST_TEST_CLOCK (clock));
  gst_pad_remove_probe (from, held);
  message = gst_bus_timed_pop_filtered (bus, 10 * GST_SECOND,
      GST_MESSAGE_APPLICATION | GST_MESSAGE_EOS);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_APPLICATION);

  gst_message_unref (message);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (clock);
  gst_object_unref (bus);
  gst_object_unref (to);
  gst_object_unref (from);
  gst_object_unref (mixer);
  gst_object_unref (silence);
  gst_object_unref (pipeline);
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mixer/late-silence", test_late_silence);
  return g_test_run ();
}
