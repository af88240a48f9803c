/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-table.h"

#include "qos-app-events.h"

#include <math.h>

/* Names from the network can have any length. */
#define NAME_WIDTH 16
#define NAME_WIDTH_WIDE 24
#define WIDE 120

/* Indentation and maximum number of lines of the advice below a row. */
#define INDENT 2
#define ADVICE_LINES 2

/* Minimum time between two texts about a stream, seconds. */
#define WORDS_EACH_S 0.95

/* The weight of older events is multiplied by this when a new one comes. */
#define KEPT 0.95

/* Maximum number of ended streams described at the end. */
#define ENDED_MAX 32

typedef struct
{
  GstStructure *stats; /* the last one, with additions by the table */
  QosAppHealth *health;
  struct
  {
    gdouble missing_ms; /* older events count less */
    gchar *advice;      /* of the latest event (nullable) */
  } causes[QOS_APP_N_CAUSES];
  gchar *notice;   /* why it is not heard, and what to do (nullable) */
  gdouble words_s; /* when it was last put into words */
} Row;

struct _QosAppTable
{
  QosAppPicked columns;
  QosAppPicked totals;
  const gchar *who;
  GPtrArray *rows;     /* Row, in the order of arrival */
  GHashTable *by_ssrc; /* the same */
  guint n_streams;
  GPtrArray *whole;    /* texts of streams that ended */
  gchar *last_end;     /* of the last one that ended, and why (nullable) */
  GstStructure *ended; /* their totals */
};

/* SGR of a terminal, by state. */
static const gchar *const colours[QOS_APP_N_HEALTH] = {
    [QOS_APP_HEALTH_GONE] = "2",
    [QOS_APP_HEALTH_WAITING] = "2",
    [QOS_APP_HEALTH_GOOD] = "32",
    [QOS_APP_HEALTH_DROP_OUTS] = "33",
    [QOS_APP_HEALTH_SILENT] = "35",
    [QOS_APP_HEALTH_BAD] = "1;31",
    [QOS_APP_HEALTH_NOT_HEARD] = "1;31",
};

static void
free_row (gpointer data)
{
  Row *row = data;

  gst_structure_free (row->stats);
  qos_app_health_free (row->health);
  for (guint i = 0; i < QOS_APP_N_CAUSES; i++)
    g_free (row->causes[i].advice);
  g_free (row->notice);
  g_free (row);
}

QosAppTable *
qos_app_table_new (const QosAppPicked *columns, const QosAppPicked *totals,
    const gchar *who)
{
  QosAppTable *table = g_new0 (QosAppTable, 1);

  table->columns = *columns;
  table->totals = *totals;
  table->who = who;
  table->rows = g_ptr_array_new_with_free_func (free_row);
  table->by_ssrc = g_hash_table_new (NULL, NULL);
  table->whole = g_ptr_array_new_with_free_func (g_free);
  table->ended = gst_structure_new_empty ("ended");
  return table;
}

void
qos_app_table_free (QosAppTable *table)
{
  g_hash_table_unref (table->by_ssrc);
  g_ptr_array_unref (table->rows);
  g_ptr_array_unref (table->whole);
  gst_structure_free (table->ended);
  g_free (table->last_end);
  g_free (table);
}

static Row *
get_row (QosAppTable *table, guint i)
{
  return g_ptr_array_index (table->rows, i);
}

/* Returns: (nullable) */
static Row *
find (QosAppTable *table, guint ssrc)
{
  return g_hash_table_lookup (table->by_ssrc, GUINT_TO_POINTER (ssrc));
}

static void
add_totals (QosAppTable *table, const GstStructure *stats, GstStructure *sums)
{
  for (guint i = 0; i < table->totals.n; i++) {
    const QosField *field = table->totals.list[i];

    if (qos_app_has (stats, field))
      gst_structure_set (sums, field->name, G_TYPE_UINT64,
          qos_app_count (sums, field) + qos_app_count (stats, field), NULL);
  }
}

gchar *
qos_app_table_who (QosAppTable *table, const GstStructure *message)
{
  Row *row = find (table, qos_app_ssrc (message));

  if (table->who)
    return g_strdup (table->who);
  return qos_app_text_who (row ? row->stats : message);
}

/* Its last message contains all that is known. */
static void
end_row (QosAppTable *table, Row *row)
{
  g_autofree gchar *who = qos_app_table_who (table, row->stats);
  g_autofree gchar *whole = qos_app_words_whole (who, row->health, row->stats);
  g_autofree gchar *end = qos_app_health_text (row->health);

  add_totals (table, row->stats, table->ended);
  g_free (table->last_end);
  table->last_end = g_strdup_printf ("%s %s.", whole, end);
  if (table->whole->len < ENDED_MAX)
    g_ptr_array_add (table->whole, g_strdup (whole));
  g_hash_table_remove (table->by_ssrc,
      GUINT_TO_POINTER (qos_app_ssrc (row->stats)));
  g_ptr_array_remove (table->rows, row);
}

