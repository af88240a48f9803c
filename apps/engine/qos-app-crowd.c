/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-crowd.h"

#include "qos-app-fields.h"

/* More than the elements measure at the same time: the end of some was
 * missed. */
#define OUT_MAX 8192

struct _QosAppCrowd
{
  guint max;
  GHashTable *in; /* SSRCs */
  GHashTable *out;
};

static gpointer
key_of (const GstStructure *message)
{
  return GUINT_TO_POINTER (qos_app_ssrc (message));
}

static gboolean
has_place (QosAppCrowd *crowd, const GstStructure *stats)
{
  guint n = g_hash_table_size (crowd->in);

  return n < crowd->max ||
      (n < 2 * crowd->max &&
          qos_app_count (stats, QOS_STREAM (PACKETS_PLAYED)) > 0);
}

gboolean
qos_app_crowd_add (QosAppCrowd *crowd, const GstStructure *stats)
{
  gpointer key = key_of (stats);
  gboolean is_last = qos_app_has (stats, QOS_STREAM (END_REASON));
  gboolean is_in = g_hash_table_contains (crowd->in, key);

  if (!is_in && !g_hash_table_contains (crowd->out, key) && is_last)
    return has_place (crowd, stats);
  if (!is_in && has_place (crowd, stats)) {
    g_hash_table_add (crowd->in, key);
    g_hash_table_remove (crowd->out, key);
    is_in = TRUE;
  } else if (!is_in) {
    if (g_hash_table_size (crowd->out) >= OUT_MAX)
      g_hash_table_remove_all (crowd->out);
    g_hash_table_add (crowd->out, key);
  }
  if (is_last)
    g_hash_table_remove (is_in ? crowd->in : crowd->out, key);
  return is_in;
}

gboolean
qos_app_crowd_has (QosAppCrowd *crowd, const GstStructure *message)
{
  return g_hash_table_size (crowd->out) == 0 ||
      g_hash_table_contains (crowd->in, key_of (message));
}

guint
qos_app_crowd_left_out (QosAppCrowd *crowd)
{
  return g_hash_table_size (crowd->out);
}

void
qos_app_crowd_clear (QosAppCrowd *crowd)
{
  g_hash_table_remove_all (crowd->in);
  g_hash_table_remove_all (crowd->out);
}

QosAppCrowd *
qos_app_crowd_new (guint max)
{
  QosAppCrowd *crowd = g_new (QosAppCrowd, 1);

  crowd->max = max;
  crowd->in = g_hash_table_new (NULL, NULL);
  crowd->out = g_hash_table_new (NULL, NULL);
  return crowd;
}

void
qos_app_crowd_free (QosAppCrowd *crowd)
{
  g_hash_table_unref (crowd->in);
  g_hash_table_unref (crowd->out);
  g_free (crowd);
}
