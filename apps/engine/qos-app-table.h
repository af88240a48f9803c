/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The latest message of each stream as a table of text, with its state, and the
 * totals of all streams. It fits a given width and height: columns are in the
 * order of importance, and streams that need attention come first if there is
 * no room for all.
 */
#pragma once

#include "qos-app-words.h"

typedef struct _QosAppTable QosAppTable;

/* totals: counters; who: name of all streams, or NULL to use their own; kept,
 * not copied. */
QosAppTable *qos_app_table_new (const QosAppPicked *columns,
    const QosAppPicked *totals, const gchar *who);
void qos_app_table_free (QosAppTable *table);

/* A message of a stream, at time_s on a monotonic clock. One with end-reason
 * ends its row. */
void qos_app_table_add (QosAppTable *table, const GstStructure *stats,
    gdouble time_s);

/* The pipeline is gone, with its counters: all rows end. */
void qos_app_table_end_all (QosAppTable *table);

/* Peak in dB of full scale, of a stream, or with 0 of all. */
void qos_app_table_set_level (QosAppTable *table, guint ssrc, gdouble peak);

/* A qosevent or a qosnotice message: its advice is below the row of the stream
 * while it has drop-outs or is not heard. */
void qos_app_table_add_event (QosAppTable *table, const GstStructure *message);
void qos_app_table_add_notice (QosAppTable *table, const GstStructure *message);

/* Number of streams since the start. */
guint qos_app_table_n_streams (QosAppTable *table);

/* Returns: (transfer full): lines of at most width columns, the titles first;
 * none if there is no stream. has_colour: colour the states. */
GPtrArray *qos_app_table_lines (QosAppTable *table, guint width, guint height,
    gboolean has_colour);

/* Returns: (transfer full): the display name of a message's stream. */
gchar *qos_app_table_who (QosAppTable *table, const GstStructure *message);

/* Returns: (transfer full): the last message in words: "desk: No sound missing
 * ...", or how the stream was and why it ended; NULL if there were words about
 * it within the last second before time_s. */
gchar *qos_app_table_words (QosAppTable *table, const GstStructure *stats,
    gdouble time_s);

/* Returns: (transfer full): a sentence about each stream as a whole; only the
 * first ones if there are many. */
GPtrArray *qos_app_table_whole (QosAppTable *table);

/* Returns: (transfer full): a structure "summary" with "seconds", the number of
 * "streams", and the totals of all. */
GstStructure *qos_app_table_sum (QosAppTable *table, gdouble seconds);
