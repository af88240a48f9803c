/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Sends a microphone, a test tone or a sound file to a receiver: source,
 * audioconvert, level, avenc_aac, qossink. If the microphone is unplugged, it
 * waits and continues when it is back.
 */
#pragma once

#include "qos-app-session.h"

/* Further choices for the device. */
#define QOS_SENDER_SOURCE_TEST "test"
#define QOS_SENDER_SOURCE_FILE "file:" /* prefix of the file's URI */

#define QOS_TYPE_SENDER_SESSION (qos_sender_session_get_type ())
G_DECLARE_FINAL_TYPE (QosSenderSession, qos_sender_session, QOS, SENDER_SESSION,
    QosAppSession)

/* Has a receiver reported within the last 5 s? */
gboolean qos_sender_session_is_heard (QosSenderSession *self);

/* Was an SDP requested? Players that use it send no reports. */
gboolean qos_sender_session_is_sdp_given (QosSenderSession *self);

/* An SDP for other players to receive this stream (RFC 8866, RFC 3640).
 * Returns: (transfer full) (nullable): NULL until the stream's format is
 * known. */
gchar *qos_sender_session_sdp (QosSenderSession *self);
