/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosaddress.h"

#include <string.h>

/* Precedes the four bytes of an IPv4 address. */
static const guint8 mapped_prefix[12] = {[10] = 0xff, [11] = 0xff};

/* An IPv6 address; scope: for link-local ones. */
typedef struct
{
  guint8 bytes[16];
  guint32 scope;
} Host;

/* Returns: FALSE if address does not belong to an IP family. */
static gboolean
gst_qos_address_read_host (GSocketAddress *address, Host *host)
{
  GInetAddress *inet;

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return FALSE;
  host->scope = 0;
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6) {
    memcpy (host->bytes, g_inet_address_to_bytes (inet), sizeof host->bytes);
    host->scope =
        g_inet_socket_address_get_scope_id (G_INET_SOCKET_ADDRESS (address));
  } else {
    memcpy (host->bytes, mapped_prefix, sizeof mapped_prefix);
    memcpy (host->bytes + sizeof mapped_prefix, g_inet_address_to_bytes (inet),
        4);
  }
  return TRUE;
}

gboolean
gst_qos_address_is_same_host (GSocketAddress *a, GSocketAddress *b)
{
  Host host_a, host_b;

  if (a == b)
    return TRUE;
  return gst_qos_address_read_host (a, &host_a) &&
      gst_qos_address_read_host (b, &host_b) && host_a.scope == host_b.scope &&
      memcmp (host_a.bytes, host_b.bytes, sizeof host_a.bytes) == 0;
}

gboolean
gst_qos_address_equal (GSocketAddress *a, GSocketAddress *b)
{
  return a == b ||
      (gst_qos_address_is_same_host (a, b) &&
          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (a)) ==
              g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (b)));
}

/* Also for IPv4 mapped into IPv6. */
gboolean
gst_qos_address_is_loopback (GSocketAddress *address)
{
  static const guint8 ipv6[16] = {[15] = 1};
  Host host;

  return address && gst_qos_address_read_host (address, &host) &&
      (memcmp (host.bytes, ipv6, sizeof ipv6) == 0 ||
          (memcmp (host.bytes, mapped_prefix, sizeof mapped_prefix) == 0 &&
              host.bytes[sizeof mapped_prefix] == 127));
}

gchar *
gst_qos_address_to_text (GInetSocketAddress *address)
{
  GInetAddress *host = g_inet_socket_address_get_address (address);
  const guint8 *bytes = g_inet_address_to_bytes (host);
  guint port = g_inet_socket_address_get_port (address);
  gboolean is_ipv6 = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6;
  guint32 scope = is_ipv6 ? g_inet_socket_address_get_scope_id (address) : 0;
  g_autoptr (GInetAddress) shown = NULL;
  g_autofree gchar *name = NULL;

  if (is_ipv6 && memcmp (bytes, mapped_prefix, sizeof mapped_prefix) == 0)
    shown = g_inet_address_new_from_bytes (bytes + sizeof mapped_prefix,
        G_SOCKET_FAMILY_IPV4);
  else
    shown = g_object_ref (host);
  name = g_inet_address_to_string (shown);
  if (g_inet_address_get_family (shown) == G_SOCKET_FAMILY_IPV4)
    return g_strdup_printf ("%s:%u", name, port);
  if (scope > 0)
    return g_strdup_printf ("[%s%%%u]:%u", name, scope, port);
  return g_strdup_printf ("[%s]:%u", name, port);
}
