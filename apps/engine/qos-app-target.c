/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-target.h"

#include "qos-app-session.h"

#include <gio/gio.h>
#include <string.h>

#define SCHEME "qos"

/* The element reports errors in its keys and values. */
static gboolean
check_uri (const gchar *text, const gchar *factory, GError **error)
{
  g_autoptr (GstElement) element = qos_app_make (factory, error);

  if (!element)
    return FALSE;
  gst_object_ref_sink (element);
  return gst_uri_handler_set_uri (GST_URI_HANDLER (element), text, error);
}

static void
read_uri (const gchar *text, QosAppTarget *target)
{
  g_autoptr (GstUri) uri = gst_uri_from_string (text);
  const gchar *query = strchr (text, '?');
  guint port = gst_uri_get_port (uri);

  target->host = g_strdup (gst_uri_get_host (uri));
  target->port = port == GST_URI_NO_PORT ? -1 : (gint) port;
  target->query = query && query[1] ? g_strdup (query + 1) : NULL;
}

static gboolean
parse_uri (const gchar *text, const gchar *factory, QosAppTarget *target,
    GError **error)
{
  g_autofree gchar *scheme = g_uri_parse_scheme (text);
  gboolean ok = FALSE;

  if (g_strcmp0 (scheme, SCHEME) != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
        "\"%s\": the address must begin with " SCHEME
        "://, or have neither a scheme nor a path.",
        text);
  else
    ok = check_uri (text, factory, error);
  if (ok)
    read_uri (text, target);
  return ok;
}

/* Returns: FALSE with error. */
static gboolean
parse_host (const gchar *text, guint16 standard, gchar **host, gint *port,
    GError **error)
{
  g_autoptr (GSocketConnectable) found =
      g_network_address_parse (text, standard, error);
  GNetworkAddress *address;

  if (!found)
    return FALSE;
  address = G_NETWORK_ADDRESS (found);
  *host = g_strdup (g_network_address_get_hostname (address));
  *port = g_network_address_get_port (address);
  return TRUE;
}

gboolean
qos_app_target_parse (const gchar *text, const gchar *factory,
    QosAppTarget *target, GError **error)
{
  g_autofree gchar *host = NULL;
  gint port = -1;

  *target = (QosAppTarget){.port = -1};
  if (strstr (text, "://"))
    return parse_uri (text, factory, target, error);
  if (!parse_host (text, 1, &target->host, &target->port, error))
    return FALSE;
  /* If the port changes with the default, none was given. */
  parse_host (text, 2, &host, &port, NULL);
  if (port != target->port)
    target->port = -1;
  return TRUE;
}

/* With a dummy address. */
static gchar *
make_uri (const gchar *query)
{
  return g_strconcat (SCHEME "://localhost:1?", query, NULL);
}

gchar *
qos_app_target_take (QosAppTarget *target, const gchar *key)
{
  g_autofree gchar *text = target->query ? make_uri (target->query) : NULL;
  GstUri *uri = text ? gst_uri_from_string (text) : NULL;
  gchar *value = uri ? g_strdup (gst_uri_get_query_value (uri, key)) : NULL;

  if (value) {
    gst_uri_remove_query_key (uri, key);
    g_free (target->query);
    target->query = gst_uri_get_query_string (uri);
  }
  g_clear_pointer (&uri, gst_uri_unref);
  return value;
}

gchar *
qos_app_target_text (const gchar *host, gint port)
{
  return g_strdup_printf (strchr (host, ':') ? "[%s]:%d" : "%s:%d", host, port);
}

void
qos_app_target_apply (GstElement *element, const gchar *host, gint port,
    const gchar *query)
{
  g_autofree gchar *uri = query ? make_uri (query) : NULL;

  if (uri)
    gst_uri_handler_set_uri (GST_URI_HANDLER (element), uri, NULL);
  g_object_set (element, "host", host, "port", port, NULL);
}
