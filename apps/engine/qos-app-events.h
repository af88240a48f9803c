/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The latest qosevent messages of one stream, in a ring of fixed size: when
 * sound was missing, how much and why; and the latest advice for each cause.
 */
#pragma once

#include <gst/gst.h>

/* Number of events kept: a little more than one a second for 30 minutes. */
#define QOS_APP_EVENTS_MAX 2048

/* The causes, in the order of docs/metrics.md. */
typedef enum
{
  QOS_APP_CAUSE_LOSS,
  QOS_APP_CAUSE_BURST,
  QOS_APP_CAUSE_LATE,
  QOS_APP_CAUSE_REORDERED,
  QOS_APP_CAUSE_SENDER,
  QOS_APP_CAUSE_DRIFT,
  QOS_APP_CAUSE_RECEIVER,
  QOS_APP_CAUSE_OTHER, /* a cause that is unknown here */
  QOS_APP_N_CAUSES,
} QosAppCause;

typedef struct
{
  gdouble time_s;
  gfloat gap_ms; /* as in the message; NaN if unknown */
  QosAppCause cause;
} QosAppEvent;

typedef struct _QosAppEvents QosAppEvents;

QosAppEvents *qos_app_events_new (void);

/* self: (nullable). */
void qos_app_events_free (QosAppEvents *self);

/* A qosevent message. time_s: when it should have been heard, on any clock; a
 * time before that of the latest event is replaced by that one. Returns:
 * (transfer none): the new event, valid until the next is added. */
const QosAppEvent *qos_app_events_add (QosAppEvents *self, gdouble time_s,
    const GstStructure *message);

/* The contents of a qosevent message, at time_s. */
QosAppEvent qos_app_event_of (const GstStructure *message, gdouble time_s);

/* Returns: the missing sound; 0 for drift, where the gap is the distance of the
 * clocks, and if unknown. */
gdouble qos_app_event_missing_ms (const QosAppEvent *event);

/* Number of events kept; 0..QOS_APP_EVENTS_MAX. */
guint qos_app_events_length (const QosAppEvents *self);

/* i: 0 is the oldest. Returns: (transfer none): valid until the next is
 * added. */
const QosAppEvent *qos_app_events_get (const QosAppEvents *self, guint i);

/* Returns: (transfer none): the latest advice for that cause, "" if none. */
const gchar *qos_app_events_advice (const QosAppEvents *self,
    QosAppCause cause);

/* Returns: the cause of most of the sound missing since from_s,
 * QOS_APP_N_CAUSES if none is missing. */
QosAppCause qos_app_events_main_cause (const QosAppEvents *self,
    gdouble from_s);

/* Returns: the latest advised-latency-ms, 0 if there was none. */
guint qos_app_events_advised_ms (const QosAppEvents *self);

/* Returns: (transfer none): its name in messages, such as "late". */
const gchar *qos_app_cause_name (QosAppCause cause);

/* Returns: (transfer full): "64 ms missing: late", "clocks 40 ms apart: drift".
 */
gchar *qos_app_event_text (const QosAppEvent *event);
