/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What windows show about a stream: each panel has a number in large type, a
 * line of detail, and a chart.
 */
#pragma once

#include "qos-app-history.h"
#include "qos-app-text.h"
#include "qos-ui-chart.h"

#define QOS_UI_PANEL_DETAILS 3
#define QOS_UI_PANELS_MAX 6

typedef struct
{
  QosChart chart;          /* its lines are the fields that have one there */
  const gchar *value_name; /* of the number, for screen readers; NULL: the title
                            * of the chart */
  const QosField *field;   /* in large type, with a history; NULL: sound
                          * missing */
  gdouble mean_s;          /* number and lines are means over this time; 0: no
                          * means */
  QosAppPhrase details[QOS_UI_PANEL_DETAILS];
} QosUiPanel;

typedef struct
{
  const QosAppFields *fields; /* of the messages */
  const QosUiPanel *list;
  guint n; /* up to QOS_UI_PANELS_MAX */
} QosUiPanels;

/* Of all panels, by QosChart. */
extern const QosUiChartLook qos_ui_panel_looks[];

extern const QosUiPanels qos_ui_panels_received;
extern const QosUiPanels qos_ui_panels_sent;
