/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-svg.h"

#include "qos-ui-axis.h"

#include <math.h>

/* In units of the drawing. Coordinates are integers, so that there is no
 * decimal point and no locale. */
#define WIDTH 7200
#define HEIGHT 1500
#define LEFT 640
#define RIGHT 210
#define TOP 90
#define BOTTOM 290
#define TICKS_MAX 5
#define TIME_TICKS_MAX 9

typedef struct
{
  const QosAppSvgChart *chart;
  const QosAppOverview *overview;
  gdouble from_s;
  gdouble to_s;
  QosUiAxis axis;
} Drawing;

static const QosAppOverviewPoint *
get_point (const Drawing *drawing, guint p)
{
  return &g_array_index (drawing->overview->points, QosAppOverviewPoint, p);
}

static gint
x_of (const Drawing *drawing, gdouble time_s)
{
  gdouble share =
      (time_s - drawing->from_s) / (drawing->to_s - drawing->from_s);

  return LEFT + (gint) lrint (CLAMP (share, 0, 1) * (WIDTH - LEFT - RIGHT));
}

static gint
y_of (const Drawing *drawing, gdouble value)
{
  const QosUiScale *scale = &drawing->axis.scale;
  gdouble share = (value - scale->low) / (scale->high - scale->low);

  return HEIGHT - BOTTOM -
      (gint) lrint (CLAMP (share, 0, 1) * (HEIGHT - TOP - BOTTOM));
}

/* Returns: FALSE if there is none. */
static gboolean
find_range (const Drawing *drawing, gdouble *low, gdouble *high)
{
  const QosAppSvgChart *chart = drawing->chart;

  *low = INFINITY;
  *high = -INFINITY;
  for (guint p = 0; p < drawing->overview->points->len; p++)
    for (guint s = chart->first; s < chart->first + chart->n; s++) {
      *low = fmin (*low, get_point (drawing, p)->values[s]);
      *high = fmax (*high, get_point (drawing, p)->values[s]);
    }
  return isfinite (*low) && isfinite (*high);
}

static void
append_scale (GString *page, const Drawing *drawing)
{
  gchar label[24];

  for (guint i = 0; i < drawing->axis.scale.n_ticks; i++) {
    gdouble value = qos_ui_axis_tick (&drawing->axis, i);
    gint y = y_of (drawing, value);

    qos_ui_axis_label (&drawing->axis, value, label, sizeof label);
    g_string_append_printf (page,
        "<path class=\"grid\" d=\"M%d %dH%d\"/>"
        "<text class=\"value\" x=\"%d\" y=\"%d\">%s</text>",
        LEFT, y, WIDTH - RIGHT, LEFT - 60, y + 60, label);
  }
}

/* 0:00, or 0:00:00 if it gets that long. */
static void
append_clock (GString *page, gdouble seconds, gboolean has_hours)
{
  guint whole = (guint) MAX (0, lrint (seconds));

  if (has_hours)
    g_string_append_printf (page, "%u:%02u:%02u", whole / 3600, whole / 60 % 60,
        whole % 60);
  else
    g_string_append_printf (page, "%u:%02u", whole / 60, whole % 60);
}

static void
append_times (GString *page, const Drawing *drawing)
{
  gdouble span = drawing->to_s - drawing->from_s;
  gdouble step = MAX (1, qos_ui_axis_time_step (span, TIME_TICKS_MAX));

  for (guint i = 0; i < TIME_TICKS_MAX + 1; i++) {
    gdouble time = (ceil (drawing->from_s / step) + i) * step;

    if (time > drawing->to_s)
      break;
    g_string_append_printf (page, "<text class=\"time\" x=\"%d\" y=\"%d\">",
        x_of (drawing, time), HEIGHT - BOTTOM + 210);
    append_clock (page, time, drawing->to_s >= 3600);
    g_string_append (page, "</text>");
  }
}

/* Unknown values break the line; a single point is a dot. */
static void
append_line (GString *page, const Drawing *drawing, guint series)
{
  gboolean is_drawing = FALSE;

  g_string_append_printf (page, "<path class=\"line s%u\" d=\"",
      series - drawing->chart->first);
  for (guint p = 0; p < drawing->overview->points->len; p++) {
    const QosAppOverviewPoint *point = get_point (drawing, p);
    gdouble value = point->values[series];

    if (isfinite (value))
      g_string_append_printf (page, "%c%d %d%s", is_drawing ? 'L' : 'M',
          x_of (drawing, point->time_s), y_of (drawing, value),
          is_drawing ? "" : "h1");
    is_drawing = isfinite (value);
  }
  g_string_append (page, "\"/>");
}

static void
append_caption (GString *page, const QosAppSvgChart *chart)
{
  g_string_append_printf (page, "<figcaption>%s%s%s", chart->title,
      *chart->unit ? ", " : "", chart->unit);
  for (guint i = 0; i < chart->n && chart->names[i]; i++)
    g_string_append_printf (page,
        " <svg class=\"key\" viewBox=\"0 0 300 100\"><path class=\"line s%u\" "
        "d=\"M20 50H280\"/></svg> %s",
        i, chart->names[i]);
  g_string_append (page, "</figcaption>");
}

static void
make_axis (Drawing *drawing, gdouble low, gdouble high)
{
  const QosAppSvgChart *chart = drawing->chart;
  gboolean is_fixed = chart->high > chart->low;
  const QosUiAxisConfig config = {.min_span = chart->min_span,
      .is_zero_based = !is_fixed && low >= 0,
      .max_ticks = TICKS_MAX};

  qos_ui_axis_init (&drawing->axis, &config);
  qos_ui_axis_update (&drawing->axis, is_fixed ? chart->low : low,
      is_fixed ? chart->high : high);
}

gboolean
qos_app_svg_append (GString *page, const QosAppSvgChart *chart,
    const QosAppOverview *overview, gdouble from_s, gdouble to_s)
{
  Drawing drawing = {chart, overview, from_s, MAX (to_s, from_s + 1)};
  gdouble low, high;

  if (!find_range (&drawing, &low, &high))
    return FALSE;
  make_axis (&drawing, low, high);
  g_string_append (page, "<figure>");
  append_caption (page, chart);
  g_string_append_printf (page,
      "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over time\">",
      WIDTH, HEIGHT, chart->title);
  append_scale (page, &drawing);
  append_times (page, &drawing);
  for (guint s = chart->first + chart->n; s > chart->first; s--)
    append_line (page, &drawing, s - 1);
  g_string_append (page, "</svg></figure>\n");
  return TRUE;
}
