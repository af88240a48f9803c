/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a chart has besides lines: bands, marks, a fixed scale, and the cursor,
 * moved by keys and pointer of a window. Needs a display.
 */
#include "../core/test-util.h"
#include "chart-image.h"

#include <math.h>

/* A band of the first series on white, and marks and cursor. */
#define PALE_BLUE 0xc7e0ed
#define INK 0x2e3436

static int
count_in_rows (const Image *image, int x, guint colour, int from, int to)
{
  int n = 0;

  for (int y = from; y < to; y++)
    n += is_like (get_pixel (image, x, y), colour);
  return n;
}

static void
test_band (void)
{
  QosUiChart *chart = make_chart (1);
  int inside = 0, outside = 0;
  Image image;

  /* Known except for 20 s in the middle; the line is known throughout. */
  for (int i = 0; i <= 240; i++) {
    gboolean is_known = i < 100 || i >= 140;

    qos_ui_chart_add (chart, 0, i * 0.5, 50, is_known ? 30 : NAN,
        is_known ? 70 : NAN);
  }
  image = render (chart, WIDTH, HEIGHT, WHITE);
  for (int x = 60; x < WIDTH - 10; x++) {
    int n = count_in_column (&image, x, PALE_BLUE, NULL);

    inside += n > 25;
    outside += n < 15; /* of grid and text */
    g_assert_cmpint (count_in_column (&image, x, BLUE, NULL), >, 0);
  }
  g_assert_cmpint (inside, >, 150);
  g_assert_cmpint (outside, >, 30);
  g_assert_cmpint (outside, <, 60);
  cairo_surface_destroy (image.surface);

  /* The scale holds the band; a band of one point shows. */
  qos_ui_chart_clear (chart);
  qos_ui_chart_add (chart, 0, 1000, 50, 10, 400);
  g_assert_cmpint (count_drawn (chart, PALE_BLUE, WHITE), >, 30);
  add_value (chart, 0, 1001, 50);
  qos_ui_chart_add (chart, 0, 1002, NAN, 10, 20);
  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), >, 0);
  free_chart (chart);
}

static int
count_ink (QosUiChart *chart)
{
  Image image = render_on_screen (chart, WIDTH, HEIGHT, WHITE);
  int n = count_pixels (&image, INK);

  cairo_surface_destroy (image.surface);
  return n;
}

/* Each kind is seen, and no two are alike. */
static void
test_marks (void)
{
  GArray *marks = qos_ui_marks_new ();
  QosUiChart *chart = make_chart (1);
  int bare, ink[QOS_UI_MARK_KINDS];

  for (int i = 0; i <= 120; i++)
    add_value (chart, 0, i, 40);
  bare = count_ink (chart);
  qos_ui_chart_set_marks (chart, marks);
  g_assert_cmpint (count_ink (chart), ==, bare);
  for (unsigned kind = 0; kind < QOS_UI_MARK_KINDS; kind++) {
    g_array_set_size (marks, 0);
    qos_ui_marks_add (marks, 60, kind, "");
    ink[kind] = count_ink (chart) - bare;
    g_assert_cmpint (ink[kind], >, 3);
  }
  g_assert_cmpint (ink[1], >, ink[4]); /* filled, and not */
  g_assert_cmpint (ink[3], >, ink[7]);

  /* Before and after the time shown there are none. */
  g_array_set_size (marks, 0);
  qos_ui_marks_add (marks, -10, 0, "");
  qos_ui_marks_add (marks, 130, 0, "");
  qos_ui_chart_marks_changed (chart);
  g_assert_cmpint (count_ink (chart), ==, bare);
  qos_ui_chart_set_marks (chart, NULL);
  g_array_unref (marks);
  free_chart (chart);
}

static void
test_fixed_scale (void)
{
  static const QosUiChartLook look = {"Quality", "MOS", 1, 100, 1, 5};
  QosUiChart *chart = make_chart_like (&look, 1);
  int top = HEIGHT, bottom = HEIGHT;
  Image image;

  for (int i = 0; i <= 60; i++)
    add_value (chart, 0, i, 5);
  for (int i = 61; i <= 120; i++)
    add_value (chart, 0, i, 1);
  image = render (chart, WIDTH, HEIGHT, WHITE);
  count_in_column (&image, 80, BLUE, &top);
  count_in_column (&image, WIDTH - 40, BLUE, &bottom);
  g_assert_cmpint (bottom - top, >, HEIGHT / 2);
  cairo_surface_destroy (image.surface);
  free_chart (chart);
}

