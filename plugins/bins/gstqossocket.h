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

typedef struct
{
  gint dscp;              /* 0..63, -1 leaves the system's default */
  gint ttl;               /* of packets sent: 0..255, -1 the system's default */
  gboolean loop;          /* multicast packets sent come to this machine too */
  const gchar *interface; /* for multicast, (nullable): as the system likes */
} GstQosSocketOptions;

/* A socket to send to address, of its family, on any free port. Returns:
 * (transfer full) (nullable): on failure an element error was posted. */
GSocket *gst_qos_socket_open_sender (GstElement *element,
    GSocketAddress *address, const GstQosSocketOptions *options);

/* A socket that listens on address, or on the multicast group that it is. That
 * of all IPv6 addresses is of all IPv4 addresses too, or of those alone where
 * the machine has no IPv6. Returns: as above. */
GSocket *gst_qos_socket_open_receiver (GstElement *element,
    GSocketAddress *address, const GstQosSocketOptions *options);

gboolean gst_qos_socket_is_multicast (GSocketAddress *address);

G_END_DECLS

#endif
