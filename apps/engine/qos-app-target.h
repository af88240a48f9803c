/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The address to send to or listen on, as entered and as shown.
 */
#pragma once

#include <gst/gst.h>

typedef struct
{
  gchar *host;  /* without brackets */
  gint port;    /* negative: not given */
  gchar *query; /* of a URI: KEY=VALUE&...; NULL if there is none */
} QosAppTarget;

/* HOST, HOST:PORT, [IPV6]:PORT or qos://HOST:PORT?KEY=VALUE. factory: the
 * element whose properties are the keys. target: (out). Returns: FALSE with
 * error, in words, if it is none of these, or a key or value is wrong. */
gboolean qos_app_target_parse (const gchar *text, const gchar *factory,
    QosAppTarget *target, GError **error);

/* Removes a key from the query. Returns: (transfer full) (nullable): its value;
 * NULL if it is absent. */
gchar *qos_app_target_take (QosAppTarget *target, const gchar *key);

/* Returns: (transfer full): "desk:5004", "[::1]:5004". */
gchar *qos_app_target_text (const gchar *host, gint port);

/* Sets the properties in a query on the element that it was checked with, and
 * then host and port. query: (nullable) */
void qos_app_target_apply (GstElement *element, const gchar *host, gint port,
    const gchar *query);
