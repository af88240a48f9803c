/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * An element's message as lines of JSON with the names and units of the W3C
 * (https://www.w3.org/TR/webrtc-stats/) where they exist, and our own names
 * with hyphens for everything else.
 */
#pragma once

#include "qos-app-fields.h"

/* One object per line: the stream, and what the other end has reported. Fields
 * that are not in the table keep their names. Returns: (transfer full): with
 * newlines. */
gchar *qos_app_webrtc_lines (const QosAppFields *fields,
    const GstStructure *stats, GDateTime *time);
