/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Streams that start, fall behind, end and come back, as metrics: no counter
 * ever goes back, and the number of series is limited.
 */
#include "qos-app-metrics.h"

#include <string.h>

static void
add (QosAppMetrics *metrics, const gchar *fields)
{
  gchar *text = g_strdup_printf ("m,%s", fields);
  GstStructure *s = gst_structure_from_string (text, NULL);

  g_assert_nonnull (s);
  qos_app_metrics_add (metrics, s);
  gst_structure_free (s);
  g_free (text);
}

/* Returns: the value after the name with its labels; -1 if there is none. */
static gdouble
get (QosAppMetrics *metrics, const gchar *series)
{
  gchar *text = qos_app_metrics_text (metrics);
  gchar *start = g_strdup_printf ("\nqosaudio_%s ", series);
  gchar *at = strstr (text, start);
  gdouble value = at ? g_ascii_strtod (at + strlen (start), NULL) : -1;

  g_free (start);
  g_free (text);
  return value;
}

#define assert_is(metrics, series, value) \
  g_assert_cmpfloat_with_epsilon (get (metrics, series), value, 1e-9)

static void
test_counters (void)
{
  QosAppMetrics *metrics = qos_app_metrics_new (&qos_app_fields_received, 0);

  assert_is (metrics, "inbound_streams", 0);
  assert_is (metrics, "inbound_received_packets_total", 0);
  add (metrics, "ssrc=(uint)1,packets-received=(guint64)10");
  add (metrics, "ssrc=(uint)2,packets-received=(guint64)5");
  assert_is (metrics, "inbound_streams", 2);
  assert_is (metrics, "inbound_received_packets_total", 15);
  add (metrics, "ssrc=(uint)1,packets-received=(guint64)12,end-reason=bye");
  assert_is (metrics, "inbound_streams", 1);
  assert_is (metrics, "inbound_received_packets_total", 17);
  /* The same SSRC with a new stream, and a stream whose end was not
   * announced. */
  add (metrics, "ssrc=(uint)1,packets-received=(guint64)3");
  add (metrics, "ssrc=(uint)2,packets-received=(guint64)1");
  assert_is (metrics, "inbound_streams", 2);
  assert_is (metrics, "inbound_streams_seen_total", 4);
  assert_is (metrics, "inbound_received_packets_total", 21);
  qos_app_metrics_end_streams (metrics);
  assert_is (metrics, "inbound_streams", 0);
  assert_is (metrics, "inbound_received_packets_total", 21);
  add (metrics, "packets-received=(guint64)100"); /* without an SSRC */
  assert_is (metrics, "inbound_received_packets_total", 21);
  qos_app_metrics_free (metrics);
}

/* Each message, and the value of the counter after it. */
static void
test_lost (void)
{
  const guint rows[][2] = {{0, 0}, {2, 0}, {1, 0}, {1, 1}, {4, 1}, {3, 1},
      {3, 3}, {2, 3}, {3, 3}, {3, 3}, {9, 3}};
  QosAppMetrics *metrics = qos_app_metrics_new (&qos_app_fields_received, 0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gchar *text =
        g_strdup_printf ("ssrc=(uint)1,packets-lost=(guint64)%u", rows[i][0]);

    add (metrics, text);
    assert_is (metrics, "inbound_lost_packets_total", rows[i][1]);
    g_free (text);
  }
  qos_app_metrics_end_streams (metrics); /* nothing more comes */
  assert_is (metrics, "inbound_lost_packets_total", 9);
  qos_app_metrics_free (metrics);
}

static void
test_histogram (void)
{
  QosAppMetrics *metrics = qos_app_metrics_new (&qos_app_fields_received, 0);

  add (metrics, "ssrc=(uint)1,packets-received=(guint64)1,rtt-ms=0.1");
  add (metrics, "ssrc=(uint)1,packets-received=(guint64)2,rtt-ms=0.2");
  add (metrics, "ssrc=(uint)1,packets-received=(guint64)2,rtt-ms=0.3");
  add (metrics, "ssrc=(uint)2,packets-received=(guint64)1,rtt-ms=9000.0");
  add (metrics, "ssrc=(uint)2,packets-received=(guint64)2,delay-ms=-0.01");
  assert_is (metrics, "inbound_round_trip_seconds_bucket{le=\"0.0001\"}", 1);
  assert_is (metrics, "inbound_round_trip_seconds_bucket{le=\"0.00025\"}", 2);
  assert_is (metrics, "inbound_round_trip_seconds_bucket{le=\"5\"}", 2);
  assert_is (metrics, "inbound_round_trip_seconds_bucket{le=\"+Inf\"}", 3);
  assert_is (metrics, "inbound_round_trip_seconds_count", 3);
  assert_is (metrics, "inbound_round_trip_seconds_sum", 9.0003);
  assert_is (metrics, "inbound_delay_seconds_count", 1);
  assert_is (metrics, "inbound_delay_seconds_sum", 0);
  add (metrics,
      "ssrc=(uint)2,packets-received=(guint64)3,loss-percent=(double)0");
  add (metrics,
      "ssrc=(uint)2,packets-received=(guint64)4,loss-percent=(double)25");
  assert_is (metrics, "inbound_loss_ratio_bucket{le=\"0\"}", 1);
  assert_is (metrics, "inbound_loss_ratio_bucket{le=\"0.2\"}", 1);
  assert_is (metrics, "inbound_loss_ratio_bucket{le=\"0.5\"}", 2);
  assert_is (metrics, "inbound_loss_ratio_sum", 0.25);
  qos_app_metrics_free (metrics);
}

