/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Creates the one UDP socket of qossink or qossrc, shared by the udp elements
 * inside it.
 */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

/* Resolves host, and waits for it. Returns: (transfer full) (nullable): its
 * first IPv4 address, otherwise its first address; on failure an element error
 * was posted. */
GSocketAddress *gst_qos_socket_resolve (GstElement *element, const gchar *host,
    guint16 port);

typedef struct
{
  gint dscp;              /* 0..63, -1: system default */
  gint ttl;               /* of packets sent: 0..255, -1: system default */
  gboolean loop;          /* multicast packets are also received on this
                           * machine */
  const gchar *interface; /* for multicast, (nullable): chosen by the system */
} GstQosSocketOptions;

/* A socket for sending to address, of its family, on any free port. Returns:
 * (transfer full) (nullable): on failure an element error was posted. */
GSocket *gst_qos_socket_open_sender (GstElement *element,
    GSocketAddress *address, const GstQosSocketOptions *options);

/* A socket that listens on address, or on the multicast group with that
 * address. The one for all IPv6 addresses includes all IPv4 addresses, and is
 * only for those if the machine has no IPv6. Returns: as above. */
GSocket *gst_qos_socket_open_receiver (GstElement *element,
    GSocketAddress *address, const GstQosSocketOptions *options);

gboolean gst_qos_socket_is_multicast (GSocketAddress *address);
