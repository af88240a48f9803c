/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The answers to requests, and where the server listens.
 */
#include "qos-app-http.h"

#include <string.h>

static void
test_status (void)
{
  const struct
  {
    const gchar *head;
    guint status;
  } rows[] = {
      {"", 0},
      {"GET /metr", 0},
      {"GET /metrics HTTP/1.1\r\n", 0},
      {"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 200},
      {"GET /metrics HTTP/1.1\r\nhost:LocalHost:9464\r\n\r\n", 200},
      {"GET /metrics HTTP/1.1\r\nA: b\r\nHost: 127.0.0.1:9464\r\n\r\n", 200},
      {"GET /metrics HTTP/1.1\r\nHost: [::1]:9464\r\n\r\n", 200},
      {"GET /metrics HTTP/1.1\nHost: [::1]\n\n", 200},
      {"GET /metrics HTTP/1.1\r\nHost: a.example:9464\r\n\r\n", 421},
      {"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n", 421},
      {"GET /metrics HTTP/1.1\r\nHost:\r\n\r\n", 421},
      {"GET /metrics HTTP/1.1\r\nHost: localhost.a.example\r\n\r\n", 421},
      {"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1.example\r\n\r\n", 421},
      {"GET /metrics HTTP/1.1\r\nHost: [::1].example\r\n\r\n", 421},
      {"GET /metrics HTTP/1.1\r\nHost: ::1\r\nHost: a\r\n\r\n", 400},
      {"GET /metrics HTTP/1.0\n\n", 200},
      {"GET /metrics?a=b HTTP/1.1\r\n\r\n", 200},
      {"GET /metrics/ HTTP/1.1\r\n\r\n", 404},
      {"GET / HTTP/1.1\r\n\r\n", 200},
      {"GET /?a HTTP/1.1\r\n\r\n", 200},
      {"GET // HTTP/1.1\r\n\r\n", 404},
      {"GET /metricsx HTTP/1.1\r\n\r\n", 404},
      {"GET /../metrics HTTP/1.1\r\n\r\n", 404},
      {"POST /metrics HTTP/1.1\r\n\r\nbody", 405},
      {"HEAD /metrics HTTP/1.1\r\n\r\n", 405},
      {"get /metrics HTTP/1.1\r\n\r\n", 405},
      {"GET /metrics\r\n\r\n", 400},
      {"GET /metrics HTTP/2\r\n\r\n", 400},
      {"GET  /metrics HTTP/1.1\r\n\r\n", 400},
      {"\x16\x03\x01\x02\r\n\r\n", 400},
      {"\r\n\r\n", 400},
      {"\n\n", 400},
  };
  gchar *head = g_strnfill (QOS_APP_HTTP_HEAD_MAX, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (qos_app_http_status (rows[i].head, strlen (rows[i].head)),
        ==, rows[i].status);
  g_assert_cmpuint (qos_app_http_status ("GET\0", 4), ==, 400);
  g_assert_cmpuint (qos_app_http_status (head, QOS_APP_HTTP_HEAD_MAX - 1), ==,
      0);
  g_assert_cmpuint (qos_app_http_status (head, QOS_APP_HTTP_HEAD_MAX), ==, 431);
  g_free (head);
}

static void
test_host_name (void)
{
  const gchar *const rows[] = {"%s", "%s:9464", "%s.", "%s.local"};
  gchar *name = g_ascii_strup (g_get_host_name (), -1);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gchar **parts = g_strsplit (rows[i], "%s", 2);
    gchar *head = g_strconcat ("GET /metrics HTTP/1.1\r\nHost: ", parts[0],
        name, parts[1], "\r\n\r\n", NULL);

    g_assert_cmpuint (qos_app_http_status (head, strlen (head)), ==, 200);
    g_free (head);
    g_strfreev (parts);
  }
  g_free (name);
}

static void
test_parse (void)
{
  const struct
  {
    const gchar *text, *address; /* NULL: refused */
    guint port;
  } rows[] = {
      {"9464", "127.0.0.1", 9464},
      {"0.0.0.0:1", "0.0.0.0", 1},
      {"192.0.2.1:65535", "192.0.2.1", 65535},
      {"[::1]:9464", "::1", 9464},
      {"[::]:9464", "::", 9464},
      {"", NULL, 0},
      {"0", NULL, 0},
      {"65536", NULL, 0},
      {"-1", NULL, 0},
      {"94 64", NULL, 0},
      {":9464", NULL, 0},
      {"::1:9464", NULL, 0},
      {"[::1]", NULL, 0},
      {"[]:9464", NULL, 0},
      {"[::1:9464", NULL, 0},
      {"localhost:9464", NULL, 0},
      {"127.0.0.1", NULL, 0},
      {"127.0.0.1:", NULL, 0},
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    GError *error = NULL;
    GSocketAddress *address = qos_app_http_parse (rows[i].text, &error);
    GInetSocketAddress *inet;
    gchar *text;

    if (!rows[i].address) {
      g_assert_null (address);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, "must be PORT, "));
      g_clear_error (&error);
      continue;
    }
    g_assert_no_error (error);
    inet = G_INET_SOCKET_ADDRESS (address);
    text = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
    g_assert_cmpstr (text, ==, rows[i].address);
    g_assert_cmpuint (g_inet_socket_address_get_port (inet), ==, rows[i].port);
    g_free (text);
    g_object_unref (address);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/status", test_status);
  g_test_add_func ("/http/host-name", test_host_name);
  g_test_add_func ("/http/parse", test_parse);
  return g_test_run ();
}
