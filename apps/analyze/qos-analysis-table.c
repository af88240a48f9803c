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

void
qos_analysis_table_init (QosAnalysisTable *table)
{
  *table = (QosAnalysisTable){
      .by_key = g_hash_table_new (hash_key, is_same_key),
      .routes = g_hash_table_new_full (hash_key, is_same_key, g_free, NULL),
      .ways = g_hash_table_new_full (hash_key, is_same_key, g_free, NULL),
      .list = g_ptr_array_new_with_free_func (g_free),
      .unconfirmed = G_QUEUE_INIT,
  };
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

QosFlow
qos_analysis_reverse (const QosFlow *flow)
{
  QosFlow reverse = {.source_port = flow->destination_port,
      .destination_port = flow->source_port};

  memcpy (reverse.source, flow->destination, sizeof reverse.source);
  memcpy (reverse.destination, flow->source, sizeof reverse.destination);
  return reverse;
}

/* The key in routes, and with ssrc 0 in ways. Returns: (transfer full). */
static QosAnalysisKey *
make_route (const QosFlow *flow, guint32 ssrc)
{
  QosAnalysisKey route = {*flow, ssrc};

  route.flow.source_port = 0;
  return g_memdup2 (&route, sizeof route);
}

/* Looks in routes or ways for the port, and for the one below it. */
static gpointer
lookup_route (GHashTable *routes, QosAnalysisKey key)
{
  gpointer found;

  key.flow.source_port = 0;
  found = g_hash_table_lookup (routes, &key);
  key.flow.destination_port--;
  return found ? found : g_hash_table_lookup (routes, &key);
}

QosAnalysisStream *
qos_analysis_table_route (QosAnalysisTable *table, const QosAnalysisKey *key)
{
  return lookup_route (table->routes, *key);
}

gboolean
qos_analysis_table_is_way (QosAnalysisTable *table, const QosFlow *flow)
{
  return lookup_route (table->ways, (QosAnalysisKey){*flow, 0}) != NULL;
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
  g_autofree QosAnalysisKey *route =
      make_route (&stream->key.flow, stream->key.ssrc);

  if (g_hash_table_lookup (table->routes, route) == stream)
    g_hash_table_remove (table->routes, route);
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
  const QosFlow reverse = qos_analysis_reverse (&stream->key.flow);

  if (table->list->len >= QOS_ANALYSIS_STREAMS_MAX) {
    /* not because of this */
    table->alone -= qos_source_packets (stream->source);
    qos_analysis_table_end (table, stream);
    return FALSE;
  }
  g_queue_delete_link (&table->unconfirmed, stream->unconfirmed);
  stream->unconfirmed = NULL;
  g_ptr_array_add (table->list, stream);
  g_hash_table_replace (table->routes,
      make_route (&stream->key.flow, stream->key.ssrc), stream);
  g_hash_table_add (table->ways, make_route (&stream->key.flow, 0));
  g_hash_table_add (table->ways, make_route (&reverse, 0));
  return TRUE;
}
