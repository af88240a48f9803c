/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How a stream goes, in one word: made of its qosstats or qospay messages of
 * the last 10 s. Times are an argument, of any clock.
 *
 * At a receiver the sound that is missing is what concealed-ms grew by; where
 * that is not known, the packets lost and late. At a sender it is what the far
 * end reports: remote-packets-lost of the last 10 s, and remote-discard-percent
 * of the last fifth of the session, as that is a total known to 1/256.
 */
#ifndef QOS_APP_HEALTH_H
#define QOS_APP_HEALTH_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* Seconds that the numbers are of; fewer at the start of a stream. */
#define QOS_APP_HEALTH_S 10

/* Percent of the sound missing from which it is bad; any below it is
 * drop-outs. */
#define QOS_APP_HEALTH_BAD_PERCENT 5.0

/* Seconds without a packet from which a sender is silent. */
#define QOS_APP_HEALTH_SILENT_S 2.0

/* In the order of how much they need a look. */
typedef enum
{
  QOS_APP_HEALTH_GONE,      /* BYE, timeout, or the session ended */
  QOS_APP_HEALTH_WAITING,   /* nothing is known yet: no report came */
  QOS_APP_HEALTH_GOOD,      /* no sound is missing */
  QOS_APP_HEALTH_DROP_OUTS, /* some is */
  QOS_APP_HEALTH_SILENT,    /* no packets, or no reports, for a while */
  QOS_APP_HEALTH_BAD,       /* QOS_APP_HEALTH_BAD_PERCENT is missing */
  QOS_APP_HEALTH_NOT_HEARD, /* packets come and are not played */
  QOS_APP_N_HEALTH,
} QosAppHealthState;

typedef struct
{
  QosAppHealthState state;
  gdouble span_s;          /* that lost, late and missing are of */
  gdouble missing_ms;      /* NaN where it is not known */
  gdouble missing_percent; /* 0 to 100; NaN where it is not known */
  guint64 lost;            /* packets; at a sender those reported */
  guint64 late;            /* packets, at a receiver */
  gdouble lost_percent;    /* of the packets expected; NaN */
  gdouble late_percent;    /* the same; at a sender of the last fifth */
  gdouble silent_s;        /* since the last packet or report; NaN */
  gdouble total_s;         /* since the first message */
  gdouble total_ms;        /* of sound missing since then; NaN */
  gdouble total_percent;   /* the same in percent; NaN */
} QosAppHealthLook;

typedef struct _QosAppHealth QosAppHealth;

QosAppHealth *qos_app_health_new (void);

/* self: (nullable). */
void qos_app_health_free (QosAppHealth *self);

/* A qosstats or qospay message that came at time_s, seconds of a monotonic
 * clock. Counters that fall begin a new stream: what was is forgotten. */
void qos_app_health_add (QosAppHealth *self, gdouble time_s,
    const GstStructure *stats);

/* The session has ended, and the stream with it. */
void qos_app_health_end (QosAppHealth *self);

/* Of the last message. */
const QosAppHealthLook *qos_app_health_look (const QosAppHealth *self);

/* Returns: (transfer none): one word, "Drop-outs". */
const gchar *qos_app_health_word (QosAppHealthState state);

/* Returns: (transfer none): the name of a symbolic icon. */
const gchar *qos_app_health_icon (QosAppHealthState state);

/* Returns: (transfer full): one line, "44 % of the sound missing in the last
 * 10 s: 505 packets late, 12 lost". */
gchar *qos_app_health_text (const QosAppHealth *self);

/* Returns: (transfer full): the same in few characters, for a table: "44 %",
 * "12 s" of silence, "–". */
gchar *qos_app_health_number (const QosAppHealth *self);

G_END_DECLS

#endif
