/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Moments to be marked in charts, the newest in a ring: when, of what kind, and
 * a few words. Kinds differ by shape. Several charts may share them. Knows
 * neither pixels nor a clock.
 */
#ifndef QOS_UI_MARKS_H
#define QOS_UI_MARKS_H

#include <stdbool.h>
#include <stddef.h>

/* Shapes there are; what is beyond has the last. */
#define QOS_UI_MARK_KINDS 8

#define QOS_UI_MARK_TEXT 48

typedef struct
{
  double time_s;
  unsigned kind;
  char text[QOS_UI_MARK_TEXT]; /* cut where it is longer */
} QosUiMark;

typedef struct _QosUiMarks QosUiMarks;

/* capacity: marks kept, > 0; the oldest make room. Returns: with one reference.
 */
QosUiMarks *qos_ui_marks_new (size_t capacity);
QosUiMarks *qos_ui_marks_ref (QosUiMarks *marks);

/* marks: may be NULL. */
void qos_ui_marks_unref (QosUiMarks *marks);

void qos_ui_marks_clear (QosUiMarks *marks);

/* text: UTF-8. False, and nothing added, where time_s is before the newest
 * mark's or not finite. */
bool qos_ui_marks_add (QosUiMarks *marks, double time_s, unsigned kind,
    const char *text);

/* Marks held; 0..capacity. */
size_t qos_ui_marks_length (const QosUiMarks *marks);

/* i: 0 is the oldest, below the length. Until the next is added. */
const QosUiMark *qos_ui_marks_get (const QosUiMarks *marks, size_t i);

/* The first mark at time_s or later, the length where there is none. */
size_t qos_ui_marks_from (const QosUiMarks *marks, double time_s);

/* The mark nearest to time_s and not further from it than within_s; NULL where
 * there is none. */
const QosUiMark *qos_ui_marks_near (const QosUiMarks *marks, double time_s,
    double within_s);

/* A character of the shape in which charts draw that kind, UTF-8. */
const char *qos_ui_mark_glyph (unsigned kind);

#endif
