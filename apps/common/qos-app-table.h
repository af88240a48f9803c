/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The streams of a session as a table of text: one row each, the last message's
 * values in columns, and the sums of what all of them counted.
 */
#ifndef QOS_APP_TABLE_H
#define QOS_APP_TABLE_H

#include "qos-app-text.h"

G_BEGIN_DECLS

typedef struct _QosAppTable QosAppTable;

/* columns: ended by a title NULL; totals: names of counters, ended by NULL;
 * who: what to call all streams, NULL: each by its own name. All are kept. */
QosAppTable *qos_app_table_new (const QosAppColumn *columns,
    const gchar *const *totals, const gchar *who);
void qos_app_table_free (QosAppTable *table);

/* A message of a stream. One with end-reason ends its row. */
void qos_app_table_add (QosAppTable *table, const GstStructure *stats);

/* The pipeline is gone, and so are its counters: all rows end. */
void qos_app_table_end_all (QosAppTable *table);

/* Peak in dB of full scale, of the stream or, for 0, of all. */
void qos_app_table_set_level (QosAppTable *table, guint ssrc, gdouble peak);

guint qos_app_table_n_rows (QosAppTable *table);

/* Streams since the start. */
guint qos_app_table_n_streams (QosAppTable *table);

/* Returns: (transfer full): "" with no newline; the titles for row < 0. */
gchar *qos_app_table_line (QosAppTable *table, gint row);

/* One message in words: "desk: round trip 12.0 ms, loss 0.0 %".
 * Returns: (transfer full). */
gchar *qos_app_table_words (QosAppTable *table, const GstStructure *stats);

/* Adds the totals of all streams, and their number as "streams". */
void qos_app_table_sum (QosAppTable *table, GstStructure *summary);

G_END_DECLS

#endif
