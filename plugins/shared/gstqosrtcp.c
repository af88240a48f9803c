/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosrtcp.h"

#include <gst/rtp/rtp.h>
#include <string.h>

#define COMPOUND_MAX \
  1200 /* SR, one block, SDES of two items, BYE: never exceed 1200 */

static void
gst_qos_rtcp_write_report (const GstQosRtcp *rtcp, GstRTCPPacket *packet)
{
  const QosReportBlock *b = rtcp->block;

  if (rtcp->has_sr)
    gst_rtcp_packet_sr_set_sender_info (packet, rtcp->ssrc, rtcp->ntp,
        rtcp->rtptime, rtcp->packets, rtcp->octets);
  else
    gst_rtcp_packet_rr_set_ssrc (packet, rtcp->ssrc);
  if (b)
    gst_rtcp_packet_add_rb (packet, rtcp->block_ssrc, (guint8) b->fraction_lost,
        b->packets_lost, b->extended_highest, b->jitter, b->lsr, b->dlsr);
}

static void
gst_qos_rtcp_write_sdes (const GstQosRtcp *rtcp, GstRTCPPacket *packet)
{
  const GstQosSdes *sdes = rtcp->sdes;

  gst_rtcp_packet_sdes_add_item (packet, rtcp->ssrc);
  gst_rtcp_packet_sdes_add_entry (packet, GST_RTCP_SDES_CNAME,
      (guint8) strlen (sdes->cname), (const guint8 *) sdes->cname);
  if (rtcp->with_name && sdes->name[0] != '\0')
    gst_rtcp_packet_sdes_add_entry (packet, GST_RTCP_SDES_NAME,
        (guint8) strlen (sdes->name), (const guint8 *) sdes->name);
}

GstBuffer *
gst_qos_rtcp_write (const GstQosRtcp *rtcp)
{
  GstBuffer *buffer = gst_rtcp_buffer_new (COMPOUND_MAX);
  GstRTCPBuffer map = GST_RTCP_BUFFER_INIT;
  GstRTCPPacket packet;

  gst_rtcp_buffer_map (buffer, GST_MAP_READWRITE, &map);
  gst_rtcp_buffer_add_packet (&map,
      rtcp->has_sr ? GST_RTCP_TYPE_SR : GST_RTCP_TYPE_RR, &packet);
  gst_qos_rtcp_write_report (rtcp, &packet);
  gst_rtcp_buffer_add_packet (&map, GST_RTCP_TYPE_SDES, &packet);
  gst_qos_rtcp_write_sdes (rtcp, &packet);
  if (rtcp->bye) {
    gst_rtcp_buffer_add_packet (&map, GST_RTCP_TYPE_BYE, &packet);
    gst_rtcp_packet_bye_add_ssrc (&packet, rtcp->ssrc);
  }
  gst_rtcp_buffer_unmap (&map);

  if (rtcp->xr)
    buffer = gst_buffer_append (buffer,
        gst_buffer_new_memdup (rtcp->xr, rtcp->xr_size));
  return buffer;
}

gsize
gst_qos_rtcp_size (const GstQosSdes *sdes, gboolean with_name)
{
  gsize items = 2 + strlen (sdes->cname);

  if (with_name && sdes->name[0] != '\0')
    items += 2 + strlen (sdes->name);
  /* The list of items ends in one to four zero bytes (RFC 3550 6.5). */
  return 8 + 24 + 4 + 4 + (items / 4 + 1) * 4;
}

static void
gst_qos_rtcp_start_pad (GstPad *pad)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("application/x-rtcp");
  g_autofree gchar *stream_id =
      g_strdup_printf ("%08x%08x/rtcp", g_random_int (), g_random_int ());
  GstSegment segment;

  gst_pad_push_event (pad, gst_event_new_stream_start (stream_id));
  gst_pad_push_event (pad, gst_event_new_caps (caps));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_push_event (pad, gst_event_new_segment (&segment));
}

void
gst_qos_rtcp_push (GstPad *pad, GstBuffer *buffer)
{
  g_autoptr (GstEvent) started =
      gst_pad_get_sticky_event (pad, GST_EVENT_STREAM_START, 0);

  if (!started)
    gst_qos_rtcp_start_pad (pad);
  gst_pad_push (pad, buffer);
}
