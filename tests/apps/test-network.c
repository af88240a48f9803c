/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a window shows of a stream, fed with made-up messages: changing
 * histories, events in words, the cursor shared by all charts, the visible
 * time, and exported files. Needs a display.
 */
#include "../core/test-util.h"
#include "qos-ui-advice.h"
#include "qos-ui-common.h"
#include "qos-ui-events.h"
#include "qos-ui-network.h"
#include "qos-ui-picture.h"

#include <gdk/gdkkeysyms.h>
#include <glib/gstdio.h>
#include <math.h>

typedef struct
{
  GtkWidget *window;
  QosUiNetwork *network;
  GSimpleActionGroup *actions;
  QosAppHistory *history;
  gdouble now_s;
} Fixture;

typedef struct
{
  const gchar *name; /* accessible */
  GType type;
  GtkWidget *found;
} Search;

static void
search_in (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (g_type_is_a (G_OBJECT_TYPE (widget), search->type) &&
      g_strcmp0 (atk_object_get_name (gtk_widget_get_accessible (widget)),
          search->name) == 0)
    search->found = widget;
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search_in, search);
}

static GtkWidget *
find (Fixture *f, GType type, const gchar *name)
{
  Search search = {name, type, NULL};

  search_in (f->window, &search);
  g_assert_nonnull (search.found);
  return search.found;
}

static GtkWidget *
find_chart (Fixture *f, const gchar *name)
{
  return find (f, QOS_UI_TYPE_CHART, name);
}

static const gchar *
read_label (Fixture *f, const gchar *name)
{
  return gtk_label_get_text (GTK_LABEL (find (f, GTK_TYPE_LABEL, name)));
}

static const gchar *
read_chart (Fixture *f, const gchar *name)
{
  return atk_object_get_description (
      gtk_widget_get_accessible (find_chart (f, name)));
}

static GstStructure *
make_stats (gdouble rtt_ms, gdouble delay_ms, gdouble error_ms)
{
  GstStructure *stats = gst_structure_new ("qosstats", "wire-kbps",
      G_TYPE_DOUBLE, 140.0, "media-kbps", G_TYPE_DOUBLE, 128.0, NULL);
  const struct
  {
    const gchar *field;
    gdouble value;
  } fields[] = {{"rtt-ms", rtt_ms}, {"delay-ms", delay_ms},
      {"delay-error-ms", error_ms}};

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!isnan (fields[i].value))
      gst_structure_set (stats, fields[i].field, G_TYPE_DOUBLE, fields[i].value,
          NULL);
  return stats;
}

static void
add_row (Fixture *f, const GstStructure *stats, const QosAppHealth *health)
{
  gint row = qos_app_history_add (f->history, f->now_s, stats);

  g_assert_cmpint (row, >=, 0);
  qos_ui_network_add (f->network, (guint) row, stats, health);
}

static void
add (Fixture *f, gdouble rtt_ms, gdouble delay_ms, gdouble error_ms)
{
  GstStructure *stats = make_stats (rtt_ms, delay_ms, error_ms);

  f->now_s += 0.5;
  add_row (f, stats, NULL);
  gst_structure_free (stats);
}

static void
add_event (Fixture *f, const gchar *cause, gdouble gap_ms, const gchar *advice)
{
  GstStructure *event =
      gst_structure_new ("qosevent", "cause", G_TYPE_STRING, cause, "gap-ms",
          G_TYPE_DOUBLE, gap_ms, "advice", G_TYPE_STRING, advice, NULL);

  qos_ui_network_add_event (f->network,
      qos_app_events_add (qos_app_history_events (f->history), f->now_s,
          event));
  gst_structure_free (event);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *network =
      g_object_new (QOS_UI_TYPE_NETWORK, "visible", TRUE, NULL);

  qos_ui_init ();
  f->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  f->network = QOS_UI_NETWORK (network);
  f->actions = g_simple_action_group_new ();
  f->history = qos_app_history_new (&qos_app_fields_received);
  f->now_s = qos_app_history_now () - 100;
  qos_ui_network_set_panels (f->network, &qos_ui_panels_received);
  qos_ui_network_add_actions (f->network, G_ACTION_MAP (f->actions), NULL);
  gtk_widget_insert_action_group (f->window, "win",
      G_ACTION_GROUP (f->actions));
  gtk_container_add (GTK_CONTAINER (f->window), network);
  gtk_widget_show (f->window);
  qos_ui_network_show (f->network, f->history, "test");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_widget_destroy (f->window);
  g_object_unref (f->actions);
  qos_app_history_free (f->history);
}

static gboolean
press (GtkWidget *widget, guint key)
{
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  gboolean was_taken;

  event->key.window =
      g_object_ref (gtk_widget_get_window (gtk_widget_get_toplevel (widget)));
  event->key.keyval = key;
  was_taken = gtk_widget_event (widget, event);
  gdk_event_free (event);
  return was_taken;
}

