/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The state of a stream in one word, from its messages.
 */
#include "qos-app-health.h"

#include <math.h>

#define PACKET_MS 20.0
#define PACKETS 25 /* in one message, every 500 ms */

/* A stream, some of whose packets are late or lost. */
typedef struct
{
  QosAppHealth *health;
  gdouble time_s;
  guint64 expected, lost, late;
  guint64 reports;
  gdouble age_ms;
  const gchar *end, *not_played;
  gboolean has_no_concealed;
} Stream;

static void
setup (Stream *stream, gconstpointer user)
{
  stream->health = qos_app_health_new ();
  stream->time_s = 1000;
}

static void
teardown (Stream *stream, gconstpointer user)
{
  qos_app_health_free (stream->health);
}

static GstStructure *
make_received (const Stream *stream)
{
  GstStructure *stats = gst_structure_new ("qosstats", "ssrc", G_TYPE_UINT, 7,
      "packets-expected", G_TYPE_UINT64, stream->expected, "packets-lost",
      G_TYPE_UINT64, stream->lost, "packets-late", G_TYPE_UINT64, stream->late,
      "last-packet-age-ms", G_TYPE_DOUBLE, stream->age_ms, "duration",
      G_TYPE_UINT64, GST_SECOND / 2, NULL);

  if (!stream->has_no_concealed)
    gst_structure_set (stats, "concealed-ms", G_TYPE_DOUBLE,
        (gdouble) (stream->lost + stream->late) * PACKET_MS, NULL);
  if (stream->end)
    gst_structure_set (stats, "end-reason", G_TYPE_STRING, stream->end, NULL);
  if (stream->not_played)
    gst_structure_set (stats, "not-played", G_TYPE_STRING, stream->not_played,
        NULL);
  return stats;
}

static void
run (Stream *stream, gdouble seconds, guint lost, guint late)
{
  for (guint i = 0; i < seconds * 2; i++) {
    GstStructure *stats;

    stream->time_s += 0.5;
    stream->expected += stream->age_ms > 0 ? 0 : PACKETS;
    stream->lost += lost;
    stream->late += late;
    stats = make_received (stream);
    qos_app_health_add (stream->health, stream->time_s, stats);
    gst_structure_free (stats);
  }
}

static void
assert_state (Stream *stream, QosAppHealthState state, const gchar *text)
{
  gchar *says = qos_app_health_text (stream->health);

  g_assert_cmpstr (says, ==, text);
  g_assert_cmpint (qos_app_health_look (stream->health)->state, ==, state);
  g_free (says);
}