static void
update_row (Row *row, const GstStructure *stats, gdouble time_s)
{
  GstStructure *copy = gst_structure_copy (stats);
  g_autofree gchar *number = NULL;

  if (row->stats)
    qos_app_set_number (copy, QOS_SHOWN (LEVEL_DB),
        qos_app_number (row->stats, QOS_SHOWN (LEVEL_DB)));
  g_clear_pointer (&row->stats, gst_structure_free);
  row->stats = copy;
  qos_app_health_add (row->health, time_s, copy);
  number = qos_app_health_number (row->health);
  qos_app_set_text (copy, QOS_SHOWN (STATE),
      qos_app_health_word (qos_app_health_look (row->health)->state));
  qos_app_set_text (copy, QOS_SHOWN (MISSING), number);
}

void
qos_app_table_add (QosAppTable *table, const GstStructure *stats,
    gdouble time_s)
{
  Row *row = find (table, qos_app_ssrc (stats));

  if (!row) {
    row = g_new0 (Row, 1);
    row->health = qos_app_health_new ();
    row->words_s = -INFINITY;
    g_ptr_array_add (table->rows, row);
    g_hash_table_insert (table->by_ssrc,
        GUINT_TO_POINTER (qos_app_ssrc (stats)), row);
    table->n_streams++;
  }
  update_row (row, stats, time_s);
  if (qos_app_has (stats, QOS_STREAM (END_REASON)))
    end_row (table, row);
}

void
qos_app_table_end_all (QosAppTable *table)
{
  while (table->rows->len > 0)
    end_row (table, get_row (table, 0));
}

void
qos_app_table_set_level (QosAppTable *table, guint ssrc, gdouble peak)
{
  for (guint i = 0; i < table->rows->len; i++) {
    Row *row = get_row (table, i);

    if (ssrc == 0 || qos_app_ssrc (row->stats) == ssrc)
      qos_app_set_number (row->stats, QOS_SHOWN (LEVEL_DB), MAX (peak, -99.0));
  }
}

void
qos_app_table_add_event (QosAppTable *table, const GstStructure *message)
{
  Row *row = find (table, qos_app_ssrc (message));
  const gchar *advice = qos_app_string (message, QOS_EVENT (ADVICE));
  QosAppEvent event = qos_app_event_of (message, 0);

  if (!row)
    return;
  for (guint i = 0; i < QOS_APP_N_CAUSES; i++)
    row->causes[i].missing_ms *= KEPT;
  row->causes[event.cause].missing_ms += qos_app_event_missing_ms (&event);
  g_free (row->causes[event.cause].advice);
  row->causes[event.cause].advice = advice ? qos_app_text_clean (advice) : NULL;
}

void
qos_app_table_add_notice (QosAppTable *table, const GstStructure *message)
{
  Row *row = find (table, qos_app_ssrc (message));
  gchar *text = qos_app_words_notice (message);

  if (row) {
    g_free (row->notice);
    row->notice = g_steal_pointer (&text);
  }
  g_free (text);
}

guint
qos_app_table_n_streams (QosAppTable *table)
{
  return table->n_streams;
}

/* Lines */

/* Right-aligned, but texts left-aligned; truncated if too long. */
static void
append_cell (GString *line, const gchar *text, guint width, gboolean is_left,
    const gchar *colour)
{
  g_autofree gchar *cut = qos_app_text_fit (text, width);
  gint padding = (gint) (width - qos_app_text_width (cut));

  g_string_append_printf (line, "%*s", is_left ? 0 : padding, "");
  if (colour)
    g_string_append_printf (line, "\033[%sm%s\033[0m", colour, cut);
  else
    g_string_append (line, cut);
  g_string_append_printf (line, "%*s", is_left ? padding : 0, "");
}

/* row: NULL for the titles. */
static gchar *
make_line (QosAppTable *table, const Row *row, guint width, gboolean has_colour)
{
  guint name_width = width < WIDE ? NAME_WIDTH : NAME_WIDTH_WIDE;
  guint used = MIN (name_width, width);
  g_autofree gchar *who =
      row ? qos_app_table_who (table, row->stats) : g_strdup ("");
  GString *line = g_string_new (NULL);

  append_cell (line, who, used, TRUE, NULL);
  for (guint i = 0; i < table->columns.n; i++) {
    const QosField *field = table->columns.list[i];
    const QosColumn *column = &field->terminal;
    gboolean is_state = field == QOS_SHOWN (STATE);
    g_autofree gchar *text = NULL;

    if (used + 1 + column->width > width)
      break;
    text = row ? qos_app_text_value (row->stats, field, column->decimals)
               : g_strdup (column->title);

    g_string_append_c (line, ' ');
    append_cell (line, text, column->width, is_state,
        row && is_state && has_colour
            ? colours[qos_app_health_look (row->health)->state]
            : NULL);
    used += 1 + column->width;
  }
  return g_string_free (line, FALSE);
}

