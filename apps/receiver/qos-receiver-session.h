/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Receives any number of senders on one UDP port, measures them, mixes them and
 * plays and records the mix: qossrc, a branch for each sender, audiomixer, tee.
 * Silence is mixed in, so that it plays before the first and after the last.
 */
#ifndef QOS_RECEIVER_SESSION_H
#define QOS_RECEIVER_SESSION_H

#include "qos-app-session.h"
#include "qos-receiver-output.h"

G_BEGIN_DECLS

#define QOS_TYPE_RECEIVER_SESSION (qos_receiver_session_get_type ())
G_DECLARE_FINAL_TYPE (QosReceiverSession, qos_receiver_session, QOS,
    RECEIVER_SESSION, QosAppSession)

/* Signal, besides QosAppSession's: "recording" (gchararray: the file, or NULL
 * when it is complete). */

/* A new playout delay, 0..10000 ms, now and at the next start. */
void qos_receiver_session_set_latency (QosReceiverSession *self,
    gint latency_ms);

/* Of one sender; kept until it has gone. volume: 0 to 1.5, 1 as it came. */
void qos_receiver_session_set_volume (QosReceiverSession *self, guint ssrc,
    gdouble volume, gboolean is_muted);

/* Returns: (transfer full) (nullable): "AAC 48 kHz stereo", where known. */
gchar *qos_receiver_session_codec (QosReceiverSession *self, guint ssrc);

/* While running: records the mix to file, FLAC or WAV by its name. Returns:
 * FALSE with error when it cannot. */
gboolean qos_receiver_session_record (QosReceiverSession *self,
    const gchar *file, GError **error);
void qos_receiver_session_stop_recording (QosReceiverSession *self);

G_END_DECLS

#endif
