/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Moments to mark in charts: time, kind, and a few words. Each kind has a
 * shape. Marks are in a GArray in the order of their times; several charts may
 * have a reference to it. Independent of pixels and clocks.
 */
#pragma once

#include <glib.h>

/* Number of shapes; further kinds have the last one. */
#define QOS_UI_MARK_KINDS 8

#define QOS_UI_MARK_TEXT 48

/* If there are more, the oldest ones are removed. */
#define QOS_UI_MARKS_MAX 2048

typedef struct
{
  double time_s;
  guint kind;
  char text[QOS_UI_MARK_TEXT]; /* truncated if it is longer */
} QosUiMark;

/* Returns: an empty array. Free with g_array_unref (). */
GArray *qos_ui_marks_new (void);

/* i: 0 is the oldest, below marks->len. Valid until the next is added. */
const QosUiMark *qos_ui_marks_get (const GArray *marks, guint i);

/* text: UTF-8. FALSE, with nothing added, if time_s is before the latest mark
 * or not finite. */
gboolean qos_ui_marks_add (GArray *marks, double time_s, guint kind,
    const char *text);

/* The first mark at time_s or later, marks->len if there is none. */
guint qos_ui_marks_from (const GArray *marks, double time_s);

/* The mark nearest to time_s and at most within_s away; NULL if there is
 * none. */
const QosUiMark *qos_ui_marks_near (const GArray *marks, double time_s,
    double within_s);

/* A character with the shape that charts draw for that kind, UTF-8. */
const char *qos_ui_mark_glyph (guint kind);
