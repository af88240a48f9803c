/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Compares addresses and prints them. An IPv4 address equals the same address
 * mapped into IPv6 (RFC 4291 2.5.5.2): the family of a socket determines which
 * one it reports.
 */
#pragma once

#include <gio/gio.h>

/* The same host and port. */
gboolean gst_qos_address_equal (GSocketAddress *a, GSocketAddress *b);

/* The same host, with any port. */
gboolean gst_qos_address_is_same_host (GSocketAddress *a, GSocketAddress *b);

/* Is it a program on this machine? address: (nullable). */
gboolean gst_qos_address_is_loopback (GSocketAddress *address);

/* Returns: (transfer full): address and port in the usual notation: IPv6 in
 * brackets, mapped IPv4 as IPv4. */
gchar *gst_qos_address_to_text (GInetSocketAddress *address);
