/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "element-test.h"

#include <string.h>

#define REPORTER_TIMEOUT_MS 2000

static GstTestClock *test_clock;
static guint reporters;

void
clock_install (void)
{
  test_clock =
      GST_TEST_CLOCK (gst_test_clock_new_with_start_time (CLOCK_START));
  gst_system_clock_set_default (GST_CLOCK (test_clock));
  reporters = 1;
}

void
clock_remove (void)
{
  gst_system_clock_set_default (NULL);
  gst_clear_object (&test_clock);
}

GstClockTime
clock_now (void)
{
  return gst_clock_get_time (GST_CLOCK (test_clock));
}

void
clock_set_reporters (guint n)
{
  reporters = n;
}

gboolean
clock_has_reporter (void)
{
  return gst_test_clock_timed_wait_for_multiple_pending_ids (test_clock, 1,
      REPORTER_TIMEOUT_MS, NULL);
}

/* Returns: (transfer full): the wait that ends first, once all reporters
 * wait. */
static GstClockID
find_next_wait (void)
{
  GList *waits = NULL;
  GstClockID next = NULL;

  gst_test_clock_wait_for_multiple_pending_ids (test_clock, reporters, &waits);
  for (GList *at = waits; at; at = at->next)
    if (!next || gst_clock_id_compare_func (at->data, next) < 0)
      next = at->data;
  gst_clock_id_ref (next);
  g_list_free_full (waits, gst_clock_id_unref);
  return next;
}

/* Lets the reporter of wait, (transfer full), do what is due then. */
static void
end_wait (GstClockID wait)
{
  GstClockTime end = gst_clock_id_get_time (wait);

  if (end > clock_now ())
    gst_test_clock_set_time (test_clock, end);
  gst_test_clock_process_id (test_clock, wait);
}

void
clock_run_until (GstClockTime time)
{
  while (reporters > 0) {
    GstClockID wait = find_next_wait ();

    if (gst_clock_id_get_time (wait) > time) {
      gst_clock_id_unref (wait);
      break;
    }
    end_wait (wait);
  }
  if (time > clock_now ())
    gst_test_clock_set_time (test_clock, time);
}

void
clock_step (void)
{
  end_wait (find_next_wait ());
  gst_clock_id_unref (find_next_wait ());
}

void
clock_run_for (GstClockTime duration)
{
  clock_run_until (clock_now () + duration);
}

void
clock_jump (GstClockTime duration)
{
  gst_test_clock_advance_time (test_clock, (GstClockTimeDiff) duration);
}

void
clock_drive (GstElement *element)
{
  gst_element_set_clock (element, GST_CLOCK (test_clock));
  gst_element_set_base_time (element, CLOCK_START);
}

guint64
ntp_to_ns (guint64 ntp)
{
  guint64 fraction = ntp & G_MAXUINT32;

  return (ntp >> 32) * GST_SECOND +
      gst_util_uint64_scale_round (fraction, GST_SECOND,
          G_GUINT64_CONSTANT (1) << 32);
}

/* Messages */

GstBus *
watch_bus (GstElement *element)
{
  GstBus *bus = gst_bus_new ();

  gst_element_set_bus (element, bus);
  return bus;
}

GstStructure *
pop_message (GstBus *bus, const gchar *name)
{
  GstMessage *message;

  while ((message = gst_bus_pop_filtered (bus, GST_MESSAGE_ELEMENT))) {
    GstStructure *s = NULL;

    if (gst_message_has_name (message, name))
      s = gst_structure_copy (gst_message_get_structure (message));
    gst_message_unref (message);
    if (s)
      return s;
  }
  return NULL;
}

GstStructure *
take_message (GstBus *bus, const gchar *name)
{
  GstStructure *s = pop_message (bus, name);

  fail_unless (s != NULL, "no message %s", name);
  return s;
}

GstStructure *
take_last_message (GstBus *bus, const gchar *name)
{
  GstStructure *last = take_message (bus, name), *s;

  while ((s = pop_message (bus, name))) {
    gst_structure_free (last);
    last = s;
  }
  return last;
}

