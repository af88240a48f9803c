/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqossocket.h"

#include "gstqosaddress.h"

#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* Holds a burst of a thousand senders in the kernel while the thread gets no
 * processor time. */
#define RECEIVE_BUFFER_BYTES (4 * 1024 * 1024)

/* "localhost" is resolved to ::1 first, which a receiver that listens on
 * 0.0.0.0 does not receive. */
static GInetAddress *
gst_qos_socket_prefer_ipv4 (GList *addresses)
{
  for (GList *at = addresses; at; at = at->next)
    if (g_inet_address_get_family (at->data) == G_SOCKET_FAMILY_IPV4)
      return at->data;
  return addresses->data;
}

GSocketAddress *
gst_qos_socket_resolve (GstElement *element, const gchar *host, guint16 port)
{
  GSocketAddress *address = g_inet_socket_address_new_from_string (host, port);
  g_autoptr (GResolver) resolver = NULL;
  g_autoptr (GError) error = NULL;
  GList *found;

  if (address)
    return address;
  resolver = g_resolver_get_default ();
  found = g_resolver_lookup_by_name (resolver, host, NULL, &error);
  if (!found) {
    gboolean has_no_server = g_error_matches (error, G_RESOLVER_ERROR,
        G_RESOLVER_ERROR_TEMPORARY_FAILURE);

    GST_ELEMENT_ERROR (element, RESOURCE, NOT_FOUND,
        ("The host \"%s\" was not found%s, or give its IP address.", host,
            has_no_server ? ": no name server answers. Check the network"
                          : ". Check the name"),
        ("g_resolver_lookup_by_name: %s", error->message));
    return NULL;
  }
  address =
      g_inet_socket_address_new (gst_qos_socket_prefer_ipv4 (found), port);
  g_resolver_free_addresses (found);
  return address;
}

static GInetAddress *
gst_qos_socket_get_inet (GSocketAddress *address)
{
  return g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
}

gboolean
gst_qos_socket_is_multicast (GSocketAddress *address)
{
  return g_inet_address_get_is_multicast (gst_qos_socket_get_inet (address));
}

/* Sets an IPv4 option, and on an IPv6 socket, which may send both, also the
 * IPv6 one. */
static gboolean
gst_qos_socket_set_both (GSocket *socket, gint option, gint option6, gint value)
{
  gboolean is_ipv6 = g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6;
  gboolean ok = g_socket_set_option (socket, IPPROTO_IP, option, value, NULL);

  return is_ipv6
      ? g_socket_set_option (socket, IPPROTO_IPV6, option6, value, NULL)
      : ok;
}

static void
gst_qos_socket_set_options (GstElement *element, GSocket *socket,
    const GstQosSocketOptions *options)
{
  gint tos = options->dscp * 4; /* the low two bits belong to ECN */

  g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES,
      NULL);
  if (options->dscp >= 0 &&
      !gst_qos_socket_set_both (socket, IP_TOS, IPV6_TCLASS, tos))
    GST_ELEMENT_WARNING (element, RESOURCE, SETTINGS,
        ("The system refused to mark packets with DSCP %d.", options->dscp),
        (NULL));
}

/* ttl: for unicast or multicast, depending on address. */
static void
gst_qos_socket_set_ttl (GstElement *element, GSocket *socket,
    GSocketAddress *address, gint ttl)
{
  gboolean ok = gst_qos_socket_is_multicast (address)
      ? gst_qos_socket_set_both (socket, IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS,
            ttl)
      : gst_qos_socket_set_both (socket, IP_TTL, IPV6_UNICAST_HOPS, ttl);

  if (!ok)
    GST_ELEMENT_WARNING (element, RESOURCE, SETTINGS,
        ("The system refused a ttl of %d.", ttl), (NULL));
}

/* Returns: FALSE and error if there is no such interface. */
static gboolean
gst_qos_socket_check_interface (const gchar *interface, GError **error)
{
  if (!interface || if_nametoindex (interface) > 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
      "network interface \"%s\" not found; \"ip link\" lists the interfaces",
      interface);
  return FALSE;
}

/* Sets the interface through which multicast packets are sent. */
static gboolean
gst_qos_socket_set_interface (GSocket *socket, const gchar *interface,
    GError **error)
{
  gint index = (gint) if_nametoindex (interface);
  struct ip_mreqn by = {.imr_ifindex = index};
  gint fd = g_socket_get_fd (socket);

  if ((g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6
              ? setsockopt (fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index,
                    sizeof index)
              : setsockopt (fd, IPPROTO_IP, IP_MULTICAST_IF, &by, sizeof by)) ==
      0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
      "multicast by \"%s\": %s", interface, g_strerror (errno));
  return FALSE;
}

