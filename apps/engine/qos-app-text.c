/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-app-text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

gdouble
qos_app_text_number_of (const GValue *value)
{
  GValue number = G_VALUE_INIT;
  gdouble result = NAN;

  if (!value || G_VALUE_HOLDS_STRING (value))
    return NAN;
  g_value_init (&number, G_TYPE_DOUBLE);
  if (g_value_transform (value, &number))
    result = g_value_get_double (&number);
  g_value_unset (&number);
  return result;
}

gdouble
qos_app_text_number (const GstStructure *stats, const gchar *field)
{
  return qos_app_text_number_of (gst_structure_get_value (stats, field));
}

gboolean
qos_app_text_is_control (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x61c || c == 0x200e || c == 0x200f ||
      (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f) ||
      (c >= 0xfff9 && c <= 0xfffb);
}

gchar *
qos_app_text_clean (const gchar *text)
{
  g_autofree gchar *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const gchar *at = valid; *at; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    g_string_append_unichar (clean, qos_app_text_is_control (c) ? ' ' : c);
  }
  return g_strstrip (g_string_free (clean, FALSE));
}

static guint
width_of (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

guint
qos_app_text_width (const gchar *text)
{
  guint width = 0;

  for (const gchar *at = text; *at; at = g_utf8_next_char (at))
    width += width_of (g_utf8_get_char (at));
  return width;
}

/* Combining marks kept per letter; there may be any number of them. */
#define MARKS_MAX 3

gchar *
qos_app_text_fit (const gchar *text, guint width)
{
  guint all = qos_app_text_width (text);
  guint room = all > width && width > 0 ? width - 1 : width;
  guint used = 0, marks = 0;
  GString *cut = g_string_new (NULL);

  for (const gchar *at = text; *at; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    marks = width_of (c) == 0 ? marks + 1 : 0;
    if (used + width_of (c) > room)
      break;
    if (marks <= MARKS_MAX)
      g_string_append_unichar (cut, c);
    used += width_of (c);
  }
  if (all > width && width > 0)
    g_string_append (cut, "…");
  return g_string_free (cut, FALSE);
}

gchar *
qos_app_text_value (const GstStructure *stats, const QosAppColumn *column)
{
  const gchar *text = gst_structure_get_string (stats, column->field);
  gdouble number;

  if (text)
    return qos_app_text_clean (text);
  number = qos_app_text_number (stats, column->field);
  if (isnan (number))
    return g_strdup (QOS_APP_UNKNOWN);
  return g_strdup_printf ("%.*f%s%s", (int) column->decimals, number,
      *column->unit ? " " : "", column->unit);
}

void
qos_app_text_complain (const gchar *text)
{
  g_autofree gchar *clean = qos_app_text_clean (text);

  g_printerr ("%s: %s\n", g_get_prgname (), clean);
}

gchar *
qos_app_text_fill (const GstStructure *stats, const gchar *sentence)
{
  g_auto (GStrv) parts = g_strsplit_set (sentence, "{}", -1);
  GString *text = g_string_new (parts[0]);

  /* Alternates between outside and inside braces. */
  for (guint i = 1; parts[i] && parts[i + 1]; i += 2) {
    gchar *colon = strchr (parts[i], ':');
    gdouble number;

    *colon = '\0';
    number = qos_app_text_number (stats, parts[i]);
    if (isnan (number)) {
      g_string_truncate (text, 0);
      break;
    }
    g_string_append_printf (text, "%.*f%s", atoi (colon + 1), number,
        parts[i + 1]);
  }
  return g_string_free (text, FALSE);
}

gchar *
qos_app_text_who (const GstStructure *stats)
{
  const gchar *fields[] = {"name", "address"};
  guint ssrc = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    const gchar *text = gst_structure_get_string (stats, fields[i]);
    gchar *clean = text ? qos_app_text_clean (text) : NULL;

    if (clean && *clean)
      return clean;
    g_free (clean);
  }
  gst_structure_get_uint (stats, "ssrc", &ssrc);
  return g_strdup_printf ("SSRC %u", ssrc);
}
