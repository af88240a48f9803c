/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A minimal HTTP server (RFC 9112): GET /metrics, and / with a link to it, one
 * request per connection, all in the main context. The size and time of a
 * request and the number of connections are limited; there is no TLS and no
 * authentication. A request for another host name is refused.
 */
#pragma once

#include <gio/gio.h>

#define QOS_APP_HTTP_ADDRESS "127.0.0.1" /* the default */
#define QOS_APP_HTTP_HEAD_MAX 8192       /* bytes of a request */
#define QOS_APP_HTTP_TIME_MS 5000        /* of a connection */
#define QOS_APP_HTTP_CLIENTS_MAX 16      /* further ones are closed */

typedef struct _QosAppHttp QosAppHttp;

/* Returns: (transfer full): the current contents of /metrics. */
typedef gchar *(*QosAppHttpText) (gpointer user);

/* PORT, ADDRESS:PORT or [IPV6]:PORT. Returns: (transfer full): NULL with
 * error. */
GSocketAddress *qos_app_http_parse (const gchar *text, GError **error);

/* Starts listening. Returns: NULL with error, which says what to do. */
QosAppHttp *qos_app_http_new (GSocketAddress *address, QosAppHttpText text,
    gpointer user, GError **error);

void qos_app_http_free (QosAppHttp *self);

/* head: the part of a request received so far. Returns: the status to answer
 * with, 0 while it is incomplete. */
guint qos_app_http_status (const gchar *head, gsize length);
