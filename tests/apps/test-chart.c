/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The chart, drawn to images whose pixels are checked, and on the screen, to
 * count how often it redraws. Needs a display, such as that of xvfb-run.
 */
#include "../core/test-util.h"
#include "chart-image.h"

#include <math.h>

static void
test_empty (void)
{
  QosUiChart *chart = make_chart (0);

  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), ==, 0);
  g_assert_cmpint (qos_ui_chart_add_series (chart, NULL), ==, 0);
  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), ==, 0);

  /* There are axes and text. */
  g_assert_cmpint (count_drawn (chart, WHITE, WHITE), <, WIDTH * HEIGHT - 500);

  /* Gaps alone are not data. */
  for (int i = 0; i < 100; i++)
    add_value (chart, 0, i, NAN);
  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), ==, 0);
  free_chart (chart);
}

static void
test_clear (void)
{
  QosUiChart *chart = make_chart (1);

  for (int i = 0; i < 100; i++)
    add_value (chart, 0, 1000 + i, 40);
  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), >, 100);
  qos_ui_chart_clear (chart);
  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), ==, 0);

  /* With another clock */
  for (int i = 0; i < 100; i++)
    add_value (chart, 0, i, 40);
  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), >, 100);
  free_chart (chart);
}

/* An old value of another series does not move the right edge back. */
static void
test_now (void)
{
  QosUiChart *chart = make_chart (1);

  for (int i = 0; i < 100; i++)
    add_value (chart, 0, i, 40);
  qos_ui_chart_add_series (chart, "here");
  add_value (chart, 1, -500, 40);
  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), >, 100);
  free_chart (chart);
}

static void
test_gap_breaks_the_line (void)
{
  QosUiChart *chart = make_chart (1);
  int runs = 0, empty = 0, x = 0;
  Image image;

  for (int i = 0; i <= 240; i++)
    add_value (chart, 0, i * 0.5, i >= 100 && i < 140 ? NAN : 40);
  image = render (chart, WIDTH, HEIGHT, WHITE);
  while (x < WIDTH) {
    int start = x;

    if (count_in_column (&image, x, BLUE, NULL) > 0) {
      runs++;
      while (x < WIDTH && count_in_column (&image, x, BLUE, NULL) > 0)
        x++;
      g_assert_cmpint (x - start, >, 80);
    } else {
      while (x < WIDTH && count_in_column (&image, x, BLUE, NULL) == 0)
        x++;
      if (runs == 1)
        empty = x - start;
    }
  }
  /* 20 of 120 s, of about 270 pixels */
  g_assert_cmpint (runs, ==, 2);
  g_assert_cmpint (empty, >, 35);
  g_assert_cmpint (empty, <, 52);
  cairo_surface_destroy (image.surface);
  free_chart (chart);
}

static void
test_line_ends_at_the_edges (void)
{
  QosUiChart *chart = make_chart (1);
  int first = -1, last = -1;
  Image image;

  /* From far before the visible time */
  add_value (chart, 0, -1e6, 40);
  add_value (chart, 0, 100, 40);
  image = render (chart, WIDTH, HEIGHT, WHITE);
  for (int x = 0; x < WIDTH; x++)
    if (count_in_column (&image, x, BLUE, NULL) > 0) {
      if (first < 0)
        first = x;
      last = x;
    }
  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (first, <, 40);
  g_assert_cmpint (last, >, WIDTH - 8);
  g_assert_cmpint (last, <, WIDTH);
  cairo_surface_destroy (image.surface);
  free_chart (chart);
}

static void
test_one_point_shows (void)
{
  QosUiChart *chart = make_chart (2);
  int swatch;

  add_value (chart, 1, 0, NAN);
  swatch = count_drawn (chart, BLUE, WHITE);
  for (int i = 0; i <= 120; i++)
    add_value (chart, 0, i, i == 60 ? 40 : NAN);
  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), >=, swatch + 4);
  free_chart (chart);

  /* The very first one, at the right edge */
  chart = make_chart (1);
  add_value (chart, 0, 12345, 40);
  g_assert_cmpint (count_drawn (chart, BLUE, WHITE), >=, 4);
  free_chart (chart);
}

