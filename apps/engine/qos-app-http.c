/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-http.h"

#include <string.h>

#define HOST "host:"

struct _QosAppHttp
{
  GSocketService *service;
  QosAppHttpText text;
  gpointer user;
  GPtrArray *clients;
};

typedef struct
{
  QosAppHttp *http;
  GSocketConnection *connection;
  GCancellable *cancellable;
  guint timer;
  gchar head[QOS_APP_HTTP_HEAD_MAX];
  gsize length;
  gchar *response;
} Client;

/* The request */

static gboolean
is_complete (const gchar *head, gsize length)
{
  return g_strstr_len (head, (gssize) length, "\r\n\r\n") ||
      g_strstr_len (head, (gssize) length, "\n\n");
}

/* Returns: (transfer full): without port and brackets; "" if it is
 * malformed. */
static gchar *
bare_host (const gchar *value)
{
  gboolean is_bracketed = *value == '[';
  const gchar *begin = value + is_bracketed;
  gsize length = strcspn (begin, is_bracketed ? "]" : ":");
  const gchar *rest = begin + length;
  gchar *host = g_ascii_strdown (begin, (gssize) length);

  if (is_bracketed && *rest == ']')
    rest++;
  if (*rest && *rest != ':')
    *host = '\0';
  if (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  return host;
}

/* Guards against DNS rebinding: a page from elsewhere may have pointed its name
 * to this machine to read the metrics through a browser; the request then has
 * that name. */
static gboolean
is_our_host (const gchar *value)
{
  g_autofree gchar *host = bare_host (value);
  g_autofree gchar *name = g_ascii_strdown (g_get_host_name (), -1);
  g_autofree gchar *local = g_strconcat (name, ".local", NULL);

  return g_hostname_is_ip_address (host) || g_str_equal (host, "localhost") ||
      g_str_equal (host, name) || g_str_equal (host, local);
}

static guint
check_request_line (gchar *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint status = 200;

  if (g_strv_length (words) != 3 || !g_str_has_prefix (words[2], "HTTP/1.")) {
    status = 400;
  } else if (!g_str_equal (words[0], "GET")) {
    status = 405;
  } else {
    words[1][strcspn (words[1], "?")] = '\0';
    if (!g_str_equal (words[1], "/metrics") && !g_str_equal (words[1], "/"))
      status = 404;
  }
  return status;
}

/* lines: of the head, without the first one. */
static guint
check_hosts (gchar **lines)
{
  guint n = 0, status = 200;

  for (guint i = 0; lines[i] && *g_strchomp (lines[i]); i++) {
    if (g_ascii_strncasecmp (lines[i], HOST, strlen (HOST)) != 0)
      continue;
    if (!is_our_host (g_strchug (lines[i] + strlen (HOST))))
      status = 421;
    n++;
  }
  return n > 1 ? 400 : status;
}

guint
qos_app_http_status (const gchar *head, gsize length)
{
  g_autofree gchar *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint status;

  if (memchr (head, '\0', length))
    return 400;
  if (!is_complete (head, length))
    return length < QOS_APP_HTTP_HEAD_MAX ? 0 : 431;
  text = g_strndup (head, length);
  lines = g_strsplit (text, "\n", -1);
  status = check_request_line (g_strchomp (lines[0]));
  if (status == 200)
    status = check_hosts (lines + 1);
  return status;
}

/* The answer */

/* Every status of qos_app_http_status (). */
static const struct
{
  guint status;
  const gchar *reason;
  const gchar *body;
} answers[] = {
    {200, "OK",
        "<!DOCTYPE html><title>qosaudio</title>"
        "<p><a href=\"/metrics\">Metrics</a></p>\n"},
    {400, "Bad Request", "Not an HTTP/1.1 request.\n"},
    {404, "Not Found", "Only /metrics exists.\n"},
    {405, "Method Not Allowed", "Only GET is supported.\n"},
    {421, "Misdirected Request",
        "Unknown host: use this machine's IP address, its host name or "
        "localhost.\n"},
    {431, "Request Header Fields Too Large", "The request is too long.\n"},
};

/* head: of the complete request. */
static gchar *
make_response (QosAppHttp *self, guint status, const gchar *head)
{
  gboolean is_metrics =
      status == 200 && g_str_has_prefix (head, "GET /metrics");
  g_autofree gchar *text = is_metrics ? self->text (self->user) : NULL;
  const gchar *type = is_metrics ? "plain; version=0.0.4"
      : status == 200            ? "html"
                                 : "plain";
  const gchar *body;
  guint i = 0;

  while (answers[i].status != status)
    i++;
  body = is_metrics ? text : answers[i].body;
  return g_strdup_printf ("HTTP/1.1 %u %s\r\n"
                          "Content-Type: text/%s; charset=utf-8\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n"
                          "%sConnection: close\r\n\r\n%s",
      status, answers[i].reason, type, strlen (body),
      status == 405 ? "Allow: GET\r\n" : "", body);
}

static void
free_client (Client *client)
{
  g_clear_handle_id (&client->timer, g_source_remove);
  g_ptr_array_remove_fast (client->http->clients, client);
  g_io_stream_close (G_IO_STREAM (client->connection), NULL, NULL);
  g_object_unref (client->connection);
  g_object_unref (client->cancellable);
  g_free (client->response);
  g_free (client);
}

static void read_more (Client *client);

static void
on_answered (GObject *stream, GAsyncResult *result, gpointer user)
{
  Client *client = user;
  GSocket *socket = g_socket_connection_get_socket (client->connection);

  client->length = 0;
  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (stream), result, NULL,
          NULL) &&
      g_socket_shutdown (socket, FALSE, TRUE, NULL))
    read_more (client);
  else
    free_client (client);
}

