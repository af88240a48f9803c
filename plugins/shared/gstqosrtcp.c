/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosrtcp.h"

#include <gst/rtp/rtp.h>
#include <string.h>

#define COMPOUND_MAX \
  1200 /* SR, one block, SDES of two items, BYE: never exceed 1200 */

static void
write_report (const GstQosRtcp *rtcp, GstRTCPPacket *packet)
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
write_sdes (const GstQosRtcp *rtcp, GstRTCPPacket *packet)
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
  write_report (rtcp, &packet);
  gst_rtcp_buffer_add_packet (&map, GST_RTCP_TYPE_SDES, &packet);
  write_sdes (rtcp, &packet);
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
start_pad (GstPad *pad)
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
    start_pad (pad);
  gst_pad_push (pad, buffer);
}

static gboolean
gst_qos_rtcp_src_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  if (GST_QUERY_TYPE (query) != GST_QUERY_LATENCY)
    return gst_pad_query_default (pad, parent, query);
  gst_query_set_latency (query, FALSE, 0, GST_CLOCK_TIME_NONE);
  return TRUE;
}

static gboolean
gst_qos_rtcp_sink_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  gst_event_unref (event);
  return TRUE;
}

static GstIterator *
link_none (GstPad *pad, GstObject *parent)
{
  return NULL;
}

void
gst_qos_rtcp_add_templates (GstElementClass *klass)
{
  static GstStaticPadTemplate sink = GST_STATIC_PAD_TEMPLATE ("rtcp_sink",
      GST_PAD_SINK, GST_PAD_REQUEST, GST_STATIC_CAPS ("application/x-rtcp"));
  static GstStaticPadTemplate src = GST_STATIC_PAD_TEMPLATE ("rtcp_src",
      GST_PAD_SRC, GST_PAD_REQUEST, GST_STATIC_CAPS ("application/x-rtcp"));

  gst_element_class_add_static_pad_template (klass, &sink);
  gst_element_class_add_static_pad_template (klass, &src);
}

GstPad *
gst_qos_rtcp_request_pad (GstElement *element, GstPadTemplate *template,
    GstPad **src, GstPad **sink, GstPadChainFunction chain)
{
  GstPad **place =
      GST_PAD_TEMPLATE_DIRECTION (template) == GST_PAD_SRC ? src : sink;
  GstPad *pad;

  if (*place) {
    GST_WARNING_OBJECT (element, "pad %s was requested before",
        GST_PAD_NAME (*place));
    return NULL;
  }
  pad = gst_pad_new_from_template (template,
      GST_PAD_TEMPLATE_NAME_TEMPLATE (template));
  gst_pad_set_iterate_internal_links_function (pad, link_none);
  if (GST_PAD_IS_SRC (pad)) {
    gst_pad_set_query_function (pad, gst_qos_rtcp_src_query);
  } else {
    gst_pad_set_chain_function (pad, chain);
    gst_pad_set_event_function (pad, gst_qos_rtcp_sink_event);
  }
  gst_pad_set_active (pad, TRUE);
  gst_element_add_pad (element, pad);
  GST_OBJECT_LOCK (element);
  *place = pad;
  GST_OBJECT_UNLOCK (element);
  return pad;
}

void
gst_qos_rtcp_release_pad (GstElement *element, GstPad *pad, GstPad **src,
    GstPad **sink)
{
  GST_OBJECT_LOCK (element);
  *(pad == *src ? src : sink) = NULL;
  GST_OBJECT_UNLOCK (element);
  gst_pad_set_active (pad, FALSE);
  gst_element_remove_pad (element, pad);
}

GstPad *
gst_qos_rtcp_ref_pad (GstElement *element, GstPad **place)
{
  GstPad *pad = NULL;

  GST_OBJECT_LOCK (element);
  g_set_object (&pad, *place);
  GST_OBJECT_UNLOCK (element);
  return pad;
}

GstIterator *
gst_qos_rtcp_link_only (GstPad *other)
{
  GValue value = G_VALUE_INIT;
  GstIterator *iterator;

  g_value_init (&value, GST_TYPE_PAD);
  g_value_set_object (&value, other);
  iterator = gst_iterator_new_single (GST_TYPE_PAD, &value);
  g_value_unset (&value);
  return iterator;
}
