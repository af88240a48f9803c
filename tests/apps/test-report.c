/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Overviews that are halved, and the page of a session made from its messages.
 */
#include "qos-app-overview.h"
#include "qos-app-report.h"
#include "qos-app-session-report.h"
#include "qos-app-svg.h"
#include "test-arrays.h"

#include <math.h>
#include <string.h>

/* A session that emits given messages. */
G_DECLARE_FINAL_TYPE (FakeSession, fake_session, FAKE, SESSION, QosAppSession)

struct _FakeSession
{
  QosAppSession parent;
};

G_DEFINE_FINAL_TYPE (FakeSession, fake_session, QOS_TYPE_APP_SESSION)

static void
fake_session_init (FakeSession *self)
{
}

static void
fake_session_class_init (FakeSessionClass *klass)
{
}

static const QosTrendRule rules[] = {QOS_TREND_HIGHEST, QOS_TREND_LOWEST,
    QOS_TREND_MEAN};

static QosAppOverview *
make_overview (guint n)
{
  QosAppOverview *overview = qos_app_overview_new (rules, G_N_ELEMENTS (rules));

  for (guint i = 0; i < n; i++) {
    const gdouble values[] = {i, i, i};

    qos_app_overview_add (overview, 0.5 * (i + 1), values);
  }
  return overview;
}

static const QosAppOverviewPoint *
get_point (const QosAppOverview *overview, guint i)
{
  return &g_array_index (overview->points, QosAppOverviewPoint, i);
}

/* Whatever comes, no peak is lost and the mean is unchanged. */
static void
test_halves (void)
{
  for (guint n = 1; n < 6000; n += 97) {
    QosAppOverview *overview = make_overview (n);
    guint points = overview->points->len;
    guint step = overview->step;
    gdouble high = -INFINITY, low = INFINITY, sum = 0;

    g_assert_cmpuint (points, ==, (n + step - 1) / step);
    g_assert_cmpuint (points, <=, QOS_APP_OVERVIEW_POINTS_MAX);
    g_assert_true (step == 1 || points > QOS_APP_OVERVIEW_POINTS_MAX / 2);
    for (guint i = 0; i < points; i++) {
      guint made_of = i + 1 < points ? step : n - step * (points - 1);

      high = MAX (high, get_point (overview, i)->values[0]);
      low = MIN (low, get_point (overview, i)->values[1]);
      sum += get_point (overview, i)->values[2] * made_of;
    }
    g_assert_cmpfloat (high, ==, n - 1);
    g_assert_cmpfloat (low, ==, 0);
    g_assert_cmpfloat_with_epsilon (sum / n, (n - 1) / 2.0, 0.01);
    g_assert_cmpfloat (get_point (overview, points - 1)->time_s, ==, 0.5 * n);
    qos_app_overview_free (overview);
  }
}

/* An unknown value does not count, and does not hide others. */
static void
test_unknown (void)
{
  QosAppOverview *overview = qos_app_overview_new (rules, 1);

  for (guint i = 0; i < 2 * QOS_APP_OVERVIEW_POINTS_MAX; i++) {
    gdouble value = i % 4 == 1 ? 7 : NAN;

    qos_app_overview_add (overview, i, &value);
  }
  g_assert_cmpuint (overview->step, ==, 2);
  for (guint i = 0; i < overview->points->len; i++)
    if (i % 2 == 0)
      g_assert_cmpfloat (get_point (overview, i)->values[0], ==, 7);
    else
      g_assert_true (isnan (get_point (overview, i)->values[0]));
  qos_app_overview_free (overview);
}

static guint
count (const gchar *text, const gchar *part)
{
  guint n = 0;

  for (const gchar *at = text; (at = strstr (at, part)); at += strlen (part))
    n++;
  return n;
}