/* Sending to a group does not require joining it. */
static gboolean
gst_qos_socket_set_multicast (GSocket *socket,
    const GstQosSocketOptions *options, GError **error)
{
  return gst_qos_socket_check_interface (options->interface, error) &&
      gst_qos_socket_set_both (socket, IP_MULTICAST_LOOP, IPV6_MULTICAST_LOOP,
          options->loop) &&
      (!options->interface ||
          gst_qos_socket_set_interface (socket, options->interface, error));
}

static void
gst_qos_socket_post_error (GstElement *element, GSocketAddress *address,
    const GError *error)
{
  g_autofree gchar *text =
      gst_qos_address_to_text (G_INET_SOCKET_ADDRESS (address));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    GST_ELEMENT_ERROR (element, RESOURCE, BUSY,
        ("UDP port %u is in use. Stop the program that listens there, or "
         "choose another port.",
            g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address))),
        ("bind to %s: %s", text, error->message));
  else if (gst_qos_socket_is_multicast (address))
    GST_ELEMENT_ERROR (element, RESOURCE, OPEN_READ_WRITE,
        ("No UDP socket for the multicast group %s: %s. Name the network "
         "interface with multicast-interface.",
            text, error->message),
        ("g_socket_new, g_socket_bind or g_socket_join_multicast_group"));
  else
    GST_ELEMENT_ERROR (element, RESOURCE, OPEN_READ_WRITE,
        ("No UDP socket for %s: %s. Is it an address of this machine?", text,
            error->message),
        ("g_socket_new or g_socket_bind"));
}

static GSocket *
gst_qos_socket_new (GSocketAddress *address, GError **error)
{
  return g_socket_new (g_socket_address_get_family (address),
      G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, error);
}

static gboolean
gst_qos_socket_bind_any (GSocket *socket, GError **error)
{
  g_autoptr (GInetAddress) any =
      g_inet_address_new_any (g_socket_get_family (socket));
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (any, 0);

  return g_socket_bind (socket, any_port, FALSE, error);
}

GSocket *
gst_qos_socket_open_sender (GstElement *element, GSocketAddress *address,
    const GstQosSocketOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = gst_qos_socket_new (address, &error);

  if (!socket || !gst_qos_socket_bind_any (socket, &error) ||
      (gst_qos_socket_is_multicast (address) &&
          !gst_qos_socket_set_multicast (socket, options, &error))) {
    gst_qos_socket_post_error (element, address, error);
    return NULL;
  }
  gst_qos_socket_set_options (element, socket, options);
  if (options->ttl >= 0)
    gst_qos_socket_set_ttl (element, socket, address, options->ttl);
  return g_steal_pointer (&socket);
}

/* A group address that is valid on one link only needs the link. Returns:
 * (transfer full). */
static GSocketAddress *
gst_qos_socket_add_scope (GSocketAddress *address, const gchar *interface)
{
  GInetAddress *inet = gst_qos_socket_get_inet (address);
  guint16 port =
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));

  if (!interface || !g_inet_address_get_is_mc_link_local (inet) ||
      g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return g_object_ref (address);
  return g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", inet, "port",
      (guint) port, "scope-id", if_nametoindex (interface), NULL);
}

/* Several programs may listen to a group, but only one to a port. */
static gboolean
gst_qos_socket_listen_on (GSocket *socket, GSocketAddress *address,
    const gchar *interface, GError **error)
{
  gboolean is_group = gst_qos_socket_is_multicast (address);
  g_autoptr (GSocketAddress) scoped = NULL;

  if (!gst_qos_socket_check_interface (interface, error))
    return FALSE;
  if (g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, FALSE, NULL);
  scoped = gst_qos_socket_add_scope (address, interface);
  return g_socket_bind (socket, scoped, is_group, error) &&
      (!is_group ||
          g_socket_join_multicast_group (socket,
              gst_qos_socket_get_inet (address), FALSE, interface, error));
}

/* Returns: (transfer full) (nullable): with error. */
static GSocket *
gst_qos_socket_open_listening (GSocketAddress *address, const gchar *interface,
    GError **error)
{
  GSocket *socket = gst_qos_socket_new (address, error);

  if (socket && !gst_qos_socket_listen_on (socket, address, interface, error))
    g_clear_object (&socket);
  return socket;
}

static gboolean
gst_qos_socket_is_without_ipv6 (GSocketAddress *address, const GError *error)
{
  return g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
      g_inet_address_get_is_any (gst_qos_socket_get_inet (address)) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

GSocket *
gst_qos_socket_open_receiver (GstElement *element, GSocketAddress *address,
    const GstQosSocketOptions *options)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket =
      gst_qos_socket_open_listening (address, options->interface, &error);

  if (!socket && gst_qos_socket_is_without_ipv6 (address, error)) {
    g_autoptr (GSocketAddress) ipv4 =
        g_inet_socket_address_new_from_string ("0.0.0.0",
            g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));

    socket = gst_qos_socket_open_listening (ipv4, options->interface, NULL);
  }
  if (socket)
    gst_qos_socket_set_options (element, socket, options);
  else
    gst_qos_socket_post_error (element, address, error);
  return socket;
}