static void
test_numbers (Fixture *f, gconstpointer data)
{
  g_assert_cmpstr (read_label (f, "Bandwidth"), ==, "–");
  add (f, 40.24, NAN, NAN);
  g_assert_cmpstr (read_label (f, "Bandwidth"), ==, "140 kbit/s");
  g_assert_cmpstr (read_label (f, "To the ear"), ==, "–");
  g_assert_cmpstr (read_label (f, "To the ear detail"), ==,
      "to the ear, round trip 40.2 ms");
  g_assert_cmpstr (read_label (f, "Sound missing"), ==, "–");
  g_assert_cmpstr (read_label (f, "Sound missing detail"), ==, "");
  g_assert_cmpstr (read_label (f, "Bandwidth detail"), ==, "sound 128 kbit/s");
  f->now_s += 0.5;
  add_row (f, NULL, NULL);
  g_assert_cmpstr (read_label (f, "Bandwidth"), ==, "–");
  g_assert_cmpstr (read_label (f, "Bandwidth detail"), ==, "");
}

/* For the last 10 s, and at the end only the totals. */
static void
test_sound_missing (Fixture *f, gconstpointer data)
{
  QosAppHealth *health = qos_app_health_new ();

  for (guint64 i = 1; i <= 40; i++) {
    GstStructure *stats = gst_structure_new ("qosstats", "packets-expected",
        G_TYPE_UINT64, 25 * i, "packets-lost", G_TYPE_UINT64, i, "packets-late",
        G_TYPE_UINT64, 10 * i, "concealed-ms", G_TYPE_DOUBLE, 220.0 * i, "mos",
        G_TYPE_DOUBLE, i % 2 ? 1.0 : 4.0, NULL);

    f->now_s += 0.5;
    qos_app_health_add (health, f->now_s, stats);
    add_row (f, stats, health);
    if (i == 40) {
      g_assert_cmpstr (read_label (f, "Sound missing"), ==, "44.0 %");
      g_assert_cmpstr (read_label (f, "Sound missing detail"), ==,
          "400 late, 40 of 1000 packets lost");
      g_assert_cmpstr (read_label (f, "Quality"), ==, "2.5 MOS");
      qos_ui_network_show_totals (f->network, stats);
    }
    gst_structure_free (stats);
  }
  g_assert_cmpstr (read_label (f, "Sound missing"), ==, "–");
  g_assert_cmpstr (read_label (f, "Sound missing detail"), ==,
      "400 late, 40 of 1000 packets lost");
  qos_app_health_free (health);
}

/* Which charts have the value, and where it is unknown. */
static void
test_cursor_is_shared (Fixture *f, gconstpointer data)
{
  add (f, 40, 20, 2.5);
  add (f, 44, NAN, 2.5);
  add_event (f, "late", 64, "Wait longer.");
  add (f, 42, 1, 3);
  g_assert_true (press (find_chart (f, "Bandwidth"), GDK_KEY_End));
  g_assert_cmpstr (read_chart (f, "Delay"), ==,
      "Delay: round trip 42.0 ms, one way 1.0 ± 3.0 ms, to the ear unknown now"
      "; 64 ms missing: late");
  g_assert_true (press (find_chart (f, "Delay"), GDK_KEY_Left));
  g_assert_cmpstr (read_chart (f, "Delay"), ==,
      "Delay: round trip 44.0 ms, one way unknown, to the ear unknown 0.5 s "
      "ago; 64 ms missing: late");
  g_assert_cmpstr (read_chart (f, "Bandwidth"), ==,
      "Bandwidth: network 140 kbit/s, sound 128 kbit/s 0.5 s ago; 64 ms "
      "missing: late");
  g_assert_cmpstr (read_chart (f, "Quality"), ==, "Quality: no data yet");
  g_assert_nonnull (strstr (read_label (f, "Cursor"), "◆ 64 ms missing: late"));
  g_assert_true (press (find_chart (f, "Quality"), GDK_KEY_Escape));
  g_assert_true (g_str_has_prefix (read_label (f, "Cursor"), "Point at"));
}

