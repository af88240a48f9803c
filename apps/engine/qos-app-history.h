/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The last 30 minutes of one stream: of each message what charts draw, and the
 * events, in rings of fixed size. What the messages count since the start is
 * kept as a share of their interval.
 *
 * Times are seconds of the system's monotonic clock; what the wall clock was is
 * kept with them.
 */
#ifndef QOS_APP_HISTORY_H
#define QOS_APP_HISTORY_H

#include "qos-app-events.h"

G_BEGIN_DECLS

/* Messages kept: two a second, and some. */
#define QOS_APP_HISTORY_ROWS 3700

/* Quantities that a history can have. */
#define QOS_APP_HISTORY_MAX 16

/* One value of a message. */
typedef struct
{
  const gchar *name;  /* in files */
  const gchar *field; /* of the message, docs/metrics.md */
  const gchar *of;    /* NULL; else a field too, and the value is by how much
                         field grew since the message before, in percent of by how
                         much this did, 0 to 100 */
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

/* A message, or NULL for a moment at which nothing is known. Returns: FALSE,
 * and nothing is added, where time_s is before the newest. */
gboolean qos_app_history_add (QosAppHistory *self, gdouble time_s,
    const GstStructure *stats);

/* Rows held; 0..QOS_APP_HISTORY_ROWS. */
guint qos_app_history_length (const QosAppHistory *self);

/* i: 0 the oldest. */
gdouble qos_app_history_time (const QosAppHistory *self, guint i);

/* Returns: (transfer none): a value of each quantity, NaN where it was not
 * known; until the next is added. */
const gfloat *qos_app_history_row (const QosAppHistory *self, guint i);

/* Returns: the mean of a quantity in the last span_s up to row i; NaN where it
 * is not known in that row. */
gdouble qos_app_history_mean (const QosAppHistory *self, guint i,
    guint quantity, gdouble span_s);

/* Returns: (transfer none). */
QosAppEvents *qos_app_history_events (QosAppHistory *self);

/* As CSV (RFC 4180), a row for each message and each event since from_s, in
 * their order: time (ISO 8601, UTC), the quantities, event. What is not known
 * is empty. Returns: (transfer full). */
gchar *qos_app_history_csv (QosAppHistory *self, gdouble from_s);

/* Now, on the clock of a history. */
gdouble qos_app_history_now (void);

/* A moment by the wall clock as it was then, in local time, with a format of
 * g_date_time_format (). self: (nullable): by the clock as it is now. Returns:
 * (transfer full). */
gchar *qos_app_history_format (const QosAppHistory *self, gdouble time_s,
    const gchar *format);

G_END_DECLS

#endif