guint
count_messages (GstBus *bus, const gchar *name)
{
  GstStructure *s;
  guint n = 0;

  while ((s = pop_message (bus, name))) {
    gst_structure_free (s);
    n++;
  }
  return n;
}

void
drop_messages (GstBus *bus)
{
  gst_bus_set_flushing (bus, TRUE);
  gst_bus_set_flushing (bus, FALSE);
}

void
assert_no_trouble (GstBus *bus)
{
  GstMessage *message =
      gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);
  GError *error = NULL;
  gchar *debug = NULL;

  if (!message)
    return;
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, &error, &debug);
  else
    gst_message_parse_warning (message, &error, &debug);
  fail ("%s: %s (%s)", GST_MESSAGE_TYPE_NAME (message), error->message, debug);
}

gchar *
take_error_text (GstBus *bus)
{
  GstMessage *message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  GError *error = NULL;
  gchar *text;

  fail_unless (message != NULL, "no error was posted");
  gst_message_parse_error (message, &error, NULL);
  text = g_strdup (error->message);
  g_error_free (error);
  gst_message_unref (message);
  return text;
}

void
assert_error_names (GstBus *bus, const gchar *first, const gchar *second)
{
  gchar *text = take_error_text (bus);

  fail_unless (strstr (text, first) && strstr (text, second),
      "\"%s\" does not name %s and %s", text, first, second);
  fail_if (strstr (text, "(null)"), "\"%s\"", text);
  g_free (text);
}

/* Structures */

#define GETTER(ctype, name) \
  ctype get_##name (const GstStructure *s, const gchar *field) \
  { \
    ctype value = 0; \
\
    fail_unless (gst_structure_get_##name (s, field, &value), \
        "no " #name " \"%s\" in %s", field, gst_structure_to_string (s)); \
    return value; \
  }

GETTER (guint64, uint64)
GETTER (guint, uint)
GETTER (gint, int)
GETTER (gdouble, double)

GValueArray *
get_array (const GstStructure *s, const gchar *field)
{
  const GValue *value = gst_structure_get_value (s, field);

  fail_unless (value != NULL, "no %s", field);
  return g_value_get_boxed (value);
}

void
assert_has (const GstStructure *s, const gchar *field)
{
  fail_unless (gst_structure_has_field (s, field), "\"%s\" is missing in %s",
      field, gst_structure_to_string (s));
}

void
assert_lacks (const GstStructure *s, const gchar *field)
{
  fail_if (gst_structure_has_field (s, field),
      "\"%s\" must be absent, but is in %s", field,
      gst_structure_to_string (s));
}

static GType
type_of (QosType type)
{
  switch (type) {
    case QOS_TYPE_UINT:
      return G_TYPE_UINT;
    case QOS_TYPE_INT:
      return G_TYPE_INT;
    case QOS_TYPE_UINT64:
      return G_TYPE_UINT64;
    case QOS_TYPE_DOUBLE:
      return G_TYPE_DOUBLE;
    case QOS_TYPE_BOOL:
      return G_TYPE_BOOLEAN;
    case QOS_TYPE_COUNTS:
      G_GNUC_BEGIN_IGNORE_DEPRECATIONS
      return g_value_array_get_type ();
      G_GNUC_END_IGNORE_DEPRECATIONS
    case QOS_TYPE_TEXT:
    default:
      return G_TYPE_STRING;
  }
}

void
assert_fields (const GstStructure *s, const QosField *table,
    const gchar *const *names)
{
  guint n = g_strv_length ((gchar **) names);
  const QosField *field = table;

  for (guint i = 0; i < n; i++) {
    assert_has (s, names[i]);
    fail_unless_equals_string (gst_structure_nth_field_name (s,
                                   MIN (i,
                                       (guint) gst_structure_n_fields (s) - 1)),
        names[i]);
    while (strcmp (field->name, names[i]) != 0)
      field++;
    fail_unless (gst_structure_get_field_type (s, names[i]) ==
            type_of (field->type),
        "\"%s\" is a %s", names[i],
        g_type_name (gst_structure_get_field_type (s, names[i])));
  }
  fail_unless (gst_structure_n_fields (s) == (gint) n,
      "%d fields instead of %u: %s", gst_structure_n_fields (s), n,
      gst_structure_to_string (s));
}
