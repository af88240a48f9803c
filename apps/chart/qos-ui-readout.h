/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One quantity at a glance: title, latest value in large type, a line of
 * detail, and a chart.
 */
#pragma once

#include "qos-ui-chart.h"

#define QOS_UI_TYPE_READOUT (qos_ui_readout_get_type ())
G_DECLARE_FINAL_TYPE (QosUiReadout, qos_ui_readout, QOS_UI, READOUT, GtkBox)

/* Strings are static. */
typedef struct
{
  const gchar *title;
  const gchar *value_name; /* the value's accessible name; NULL: the title */
  const gchar *unit;
  guint decimals;
  gdouble min_span; /* of the chart's scale */
  gdouble low, high;
  const gchar *tip; /* what the number means (nullable) */
} QosUiQuantity;

/* Returns: (transfer floating). The accessible name of the detail is that of
 * the value followed by "detail". */
QosUiReadout *qos_ui_readout_new (const QosUiQuantity *quantity);

/* value: NaN if unknown, shown as "–". */
void qos_ui_readout_set_value (QosUiReadout *self, gdouble value);

/* Below the value, in small type. */
void qos_ui_readout_set_detail (QosUiReadout *self, const gchar *text);

/* Returns: (transfer none): a chart without series, with a legend and without a
 * head. */
QosUiChart *qos_ui_readout_chart (QosUiReadout *self);
