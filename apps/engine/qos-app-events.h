/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The newest qosevent messages of one stream in a ring: when sound was missing,
 * how much and why, and for each cause the advice that came last. Of fixed size.
 */
#ifndef QOS_APP_EVENTS_H
#define QOS_APP_EVENTS_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* Events kept: one a second for 30 minutes, and some. */
#define QOS_APP_EVENTS_MAX 2048

/* The causes of docs/metrics.md, in its order. */
typedef enum
{
  QOS_APP_CAUSE_LOSS,
  QOS_APP_CAUSE_BURST,
  QOS_APP_CAUSE_LATE,
  QOS_APP_CAUSE_REORDERED,
  QOS_APP_CAUSE_SENDER,
  QOS_APP_CAUSE_DRIFT,
  QOS_APP_CAUSE_RECEIVER,
  QOS_APP_CAUSE_OTHER, /* of an element that knows more than we do */
  QOS_APP_N_CAUSES,
} QosAppCause;

typedef struct
{
  gdouble time_s;
  gfloat gap_ms; /* as in the message; NaN where it is not known */
  QosAppCause cause;
} QosAppEvent;

typedef struct _QosAppEvents QosAppEvents;

QosAppEvents *qos_app_events_new (void);

/* self: (nullable). */
void qos_app_events_free (QosAppEvents *self);

/* A qosevent message. time_s: when it should have been heard, of any clock;
 * one before the newest event's is taken as that. */
void qos_app_events_add (QosAppEvents *self, gdouble time_s,
    const GstStructure *message);

/* What a qosevent message says, at time_s. */
QosAppEvent qos_app_event_of (const GstStructure *message, gdouble time_s);

/* Returns: the sound that is missing; 0 of drift, whose gap is how far the
 * clocks have run apart, and where it is not known. */
gdouble qos_app_event_missing_ms (const QosAppEvent *event);

/* Events held; 0..QOS_APP_EVENTS_MAX. */
guint qos_app_events_length (const QosAppEvents *self);

/* i: 0 the oldest. Returns: (transfer none): until the next is added. */
const QosAppEvent *qos_app_events_get (const QosAppEvents *self, guint i);

/* Returns: (transfer none): the newest advice for that cause, "" for none. */
const gchar *qos_app_events_advice (const QosAppEvents *self,
    QosAppCause cause);

/* Returns: the cause of most of the sound that is missing since from_s,
 * QOS_APP_N_CAUSES where none is. */
QosAppCause qos_app_events_main_cause (const QosAppEvents *self,
    gdouble from_s);

/* Returns: the newest advised-latency-ms, 0 where there was none. */
guint qos_app_events_advised_ms (const QosAppEvents *self);

/* Returns: (transfer none): as the message calls it, "late". */
const gchar *qos_app_cause_name (QosAppCause cause);

/* Returns: (transfer full): "64 ms missing: late", "clocks 40 ms apart: drift".
 */
gchar *qos_app_event_text (const QosAppEvent *event);

G_END_DECLS

#endif
