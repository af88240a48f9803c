/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Receives any number of senders on one UDP port, measures and mixes them, and
 * plays and records the mix: qossrc, a branch for each sender, audiomixer, tee.
 * Silence is mixed in, so that it plays before the first sender and after the
 * last.
 */
#pragma once

#include "qos-app-session.h"
#include "qos-receiver-output.h"

#define QOS_TYPE_RECEIVER_SESSION (qos_receiver_session_get_type ())
G_DECLARE_FINAL_TYPE (QosReceiverSession, qos_receiver_session, QOS,
    RECEIVER_SESSION, QosAppSession)

/* Signal, in addition to QosAppSession's: "recording" (gchararray: the file, or
 * NULL when it is complete). */

/* Sets the playout delay, 0 to QOS_APP_LATENCY_MAX_MS, now and for the next
 * start. */
void qos_receiver_session_set_latency (QosReceiverSession *self,
    gint latency_ms);

/* For one sender, until it has left. volume: 0 to 1.5, 1 is unchanged. */
void qos_receiver_session_set_volume (QosReceiverSession *self, guint ssrc,
    gdouble volume, gboolean is_muted);

/* Returns: (transfer full) (nullable): "AAC 48 kHz stereo"; NULL if unknown. */
gchar *qos_receiver_session_codec (QosReceiverSession *self, guint ssrc);

/* While running: records the mix to file, FLAC or WAV depending on its name.
 * Returns: FALSE with error if it cannot. */
gboolean qos_receiver_session_record (QosReceiverSession *self,
    const gchar *file, GError **error);
void qos_receiver_session_stop_recording (QosReceiverSession *self);
