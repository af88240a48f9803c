/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Messages as a table that fits any terminal, and in words.
 */
#include "qos-app-table.h"

#include <string.h>

static const QosField address = {"address", QOS_TYPE_TEXT, "",
    .terminal = {5, "address", 0, 9}};
static const QosAppPicked columns = {{QOS_SHOWN (STATE), QOS_SHOWN (MISSING),
                                         QOS_STREAM (PACKETS_LOST),
                                         QOS_STREAM (PACKETS_LATE), &address},
    5};
static const QosAppPicked totals = {{QOS_STREAM (PACKETS_RECEIVED),
                                        QOS_STREAM (PACKETS_LOST)},
    2};

static GstStructure *
make (const gchar *text)
{
  GstStructure *s = gst_structure_from_string (text, NULL);

  g_assert_nonnull (s);
  return s;
}

static void
assert_take (gchar *got, const gchar *want)
{
  g_assert_cmpstr (got, ==, want);
  g_free (got);
}

static void
add (QosAppTable *table, gdouble time_s, const gchar *text)
{
  GstStructure *s = make (text);

  qos_app_table_add (table, s, time_s);
  gst_structure_free (s);
}

/* Of n packets of 20 ms, late are late. */
static void
add_stream (QosAppTable *table, guint ssrc, guint n, guint late)
{
  for (guint i = 1; i <= 2; i++) {
    GstStructure *s = gst_structure_new ("qosstats", "ssrc", G_TYPE_UINT, ssrc,
        "packets-expected", G_TYPE_UINT64, (guint64) (n * i), "packets-lost",
        G_TYPE_UINT64, (guint64) 0, "packets-late", G_TYPE_UINT64,
        (guint64) (late * i), "concealed-ms", G_TYPE_DOUBLE, late * i * 20.0,
        "duration", G_TYPE_UINT64, (guint64) (n * 20 * GST_MSECOND),
        "last-packet-age-ms", G_TYPE_DOUBLE, 5.0, NULL);

    qos_app_table_add (table, s, i * n * 0.02);
    gst_structure_free (s);
  }
}

static void
assert_lines (QosAppTable *table, guint width, guint height,
    const gchar *const *want)
{
  GPtrArray *lines = qos_app_table_lines (table, width, height, FALSE);

  for (guint i = 0; i < lines->len; i++) {
    g_assert_cmpstr (lines->pdata[i], ==, want[i]);
    g_assert_cmpuint (qos_app_text_width (lines->pdata[i]), <=, width);
  }
  g_assert_null (want[lines->len]);
  g_assert_cmpuint (lines->len, <=, height);
  g_ptr_array_unref (lines);
}

static void
test_widths (void)
{
  QosAppTable *table = qos_app_table_new (&columns, &totals, NULL);

  assert_lines (table, 80, 24, (const gchar *[]){NULL});
  add_stream (table, 1, 100, 40);
  add (table, 1,
      "qosstats,ssrc=(uint)2,name=(string)\"日本語日本語日本語\",packets-"
      "expected=(guint64)10,packets-lost=(guint64)1,address=(string)"
      "\"192.0.2.100:5004\"");
  assert_lines (table, 80, 24,
      (const gchar *[]){"                 state     missing/10s   lost   late  "
                        " address",
          "SSRC 1           Bad              40 %      0     80         –",
          "日本語日本語日…  Bad              10 %      1      – 192.0.2.…",
          NULL});
  assert_lines (table, 45, 24,
      (const gchar *[]){"                 state     missing/10s   lost",
          "SSRC 1           Bad              40 %      0",
          "日本語日本語日…  Bad              10 %      1", NULL});
  assert_lines (table, 5, 24,
      (const gchar *[]){"     ", "SSRC…", "日本…", NULL});
  for (guint width = 1; width < 90; width++)
    for (guint height = 1; height < 8; height++) {
      GPtrArray *lines = qos_app_table_lines (table, width, height, FALSE);

      g_assert_cmpuint (lines->len, <=, height);
      for (guint i = 0; i < lines->len; i++)
        g_assert_cmpuint (qos_app_text_width (lines->pdata[i]), <=, width);
      g_ptr_array_unref (lines);
    }
  qos_app_table_free (table);
}

/* Where there is no room for all, the worst are shown. */
static void
test_height (void)
{
  QosAppTable *table = qos_app_table_new (&columns, &totals, NULL);

  for (guint i = 1; i <= 12; i++)
    add_stream (table, i, 100, i == 9 ? 40 : 0);
  assert_lines (table, 36, 5,
      (const gchar *[]){"                 state    ",
          "SSRC 9           Bad      ", "SSRC 1           Good     ",
          "SSRC 2           Good     ", "… and 9 more, none of them worse",
          NULL});
  qos_app_table_free (table);
}

