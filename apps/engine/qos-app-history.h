/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The last 30 minutes of one stream: the values of each message that charts
 * draw, and the events, in rings of fixed size. Totals are kept as the share of
 * their interval.
 *
 * Times are seconds of the system's monotonic clock; the wall clock time is
 * kept with them.
 */
#ifndef QOS_APP_HISTORY_H
#define QOS_APP_HISTORY_H

#include "qos-app-events.h"

G_BEGIN_DECLS

/* Messages kept: a little more than two a second. */
#define QOS_APP_HISTORY_ROWS 3700

/* Quantities that a history can have. */
#define QOS_APP_HISTORY_MAX 16

/* One value of a message. */
typedef struct
{
  const gchar *name;  /* in files */
  const gchar *field; /* of the message, docs/metrics.md */
  const gchar *of;    /* NULL; otherwise also a field: the value is the
                       * increase of field since the previous message in
                       * percent of the increase of this one, 0 to 100 */
} QosAppQuantity;

typedef struct
{
  const QosAppQuantity *list;
  guint n;
} QosAppQuantities;

/* Of qosstats, in this order. */
typedef enum
{
  QOS_APP_RECEIVED_RTT,
  QOS_APP_RECEIVED_DELAY,
  QOS_APP_RECEIVED_DELAY_ERROR,
  QOS_APP_RECEIVED_MOUTH_TO_EAR,
  QOS_APP_RECEIVED_LOST,
  QOS_APP_RECEIVED_LATE,
  QOS_APP_RECEIVED_JITTER,
  QOS_APP_RECEIVED_MEDIA,
  QOS_APP_RECEIVED_WIRE,
  QOS_APP_RECEIVED_MOS,
  QOS_APP_RECEIVED_R_FACTOR,
  QOS_APP_N_RECEIVED,
} QosAppReceived;

/* Of qospay, in this order. */
typedef enum
{
  QOS_APP_SENT_RTT,
  QOS_APP_SENT_DELAY,
  QOS_APP_SENT_RETURN_DELAY,
  QOS_APP_SENT_DELAY_ERROR,
  QOS_APP_SENT_REMOTE_LOSS,
  QOS_APP_SENT_MEDIA,
  QOS_APP_SENT_WIRE,
  QOS_APP_SENT_REMOTE_MOS,
  QOS_APP_SENT_REMOTE_R_FACTOR,
  QOS_APP_N_SENT,
} QosAppSent;

extern const QosAppQuantities qos_app_quantities_received;
extern const QosAppQuantities qos_app_quantities_sent;

typedef struct _QosAppHistory QosAppHistory;

/* quantities: static; at most QOS_APP_HISTORY_MAX. */
QosAppHistory *qos_app_history_new (const QosAppQuantities *quantities);

/* self: (nullable). */
void qos_app_history_free (QosAppHistory *self);

/* A message, or NULL for a moment when nothing is known. Returns: FALSE, with
 * nothing added, if time_s is before the latest. */
gboolean qos_app_history_add (QosAppHistory *self, gdouble time_s,
    const GstStructure *stats);

/* Number of rows kept; 0..QOS_APP_HISTORY_ROWS. */
guint qos_app_history_length (const QosAppHistory *self);

/* i: 0 is the oldest. */
gdouble qos_app_history_time (const QosAppHistory *self, guint i);

/* Returns: (transfer none): a value of each quantity, NaN if unknown; valid
 * until the next is added. */
const gfloat *qos_app_history_row (const QosAppHistory *self, guint i);

/* Returns: the mean of a quantity over the last span_s up to row i; NaN if it
 * is unknown in that row. */
gdouble qos_app_history_mean (const QosAppHistory *self, guint i,
    guint quantity, gdouble span_s);

/* Returns: (transfer none). */
QosAppEvents *qos_app_history_events (QosAppHistory *self);

/* As CSV (RFC 4180): a row for each message and each event since from_s, in
 * order: time (ISO 8601, UTC), the quantities, event. Unknown values are empty.
 * Returns: (transfer full). */
gchar *qos_app_history_csv (QosAppHistory *self, gdouble from_s);

/* The current time on the clock of histories. */
gdouble qos_app_history_now (void);

/* The wall clock time of a moment, as the clock was then, in local time, in a
 * format of g_date_time_format (). self: (nullable): then as the clock is now.
 * Returns: (transfer full). */
gchar *qos_app_history_format (const QosAppHistory *self, gdouble time_s,
    const gchar *format);

G_END_DECLS

#endif