/* Streams that need attention first, otherwise in the order of arrival. */
static gint
compare_need (gconstpointer a, gconstpointer b)
{
  const Row *x = *(Row *const *) a, *y = *(Row *const *) b;

  return (gint) qos_app_health_look (y->health)->state -
      (gint) qos_app_health_look (x->health)->state;
}

/* For the cause of most of the missing sound. Returns: (nullable) */
static const gchar *
find_advice (const Row *row)
{
  guint worst = 0;

  for (guint i = 1; i < QOS_APP_N_CAUSES; i++)
    if (row->causes[i].missing_ms > row->causes[worst].missing_ms)
      worst = i;
  switch (qos_app_health_look (row->health)->state) {
    case QOS_APP_HEALTH_DROP_OUTS:
    case QOS_APP_HEALTH_BAD:
      return row->causes[worst].advice;
    case QOS_APP_HEALTH_NOT_HEARD:
      return row->notice;
    default:
      return NULL;
  }
}

/* Returns: the number of lines added. */
static guint
add_advice (GPtrArray *lines, const Row *row, guint width, guint max)
{
  const gchar *advice = find_advice (row);
  g_autoptr (GPtrArray) parts = NULL;

  if (!advice || width <= INDENT)
    return 0;
  parts = qos_app_words_wrap (advice, width - INDENT, MIN (max, ADVICE_LINES));
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (lines,
        g_strdup_printf ("%*s%s", INDENT, "",
            (const gchar *) g_ptr_array_index (parts, i)));
  return parts->len;
}

GPtrArray *
qos_app_table_lines (QosAppTable *table, guint width, guint height,
    gboolean has_colour)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_copy (table->rows, NULL, NULL);
  guint n = rows->len, room;

  g_ptr_array_set_free_func (rows, NULL);
  if (n + 1 > height) {
    g_ptr_array_sort (rows, compare_need);
    n = height > 2 ? height - 2 : 0;
  }
  room = height > n + 1 ? height - n - 1 : 0;
  if (n > 0)
    g_ptr_array_add (lines, make_line (table, NULL, width, FALSE));
  for (guint i = 0; i < n; i++) {
    const Row *row = g_ptr_array_index (rows, i);

    g_ptr_array_add (lines, make_line (table, row, width, has_colour));
    if (n == rows->len)
      room -= add_advice (lines, row, width, room);
  }
  if (n < rows->len) {
    g_autofree gchar *rest =
        g_strdup_printf ("… and %u more, none of them worse", rows->len - n);

    g_ptr_array_add (lines, qos_app_text_fit (rest, width));
  }
  return lines;
}

/* Words */

gchar *
qos_app_table_words (QosAppTable *table, const GstStructure *stats,
    gdouble time_s)
{
  Row *row = find (table, qos_app_ssrc (stats));
  g_autofree gchar *who = NULL;

  if (!row)
    return g_strdup (table->last_end);
  if (time_s - row->words_s < WORDS_EACH_S)
    return NULL;
  row->words_s = time_s;
  who = qos_app_table_who (table, stats);
  return qos_app_words_now (who, row->health, stats, &table->columns);
}

GPtrArray *
qos_app_table_whole (QosAppTable *table)
{
  GPtrArray *whole = g_ptr_array_new_with_free_func (g_free);

  qos_app_table_end_all (table);
  for (guint i = 0; i < table->whole->len; i++)
    g_ptr_array_add (whole, g_strdup (g_ptr_array_index (table->whole, i)));
  if (table->n_streams > whole->len)
    g_ptr_array_add (whole,
        g_strdup_printf ("And %u more.", table->n_streams - whole->len));
  return whole;
}

GstStructure *
qos_app_table_sum (QosAppTable *table, gdouble seconds)
{
  GstStructure *summary = gst_structure_new ("summary", "seconds",
      G_TYPE_DOUBLE, seconds, "streams", G_TYPE_UINT, table->n_streams, NULL);

  add_totals (table, table->ended, summary);
  for (guint i = 0; i < table->rows->len; i++)
    add_totals (table, get_row (table, i)->stats, summary);
  return summary;
}
