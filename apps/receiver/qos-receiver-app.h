/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The receiver with a window: the GtkApplication.
 */
#ifndef QOS_RECEIVER_APP_H
#define QOS_RECEIVER_APP_H

#include "qos-app-options.h"
#include "qos-receiver-session.h"

G_BEGIN_DECLS

/* given: what the command line says. Returns: an exit status. */
int qos_receiver_app_run (const gchar *program, const QosReceiverConfig *given,
    const gchar *query, const GstCaps *caps, const QosAppOptions *options);

G_END_DECLS

#endif
