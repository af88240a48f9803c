/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A session description (RFC 8866) of the stream that qossink sends.
 */
#pragma once

#include <gst/gst.h>

/* caps: application/x-rtp; host: the destination of the stream, a name or
 * address; name: of the session, "" for none. Returns: (transfer full). */
gchar *qos_sender_sdp_of (const GstCaps *caps, const gchar *host, guint port,
    const gchar *name);
