/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Shows how to use the elements in your own program: sends a tone for a while
 * and prints the round trip and the loss that the receiver reports.
 *
 *   cc embed.c -o embed $(pkg-config --cflags --libs gstreamer-1.0)
 *   ./embed qos://127.0.0.1:5004 SECONDS
 */
#include <gst/gst.h>
#include <stdlib.h>

static void
on_message (GstBus *bus, GstMessage *message, gpointer user)
{
  const GstStructure *s = gst_message_get_structure (message);
  double rtt_ms, loss_percent;

  if (gst_structure_has_name (s, "qospay") &&
      gst_structure_get_double (s, "rtt-ms", &rtt_ms) &&
      gst_structure_get_double (s, "remote-loss-percent", &loss_percent))
    g_print ("round trip %.1f ms, lost %.1f %%\n", rtt_ms, loss_percent);
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  GstElement *pipeline = gst_parse_launch ("audiotestsrc is-live=true ! "
                                           "avenc_aac ! qossink name=out",
      NULL);
  GstElement *out = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  GMainLoop *loop = g_main_loop_new (NULL, FALSE);
  GstBus *bus = gst_element_get_bus (pipeline);

  g_object_set (out, "uri", argc > 1 ? argv[1] : "qos://127.0.0.1:5004", NULL);
  gst_bus_add_signal_watch (bus);
  g_signal_connect (bus, "message::element", G_CALLBACK (on_message), NULL);
  g_timeout_add_seconds (argc > 2 ? (guint) atoi (argv[2]) : 10, quit, loop);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  g_main_loop_run (loop);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_bus_remove_signal_watch (bus);
  gst_object_unref (bus);
  gst_object_unref (out);
  gst_object_unref (pipeline);
  g_main_loop_unref (loop);
  return 0;
}
