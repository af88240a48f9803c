/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosfeedback.h"

#include "gstqosaddress.h"

/* Reports come every 500 ms, at the slowest every 2 s: after this time another
 * address may answer. */
#define SILENT (10 * GST_SECOND)

void
gst_qos_feedback_set_destination (GstQosFeedback *feedback,
    GSocketAddress *address)
{
  g_set_object (&feedback->destination, address);
  feedback->is_group = G_IS_INET_SOCKET_ADDRESS (address) &&
      g_inet_address_get_is_multicast (
          g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  g_clear_object (&feedback->other);
  feedback->heard = feedback->other_heard = 0;
}

static gboolean
gst_qos_feedback_is_live (GstClockTime heard, GstClockTime now)
{
  return heard > 0 && now < heard + SILENT;
}

gboolean
gst_qos_feedback_accepts (GstQosFeedback *feedback, GSocketAddress *address,
    GstClockTime now)
{
  if (!address || !feedback->destination || feedback->is_group ||
      gst_qos_address_equal (address, feedback->destination))
    return TRUE;
  if (gst_qos_feedback_is_live (feedback->heard, now))
    return FALSE;
  return !feedback->other ||
      !gst_qos_feedback_is_live (feedback->other_heard, now) ||
      gst_qos_address_equal (address, feedback->other);
}

void
gst_qos_feedback_confirm (GstQosFeedback *feedback, GSocketAddress *address,
    GstClockTime now)
{
  if (!address || !feedback->destination)
    return;
  if (gst_qos_address_equal (address, feedback->destination)) {
    feedback->heard = now;
    return;
  }
  g_set_object (&feedback->other, address);
  feedback->other_heard = now;
}