static void
test_events_in_words (Fixture *f, gconstpointer data)
{
  GtkWidget *late = find (f, GTK_TYPE_LABEL, "late events");

  add (f, 40, 20, 2.5);
  g_assert_false (gtk_widget_get_visible (late));
  add_event (f, "late", 64, "Wait longer.");
  add_event (f, "late", 85, "Wait much longer.");
  add_event (f, "gremlins", 10, "Call somebody.");
  add (f, 40, 20, 2.5);
  g_assert_true (gtk_widget_get_visible (late));
  g_assert_true (
      g_regex_match_simple ("^◆  \\d\\d:\\d\\d:\\d\\d — 85 ms missing: "
                            "late \\(2 of these\\)\\. Wait much "
                            "longer\\.$",
          gtk_label_get_text (GTK_LABEL (late)), 0, 0));
  g_assert_true (g_str_has_suffix (read_label (f, "other events"),
      "10 ms missing: other. Call somebody."));
  g_assert_false (
      gtk_widget_get_visible (find (f, GTK_TYPE_LABEL, "loss events")));

  /* They disappear when their time is no longer visible. */
  g_action_group_change_action_state (G_ACTION_GROUP (f->actions), "span",
      g_variant_new_int32 (1));
  f->now_s += 61;
  add (f, 40, 20, 2.5);
  g_assert_false (gtk_widget_get_visible (late));
}

static void
assert_span (Fixture *f, gint minutes, gint want)
{
  g_autofree gchar *words = g_strdup_printf (" in the last %d min", want);
  GVariant *state;

  g_action_group_change_action_state (G_ACTION_GROUP (f->actions), "span",
      g_variant_new_int32 (minutes));
  press (find_chart (f, "Delay"), GDK_KEY_End);
  press (find_chart (f, "Delay"), GDK_KEY_Escape);
  g_assert_true (g_str_has_suffix (read_chart (f, "Delay"), words));
  state = g_action_group_get_action_state (G_ACTION_GROUP (f->actions), "span");
  g_assert_cmpint (g_variant_get_int32 (state), ==, want);
  g_variant_unref (state);
}

static void
test_spans (Fixture *f, gconstpointer data)
{
  add (f, 40, 20, 2.5);
  assert_span (f, 1, 1);
  assert_span (f, 30, 30);
  assert_span (f, 7, 1); /* not offered */
}

/* A cursor that is out of sight has ended. */
static void
test_cursor_ends (Fixture *f, gconstpointer data)
{
  add (f, 40, 20, 2.5);
  assert_span (f, 1, 1);
  press (find_chart (f, "Delay"), GDK_KEY_End);
  g_assert_false (g_str_has_prefix (read_label (f, "Cursor"), "Point at"));
  f->now_s += 59.2;
  add (f, 41, 20, 2.5);
  g_assert_false (g_str_has_prefix (read_label (f, "Cursor"), "Point at"));
  add (f, 42, 20, 2.5);
  g_assert_true (g_str_has_prefix (read_label (f, "Cursor"), "Point at"));
}

static void
test_another_history (Fixture *f, gconstpointer data)
{
  QosAppHistory *other = qos_app_history_new (&qos_app_fields_received);
  GstStructure *stats = make_stats (99, NAN, NAN);
  gboolean was_enabled =
      g_action_group_get_action_enabled (G_ACTION_GROUP (f->actions),
          "export-charts");

  g_assert_false (was_enabled);
  add (f, 40, 20, 2.5);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (f->actions),
      "export-charts"));
  add_event (f, "late", 64, "Wait longer.");
  qos_app_history_add (other, f->now_s - 50, stats);
  qos_ui_network_show (f->network, other, "other");
  press (find_chart (f, "Delay"), GDK_KEY_End);
  g_assert_true (
      g_str_has_prefix (read_chart (f, "Delay"), "Delay: round trip 99.0 ms"));
  g_assert_false (
      gtk_widget_get_visible (find (f, GTK_TYPE_LABEL, "late events")));
  qos_ui_network_show (f->network, NULL, NULL);
  press (find_chart (f, "Delay"), GDK_KEY_End);
  g_assert_true (g_str_has_prefix (read_label (f, "Cursor"), "Point at"));
  g_assert_false (
      g_action_group_get_action_enabled (G_ACTION_GROUP (f->actions),
          "export-charts"));

  /* The values from before it was shown again are there. */
  qos_ui_network_show (f->network, f->history, "test");
  press (find_chart (f, "Delay"), GDK_KEY_End);
  g_assert_true (g_str_has_suffix (read_chart (f, "Delay"), "missing: late"));
  qos_ui_network_show (f->network, NULL, NULL);
  gst_structure_free (stats);
  qos_app_history_free (other);
}

/* Pictures */

static void
on_written (GObject *source, GAsyncResult *result, gpointer user)
{
  *(GAsyncResult **) user = g_object_ref (result);
}

/* Returns: the error, or NULL. */
static GError *
finish (GAsyncResult **result)
{
  GError *error = NULL;

  while (!*result)
    g_main_context_iteration (NULL, TRUE);
  qos_ui_picture_finish (*result, &error);
  g_clear_object (result);
  return error;
}

static void
assert_file (const gchar *file, const gchar *start, gsize min)
{
  gchar *text;
  gsize length;

  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  g_assert_cmpuint (length, >=, min);
  g_assert_cmpint (memcmp (text, start, strlen (start)), ==, 0);
  g_free (text);
  g_remove (file);
}

