/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What windows remember of streams: shares of loss calculated from counters,
 * events and their texts, CSV, senders that come and go, and the memory that
 * all this takes.
 */
#include "qos-app-histories.h"

#include "../core/test-util.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define HALF_HOUR_ROWS 3600
#define SENDERS 50
#define MEMORY_LIMIT (64 * 1024 * 1024)

static gint64 clock_set_us;

/* Replaces the function of GLib for the code under test: a clock that can be
 * set. */
gint64
g_get_real_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 + clock_set_us;
}

static GstStructure *
make_stats (guint64 expected, guint64 lost, guint64 late)
{
  return gst_structure_new ("qosstats", "ssrc", G_TYPE_UINT, 7,
      "packets-expected", G_TYPE_UINT64, expected, "packets-lost",
      G_TYPE_UINT64, lost, "packets-late", G_TYPE_UINT64, late, NULL);
}

static void
add_counts (QosAppHistory *history, gdouble time_s, guint64 expected,
    guint64 lost, guint64 late)
{
  GstStructure *stats = make_stats (expected, lost, late);

  g_assert_cmpint (qos_app_history_add (history, time_s, stats), >=, 0);
  gst_structure_free (stats);
}

static void
add_event (QosAppEvents *events, gdouble time_s, const gchar *cause,
    gdouble gap_ms, const gchar *advice)
{
  GstStructure *event = gst_structure_new ("qosevent", "cause", G_TYPE_STRING,
      cause, "advice", G_TYPE_STRING, advice, NULL);

  if (!isnan (gap_ms))
    gst_structure_set (event, "gap-ms", G_TYPE_DOUBLE, gap_ms, NULL);
  qos_app_events_add (events, time_s, event);
  gst_structure_free (event);
}

static gdouble
newest (QosAppHistory *history, const QosField *field)
{
  const QosAppFields *fields = g_str_has_prefix (field->name, "packets")
      ? &qos_app_fields_received
      : &qos_app_fields_sent;

  return qos_app_history_row (history,
      qos_app_history_length (history) -
          1)[qos_app_history_find (fields, field)];
}

static void
assert_shares (QosAppHistory *history, gdouble lost, gdouble late)
{
  g_assert_cmpfloat_with_epsilon (newest (history, QOS_STREAM (PACKETS_LOST)),
      lost, 1e-4);
  g_assert_cmpfloat_with_epsilon (newest (history, QOS_STREAM (PACKETS_LATE)),
      late, 1e-4);
}

static void
assert_no_shares (QosAppHistory *history)
{
  g_assert_true (isnan (newest (history, QOS_STREAM (PACKETS_LOST))));
  g_assert_true (isnan (newest (history, QOS_STREAM (PACKETS_LATE))));
}

static void
test_shares_of_intervals (void)
{
  QosAppHistory *history = qos_app_history_new (&qos_app_fields_received);
  GstStructure *bare = gst_structure_new_empty ("qosstats");

  add_counts (history, 0, 100, 10, 5);
  assert_no_shares (history);
  add_counts (history, 1, 200, 15, 25);
  assert_shares (history, 5, 20);

  /* An overtaken packet comes: the share of loss is not negative. */
  add_counts (history, 2, 300, 14, 25);
  assert_shares (history, 0, 0);

  /* Nothing was expected, so there is no share. */
  add_counts (history, 3, 300, 14, 26);
  assert_no_shares (history);

  /* An absent value is unknown, and so is its growth. */
  g_assert_cmpint (qos_app_history_add (history, 4, bare), >=, 0);
  assert_no_shares (history);
  add_counts (history, 5, 500, 20, 30);
  assert_no_shares (history);
  add_counts (history, 6, 600, 70, 330);
  assert_shares (history, 50, 100);

  /* The counters restarted. */
  add_counts (history, 7, 100, 0, 0);
  assert_no_shares (history);

  /* The sender fell silent, and came back with higher counters than before. */
  g_assert_cmpint (qos_app_history_add (history, 8, NULL), >=, 0);
  add_counts (history, 40, 200, 80, 0);
  assert_no_shares (history);
  add_counts (history, 41, 300, 90, 0);
  assert_shares (history, 10, 0);
  gst_structure_free (bare);
  qos_app_history_free (history);
}

