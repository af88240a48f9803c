/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Every element of the plugin goes through its states a hundred times, and
 * leaves no thread and no socket behind.
 */
#include "bin-test.h"

#define ROUNDS 100

static const gchar *const elements[] = {"qospay", "qosstats", "qossink",
    "qossrc", "qosrtphdrextsendtime", "qosrtphdrextcodec"};

static GstElement *
element_new (const gchar *factory)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  fail_unless (element != NULL, "no %s", factory);
  gst_object_ref_sink (element);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (element), "port"))
    g_object_set (element, "host", LOOPBACK, "port",
        (gint) free_port (LOOPBACK), NULL);
  return element;
}

static guint
count_entries (const gchar *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  g_dir_close (dir);
  return n;
}

static void
set_state (GstElement *element, GstState state)
{
  fail_if (gst_element_set_state (element, state) == GST_STATE_CHANGE_FAILURE,
      "%s does not get to %s", GST_OBJECT_NAME (element),
      gst_element_state_get_name (state));
}

/* NULL to PLAYING and back. */
GST_START_TEST (test_a_hundred_times)
{
  GstElement *element = element_new (elements[__i__]);
  guint sockets = count_udp_sockets (), files = 0;

  for (guint i = 0; i < ROUNDS; i++) {
    set_state (element, GST_STATE_PLAYING);
    set_state (element, GST_STATE_NULL);
    if (i == 0)
      files = count_entries ("/proc/self/fd"); /* what stays open for good */
  }
  fail_unless_equals_int (count_udp_sockets (), sockets);
  fail_unless (count_entries ("/proc/self/fd") <= files + 2);
  gst_object_unref (element);
  /* Threads of GStreamer's pool may stay; threads of ours would be a
   * hundred. */
  fail_unless (count_entries ("/proc/self/task") < 20);
}
GST_END_TEST;

/* Every path through the states. */
GST_START_TEST (test_every_way)
{
  static const GstState ways[][6] = {
      {GST_STATE_READY, GST_STATE_NULL, GST_STATE_READY, GST_STATE_PAUSED,
          GST_STATE_READY, GST_STATE_NULL},
      {GST_STATE_PAUSED, GST_STATE_PLAYING, GST_STATE_PAUSED, GST_STATE_NULL,
          GST_STATE_PLAYING, GST_STATE_READY},
      {GST_STATE_PLAYING, GST_STATE_READY, GST_STATE_PLAYING, GST_STATE_PAUSED,
          GST_STATE_PLAYING, GST_STATE_NULL},
  };
  GstElement *element = element_new (elements[__i__]);

  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    for (guint i = 0; i < G_N_ELEMENTS (ways[way]); i++)
      set_state (element, ways[way][i]);
  set_state (element, GST_STATE_NULL);
  gst_object_unref (element);
}
GST_END_TEST;

/* Made and dropped without any state change. */
GST_START_TEST (test_made_and_dropped)
{
  for (guint i = 0; i < ROUNDS; i++)
    gst_object_unref (element_new (elements[__i__]));
}
GST_END_TEST;

/* With request pads, in and out of the element. */
GST_START_TEST (test_request_pads_through_states)
{
  static const gchar *const names[] = {"rtcp_src", "rtcp_sink"};
  GstElement *element = element_new (elements[__i__]);
  GstPad *pads[2];

  for (guint round = 0; round < 20; round++) {
    for (guint i = 0; i < 2; i++)
      pads[i] = gst_element_request_pad_simple (element, names[i]);
    set_state (element, GST_STATE_PLAYING);
    for (guint i = 0; i < 2 && round % 2; i++) {
      gst_element_release_request_pad (element, pads[i]);
      gst_object_unref (pads[i]);
    }
    set_state (element, GST_STATE_NULL);
    for (guint i = 0; i < 2 && !(round % 2); i++) {
      gst_element_release_request_pad (element, pads[i]);
      gst_object_unref (pads[i]);
    }
  }
  gst_object_unref (element);
}
GST_END_TEST;

/* A failed start leaves nothing behind, and may be followed by a good one. */
GST_START_TEST (test_failed_start)
{
  GSocket *peer = peer_open (LOOPBACK, 0);
  GstElement *bin = element_new ("qossrc");
  guint sockets = count_udp_sockets ();

  g_object_set (bin, "port", (gint) peer_port (peer), NULL);
  for (guint i = 0; i < 20; i++) {
    fail_unless_equals_int (gst_element_set_state (bin, GST_STATE_PLAYING),
        GST_STATE_CHANGE_FAILURE);
    set_state (bin, GST_STATE_NULL);
  }
  fail_unless_equals_int (count_udp_sockets (), sockets);
  g_object_unref (peer);
  set_state (bin, GST_STATE_PLAYING);
  set_state (bin, GST_STATE_NULL);
  gst_object_unref (bin);
}
GST_END_TEST;

/* The parts of qossrc may be thousands in a minute, so they do not post their
 * states. */
GST_START_TEST (test_states_of_parts)
{
  GstElement *pipeline = gst_pipeline_new (NULL);
  GstElement *bin = element_new ("qossrc");
  GstBus *bus = gst_element_get_bus (pipeline);
  GstMessage *message;
  guint n = 0;

  gst_bin_add (GST_BIN (pipeline), bin);
  set_state (pipeline, GST_STATE_PLAYING);
  gst_element_get_state (pipeline, NULL, NULL, GST_CLOCK_TIME_NONE);
  while ((message = gst_bus_pop_filtered (bus, GST_MESSAGE_STATE_CHANGED))) {
    fail_unless (GST_MESSAGE_SRC (message) == GST_OBJECT (bin) ||
        GST_MESSAGE_SRC (message) == GST_OBJECT (pipeline));
    n += GST_MESSAGE_SRC (message) == GST_OBJECT (bin);
    gst_message_unref (message);
  }
  fail_unless_equals_int (n, 3);
  set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (bus);
  gst_object_unref (bin);
  gst_object_unref (pipeline);
}
GST_END_TEST;

static Suite *
states_suite (void)
{
  Suite *suite = suite_create ("states");
  TCase *tc = tcase_create ("states");

  tcase_add_loop_test (tc, test_a_hundred_times, 0, G_N_ELEMENTS (elements));
  tcase_add_loop_test (tc, test_every_way, 0, G_N_ELEMENTS (elements));
  tcase_add_loop_test (tc, test_made_and_dropped, 0, G_N_ELEMENTS (elements));
  tcase_add_loop_test (tc, test_request_pads_through_states, 0, 2);
  tcase_add_test (tc, test_failed_start);
  tcase_add_test (tc, test_states_of_parts);
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (states)
