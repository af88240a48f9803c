/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Moments to mark in charts, the latest in a ring: time, kind, and a few words.
 * Kinds differ by shape. Several charts may share them. Independent of pixels
 * and clocks.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Number of shapes; further kinds have the last one. */
#define QOS_UI_MARK_KINDS 8

#define QOS_UI_MARK_TEXT 48

typedef struct
{
  double time_s;
  unsigned kind;
  char text[QOS_UI_MARK_TEXT]; /* truncated if it is longer */
} QosUiMark;

typedef struct _QosUiMarks QosUiMarks;

/* capacity: marks kept, > 0; the oldest are overwritten. Returns: with one
 * reference. */
QosUiMarks *qos_ui_marks_new (size_t capacity);
QosUiMarks *qos_ui_marks_ref (QosUiMarks *marks);

/* marks: may be NULL. */
void qos_ui_marks_unref (QosUiMarks *marks);

void qos_ui_marks_clear (QosUiMarks *marks);

/* text: UTF-8. False, with nothing added, if time_s is before the latest mark
 * or not finite. */
bool qos_ui_marks_add (QosUiMarks *marks, double time_s, unsigned kind,
    const char *text);

/* Number of marks kept; 0..capacity. */
size_t qos_ui_marks_length (const QosUiMarks *marks);

/* i: 0 is the oldest, below the length. Valid until the next is added. */
const QosUiMark *qos_ui_marks_get (const QosUiMarks *marks, size_t i);

/* The first mark at time_s or later, the length if there is none. */
size_t qos_ui_marks_from (const QosUiMarks *marks, double time_s);

/* The mark nearest to time_s and at most within_s away; NULL if there is
 * none. */
const QosUiMark *qos_ui_marks_near (const QosUiMarks *marks, double time_s,
    double within_s);

/* A character with the shape that charts draw for that kind, UTF-8. */
const char *qos_ui_mark_glyph (unsigned kind);
