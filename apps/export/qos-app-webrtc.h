/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * An element's message as lines of JSON with the names and units of the W3C
 * (https://www.w3.org/TR/webrtc-stats/) where it has them, and our own, which
 * have hyphens in them, for all else.
 */
#ifndef QOS_APP_WEBRTC_H
#define QOS_APP_WEBRTC_H

#include "qos-app-fields.h"

G_BEGIN_DECLS

/* One object a line: the stream, and what the far end says of it where it has
 * said something. Fields that the table does not have keep their name.
 * Returns: (transfer full): with newlines. */
gchar *qos_app_webrtc_lines (const QosAppFields *fields,
    const GstStructure *stats, GDateTime *time);

G_END_DECLS

#endif