static void
test_colour (void)
{
  QosAppTable *table = qos_app_table_new (&columns, &totals, "me");
  GPtrArray *lines;

  add_stream (table, 1, 100, 40);
  lines = qos_app_table_lines (table, 40, 5, TRUE);
  g_assert_cmpstr (lines->pdata[1], ==,
      "me               \033[1;31mBad\033[0m              40 %");
  g_ptr_array_unref (lines);
  qos_app_table_free (table);
}

static void
add_event (QosAppTable *table, const gchar *cause, gdouble gap_ms,
    const gchar *advice)
{
  GstStructure *event = gst_structure_new ("qosevent", "ssrc", G_TYPE_UINT, 1,
      "cause", G_TYPE_STRING, cause, "gap-ms", G_TYPE_DOUBLE, gap_ms, "advice",
      G_TYPE_STRING, advice, NULL);

  qos_app_table_add_event (table, event);
  gst_structure_free (event);
}

/* Advice for the cause of most of the missing sound, while sound is missing. */
static void
test_advice (void)
{
  QosAppTable *table = qos_app_table_new (&columns, &totals, "me");

  add_stream (table, 1, 100, 40);
  add_event (table, "late", 500, "Take more delay for \033[2Jall the packets.");
  add_event (table, "loss", 20, "Look at the cable.");
  assert_lines (table, 26, 24,
      (const gchar *[]){"                 state    ",
          "me               Bad      ", "  Take more delay for",
          "  [2Jall the packets.", NULL});
  assert_lines (table, 26, 3,
      (const gchar *[]){"                 state    ",
          "me               Bad      ", "  Take more delay for [2J…", NULL});
  qos_app_table_end_all (table);
  add_stream (table, 1, 100, 0);
  add_event (table, "late", 500, "Take more delay.");
  assert_lines (table, 26, 24,
      (const gchar *[]){"                 state    ",
          "me               Good     ", NULL});
  qos_app_table_free (table);
}

static void
test_notice (void)
{
  QosAppTable *table = qos_app_table_new (&columns, &totals, "me");
  GstStructure *notice = gst_structure_new ("qosnotice", "ssrc", G_TYPE_UINT, 1,
      "notice", G_TYPE_STRING, "format-unknown", "text", G_TYPE_STRING,
      "It is not known.", "advice", G_TYPE_STRING, "Say it.", NULL);

  qos_app_table_add_notice (table, notice);
  add (table, 1,
      "qosstats,ssrc=(uint)1,packets-expected=(guint64)10,not-played=(string)"
      "format-unknown");
  qos_app_table_add_notice (table, notice);
  assert_lines (table, 30, 24,
      (const gchar *[]){"                 state    ",
          "me               Not heard", "  It is not known. Say it.", NULL});
  gst_structure_free (notice);
  qos_app_table_free (table);
}

static void
test_words (void)
{
  QosAppTable *table = qos_app_table_new (&columns, &totals, "host:5004");
  GstStructure *s = make ("qosstats,ssrc=(uint)1,name=(string)a,packets-"
                          "expected=(guint64)10,packets-lost=(guint64)0,"
                          "address=(string)\"x\\033y\"");

  qos_app_table_add (table, s, 1);
  assert_take (qos_app_table_words (table, s, 1),
      "host:5004: No sound missing in the last 1 s; lost 0, address x y");
  g_assert_null (qos_app_table_words (table, s, 1.5));
  gst_structure_set (s, "end-reason", G_TYPE_STRING, "bye", NULL);
  qos_app_table_add (table, s, 2);
  assert_take (qos_app_table_words (table, s, 1.5),
      "host:5004: 0 of 10 packets lost. Ended by the other end.");
  gst_structure_free (s);
  qos_app_table_free (table);
}

