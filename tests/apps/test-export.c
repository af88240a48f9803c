/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Messages as objects of the W3C and as rows of CSV: names, units, unknown
 * values, and names from the network.
 */
#include "qos-app-csv.h"
#include "qos-app-webrtc.h"
#include "test-arrays.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static GDateTime *
make_time (void)
{
  return g_date_time_new_utc (2026, 11, 24, 12, 0, 1.25);
}

#define TIME_TEXT "1795521601250"

typedef struct
{
  const QosAppFields *fields;
  const gchar *message;
  const gchar *lines;
} Row;

static const Row rows[] = {
    /* Only what every object has. */
    {&qos_app_fields_received, "qosstats,ssrc=(uint)7",
        "{\"id\":\"inbound-rtp-7\",\"timestamp\":" TIME_TEXT
        ",\"type\":\"inbound-rtp\",\"kind\":\"audio\",\"ssrc\":7}\n"},
    /* Counters are unchanged, jitter is in seconds, no fraction is lost here,
     * and the name timestamp is used by the W3C. */
    {&qos_app_fields_received,
        "qosstats,ssrc=(uint)7,packets-received=(guint64)10,packets-lost="
        "(guint64)2,packets-late=(guint64)1,bytes-received=(guint64)99,"
        "jitter-ms=(double)0.000125,loss-percent=(double)12.5,"
        "timestamp=(guint64)5,last-packet-age-ms=(double)1000.5",
        "{\"id\":\"inbound-rtp-7\",\"timestamp\":" TIME_TEXT
        ",\"type\":\"inbound-rtp\",\"kind\":\"audio\",\"ssrc\":7,"
        "\"packetsReceived\":10,\"packetsLost\":2,\"packetsDiscarded\":1,"
        "\"bytesReceived\":99,\"jitter\":0.000000125,\"loss-percent\":12.5,"
        "\"segment-timestamp\":5,"
        "\"lastPacketReceivedTimestamp\":1795521600249.5}\n"},
    /* The round trip belongs to the other end; a new field keeps its name. */
    {&qos_app_fields_received,
        "qosstats,ssrc=(uint)7,rtt-ms=(double)40.25,new-field=(int)1,"
        "loss-runs=(guint64)<1,0,2>",
        "{\"id\":\"inbound-rtp-7\",\"timestamp\":" TIME_TEXT
        ",\"type\":\"inbound-rtp\",\"kind\":\"audio\",\"ssrc\":7,"
        "\"new-field\":1,\"loss-runs\":[1,0,2],"
        "\"remoteId\":\"remote-outbound-rtp-7\"}\n"
        "{\"id\":\"remote-outbound-rtp-7\",\"timestamp\":" TIME_TEXT
        ",\"type\":\"remote-outbound-rtp\",\"kind\":\"audio\",\"ssrc\":7,"
        "\"roundTripTime\":0.04025,\"localId\":\"inbound-rtp-7\"}\n"},
    /* The object of the other end is as old as its report. */
    {&qos_app_fields_sent,
        "qospay,ssrc=(uint)9,packets-sent=(guint64)5,bytes-sent=(guint64)6,"
        "rtt-ms=(double)1,remote-ssrc=(uint)8,remote-loss-percent=(double)25,"
        "remote-packets-lost=(guint64)3,remote-jitter-ms=(double)2,"
        "report-age-ms=(double)250,reports-received=(guint64)4",
        "{\"id\":\"outbound-rtp-9\",\"timestamp\":" TIME_TEXT
        ",\"type\":\"outbound-rtp\",\"kind\":\"audio\",\"ssrc\":9,"
        "\"packetsSent\":5,\"bytesSent\":6,\"reports-received\":4,"
        "\"remoteId\":\"remote-inbound-rtp-9\"}\n"
        "{\"id\":\"remote-inbound-rtp-9\",\"timestamp\":1795521601000,"
        "\"type\":\"remote-inbound-rtp\",\"kind\":\"audio\",\"ssrc\":9,"
        "\"roundTripTime\":0.001,\"remote-ssrc\":8,\"fractionLost\":0.25,"
        "\"packetsLost\":3,\"jitter\":0.002,\"report-age-ms\":250,"
        "\"localId\":\"outbound-rtp-9\"}\n"},
    {&qos_app_fields_sent,
        "qospay,ssrc=(uint)9,packets-sent=(guint64)5,"
        "reports-received=(guint64)0",
        "{\"id\":\"outbound-rtp-9\",\"timestamp\":" TIME_TEXT
        ",\"type\":\"outbound-rtp\",\"kind\":\"audio\",\"ssrc\":9,"
        "\"packetsSent\":5,\"reports-received\":0}\n"},
};

static void
test_webrtc (void)
{
  GDateTime *time = make_time ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GstStructure *s = make_structure (rows[i].message);
    gchar *lines = qos_app_webrtc_lines (rows[i].fields, s, time);

    g_assert_cmpstr (lines, ==, rows[i].lines);
    g_free (lines);
    gst_structure_free (s);
  }
  g_date_time_unref (time);
}

static void
test_webrtc_nan (void)
{
  GDateTime *time = make_time ();
  GstStructure *s = gst_structure_new ("qosstats", "ssrc", G_TYPE_UINT, 7,
      "jitter-ms", G_TYPE_DOUBLE, NAN, "rtt-ms", G_TYPE_DOUBLE, INFINITY, NULL);
  gchar *lines = qos_app_webrtc_lines (&qos_app_fields_received, s, time);

  g_assert_cmpstr (lines, ==,
      "{\"id\":\"inbound-rtp-7\",\"timestamp\":" TIME_TEXT
      ",\"type\":\"inbound-rtp\",\"kind\":\"audio\",\"ssrc\":7}\n");
  g_free (lines);
  gst_structure_free (s);
  g_date_time_unref (time);
}

