/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The qos:// URIs of qossink and qossrc, and the errors that users see when an
 * address does not work.
 */
#include "bin-test.h"

static const gchar *const bins[] = {"qossink", "qossrc"};

static GstElement *
bin_new (guint n)
{
  GstElement *bin = gst_element_factory_make (bins[n], NULL);

  fail_unless (bin != NULL);
  return gst_object_ref_sink (bin);
}

static gboolean
set (GstElement *bin, const gchar *uri)
{
  GError *error = NULL;
  gboolean ok = gst_uri_handler_set_uri (GST_URI_HANDLER (bin), uri, &error);

  fail_unless (ok == (error == NULL));
  if (error) {
    fail_unless (error->domain == GST_URI_ERROR);
    fail_if (error->message[0] == '\0');
  }
  g_clear_error (&error);
  return ok;
}

static const struct
{
  const gchar *uri;
  const gchar *host;
  gint port;
  const gchar *shown;
} good[] = {
    {"qos://127.0.0.1:6000", "127.0.0.1", 6000, "qos://127.0.0.1:6000"},
    {"qos://127.0.0.1", "127.0.0.1", 5004, "qos://127.0.0.1:5004"},
    {"qos://0.0.0.0:1", "0.0.0.0", 1, "qos://0.0.0.0:1"},
    {"qos://a.example:65535", "a.example", 65535, "qos://a.example:65535"},
    {"qos://[::1]:6000", "::1", 6000, "qos://[::1]:6000"},
    {"qos://[2001:db8::7]", "2001:db8::7", 5004, "qos://[2001:db8::7]:5004"},
    {"QOS://127.0.0.1:6000", "127.0.0.1", 6000, "qos://127.0.0.1:6000"},
    {"qos://239.1.2.3:6000", "239.1.2.3", 6000, "qos://239.1.2.3:6000"},
    {"qos://127.0.0.1:6000?dscp=46&interval=1000000000", "127.0.0.1", 6000,
        "qos://127.0.0.1:6000"},
};

static void
assert_address (GstElement *bin, const gchar *host, gint port,
    const gchar *shown)
{
  gchar *got_host, *got_property;
  gchar *got_uri = gst_uri_handler_get_uri (GST_URI_HANDLER (bin));
  gint got_port;

  g_object_get (bin, "host", &got_host, "port", &got_port, "uri", &got_property,
      NULL);
  fail_unless_equals_string (got_host, host);
  fail_unless_equals_int (got_port, port);
  fail_unless_equals_string (got_uri, shown);
  fail_unless_equals_string (got_property, shown);
  g_free (got_host);
  g_free (got_property);
  g_free (got_uri);
}

GST_START_TEST (test_good_uri_is_taken)
{
  for (guint n = 0; n < G_N_ELEMENTS (bins); n++) {
    GstElement *bin = bin_new (n);

    fail_unless (set (bin, good[__i__].uri), "%s", good[__i__].uri);
    assert_address (bin, good[__i__].host, good[__i__].port, good[__i__].shown);
    gst_object_unref (bin);

    bin = bin_new (n);
    g_object_set (bin, "uri", good[__i__].uri, NULL);
    assert_address (bin, good[__i__].host, good[__i__].port, good[__i__].shown);
    gst_object_unref (bin);
  }
}
GST_END_TEST;

static const gchar *const bad[] = {
    "",
    "qos:",
    "qos://",
    "qos://:5004",
    "rtp://127.0.0.1:5004",
    "qos://127.0.0.1:0",
    "qos://127.0.0.1:65536",
    "qos://127.0.0.1:99999999999",
    "qos://127.0.0.1:-1",
    "qos://127.0.0.1:port",
    "127.0.0.1:5004",
    "qos://[::1",
    "qos://127.0.0.1:5004?dscp=64",
    "qos://127.0.0.1:5004?dscp=x",
    "qos://127.0.0.1:5004?interval=0",
    "qos://127.0.0.1:5004?dscp",
    "qos://127.0.0.1:5004?port=70000",
    "qos://127.0.0.1:5004?dscp=-2",
    "qos://127.0.0.1:5004?interval=999999999999999999999",
    "qos://127.0.0.1:5004?colour=blue",
    "qos://127.0.0.1:5004?stats=1",
    "qos://127.0.0.1:5004?uri=qos://h:1",
    "qos://127.0.0.1:5004?host=h",
    "qos://127.0.0.1:5004?=1",
    "qos://127.0.0.1:5004?dscp=46&colour=blue",
    "qos://127.0.0.1:5004?parent=pipeline0",
    "qos://127.0.0.1:5004/path",
    "qos://user@127.0.0.1:5004",
    "qos://127.0.0.1:5004#part",
};

