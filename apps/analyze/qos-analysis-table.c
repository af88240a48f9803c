/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The bounded table of the streams of a capture.
 */
#include "qos-analysis-private.h"

#include "gstqoshash.h"

#include <string.h>

/* Single packets: stream or noise, not yet known. Leaves room for noise between
 * the first and the second packets of all streams. */
#define UNCONFIRMED_MAX (2 * QOS_ANALYSIS_STREAMS_MAX)

G_STATIC_ASSERT (sizeof (QosAnalysisKey) == 40);

static guint
hash_key (gconstpointer key)
{
  guint64 words[sizeof (QosAnalysisKey) / sizeof (guint64)];

  memcpy (words, key, sizeof words);
  return gst_qos_hash (words, G_N_ELEMENTS (words));
}

static gboolean
is_same_key (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (QosAnalysisKey)) == 0;
}

static void
clear_source_port (QosAnalysisKey *key)
{
  key->flow.source_port = 0;
}

void
qos_analysis_table_init (QosAnalysisTable *table)
{
  table->by_key = g_hash_table_new (hash_key, is_same_key);
  table->routes = g_hash_table_new_full (hash_key, is_same_key, g_free, NULL);
  table->ways = g_hash_table_new_full (hash_key, is_same_key, g_free, NULL);
  table->list = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&table->unconfirmed);
  table->last = NULL;
  table->alone = 0;
}

void
qos_analysis_table_clear (QosAnalysisTable *table)
{
  g_hash_table_unref (table->by_key);
  g_hash_table_unref (table->routes);
  g_hash_table_unref (table->ways);
  g_ptr_array_unref (table->list);
  g_queue_clear_full (&table->unconfirmed, g_free);
}

QosAnalysisStream *
qos_analysis_table_find (QosAnalysisTable *table, const QosAnalysisKey *key)
{
  if (!table->last || !is_same_key (&table->last->key, key))
    table->last = g_hash_table_lookup (table->by_key, key);
  return table->last;
}

QosAnalysisStream *
qos_analysis_table_route (QosAnalysisTable *table, const QosAnalysisKey *key)
{
  QosAnalysisKey route = *key;
  QosAnalysisStream *stream;

  clear_source_port (&route);
  stream = g_hash_table_lookup (table->routes, &route);
  if (stream)
    return stream;
  route.flow.destination_port--;
  return g_hash_table_lookup (table->routes, &route);
}

/* From and to, swapped for the other direction. */
static QosAnalysisKey
make_way (const QosFlow *flow, gboolean is_reverse)
{
  QosAnalysisKey way = {.ssrc = 0};

  memcpy (way.flow.source, is_reverse ? flow->destination : flow->source,
      sizeof way.flow.source);
  memcpy (way.flow.destination, is_reverse ? flow->source : flow->destination,
      sizeof way.flow.destination);
  way.flow.destination_port =
      is_reverse ? flow->source_port : flow->destination_port;
  return way;
}

static void
add_ways (QosAnalysisTable *table, const QosFlow *flow)
{
  for (gint i = 0; i < 2; i++) {
    QosAnalysisKey way = make_way (flow, i > 0);

    g_hash_table_add (table->ways, g_memdup2 (&way, sizeof way));
  }
}

gboolean
qos_analysis_table_is_way (QosAnalysisTable *table, const QosFlow *flow)
{
  QosAnalysisKey way = make_way (flow, FALSE);

  if (g_hash_table_contains (table->ways, &way))
    return TRUE;
  way.flow.destination_port--;
  return g_hash_table_contains (table->ways, &way);
}

guint64
qos_analysis_table_alone (const QosAnalysisTable *table)
{
  guint64 n = table->alone;

  for (const GList *link = table->unconfirmed.head; link; link = link->next)
    n += qos_source_packets (((QosAnalysisStream *) link->data)->source);
  return n;
}

QosAnalysisStream *
qos_analysis_table_add (QosAnalysisTable *table, const QosAnalysisKey *key)
{
  QosAnalysisStream *stream;

  if (table->list->len >= QOS_ANALYSIS_STREAMS_MAX)
    return NULL;
  if (table->unconfirmed.length >= UNCONFIRMED_MAX)
    qos_analysis_table_end (table, g_queue_peek_head (&table->unconfirmed));
  stream = g_malloc0 (sizeof (QosAnalysisStream) + qos_source_size ());
  stream->source = (QosSource *) (stream + 1);
  stream->key = *key;
  g_queue_push_tail (&table->unconfirmed, stream);
  stream->unconfirmed = g_queue_peek_tail_link (&table->unconfirmed);
  g_hash_table_insert (table->by_key, &stream->key, stream);
  table->last = stream;
  return stream;
}

static void
remove_route (QosAnalysisTable *table, QosAnalysisStream *stream)
{
  QosAnalysisKey route = stream->key;

  clear_source_port (&route);
  if (g_hash_table_lookup (table->routes, &route) == stream)
    g_hash_table_remove (table->routes, &route);
}

void
qos_analysis_table_end (QosAnalysisTable *table, QosAnalysisStream *stream)
{
  table->last = NULL;
  g_hash_table_remove (table->by_key, &stream->key);
  if (!stream->unconfirmed) {
    remove_route (table, stream);
    return;
  }
  g_queue_delete_link (&table->unconfirmed, stream->unconfirmed);
  table->alone += qos_source_packets (stream->source);
  g_free (stream);
}

gboolean
qos_analysis_table_confirm (QosAnalysisTable *table, QosAnalysisStream *stream)
{
  QosAnalysisKey *route;

  if (table->list->len >= QOS_ANALYSIS_STREAMS_MAX) {
    /* not because of this */
    table->alone -= qos_source_packets (stream->source);
    qos_analysis_table_end (table, stream);
    return FALSE;
  }
  g_queue_delete_link (&table->unconfirmed, stream->unconfirmed);
  stream->unconfirmed = NULL;
  g_ptr_array_add (table->list, stream);
  route = g_memdup2 (&stream->key, sizeof stream->key);
  clear_source_port (route);
  g_hash_table_replace (table->routes, route, stream);
  add_ways (table, &stream->key.flow);
  return TRUE;
}
