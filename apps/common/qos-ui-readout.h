/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One quantity, read at a glance: what it is, its newest value in large type, a
 * line of detail, and a chart of the last minutes.
 *
 * Properties (construct only): title and unit (string), decimals (uint, 0 to
 * 6), min-span (double, of the chart's scale). The value's accessible name is
 * the title, that of the detail has "detail" behind it.
 */
#ifndef QOS_UI_READOUT_H
#define QOS_UI_READOUT_H

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QOS_UI_TYPE_READOUT (qos_ui_readout_get_type ())
G_DECLARE_FINAL_TYPE (QosUiReadout, qos_ui_readout, QOS_UI, READOUT, GtkBox)

/* time_s: of any clock; value: NaN where it is not known. */
void qos_ui_readout_add (QosUiReadout *self, gdouble time_s, gdouble value);

/* Below the value, in small type. */
void qos_ui_readout_set_detail (QosUiReadout *self, const gchar *text);

/* Shows "–" from now on and breaks the chart's line; what was stays. */
void qos_ui_readout_pause (QosUiReadout *self);

/* Forgets all. */
void qos_ui_readout_clear (QosUiReadout *self);

G_END_DECLS

#endif