/* No name appears twice in an object, and none has two meanings. */
static void
test_names (void)
{
  const QosAppFields *all[] = {&qos_app_fields_received, &qos_app_fields_sent};

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    GHashTable *seen =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (guint j = 0; j < all[i]->n_fields; j++) {
      const QosField *field = &all[i]->fields[j];

      g_assert_true (g_hash_table_add (seen,
          g_strdup_printf ("%d %s", field->is_of_remote,
              field->written ? field->written : field->name)));
    }
    g_assert_false (g_hash_table_contains (seen, "0 timestamp"));
    g_hash_table_unref (seen);
  }
}

/* The cell of a message of the receiver, by its name in the header. */
static gchar *
get_cell (const GstStructure *s, const gchar *name)
{
  GDateTime *time = make_time ();
  gchar *header = qos_app_csv_header (&qos_app_fields_received);
  gchar *row = qos_app_csv_row (&qos_app_fields_received, s, time);
  gchar **names = g_strsplit (g_strchomp (header), ",", -1);
  gchar *at = row, *cell = NULL;

  g_assert_true (g_str_has_suffix (row, "\r\n"));
  row[strlen (row) - 2] = '\0';
  for (guint i = 0; names[i]; i++) {
    gchar *end = at;

    for (gboolean in_quotes = FALSE; *end && (in_quotes || *end != ','); end++)
      in_quotes ^= *end == '"';
    if (g_str_equal (names[i], name))
      cell = g_strndup (at, (gsize) (end - at));
    at = *end ? end + 1 : end;
  }
  g_assert_cmpstr (at, ==, "");
  g_assert_nonnull (cell);
  g_strfreev (names);
  g_free (row);
  g_free (header);
  g_date_time_unref (time);
  return cell;
}

static void
test_csv_values (void)
{
  const struct
  {
    const gchar *fields, *name, *cell;
  } cells[] = {
      {"", "time", "2026-11-24T12:00:01.250Z"},
      {"", "rtt-ms", ""},
      {"", "end-reason", ""},
      {"rtt-ms=(double)1.5", "rtt-ms", "1.5"},
      {"clock-offset-ms=(double)-1.5", "clock-offset-ms", "-1.5"},
      {"packets-lost=(guint64)18446744073709551615", "packets-lost",
          "18446744073709551615"},
      {"loss-runs=(guint64)<3,0,1>", "loss-runs", "3 0 1"},
      {"loss-runs=(guint64)<>", "loss-runs", ""},
      {"end-reason=(string)bye", "end-reason", "bye"},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++) {
    gchar *text = g_strdup_printf ("qosstats,ssrc=(uint)7%s%s",
        *cells[i].fields ? "," : "", cells[i].fields);
    GstStructure *s = make_structure (text);
    gchar *cell = get_cell (s, cells[i].name);

    g_assert_cmpstr (cell, ==, cells[i].cell);
    g_free (cell);
    gst_structure_free (s);
    g_free (text);
  }
}

static void
test_csv_texts (void)
{
  const struct
  {
    const gchar *name, *cell;
  } cells[] = {
      {"desk", "desk"},
      {"a,b", "\"a,b\""},
      {"a\"b", "\"a\"\"b\""},
      {"a\r\nb", "a  b"},
      {"=1+1", "'=1+1"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@a", "'@a"},
      {"\uff1d1", "'\uff1d1"},
      {"\u202e=1", "'=1"},
      {"a;=1", "\"a;=1\""},
      {"\t=1", "'=1"},
      {"=a,\"b\"", "\"'=a,\"\"b\"\"\""},
      {"", ""},
      {NULL, ""},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++) {
    GstStructure *s = gst_structure_new_empty ("qosstats");
    gchar *cell;

    gst_structure_set (s, "name", G_TYPE_STRING, cells[i].name, NULL);
    cell = get_cell (s, "name");
    g_assert_cmpstr (cell, ==, cells[i].cell);
    g_free (cell);
    gst_structure_free (s);
  }
}

/* A locale with decimal commas does not split a cell. */
static void
test_locale (void)
{
  const gchar *old = setlocale (LC_NUMERIC, NULL);
  gchar *kept = g_strdup (old);
  GstStructure *s = make_structure ("qosstats,ssrc=(uint)7,rtt-ms=(double)1.5");
  gchar *cell;

  if (!setlocale (LC_NUMERIC, "de_DE.UTF-8"))
    g_test_message ("no locale de_DE.UTF-8: tested in %s", kept);
  cell = get_cell (s, "rtt-ms");
  g_assert_cmpstr (cell, ==, "1.5");
  setlocale (LC_NUMERIC, kept);
  g_free (cell);
  g_free (kept);
  gst_structure_free (s);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);
  g_test_add_func ("/webrtc/lines", test_webrtc);
  g_test_add_func ("/webrtc/not-a-number", test_webrtc_nan);
  g_test_add_func ("/webrtc/names", test_names);
  g_test_add_func ("/csv/values", test_csv_values);
  g_test_add_func ("/csv/texts", test_csv_texts);
  g_test_add_func ("/csv/locale", test_locale);
  return g_test_run ();
}
