/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "chart-image.h"

#include <math.h>
#include <string.h>

/* Maximum difference of each part of a colour: edges are smoothed. */
#define TOLERANCE 40

QosUiChart *
make_chart_like (const QosUiChartLook *look, int n_series)
{
  static const char *const names[] = {"there", "here", "relay", "other"};
  QosUiChart *chart = g_object_ref_sink (qos_ui_chart_new (look));

  for (int i = 0; i < n_series; i++)
    g_assert_cmpint (qos_ui_chart_add_series (chart, names[i]), ==, i);
  return chart;
}

QosUiChart *
make_chart (int n_series)
{
  static const QosUiChartLook look = {"Round trip", "ms", 1, 1};

  return make_chart_like (&look, n_series);
}

void
add_value (QosUiChart *chart, int index, double time_s, double value)
{
  qos_ui_chart_add (chart, index, time_s, value, NAN, NAN);
}

void
free_chart (QosUiChart *chart)
{
  gpointer left = chart;

  g_object_add_weak_pointer (G_OBJECT (chart), &left);
  gtk_widget_destroy (GTK_WIDGET (chart));
  g_object_unref (chart);
  g_assert_null (left);
}

static Image
render_with (QosUiChart *chart, int width, int height, guint background,
    QosUiChartFlags flags)
{
  Image image = {NULL, width, height};
  cairo_t *cr;

  image.surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (image.surface);
  cairo_set_source_rgb (cr, (background >> 16) / 255.0,
      (background >> 8 & 0xff) / 255.0, (background & 0xff) / 255.0);
  cairo_paint (cr);
  qos_ui_chart_draw_to (chart, cr, width, height, flags);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image.surface);
  return image;
}

Image
render (QosUiChart *chart, int width, int height, guint background)
{
  return render_with (chart, width, height, background, QOS_UI_CHART_WITH_HEAD);
}

Image
render_on_screen (QosUiChart *chart, int width, int height, guint background)
{
  return render_with (chart, width, height, background, 0);
}

guint
get_pixel (const Image *image, int x, int y)
{
  const guchar *row = cairo_image_surface_get_data (image->surface) +
      y * cairo_image_surface_get_stride (image->surface);
  guint32 pixel;

  memcpy (&pixel, row + 4 * x, sizeof pixel);
  return pixel & 0xffffff;
}

gboolean
is_like (guint a, guint b)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)) > TOLERANCE)
      return FALSE;
  return TRUE;
}

int
count_in_column (const Image *image, int x, guint colour, int *top)
{
  int n = 0;

  for (int y = image->height - 1; y >= 0; y--)
    if (is_like (get_pixel (image, x, y), colour)) {
      n++;
      if (top)
        *top = y;
    }
  return n;
}

int
count_pixels (const Image *image, guint colour)
{
  int n = 0;

  for (int x = 0; x < image->width; x++)
    n += count_in_column (image, x, colour, NULL);
  return n;
}

int
count_drawn (QosUiChart *chart, guint colour, guint background)
{
  Image image = render (chart, WIDTH, HEIGHT, background);
  int n = count_pixels (&image, colour);

  cairo_surface_destroy (image.surface);
  return n;
}

void
run_for (guint ms)
{
  GMainLoop *loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (ms, G_SOURCE_FUNC (g_main_loop_quit), loop);
  g_main_loop_run (loop);
  g_main_loop_unref (loop);
}
