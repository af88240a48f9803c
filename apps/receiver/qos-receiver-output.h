/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The loudspeaker of a receiver: a branch behind a tee that goes when it fails
 * and comes back when the device does, while all else goes on.
 */
#ifndef QOS_RECEIVER_OUTPUT_H
#define QOS_RECEIVER_OUTPUT_H

#include "qos-app-session.h"

G_BEGIN_DECLS

/* What else can be chosen as the device. */
#define QOS_RECEIVER_OUTPUT_NONE "none"

typedef struct _QosReceiverOutput QosReceiverOutput;

/* What is wrong with it is said as a problem of the session, which owns it and
 * is not referenced. */
QosReceiverOutput *qos_receiver_output_new (QosAppSession *session);
void qos_receiver_output_free (QosReceiverOutput *self);

/* For a new pipeline, with what is behind the tee where nothing is heard.
 * Returns: FALSE with error. */
gboolean qos_receiver_output_build (QosReceiverOutput *self,
    GstElement *pipeline, GstElement *tee, GError **error);

/* The list of devices has changed, or was looked for again. */
void qos_receiver_output_devices_changed (QosReceiverOutput *self);

/* Does from belong to it? */
gboolean qos_receiver_output_owns (QosReceiverOutput *self, GstObject *from);

/* It failed: it is taken away, and looked for. */
void qos_receiver_output_lose (QosReceiverOutput *self);

/* The pipeline stops. */
void qos_receiver_output_end (QosReceiverOutput *self);

G_END_DECLS

#endif
