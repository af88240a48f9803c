/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The sender with a window: the GtkApplication.
 */
#ifndef QOS_SENDER_APP_H
#define QOS_SENDER_APP_H

#include "qos-app-options.h"
#include "qos-sender-session.h"

G_BEGIN_DECLS

/* given: what the command line says; host NULL: as the last time. Returns: an
 * exit status. */
int qos_sender_app_run (const gchar *program, const QosSenderConfig *given,
    const gchar *query, const QosAppOptions *options);

G_END_DECLS

#endif
