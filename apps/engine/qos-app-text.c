/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-text.h"

#include <math.h>
#include <string.h>

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

/* Counts of packets and bytes speak for themselves. */
static const gchar *
find_unit (const QosField *field)
{
  gboolean is_count = g_str_equal (field->unit, "packets") ||
      g_str_equal (field->unit, "bytes");

  return is_count && !field->has_unit ? "" : field->unit;
}

gchar *
qos_app_text_value (const GstStructure *stats, const QosField *field,
    guint decimals)
{
  const gchar *text = qos_app_string (stats, field), *unit;
  gdouble number;

  if (text)
    return qos_app_text_clean (text);
  number = qos_app_number (stats, field);
  if (isnan (number))
    return g_strdup (QOS_APP_UNKNOWN);
  unit = find_unit (field);
  return g_strdup_printf ("%.*f%s%s", (int) decimals, number, *unit ? " " : "",
      unit);
}

void
qos_app_text_complain (const gchar *text)
{
  g_autofree gchar *clean = qos_app_text_clean (text);

  g_printerr ("%s: %s\n", g_get_prgname (), clean);
}

gchar *
qos_app_text_fill (const GstStructure *stats, const QosAppPhrase *phrase)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (const gchar *at = phrase->text; *at; at++) {
    gdouble number;

    if (*at != '#') {
      g_string_append_c (text, *at);
      continue;
    }
    number = qos_app_number (stats, phrase->fields[n++]);
    if (isnan (number)) {
      g_string_truncate (text, 0);
      break;
    }
    if (g_str_has_prefix (at, "#.#")) {
      g_string_append_printf (text, "%.1f", number);
      at += 2;
    } else {
      g_string_append_printf (text, "%.0f", number);
    }
  }
  return g_string_free (text, FALSE);
}

gchar *
qos_app_text_who (const GstStructure *stats)
{
  const QosField *fields[] = {QOS_STREAM (NAME), QOS_STREAM (ADDRESS)};
  guint ssrc = qos_app_ssrc (stats);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    const gchar *text = qos_app_string (stats, fields[i]);
    gchar *clean = text ? qos_app_text_clean (text) : NULL;

    if (clean && *clean)
      return clean;
    g_free (clean);
  }
  return g_strdup_printf ("SSRC %u", ssrc);
}
