/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-json.h"

#include "qos-app-fields.h"

#include "qos-app-text.h"

#include <math.h>
#include <string.h>

#define DECIMALS 6

void
qos_app_json_append_text (GString *line, const gchar *text)
{
  g_autofree gchar *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (line, '"');
  for (const gchar *at = valid; *at; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == '"' || c == '\\')
      g_string_append_printf (line, "\\%c", *at);
    else if (qos_app_text_is_control (c))
      g_string_append_printf (line, "\\u%04x", c);
    else
      g_string_append_unichar (line, c);
  }
  g_string_append_c (line, '"');
}

gboolean
qos_app_json_append_number (GString *line, gdouble number, guint decimals)
{
  gchar text[G_ASCII_DTOSTR_BUF_SIZE + 320];
  gchar format[16];
  gsize length;

  if (!isfinite (number))
    return FALSE;
  g_snprintf (format, sizeof format, "%%.%uf", CLAMP (decimals, 1, 17));
  g_ascii_formatd (text, sizeof text, format, number);
  for (length = strlen (text); text[length - 1] == '0'; length--)
    ;
  if (text[length - 1] == '.')
    length--;
  g_string_append_len (line, text, (gssize) length);
  return TRUE;
}

/* Entries that JSON cannot express are null, so that the others keep their
 * position. */
static void
append_array (GString *line, const GValueArray *array)
{
  g_string_append_c (line, '[');
  for (guint i = 0; i < array->n_values; i++) {
    if (i > 0)
      g_string_append_c (line, ',');
    if (!qos_app_json_append_value (line, &array->values[i]))
      g_string_append (line, "null");
  }
  g_string_append_c (line, ']');
}

gboolean
qos_app_json_append_value (GString *line, const GValue *value)
{
  const GValueArray *array = qos_app_array (value);

  if (array) {
    append_array (line, array);
    return TRUE;
  }
  switch (G_VALUE_TYPE (value)) {
    case G_TYPE_STRING:
      qos_app_json_append_text (line, g_value_get_string (value));
      return TRUE;
    case G_TYPE_BOOLEAN:
      g_string_append (line, g_value_get_boolean (value) ? "true" : "false");
      return TRUE;
    case G_TYPE_INT:
      g_string_append_printf (line, "%d", g_value_get_int (value));
      return TRUE;
    case G_TYPE_UINT:
      g_string_append_printf (line, "%u", g_value_get_uint (value));
      return TRUE;
    case G_TYPE_UINT64:
      g_string_append_printf (line, "%" G_GUINT64_FORMAT,
          g_value_get_uint64 (value));
      return TRUE;
    case G_TYPE_DOUBLE:
      return qos_app_json_append_number (line, g_value_get_double (value),
          DECIMALS);
    default:
      return FALSE;
  }
}

static gboolean
append_field (GQuark field, const GValue *value, gpointer user)
{
  GString *line = user;
  gsize before = line->len;

  g_string_append_c (line, ',');
  qos_app_json_append_text (line, g_quark_to_string (field));
  g_string_append_c (line, ':');
  if (!qos_app_json_append_value (line, value))
    g_string_truncate (line, before);
  return TRUE;
}

gchar *
qos_app_json_time (GDateTime *time)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (time);
  g_autofree gchar *seconds = g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds,
      g_date_time_get_microsecond (utc) / 1000);
}

gchar *
qos_app_json_line (const GstStructure *structure, GDateTime *time)
{
  GString *line = g_string_new ("{\"message\":");

  qos_app_json_append_text (line, gst_structure_get_name (structure));
  if (time) {
    g_autofree gchar *text = qos_app_json_time (time);

    g_string_append_printf (line, ",\"time\":\"%s\"", text);
  }
  gst_structure_foreach (structure, append_field, line);
  g_string_append_c (line, '}');
  return g_string_free (line, FALSE);
}
