/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosuri.h"

#include "qos-limits.h"

#include <string.h>

/* Data of the element: the text that says why the last URI was refused. */
#define REFUSED_KEY "qos-uri-refused"

/* Properties set by the part of the URI before the query. */
static const gchar *const in_front[] = {"uri", "host", "port", NULL};

/* Reads text, (nullable): only a string can be empty, as a value of the
 * property. Returns: FALSE and error if it is invalid or out of range. */
static gboolean
gst_qos_uri_read_value (GParamSpec *spec, const gchar *text, GValue *value,
    GError **error)
{
  GType type = G_PARAM_SPEC_VALUE_TYPE (spec);

  g_value_init (value, type);
  if ((text || type == G_TYPE_STRING) &&
      gst_value_deserialize (value, text ? text : "") &&
      g_param_value_is_valid (spec, value))
    return TRUE;
  g_value_unset (value);
  g_set_error (error, GST_URI_ERROR, GST_URI_ERROR_BAD_URI,
      "\"%s\" is not a valid value for %s: %s", text ? text : "", spec->name,
      g_param_spec_get_blurb (spec));
  return FALSE;
}

/* Returns: (transfer none): the property that a key sets; NULL and error if
 * there is none. */
static GParamSpec *
gst_qos_uri_find_property (GObject *element, const gchar *key, GError **error)
{
  GParamSpec *spec =
      g_object_class_find_property (G_OBJECT_GET_CLASS (element), key);

  if (spec && (spec->flags & G_PARAM_WRITABLE) &&
      !g_strv_contains (in_front, spec->name))
    return spec;
  g_set_error (error, GST_URI_ERROR, GST_URI_ERROR_BAD_URI,
      "\"%s\" is not a valid key: keys are the properties of %s except %s (see "
      "gst-inspect-1.0)",
      key, GST_OBJECT_NAME (gst_element_get_factory (GST_ELEMENT (element))),
      "uri, host and port");
  return NULL;
}

/* apply: FALSE only checks. */
static gboolean
gst_qos_uri_walk_query (GObject *element, const GstUri *uri, gboolean apply,
    GError **error)
{
  GList *keys = gst_uri_get_query_keys (uri);
  gboolean ok = TRUE;

  for (GList *at = keys; at && ok; at = at->next) {
    GParamSpec *spec = gst_qos_uri_find_property (element, at->data, error);
    GValue value = G_VALUE_INIT;

    ok = spec &&
        gst_qos_uri_read_value (spec, gst_uri_get_query_value (uri, at->data),
            &value, error);
    if (ok && apply)
      g_object_set_property (element, spec->name, &value);
    if (ok)
      g_value_unset (&value);
  }
  g_list_free (keys);
  return ok;
}

/* Reads the address. GstUri does not distinguish port 0 from none. host: (out)
 * (transfer full). Returns: FALSE if it is invalid. */
static gboolean
gst_qos_uri_read_address (const gchar *text, gchar **host, gint *port)
{
  g_autofree gchar *scheme = NULL;

  if (!text ||
      !g_uri_split_network (text, G_URI_FLAGS_NONE, &scheme, host, port,
          NULL) ||
      g_ascii_strcasecmp (scheme, GST_QOS_URI_SCHEME) != 0)
    return FALSE;
  if (*port < 0)
    *port = QOS_PORT;
  return *host && **host != '\0' && *port > 0 && *port <= G_MAXUINT16;
}

static gboolean
gst_qos_uri_has_more (const GstUri *uri)
{
  g_autofree gchar *path = gst_uri_get_path (uri);

  return (path && path[0] != '\0' && !g_str_equal (path, "/")) ||
      gst_uri_get_userinfo (uri) || gst_uri_get_fragment (uri);
}

static gboolean
gst_qos_uri_try (GObject *element, const gchar *text, GError **error)
{
  g_autoptr (GstUri) uri = text ? gst_uri_from_string (text) : NULL;
  g_autofree gchar *host = NULL;
  gint port;

  if (!uri || !gst_qos_uri_read_address (text, &host, &port) ||
      gst_qos_uri_has_more (uri)) {
    g_set_error_literal (error, GST_URI_ERROR, GST_URI_ERROR_BAD_URI,
        "it must have the form qos://HOST:PORT?KEY=VALUE, with PORT 1 to "
        "65535");
    return FALSE;
  }
  if (!gst_qos_uri_walk_query (element, uri, FALSE, error))
    return FALSE;
  g_object_set (element, "host", host, "port", port, NULL);
  return gst_qos_uri_walk_query (element, uri, TRUE, error);
}

gboolean
gst_qos_uri_apply (GObject *element, const gchar *text, GError **error)
{
  GError *why = NULL;

  if (gst_qos_uri_try (element, text, &why)) {
    g_object_set_data (element, REFUSED_KEY, NULL);
    return TRUE;
  }
  g_prefix_error (&why, "The address \"%s\" was refused: ", text ? text : "");
  g_object_set_data_full (element, REFUSED_KEY, g_strdup (why->message),
      g_free);
  g_propagate_error (error, why);
  return FALSE;
}

static gpointer
gst_qos_uri_copy_text (gpointer text, gpointer user)
{
  return g_strdup (text);
}

gboolean
gst_qos_uri_is_usable (GstElement *element)
{
  g_autofree gchar *refused = g_object_dup_data (G_OBJECT (element),
      REFUSED_KEY, gst_qos_uri_copy_text, NULL);

  if (!refused)
    return TRUE;
  GST_ELEMENT_ERROR (element, RESOURCE, SETTINGS, ("%s.", refused),
      ("set a valid uri"));
  return FALSE;
}

gchar *
gst_qos_uri_format (const gchar *host, gint port)
{
  gboolean is_ipv6 = strchr (host, ':') != NULL;

  return g_strdup_printf (GST_QOS_URI_SCHEME "://%s%s%s:%d", is_ipv6 ? "[" : "",
      host, is_ipv6 ? "]" : "", port);
}
