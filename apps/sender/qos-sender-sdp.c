/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-sender-sdp.h"

#include <gst/sdp/sdp.h>
#include <string.h>

/* The user's text must not start a new line of the SDP. */
static gchar *
one_line (const gchar *text)
{
  return g_strdelimit (g_strdup (text), "\r\n", ' ');
}

gchar *
qos_sender_sdp_of (const GstCaps *caps, const gchar *host, guint port,
    const gchar *name)
{
  const gchar *type = strchr (host, ':') ? "IP6" : "IP4";
  g_autofree gchar *title = one_line (*name ? name : "qos-sender");
  GstSDPMessage *sdp = NULL;
  GstSDPMedia *media = NULL;
  gchar *text;

  gst_sdp_message_new (&sdp);
  gst_sdp_message_set_version (sdp, "0");
  gst_sdp_message_set_origin (sdp, "-", "0", "0", "IN", type, host);
  gst_sdp_message_set_session_name (sdp, title);
  gst_sdp_message_set_connection (sdp, "IN", type, host, 0, 0);
  gst_sdp_message_add_time (sdp, "0", "0", NULL);
  gst_sdp_media_new (&media);
  gst_sdp_media_set_media (media, "audio");
  gst_sdp_media_set_port_info (media, port, 1);
  gst_sdp_media_set_proto (media, "RTP/AVP");
  gst_sdp_media_set_media_from_caps (caps, media);
  gst_sdp_media_add_attribute (media, "rtcp-mux", NULL);
  gst_sdp_message_add_media (sdp, media);
  text = gst_sdp_message_as_text (sdp);
  gst_sdp_media_free (media);
  gst_sdp_message_free (sdp);
  return text;
}
