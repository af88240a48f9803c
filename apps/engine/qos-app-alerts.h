/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Events as lines of a log: the first of a stream at once, those that follow
 * summed up, and never more than a few lines at a time, whatever comes. Times
 * are an argument.
 */
#ifndef QOS_APP_ALERTS_H
#define QOS_APP_ALERTS_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* Seconds between two lines of one stream. */
#define QOS_APP_ALERTS_STREAM_S 10

/* Lines of events, and of notes, that qos_app_alerts_take () gives at once. */
#define QOS_APP_ALERTS_LINES_MAX 5

typedef struct _QosAppAlerts QosAppAlerts;

QosAppAlerts *qos_app_alerts_new (void);
void qos_app_alerts_free (QosAppAlerts *alerts);

/* A qosevent message of the stream that is called who. */
void qos_app_alerts_add (QosAppAlerts *alerts, const GstStructure *event,
    const gchar *who);

/* A line to be said as it is, once. */
void qos_app_alerts_note (QosAppAlerts *alerts, const gchar *text);

/* Asked once a second or more often. now_s: of a monotonic clock.
 * Returns: (transfer full): lines that are due, clean: "desk: 3 drop-outs, 192
 * ms missing: late. ADVICE". */
GPtrArray *qos_app_alerts_take (QosAppAlerts *alerts, gdouble now_s);

G_END_DECLS

#endif