static void
test_values_and_order (void)
{
  QosAppHistory *history = qos_app_history_new (&qos_app_fields_sent);
  GstStructure *stats = gst_structure_new ("qospay", "rtt-ms", G_TYPE_DOUBLE,
      40.2, "remote-mos", G_TYPE_DOUBLE, 4.25, NULL);

  g_assert_cmpint (qos_app_history_add (history, 10, stats), >=, 0);
  g_assert_cmpfloat_with_epsilon (newest (history, QOS_SENDER (RTT_MS)), 40.2,
      1e-4);
  g_assert_cmpfloat (newest (history, QOS_SENDER (REMOTE_MOS)), ==, 4.25);
  g_assert_true (isnan (newest (history, QOS_SENDER (DELAY_MS))));
  g_assert_cmpint (qos_app_history_add (history, 9, stats), ==, -1);
  g_assert_cmpint (qos_app_history_add (history, 10, NULL), >=, 0);
  g_assert_true (isnan (newest (history, QOS_SENDER (RTT_MS))));
  for (guint i = 0; i < QOS_APP_HISTORY_ROWS; i++)
    g_assert_cmpint (qos_app_history_add (history, 11 + i, stats), >=, 0);
  g_assert_cmpuint (qos_app_history_length (history), ==, QOS_APP_HISTORY_ROWS);
  g_assert_cmpfloat (qos_app_history_time (history, 0), ==, 11);
  gst_structure_free (stats);
  qos_app_history_free (history);
}

static void
assert_event (const QosAppEvents *events, guint i, gdouble time_s,
    const gchar *want)
{
  const QosAppEvent *event = qos_app_events_get (events, i);
  gchar *text = qos_app_event_text (event);

  g_assert_cmpfloat (event->time_s, ==, time_s);
  g_assert_cmpstr (text, ==, want);
  g_free (text);
}

static void
test_events (void)
{
  QosAppEvents *events = qos_app_events_new ();
  gchar *long_text = g_strnfill (300, 'x');

  add_event (events, 5, "late", 64.2, "Wait longer.");
  add_event (events, 4, "drift", 40, "Resample.");
  add_event (events, 6, "gremlins", NAN, long_text);
  g_assert_cmpuint (qos_app_events_length (events), ==, 3);
  assert_event (events, 0, 5, "64 ms missing: late");
  assert_event (events, 1, 5, "clocks 40 ms apart: drift");
  assert_event (events, 2, 6, "other");
  g_assert_cmpstr (qos_app_events_advice (events, QOS_APP_CAUSE_LATE), ==,
      "Wait longer.");
  g_assert_cmpstr (qos_app_events_advice (events, QOS_APP_CAUSE_BURST), ==, "");
  g_assert_cmpuint (strlen (
                        qos_app_events_advice (events, QOS_APP_CAUSE_OTHER)),
      ==, 255);
  for (guint i = 0; i < QOS_APP_EVENTS_MAX; i++)
    add_event (events, 10 + i, "burst", 20, "");
  g_assert_cmpuint (qos_app_events_length (events), ==, QOS_APP_EVENTS_MAX);
  assert_event (events, 0, 10, "20 ms missing: burst");
  g_free (long_text);
  qos_app_events_free (events);
}

static void
test_csv (void)
{
  QosAppHistory *history = qos_app_history_new (&qos_app_fields_sent);
  gdouble now = qos_app_history_now ();
  GstStructure *stats = gst_structure_new ("qospay", "rtt-ms", G_TYPE_DOUBLE,
      40.2, "wire-kbps", G_TYPE_DOUBLE, 140.0, NULL);
  gchar *csv, **rows;

  for (guint i = 0; i < 4; i++)
    qos_app_history_add (history, now + i, i == 2 ? NULL : stats);
  add_event (qos_app_history_events (history), now + 0.5, "loss", 21, "");
  add_event (qos_app_history_events (history), now + 2.5, "late", 43, "");
  csv = qos_app_history_csv (history, now + 1);
  rows = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 6);
  g_assert_cmpstr (rows[0], ==,
      "time,rtt-ms,delay-ms,return-delay-ms,delay-error-ms,remote-loss-percent,"
      "media-kbps,wire-kbps,remote-mos,remote-r-factor,event");
  for (guint i = 1; i < 5; i++)
    g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:"
                                         "\\d\\d\\.\\d{3}Z,",
        rows[i], 0, 0));
  g_assert_cmpstr (strchr (rows[1], ','), ==, ",40.2,,,,,,140,,,");
  g_assert_cmpstr (strchr (rows[2], ','), ==, ",,,,,,,,,,");
  g_assert_cmpstr (strchr (rows[3], ','), ==, ",,,,,,,,,,43 ms missing: late");
  g_assert_cmpstr (rows[5], ==, "");
  g_strfreev (rows);
  g_free (csv);
  gst_structure_free (stats);
  qos_app_history_free (history);
}

