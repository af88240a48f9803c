/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The one UDP socket of qossink and of qossrc, shared by the udp elements
 * inside them.
 */
#ifndef GST_QOS_SOCKET_H
#define GST_QOS_SOCKET_H

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* Asks the resolver for host, and waits for it. Returns: (transfer full)
 * (nullable): its first IPv4 address, or the first of all; on failure an element
 * error was posted. */
GSocketAddress *gst_qos_socket_resolve (GstElement *element, const gchar *host,
    guint16 port);

/* A socket of address' family: bound to address itself where is_listening,
 * else to any free port. dscp: 0..63, or -1 for the system's default.
 * Returns: (transfer full) (nullable): on failure an element error was posted.
 */
GSocket *gst_qos_socket_open (GstElement *element, GSocketAddress *address,
    gboolean is_listening, gint dscp);

/* Sets the sdes property of part, a part of element: SDES calls it by element's
 * name, unless that is the one GStreamer made up, prefix and a number. */
void gst_qos_socket_tell_name (GstElement *element, const gchar *prefix,
    GstElement *part);

G_END_DECLS

#endif
