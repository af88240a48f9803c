/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the network does to one stream, over the last 1, 5 or 30 minutes: panels
 * with charts that share one cursor, the marks of events in them, and these in
 * words. Shows one history at a time.
 *
 * Signal: "note" (gchararray text, gchararray file): what became of an export,
 * for people; file is NULL where it failed.
 */
#ifndef QOS_UI_NETWORK_H
#define QOS_UI_NETWORK_H

#include "qos-app-health.h"
#include "qos-ui-panels.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QOS_UI_TYPE_NETWORK (qos_ui_network_get_type ())
G_DECLARE_FINAL_TYPE (QosUiNetwork, qos_ui_network, QOS_UI, NETWORK, GtkBox)

/* Once, before all others. panels: static. */
void qos_ui_network_set_panels (QosUiNetwork *self, const QosUiPanels *panels);

/* Adds the actions "span" (gint: minutes) and "export-charts", which have to be
 * those of "win" where the widget is. settings: (nullable): "span" is kept there.
 */
void qos_ui_network_add_actions (QosUiNetwork *self, GActionMap *map,
    GSettings *settings);

/* history: (transfer none) (nullable): to be shown from now on; it has to live
 * until the next call. who: whose it is, for files. */
void qos_ui_network_show (QosUiNetwork *self, QosAppHistory *history,
    const gchar *who);

/* The history shown has a new row, of this message (NULL: of none, and the
 * numbers are no longer known). */
void qos_ui_network_add (QosUiNetwork *self, const GstStructure *stats);

/* Of the stream that is shown, for the sound missing. health: (nullable): it
 * has to live until the next call of this or qos_ui_network_show (). */
void qos_ui_network_set_health (QosUiNetwork *self, const QosAppHealth *health);

/* The stream shown has ended: of its last message (nullable) the totals. */
void qos_ui_network_show_totals (QosUiNetwork *self, const GstStructure *stats);

/* The history shown has a new event. */
void qos_ui_network_add_event (QosUiNetwork *self);

G_END_DECLS

#endif
