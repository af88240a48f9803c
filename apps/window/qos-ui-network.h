/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The measurements of one stream over the last 1, 5 or 30 minutes: panels with
 * charts that share one cursor, with marks for events, and the events in words.
 * Shows one history at a time.
 *
 * Signal: "note" (gchararray text, gchararray file): the result of an export,
 * in words; file is NULL if it failed.
 */
#pragma once

#include "qos-app-health.h"
#include "qos-ui-panels.h"

#include <gtk/gtk.h>

#define QOS_UI_TYPE_NETWORK (qos_ui_network_get_type ())
G_DECLARE_FINAL_TYPE (QosUiNetwork, qos_ui_network, QOS_UI, NETWORK, GtkBox)

/* Call once, before all others. panels: static. */
void qos_ui_network_set_panels (QosUiNetwork *self, const QosUiPanels *panels);

/* Adds the actions "span" (gint: minutes) and "export-charts"; map must be the
 * group "win" of the widget's window. settings: (nullable): "span" is saved
 * there. */
void qos_ui_network_add_actions (QosUiNetwork *self, GActionMap *map,
    GSettings *settings);

/* history: (transfer none) (nullable): shown from now on; must live until the
 * next call. who: the name of its stream, for files. */
void qos_ui_network_show (QosUiNetwork *self, QosAppHistory *history,
    const gchar *who);

/* The history shown has a new row, as from qos_app_history_add (). stats: the
 * message that it is from; health: the state of the stream with it; (nullable):
 * nothing is known now. */
void qos_ui_network_add (QosUiNetwork *self, guint row,
    const GstStructure *stats, const QosAppHealth *health);

/* The stream shown has ended: shows the totals of its last message
 * (nullable). */
void qos_ui_network_show_totals (QosUiNetwork *self, const GstStructure *stats);

/* The history shown has a new event. */
void qos_ui_network_add_event (QosUiNetwork *self, const QosAppEvent *event);