/* What follows an answer is read and dropped: closing a socket with unread
 * bytes would discard the answer. */
static void
on_read (GObject *stream, GAsyncResult *result, gpointer user)
{
  Client *client = user;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, NULL);
  guint status = 0;

  if (n <= 0) {
    free_client (client);
    return;
  }
  if (!client->response) {
    client->length += (gsize) n;
    status = qos_app_http_status (client->head, client->length);
  }
  if (status == 0) {
    read_more (client);
    return;
  }
  client->response = make_response (client->http, status, client->head);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (
                                       G_IO_STREAM (client->connection)),
      client->response, strlen (client->response), G_PRIORITY_DEFAULT,
      client->cancellable, on_answered, client);
}

static void
read_more (Client *client)
{
  g_input_stream_read_async (g_io_stream_get_input_stream (
                                 G_IO_STREAM (client->connection)),
      client->head + client->length, sizeof client->head - client->length,
      G_PRIORITY_DEFAULT, client->cancellable, on_read, client);
}

static gboolean
on_time_up (gpointer user)
{
  Client *client = user;

  client->timer = 0;
  g_cancellable_cancel (client->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection,
    GObject *source, gpointer user)
{
  QosAppHttp *self = user;
  Client *client;

  if (self->clients->len >= QOS_APP_HTTP_CLIENTS_MAX)
    return TRUE; /* closed with its last reference */
  client = g_new0 (Client, 1);
  client->http = self;
  client->connection = g_object_ref (connection);
  client->cancellable = g_cancellable_new ();
  client->timer = g_timeout_add (QOS_APP_HTTP_TIME_MS, on_time_up, client);
  g_ptr_array_add (self->clients, client);
  read_more (client);
  return TRUE;
}

/* The server */

GSocketAddress *
qos_app_http_parse (const gchar *text, GError **error)
{
  const gchar *colon = strrchr (text, ':');
  gsize length = colon ? (gsize) (colon - text) : 0;
  g_autofree gchar *host =
      colon ? g_strndup (text, length) : g_strdup (QOS_APP_HTTP_ADDRESS);
  GSocketAddress *address = NULL;
  guint64 port;

  if (length > 2 && host[0] == '[' && host[length - 1] == ']') {
    host[length - 1] = '\0';
    memmove (host, host + 1, length - 1);
  } else if (strchr (host, ':')) {
    *host = '\0'; /* an IPv6 address needs brackets */
  }
  if (g_ascii_string_to_unsigned (colon ? colon + 1 : text, 10, 1, G_MAXUINT16,
          &port, NULL))
    address = g_inet_socket_address_new_from_string (host, (guint) port);
  if (!address)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
        "\"%s\": must be PORT, ADDRESS:PORT or [IPV6]:PORT, with PORT 1 to "
        "%d and ADDRESS an IP address of this machine.",
        text, G_MAXUINT16);
  return address;
}

static void
explain (GSocketAddress *address, GError *why, GError **error)
{
  g_autofree gchar *where =
      g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
  guint port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));

  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
        "TCP port %u is in use: no metrics are served; audio continues. Stop "
        "the program that uses the port, or choose another with --metrics.",
        port);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
        "Cannot serve metrics at %s: %s. Audio continues. With --metrics, "
        "choose an address of this machine and a port of 1024 or above.",
        where, why->message);
}

QosAppHttp *
qos_app_http_new (GSocketAddress *address, QosAppHttpText text, gpointer user,
    GError **error)
{
  GSocketService *service = g_socket_service_new ();
  g_autoptr (GError) why = NULL;
  QosAppHttp *self;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), address,
          G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, NULL, &why)) {
    explain (address, why, error);
    g_object_unref (service);
    return NULL;
  }
  self = g_new0 (QosAppHttp, 1);
  self->service = service;
  self->text = text;
  self->user = user;
  self->clients = g_ptr_array_new ();
  g_signal_connect (service, "incoming", G_CALLBACK (on_incoming), self);
  return self;
}

void
qos_app_http_free (QosAppHttp *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  for (guint i = 0; i < self->clients->len; i++)
    g_cancellable_cancel (
        ((Client *) g_ptr_array_index (self->clients, i))->cancellable);
  while (self->clients->len > 0)
    g_main_context_iteration (NULL, TRUE);
  g_ptr_array_unref (self->clients);
  g_object_unref (self->service);
  g_free (self);
}
