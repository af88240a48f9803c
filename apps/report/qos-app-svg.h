/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * An overview as a drawing for a page: lines over time with a scale. Its colours
 * are classes that the page's style sheet gives.
 */
#ifndef QOS_APP_SVG_H
#define QOS_APP_SVG_H

#include "qos-app-overview.h"

G_BEGIN_DECLS

#define QOS_APP_SVG_LINES_MAX 3

typedef struct
{
  const gchar *title; /* plain text of ours, no markup */
  const gchar *unit;  /* "" for none */
  guint first;        /* series of the overview, that and the next */
  guint n;            /* 1..QOS_APP_SVG_LINES_MAX */
  gdouble min_span;   /* the scale covers at least this */
  gdouble low;        /* where the scale is fixed, its ends; else both 0 */
  gdouble high;
  const gchar *names[QOS_APP_SVG_LINES_MAX]; /* of the lines; NULL: one needs
                                                none */
} QosAppSvgChart;

/* Appends the drawing, from from_s to to_s. Returns: FALSE where no value of it
 * is known, and nothing was appended. */
gboolean qos_app_svg_append (GString *page, const QosAppSvgChart *chart,
    const QosAppOverview *overview, gdouble from_s, gdouble to_s);

G_END_DECLS

#endif
