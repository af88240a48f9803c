/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosbin.h"

#include "qos-limits.h"
#include "gstqosfield.h"
#include "gstqosuri.h"

#include <string.h>

static void gst_qos_bin_uri_init (gpointer iface, gpointer data);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (GstQosBin, gst_qos_bin, GST_TYPE_BIN,
    G_IMPLEMENT_INTERFACE (GST_TYPE_URI_HANDLER, gst_qos_bin_uri_init))

#define GST_QOS_BIN_GET_CLASS(self) \
  G_TYPE_INSTANCE_GET_CLASS (self, GST_TYPE_QOS_BIN, GstQosBinClass)

gboolean
gst_qos_bin_has (GstQosBin *self, const gchar *factory, const gchar *set)
{
  g_autoptr (GstElementFactory) found = gst_element_factory_find (factory);

  if (!found)
    GST_ELEMENT_ERROR (self, CORE, MISSING_PLUGIN,
        ("The element %s is missing. Install the GStreamer %s (on Debian: "
         "gstreamer1.0-%s).",
            factory, set, set),
        ("gst_element_factory_find (\"%s\") failed", factory));
  return found != NULL;
}

/* State */

/* Returns: (nullable): the name of the bin, unless GStreamer generated it. */
static const gchar *
gst_qos_bin_given_name (GstQosBin *self)
{
  GstElementFactory *factory = gst_element_get_factory (&self->parent.element);
  const gchar *name = GST_OBJECT_NAME (self);
  const gchar *digits;

  if (!g_str_has_prefix (name, GST_OBJECT_NAME (factory)))
    return name;
  digits = name + strlen (GST_OBJECT_NAME (factory));
  return strspn (digits, "0123456789") == strlen (digits) ? NULL : name;
}

static void
gst_qos_bin_set_sdes (GstQosBin *self)
{
  const gchar *name = gst_qos_bin_given_name (self);
  g_autoptr (GstStructure) sdes =
      gst_structure_new_empty ("application/x-rtp-source-sdes");

  if (name)
    gst_structure_set (sdes, "name", G_TYPE_STRING, name, NULL);
  g_object_set (self->meter, "sdes", sdes, NULL);
}

static gboolean
gst_qos_bin_open (GstQosBin *self)
{
  GstElement *element = GST_ELEMENT_CAST (self);
  GstQosSocketOptions options = {.ttl = -1};
  g_autofree gchar *host = NULL, *interface = NULL;
  GSocket *socket = NULL;
  gint port;

  if (!gst_qos_uri_is_usable (element))
    return FALSE;
  GST_OBJECT_LOCK (self);
  host = g_strdup (self->host);
  interface = g_strdup (self->interface);
  port = self->port;
  options.dscp = self->dscp;
  GST_OBJECT_UNLOCK (self);
  options.interface = interface;

  self->address = gst_qos_socket_resolve (element, host, (guint16) port);
  if (self->address)
    socket = GST_QOS_BIN_GET_CLASS (self)->open (self, &options);
  if (!socket)
    return FALSE;
  gst_qos_udp_open (&self->net, socket);
  gst_qos_bin_set_sdes (self);
  return TRUE;
}

static GstStateChangeReturn
gst_qos_bin_change_state (GstElement *element, GstStateChange transition)
{
  GstQosBin *self = GST_QOS_BIN (element);
  GstStateChangeReturn ret = GST_STATE_CHANGE_FAILURE;

  if (transition != GST_STATE_CHANGE_NULL_TO_READY || gst_qos_bin_open (self))
    ret = GST_ELEMENT_CLASS (gst_qos_bin_parent_class)
              ->change_state (element, transition);
  if (transition == GST_STATE_CHANGE_READY_TO_NULL ||
      (transition == GST_STATE_CHANGE_NULL_TO_READY &&
          ret == GST_STATE_CHANGE_FAILURE)) {
    gst_qos_udp_close (&self->net);
    g_clear_object (&self->address);
  }
  return ret;
}

/* URI */

static GstURIType
gst_qos_bin_uri_type (GType type)
{
  GstQosBinClass *klass = g_type_class_peek (type);

  return klass->uri_type;
}

static const gchar *const *
gst_qos_bin_protocols (GType type)
{
  static const gchar *const protocols[] = {GST_QOS_URI_SCHEME, NULL};

  return protocols;
}

static gchar *
gst_qos_bin_get_uri (GstURIHandler *handler)
{
  GstQosBin *self = GST_QOS_BIN (handler);
  gchar *uri;

  GST_OBJECT_LOCK (self);
  uri = gst_qos_uri_format (self->host, self->port);
  GST_OBJECT_UNLOCK (self);
  return uri;
}

static gboolean
gst_qos_bin_set_uri (GstURIHandler *handler, const gchar *uri, GError **error)
{
  GstQosBin *self = GST_QOS_BIN (handler);

  GST_OBJECT_LOCK (self);
  self->is_from_uri = TRUE;
  GST_OBJECT_UNLOCK (self);
  return gst_qos_uri_apply (G_OBJECT (self), uri, error);
}

