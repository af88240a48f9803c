/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-marks.h"

#include <glib.h>
#include <math.h>
#include <string.h>

struct _QosUiMarks
{
  unsigned references;
  size_t capacity;
  size_t start; /* of the oldest */
  size_t length;
  QosUiMark marks[];
};

QosUiMarks *
qos_ui_marks_new (size_t capacity)
{
  QosUiMarks *marks;

  g_return_val_if_fail (capacity > 0, NULL);
  marks = g_malloc0 (sizeof *marks + capacity * sizeof marks->marks[0]);
  marks->references = 1;
  marks->capacity = capacity;
  return marks;
}

QosUiMarks *
qos_ui_marks_ref (QosUiMarks *marks)
{
  marks->references++;
  return marks;
}

void
qos_ui_marks_unref (QosUiMarks *marks)
{
  if (marks && --marks->references == 0)
    g_free (marks);
}

void
qos_ui_marks_clear (QosUiMarks *marks)
{
  marks->start = 0;
  marks->length = 0;
}

bool
qos_ui_marks_add (QosUiMarks *marks, double time_s, unsigned kind,
    const char *text)
{
  QosUiMark *mark;

  g_assert (marks->capacity > 0);
  if (!isfinite (time_s) ||
      (marks->length > 0 &&
          time_s < qos_ui_marks_get (marks, marks->length - 1)->time_s))
    return false;
  if (marks->length < marks->capacity)
    marks->length++;
  else
    marks->start = (marks->start + 1) % marks->capacity;
  mark = &marks->marks[(marks->start + marks->length - 1) % marks->capacity];
  mark->time_s = time_s;
  mark->kind = MIN (kind, QOS_UI_MARK_KINDS - 1);
  g_strlcpy (mark->text, text, sizeof mark->text);
  if (!g_utf8_validate (mark->text, -1, NULL)) /* truncated within a
                                                * character */
    *g_utf8_find_prev_char (mark->text, mark->text + strlen (mark->text)) =
        '\0';
  return true;
}

size_t
qos_ui_marks_length (const QosUiMarks *marks)
{
  return marks->length;
}

const QosUiMark *
qos_ui_marks_get (const QosUiMarks *marks, size_t i)
{
  return &marks->marks[(marks->start + i) % marks->capacity];
}

size_t
qos_ui_marks_from (const QosUiMarks *marks, double time_s)
{
  size_t low = 0, high = marks->length;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (qos_ui_marks_get (marks, middle)->time_s < time_s)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const QosUiMark *
qos_ui_marks_near (const QosUiMarks *marks, double time_s, double within_s)
{
  const QosUiMark *best = NULL;

  for (size_t i = qos_ui_marks_from (marks, time_s - within_s);
       i < marks->length; i++) {
    const QosUiMark *mark = qos_ui_marks_get (marks, i);

    if (mark->time_s > time_s + within_s)
      break;
    if (!best || fabs (mark->time_s - time_s) <= fabs (best->time_s - time_s))
      best = mark;
  }
  return best;
}

const char *
qos_ui_mark_glyph (unsigned kind)
{
  static const char *const glyphs[QOS_UI_MARK_KINDS] = {"▼", "■", "◆", "●", "△",
      "✕", "✚", "○"};

  return glyphs[MIN (kind, QOS_UI_MARK_KINDS - 1)];
}
