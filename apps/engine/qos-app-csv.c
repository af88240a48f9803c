/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-csv.h"

#include "qos-app-json.h"
#include "qos-app-text.h"

#include <string.h>

/* In some languages the full-width forms work like the others. */
static gboolean
is_formula (const gchar *text)
{
  static const gunichar begins[] = {'=', '+', '-', '@', 0xff1d, 0xff0b, 0xff0d,
      0xff20};
  gunichar first = g_utf8_get_char (text);

  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    if (first == begins[i])
      return TRUE;
  return FALSE;
}

/* Where the decimal point is a comma, spreadsheets use semicolons as
 * separators. */
void
qos_app_csv_append_text (GString *row, const gchar *text)
{
  g_autofree gchar *clean = qos_app_text_clean (text);
  gboolean has_quotes = strpbrk (clean, "\",;") != NULL;

  if (has_quotes)
    g_string_append_c (row, '"');
  if (is_formula (clean))
    g_string_append_c (row, '\'');
  for (const gchar *at = clean; *at; at++) {
    if (*at == '"')
      g_string_append_c (row, '"');
    g_string_append_c (row, *at);
  }
  if (has_quotes)
    g_string_append_c (row, '"');
}

static void
append_value (GString *row, const GValue *value)
{
  const GValueArray *array = qos_app_array (value);

  if (G_VALUE_HOLDS_STRING (value)) {
    if (g_value_get_string (value))
      qos_app_csv_append_text (row, g_value_get_string (value));
  } else if (array) {
    for (guint i = 0; i < array->n_values; i++) {
      if (i > 0)
        g_string_append_c (row, ' ');
      append_value (row, &array->values[i]);
    }
  } else {
    qos_app_json_append_value (row, value);
  }
}

gchar *
qos_app_csv_header (const QosAppFields *fields)
{
  GString *row = g_string_new ("time");

  for (guint i = 0; i < fields->n_fields; i++)
    g_string_append_printf (row, ",%s", fields->fields[i].name);
  g_string_append (row, QOS_APP_CSV_END_OF_ROW);
  return g_string_free (row, FALSE);
}

gchar *
qos_app_csv_row (const QosAppFields *fields, const GstStructure *stats,
    GDateTime *time)
{
  g_autofree gchar *at = qos_app_json_time (time);
  GString *row = g_string_new (at);

  for (guint i = 0; i < fields->n_fields; i++) {
    const GValue *value =
        gst_structure_get_value (stats, fields->fields[i].name);

    g_string_append_c (row, ',');
    if (value)
      append_value (row, value);
  }
  g_string_append (row, QOS_APP_CSV_END_OF_ROW);
  return g_string_free (row, FALSE);
}
