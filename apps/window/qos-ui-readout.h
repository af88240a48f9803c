/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A panel: title, latest value in large type, a line of detail, and a chart.
 */
#pragma once

#include "qos-ui-panels.h"

#include <gtk/gtk.h>

#define QOS_UI_TYPE_READOUT (qos_ui_readout_get_type ())
G_DECLARE_FINAL_TYPE (QosUiReadout, qos_ui_readout, QOS_UI, READOUT, GtkBox)

/* Returns: (transfer floating). panel: static. The accessible name of the
 * detail is that of the value followed by "detail". */
QosUiReadout *qos_ui_readout_new (const QosUiPanel *panel);

/* value: NaN if unknown, shown as "–". */
void qos_ui_readout_set_value (QosUiReadout *self, gdouble value);

/* Below the value, in small type. */
void qos_ui_readout_set_detail (QosUiReadout *self, const gchar *text);

/* Returns: (transfer none): a chart without series. */
QosUiChart *qos_ui_readout_chart (QosUiReadout *self);
