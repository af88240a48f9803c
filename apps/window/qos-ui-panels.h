/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What windows show of a stream: each panel has a number in large type, a line
 * of detail, and a chart.
 */
#ifndef QOS_UI_PANELS_H
#define QOS_UI_PANELS_H

#include "qos-app-history.h"

G_BEGIN_DECLS

#define QOS_UI_PANEL_LINES 4
#define QOS_UI_PANEL_DETAILS 3
#define QOS_UI_PANELS_MAX 6

#define QOS_UI_NO_QUANTITY -1

typedef struct
{
  const gchar *name; /* in the legend; NULL: no more lines */
  gint value;        /* quantity of the history */
  gint error; /* quantity: a band so far to both sides; QOS_UI_NO_QUANTITY */
} QosUiPanelLine;

typedef struct
{
  const gchar *title;
  const gchar *value_name; /* of the number, for screen readers */
  const gchar *unit;
  guint decimals;
  gdouble min_span;   /* of the scale */
  gdouble low, high;  /* a scale of fixed ends, with ticks of 1; 0, 0: not */
  const gchar *field; /* of the message, in large type; NULL: sound missing */
  gdouble mean_s;     /* number and lines are means of this time; 0: not */
  const gchar *details[QOS_UI_PANEL_DETAILS]; /* for qos_app_text_fill () */
  QosUiPanelLine lines[QOS_UI_PANEL_LINES];
} QosUiPanel;

typedef struct
{
  const QosUiPanel *list;
  guint n; /* up to QOS_UI_PANELS_MAX */
} QosUiPanels;

/* For qos_app_quantities_received and qos_app_quantities_sent. */
extern const QosUiPanels qos_ui_panels_received;
extern const QosUiPanels qos_ui_panels_sent;

G_END_DECLS

#endif
