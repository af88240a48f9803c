/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The loudspeaker of a receiver: a branch after a tee that is removed when it
 * fails and added again when the device is back, while everything else
 * continues.
 */
#pragma once

#include "qos-app-session.h"

/* A further choice for the device. */
#define QOS_RECEIVER_OUTPUT_NONE "none"

typedef struct _QosReceiverOutput QosReceiverOutput;

/* Reports its problems as problems of the session, which owns it and is not
 * referenced. */
QosReceiverOutput *qos_receiver_output_new (QosAppSession *session);
void qos_receiver_output_free (QosReceiverOutput *self);

/* For a new pipeline; adds what follows the tee if there is no output. Returns:
 * FALSE with error. */
gboolean qos_receiver_output_build (QosReceiverOutput *self,
    GstElement *pipeline, GstElement *tee, GError **error);

/* The list of devices has changed, or a search is complete. */
void qos_receiver_output_devices_changed (QosReceiverOutput *self);

/* Does from belong to it? */
gboolean qos_receiver_output_owns (QosReceiverOutput *self, GstObject *from);

/* It has failed: removes it, and searches for it. */
void qos_receiver_output_lose (QosReceiverOutput *self);

/* The pipeline is stopping. */
void qos_receiver_output_end (QosReceiverOutput *self);