static void
gst_qos_bin_uri_init (gpointer iface, gpointer data)
{
  GstURIHandlerInterface *handler = iface;

  handler->get_type = gst_qos_bin_uri_type;
  handler->get_protocols = gst_qos_bin_protocols;
  handler->get_uri = gst_qos_bin_get_uri;
  handler->set_uri = gst_qos_bin_set_uri;
}

/* Properties */

static void
gst_qos_bin_set_property (GObject *object, guint id, const GValue *value,
    GParamSpec *spec)
{
  GstQosBin *self = GST_QOS_BIN (object);
  g_autoptr (GError) error = NULL;

  GST_OBJECT_LOCK (self);
  gst_qos_field_set (object, value, spec);
  GST_OBJECT_UNLOCK (self);
  if (id == GST_QOS_BIN_PROP_FORWARDED)
    g_object_set_property (G_OBJECT (self->meter), spec->name, value);
  else if (id == GST_QOS_BIN_PROP_URI &&
      !gst_qos_uri_apply (object, g_value_get_string (value), &error))
    g_warning ("%s: %s", GST_OBJECT_NAME (self), error->message);
}

static void
gst_qos_bin_get_property (GObject *object, guint id, GValue *value,
    GParamSpec *spec)
{
  GstQosBin *self = GST_QOS_BIN (object);

  if (id == GST_QOS_BIN_PROP_FORWARDED) {
    g_object_get_property (G_OBJECT (self->meter), spec->name, value);
  } else if (id == GST_QOS_BIN_PROP_URI) {
    GST_OBJECT_LOCK (self);
    g_value_take_string (value, gst_qos_uri_format (self->host, self->port));
    GST_OBJECT_UNLOCK (self);
  } else {
    gst_qos_field_get_property (object, id, value, spec);
  }
}

static void
gst_qos_bin_finalize (GObject *object)
{
  GstQosBin *self = GST_QOS_BIN (object);

  gst_qos_udp_clear (&self->net);
  g_clear_object (&self->address);
  g_free (self->interface);
  g_free (self->host);
  G_OBJECT_CLASS (gst_qos_bin_parent_class)->finalize (object);
}

static void
gst_qos_bin_init (GstQosBin *self)
{
  gst_qos_udp_init (&self->net, GST_ELEMENT_CAST (self));
  gst_bin_set_suppressed_flags (GST_BIN_CAST (self),
      GST_ELEMENT_FLAG_SOURCE | GST_ELEMENT_FLAG_SINK);
}

static void
gst_qos_bin_class_init (GstQosBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = gst_qos_bin_set_property;
  object_class->get_property = gst_qos_bin_get_property;
  object_class->finalize = gst_qos_bin_finalize;
  GST_ELEMENT_CLASS (klass)->change_state = gst_qos_bin_change_state;
}

#define FIELD(name) GST_QOS_BIN_PROP_FIELD, G_STRUCT_OFFSET (GstQosBin, name)

void
gst_qos_bin_install_address (GstQosBinClass *klass,
    const GstQosBinBlurbs *blurbs)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  g_autofree gchar *uri = gst_qos_uri_format (blurbs->default_host, QOS_PORT);

  g_object_class_install_property (object_class, GST_QOS_BIN_PROP_URI,
      g_param_spec_string ("uri", "URI", blurbs->uri, uri,
          GST_QOS_BIN_AT_REST));
  gst_qos_field_install (object_class, FIELD (host),
      g_param_spec_string ("host", "Host", blurbs->host, blurbs->default_host,
          GST_QOS_BIN_AT_REST));
  gst_qos_field_install (object_class, FIELD (port),
      g_param_spec_int ("port", "Port", blurbs->port, 1, G_MAXUINT16, QOS_PORT,
          GST_QOS_BIN_AT_REST));
  gst_qos_field_install (object_class, FIELD (dscp),
      g_param_spec_int ("dscp", "DSCP", blurbs->dscp, -1, 63, -1,
          GST_QOS_BIN_AT_REST));
  gst_qos_field_install (object_class, FIELD (interface),
      g_param_spec_string ("multicast-interface", "Multicast interface",
          blurbs->interface, NULL, GST_QOS_BIN_AT_REST));
}

void
gst_qos_bin_forward (GstQosBinClass *klass, GType meter, const gchar *name,
    const gchar *blurb)
{
  GObjectClass *meter_class = g_type_class_ref (meter);
  GParamSpec *spec = g_object_class_find_property (meter_class, name);
  const gchar *nick = g_param_spec_get_nick (spec);

  if (!blurb)
    blurb = g_param_spec_get_blurb (spec);
  if (G_IS_PARAM_SPEC_UINT64 (spec)) {
    GParamSpecUInt64 *number = G_PARAM_SPEC_UINT64 (spec);

    spec = g_param_spec_uint64 (name, nick, blurb, number->minimum,
        number->maximum, number->default_value, spec->flags);
  } else if (G_IS_PARAM_SPEC_ENUM (spec)) {
    spec = g_param_spec_enum (name, nick, blurb, spec->value_type,
        G_PARAM_SPEC_ENUM (spec)->default_value, spec->flags);
  } else {
    spec =
        g_param_spec_boxed (name, nick, blurb, spec->value_type, spec->flags);
  }
  g_object_class_install_property (G_OBJECT_CLASS (klass),
      GST_QOS_BIN_PROP_FORWARDED, spec);
  g_type_class_unref (meter_class);
}
