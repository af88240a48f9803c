/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-app-table.h"

/* A name may be as long as the network likes. */
#define NAME_WIDTH 20
#define TOTALS_MAX 8

struct _QosAppTable
{
  const QosAppColumn *columns;
  const gchar *const *totals;
  const gchar *who;
  GPtrArray *rows; /* GstStructure, in the order they came */
  guint n_streams;
  guint64 ended[TOTALS_MAX]; /* totals of streams that ended */
  gboolean is_known[TOTALS_MAX];
};

QosAppTable *
qos_app_table_new (const QosAppColumn *columns, const gchar *const *totals,
    const gchar *who)
{
  QosAppTable *table = g_new0 (QosAppTable, 1);

  g_return_val_if_fail (g_strv_length ((gchar **) totals) <= TOTALS_MAX, NULL);
  table->columns = columns;
  table->totals = totals;
  table->who = who;
  table->rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gst_structure_free);
  return table;
}

void
qos_app_table_free (QosAppTable *table)
{
  g_ptr_array_unref (table->rows);
  g_free (table);
}

static guint
ssrc_of (const GstStructure *stats)
{
  guint ssrc = 0;

  gst_structure_get_uint (stats, "ssrc", &ssrc);
  return ssrc;
}

static gboolean
find (QosAppTable *table, guint ssrc, guint *index)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (ssrc_of (g_ptr_array_index (table->rows, i)) == ssrc) {
      *index = i;
      return TRUE;
    }
  return FALSE;
}

static void
add_totals (QosAppTable *table, const GstStructure *stats, guint64 *sums,
    gboolean *is_known)
{
  for (guint i = 0; table->totals[i]; i++) {
    guint64 value;

    if (!gst_structure_get_uint64 (stats, table->totals[i], &value))
      continue;
    sums[i] += value;
    is_known[i] = TRUE;
  }
}

void
qos_app_table_add (QosAppTable *table, const GstStructure *stats)
{
  guint index;
  gboolean is_there = find (table, ssrc_of (stats), &index);

  if (!is_there)
    table->n_streams++;
  if (gst_structure_has_field (stats, "end-reason")) {
    add_totals (table, stats, table->ended, table->is_known);
    if (is_there)
      g_ptr_array_remove_index (table->rows, index);
  } else if (is_there) {
    GstStructure *row = gst_structure_copy (stats);
    gdouble level;

    if (gst_structure_get_double (g_ptr_array_index (table->rows, index),
            "level-db", &level))
      gst_structure_set (row, "level-db", G_TYPE_DOUBLE, level, NULL);
    gst_structure_free (g_ptr_array_index (table->rows, index));
    g_ptr_array_index (table->rows, index) = row;
  } else {
    g_ptr_array_add (table->rows, gst_structure_copy (stats));
  }
}

void
qos_app_table_end_all (QosAppTable *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    add_totals (table, g_ptr_array_index (table->rows, i), table->ended,
        table->is_known);
  g_ptr_array_set_size (table->rows, 0);
}

void
qos_app_table_set_level (QosAppTable *table, guint ssrc, gdouble peak)
{
  for (guint i = 0; i < table->rows->len; i++) {
    GstStructure *row = g_ptr_array_index (table->rows, i);

    if (ssrc == 0 || ssrc_of (row) == ssrc)
      gst_structure_set (row, "level-db", G_TYPE_DOUBLE, MAX (peak, -99.0),
          NULL);
  }
}

guint
qos_app_table_n_rows (QosAppTable *table)
{
  return table->rows->len;
}

guint
qos_app_table_n_streams (QosAppTable *table)
{
  return table->n_streams;
}

/* Right-aligned, or left for the first; cut where it is too long. */
static void
append_cell (GString *line, const gchar *text, guint width, gboolean is_left)
{
  glong length = g_utf8_strlen (text, -1);
  gchar *cut = g_utf8_substring (text, 0, MIN (length, (glong) width));
  gint padding = MAX (0, (gint) width - (gint) length);

  g_string_append_printf (line, "%*s%s%*s", is_left ? 0 : padding + 1, "", cut,
      is_left ? padding : 0, "");
  g_free (cut);
}

static gchar *
find_who (QosAppTable *table, const GstStructure *stats)
{
  return table->who ? g_strdup (table->who) : qos_app_text_who (stats);
}

gchar *
qos_app_table_line (QosAppTable *table, gint row)
{
  GstStructure *stats =
      row < 0 ? NULL : g_ptr_array_index (table->rows, (guint) row);
  gchar *who = stats ? find_who (table, stats) : g_strdup ("");
  GString *line = g_string_new (NULL);

  append_cell (line, who, NAME_WIDTH, TRUE);
  g_free (who);
  for (const QosAppColumn *column = table->columns; column->title; column++) {
    gchar *text =
        stats ? qos_app_text_value (stats, column) : g_strdup (column->title);

    append_cell (line, text, column->width, FALSE);
    g_free (text);
  }
  return g_string_free (line, FALSE);
}

gchar *
qos_app_table_words (QosAppTable *table, const GstStructure *stats)
{
  const gchar *reason = gst_structure_get_string (stats, "end-reason");
  gchar *who = find_who (table, stats);
  GString *line = g_string_new (who);
  gboolean is_first = TRUE;

  g_string_append_c (line, ':');
  for (const QosAppColumn *column = table->columns; column->title; column++) {
    gchar *text;

    if (!gst_structure_has_field (stats, column->field))
      continue;
    text = qos_app_text_value (stats, column);
    g_string_append_printf (line, "%s %s %s", is_first ? "" : ",",
        column->title, text);
    is_first = FALSE;
    g_free (text);
  }
  if (reason)
    g_string_append_printf (line, "; ended: %s", reason);
  g_free (who);
  return g_string_free (line, FALSE);
}

void
qos_app_table_sum (QosAppTable *table, GstStructure *summary)
{
  guint64 sums[TOTALS_MAX];
  gboolean is_known[TOTALS_MAX];

  for (guint i = 0; i < TOTALS_MAX; i++) {
    sums[i] = table->ended[i];
    is_known[i] = table->is_known[i];
  }
  for (guint i = 0; i < table->rows->len; i++)
    add_totals (table, g_ptr_array_index (table->rows, i), sums, is_known);
  gst_structure_set (summary, "streams", G_TYPE_UINT, table->n_streams, NULL);
  for (guint i = 0; table->totals[i]; i++)
    if (is_known[i])
      gst_structure_set (summary, table->totals[i], G_TYPE_UINT64, sums[i],
          NULL);
}