/* One sample in 4000 is 1/15 of a pixel wide. */
static void
test_spike_shows (void)
{
  QosUiChart *chart = make_chart (1);
  int highest = HEIGHT, spikes = 0;
  Image image;

  qos_ui_chart_set_span (chart, 1800);
  for (int i = 0; i < 4000; i++)
    add_value (chart, 0, i * 0.45, i == 2000 ? 100 : 10);
  image = render (chart, WIDTH, HEIGHT, WHITE);
  for (int x = 0; x < WIDTH; x++) {
    int top = HEIGHT;

    if (count_in_column (&image, x, BLUE, &top) > 20)
      spikes++;
    highest = MIN (highest, top);
  }
  g_assert_cmpint (spikes, >=, 1);
  g_assert_cmpint (spikes, <=, 3);
  g_assert_cmpint (highest, <, 50);
  cairo_surface_destroy (image.surface);
  free_chart (chart);
}

/* Noise does not fill the chart: the line stays within three pixels. */
static void
test_noise_stays_small (void)
{
  static const QosUiChartLook look = {"Round trip", "ms", 1, 20};
  QosUiChart *chart = make_chart_like (&look, 1);
  int highest = HEIGHT, lowest = 0;
  Image image;

  for (int i = 0; i < 240; i++)
    add_value (chart, 0, i * 0.5, i & 1 ? 0.01 : 0.02);
  image = render (chart, WIDTH, HEIGHT, WHITE);
  for (int y = 0; y < HEIGHT; y++)
    if (is_like (get_pixel (&image, WIDTH / 2, y), BLUE)) {
      highest = MIN (highest, y);
      lowest = y;
    }
  g_assert_cmpint (lowest - highest, >=, 0);
  g_assert_cmpint (lowest - highest, <=, 3);
  cairo_surface_destroy (image.surface);
  free_chart (chart);
}

static void
test_series_have_colours_and_dashes (void)
{
  QosUiChart *chart = make_chart (2);
  int solid = 0, dashed = 0;
  Image image;

  for (int i = 0; i <= 240; i++) {
    add_value (chart, 0, i * 0.5, 90);
    add_value (chart, 1, i * 0.5, 30);
  }
  image = render (chart, WIDTH, HEIGHT, WHITE);
  for (int x = 100; x < 250; x++) {
    int top;

    /* Below the legend */
    if (count_in_column (&image, x, BLUE, &top) > 0)
      solid++;
    if (count_in_column (&image, x, ORANGE, &top) > 0 && top > HEIGHT / 3)
      dashed++;
  }
  g_assert_cmpint (solid, ==, 150);
  g_assert_cmpint (dashed, >, 80);
  g_assert_cmpint (dashed, <, 130);
  cairo_surface_destroy (image.surface);
  free_chart (chart);
}

/* Values that our charts never have neither crash nor draw outside. */
static void
test_absurd_values (void)
{
  static const double values[] = {0, -40, 1e300, -1e300, 1e-300, INFINITY, 40,
      NAN};
  GRand *random = make_random ();

  for (int round = 0; round < 20; round++) {
    QosUiChart *chart = make_chart (2);
    double time_s = g_rand_double_range (random, -1e9, 1e9);

    for (int i = 0; i < 500; i++) {
      time_s += draw (random, 20) ? g_rand_double (random)
                                  : g_rand_double_range (random, 0, 1e6);
      add_value (chart, (int) draw (random, 2), time_s,
          values[draw (random, G_N_ELEMENTS (values))]);
    }
    for (int i = 0; i < 10; i++) {
      Image image = render (chart, 1 + (int) draw (random, 400),
          1 + (int) draw (random, 200), WHITE);

      cairo_surface_destroy (image.surface);
    }
    free_chart (chart);
  }
  g_rand_free (random);
}

static void
test_dark_theme (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  QosUiChart *chart;

  g_object_set (settings, "gtk-application-prefer-dark-theme", TRUE, NULL);
  chart = make_chart (1);
  for (int i = 0; i < 240; i++)
    add_value (chart, 0, i * 0.5, 40);
  g_assert_cmpint (count_drawn (chart, 0xeeeeec, BLACK), >, 50);
  g_assert_cmpint (count_drawn (chart, LIGHT_BLUE, BLACK), >, 200);
  g_assert_cmpint (count_drawn (chart, BLUE, BLACK), ==, 0);
  free_chart (chart);
  g_object_set (settings, "gtk-application-prefer-dark-theme", FALSE, NULL);

  chart = make_chart (1);
  g_assert_cmpint (count_drawn (chart, 0xeeeeec, BLACK), ==, 0);
  free_chart (chart);
}

