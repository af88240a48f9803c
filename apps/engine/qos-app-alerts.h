/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Events as lines of a log: the first event of a stream at once, later ones
 * combined, and never more than a few lines at a time. Time is an argument.
 */
#pragma once

#include <gst/gst.h>

/* Seconds between two lines about one stream. */
#define QOS_APP_ALERTS_STREAM_S 10

/* Maximum number of event lines, and of note lines, returned by one
 * qos_app_alerts_take (). */
#define QOS_APP_ALERTS_LINES_MAX 5

typedef struct _QosAppAlerts QosAppAlerts;

QosAppAlerts *qos_app_alerts_new (void);
void qos_app_alerts_free (QosAppAlerts *alerts);

/* A qosevent message about the stream named who. */
void qos_app_alerts_add (QosAppAlerts *alerts, const GstStructure *event,
    const gchar *who);

/* A line to be printed unchanged, once. */
void qos_app_alerts_note (QosAppAlerts *alerts, const gchar *text);

/* Call once a second or more often. now_s: on a monotonic clock. Returns:
 * (transfer full): lines that are due, clean: "desk: 3 drop-outs, 192 ms
 * missing: late. ADVICE". */
GPtrArray *qos_app_alerts_take (QosAppAlerts *alerts, gdouble now_s);
