/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the tests of the chart share: a chart drawn to an image, and the pixels
 * of that image.
 */
#pragma once

#include "qos-ui-chart.h"

#define WIDTH 300
#define HEIGHT 150

/* Of the first two series, on light and on dark; 0xrrggbb */
#define BLUE 0x0072b2
#define ORANGE 0xd55e00
#define LIGHT_BLUE 0x56b4e9

#define WHITE 0xffffff
#define BLACK 0x1e1e1e

typedef struct
{
  cairo_surface_t *surface;
  int width, height;
} Image;

/* A chart "Round trip" in ms, with series "there", "here", ... */
QosUiChart *make_chart (int n_series);
QosUiChart *make_chart_like (const QosUiChartLook *look, int n_series);

/* Fails if there is another reference to the chart. */
void free_chart (QosUiChart *chart);

void add_value (QosUiChart *chart, int index, double time_s, double value);

/* Draws as in pictures, with a head, or without one. The caller owns the
 * surface. */
Image render (QosUiChart *chart, int width, int height, guint background);
Image render_on_screen (QosUiChart *chart, int width, int height,
    guint background);
guint get_pixel (const Image *image, int x, int y);
gboolean is_like (guint a, guint b);

/* Counts pixels close to colour in a column; *top is the first of them. */
int count_in_column (const Image *image, int x, guint colour, int *top);
int count_pixels (const Image *image, guint colour);

/* Draws an image, counts its pixels and frees it. */
int count_drawn (QosUiChart *chart, guint colour, guint background);

void run_for (guint ms);
