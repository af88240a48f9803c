/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The newest message of each stream as a table of text, and how it goes; what
 * all streams came to. It is as wide and as high as it is asked to be: columns
 * are in the order of their weight, and streams that need a look come first
 * where there is no room for all.
 */
#ifndef QOS_APP_TABLE_H
#define QOS_APP_TABLE_H

#include "qos-app-words.h"

G_BEGIN_DECLS

typedef struct _QosAppTable QosAppTable;

/* columns: ended by a title NULL; totals: names of counters, ended by NULL;
 * who: what to call all streams, or NULL for the names that they have. All of
 * them are kept, not copied. */
QosAppTable *qos_app_table_new (const QosAppColumn *columns,
    const gchar *const *totals, const gchar *who);
void qos_app_table_free (QosAppTable *table);

/* A message of a stream, at time_s of a monotonic clock. One with end-reason
 * ends its row. */
void qos_app_table_add (QosAppTable *table, const GstStructure *stats,
    gdouble time_s);

/* The pipeline is gone, and so are its counters: all rows end. */
void qos_app_table_end_all (QosAppTable *table);

/* Peak in dB of full scale, of the stream or, for 0, of all. */
void qos_app_table_set_level (QosAppTable *table, guint ssrc, gdouble peak);

/* A qosevent or a qosnotice message: what would help is below the row of the
 * stream while it has drop-outs, or is not heard. */
void qos_app_table_add_event (QosAppTable *table, const GstStructure *message);
void qos_app_table_add_notice (QosAppTable *table, const GstStructure *message);

/* Streams since the start. */
guint qos_app_table_n_streams (QosAppTable *table);

/* Returns: (transfer full): lines of at most width columns, the titles first;
 * none while there is no stream. has_colour: the states in colour. */
GPtrArray *qos_app_table_lines (QosAppTable *table, guint width, guint height,
    gboolean has_colour);

/* Returns: (transfer full): what to call the stream of a message. */
gchar *qos_app_table_who (QosAppTable *table, const GstStructure *message);

/* Returns: (transfer full): the message that was added last in words: "desk: No
 * sound missing ...", or how its stream was and why it ended. */
gchar *qos_app_table_words (QosAppTable *table, const GstStructure *stats);

/* Returns: (transfer full): a sentence for each stream, how it was; the first
 * of many. */
GPtrArray *qos_app_table_whole (QosAppTable *table);

/* Adds the totals of all streams, and their number as "streams". */
void qos_app_table_sum (QosAppTable *table, GstStructure *summary);

G_END_DECLS

#endif
