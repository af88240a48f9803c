/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqosbins.h"

#include "gstqosuri.h"

GstElement *
gst_qos_bin_make (gpointer bin, const gchar *factory, const gchar *name)
{
  GstElement *part = gst_element_factory_make (factory, name);

  if (part)
    gst_bin_add (GST_BIN_CAST (bin), part);
  return part;
}

gboolean
gst_qos_bin_has (gpointer bin, GstElement *part, const gchar *factory,
    const gchar *set)
{
  if (part)
    return TRUE;
  GST_ELEMENT_ERROR (bin, CORE, MISSING_PLUGIN,
      ("The element %s is missing. Install the GStreamer %s (on Debian: "
       "gstreamer1.0-%s).",
          factory, set, set),
      ("gst_element_factory_make (\"%s\") failed", factory));
  return FALSE;
}

void
gst_qos_bin_set_uri (gpointer bin, const gchar *uri)
{
  GError *error = NULL;

  if (gst_qos_uri_apply (G_OBJECT (bin), uri, &error))
    return;
  g_warning ("%s: %s", GST_OBJECT_NAME (bin), error->message);
  g_clear_error (&error);
}
