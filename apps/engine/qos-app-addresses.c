/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-addresses.h"

#include "qos-app-target.h"

#include <gio/gio.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

/* Returns: (transfer full) (nullable): NULL if others cannot use it. */
static gchar *
read_host (const struct ifaddrs *entry, GSocketFamily family)
{
  g_autoptr (GSocketAddress) native = NULL;
  GInetAddress *address;

  if (!entry->ifa_addr || entry->ifa_addr->sa_family != family ||
      !(entry->ifa_flags & IFF_UP))
    return NULL;
  native = g_socket_address_new_from_native (entry->ifa_addr,
      sizeof (struct sockaddr_in6));
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (native));
  return g_inet_address_get_is_loopback (address) ||
          g_inet_address_get_is_link_local (address)
      ? NULL
      : g_inet_address_to_string (address);
}

static void
add_family (GPtrArray *texts, const struct ifaddrs *all, GSocketFamily family,
    guint port)
{
  for (; all && texts->len < QOS_APP_ADDRESSES_MAX; all = all->ifa_next) {
    g_autofree gchar *host = read_host (all, family);

    if (host)
      g_ptr_array_add (texts, qos_app_target_text (host, port));
  }
}

static gchar *
join (GPtrArray *texts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (text, "%s%s",
        i == 0                   ? ""
            : i + 1 < texts->len ? ", "
                                 : " or ",
        (const gchar *) g_ptr_array_index (texts, i));
  return g_string_free (text, texts->len == 0);
}

gchar *
qos_app_addresses_text (const gchar *local, guint port)
{
  gboolean is_all = g_str_equal (local, "::");
  g_autoptr (GPtrArray) texts = NULL;
  struct ifaddrs *all;

  if (!is_all && !g_str_equal (local, "0.0.0.0"))
    return qos_app_target_text (local, port);
  if (getifaddrs (&all) != 0)
    return NULL;
  texts = g_ptr_array_new_with_free_func (g_free);
  add_family (texts, all, G_SOCKET_FAMILY_IPV4, port);
  if (is_all)
    add_family (texts, all, G_SOCKET_FAMILY_IPV6, port);
  freeifaddrs (all);
  return join (texts);
}
