/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Sends a microphone, a test tone or a sound file to a receiver: source,
 * audioconvert, level, avenc_aac, qossink. Where the microphone is unplugged it
 * waits and goes on when it comes back.
 */
#ifndef QOS_SENDER_SESSION_H
#define QOS_SENDER_SESSION_H

#include "qos-app-devices.h"
#include "qos-app-session.h"

G_BEGIN_DECLS

#define QOS_SENDER_SOURCE_AUTO "auto"
#define QOS_SENDER_SOURCE_TEST "test"
#define QOS_SENDER_SOURCE_DEVICE "device:" /* and its name */
#define QOS_SENDER_SOURCE_FILE "file:"     /* the file's URI begins so */

/* What is to be sent where; strings are the owner's. */
typedef struct
{
  gchar *host;
  guint port;         /* 1..65535 */
  gchar *name;        /* shown to the far end; "" for none */
  guint bitrate_kbps; /* 8..512 */
  gchar *source;      /* one of the above */
} QosSenderConfig;

void qos_sender_config_clear (QosSenderConfig *config);

#define QOS_TYPE_SENDER_SESSION (qos_sender_session_get_type ())
G_DECLARE_FINAL_TYPE (QosSenderSession, qos_sender_session, QOS, SENDER_SESSION,
    QosAppSession)

/* devices: (transfer none): of "Audio/Source". */
QosSenderSession *qos_sender_session_new (QosAppDevices *devices);

/* For the next start. config is copied. */
void qos_sender_session_configure (QosSenderSession *self,
    const QosSenderConfig *config);

/* For the next start and all that follow it: properties of qossink as in its
 * URI, "dscp=46&mtu=1200". query: (nullable) */
void qos_sender_session_set_query (QosSenderSession *self, const gchar *query);

/* Has the far end reported within the last 5 s? */
gboolean qos_sender_session_is_heard (QosSenderSession *self);

/* Did it ever since the start? */
gboolean qos_sender_session_was_heard (QosSenderSession *self);

/* Was an SDP asked for? Those that play by it do not report. */
gboolean qos_sender_session_is_sdp_given (QosSenderSession *self);

/* An SDP by which other players receive this stream (RFC 8866, RFC 3640).
 * Returns: (transfer full) (nullable): NULL until the stream's format is known.
 */
gchar *qos_sender_session_sdp (QosSenderSession *self);

G_END_DECLS

#endif
