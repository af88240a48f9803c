/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The ring of a chart's marks.
 */
#include "qos-ui-marks.h"

#include "../core/test-util.h"

#include <math.h>

#define CAPACITY 8

static void
test_ring (void)
{
  QosUiMarks *marks = qos_ui_marks_new (CAPACITY);

  g_assert_cmpuint (qos_ui_marks_length (marks), ==, 0);
  for (unsigned i = 0; i < 20; i++)
    g_assert_true (qos_ui_marks_add (marks, i, i, "text"));
  g_assert_cmpuint (qos_ui_marks_length (marks), ==, CAPACITY);
  g_assert_cmpfloat (qos_ui_marks_get (marks, 0)->time_s, ==, 12);
  g_assert_cmpuint (qos_ui_marks_get (marks, 0)->kind, ==,
      QOS_UI_MARK_KINDS - 1);
  g_assert_false (qos_ui_marks_add (marks, 18, 0, "older"));
  g_assert_false (qos_ui_marks_add (marks, NAN, 0, "never"));
  g_assert_true (qos_ui_marks_add (marks, 19, 0, "as new"));
  g_assert_cmpuint (qos_ui_marks_from (marks, 0), ==, 0);
  g_assert_cmpuint (qos_ui_marks_from (marks, 15.5), ==, 3);
  g_assert_cmpuint (qos_ui_marks_from (marks, 99), ==, CAPACITY);
  qos_ui_marks_clear (marks);
  g_assert_true (qos_ui_marks_add (marks, 1, 0, "of another clock"));
  qos_ui_marks_unref (marks);
}

static void
test_near (void)
{
  QosUiMarks *marks = qos_ui_marks_new (CAPACITY);

  g_assert_null (qos_ui_marks_near (marks, 0, 10));
  qos_ui_marks_add (marks, 10, 0, "ten");
  qos_ui_marks_add (marks, 12, 1, "twelve");
  qos_ui_marks_add (marks, 12, 2, "also twelve");
  g_assert_null (qos_ui_marks_near (marks, 5, 4));
  g_assert_cmpstr (qos_ui_marks_near (marks, 10.5, 4)->text, ==, "ten");
  g_assert_cmpstr (qos_ui_marks_near (marks, 11.5, 4)->text, ==, "also twelve");
  g_assert_cmpstr (qos_ui_marks_near (marks, 16, 4)->text, ==, "also twelve");
  g_assert_null (qos_ui_marks_near (marks, 16.1, 4));
  qos_ui_marks_unref (marks);
}

static void
test_long_text (void)
{
  QosUiMarks *marks = qos_ui_marks_new (CAPACITY);

  /* Two bytes a character, and one before them: the cut is within one. */
  qos_ui_marks_add (marks, 0, 0, "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü");
  g_assert_cmpuint (strlen (qos_ui_marks_get (marks, 0)->text), ==,
      QOS_UI_MARK_TEXT - 2);
  g_assert_true (g_utf8_validate (qos_ui_marks_get (marks, 0)->text, -1, NULL));
  qos_ui_marks_unref (marks);
}

static void
test_shapes_differ (void)
{
  QosUiMarks *marks = qos_ui_marks_new (CAPACITY);

  for (unsigned a = 0; a < QOS_UI_MARK_KINDS; a++)
    for (unsigned b = 0; b < a; b++)
      g_assert_cmpstr (qos_ui_mark_glyph (a), !=, qos_ui_mark_glyph (b));
  g_assert_cmpstr (qos_ui_mark_glyph (99), ==,
      qos_ui_mark_glyph (QOS_UI_MARK_KINDS - 1));
  g_assert_true (qos_ui_marks_ref (marks) == marks);
  qos_ui_marks_unref (marks);
  qos_ui_marks_unref (marks);
  qos_ui_marks_unref (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marks/ring", test_ring);
  g_test_add_func ("/marks/near", test_near);
  g_test_add_func ("/marks/long-text", test_long_text);
  g_test_add_func ("/marks/shapes-differ", test_shapes_differ);
  return g_test_run ();
}
