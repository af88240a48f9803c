/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The list of a chart's marks.
 */
#include "qos-ui-marks.h"

#include "../core/test-util.h"

#include <math.h>

static void
test_ring (void)
{
  GArray *marks = qos_ui_marks_new ();

  g_assert_cmpuint (marks->len, ==, 0);
  for (unsigned i = 0; i < QOS_UI_MARKS_MAX + 12; i++)
    g_assert_true (qos_ui_marks_add (marks, i, i, "text"));
  g_assert_cmpuint (marks->len, ==, QOS_UI_MARKS_MAX);
  g_assert_cmpfloat (qos_ui_marks_get (marks, 0)->time_s, ==, 12);
  g_assert_cmpuint (qos_ui_marks_get (marks, 0)->kind, ==,
      QOS_UI_MARK_KINDS - 1);
  g_assert_false (qos_ui_marks_add (marks, QOS_UI_MARKS_MAX + 10, 0, "older"));
  g_assert_false (qos_ui_marks_add (marks, NAN, 0, "never"));
  g_assert_true (qos_ui_marks_add (marks, QOS_UI_MARKS_MAX + 11, 0, "as new"));
  g_assert_cmpuint (qos_ui_marks_from (marks, 0), ==, 0);
  g_assert_cmpuint (qos_ui_marks_from (marks, 15.5), ==, 3);
  g_assert_cmpuint (qos_ui_marks_from (marks, 9999), ==, QOS_UI_MARKS_MAX);
  g_array_set_size (marks, 0);
  g_assert_true (qos_ui_marks_add (marks, 1, 0, "of another clock"));
  g_array_unref (marks);
}

static void
test_near (void)
{
  GArray *marks = qos_ui_marks_new ();

  g_assert_null (qos_ui_marks_near (marks, 0, 10));
  qos_ui_marks_add (marks, 10, 0, "ten");
  qos_ui_marks_add (marks, 12, 1, "twelve");
  qos_ui_marks_add (marks, 12, 2, "also twelve");
  g_assert_null (qos_ui_marks_near (marks, 5, 4));
  g_assert_cmpstr (qos_ui_marks_near (marks, 10.5, 4)->text, ==, "ten");
  g_assert_cmpstr (qos_ui_marks_near (marks, 11.5, 4)->text, ==, "also twelve");
  g_assert_cmpstr (qos_ui_marks_near (marks, 16, 4)->text, ==, "also twelve");
  g_assert_null (qos_ui_marks_near (marks, 16.1, 4));
  g_array_unref (marks);
}

static void
test_long_text (void)
{
  GArray *marks = qos_ui_marks_new ();

  /* Two bytes per character, after one single byte: the cut is inside a
   * character. */
  qos_ui_marks_add (marks, 0, 0, "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü");
  g_assert_cmpuint (strlen (qos_ui_marks_get (marks, 0)->text), ==,
      QOS_UI_MARK_TEXT - 2);
  g_assert_true (g_utf8_validate (qos_ui_marks_get (marks, 0)->text, -1, NULL));
  g_array_unref (marks);
}

static void
test_shapes_differ (void)
{
  for (unsigned a = 0; a < QOS_UI_MARK_KINDS; a++)
    for (unsigned b = 0; b < a; b++)
      g_assert_cmpstr (qos_ui_mark_glyph (a), !=, qos_ui_mark_glyph (b));
  g_assert_cmpstr (qos_ui_mark_glyph (99), ==,
      qos_ui_mark_glyph (QOS_UI_MARK_KINDS - 1));
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