static void
assert_start_fails (GstElement *bin, const gchar *what, const gchar *advice)
{
  GstBus *bus = watch_bus (bin);

  fail_unless_equals_int (gst_element_set_state (bin, GST_STATE_PLAYING),
      GST_STATE_CHANGE_FAILURE);
  assert_error_names (bus, what, advice);
  gst_element_set_state (bin, GST_STATE_NULL);
  gst_element_set_bus (bin, NULL);
  gst_object_unref (bus);
}

/* A bad URI is refused as a whole. The values from before stay, but the bin
 * does not start until it has an address. */
GST_START_TEST (test_bad_uri_is_refused)
{
  for (guint n = 0; n < G_N_ELEMENTS (bins); n++) {
    GstElement *bin = bin_new (n);
    gint dscp;

    fail_unless (set (bin, "qos://192.0.2.1:6000?dscp=10"));
    fail_if (set (bin, bad[__i__]), "\"%s\" was taken", bad[__i__]);
    assert_address (bin, "192.0.2.1", 6000, "qos://192.0.2.1:6000");
    g_object_get (bin, "dscp", &dscp, NULL);
    fail_unless_equals_int (dscp, 10);
    ASSERT_WARNING (g_object_set (bin, "uri", bad[__i__], NULL));
    assert_start_fails (bin, bad[__i__], "refused");
    g_object_set (bin, "uri", "qos://127.0.0.1:5004", "port",
        (gint) free_port (LOOPBACK), NULL);
    fail_if (gst_element_set_state (bin, GST_STATE_PLAYING) ==
        GST_STATE_CHANGE_FAILURE);
    gst_element_set_state (bin, GST_STATE_NULL);
    gst_object_unref (bin);
  }
}
GST_END_TEST;

GST_START_TEST (test_uri_sets_properties)
{
  GstElement *bin = bin_new (0);
  guint64 interval;
  guint mtu;
  gint64 max_ptime;
  gint dscp;

  fail_unless (set (bin,
      "qos://h:1?dscp=46&interval=250000000&mtu=600&"
      "max-ptime=80000000&name=My%20microphone"));
  g_object_get (bin, "dscp", &dscp, "interval", &interval, "mtu", &mtu,
      "max-ptime", &max_ptime, NULL);
  fail_unless_equals_int (dscp, 46);
  fail_unless_equals_int (mtu, 600);
  fail_unless_equals_uint64 (interval, 250 * GST_MSECOND);
  fail_unless_equals_int64 (max_ptime, 80 * GST_MSECOND);
  fail_unless_equals_string (GST_OBJECT_NAME (bin), "My microphone");
  gst_object_unref (bin);

  bin = bin_new (1);
  fail_unless (set (bin,
      "qos://h:1?latency=40&max-sources=3&"
      "source-timeout=5000000000"));
  g_object_get (bin, "latency", &mtu, "source-timeout", &interval, NULL);
  fail_unless_equals_int (mtu, 40);
  fail_unless_equals_uint64 (interval, 5 * GST_SECOND);
  gst_object_unref (bin);
}
GST_END_TEST;

/* The error names what is wrong. */
static const struct
{
  const gchar *query;
  const gchar *what;
} refused[] = {{"colour=blue", "\"colour\" is not a valid key"},
    {"stats=1", "\"stats\" is not a valid key"},
    {"port=6000", "\"port\" is not a valid key"},
    {"dscp=64", "\"64\" is not a valid value for dscp"},
    {"interval=x", "\"x\" is not a valid value for interval"}};

GST_START_TEST (test_refusal_has_words)
{
  gchar *uri =
      g_strdup_printf ("qos://127.0.0.1:6000?%s", refused[__i__].query);

  for (guint n = 0; n < G_N_ELEMENTS (bins); n++) {
    GstElement *bin = bin_new (n);
    GError *error = NULL;

    fail_if (gst_uri_handler_set_uri (GST_URI_HANDLER (bin), uri, &error));
    fail_unless (strstr (error->message, uri) != NULL, "%s", error->message);
    fail_unless (strstr (error->message, refused[__i__].what) != NULL, "%s",
        error->message);
    g_clear_error (&error);
    gst_object_unref (bin);
  }
  g_free (uri);
}
GST_END_TEST;

/* Players find the bins by their scheme. */
GST_START_TEST (test_scheme_is_known)
{
  GstElement *sink =
      gst_element_make_from_uri (GST_URI_SINK, "qos://h:1", NULL, NULL);
  GstElement *src =
      gst_element_make_from_uri (GST_URI_SRC, "qos://h:1", NULL, NULL);

  fail_unless (sink != NULL && src != NULL);
  fail_unless_equals_string (G_OBJECT_TYPE_NAME (sink), "GstQosSink");
  fail_unless_equals_string (G_OBJECT_TYPE_NAME (src), "GstQosSrc");
  gst_object_unref (gst_object_ref_sink (sink));
  gst_object_unref (gst_object_ref_sink (src));
}
GST_END_TEST;

