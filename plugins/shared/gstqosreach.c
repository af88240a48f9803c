/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosreach.h"

#include "gstqosnotice.h"
#include "gstqosaddress.h"

#include <errno.h>

/* The network reports errors some time after the packet, and not for each: an
 * address is reachable after this long without an error. */
#define QUIET_US (3 * G_USEC_PER_SEC)
/* Packets to a peer that has just ended are refused: reported only if it
 * happens again. */
#define AGAIN_US (G_USEC_PER_SEC / 10)
/* An address that was not used for this long is forgotten. */
#define FORGET_US (120 * G_USEC_PER_SEC)

void
gst_qos_reach_init (GstQosReach *reach, GstElement *bin)
{
  reach->bin = bin;
  g_mutex_init (&reach->lock);
}

void
gst_qos_reach_forget (GstQosReach *reach)
{
  g_mutex_lock (&reach->lock);
  for (guint i = 0; i < GST_QOS_REACH_ADDRESSES; i++)
    g_clear_object (&reach->entries[i].address);
  g_atomic_int_set (&reach->n_used, 0);
  g_mutex_unlock (&reach->lock);
}

void
gst_qos_reach_clear (GstQosReach *reach)
{
  gst_qos_reach_forget (reach);
  g_mutex_clear (&reach->lock);
}

static GstQosReachEntry *
gst_qos_reach_find (GstQosReach *reach, GSocketAddress *address)
{
  for (guint i = 0; i < GST_QOS_REACH_ADDRESSES; i++) {
    GstQosReachEntry *entry = &reach->entries[i];

    if (entry->address && gst_qos_address_equal (entry->address, address))
      return entry;
  }
  return NULL;
}

/* Returns: (nullable): a free entry, or one of an address that was not used for
 * a long time. */
static GstQosReachEntry *
gst_qos_reach_find_place (GstQosReach *reach, gint64 now_us)
{
  for (guint i = 0; i < GST_QOS_REACH_ADDRESSES; i++) {
    GstQosReachEntry *entry = &reach->entries[i];

    if (entry->address && entry->failed_us + FORGET_US > now_us)
      continue;
    if (entry->address)
      g_atomic_int_add (&reach->n_used, -1);
    g_clear_object (&entry->address);
    return entry;
  }
  return NULL;
}

/* Returns: TRUE if it must be reported. */
static gboolean
gst_qos_reach_note_failure (GstQosReach *reach, GSocketAddress *address,
    gint error)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean must_post = FALSE;
  GstQosReachEntry *entry;

  g_mutex_lock (&reach->lock);
  entry = gst_qos_reach_find (reach, address);
  if (!entry) {
    entry = gst_qos_reach_find_place (reach, now_us);
    if (entry) {
      *entry = (GstQosReachEntry){g_object_ref (address), now_us};
      g_atomic_int_inc (&reach->n_used);
    }
  }
  if (entry) {
    entry->failed_us = now_us;
    must_post = !entry->is_said &&
        (error != ECONNREFUSED || now_us - entry->first_us >= AGAIN_US);
    entry->is_said |= must_post;
  }
  g_mutex_unlock (&reach->lock);
  return must_post;
}

/* Returns: TRUE if the address was reported as unreachable and works again. */
static gboolean
gst_qos_reach_note_success (GstQosReach *reach, GSocketAddress *address)
{
  gboolean must_post = FALSE;
  GstQosReachEntry *entry;

  g_mutex_lock (&reach->lock);
  entry = gst_qos_reach_find (reach, address);
  if (entry && g_get_monotonic_time () - entry->failed_us >= QUIET_US) {
    g_clear_object (&entry->address);
    g_atomic_int_add (&reach->n_used, -1);
    must_post = entry->is_said;
  }
  g_mutex_unlock (&reach->lock);
  return must_post;
}

static const gchar *
gst_qos_reach_advice_for (gint error)
{
  switch (error) {
    case 0:
      return "No action is needed.";
    case ECONNREFUSED:
      return "No program listens at that address and port. Start it, or check "
             "the address and port.";
    case EPERM:
    case EACCES:
      return "A firewall on this machine may block it, or it is a broadcast "
             "address. Allow UDP to that address and port.";
    case EMSGSIZE:
      return "The packets are too large for the network path. Set a smaller "
             "mtu.";
    case EINVAL:
    case EADDRNOTAVAIL:
      return "Nothing can be sent to such an address. Check the program that "
             "sends from it.";
    default:
      return "Check this machine's network connection and the route to that "
             "address. Sending is retried and recovers when the network does.";
  }
}

static gchar *
gst_qos_reach_describe (GSocketAddress *address, const gchar *to, gint error)
{
  if (error == 0)
    return g_strdup_printf ("Packets to %s can be delivered again.", to);
  if (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)) == 0)
    return g_strdup_printf ("%s sends from port 0, which can't be answered.",
        to);
  return g_strdup_printf ("Packets to %s can't be delivered: %s.", to,
      g_strerror (error));
}

/* error: an errno, or 0 if the address can be reached again. */
static void
gst_qos_reach_post (GstQosReach *reach, GSocketAddress *address, gint error,
    const guint32 *ssrc)
{
  g_autofree gchar *to =
      gst_qos_address_to_text (G_INET_SOCKET_ADDRESS (address));
  g_autofree gchar *text = gst_qos_reach_describe (address, to, error);
  GstQosNoticeOf of = {.is_ssrc_unknown = !ssrc,
      .ssrc = ssrc ? *ssrc : 0,
      .address = to};

  gst_qos_notice_post (reach->bin,
      error == 0 ? GST_QOS_NOTICE_REACHABLE : GST_QOS_NOTICE_UNREACHABLE, &of,
      text, gst_qos_reach_advice_for (error));
}

void
gst_qos_reach_failed (GstQosReach *reach, GSocketAddress *address, gint error,
    const guint32 *ssrc)
{
  if (G_IS_INET_SOCKET_ADDRESS (address) &&
      gst_qos_reach_note_failure (reach, address, error))
    gst_qos_reach_post (reach, address, error, ssrc);
}

void
gst_qos_reach_sent (GstQosReach *reach, GSocketAddress *address,
    const guint32 *ssrc)
{
  if (G_IS_INET_SOCKET_ADDRESS (address) &&
      gst_qos_reach_note_success (reach, address))
    gst_qos_reach_post (reach, address, 0, ssrc);
}
