/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * launch DESCRIPTION...: runs a pipeline like gst-launch-1.0, until it ends or
 * a signal ends it, and prints lines of JSON. The first one announces that it
 * runs, with the base time of the pipeline. Then each message of an element
 * follows, with the time of the system's monotonic clock in seconds. Errors and
 * warnings are plain text.
 */
#include <gst/gst.h>

#include <glib-unix.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>

static GMainLoop *loop;
static GstElement *pipeline;
static int status;

static void
append_string (GString *text, const gchar *string)
{
  g_string_append_c (text, '"');
  for (; string && *string; string++) {
    if (*string == '"' || *string == '\\')
      g_string_append_c (text, '\\');
    if ((guchar) *string < ' ')
      g_string_append_printf (text, "\\u%04x", (guint) *string);
    else
      g_string_append_c (text, *string);
  }
  g_string_append_c (text, '"');
}

static void append_value (GString *text, const GValue *value);

/* Python reads arrays of this type as lists. It is deprecated, but stays. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static void
append_array (GString *text, const GValueArray *array)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < array->n_values; i++) {
    g_string_append (text, i > 0 ? ", " : "");
    append_value (text, &array->values[i]);
  }
  g_string_append_c (text, ']');
}

static void
append_double (GString *text, gdouble number)
{
  gchar buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (number))
    g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, number));
  else
    g_string_append (text, "null");
}

static void
append_value (GString *text, const GValue *value)
{
  g_autofree gchar *word = NULL;

  if (G_VALUE_HOLDS (value, g_value_array_get_type ())) {
    append_array (text, g_value_get_boxed (value));
  } else if (G_VALUE_HOLDS_DOUBLE (value)) {
    append_double (text, g_value_get_double (value));
  } else if (G_VALUE_HOLDS_STRING (value)) {
    append_string (text, g_value_get_string (value));
  } else {
    word = gst_value_serialize (value);
    if (G_VALUE_HOLDS_BOOLEAN (value) || G_VALUE_HOLDS_INT (value) ||
        G_VALUE_HOLDS_UINT (value) || G_VALUE_HOLDS_INT64 (value) ||
        G_VALUE_HOLDS_UINT64 (value))
      g_string_append (text, word);
    else
      append_string (text, word);
  }
}
G_GNUC_END_IGNORE_DEPRECATIONS

static gboolean
append_field (GQuark name, const GValue *value, gpointer user)
{
  GString *text = user;

  if (text->str[text->len - 1] != '{')
    g_string_append (text, ", ");
  append_string (text, g_quark_to_string (name));
  g_string_append (text, ": ");
  append_value (text, value);
  return TRUE;
}

static void
print_message (GstMessage *message)
{
  const GstStructure *s = gst_message_get_structure (message);
  GString *text = g_string_new ("{\"element\": ");

  append_string (text, GST_MESSAGE_SRC_NAME (message));
  g_string_append (text, ", \"time\": ");
  append_double (text, (gdouble) g_get_monotonic_time () / G_USEC_PER_SEC);
  g_string_append (text, ", \"name\": ");
  append_string (text, gst_structure_get_name (s));
  g_string_append (text, ", \"fields\": {");
  gst_structure_foreach (s, append_field, text);
  g_string_append (text, "}}");
  puts (text->str);
  g_string_free (text, TRUE);
}

static void
print_trouble (GstMessage *message)
{
  gboolean is_error = GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR;
  g_autoptr (GError) error = NULL;
  g_autofree gchar *debug = NULL;

  if (is_error)
    gst_message_parse_error (message, &error, &debug);
  else
    gst_message_parse_warning (message, &error, &debug);
  printf ("%s: from element %s: %s\n%s\n", is_error ? "ERROR" : "WARNING",
      GST_MESSAGE_SRC_NAME (message), error->message, debug ? debug : "");
}

static gboolean
take_message (GstBus *bus, GstMessage *message, gpointer user)
{
  switch (GST_MESSAGE_TYPE (message)) {
    case GST_MESSAGE_ELEMENT:
      print_message (message);
      break;
    case GST_MESSAGE_ERROR:
      status = 1;
      g_main_loop_quit (loop);
      /* fall through */
    case GST_MESSAGE_WARNING:
      print_trouble (message);
      break;
    case GST_MESSAGE_LATENCY:
      gst_bin_recalculate_latency (GST_BIN (pipeline));
      break;
    case GST_MESSAGE_EOS:
      g_main_loop_quit (loop);
      break;
    default:
      break;
  }
  return TRUE;
}

static gboolean
quit (gpointer user)
{
  g_main_loop_quit (loop);
  return TRUE;
}

/* Messages that elements post when they stop are on the bus until it is
 * NULL. */
static void
stop (GstBus *bus)
{
  GstMessage *message;

  gst_element_set_state (pipeline, GST_STATE_READY);
  while ((message = gst_bus_pop (bus))) {
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ELEMENT)
      print_message (message);
    gst_message_unref (message);
  }
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBus) bus = NULL;

  setvbuf (stdout, NULL, _IOLBF, 0);
  gst_init (&argc, &argv);
  pipeline = gst_parse_launchv ((const gchar **) argv + 1, &error);
  if (error) {
    printf ("ERROR: %s\n", error->message);
    return 1;
  }
  if (!GST_IS_PIPELINE (pipeline)) {
    GstElement *alone = pipeline;

    pipeline = gst_pipeline_new (NULL);
    gst_bin_add (GST_BIN (pipeline), alone);
  }
  loop = g_main_loop_new (NULL, FALSE);
  bus = gst_element_get_bus (pipeline);
  gst_bus_add_watch (bus, take_message, NULL);
  g_unix_signal_add (SIGINT, quit, NULL);
  g_unix_signal_add (SIGTERM, quit, NULL);
  if (gst_element_set_state (pipeline, GST_STATE_PLAYING) ==
      GST_STATE_CHANGE_FAILURE)
    status = 1;
  printf ("{\"ready\": %" G_GUINT64_FORMAT "}\n",
      gst_element_get_base_time (pipeline));
  if (status == 0)
    g_main_loop_run (loop);
  stop (bus);
  gst_object_unref (pipeline);
  g_main_loop_unref (loop);
  return status;
}
