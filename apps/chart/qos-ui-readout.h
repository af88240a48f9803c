/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One quantity, read at a glance: what it is, its newest value in large type, a
 * line of detail, and a chart.
 *
 * Properties (construct only): title and unit (string), value-name (string: the
 * value's accessible name, the title where it is NULL), decimals (uint, 0 to 6),
 * min-span (double, of the chart's scale). The accessible name of the detail is
 * the value's and "detail".
 */
#ifndef QOS_UI_READOUT_H
#define QOS_UI_READOUT_H

#include "qos-ui-chart.h"

G_BEGIN_DECLS

#define QOS_UI_TYPE_READOUT (qos_ui_readout_get_type ())
G_DECLARE_FINAL_TYPE (QosUiReadout, qos_ui_readout, QOS_UI, READOUT, GtkBox)

/* value: NaN where it is not known, and "–" is shown. */
void qos_ui_readout_set_value (QosUiReadout *self, gdouble value);

/* Below the value, in small type. */
void qos_ui_readout_set_detail (QosUiReadout *self, const gchar *text);

/* Returns: (transfer none): without series; it draws a legend and no head. */
QosUiChart *qos_ui_readout_chart (QosUiReadout *self);

/* tip: (nullable): what the number means. */
void qos_ui_readout_set_tip (QosUiReadout *self, const gchar *tip);

G_END_DECLS

#endif