static void
test_state_of_cairo_is_kept (void)
{
  QosUiChart *chart = make_chart (2);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double x1, y1, x2, y2;

  for (int i = 0; i < 240; i++)
    add_value (chart, i & 1, i * 0.5, 40);
  cairo_set_line_width (cr, 7);
  qos_ui_chart_draw_to (chart, cr, WIDTH, HEIGHT, 0);
  g_assert_cmpfloat (cairo_get_line_width (cr), ==, 7);
  g_assert_cmpint (cairo_get_dash_count (cr), ==, 0);
  g_assert_false (cairo_has_current_point (cr));
  cairo_clip_extents (cr, &x1, &y1, &x2, &y2);
  g_assert_cmpfloat (x2 - x1, ==, WIDTH);
  g_assert_cmpfloat (y2 - y1, ==, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  free_chart (chart);
}

static void
test_size (void)
{
  GtkWidget *chart = GTK_WIDGET (make_chart (1));
  int minimum, natural;

  g_assert_true (gtk_widget_get_hexpand (chart));
  g_assert_true (gtk_widget_get_vexpand (chart));
  gtk_widget_show (chart);
  gtk_widget_get_preferred_width (chart, &minimum, &natural);
  g_assert_cmpint (minimum, ==, 160);
  g_assert_cmpint (natural, ==, 180);
  gtk_widget_get_preferred_height (chart, &minimum, &natural);
  g_assert_cmpint (minimum, ==, 90);
  g_assert_cmpint (natural, ==, 120);
  free_chart (QOS_UI_CHART (chart));
}

static void
test_too_many_series (void)
{
  QosUiChart *chart = make_chart (QOS_UI_CHART_MAX_SERIES);

  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*n_lines*failed*");
  g_assert_cmpint (qos_ui_chart_add_series (chart, "one more"), ==, -1);
  g_test_assert_expected_messages ();
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*index*failed*");
  add_value (chart, QOS_UI_CHART_MAX_SERIES, 0, 0);
  g_test_assert_expected_messages ();
  free_chart (chart);
}

static void
assert_description (QosUiChart *chart, const char *want)
{
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (chart));

  g_assert_cmpstr (atk_object_get_description (accessible), ==, want);
}

static void
test_accessible (void)
{
  QosUiChart *chart = make_chart (1);
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (chart));

  g_assert_cmpint (atk_object_get_role (accessible), ==, ATK_ROLE_CHART);
  g_assert_cmpstr (atk_object_get_name (accessible), ==, "Round trip");
  run_for (1100);
  assert_description (chart, "Round trip: no data yet");
  run_for (1000);
  add_value (chart, 0, 0, 45.3);
  add_value (chart, 0, 1, 38);
  add_value (chart, 0, 2, 40.2);

  /* Not again within the same second, but the last value at its end */
  run_for (300);
  assert_description (chart,
      "Round trip: 45.3 ms now, 45.3 to 45.3 ms in the last 2 min");
  run_for (900);
  assert_description (chart,
      "Round trip: 40.2 ms now, 38.0 to 45.3 ms in the last 2 min");

  qos_ui_chart_add_series (chart, "here");
  add_value (chart, 1, 3, NAN);
  run_for (1100);
  assert_description (chart,
      "Round trip: there 40.2 ms, here unknown now, 38.0 to 45.3 ms in the "
      "last 2 min");
  qos_ui_chart_clear (chart);
  run_for (1100);
  assert_description (chart, "Round trip: no data yet");
  free_chart (chart);
}

static gboolean
count_draw (GtkWidget *widget, cairo_t *cr, int *draws)
{
  (*draws)++;
  return GDK_EVENT_PROPAGATE;
}

static gboolean
add_next (gpointer data)
{
  static double time_s;

  add_value (data, 0, time_s += 0.001, 40);
  return G_SOURCE_CONTINUE;
}

