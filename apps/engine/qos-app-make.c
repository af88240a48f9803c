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

static void
set_missing (const gchar *factory, GError **error)
{
  g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_PLUGIN,
      g_str_has_prefix (factory, "qos")
          ? "The GStreamer element %s is missing: install the plugin qosaudio, "
            "or set GST_PLUGIN_PATH to the folder it was built in."
          : "The GStreamer element %s is missing: install the packages "
            "gstreamer1.0-plugins-base, gstreamer1.0-plugins-good and "
            "gstreamer1.0-libav.",
      factory);
}

GstElement *
qos_app_make (const gchar *factory, GError **error)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (!element)
    set_missing (factory, error);
  return element;
}

GstElement *
qos_app_parse (const gchar *text, GError **error)
{
  g_autoptr (GstParseContext) context = gst_parse_context_new ();
  g_autoptr (GError) why = NULL;
  GstElement *element =
      gst_parse_launch_full (text, context, GST_PARSE_FLAG_FATAL_ERRORS, &why);
  g_auto (GStrv) missing = gst_parse_context_get_missing_elements (context);

  if (!element)
    set_missing (missing ? missing[0] : why->message, error);
  return element;
}

GstElement *
qos_app_find (GstElement *bin, const gchar *name)
{
  g_autoptr (GstElement) found = gst_bin_get_by_name (GST_BIN_CAST (bin), name);

  return found;
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