/* Entries from before the clock was set keep their time. */
static void
test_clock_is_set (void)
{
  QosAppHistory *history = qos_app_history_new (&qos_app_fields_sent);
  gdouble now = qos_app_history_now ();
  GDateTime *times[5];
  gchar *csv, **rows, *before, *after;

  qos_app_history_add (history, now, NULL);
  before = qos_app_history_format (history, now, "%F %T");
  clock_set_us = G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  add_event (qos_app_history_events (history), now + 0.5, "loss", 21, "");
  qos_app_history_add (history, now + 1, NULL);
  add_event (qos_app_history_events (history), now + 1.5, "loss", 21, "");
  csv = qos_app_history_csv (history, now);
  rows = g_strsplit (csv, "\r\n", -1);
  for (guint i = 1; i < 5; i++) {
    rows[i][strcspn (rows[i], ",")] = '\0';
    times[i] = g_date_time_new_from_iso8601 (rows[i], NULL);
    g_assert_nonnull (times[i]);
  }
  for (guint i = 2; i < 5; i++)
    g_assert_cmpfloat_with_epsilon ((gdouble) g_date_time_difference (times[i],
                                        times[1]) /
            G_USEC_PER_SEC,
        3600 + 0.5 * (i - 1), 0.01);
  after = qos_app_history_format (history, now, "%F %T");
  g_assert_cmpstr (before, ==, after);
  clock_set_us = 0;
  for (guint i = 1; i < 5; i++)
    g_date_time_unref (times[i]);
  g_free (before);
  g_free (after);
  g_strfreev (rows);
  g_free (csv);
  qos_app_history_free (history);
}

static void
test_come_and_go (void)
{
  QosAppHistories *all = qos_app_histories_new (&qos_app_fields_received);
  QosAppHistory *first = qos_app_histories_get (all, 1);

  add_counts (first, 0, 1, 0, 0);
  qos_app_histories_leave (all, 1, FALSE);
  g_assert_true (qos_app_histories_get (all, 1) == first);
  g_assert_cmpuint (qos_app_history_length (first), ==, 2);
  qos_app_histories_leave (all, 1, TRUE);
  first = qos_app_histories_get (all, 1);
  g_assert_cmpuint (qos_app_history_length (first), ==, 0);
  qos_app_histories_leave (all, 1, TRUE);

  for (guint i = 0; i < QOS_APP_HISTORIES_MAX; i++)
    g_assert_nonnull (qos_app_histories_get (all, 100 + i));
  g_assert_null (qos_app_histories_get (all, 1000));

  /* A history that is being viewed replaces another, but not the one viewed
   * before it; one that has left is replaced first. */
  g_assert_nonnull (qos_app_histories_look_at (all, 1000));
  g_assert_nonnull (qos_app_histories_look_at (all, 1001));
  first = qos_app_histories_get (all, 1000);
  g_assert_nonnull (first);
  g_assert_null (qos_app_histories_get (all, 1002));
  qos_app_histories_leave (all, 1000, FALSE);
  g_assert_nonnull (qos_app_histories_get (all, 1002));
  g_assert_null (qos_app_histories_get (all, 1003));
  qos_app_histories_free (all);
}

#ifndef __SANITIZE_ADDRESS__
static gsize
read_resident (void)
{
  gchar *text = NULL;
  gulong size, resident;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%lu %lu", &size, &resident), ==, 2);
  g_free (text);
  return resident * (gsize) sysconf (_SC_PAGESIZE);
}

/* Half an hour of all senders, with an event of each every second. */
static void
feed (QosAppHistories *all, guint from_row)
{
  GstStructure *event = gst_structure_new ("qosevent", "cause", G_TYPE_STRING,
      "late", "gap-ms", G_TYPE_DOUBLE, 21.0, "advice", G_TYPE_STRING,
      "A playout delay of 140 ms instead of 100 would have saved 97 %.", NULL);

  for (guint row = from_row; row < from_row + HALF_HOUR_ROWS; row++) {
    GstStructure *stats = make_stats (24 * row, row, row / 2);

    for (guint ssrc = 0; ssrc < SENDERS; ssrc++) {
      QosAppHistory *history = qos_app_histories_get (all, ssrc);

      qos_app_history_add (history, row * 0.5, stats);
      if (row & 1)
        qos_app_events_add (qos_app_history_events (history), row * 0.5, event);
    }
    gst_structure_free (stats);
  }
  gst_structure_free (event);
}
#endif

