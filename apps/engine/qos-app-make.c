/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-make.h"

#include "qos-app-config.h"

GQuark
qos_app_error_quark (void)
{
  return g_quark_from_static_string ("qos-app-error-quark");
}

GstElement *
qos_app_make (const gchar *factory, GError **error)
{
  GstElement *element = gst_element_factory_make (factory, NULL);
  gboolean is_ours = g_str_has_prefix (factory, "qos");

  if (!element)
    g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_PLUGIN,
        is_ours
            ? "The GStreamer element %s is missing: install the plugin "
              "qosaudio, or set GST_PLUGIN_PATH to the folder it was built in."
            : "The GStreamer element %s is missing: install the packages "
              "gstreamer1.0-plugins-base, gstreamer1.0-plugins-good and "
              "gstreamer1.0-libav.",
        factory);
  return element;
}

QosAppRange
qos_app_range (const gchar *factory, const gchar *property)
{
  g_autoptr (GstElement) element = gst_element_factory_make (factory, NULL);
  GParamSpec *spec = element
      ? g_object_class_find_property (G_OBJECT_GET_CLASS (element), property)
      : NULL;

  if (spec && G_IS_PARAM_SPEC_INT (spec)) {
    const GParamSpecInt *number = G_PARAM_SPEC_INT (spec);

    return (
        QosAppRange){number->minimum, number->maximum, number->default_value};
  }
  if (spec && G_IS_PARAM_SPEC_UINT (spec)) {
    const GParamSpecUInt *number = G_PARAM_SPEC_UINT (spec);

    return (QosAppRange){(gint) number->minimum, (gint) number->maximum,
        (gint) number->default_value};
  }
  return (QosAppRange){0, G_MAXINT, QOS_APP_NOT_GIVEN};
}
