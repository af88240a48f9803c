/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-histories.h"

typedef struct
{
  QosAppHistory *history;
  gboolean has_left;
  guint64 touched; /* order in which they were looked at, and left */
} Entry;

struct _QosAppHistories
{
  const QosAppFields *fields;
  GHashTable *entries; /* SSRC to Entry */
  guint64 touches;
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  qos_app_history_free (entry->history);
  g_free (entry);
}

static gboolean
goes_before (const Entry *a, const Entry *b)
{
  if (a->has_left != b->has_left)
    return a->has_left;
  return a->touched < b->touched;
}

/* Frees the history of a stream that has left, or, if any, of any other.
 * Returns: FALSE if there is none to free. */
static gboolean
make_room (QosAppHistories *self, gboolean any)
{
  GHashTableIter iter;
  gpointer key, value, first_key = NULL;
  const Entry *first = NULL;

  if (g_hash_table_size (self->entries) < QOS_APP_HISTORIES_MAX)
    return TRUE;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (first && !goes_before (value, first))
      continue;
    first = value;
    first_key = key;
  }
  if (!first || (!first->has_left && !any))
    return FALSE;
  g_hash_table_remove (self->entries, first_key);
  return TRUE;
}

static Entry *
get_or_add (QosAppHistories *self, guint ssrc, gboolean any)
{
  Entry *entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (ssrc));

  if (!entry) {
    if (!make_room (self, any))
      return NULL;
    entry = g_new0 (Entry, 1);
    entry->history = qos_app_history_new (self->fields);
    g_hash_table_insert (self->entries, GUINT_TO_POINTER (ssrc), entry);
  }
  entry->has_left = FALSE;
  return entry;
}

QosAppHistory *
qos_app_histories_get (QosAppHistories *self, guint ssrc)
{
  Entry *entry = get_or_add (self, ssrc, FALSE);

  return entry ? entry->history : NULL;
}

QosAppHistory *
qos_app_histories_look_at (QosAppHistories *self, guint ssrc)
{
  Entry *entry = get_or_add (self, ssrc, TRUE);

  entry->touched = ++self->touches;
  return entry->history;
}

void
qos_app_histories_leave (QosAppHistories *self, guint ssrc, gboolean for_good)
{
  Entry *entry = g_hash_table_lookup (self->entries, GUINT_TO_POINTER (ssrc));

  if (!entry)
    return;
  if (for_good) {
    g_hash_table_remove (self->entries, GUINT_TO_POINTER (ssrc));
    return;
  }
  qos_app_history_add (entry->history, qos_app_history_now (), NULL);
  entry->has_left = TRUE;
  entry->touched = ++self->touches;
}

QosAppHistories *
qos_app_histories_new (const QosAppFields *fields)
{
  QosAppHistories *self = g_new0 (QosAppHistories, 1);

  self->fields = fields;
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, free_entry);
  return self;
}

void
qos_app_histories_free (QosAppHistories *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}