/* A line breaks where a value is missing, and a single point is visible. */
static void
test_drawing (void)
{
  static const gdouble values[] = {1, 2, NAN, 3, NAN, 4, 5};
  const QosAppSvgChart chart = {"Loss", "%", 1, .first = 0, .n = 1};
  const QosAppSvgChart unknown = {"Jitter", "ms", 1, .first = 1, .n = 1};
  QosAppOverview *overview = qos_app_overview_new (rules, 2);
  GString *page = g_string_new (NULL);
  const gchar *line;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    const gdouble point[] = {values[i], NAN};

    qos_app_overview_add (overview, i, point);
  }
  g_assert_false (qos_app_svg_append (page, &unknown, overview, 0, 6));
  g_assert_cmpuint (page->len, ==, 0);
  g_assert_true (qos_app_svg_append (page, &chart, overview, 0, 6));
  line = strstr (page->str, "line s0");
  g_assert_nonnull (line);
  g_assert_cmpuint (count (line, "M"), ==, 3);
  g_assert_cmpuint (count (line, "L"), ==, 2);
  g_assert_nonnull (strstr (page->str, "Loss, %"));
  /* Coordinates have no decimals, so that no locale can break them. */
  g_assert_null (strpbrk (strstr (line, "d=\""), ",."));
  g_string_free (page, TRUE);
  qos_app_overview_free (overview);
}

/* However long the session was, there are times on the axis. */
static void
test_times (void)
{
  static const gdouble spans_s[] = {1, 100, 8101, 86400, 1e6, 1e8};
  const QosAppSvgChart chart = {"Loss", "%", 1, .first = 0, .n = 1};
  const gdouble zero = 0;

  for (guint i = 0; i < G_N_ELEMENTS (spans_s); i++) {
    QosAppOverview *overview = qos_app_overview_new (rules, 1);
    GString *page = g_string_new (NULL);

    qos_app_overview_add (overview, 0, &zero);
    qos_app_overview_add (overview, spans_s[i], &zero);
    qos_app_svg_append (page, &chart, overview, 0, spans_s[i]);
    g_assert_cmpuint (count (page->str, "class=\"time\""), >=, i > 0 ? 4 : 2);
    g_assert_cmpuint (count (page->str, "class=\"time\""), <=, 9);
    g_string_free (page, TRUE);
    qos_app_overview_free (overview);
  }
}

static GstStructure *
make_stats (guint ssrc, const gchar *name, gdouble loss)
{
  return gst_structure_new ("qosstats", "ssrc", G_TYPE_UINT, ssrc, "name",
      G_TYPE_STRING, name, "packets-received", G_TYPE_UINT64, (guint64) 1000,
      "duration", G_TYPE_UINT64, (guint64) 500000000, "wire-bytes-received",
      G_TYPE_UINT64, (guint64) 100000, "delta-max-ms", G_TYPE_DOUBLE, 20 + loss,
      "loss-percent", G_TYPE_DOUBLE, loss, "mos", G_TYPE_DOUBLE, 4 - loss,
      NULL);
}

static void
take (QosAppReport *report, guint ssrc, const gchar *name, gdouble loss,
    gdouble time_s, const gchar *end_reason)
{
  GstStructure *stats = make_stats (ssrc, name, loss);

  if (end_reason)
    gst_structure_set (stats, "end-reason", G_TYPE_STRING, end_reason, NULL);
  qos_app_report_take_stats (report, stats, time_s);
  gst_structure_free (stats);
}

static GstStructure *
make_event (const gchar *cause, gdouble gap_ms, const gchar *advice)
{
  return gst_structure_new ("qosevent", "ssrc", G_TYPE_UINT, 7, "cause",
      G_TYPE_STRING, cause, "gap-ms", G_TYPE_DOUBLE, gap_ms, "advice",
      G_TYPE_STRING, advice, "running-time", G_TYPE_UINT64, 7200 * GST_SECOND,
      NULL);
}

static void
take_event (QosAppReport *report, const gchar *cause, gdouble gap_ms,
    const gchar *advice)
{
  GstStructure *event = make_event (cause, gap_ms, advice);

  qos_app_report_take_event (report, event, 83);
  gst_structure_free (event);
}

static gchar *
make_page (QosAppReport *report)
{
  GDateTime *start = g_date_time_new_from_unix_utc (1700000000);
  const QosAppReportHead head = {.title = "A <session>",
      .start = start,
      .seconds = 3723,
      .notes = "one\ntwo & three\n"};
  gchar *page = qos_app_report_page (report, &head);

  g_date_time_unref (start);
  return page;
}

