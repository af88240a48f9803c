/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqossocket.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* A burst of a thousand senders must wait in the kernel while a thread is kept
 * from the processor. */
#define RECEIVE_BUFFER_BYTES (4 * 1024 * 1024)

/* "localhost" is ::1 first, and who listens on 0.0.0.0, as qossrc does if not
 * told otherwise, hears nothing of it. */
static GInetAddress *
prefer_ipv4 (GList *addresses)
{
  for (GList *at = addresses; at; at = at->next)
    if (g_inet_address_get_family (at->data) == G_SOCKET_FAMILY_IPV4)
      return at->data;
  return addresses->data;
}

GSocketAddress *
gst_qos_socket_resolve (GstElement *element, const gchar *host, guint16 port)
{
  GResolver *resolver;
  GSocketAddress *address = g_inet_socket_address_new_from_string (host, port);
  GError *error = NULL;
  GList *found;

  if (address)
    return address;
  resolver = g_resolver_get_default ();
  found = g_resolver_lookup_by_name (resolver, host, NULL, &error);
  g_object_unref (resolver);
  if (!found) {
    if (g_error_matches (error, G_RESOLVER_ERROR,
            G_RESOLVER_ERROR_TEMPORARY_FAILURE))
      GST_ELEMENT_ERROR (element, RESOURCE, NOT_FOUND,
          ("The name of the host \"%s\" could not be looked up: no name server "
           "answers. Check the network, or give its IP address.",
              host),
          ("g_resolver_lookup_by_name: %s", error->message));
    else
      GST_ELEMENT_ERROR (element, RESOURCE, NOT_FOUND,
          ("The host \"%s\" was not found. Check the name, or give its IP "
           "address.",
              host),
          ("g_resolver_lookup_by_name: %s", error->message));
    g_clear_error (&error);
    return NULL;
  }
  address = g_inet_socket_address_new (prefer_ipv4 (found), port);
  g_resolver_free_addresses (found);
  return address;
}

static gboolean
set_dscp (GSocket *socket, gint dscp)
{
  gint tos = dscp << 2; /* the low two bits are ECN's */

  if (g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6)
    return g_socket_set_option (socket, IPPROTO_IPV6, IPV6_TCLASS, tos, NULL);
  return g_socket_set_option (socket, IPPROTO_IP, IP_TOS, tos, NULL);
}

static gboolean
bind_socket (GSocket *socket, GSocketAddress *address, gboolean is_listening,
    GError **error)
{
  GInetAddress *inet =
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  GInetAddress *any;
  GSocketAddress *any_port;
  gboolean ok;

  /* Several may listen to a group, one to a port. */
  if (is_listening)
    return g_socket_bind (socket, address,
        g_inet_address_get_is_multicast (inet), error);
  any = g_inet_address_new_any (g_socket_get_family (socket));
  any_port = g_inet_socket_address_new (any, 0);
  ok = g_socket_bind (socket, any_port, FALSE, error);
  g_object_unref (any_port);
  g_object_unref (any);
  return ok;
}

static void
post_error (GstElement *element, GSocketAddress *address, const GError *error)
{
  gchar *text = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    GST_ELEMENT_ERROR (element, RESOURCE, BUSY,
        ("UDP port %u is in use. Stop the program that listens there, or "
         "choose another port.",
            g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address))),
        ("bind to %s: %s", text, error->message));
  else
    GST_ELEMENT_ERROR (element, RESOURCE, OPEN_READ_WRITE,
        ("No UDP socket for %s: %s. Is it an address of this machine?", text,
            error->message),
        ("g_socket_new or g_socket_bind"));
  g_free (text);
}

GSocket *
gst_qos_socket_open (GstElement *element, GSocketAddress *address,
    gboolean is_listening, gint dscp)
{
  GError *error = NULL;
  GSocket *socket = g_socket_new (g_socket_address_get_family (address),
      G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);

  if (!socket || !bind_socket (socket, address, is_listening, &error)) {
    post_error (element, address, error);
    g_clear_error (&error);
    g_clear_object (&socket);
    return NULL;
  }
  g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES,
      NULL);
  if (dscp >= 0 && !set_dscp (socket, dscp))
    GST_ELEMENT_WARNING (element, RESOURCE, SETTINGS,
        ("The system refused to mark packets with DSCP %d.", dscp), (NULL));
  return socket;
}

/* Returns: (nullable): the name, where somebody gave one. */
static const gchar *
given_name (GstElement *element, const gchar *prefix)
{
  const gchar *name = GST_OBJECT_NAME (element);
  const gchar *digits;

  if (!g_str_has_prefix (name, prefix))
    return name;
  digits = name + strlen (prefix);
  return strspn (digits, "0123456789") == strlen (digits) ? NULL : name;
}

void
gst_qos_socket_tell_name (GstElement *element, const gchar *prefix,
    GstElement *part)
{
  const gchar *name = given_name (element, prefix);
  GstStructure *sdes =
      gst_structure_new_empty ("application/x-rtp-source-sdes");

  if (name)
    gst_structure_set (sdes, "name", G_TYPE_STRING, name, NULL);
  g_object_set (part, "sdes", sdes, NULL);
  gst_structure_free (sdes);
}
