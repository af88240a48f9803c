/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A session description (RFC 8866) of the stream that qossink sends.
 */
#ifndef QOS_SENDER_SDP_H
#define QOS_SENDER_SDP_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* caps: application/x-rtp; host: the destination of the stream, a name or
 * address; name: of the session, "" for none. Returns: (transfer full). */
gchar *qos_sender_sdp_of (const GstCaps *caps, const gchar *host, guint port,
    const gchar *name);

G_END_DECLS

#endif
