/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The state of a stream in one word, from its qosstats or qospay messages of
 * the last 10 s. Time is an argument, on any clock.
 *
 * At a receiver, missing sound is the increase of concealed-ms, or if that is
 * unknown, lost and late packets. At a sender it is what the receiver reports:
 * remote-packets-lost of the last 10 s, and remote-discard-percent of the last
 * fifth of the session, because that is a total with a resolution of 1/256.
 */
#pragma once

#include <gst/gst.h>

/* Seconds that the numbers cover; fewer at the start of a stream. */
#define QOS_APP_HEALTH_S 10

/* From this percentage of missing sound the state is bad; below it,
 * drop-outs. */
#define QOS_APP_HEALTH_BAD_PERCENT 5.0

/* From this many seconds without a packet a sender is silent. */
#define QOS_APP_HEALTH_SILENT_S 2.0

/* In the order of urgency. */
typedef enum
{
  QOS_APP_HEALTH_GONE,      /* BYE, timeout, or the session ended */
  QOS_APP_HEALTH_WAITING,   /* nothing is known yet: no report */
  QOS_APP_HEALTH_GOOD,      /* no sound is missing */
  QOS_APP_HEALTH_DROP_OUTS, /* some is missing */
  QOS_APP_HEALTH_SILENT,    /* no packets, or no reports, for a while */
  QOS_APP_HEALTH_BAD,       /* QOS_APP_HEALTH_BAD_PERCENT is missing */
  QOS_APP_HEALTH_NOT_HEARD, /* packets arrive but are not played */
  QOS_APP_N_HEALTH,
} QosAppHealthState;

typedef struct
{
  QosAppHealthState state;
  gdouble span_s;          /* seconds that lost, late and missing cover */
  gdouble missing_ms;      /* NaN if unknown */
  gdouble missing_percent; /* 0 to 100; NaN if unknown */
  guint64 lost;            /* packets; at a sender, those reported */
  guint64 late;            /* packets; only at a receiver */
  gdouble lost_percent;    /* of the packets expected; NaN */
  gdouble late_percent;    /* the same; at a sender, in the last fifth */
  gdouble silent_s;        /* since the last packet or report; NaN */
  gdouble total_s;         /* since the first message */
  gdouble total_ms;        /* missing sound in that time; NaN */
  gdouble total_percent;   /* the same in percent; NaN */
} QosAppHealthLook;

typedef struct _QosAppHealth QosAppHealth;

QosAppHealth *qos_app_health_new (void);

/* self: (nullable). */
void qos_app_health_free (QosAppHealth *self);

/* A qosstats or qospay message that arrived at time_s, in seconds of a
 * monotonic clock. If counters decrease, a new stream has started: the old
 * values are forgotten. */
void qos_app_health_add (QosAppHealth *self, gdouble time_s,
    const GstStructure *stats);

/* The session has ended, and so has the stream. */
void qos_app_health_end (QosAppHealth *self);

/* The state at the last message. */
const QosAppHealthLook *qos_app_health_look (const QosAppHealth *self);

/* Returns: (transfer none): one word, "Drop-outs". */
const gchar *qos_app_health_word (QosAppHealthState state);

/* Returns: (transfer none): the name of a symbolic icon. */
const gchar *qos_app_health_icon (QosAppHealthState state);

/* Returns: (transfer full): one line, "44 % of the sound missing in the last
 * 10 s: 505 packets late, 12 lost". */
gchar *qos_app_health_text (const QosAppHealth *self);

/* Returns: (transfer full): a short form for a table: "44 %", "12 s" of
 * silence, "–". */
gchar *qos_app_health_number (const QosAppHealth *self);
