/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which streams are shown when there are many.
 */
#include "qos-app-crowd.h"

#define PLACES 3

static gboolean
add (QosAppCrowd *crowd, guint ssrc, guint64 played, const gchar *end)
{
  GstStructure *stats = gst_structure_new ("qosstats", "ssrc", G_TYPE_UINT,
      ssrc, "packets-played", G_TYPE_UINT64, played, NULL);
  gboolean is_in;

  if (end)
    gst_structure_set (stats, "end-reason", G_TYPE_STRING, end, NULL);
  is_in = qos_app_crowd_add (crowd, stats);
  gst_structure_free (stats);
  return is_in;
}

static gboolean
has (QosAppCrowd *crowd, guint ssrc)
{
  GstStructure *event =
      gst_structure_new ("qosevent", "ssrc", G_TYPE_UINT, ssrc, NULL);
  gboolean is_in = qos_app_crowd_has (crowd, event);

  gst_structure_free (event);
  return is_in;
}

static void
test_places (void)
{
  QosAppCrowd *crowd = qos_app_crowd_new (PLACES);

  for (guint ssrc = 1; ssrc <= PLACES; ssrc++)
    g_assert_true (add (crowd, ssrc, 0, NULL));
  g_assert_true (has (crowd, 99)); /* unknown so far */
  g_assert_false (add (crowd, 4, 0, NULL));
  g_assert_false (add (crowd, 4, 0, NULL));
  g_assert_cmpuint (qos_app_crowd_left_out (crowd), ==, 1);
  g_assert_false (has (crowd, 4));
  g_assert_true (has (crowd, 2));
  g_assert_true (add (crowd, 1, 0, NULL));

  g_assert_true (add (crowd, 4, 5, NULL)); /* it is played now */
  g_assert_cmpuint (qos_app_crowd_left_out (crowd), ==, 0);
  g_assert_true (add (crowd, 5, 1, NULL));
  g_assert_true (add (crowd, 6, 1, NULL));
  g_assert_false (add (crowd, 7, 1, NULL));

  g_assert_true (add (crowd, 2, 0, "timeout"));
  g_assert_true (add (crowd, 7, 1, NULL));
  g_assert_false (add (crowd, 8, 0, NULL));
  g_assert_false (add (crowd, 8, 0, "bye"));
  g_assert_cmpuint (qos_app_crowd_left_out (crowd), ==, 0);
  qos_app_crowd_clear (crowd);
  g_assert_true (add (crowd, 8, 0, NULL));
  qos_app_crowd_free (crowd);
}

/* Streams that end without being played take no memory for good. */
static void
test_bound (void)
{
  QosAppCrowd *crowd = qos_app_crowd_new (PLACES);

  for (guint ssrc = 0; ssrc < 100000; ssrc++)
    add (crowd, ssrc, 0, NULL);
  g_assert_cmpuint (qos_app_crowd_left_out (crowd), <=, 8192);
  qos_app_crowd_free (crowd);
}

int
main (int argc, char **argv)
{
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crowd/places", test_places);
  g_test_add_func ("/crowd/bound", test_bound);
  return g_test_run ();
}
