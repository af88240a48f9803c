/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A minimal HTTP server (RFC 9112): GET /metrics, and / with a link to it, one
 * request for each connection, all in the main context. The size of a request,
 * its time and the number of connections are bounded; it knows no TLS and no
 * users. A request for the name of another host is refused.
 */
#ifndef QOS_APP_HTTP_H
#define QOS_APP_HTTP_H

#include <gio/gio.h>

G_BEGIN_DECLS

#define QOS_APP_HTTP_HEAD_MAX 8192  /* bytes of a request */
#define QOS_APP_HTTP_CLIENTS_MAX 16 /* at one time; others are closed */
#define QOS_APP_HTTP_TIME_MS 5000   /* of a connection */

typedef struct _QosAppHttp QosAppHttp;

/* Returns: (transfer full): what /metrics says now. */
typedef gchar *(*QosAppHttpText) (gpointer user);

/* PORT, ADDRESS:PORT or [IPV6]:PORT; loopback where no address is given.
 * Returns: (transfer full): NULL with error. */
GSocketAddress *qos_app_http_parse (const gchar *text, GError **error);

/* Listens. Returns: NULL with error, which says what to do. */
QosAppHttp *qos_app_http_new (GSocketAddress *address, QosAppHttpText text,
    gpointer user, GError **error);

void qos_app_http_free (QosAppHttp *self);

/* What has come of a request. Returns: the status to answer with, 0 while it is
 * not complete. */
guint qos_app_http_judge (const gchar *head, gsize length);

G_END_DECLS

#endif
