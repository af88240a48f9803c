/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Events as lines: each stream is named, and many events make few lines.
 */
#include "qos-app-alerts.h"

static void
add (QosAppAlerts *alerts, guint ssrc, const gchar *cause, gdouble gap_ms,
    const gchar *advice)
{
  GstStructure *event = gst_structure_new ("qosevent", "ssrc", G_TYPE_UINT,
      ssrc, "cause", G_TYPE_STRING, cause, "gap-ms", G_TYPE_DOUBLE, gap_ms,
      "advice", G_TYPE_STRING, advice, NULL);
  gchar *who = g_strdup_printf ("s%u", ssrc);

  qos_app_alerts_add (alerts, event, who);
  g_free (who);
  gst_structure_free (event);
}

static void
assert_lines (QosAppAlerts *alerts, gdouble now_s, const gchar *const *want)
{
  GPtrArray *lines = qos_app_alerts_take (alerts, now_s);

  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpstr (lines->pdata[i], ==, want[i]);
  g_assert_null (want[lines->len]);
  g_ptr_array_unref (lines);
}

static void
test_sums (void)
{
  QosAppAlerts *alerts = qos_app_alerts_new ();

  assert_lines (alerts, 1, (const gchar *[]){NULL});
  add (alerts, 1, "late", 64, "Wait\nlonger.");
  add (alerts, 2, "drift", 41, "");
  assert_lines (alerts, 2,
      (const gchar *[]){"s1: 64 ms missing: late. Wait longer.",
          "s2: clocks 41 ms apart: drift.", NULL});
  for (guint i = 0; i < 500; i++)
    add (alerts, 1, i % 2 ? "late" : "loss", 20, "Wait.");
  assert_lines (alerts, 3, (const gchar *[]){NULL});
  assert_lines (alerts, 11.5, (const gchar *[]){NULL});
  assert_lines (alerts, 12,
      (const gchar
              *[]){"s1: 500 drop-outs, 10000 ms missing: loss, late. Wait.",
          NULL});
  assert_lines (alerts, 30, (const gchar *[]){NULL});
  add (alerts, 1, "loss", 20, "Wait.");
  assert_lines (alerts, 30,
      (const gchar *[]){"s1: 20 ms missing: loss. Wait.", NULL});
  qos_app_alerts_free (alerts);
}

static void
test_many (void)
{
  QosAppAlerts *alerts = qos_app_alerts_new ();

  for (guint i = 1; i <= 5000; i++)
    add (alerts, i, "loss", 20, "");
  assert_lines (alerts, 1,
      (const gchar *[]){"s1: 20 ms missing: loss.", "s2: 20 ms missing: loss.",
          "s3: 20 ms missing: loss.", "s4: 20 ms missing: loss.",
          "1021 more streams: 4996 drop-outs, 99920 ms missing.", NULL});
  for (guint i = 0; i < 1000; i++)
    qos_app_alerts_note (alerts, "a\033b");
  assert_lines (alerts, 2,
      (const gchar *[]){"a b", "a b", "a b", "a b", "a b", "995 more notices.",
          NULL});
  assert_lines (alerts, 3, (const gchar *[]){NULL});
  qos_app_alerts_free (alerts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/alerts/sums", test_sums);
  g_test_add_func ("/alerts/many", test_many);
  return g_test_run ();
}