typedef struct
{
  GtkWidget *window;
  QosUiChart *chart;
  gdouble cursor_s; /* of the last signal */
  guint n_moves;
} Shown;

static void
on_moved (QosUiChart *chart, gdouble time_s, Shown *shown)
{
  shown->cursor_s = time_s;
  shown->n_moves++;
}

static Shown *
show_chart (int n_series)
{
  Shown *shown = g_new0 (Shown, 1);

  shown->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  shown->chart = make_chart (n_series);
  gtk_window_set_default_size (GTK_WINDOW (shown->window), WIDTH, HEIGHT);
  gtk_container_add (GTK_CONTAINER (shown->window), GTK_WIDGET (shown->chart));
  gtk_widget_show_all (shown->window);
  g_signal_connect (shown->chart, "cursor-moved", G_CALLBACK (on_moved), shown);
  for (int i = 0; i <= 240; i++)
    for (int s = 0; s < n_series; s++)
      add_value (shown->chart, s, i * 0.5, i == 200 ? NAN : i + s);
  run_for (400);
  return shown;
}

static void
hide_chart (Shown *shown)
{
  gtk_widget_destroy (shown->window);
  free_chart (shown->chart);
  g_free (shown);
}

static gboolean
press (Shown *shown, guint key, guint state)
{
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  gboolean was_taken;

  event->key.window = g_object_ref (gtk_widget_get_window (shown->window));
  event->key.keyval = key;
  event->key.state = state;
  was_taken = gtk_widget_event (GTK_WIDGET (shown->chart), event);
  gdk_event_free (event);
  return was_taken;
}

static void
point (Shown *shown, GdkEventType type, double x)
{
  GdkEvent *event = gdk_event_new (type);

  event->any.window =
      g_object_ref (gtk_widget_get_window (GTK_WIDGET (shown->chart)));
  if (type == GDK_MOTION_NOTIFY) {
    event->motion.x = x;
  } else if (type == GDK_BUTTON_PRESS) {
    event->button.x = x;
    event->button.button = GDK_BUTTON_PRIMARY;
  }
  gtk_widget_event (GTK_WIDGET (shown->chart), event);
  gdk_event_free (event);
}

static void
assert_words (QosUiChart *chart, const char *want)
{
  g_assert_cmpstr (atk_object_get_description (
                       gtk_widget_get_accessible (GTK_WIDGET (chart))),
      ==, want);
}

static void
test_keys (void)
{
  static const struct
  {
    guint key;
    double want_s;
  } presses[] = {
      {GDK_KEY_Left, 119.5},
      {GDK_KEY_Left, 119},
      {GDK_KEY_Right, 119.5},
      {GDK_KEY_Page_Up, 107.5},
      {GDK_KEY_Page_Down, 119.5},
      {GDK_KEY_Page_Down, 120},
      {GDK_KEY_Right, 120},
      {GDK_KEY_Home, 0},
      {GDK_KEY_Left, 0},
      {GDK_KEY_KP_Right, 0.5},
      {GDK_KEY_End, 120},
      {GDK_KEY_Escape, NAN},
      {GDK_KEY_Home, 0},
  };
  Shown *shown = show_chart (2);

  g_assert_false (press (shown, GDK_KEY_Escape, 0));
  g_assert_false (press (shown, GDK_KEY_Left, GDK_CONTROL_MASK));
  g_assert_false (press (shown, GDK_KEY_a, 0));
  g_assert_cmpuint (shown->n_moves, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (presses); i++) {
    g_assert_true (press (shown, presses[i].key, 0));
    if (isnan (presses[i].want_s))
      g_assert_true (isnan (shown->cursor_s));
    else
      g_assert_cmpfloat (shown->cursor_s, ==, presses[i].want_s);
  }
  hide_chart (shown);
}

