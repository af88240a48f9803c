/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * An overview as an SVG drawing for the page: lines over time with a scale. Its
 * colours are classes in the style sheet of the page.
 */
#pragma once

#include "qos-app-overview.h"

#define QOS_APP_SVG_LINES_MAX 3

typedef struct
{
  const gchar *title; /* plain text without markup, not from the network */
  const gchar *unit;  /* "" for none */
  gdouble min_span;   /* minimum span of the scale */
  gdouble low;        /* the ends of a fixed scale; otherwise both 0 */
  gdouble high;
  guint first; /* first series of the overview; the next ones follow */
  guint n;     /* 1..QOS_APP_SVG_LINES_MAX */
  const gchar *names[QOS_APP_SVG_LINES_MAX]; /* of the lines; NULL if there
                                              * is only one */
} QosAppSvgChart;

/* Appends the drawing, from from_s to to_s. Returns: FALSE if no value of it is
 * known, with nothing appended. */
gboolean qos_app_svg_append (GString *page, const QosAppSvgChart *chart,
    const QosAppOverview *overview, gdouble from_s, gdouble to_s);
