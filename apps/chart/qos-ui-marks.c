/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-marks.h"

#include <math.h>

GArray *
qos_ui_marks_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (QosUiMark));
}

const QosUiMark *
qos_ui_marks_get (const GArray *marks, guint i)
{
  return &g_array_index (marks, QosUiMark, i);
}

gboolean
qos_ui_marks_add (GArray *marks, double time_s, guint kind, const char *text)
{
  QosUiMark mark = {time_s, MIN (kind, QOS_UI_MARK_KINDS - 1), ""};
  const char *end;

  if (!isfinite (time_s) ||
      (marks->len > 0 &&
          time_s < qos_ui_marks_get (marks, marks->len - 1)->time_s))
    return FALSE;
  /* It may be cut within a character. */
  g_strlcpy (mark.text, text, sizeof mark.text);
  g_utf8_validate (mark.text, -1, &end);
  mark.text[end - mark.text] = '\0';
  if (marks->len == QOS_UI_MARKS_MAX)
    g_array_remove_index (marks, 0);
  g_array_append_val (marks, mark);
  return TRUE;
}

guint
qos_ui_marks_from (const GArray *marks, double time_s)
{
  guint i = marks->len;

  while (i > 0 && qos_ui_marks_get (marks, i - 1)->time_s >= time_s)
    i--;
  return i;
}

const QosUiMark *
qos_ui_marks_near (const GArray *marks, double time_s, double within_s)
{
  const QosUiMark *best = NULL;

  for (guint i = qos_ui_marks_from (marks, time_s - within_s); i < marks->len;
       i++) {
    const QosUiMark *mark = qos_ui_marks_get (marks, i);

    if (mark->time_s > time_s + within_s)
      break;
    if (!best || fabs (mark->time_s - time_s) <= fabs (best->time_s - time_s))
      best = mark;
  }
  return best;
}

const char *
qos_ui_mark_glyph (guint kind)
{
  static const char *const glyphs[QOS_UI_MARK_KINDS] = {"▼", "■", "◆", "●", "△",
      "✕", "✚", "○"};

  return glyphs[MIN (kind, QOS_UI_MARK_KINDS - 1)];
}
