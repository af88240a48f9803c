/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One sender in the receiver's list.
 */
#ifndef QOS_RECEIVER_ROW_H
#define QOS_RECEIVER_ROW_H

#include <gst/gst.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QOS_TYPE_RECEIVER_ROW (qos_receiver_row_get_type ())
G_DECLARE_FINAL_TYPE (QosReceiverRow, qos_receiver_row, QOS, RECEIVER_ROW,
    GtkListBoxRow)

/* Signals: "volume" (gdouble, 1 as it came) and "mute" (gboolean): the user's
 * wish. */

QosReceiverRow *qos_receiver_row_new (guint ssrc);
guint qos_receiver_row_ssrc (QosReceiverRow *self);

/* Returns: (transfer none): what the sender is called. */
const gchar *qos_receiver_row_name (QosReceiverRow *self);

/* A message of the sender's. codec: (nullable). */
void qos_receiver_row_update (QosReceiverRow *self, const GstStructure *stats,
    const gchar *codec);

void qos_receiver_row_set_level (QosReceiverRow *self, gdouble db);
void qos_receiver_row_toggle_mute (QosReceiverRow *self);

G_END_DECLS

#endif