static void
assert_has (const gchar *page, const gchar *part)
{
  if (!strstr (page, part))
    g_error ("no \"%s\" in %s", part, page);
}

static void
test_session (void)
{
  QosAppReport *report = qos_app_report_new (&qos_app_fields_received);
  gchar *page;

  for (guint i = 1; i <= 20; i++)
    take (report, 7, "<b>&\"\x1b", i == 10 ? 2 : 0, 0.5 * i,
        i == 20 ? "bye" : NULL);
  take_event (report, "late", 20, "wait longer"); /* of the one that follows */
  take (report, 7, "again", 0, 11, NULL);
  take (report, 8, "other", 0, 11, NULL);
  for (guint i = 0; i < 200; i++)
    take_event (report, "loss", i, "look for <it>");
  take_event (report, "nonsense", 1000, "never shown");
  page = make_page (report);
  assert_has (page, "A &lt;session&gt;");
  assert_has (page, "1:02:03");
  assert_has (page, "two &amp; three");
  assert_has (page, "<bdi>&lt;b&gt;&amp;&quot;</bdi>");
  assert_has (page, "look for &lt;it&gt;");
  assert_has (page, "<td>loss</td><td>200</td><td>19900 ms</td>");
  assert_has (page, "The 50 events with the most");
  assert_has (page, "<tr><td>0:01:23</td><td>loss</td>");
  assert_has (page, "<dt>MOS, min</dt><dd>2.00</dd>");
  assert_has (page, "<dt>MOS, mean</dt><dd>3.90</dd>");
  assert_has (page, "<dt>longest pause</dt><dd>22.0 ms</dd>");
  assert_has (page, "<dt>bandwidth</dt><dd>80.0 kbit/s</dd>");
  g_assert_null (strstr (page, "never shown"));
  g_assert_cmpuint (count (page, "<section"), ==, 3);
  /* No stream has a destination. */
  g_assert_null (strstr (page, "<th>to</th>"));
  g_assert_true (g_utf8_validate (page, -1, NULL));
  g_free (page);
  qos_app_report_free (report);
}

/* Drift is not missing sound, and makes room for what is. */
static void
test_drift (void)
{
  QosAppReport *report = qos_app_report_new (&qos_app_fields_received);
  gchar *page;

  take (report, 7, "desk", 0, 1, NULL);
  take_event (report, "drift", 41, "resample");
  take_event (report, "drift", 300, "resample more");
  for (guint i = 0; i < 49; i++)
    take_event (report, "loss", 20, "look");
  page = make_page (report);
  assert_has (page,
      "<td>drift</td><td>2</td><td>clocks 300 ms apart</td>"
      "<td class=\"text\">resample more</td>");
  assert_has (page, "<td>drift</td><td>clocks 300 ms apart</td>");
  assert_has (page, "<td>loss</td><td>49</td><td>980 ms</td>");
  g_assert_cmpuint (count (page, "<td>0:01:23</td><td>drift</td>"), ==, 1);
  g_assert_cmpuint (count (page, "<td>0:01:23</td><td>loss</td>"), ==, 49);
  g_free (page);
  qos_app_report_free (report);
}

static void
say (gpointer session, const gchar *signal, GstStructure *message)
{
  g_signal_emit_by_name (session, signal, message);
  gst_structure_free (message);
}

/* After waiting for a device, the elements count from 0 again. Times are those
 * of the session, whatever those of its pipeline. */
