/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The receiver's window: the form, the senders, the charts of the selected one.
 * What it shows it has from the session's signals.
 */
#ifndef QOS_RECEIVER_WINDOW_H
#define QOS_RECEIVER_WINDOW_H

#include "qos-receiver-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QOS_TYPE_RECEIVER_WINDOW (qos_receiver_window_get_type ())
G_DECLARE_FINAL_TYPE (QosReceiverWindow, qos_receiver_window, QOS,
    RECEIVER_WINDOW, GtkApplicationWindow)

/* settings: (nullable): the form's last contents, kept. */
QosReceiverWindow *qos_receiver_window_new (GtkApplication *application,
    GSettings *settings);

/* What is given on the command line. NULL and, for numbers, G_MAXUINT leave a
 * field as it is. */
void qos_receiver_window_fill (QosReceiverWindow *self,
    const QosReceiverConfig *given);

void qos_receiver_window_start (QosReceiverWindow *self);

/* (transfer none) */
QosAppSession *qos_receiver_window_session (QosReceiverWindow *self);

G_END_DECLS

#endif
