/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The sender's window: the form, the status, the readouts. What it shows it has
 * from the session's signals.
 */
#ifndef QOS_SENDER_WINDOW_H
#define QOS_SENDER_WINDOW_H

#include "qos-sender-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define QOS_TYPE_SENDER_WINDOW (qos_sender_window_get_type ())
G_DECLARE_FINAL_TYPE (QosSenderWindow, qos_sender_window, QOS, SENDER_WINDOW,
    GtkApplicationWindow)

/* settings: (nullable): the form's last contents, kept. */
QosSenderWindow *qos_sender_window_new (GtkApplication *application,
    GSettings *settings);

/* Puts into the form what is given: NULL and 0 leave a field as it is. */
void qos_sender_window_fill (QosSenderWindow *self,
    const QosSenderConfig *given);

void qos_sender_window_start (QosSenderWindow *self);

/* (transfer none) */
QosAppSession *qos_sender_window_session (QosSenderWindow *self);

G_END_DECLS

#endif