static void
test_wait (void)
{
  gpointer session = g_object_new (fake_session_get_type (), NULL);
  QosAppSessionReport *report =
      qos_app_session_report_new (session, &qos_app_fields_received);
  gchar *page;

  g_signal_emit_by_name (session, "state", QOS_APP_RUNNING);
  say (session, "stats", make_stats (7, "desk", 1));
  g_signal_emit_by_name (session, "state", QOS_APP_WAITING);
  g_signal_emit_by_name (session, "state", QOS_APP_RUNNING);
  say (session, "stats", make_stats (7, "desk", 0));
  say (session, "event", make_event ("loss", 20, ""));
  page = qos_app_session_report_page (report);
  g_assert_cmpuint (count (page, "<section"), ==, 2);
  assert_has (page, "<dt>MOS, min</dt><dd>3.00</dd>");
  assert_has (page, "<dt>MOS, min</dt><dd>4.00</dd>");
  g_assert_cmpuint (count (page, "<dt>bandwidth</dt><dd>1600.0 kbit/s</dd>"),
      ==, 2);
  assert_has (page, "<tr><td>0:00:00</td><td>loss</td>");
  g_free (page);
  qos_app_session_report_free (report);
  g_object_unref (session);
}

/* A message for an interval from at_s on, with the bytes since the start. */
static void
take_interval (QosAppReport *report, gdouble at_s, gdouble length_s,
    guint64 bytes)
{
  GstStructure *stats = gst_structure_new ("qosstats", "ssrc", G_TYPE_UINT, 7,
      "packets-received", G_TYPE_UINT64, bytes / 200, "wire-bytes-received",
      G_TYPE_UINT64, bytes, "mos", G_TYPE_DOUBLE, at_s < 0.5 ? 4.0 : 3.0,
      "loss-percent", G_TYPE_DOUBLE, 1.0, NULL);

  if (length_s > 0)
    gst_structure_set (stats, "duration", G_TYPE_UINT64,
        (guint64) (length_s * 1e9), NULL);
  qos_app_report_take_stats (report, stats, at_s + length_s);
  gst_structure_free (stats);
}

/* The last message covers the rest, or repeats an interval. */
static void
test_stop (void)
{
  QosAppReport *report = qos_app_report_new (&qos_app_fields_received);
  gchar *page;

  take_interval (report, 0, 0.5, 10000);
  take_interval (report, 0.5, 0.5, 20000);
  take_interval (report, 1, 0.1, 22000);
  take_interval (report, 1.1, 0, 22200);
  page = make_page (report);
  assert_has (page, "<dt>bandwidth</dt><dd>160.0 kbit/s</dd>");
  assert_has (page, "<dt>received</dt><dd>111</dd>");
  assert_has (page, "<dt>MOS, mean</dt><dd>3.33</dd>");
  g_free (page);
  qos_app_report_free (report);
}

/* Half of the packets are late at the minimum delay, none at the maximum. */
static void
test_what_if (void)
{
  QosAppReport *report = qos_app_report_new (&qos_app_fields_received);
  GstStructure *stats =
      make_structure ("qosstats, ssrc=(uint)7, packets-received=(guint64)200, "
                      "packets-later-than=(guint64)<100, 99, 98, 97, 96, 95, "
                      "94, 93, 92, 91, 90, 0>");
  gchar *page;

  qos_app_report_take_stats (report, stats, 1);
  gst_structure_free (stats);
  page = make_page (report);
  assert_has (page,
      "<div><dt>5 ms</dt><dd>50.00 %</dd></div>"
      "<div><dt>10 ms</dt><dd>49.50 %</dd></div>");
  assert_has (page,
      "<div><dt>500 ms</dt><dd>45.00 %</dd></div>"
      "<div><dt>1000 ms</dt><dd>0.00 %</dd></div></dl>");
  g_free (page);
  qos_app_report_free (report);
}

static void
take_text (QosAppReport *report, const gchar *text, gdouble time_s)
{
  GstStructure *stats = gst_structure_from_string (text, NULL);

  qos_app_report_take_stats (report, stats, time_s);
  gst_structure_free (stats);
}

