/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The URI scheme qos://host:port?key=value, whose keys are property names of
 * the element. The element must have the properties host (string) and port
 * (int).
 */
#pragma once

#include <gst/gst.h>

#define GST_QOS_URI_SCHEME "qos"

/* Sets the properties in uri on element. An unknown key, a value out of range,
 * or an invalid URI is an error (GST_URI_ERROR), in words; then nothing was
 * set, and the element cannot be used until a valid one is set. */
gboolean gst_qos_uri_apply (GObject *element, const gchar *uri, GError **error);

/* Returns: FALSE, with an element error posted that contains it, if the last
 * URI was refused. */
gboolean gst_qos_uri_is_usable (GstElement *element);

/* Returns: (transfer full): qos://host:port. */
gchar *gst_qos_uri_format (const gchar *host, gint port);
