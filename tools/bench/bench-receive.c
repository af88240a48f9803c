/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Receives what bench-send sends and reads the bus, like gst-launch-1.0:
 *   plain     udpsrc ! fakesink
 *   qosstats  udpsrc ! qosstats ! fakesink
 *   rtpbin    udpsrc ! rtpbin, and each pad of it ! fakesink
 *
 * Prints "ready", waits for a line on stdin, and ends with a line of its costs
 * and of the packets that came through.
 */
#include "bench-packet.h"
#include "bench.h"

#include <gst/gst.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#define USAGE "PORT plain|qosstats|rtpbin"

#define UDPSRC "udpsrc port=%u buffer-size=4194304 caps=\"" BENCH_CAPS "\" "

typedef struct
{
  GMainLoop *loop;
  GstElement *pipeline;
  GstElement *rtpbin;   /* (nullable) */
  GstElement *qosstats; /* (nullable) */
  guint port;
  guint64 messages;
  guint64 cpu_ns; /* when ready */
} Receiver;

static guint64
cpu_ns (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return ((guint64) usage.ru_utime.tv_sec + (guint64) usage.ru_stime.tv_sec) *
      GST_SECOND +
      ((guint64) usage.ru_utime.tv_usec + (guint64) usage.ru_stime.tv_usec) *
      GST_USECOND;
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user)
{
  Receiver *self = user;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    g_error ("%" GST_PTR_FORMAT, message);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ELEMENT)
    self->messages++;
  return G_SOURCE_CONTINUE;
}

static void
on_pad_added (GstElement *rtpbin, GstPad *pad, gpointer user)
{
  Receiver *self = user;
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  GstPad *sink_pad = gst_element_get_static_pad (sink, "sink");

  g_object_set (sink, "async", FALSE, NULL);
  gst_bin_add (GST_BIN (self->pipeline), sink);
  gst_element_sync_state_with_parent (sink);
  gst_pad_link (pad, sink_pad);
  gst_object_unref (sink_pad);
}

static void
add_rendered (const GValue *item, gpointer user)
{
  guint64 *sum = user, rendered;
  GstElement *element = g_value_get_object (item);
  GstStructure *stats;

  if (!GST_OBJECT_FLAG_IS_SET (element, GST_ELEMENT_FLAG_SINK))
    return;
  g_object_get (element, "stats", &stats, NULL);
  if (gst_structure_get_uint64 (stats, "rendered", &rendered))
    *sum += rendered;
  gst_structure_free (stats);
}

/* Packets that reached a fakesink. */
static guint64
count_delivered (Receiver *self)
{
  GstIterator *sinks = gst_bin_iterate_sinks (GST_BIN (self->pipeline));
  guint64 sum = 0;

  gst_iterator_foreach (sinks, add_rendered, &sum);
  gst_iterator_free (sinks);
  return sum;
}

/* Packets that the kernel dropped because our socket was full. */
static guint64
count_kernel_drops (Receiver *self)
{
  FILE *file = fopen ("/proc/net/udp", "r");
  guint64 sum = 0;
  char line[512];

  while (file && fgets (line, sizeof line, file)) {
    unsigned port;
    const char *drops;

    if (sscanf (line, " %*u: %*x:%x", &port) != 1 || port != self->port)
      continue;
    g_strchomp (line);
    drops = strrchr (line, ' ');
    sum += drops ? g_ascii_strtoull (drops + 1, NULL, 10) : 0;
  }
  if (file)
    fclose (file);
  return sum;
}

/* The sum of a field over the sources of qosstats. */
static guint64
sum_field (const GstStructure *stats, const gchar *field)
{
  GValueArray *sources =
      g_value_get_boxed (gst_structure_get_value (stats, "sources"));
  guint64 sum = 0, value;

  for (guint i = 0; i < sources->n_values; i++) {
    const GstStructure *source = g_value_get_boxed (&sources->values[i]);

    if (gst_structure_get_uint64 (source, field, &value))
      sum += value;
  }
  return sum;
}

static void
print_books (Receiver *self)
{
  static const gchar *const fields[] = {"packets-received", "packets-lost",
      "packets-duplicated", "packets-reordered", "packets-stray"};
  GstStructure *stats;

  g_object_get (self->qosstats, "stats", &stats, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_print (" %s %" G_GUINT64_FORMAT, fields[i], sum_field (stats, fields[i]));
  gst_structure_free (stats);
}

static gboolean
on_line (GIOChannel *channel, GIOCondition condition, gpointer user)
{
  Receiver *self = user;
  guint64 spent = cpu_ns () - self->cpu_ns;

  g_print ("cpu-ms %.1f delivered %" G_GUINT64_FORMAT
           " kernel-drops %" G_GUINT64_FORMAT " messages %" G_GUINT64_FORMAT,
      (gdouble) spent / 1e6, count_delivered (self), count_kernel_drops (self),
      self->messages);
  if (self->qosstats)
    print_books (self);
  g_print ("\n");
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static GstElement *
make_pipeline (guint port, const gchar *mode)
{
  const gchar *rest = g_str_equal (mode, "plain") ? "! fakesink"
      : g_str_equal (mode, "qosstats") ? "! qosstats name=qosstats ! fakesink"
                                       : "! rtpbin name=rtpbin";
  gchar *text = g_strdup_printf (UDPSRC "%s", port, rest);
  GError *error = NULL;
  GstElement *pipeline = gst_parse_launch (text, &error);

  if (error)
    g_error ("%s: %s", text, error->message);
  g_free (text);
  return pipeline;
}

static void
play (Receiver *self)
{
  GstBus *bus = gst_element_get_bus (self->pipeline);
  GIOChannel *channel = g_io_channel_unix_new (0);

  gst_bus_add_watch (bus, on_message, self);
  gst_object_unref (bus);
  self->rtpbin = gst_bin_get_by_name (GST_BIN (self->pipeline), "rtpbin");
  self->qosstats = gst_bin_get_by_name (GST_BIN (self->pipeline), "qosstats");
  if (self->rtpbin)
    g_signal_connect (self->rtpbin, "pad-added", G_CALLBACK (on_pad_added),
        self);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  gst_element_get_state (self->pipeline, NULL, NULL, 5 * GST_SECOND);
  g_io_add_watch (channel, G_IO_IN | G_IO_HUP, on_line, self);
  g_io_channel_unref (channel);
  self->cpu_ns = cpu_ns ();
  g_print ("ready\n");
}

int
main (int argc, char **argv)
{
  Receiver self = {.port = bench_number (argc, argv, 1, 65535, USAGE)};

  gst_init (NULL, NULL);
  if (argc != 3) {
    g_printerr ("usage: %s " USAGE "\n", argv[0]);
    return 2;
  }
  setvbuf (stdout, NULL, _IOLBF, 0);
  self.loop = g_main_loop_new (NULL, FALSE);
  self.pipeline = make_pipeline (self.port, argv[2]);
  play (&self);
  g_main_loop_run (self.loop);

  gst_element_set_state (self.pipeline, GST_STATE_NULL);
  gst_clear_object (&self.rtpbin);
  gst_clear_object (&self.qosstats);
  gst_object_unref (self.pipeline);
  g_main_loop_unref (self.loop);
  return 0;
}