static void
test_redraws_rarely (void)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  QosUiChart *chart = make_chart (1);
  int draws = 0;
  guint id;

  g_signal_connect (chart, "draw", G_CALLBACK (count_draw), &draws);
  gtk_container_add (GTK_CONTAINER (window), GTK_WIDGET (chart));
  gtk_widget_show_all (window);
  run_for (400);
  g_assert_cmpint (draws, >=, 1);

  /* No redraw without new values, also when the same text is set again */
  draws = 0;
  run_for (300);
  g_assert_cmpint (draws, ==, 0);
  qos_ui_chart_set_cursor (chart, 0);
  run_for (200);
  g_assert_cmpint (draws, ==, 1);
  qos_ui_chart_set_cursor (chart, 0);
  run_for (200);
  g_assert_cmpint (draws, ==, 1);

  /* Values every few milliseconds for a second */
  draws = 0;
  id = g_timeout_add (3, add_next, chart);
  run_for (1000);
  g_source_remove (id);
  g_assert_cmpint (draws, >=, 3);
  g_assert_cmpint (draws, <=, 11);

  /* The last one is drawn. */
  draws = 0;
  run_for (300);
  g_assert_cmpint (draws, <=, 1);

  /* Freed with both timers running */
  add_value (chart, 0, 5000, 40);
  run_for (50);
  add_value (chart, 0, 5001, 40);
  gtk_widget_destroy (window);
  free_chart (chart);
  run_for (150);
}

static void
test_cost (void)
{
  enum
  {
    ROUNDS = 20
  };
  GRand *random = make_random ();
  QosUiChart *chart = make_chart (4);
  gint64 start_us;

  qos_ui_chart_set_span (chart, 1800);
  for (int i = 0; i < 4000; i++)
    for (int s = 0; s < 4; s++)
      add_value (chart, s, i * 0.45, 20 * s + 15 * g_rand_double (random));
  cairo_surface_destroy (render (chart, 1000, 300, WHITE).surface);
  start_us = g_get_monotonic_time ();
  for (int i = 0; i < ROUNDS; i++)
    cairo_surface_destroy (render (chart, 1000, 300, WHITE).surface);
  g_test_message ("4 x 4000 points at 1000x300: %.2f ms a drawing",
      (double) (g_get_monotonic_time () - start_us) / 1000 / ROUNDS);
  free_chart (chart);
  g_rand_free (random);
}

/* Title and values are drawn in pictures only: on the screen, a chart of one
 * series has a label with its value beside it. */
static void
test_without_head (void)
{
  QosUiChart *chart = make_chart (1);
  Image images[2];
  int ink[2] = {0, 0};

  for (int i = 0; i < 100; i++)
    add_value (chart, 0, i, 50);
  images[0] = render (chart, WIDTH, HEIGHT, WHITE);
  images[1] = render_on_screen (chart, WIDTH, HEIGHT, WHITE);
  for (int i = 0; i < 2; i++) {
    for (int x = 0; x < WIDTH; x++)
      for (int y = 0; y < 12; y++)
        ink[i] += !is_like (get_pixel (&images[i], x, y), WHITE);
    cairo_surface_destroy (images[i].surface);
  }
  g_assert_cmpint (ink[0], >, 100);
  g_assert_cmpint (ink[1], ==, 0);
  free_chart (chart);
}

int
main (int argc, char **argv)
{
  /* Decimal points, in whatever locale the test runs */
  gtk_disable_setlocale ();
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check (&argc, &argv)) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  g_test_add_func ("/chart/empty", test_empty);
  g_test_add_func ("/chart/clear", test_clear);
  g_test_add_func ("/chart/now", test_now);
  g_test_add_func ("/chart/gap-breaks-the-line", test_gap_breaks_the_line);
  g_test_add_func ("/chart/line-ends-at-the-edges",
      test_line_ends_at_the_edges);
  g_test_add_func ("/chart/one-point-shows", test_one_point_shows);
  g_test_add_func ("/chart/spike-shows", test_spike_shows);
  g_test_add_func ("/chart/noise-stays-small", test_noise_stays_small);
  g_test_add_func ("/chart/series-have-colours-and-dashes",
      test_series_have_colours_and_dashes);
  g_test_add_func ("/chart/absurd-values", test_absurd_values);
  g_test_add_func ("/chart/dark-theme", test_dark_theme);
  g_test_add_func ("/chart/state-of-cairo-is-kept",
      test_state_of_cairo_is_kept);
  g_test_add_func ("/chart/without-head", test_without_head);
  g_test_add_func ("/chart/size", test_size);
  g_test_add_func ("/chart/too-many-series", test_too_many_series);
  g_test_add_func ("/chart/accessible", test_accessible);
  g_test_add_func ("/chart/redraws-rarely", test_redraws_rarely);
  g_test_add_func ("/chart/cost", test_cost);
  return g_test_run ();
}
