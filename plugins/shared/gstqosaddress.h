/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Whether two addresses are the same, and how people write one. An IPv4 address is the same as that one
 * mapped into IPv6 (RFC 4291 2.5.5.2): which of the two a socket gives depends
 * on its family.
 */
#ifndef GST_QOS_ADDRESS_H
#define GST_QOS_ADDRESS_H

#include <gio/gio.h>

G_BEGIN_DECLS

/* The same host and port. */
gboolean gst_qos_address_equal (GSocketAddress *a, GSocketAddress *b);

/* The same host, whatever the ports. */
gboolean gst_qos_address_is_same_host (GSocketAddress *a, GSocketAddress *b);

/* A program on this machine. address: (nullable). */
gboolean gst_qos_address_is_loopback (GSocketAddress *address);

/* Returns: (transfer full): address and port as people write them: IPv6 in
 * brackets, and IPv4 that is mapped into it as IPv4. */
gchar *gst_qos_address_to_text (GInetSocketAddress *address);

G_END_DECLS

#endif