static void
test_sender (void)
{
  QosAppMetrics *metrics = qos_app_metrics_new (&qos_app_fields_sent, 1);

  add (metrics, "ssrc=(uint)1,packets-sent=(guint64)9,rtt-ms=1.0");
  assert_is (metrics, "outbound_round_trip_seconds_count", 0);
  add (metrics,
      "ssrc=(uint)1,packets-sent=(guint64)9,reports-received=(guint64)1,"
      "remote-packets-lost=(guint64)2,rtt-ms=1.0,remote-cname=b");
  assert_is (metrics, "outbound_round_trip_seconds_count", 1);
  assert_is (metrics, "outbound_remote_lost_packets", 2);
  assert_is (metrics, "outbound_sent_packets_total", 9);
  assert_is (metrics, "client_round_trip_seconds{ssrc=\"1\",cname=\"b\"}",
      0.001);
  qos_app_metrics_end_streams (metrics);
  assert_is (metrics, "outbound_remote_lost_packets", 0);
  assert_is (metrics, "client_round_trip_seconds{ssrc=\"1\",cname=\"b\"}", -1);
  qos_app_metrics_free (metrics);
}

static void
test_clients (void)
{
  QosAppMetrics *metrics = qos_app_metrics_new (&qos_app_fields_received, 2);

  add (metrics,
      "ssrc=(uint)1,packets-received=(guint64)1,jitter-ms=1.5,"
      "cname=(string)\"a\\\"b\\\\c\nd\"");
  add (metrics, "ssrc=(uint)2,packets-received=(guint64)2");
  add (metrics, "ssrc=(uint)3,packets-received=(guint64)3");
  assert_is (metrics, "clients_left_out", 1);
  assert_is (metrics,
      "client_received_packets_total{ssrc=\"1\",cname=\"a\\\"b\\\\c d\"}", 1);
  assert_is (metrics,
      "client_jitter_seconds{ssrc=\"1\",cname=\"a\\\"b\\\\c d\"}", 0.0015);
  assert_is (metrics, "client_received_packets_total{ssrc=\"2\",cname=\"\"}",
      2);
  assert_is (metrics, "client_jitter_seconds{ssrc=\"2\",cname=\"\"}", -1);
  assert_is (metrics, "client_received_packets_total{ssrc=\"3\",cname=\"\"}",
      -1);
  add (metrics, "ssrc=(uint)1,packets-received=(guint64)1,end-reason=bye");
  assert_is (metrics, "clients_left_out", 0);
  assert_is (metrics, "client_received_packets_total{ssrc=\"3\",cname=\"\"}",
      3);
  qos_app_metrics_free (metrics);
}

/* However many senders there are, the number of lines is the same. */
static void
test_bounded (void)
{
  QosAppMetrics *metrics = qos_app_metrics_new (&qos_app_fields_received, 0);
  gchar *text = qos_app_metrics_text (metrics);
  gchar **lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  g_strfreev (lines);
  g_free (text);
  for (guint i = 0; i < 1000; i++) {
    gchar *fields = g_strdup_printf (
        "ssrc=(uint)%u,packets-received=(guint64)%u,jitter-ms=%u.0", i, i, i);

    add (metrics, fields);
    g_free (fields);
  }
  text = qos_app_metrics_text (metrics);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n);
  assert_is (metrics, "inbound_received_packets_total", 999 * 1000 / 2);
  g_strfreev (lines);
  g_free (text);
  qos_app_metrics_free (metrics);
}

/* Any message after any other. */
static void
test_never_back (void)
{
  const gchar *const names[] = {"inbound_received_packets_total",
      "inbound_lost_packets_total", "inbound_expected_packets_total",
      "inbound_streams_seen_total", "inbound_jitter_seconds_count",
      "inbound_jitter_seconds_sum"};
  gdouble before[G_N_ELEMENTS (names)] = {0};
  QosAppMetrics *metrics = qos_app_metrics_new (&qos_app_fields_received, 3);

  for (guint i = 0; i < 2000; i++) {
    gchar *fields =
        g_strdup_printf ("ssrc=(uint)%d,packets-received=(guint64)%d,packets-"
                         "lost=(guint64)%d,"
                         "packets-expected=(guint64)%d,jitter-ms=%d.5%s",
            g_test_rand_int_range (0, 5), g_test_rand_int_range (0, 100),
            g_test_rand_int_range (0, 100), g_test_rand_int_range (0, 100),
            g_test_rand_int_range (-1, 100),
            g_test_rand_int_range (0, 10) ? "" : ",end-reason=timeout");

    add (metrics, fields);
    g_free (fields);
    for (guint j = 0; j < G_N_ELEMENTS (names); j++) {
      gdouble now = get (metrics, names[j]);

      g_assert_cmpfloat (now, >=, before[j]);
      before[j] = now;
    }
  }
  qos_app_metrics_free (metrics);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/metrics/counters", test_counters);
  g_test_add_func ("/metrics/lost", test_lost);
  g_test_add_func ("/metrics/histogram", test_histogram);
  g_test_add_func ("/metrics/sender", test_sender);
  g_test_add_func ("/metrics/clients", test_clients);
  g_test_add_func ("/metrics/bounded", test_bounded);
  g_test_add_func ("/metrics/never-back", test_never_back);
  return g_test_run ();
}
