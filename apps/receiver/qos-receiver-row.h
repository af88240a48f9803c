/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One sender in the receiver's list: its state, numbers and volume. It stays
 * when the sender has left, with the last known values.
 */
#pragma once

#include "qos-app-health.h"

#include <gst/gst.h>
#include <gtk/gtk.h>

#define QOS_RECEIVER_ROW_NUMBERS 9

#define QOS_TYPE_RECEIVER_ROW (qos_receiver_row_get_type ())
G_DECLARE_FINAL_TYPE (QosReceiverRow, qos_receiver_row, QOS, RECEIVER_ROW,
    GtkListBoxRow)

/* Signal: "volume" (gdouble volume, 1 is unchanged, gboolean is_muted): as set
 * by the user; again with each message, as the sender may not be played yet. */

/* columns: (transfer none): a size group for each number, shared by all
 * rows. */
QosReceiverRow *qos_receiver_row_new (guint ssrc, GtkSizeGroup *const *columns);
guint qos_receiver_row_ssrc (QosReceiverRow *self);

/* Returns: (transfer none): the display name of the sender. */
const gchar *qos_receiver_row_name (QosReceiverRow *self);

/* Returns: (transfer none): sorts rows by name, those that left last. */
const gchar *qos_receiver_row_key (QosReceiverRow *self);

/* A message about the sender. codec: (nullable). */
void qos_receiver_row_update (QosReceiverRow *self, const GstStructure *stats,
    const gchar *codec);

/* The sender has left, or the session has ended. */
void qos_receiver_row_end (QosReceiverRow *self);
gboolean qos_receiver_row_has_ended (QosReceiverRow *self);

/* Returns: (transfer none): the state at the last message. */
QosAppHealth *qos_receiver_row_health (QosReceiverRow *self);
const GstStructure *qos_receiver_row_stats (QosReceiverRow *self);

void qos_receiver_row_set_level (QosReceiverRow *self, gdouble db);
void qos_receiver_row_toggle_mute (QosReceiverRow *self);

/* As set by the user; volume: 1 is unchanged. */
gdouble qos_receiver_row_volume (QosReceiverRow *self);
gboolean qos_receiver_row_is_muted (QosReceiverRow *self);
void qos_receiver_row_set (QosReceiverRow *self, gdouble volume,
    gboolean is_muted);
