/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-words.h"

#include <math.h>

gchar *
qos_app_words_now (const gchar *who, const QosAppHealth *health,
    const GstStructure *stats, const QosAppPicked *columns)
{
  g_autofree gchar *state = qos_app_health_text (health);
  GString *line = g_string_new (NULL);
  const gchar *separator = "; ";

  g_string_append_printf (line, "%s: %s", who, state);
  for (guint i = 0; i < columns->n; i++) {
    const QosField *field = columns->list[i];
    g_autofree gchar *text = NULL;

    if (!qos_app_has (stats, field))
      continue;
    text = qos_app_text_value (stats, field, field->terminal.decimals);
    g_string_append_printf (line, "%s%s %s", separator, field->terminal.title,
        text);
    separator = ", ";
  }
  return g_string_free (line, FALSE);
}

/* A counter in words. */
static void
append_count (GString *line, const gchar *format, gdouble number)
{
  if (!isnan (number))
    g_string_append_printf (line, format, number);
}

static void
append_received (GString *line, const QosAppHealthLook *look,
    const GstStructure *stats)
{
  if (look->total_ms > 0)
    g_string_append_printf (line, "%.*f %% of the sound missing (%.1f s), ",
        look->total_percent < 9.95 ? 1 : 0, look->total_percent,
        look->total_ms / 1000);
  else if (!isnan (look->total_ms))
    g_string_append (line, "no sound missing, ");
  append_count (line, "%.0f",
      qos_app_number (stats, QOS_STREAM (PACKETS_LOST)));
  append_count (line, " of %.0f packets lost",
      qos_app_number (stats, QOS_STREAM (PACKETS_EXPECTED)));
  append_count (line, ", %.0f late",
      qos_app_number (stats, QOS_STREAM (PACKETS_LATE)));
  if (qos_app_has (stats, QOS_STREAM (NOT_PLAYED)))
    g_string_append (line, "; it was not played");
}

static void
append_sent (GString *line, const GstStructure *stats)
{
  gdouble lost = qos_app_number (stats, QOS_SENDER (REMOTE_PACKETS_LOST));

  append_count (line, "%.0f packets sent",
      qos_app_number (stats, QOS_SENDER (PACKETS_SENT)));
  if (qos_app_number (stats, QOS_SENDER (PACKETS_NOT_SENT)) > 0)
    append_count (line, ", %.0f could not be sent",
        qos_app_number (stats, QOS_SENDER (PACKETS_NOT_SENT)));
  if (isnan (lost)) {
    g_string_append (line, "; no receiver reported");
    return;
  }
  append_count (line, ", %.0f lost on the way", lost);
  append_count (line, ", %.1f %% arrived too late",
      qos_app_number (stats, QOS_SENDER (REMOTE_DISCARD_PERCENT)));
}

gchar *
qos_app_words_whole (const gchar *who, const QosAppHealth *health,
    const GstStructure *stats)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s: ", who);
  if (gst_structure_has_name (stats, "qospay"))
    append_sent (line, stats);
  else
    append_received (line, qos_app_health_look (health), stats);
  g_string_append_c (line, '.');
  return g_string_free (line, FALSE);
}

gchar *
qos_app_words_notice (const GstStructure *notice)
{
  const gchar *text = qos_app_string (notice, QOS_NOTICE (TEXT));
  const gchar *advice = qos_app_string (notice, QOS_NOTICE (ADVICE));
  g_autofree gchar *all = g_strjoin (" ", text ? text : "", advice, NULL);

  return qos_app_text_clean (all);
}

GPtrArray *
qos_app_words_wrap (const gchar *text, guint width, guint max)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GString *line = g_string_new (NULL);

  for (guint i = 0; words[i]; i++) {
    guint used = qos_app_text_width (line->str);

    if (*words[i] == '\0')
      continue;
    if (used > 0 && used + 1 + qos_app_text_width (words[i]) > width &&
        lines->len + 1 < max) {
      g_ptr_array_add (lines, qos_app_text_fit (line->str, width));
      g_string_truncate (line, 0);
    }
    g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  }
  if (line->len > 0 && max > 0)
    g_ptr_array_add (lines, qos_app_text_fit (line->str, width));
  g_string_free (line, TRUE);
  return lines;
}