/* The page starts with how much was missing, why, and what to do. */
static void
test_verdict (void)
{
  QosAppReport *report = qos_app_report_new (&qos_app_fields_received);
  gchar *page;

  take_text (report,
      "qosstats,ssrc=(uint)7,name=(string)\"<desk>\",packets-received="
      "(guint64)480,packets-expected=(guint64)500,packets-lost=(guint64)20,"
      "packets-late=(guint64)170,concealed-ms=3800.0,duration=(guint64)"
      "10000000000",
      10);
  take_event (report, "late", 3500, "Take 180 ms.");
  take_event (report, "loss", 300, "Look at the cable.");
  take_text (report,
      "qosstats,ssrc=(uint)8,packets-received=(guint64)5,packets-expected="
      "(guint64)5,packets-lost=(guint64)0,packets-late=(guint64)0,"
      "concealed-ms=0.0,duration=(guint64)10000000000",
      10);
  take_text (report, "qosstats,ssrc=(uint)9,packets-received=(guint64)4", 10);
  page = make_page (report);
  assert_has (page,
      "<li class=\"bad\"><a href=\"#s0\"><bdi>&lt;desk&gt;</bdi></a>: "
      "<strong>38 % of the sound was missing</strong> (3.8 s), nearly all by "
      "packets that arrived too late. Take 180 ms. 20 of 500 packets were "
      "lost, 170 late.</li>");
  assert_has (page,
      "<li class=\"good\"><a href=\"#s1\"><bdi>0x00000008</bdi></a>: "
      "<strong>No sound was missing."
      "</strong> 0 of 5 packets were lost, 0 late.</li>");
  assert_has (page,
      "<li class=\"unknown\"><a href=\"#s2\"><bdi>0x00000009</bdi></a>: it is "
      "unknown whether sound was missing.</li>");
  assert_has (page, "<td data-title=\"sound missing\">38.00 %</td>");
  assert_has (page, "<dt>of all sound</dt><dd>38.00 %</dd>");
  g_free (page);
  qos_app_report_free (report);
}

static void
test_verdict_of_sender (void)
{
  QosAppReport *report = qos_app_report_new (&qos_app_fields_sent);
  gchar *page;

  take_text (report,
      "qospay,ssrc=(uint)7,packets-sent=(guint64)100,remote-packets-lost="
      "(guint64)7,remote-discard-percent=2.25",
      1);
  take_text (report, "qospay,ssrc=(uint)8,packets-sent=(guint64)90", 1);
  page = make_page (report);
  assert_has (page,
      "<li class=\"bad\"><a href=\"#s0\"><bdi>0x00000007</bdi></a>: <strong>7 "
      "of 100 packets were lost "
      "on the way</strong>, 2.2 % arrived too late.</li>");
  assert_has (page,
      "<li class=\"unknown\"><a href=\"#s1\"><bdi>0x00000008</bdi></a>: 90 "
      "packets were sent. <strong>"
      "No receiver reported</strong> what arrived.</li>");
  assert_has (page, "<td data-title=\"late\">2.2 %</td>");
  g_free (page);
  qos_app_report_free (report);
}

static void
test_nothing (void)
{
  QosAppReport *report = qos_app_report_new (&qos_app_fields_sent);
  gchar *page = make_page (report);

  assert_has (page, "No streams were found.");
  g_free (page);
  qos_app_report_free (report);
}

static void
test_bounds (void)
{
  QosAppReport *report = qos_app_report_new (&qos_app_fields_received);
  gchar *page;

  for (guint i = 0; i < QOS_APP_REPORT_STREAMS_MAX + 10; i++)
    take (report, i, "x", 0, 1, NULL);
  page = make_page (report);
  assert_has (page, "there were too many");
  g_assert_cmpuint (count (page, "<section"), ==, 32);
  g_free (page);
  qos_app_report_free (report);
}

int
main (int argc, char **argv)
{
  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/overview-halves", test_halves);
  g_test_add_func ("/report/overview-of-what-is-not-known", test_unknown);
  g_test_add_func ("/report/drawing", test_drawing);
  g_test_add_func ("/report/times", test_times);
  g_test_add_func ("/report/session", test_session);
  g_test_add_func ("/report/drift", test_drift);
  g_test_add_func ("/report/wait", test_wait);
  g_test_add_func ("/report/stop", test_stop);
  g_test_add_func ("/report/what-if", test_what_if);
  g_test_add_func ("/report/verdict", test_verdict);
  g_test_add_func ("/report/verdict-of-sender", test_verdict_of_sender);
  g_test_add_func ("/report/nothing", test_nothing);
  g_test_add_func ("/report/bounds", test_bounds);
  return g_test_run ();
}
