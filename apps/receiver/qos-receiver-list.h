/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The receiver's senders, sorted by name, followed by those that left, until
 * they are cleared; with their histories. Volume and mute of a sender are
 * remembered by its name for when it comes back.
 */
#pragma once

#include "qos-app-histories.h"
#include "qos-receiver-row.h"

/* Maximum number of rows of senders that left; the oldest is removed first. */
#define QOS_RECEIVER_LIST_LEFT_MAX 32

#define QOS_TYPE_RECEIVER_LIST (qos_receiver_list_get_type ())
G_DECLARE_FINAL_TYPE (QosReceiverList, qos_receiver_list, QOS, RECEIVER_LIST,
    GtkListBox)

/* Signals: "volume" (guint ssrc, gdouble volume, gboolean is_muted): as set by
 * the user; "selected" (): another row is selected, or none. */

/* A message about a sender, which may be new. codec: (nullable). Returns: the
 * new row of its history, -1 if there is none. */
gint qos_receiver_list_add (QosReceiverList *self, const GstStructure *stats,
    const gchar *codec);

/* A qosevent message, from time_s. Returns: (transfer none) (nullable): the
 * event, if it was added to a history. */
const QosAppEvent *qos_receiver_list_add_event (QosReceiverList *self,
    const GstStructure *event, gdouble time_s);

/* A qosnotice message about a sender, in words. */
void qos_receiver_list_add_notice (QosReceiverList *self, guint ssrc,
    const gchar *text);

/* Returns: (transfer none) (nullable): the latest notice of a row. */
const gchar *qos_receiver_list_notice (QosReceiverList *self,
    QosReceiverRow *row);

/* The session has ended: all have left. */
void qos_receiver_list_end (QosReceiverList *self);

/* Removes the senders that have left. */
void qos_receiver_list_clear (QosReceiverList *self);

/* (transfer none) (nullable) */
QosReceiverRow *qos_receiver_list_find (QosReceiverList *self, guint ssrc);
QosReceiverRow *qos_receiver_list_selected (QosReceiverList *self);

/* Selects a row and scrolls to it. */
void qos_receiver_list_show (QosReceiverList *self, QosReceiverRow *row);

/* Returns: (transfer none) (nullable): the history of the selected row. */
QosAppHistory *qos_receiver_list_look_at (QosReceiverList *self);

/* Returns: (transfer none) (nullable): the history of a row. */
QosAppHistory *qos_receiver_list_history (QosReceiverList *self,
    QosReceiverRow *row);

/* Returns: (transfer none) (nullable): the current sender that needs attention
 * most. */
QosReceiverRow *qos_receiver_list_worst (QosReceiverList *self);

/* Number of senders without a row because there are too many. */
guint qos_receiver_list_left_out (QosReceiverList *self);

/* Number of rows in each state; those of senders that left are
 * QOS_APP_HEALTH_GONE. */
void qos_receiver_list_count (QosReceiverList *self,
    guint counts[QOS_APP_N_HEALTH]);