/* How each stream was; of very many only some. */
static void
test_whole (void)
{
  QosAppTable *table = qos_app_table_new (&columns, &totals, NULL);
  GPtrArray *whole;

  add_stream (table, 1, 100, 40);
  add (table, 1,
      "qosstats,ssrc=(uint)2,name=(string)b,packets-expected=(guint64)10,"
      "packets-lost=(guint64)2,packets-late=(guint64)0,concealed-ms=0.0,"
      "end-reason=(string)bye");
  add (table, 1,
      "qospay,ssrc=(uint)3,packets-sent=(guint64)100,remote-packets-lost="
      "(guint64)7,remote-discard-percent=2.25,reports-received=(guint64)3");
  add (table, 1,
      "qospay,ssrc=(uint)4,packets-sent=(guint64)100,reports-received="
      "(guint64)0");
  whole = qos_app_table_whole (table);
  g_assert_cmpuint (whole->len, ==, 4);
  g_assert_cmpstr (whole->pdata[0], ==,
      "b: no sound missing, 2 of 10 packets lost, 0 late.");
  g_assert_cmpstr (whole->pdata[1], ==,
      "SSRC 1: 40 % of the sound missing (1.6 s), 0 of 200 packets lost, 80 "
      "late.");
  g_assert_cmpstr (whole->pdata[2], ==,
      "SSRC 3: 100 packets sent, 7 lost on the way, 2.2 % arrived too late.");
  g_assert_cmpstr (whole->pdata[3], ==,
      "SSRC 4: 100 packets sent; no receiver reported.");
  g_ptr_array_unref (whole);
  for (guint i = 10; i < 100; i++)
    add_stream (table, i, 100, 0);
  whole = qos_app_table_whole (table);
  g_assert_cmpuint (whole->len, <, 40);
  g_assert_cmpstr (whole->pdata[whole->len - 1], ==, "And 62 more.");
  g_ptr_array_unref (whole);
  qos_app_table_free (table);
}

/* Streams come and go; the sum keeps their counts. */
static void
test_sum (void)
{
  QosAppTable *table = qos_app_table_new (&columns, &totals, NULL);
  GstStructure *summary = qos_app_table_sum (table, 1.5);
  guint64 value;
  guint streams;

  g_assert_false (gst_structure_has_field (summary, "packets-received"));
  add (table, 1, "m,ssrc=(uint)1,packets-received=(guint64)10");
  add (table, 2, "m,ssrc=(uint)1,packets-received=(guint64)20");
  add (table, 3, "m,ssrc=(uint)1,packets-received=(guint64)25,end-reason=bye");
  add (table, 4, "m,ssrc=(uint)1,packets-received=(guint64)3");
  add (table, 5, "m,ssrc=(uint)9,packets-received=(guint64)4");
  g_assert_cmpuint (qos_app_table_n_streams (table), ==, 3);
  gst_structure_free (summary);
  summary = qos_app_table_sum (table, 1.5);
  g_assert_true (
      gst_structure_get_uint64 (summary, "packets-received", &value));
  g_assert_cmpuint (value, ==, 32);
  g_assert_false (gst_structure_has_field (summary, "packets-lost"));
  g_assert_true (gst_structure_get_uint (summary, "streams", &streams));
  g_assert_cmpuint (streams, ==, 3);

  /* After waiting for a device everything counts from 0 again. */
  qos_app_table_end_all (table);
  add (table, 6, "m,ssrc=(uint)9,packets-received=(guint64)2");
  gst_structure_free (summary);
  summary = qos_app_table_sum (table, 1.5);
  g_assert_true (
      gst_structure_get_uint64 (summary, "packets-received", &value));
  g_assert_cmpuint (value, ==, 34);
  gst_structure_free (summary);
  qos_app_table_free (table);
}

/* A level stays with its stream from message to message. */
static void
test_level (void)
{
  static const QosAppPicked level = {{QOS_SHOWN (LEVEL_DB)}, 1};
  QosAppTable *table = qos_app_table_new (&level, &totals, "me");

  qos_app_table_set_level (table, 1, -3); /* no stream has it yet */
  add (table, 1, "m,ssrc=(uint)1");
  assert_lines (table, 23, 9,
      (const gchar *[]){"                  level", "me                    –",
          NULL});
  qos_app_table_set_level (table, 0, -12.4);
  add (table, 2, "m,ssrc=(uint)1");
  assert_lines (table, 23, 9,
      (const gchar *[]){"                  level", "me               -12 dB",
          NULL});
  qos_app_table_set_level (table, 2, -1);
  qos_app_table_set_level (table, 1, -G_MAXDOUBLE);
  assert_lines (table, 23, 9,
      (const gchar *[]){"                  level", "me               -99 dB",
          NULL});
  qos_app_table_free (table);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/table/widths", test_widths);
  g_test_add_func ("/table/height", test_height);
  g_test_add_func ("/table/colour", test_colour);
  g_test_add_func ("/table/advice", test_advice);
  g_test_add_func ("/table/notice", test_notice);
  g_test_add_func ("/table/words", test_words);
  g_test_add_func ("/table/whole", test_whole);
  g_test_add_func ("/table/sum", test_sum);
  g_test_add_func ("/table/level", test_level);
  return g_test_run ();
}
