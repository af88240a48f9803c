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
#pragma once

#include "qos-app-events.h"
#include "qos-app-fields.h"

/* Messages kept: a little more than two a second. */
#define QOS_APP_HISTORY_ROWS 3700

typedef struct _QosAppHistory QosAppHistory;

/* fields: of the messages; of them it keeps those that have a history. */
QosAppHistory *qos_app_history_new (const QosAppFields *fields);

/* self: (nullable). */
void qos_app_history_free (QosAppHistory *self);

/* A message, or NULL for a moment when nothing is known. Returns: the new row;
 * -1, with nothing added, if time_s is before the latest. */
gint qos_app_history_add (QosAppHistory *self, gdouble time_s,
    const GstStructure *stats);

/* Number of rows kept; 0..QOS_APP_HISTORY_ROWS. */
guint qos_app_history_length (const QosAppHistory *self);

/* i: 0 is the oldest. */
gdouble qos_app_history_time (const QosAppHistory *self, guint i);

/* Returns: which value of a row a field is that has a history. */
guint qos_app_history_find (const QosAppFields *fields, const QosField *field);

/* Returns: (transfer none): a value of each field, NaN if unknown; valid
 * until the next is added. */
const gfloat *qos_app_history_row (const QosAppHistory *self, guint i);

/* Returns: the mean of one value of the rows over the last span_s up to row i;
 * NaN if it is unknown in that row. */
gdouble qos_app_history_mean (const QosAppHistory *self, guint i, guint value,
    gdouble span_s);

/* Returns: (transfer none). */
QosAppEvents *qos_app_history_events (QosAppHistory *self);

/* As CSV (RFC 4180): a row for each message and each event since from_s, in
 * order: time (ISO 8601, UTC), the fields, event. Unknown values are empty.
 * Returns: (transfer full). */
gchar *qos_app_history_csv (QosAppHistory *self, gdouble from_s);

/* The current time on the clock of histories. */
gdouble qos_app_history_now (void);

/* The wall clock time of a moment, as the clock was then, in local time, in a
 * format of g_date_time_format (). self: (nullable): then as the clock is now.
 * Returns: (transfer full). */
gchar *qos_app_history_format (const QosAppHistory *self, gdouble time_s,
    const gchar *format);