static void
test_pointer (void)
{
  Shown *shown = show_chart (1);
  double before;

  point (shown, GDK_MOTION_NOTIFY, WIDTH / 2);
  g_assert_cmpfloat (shown->cursor_s, >, 40);
  g_assert_cmpfloat (shown->cursor_s, <, 70);
  g_assert_cmpfloat (fmod (shown->cursor_s, 0.5), ==, 0);
  before = shown->cursor_s;
  point (shown, GDK_MOTION_NOTIFY, WIDTH / 2 + 50);
  g_assert_cmpfloat (shown->cursor_s, >, before + 15);
  point (shown, GDK_MOTION_NOTIFY, -500);
  g_assert_cmpfloat (shown->cursor_s, ==, 0);
  point (shown, GDK_LEAVE_NOTIFY, 0);
  g_assert_true (isnan (shown->cursor_s));

  /* A click gives the focus, and the cursor stays. */
  point (shown, GDK_BUTTON_PRESS, WIDTH * 2);
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (shown->chart)));
  g_assert_cmpfloat (shown->cursor_s, ==, 120);
  hide_chart (shown);
}

static void
test_words (void)
{
  GArray *marks = qos_ui_marks_new ();
  Shown *shown = show_chart (2);

  qos_ui_marks_add (marks, 99.9, 2, "64 ms missing: late");
  qos_ui_chart_set_marks (shown->chart, marks);
  qos_ui_chart_set_cursor (shown->chart, 50);
  assert_words (shown->chart,
      "Round trip: there 100.0 ms, here 101.0 ms 70 s ago");
  qos_ui_chart_set_cursor (shown->chart, 100);
  assert_words (shown->chart,
      "Round trip: there unknown, here unknown 20 s ago; 64 ms missing: late");
  qos_ui_chart_add (shown->chart, 0, 121, 20, 17.5, 22.5);
  qos_ui_chart_set_cursor (shown->chart, 121);
  assert_words (shown->chart,
      "Round trip: there 20.0 ± 2.5 ms, here 241.0 ms now");
  qos_ui_chart_set_cursor (shown->chart, NAN);
  assert_words (shown->chart,
      "Round trip: there 20.0 ± 2.5 ms, here 241.0 ms now, 2.0 to 241.0 ms in "
      "the last 2 min");
  g_assert_cmpuint (shown->n_moves, ==, 0);
  g_array_unref (marks);
  hide_chart (shown);
}

static void
test_line_is_drawn (void)
{
  QosUiChart *chart = make_chart (1);
  int best = 0, at = 0;
  Image image;

  for (int i = 0; i <= 120; i++)
    add_value (chart, 0, i, 40);
  qos_ui_chart_set_cursor (chart, 60);
  image = render_on_screen (chart, WIDTH, HEIGHT, WHITE);
  for (int x = 40; x < WIDTH - 8; x++) {
    int n = count_in_rows (&image, x, 0x828588, 30, HEIGHT - 30);

    if (n > best) {
      best = n;
      at = x;
    }
  }
  g_assert_cmpint (best, >, 50);
  g_assert_cmpint (ABS (at - (WIDTH + 24) / 2), <, 12);
  cairo_surface_destroy (image.surface);

  /* Not while it is out of sight */
  qos_ui_chart_set_cursor (chart, -60);
  image = render_on_screen (chart, WIDTH, HEIGHT, WHITE);
  for (int x = 40; x < WIDTH - 8; x++)
    g_assert_cmpint (count_in_rows (&image, x, 0x828588, 30, HEIGHT - 30), <,
        10);
  cairo_surface_destroy (image.surface);
  free_chart (chart);
}

int
main (int argc, char **argv)
{
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check (&argc, &argv)) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  g_test_add_func ("/cursor/band", test_band);
  g_test_add_func ("/cursor/marks", test_marks);
  g_test_add_func ("/cursor/fixed-scale", test_fixed_scale);
  g_test_add_func ("/cursor/keys", test_keys);
  g_test_add_func ("/cursor/pointer", test_pointer);
  g_test_add_func ("/cursor/words", test_words);
  g_test_add_func ("/cursor/line-is-drawn", test_line_is_drawn);
  return g_test_run ();
}