static void
test_receiver (Stream *stream, gconstpointer user)
{
  const QosAppHealthLook *look = qos_app_health_look (stream->health);

  g_assert_cmpint (look->state, ==, QOS_APP_HEALTH_WAITING);
  g_assert_true (isnan (look->missing_percent));
  run (stream, 0.5, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GOOD,
      "No sound missing in the last 1 s");
  run (stream, 4.5, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GOOD,
      "No sound missing in the last 5 s");
  run (stream, 20, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GOOD,
      "No sound missing in the last 10 s");

  /* One packet makes drop-outs, until it is 10 s ago. */
  run (stream, 0.5, 1, 0);
  assert_state (stream, QOS_APP_HEALTH_DROP_OUTS,
      "0.2 % of the sound missing in the last 10 s: 1 packet lost");
  run (stream, 9.5, 0, 0);
  g_assert_cmpint (look->state, ==, QOS_APP_HEALTH_DROP_OUTS);
  run (stream, 0.5, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GOOD,
      "No sound missing in the last 10 s");
  g_assert_cmpfloat_with_epsilon (look->total_ms, PACKET_MS, 1e-6);

  run (stream, 10, 1, 10);
  assert_state (stream, QOS_APP_HEALTH_BAD,
      "44 % of the sound missing in the last 10 s: 200 packets late, 20 lost");
  g_assert_cmpfloat_with_epsilon (look->missing_ms, 4400, 1e-6);
  g_assert_cmpfloat_with_epsilon (look->lost_percent, 4, 1e-6);
  g_assert_cmpfloat_with_epsilon (look->late_percent, 40, 1e-6);
  g_assert_cmpfloat_with_epsilon (look->total_s, 45.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (look->total_percent,
      100 * (4400 + PACKET_MS) / 45500, 1e-6);
}

/* Just below and at the limit. */
static void
test_limit (Stream *stream, gconstpointer user)
{
  run (stream, 10, 0, 1);
  run (stream, 0.5, 0, 5);
  assert_state (stream, QOS_APP_HEALTH_DROP_OUTS,
      "4.8 % of the sound missing in the last 10 s: 24 packets late");
  run (stream, 0.5, 0, 2);
  assert_state (stream, QOS_APP_HEALTH_BAD,
      "5.0 % of the sound missing in the last 10 s: 25 packets late");
}

/* Without a clock rate only packets are known. */
static void
test_packets_only (Stream *stream, gconstpointer user)
{
  stream->has_no_concealed = TRUE;
  run (stream, 20, 1, 2);
  assert_state (stream, QOS_APP_HEALTH_BAD,
      "12 % of the sound missing in the last 10 s: 40 packets late, 20 lost");
  g_assert_true (isnan (qos_app_health_look (stream->health)->missing_ms));
}

/* A lost packet may still come, and a sender may start a new stream. */
static void
test_counters_that_fall (Stream *stream, gconstpointer user)
{
  run (stream, 20, 0, 0);
  stream->lost = 0;
  run (stream, 0.5, 3, 0);
  stream->lost = 0;
  run (stream, 0.5, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GOOD,
      "No sound missing in the last 10 s");

  run (stream, 0.5, 100, 0);
  g_assert_cmpint (qos_app_health_look (stream->health)->state, ==,
      QOS_APP_HEALTH_BAD);
  stream->expected = stream->lost = stream->late = 0;
  run (stream, 1, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GOOD,
      "No sound missing in the last 1 s");
  run (stream, 0.5, 0, 300); /* more than there were: at most all of them */
  g_assert_cmpfloat (qos_app_health_look (stream->health)->missing_percent, ==,
      100);
}

/* Messages of an element that posts them more often, or less often. */
static void
test_pace (Stream *stream, gconstpointer user)
{
  for (guint i = 0; i < 1000; i++) {
    stream->time_s -= 0.45; /* every 50 ms */
    run (stream, 0.5, 0, i % 2);
  }
  g_assert_cmpfloat_with_epsilon (qos_app_health_look (stream->health)->span_s,
      10, 0.3);
  stream->time_s += 30;
  run (stream, 0.5, 0, 0);
  g_assert_cmpfloat_with_epsilon (qos_app_health_look (stream->health)->span_s,
      30.5, 0.3);
}

static void
test_silence_and_end (Stream *stream, gconstpointer user)
{
  gchar *number;

  run (stream, 10, 0, 0);
  stream->age_ms = 1900;
  run (stream, 0.5, 0, 0);
  g_assert_cmpint (qos_app_health_look (stream->health)->state, ==,
      QOS_APP_HEALTH_GOOD);
  stream->age_ms = 12100;
  stream->not_played = "format-unknown";
  run (stream, 0.5, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_SILENT, "Silent for 12 s");
  number = qos_app_health_number (stream->health);
  g_assert_cmpstr (number, ==, "12 s");
  g_free (number);

  stream->age_ms = 0;
  run (stream, 0.5, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_NOT_HEARD,
      "Not heard: its format is not known");
  g_assert_true (isnan (qos_app_health_look (stream->health)->missing_percent));
  stream->not_played = "news";
  run (stream, 0.5, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_NOT_HEARD,
      "Not heard: it cannot be played");

  stream->end = "bye";
  run (stream, 0.5, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GONE, "Ended by the other end");
  stream->lost = 65;
  run (stream, 0.5, 0, 0);
  stream->end = "timeout";
  stream->age_ms = 30000;
  run (stream, 0.5, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GONE,
      "Connection lost: no packets for 30 s; 1.3 s of sound were missing in "
      "all, 9.6 %");
}

/* At a sender */

static void
report (Stream *stream, gdouble seconds, guint lost, guint late)
{
  for (guint i = 0; i < seconds * 2; i++) {
    GstStructure *stats;

    stream->time_s += 0.5;
    stream->expected += PACKETS;
    stream->lost += lost;
    stream->late += late;
    stream->reports += stream->age_ms > 0 ? 0 : 1;
    stats = gst_structure_new ("qospay", "packets-sent", G_TYPE_UINT64,
        stream->expected, "remote-ssrc", G_TYPE_UINT, 1,
        "remote-packets-received", G_TYPE_UINT64,
        stream->expected - stream->lost, "remote-packets-lost", G_TYPE_UINT64,
        stream->lost, "remote-discard-percent", G_TYPE_DOUBLE,
        floor (256.0 * (gdouble) stream->late / (gdouble) stream->expected) *
            100 / 256,
        "report-age-ms", G_TYPE_DOUBLE, stream->age_ms, "reports-received",
        G_TYPE_UINT64, stream->reports, NULL);
    qos_app_health_add (stream->health, stream->time_s, stats);
    gst_structure_free (stats);
  }
}

static void
test_sender (Stream *stream, gconstpointer user)
{
  const QosAppHealthLook *look = qos_app_health_look (stream->health);
  GstStructure *bare = gst_structure_new ("qospay", "packets-sent",
      G_TYPE_UINT64, (guint64) 9, NULL);

  qos_app_health_add (stream->health, stream->time_s, bare);
  gst_structure_free (bare);
  assert_state (stream, QOS_APP_HEALTH_WAITING, "No receiver has reported yet");
  report (stream, 20, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GOOD,
      "No sound missing in the last 10 s");
  report (stream, 10, 1, 0);
  assert_state (stream, QOS_APP_HEALTH_DROP_OUTS,
      "4.0 % of the sound missing in the last 10 s: 20 packets lost");
  report (stream, 10, 0, 11);
  g_assert_cmpint (look->state, ==, QOS_APP_HEALTH_BAD);
  g_assert_cmpfloat_with_epsilon (look->late_percent, 44, 4);

  /* An hour later the total is 0.5 %, and does not describe the present. */
  report (stream, 3600, 0, 0);
  assert_state (stream, QOS_APP_HEALTH_GOOD,
      "No sound missing in the last 10 s");
  report (stream, 1800, 0, 5);
  g_assert_cmpint (look->state, ==, QOS_APP_HEALTH_BAD);
  g_assert_cmpfloat_with_epsilon (look->late_percent, 20, 2.5);

  stream->age_ms = 2500;
  report (stream, 2.5, 0, 5);
  g_assert_cmpint (look->state, ==, QOS_APP_HEALTH_BAD);
  stream->age_ms = 3000;
  report (stream, 0.5, 0, 5);
  assert_state (stream, QOS_APP_HEALTH_SILENT, "Silent for 3 s");
}

static void
test_words (void)
{
  for (guint state = 0; state < QOS_APP_N_HEALTH; state++) {
    g_assert_nonnull (qos_app_health_word (state));
    g_assert_true (g_str_has_suffix (qos_app_health_icon (state), "-symbolic"));
  }
}

int
main (int argc, char **argv)
{
  const struct
  {
    const gchar *name;
    void (*test) (Stream *stream, gconstpointer user);
  } tests[] = {
      {"/health/receiver", test_receiver},
      {"/health/limit", test_limit},
      {"/health/packets-only", test_packets_only},
      {"/health/counters-that-fall", test_counters_that_fall},
      {"/health/pace", test_pace},
      {"/health/silence-and-end", test_silence_and_end},
      {"/health/sender", test_sender},
  };

  gst_init (NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Stream, NULL, setup, tests[i].test, teardown);
  g_test_add_func ("/health/words", test_words);
  return g_test_run ();
}
