/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Explains missing sound and what to do about it: a line for each cause, with
 * its mark from the charts. Their accessible names are "CAUSE events".
 */
#pragma once

#include "qos-app-history.h"

#include <gtk/gtk.h>

#define QOS_UI_TYPE_EVENTS (qos_ui_events_get_type ())
G_DECLARE_FINAL_TYPE (QosUiEvents, qos_ui_events, QOS_UI, EVENTS, GtkBox)

/* Shows the events since from_s, on the clock of history; (nullable). */
void qos_ui_events_show (QosUiEvents *self, QosAppHistory *history,
    gdouble from_s);

/* Returns: (transfer full): the text shown, one line each; "" if empty. */
gchar *qos_ui_events_text (QosUiEvents *self);