/* Errors */

GST_START_TEST (test_port_in_use_is_named)
{
  GSocket *peer = peer_open (LOOPBACK, 0);
  GstElement *bin = bin_new (1);
  gchar *port = g_strdup_printf ("%u", peer_port (peer));

  g_object_set (bin, "host", LOOPBACK, "port", (gint) peer_port (peer), NULL);
  assert_start_fails (bin, port, "choose another port");
  /* Once the port is free, it starts. */
  g_object_unref (peer);
  fail_if (gst_element_set_state (bin, GST_STATE_PLAYING) ==
      GST_STATE_CHANGE_FAILURE);
  gst_element_set_state (bin, GST_STATE_NULL);
  gst_object_unref (bin);
  g_free (port);
}
GST_END_TEST;

GST_START_TEST (test_two_receivers_on_a_port)
{
  guint16 port = free_port (LOOPBACK);
  GstElement *one = bin_new (1), *two = bin_new (1);
  gchar *text = g_strdup_printf ("%u", port);

  g_object_set (one, "host", LOOPBACK, "port", (gint) port, NULL);
  g_object_set (two, "host", LOOPBACK, "port", (gint) port, NULL);
  fail_if (gst_element_set_state (one, GST_STATE_PLAYING) ==
      GST_STATE_CHANGE_FAILURE);
  assert_start_fails (two, text, "Stop the program");
  gst_element_set_state (one, GST_STATE_NULL);
  gst_object_unref (one);
  gst_object_unref (two);
  g_free (text);
}
GST_END_TEST;

GST_START_TEST (test_unknown_host_is_named)
{
  for (guint n = 0; n < G_N_ELEMENTS (bins); n++) {
    GstElement *bin = bin_new (n);

    g_object_set (bin, "host", "no-such-host.invalid", NULL);
    assert_start_fails (bin, "no-such-host.invalid", "IP address");
    gst_object_unref (bin);
  }
}
GST_END_TEST;

/* Not an address of this machine (RFC 5737). */
GST_START_TEST (test_foreign_address_is_named)
{
  GstElement *bin = bin_new (1);

  g_object_set (bin, "host", "192.0.2.1", NULL);
  assert_start_fails (bin, "192.0.2.1", "address of this machine");
  gst_object_unref (bin);
}
GST_END_TEST;

/* Links work with elements that can produce raw AAC, and with no others. */
static const struct
{
  const gchar *upstream;
  gboolean links;
} upstreams[] = {{"avenc_aac", TRUE}, {"aacparse", TRUE}, {"identity", TRUE},
    {"capsfilter caps=audio/mpeg,mpegversion=4,stream-format=adts", FALSE},
    {"capsfilter caps=audio/x-raw", FALSE}, {"lamemp3enc", FALSE},
    {"alawenc", FALSE}};

GST_START_TEST (test_input_is_raw_aac)
{
  gchar *text = g_strdup_printf ("%s ! qossink", upstreams[__i__].upstream);
  GError *error = NULL;
  GstElement *pipeline = gst_parse_launch (text, &error);

  fail_unless ((error == NULL) == upstreams[__i__].links, "%s: %s", text,
      error ? error->message : "links");
  g_clear_error (&error);
  gst_clear_object (&pipeline);
  g_free (text);
}
GST_END_TEST;

static Suite *
bin_uri_suite (void)
{
  Suite *suite = suite_create ("qossink, qossrc: URIs and errors");
  TCase *tc = tcase_create ("uri");

  tcase_add_loop_test (tc, test_good_uri_is_taken, 0, G_N_ELEMENTS (good));
  tcase_add_loop_test (tc, test_bad_uri_is_refused, 0, G_N_ELEMENTS (bad));
  tcase_add_test (tc, test_uri_sets_properties);
  tcase_add_loop_test (tc, test_refusal_has_words, 0, G_N_ELEMENTS (refused));
  tcase_add_test (tc, test_scheme_is_known);
  suite_add_tcase (suite, tc);

  tc = tcase_create ("errors");
  tcase_add_test (tc, test_port_in_use_is_named);
  tcase_add_test (tc, test_two_receivers_on_a_port);
  tcase_add_test (tc, test_unknown_host_is_named);
  tcase_add_test (tc, test_foreign_address_is_named);
  tcase_add_loop_test (tc, test_input_is_raw_aac, 0, G_N_ELEMENTS (upstreams));
  suite_add_tcase (suite, tc);
  return suite;
}

GST_CHECK_MAIN (bin_uri)