static void
test_memory (void)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer keeps what was freed");
#else
  QosAppHistories *all = qos_app_histories_new (&qos_app_fields_received);
  gsize before = read_resident (), once, twice;

  feed (all, 0);
  once = read_resident ();
  feed (all, HALF_HOUR_ROWS);
  twice = read_resident ();
  g_test_message ("%d senders, 30 min: %.1f MiB, after a further 30 min %.1f",
      SENDERS, (gdouble) (once - before) / (1024 * 1024),
      (gdouble) (twice - before) / (1024 * 1024));
  g_assert_cmpuint (once - before, <, MEMORY_LIMIT);
  /* The rings have 100 rows more than the first half hour filled. */
  g_assert_cmpuint (twice, <, once + MEMORY_LIMIT / 32);
  qos_app_histories_free (all);
#endif
}

/* Over 10 s, or as much as there is; a moment without a value has none. */
static void
test_means (void)
{
  QosAppHistory *history = qos_app_history_new (&qos_app_fields_received);
  GstStructure *bare = gst_structure_new_empty ("qosstats");
  guint mos = qos_app_history_find (&qos_app_fields_received, QOS_STREAM (MOS));

  for (guint i = 0; i < 100; i++) {
    GstStructure *stats = gst_structure_new ("qosstats", "mos", G_TYPE_DOUBLE,
        i < 50      ? 4.0
            : i % 2 ? 1.0
                    : 2.0,
        NULL);

    qos_app_history_add (history, i * 0.5, i == 97 ? bare : stats);
    gst_structure_free (stats);
  }
  for (guint i = 0; i < 2; i++)
    g_assert_cmpfloat (qos_app_history_mean (history, i * 20, mos, 10), ==, 4);
  g_assert_cmpfloat (qos_app_history_mean (history, 91, mos, 10), ==, 1.5);
  g_assert_true (isnan (qos_app_history_mean (history, 97, mos, 10)));
  g_assert_cmpfloat_with_epsilon (qos_app_history_mean (history, 98, mos, 10),
      1.5, 0.05);
  gst_structure_free (bare);
  qos_app_history_free (history);
}

static void
test_main_cause (void)
{
  QosAppEvents *events = qos_app_events_new ();
  GstStructure *late = gst_structure_new ("qosevent", "cause", G_TYPE_STRING,
      "late", "gap-ms", G_TYPE_DOUBLE, 50.0, "advised-latency-ms",
      G_TYPE_DOUBLE, 180.0, NULL);

  g_assert_cmpint (qos_app_events_main_cause (events, 0), ==, QOS_APP_N_CAUSES);
  g_assert_cmpuint (qos_app_events_advised_ms (events), ==, 0);
  add_event (events, 1, "burst", 200, "");
  add_event (events, 2, "drift", 1000, "");
  qos_app_events_add (events, 5, late);
  qos_app_events_add (events, 6, late);
  add_event (events, 7, "loss", 90, "");
  g_assert_cmpint (qos_app_events_main_cause (events, 0), ==,
      QOS_APP_CAUSE_BURST);
  g_assert_cmpint (qos_app_events_main_cause (events, 3), ==,
      QOS_APP_CAUSE_LATE);
  g_assert_cmpuint (qos_app_events_advised_ms (events), ==, 180);
  gst_structure_free (late);
  qos_app_events_free (events);
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/shares-of-intervals", test_shares_of_intervals);
  g_test_add_func ("/history/values-and-order", test_values_and_order);
  g_test_add_func ("/history/events", test_events);
  g_test_add_func ("/history/means", test_means);
  g_test_add_func ("/history/main-cause", test_main_cause);
  g_test_add_func ("/history/csv", test_csv);
  g_test_add_func ("/history/clock-is-set", test_clock_is_set);
  g_test_add_func ("/history/come-and-go", test_come_and_go);
  g_test_add_func ("/history/memory", test_memory);
  return g_test_run ();
}