static void
test_pictures (Fixture *f, gconstpointer data)
{
  QosUiChart *charts[] = {QOS_UI_CHART (find_chart (f, "Delay")),
      QOS_UI_CHART (find_chart (f, "Quality"))};
  QosUiPicture picture = {"A title", charts, G_N_ELEMENTS (charts), "◆ a note"};
  gchar *folder = g_dir_make_tmp (NULL, NULL);
  gchar *file = g_build_filename (folder, "file", NULL);
  GAsyncResult *result = NULL;
  GError *error;

  for (guint i = 0; i < 100; i++)
    add (f, 40 + i % 7, 20, 2.5);
  qos_ui_picture_write (&picture, QOS_UI_FORMAT_PNG, file, NULL, on_written,
      &result);
  g_assert_no_error (finish (&result));
  assert_file (file, "\x89PNG", 5000);
  picture.notes = "";
  qos_ui_picture_write (&picture, QOS_UI_FORMAT_SVG, file, NULL, on_written,
      &result);
  g_assert_no_error (finish (&result));
  assert_file (file, "<?xml", 5000);
  qos_ui_picture_write_text (g_strdup ("a,b\r\n"), file, NULL, on_written,
      &result);
  g_assert_no_error (finish (&result));
  assert_file (file, "a,b\r\n", 5);

  g_rmdir (folder);
  qos_ui_picture_write_text (g_strdup ("a"), file, NULL, on_written, &result);
  error = finish (&result);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_error_free (error);
  g_free (file);
  g_free (folder);
}

/* Advice is a warning. The user closes it for one stream, until it was over. */
static void
test_advice (void)
{
  GtkWidget *bar = g_object_ref_sink (g_object_new (QOS_UI_TYPE_ADVICE, NULL));
  QosUiAdvice *advice = QOS_UI_ADVICE (bar);

  qos_ui_advice_show (advice, 1, "Wait longer.", "Use 90 ms");
  g_assert_cmpint (gtk_info_bar_get_message_type (GTK_INFO_BAR (bar)), ==,
      GTK_MESSAGE_WARNING);
  g_assert_true (gtk_widget_get_visible (bar));
  gtk_info_bar_response (GTK_INFO_BAR (bar), QOS_UI_ADVICE_LOOK);
  g_assert_true (gtk_widget_get_visible (bar));
  gtk_info_bar_response (GTK_INFO_BAR (bar), GTK_RESPONSE_CLOSE);
  qos_ui_advice_show (advice, 1, "Wait longer.", NULL);
  g_assert_false (gtk_widget_get_visible (bar));
  qos_ui_advice_show (advice, 2, "Wait longer.", NULL);
  g_assert_true (gtk_widget_get_visible (bar));
  gtk_info_bar_response (GTK_INFO_BAR (bar), GTK_RESPONSE_CLOSE);
  qos_ui_advice_hide (advice);
  qos_ui_advice_show (advice, 2, "Wait longer.", NULL);
  g_assert_true (gtk_widget_get_visible (bar));
  gtk_widget_destroy (bar);
  g_object_unref (bar);
}

static void
test_formats (void)
{
  g_assert_cmpint (qos_ui_format_of ("/a/b.png"), ==, QOS_UI_FORMAT_PNG);
  g_assert_cmpint (qos_ui_format_of ("b.SVG"), ==, QOS_UI_FORMAT_SVG);
  g_assert_cmpint (qos_ui_format_of ("b.png.csv"), ==, QOS_UI_FORMAT_CSV);
  g_assert_cmpint (qos_ui_format_of ("b.doc"), ==, QOS_UI_FORMAT_UNKNOWN);
  g_assert_cmpint (qos_ui_format_of (".png"), ==, QOS_UI_FORMAT_UNKNOWN);
  g_assert_cmpint (qos_ui_format_of (""), ==, QOS_UI_FORMAT_UNKNOWN);
}

int
main (int argc, char **argv)
{
  gtk_disable_setlocale ();
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check (&argc, &argv)) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
#define ADD(name, function) \
  g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/network/numbers", test_numbers);
  ADD ("/network/sound-missing", test_sound_missing);
  ADD ("/network/cursor-is-shared", test_cursor_is_shared);
  ADD ("/network/events-in-words", test_events_in_words);
  ADD ("/network/spans", test_spans);
  ADD ("/network/cursor-ends", test_cursor_ends);
  ADD ("/network/another-history", test_another_history);
  ADD ("/network/pictures", test_pictures);
#undef ADD
  g_test_add_func ("/network/advice", test_advice);
  g_test_add_func ("/network/formats", test_formats);
  return g_test_run ();
}
