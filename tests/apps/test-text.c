/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Messages as text and as JSON lines: unknown values, and names from the
 * network.
 */
#include "qos-app-json.h"
#include "qos-app-text.h"
#include "test-arrays.h"

#include <math.h>

static void
assert_take (gchar *got, const gchar *want)
{
  g_assert_cmpstr (got, ==, want);
  g_free (got);
}

static void
test_value (void)
{
  static const struct
  {
    const gchar *stats;
    QosField field;
    guint decimals;
    const gchar *want;
  } rows[] = {
      {"m", {"x", .unit = "ms"}, 1, "–"},
      {"m,x=40.16", {"x", .unit = "ms"}, 1, "40.2 ms"},
      {"m,x=0.0", {"x", .unit = "%"}, 2, "0.00 %"},
      {"m,x=(guint64)18446744073709551615", {"x", .unit = ""}, 0,
          "18446744073709551616"},
      {"m,x=(uint)7", {"x", .unit = ""}, 0, "7"},
      {"m,x=(string)\"a\\ b\"", {"x", .unit = "ms"}, 0, "a b"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GstStructure *s = make_structure (rows[i].stats);

    assert_take (qos_app_text_value (s, &rows[i].field, rows[i].decimals),
        rows[i].want);
    gst_structure_free (s);
  }
}

static gchar *
fill (const GstStructure *s, const gchar *text, const QosField *first,
    const QosField *second)
{
  return qos_app_text_fill (s, &(QosAppPhrase){text, {first, second}});
}

static void
test_fill (void)
{
  static const QosField a = {"a"}, b = {"b"}, c = {"c"};
  GstStructure *s = make_structure ("m,a=(guint64)3,b=2.25");

  assert_take (fill (s, "# of #.# ms", &a, &b), "3 of 2.2 ms");
  assert_take (fill (s, "so #", &a, NULL), "so 3");
  assert_take (fill (s, "# of #.# ms", &a, &c), "");
  assert_take (fill (s, "nothing", NULL, NULL), "nothing");
  gst_structure_free (s);
}

static void
test_who (void)
{
  GstStructure *s = gst_structure_new ("m", "ssrc", G_TYPE_UINT, 5, NULL);

  assert_take (qos_app_text_who (s), "SSRC 5");
  gst_structure_set (s, "address", G_TYPE_STRING, "192.0.2.1:5004", NULL);
  assert_take (qos_app_text_who (s), "192.0.2.1:5004");
  gst_structure_set (s, "name", G_TYPE_STRING, " \n\t ", NULL);
  assert_take (qos_app_text_who (s), "192.0.2.1:5004");
  gst_structure_set (s, "name", G_TYPE_STRING, "a\033[2Jb", NULL);
  assert_take (qos_app_text_who (s), "a [2Jb");
  gst_structure_set (s, "name", G_TYPE_STRING,
      "\u202e\u00e9\xc2\x9b[2J\xc2\x85\u2066b\u2069\x7f", NULL);
  assert_take (qos_app_text_who (s), "\u00e9 [2J  b");
  gst_structure_free (s);
}

/* Columns of a terminal: combining marks take none, ideographs two. */
static void
test_fit (void)
{
  static const struct
  {
    const gchar *text;
    guint width;
    const gchar *want;
  } rows[] = {
      {"", 0, ""},
      {"a", 0, ""},
      {"abc", 3, "abc"},
      {"abcd", 3, "ab…"},
      {"日本語", 6, "日本語"},
      {"日本語", 5, "日本…"},
      {"日本語", 4, "日…"},
      {"日本語", 1, "…"},
      {"e\u0301e\u0301", 2, "e\u0301e\u0301"},
      {"e\u0301\u0301\u0301\u0301\u0301b", 2, "e\u0301\u0301\u0301b"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gchar *got = qos_app_text_fit (rows[i].text, rows[i].width);

    g_assert_cmpuint (qos_app_text_width (got), <=, rows[i].width);
    assert_take (got, rows[i].want);
  }
}

static void
test_json_values (void)
{
  GstStructure *s = gst_structure_new ("m", "a", G_TYPE_DOUBLE, 4.2, "b",
      G_TYPE_DOUBLE, -0.000001, "c", G_TYPE_DOUBLE, 1e300, "d", G_TYPE_DOUBLE,
      NAN, "e", G_TYPE_DOUBLE, INFINITY, "f", G_TYPE_UINT64, G_MAXUINT64, "g",
      G_TYPE_INT, -7, "h", G_TYPE_BOOLEAN, TRUE, "i", G_TYPE_DOUBLE, 100.0, "j",
      GST_TYPE_FRACTION, 1, 2, "k", G_TYPE_UINT, 0, NULL);
  gchar *line = qos_app_json_line (s, NULL);
  gchar **parts = g_strsplit (line, ",", -1);

  g_assert_cmpuint (g_strv_length (parts), ==, 9);
  g_assert_cmpstr (parts[0], ==, "{\"message\":\"m\"");
  g_assert_cmpstr (parts[1], ==, "\"a\":4.2");
  g_assert_cmpstr (parts[2], ==, "\"b\":-0.000001");
  g_assert_true (
      g_str_has_prefix (parts[3], "\"c\":1000000000000000052504760"));
  g_assert_cmpstr (parts[4], ==, "\"f\":18446744073709551615");
  g_assert_cmpstr (parts[5], ==, "\"g\":-7");
  g_assert_cmpstr (parts[6], ==, "\"h\":true");
  g_assert_cmpstr (parts[7], ==, "\"i\":100");
  g_assert_cmpstr (parts[8], ==, "\"k\":0}");
  g_strfreev (parts);
  g_free (line);
  gst_structure_free (s);
}

static void
test_json_array (void)
{
  GstStructure *s =
      make_structure ("x, counts=(guint64)<3, 0, 18446744073709551615>, "
                      "none=(int)<>, texts=(string)<\"a\">;");

  assert_take (qos_app_json_line (s, NULL),
      "{\"message\":\"x\",\"counts\":[3,0,18446744073709551615],\"none\":[],"
      "\"texts\":[\"a\"]}");
  gst_structure_free (s);
}

static void
test_json_text (void)
{
  GstStructure *s = gst_structure_new ("m", "name", G_TYPE_STRING,
      "\"\\\n\x01\x7f\xc2\x85\xc2\x9f\u00a0\xc3\xa9\u202e\u2066\u2028", NULL);

  assert_take (qos_app_json_line (s, NULL),
      "{\"message\":\"m\",\"name\":\"\\\"\\\\\\u000a\\u0001\\u007f\\u0085"
      "\\u009f\u00a0\xc3\xa9\\u202e\\u2066\\u2028\"}");
  gst_structure_free (s);
}

static void
test_json_time (void)
{
  GTimeZone *zone = g_time_zone_new_offset (7200);
  GDateTime *time = g_date_time_new (zone, 2026, 11, 24, 1, 2, 3.5);
  GstStructure *s = gst_structure_new_empty ("m");

  assert_take (qos_app_json_line (s, time),
      "{\"message\":\"m\",\"time\":\"2026-11-23T23:02:03.500Z\"}");
  gst_structure_free (s);
  g_date_time_unref (time);
  g_time_zone_unref (zone);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/text/value", test_value);
  g_test_add_func ("/text/fill", test_fill);
  g_test_add_func ("/text/who", test_who);
  g_test_add_func ("/text/fit", test_fit);
  g_test_add_func ("/json/values", test_json_values);
  g_test_add_func ("/json/array", test_json_array);
  g_test_add_func ("/json/text", test_json_text);
  g_test_add_func ("/json/time", test_json_time);
  return g_test_run ();
}
