/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where to send or to listen, as it is typed and as it is shown.
 */
#ifndef QOS_APP_TARGET_H
#define QOS_APP_TARGET_H

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct
{
  gchar *host;  /* without brackets */
  gint port;    /* negative: none was named */
  gchar *query; /* of a URI: KEY=VALUE&...; NULL where there is none */
} QosAppTarget;

/* HOST, HOST:PORT, [IPV6]:PORT or qos://HOST:PORT?KEY=VALUE. factory: the element
 * that has the keys as its properties. target: (out). Returns: FALSE with error,
 * in words, where it is none of these, or a key or value is wrong. */
gboolean qos_app_target_parse (const gchar *text, const gchar *factory,
    QosAppTarget *target, GError **error);

/* Takes a key out of the query. Returns: (transfer full) (nullable): its value;
 * NULL where it has none. */
gchar *qos_app_target_take (QosAppTarget *target, const gchar *key);

/* Returns: (transfer full): "desk:5004", "[::1]:5004". */
gchar *qos_app_target_text (const gchar *host, gint port);

/* Sets what a query says as properties of the element that it was checked by,
 * and then host and port. query: (nullable) */
void qos_app_target_apply (GstElement *element, const gchar *host, gint port,
    const gchar *query);

G_END_DECLS

#endif
