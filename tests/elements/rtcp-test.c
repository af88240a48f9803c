/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "rtcp-test.h"

#include <gst/check/check.h>
#include <gst/rtp/rtp.h>
#include <string.h>

/* Reading */

static void
read_blocks (GstRTCPPacket *packet, Rtcp *rtcp)
{
  rtcp->n_blocks = gst_rtcp_packet_get_rb_count (packet);
  fail_unless (rtcp->n_blocks <= RTCP_MAX);
  for (guint i = 0; i < rtcp->n_blocks; i++) {
    RtcpBlock *b = &rtcp->blocks[i];

    gst_rtcp_packet_get_rb (packet, i, &b->ssrc, &b->fraction_lost,
        &b->packets_lost, &b->highest, &b->jitter, &b->lsr, &b->dlsr);
  }
}

static void
read_text (GstRTCPPacket *packet, gchar to[256])
{
  GstRTCPSDESType type;
  guint8 size, *data;

  fail_unless (gst_rtcp_packet_sdes_get_entry (packet, &type, &size, &data));
  fail_unless (memchr (data, 0, size) == NULL);
  memcpy (to, data, size);
  to[size] = '\0';
}

static void
read_sdes (GstRTCPPacket *packet, Rtcp *rtcp)
{
  gboolean more;

  fail_unless (gst_rtcp_packet_sdes_first_item (packet));
  rtcp->sdes_ssrc = gst_rtcp_packet_sdes_get_ssrc (packet);
  for (more = gst_rtcp_packet_sdes_first_entry (packet); more;
       more = gst_rtcp_packet_sdes_next_entry (packet)) {
    GstRTCPSDESType type;

    gst_rtcp_packet_sdes_get_entry (packet, &type, NULL, NULL);
    if (type == GST_RTCP_SDES_CNAME)
      read_text (packet, rtcp->cname);
    else if (type == GST_RTCP_SDES_NAME)
      read_text (packet, rtcp->name);
    else
      fail ("an SDES item of type %d", type);
  }
}

static void
read_dlrr (GstRTCPPacket *packet, Rtcp *rtcp)
{
  while (rtcp->n_dlrr < RTCP_MAX &&
      gst_rtcp_packet_xr_get_dlrr_block (packet, rtcp->n_dlrr,
          &rtcp->dlrr[rtcp->n_dlrr].ssrc, &rtcp->dlrr[rtcp->n_dlrr].lrr,
          &rtcp->dlrr[rtcp->n_dlrr].dlrr))
    rtcp->n_dlrr++;
}

static void
read_voip (GstRTCPPacket *packet, Rtcp *rtcp)
{
  QosXrVoip *voip = &rtcp->voip;
  guint8 ext_r_factor;

  rtcp->has_voip =
      gst_rtcp_packet_xr_get_voip_metrics_ssrc (packet, &voip->ssrc) &&
      gst_rtcp_packet_xr_get_voip_packet_metrics (packet, &voip->loss_rate,
          &voip->discard_rate) &&
      gst_rtcp_packet_xr_get_voip_burst_metrics (packet, &voip->burst_density,
          &voip->gap_density, &voip->burst_duration_ms,
          &voip->gap_duration_ms) &&
      gst_rtcp_packet_xr_get_voip_delay_metrics (packet, &voip->round_trip_ms,
          &voip->end_system_ms) &&
      gst_rtcp_packet_xr_get_voip_quality_metrics (packet, &voip->r_factor,
          &ext_r_factor, &voip->mos_lq, &voip->mos_cq) &&
      gst_rtcp_packet_xr_get_voip_configuration_params (packet, &voip->gmin,
          &voip->rx_config) &&
      gst_rtcp_packet_xr_get_voip_jitter_buffer_params (packet,
          &voip->jb_nominal_ms, &voip->jb_maximum_ms, &voip->jb_abs_max_ms);
  fail_unless (rtcp->has_voip);
  fail_unless_equals_int (ext_r_factor, QOS_XR_UNAVAILABLE);
}

static void
read_summary (GstRTCPPacket *packet, Rtcp *rtcp)
{
  QosXrSummary *summary = &rtcp->summary;

  rtcp->has_summary = gst_rtcp_packet_xr_get_summary_info (packet,
                          &summary->ssrc, &summary->begin, &summary->end) &&
      gst_rtcp_packet_xr_get_summary_pkt (packet, &summary->lost,
          &summary->duplicated);
  fail_unless (rtcp->has_summary);
}

static void
read_rle (GstRTCPPacket *packet, Rtcp *rtcp)
{
  guint8 thinning;

  rtcp->has_rle = gst_rtcp_packet_xr_get_rle_info (packet, &rtcp->rle_ssrc,
      &thinning, &rtcp->rle_begin, &rtcp->rle_end, &rtcp->rle_chunks);
  fail_unless (rtcp->has_rle);
  fail_unless_equals_int (thinning, 0);
}

static void
read_xr_block (GstRTCPPacket *packet, Rtcp *rtcp)
{
  GstRTCPXRType type = gst_rtcp_packet_xr_get_block_type (packet);

  switch (type) {
    case GST_RTCP_XR_TYPE_RRT:
      rtcp->has_rrtr = gst_rtcp_packet_xr_get_rrt (packet, &rtcp->rrtr_ntp);
      break;
    case GST_RTCP_XR_TYPE_DLRR:
      read_dlrr (packet, rtcp);
      break;
    case GST_RTCP_XR_TYPE_VOIP_METRICS:
      read_voip (packet, rtcp);
      break;
    case GST_RTCP_XR_TYPE_SSUMM:
      read_summary (packet, rtcp);
      break;
    case GST_RTCP_XR_TYPE_LRLE:
      read_rle (packet, rtcp);
      break;
    default:
      fail ("an XR block of type %d", type);
  }
}

static void
read_xr (GstRTCPPacket *packet, Rtcp *rtcp)
{
  gboolean more;

  rtcp->xr_ssrc = gst_rtcp_packet_xr_get_ssrc (packet);
  for (more = gst_rtcp_packet_xr_first_rb (packet); more;
       more = gst_rtcp_packet_xr_next_rb (packet))
    read_xr_block (packet, rtcp);
}

static void
read_packet (GstRTCPPacket *packet, Rtcp *rtcp)
{
  GstRTCPType type = gst_rtcp_packet_get_type (packet);

  fail_unless (rtcp->n_packets < RTCP_MAX);
  rtcp->types[rtcp->n_packets++] = type;
  switch (type) {
    case GST_RTCP_TYPE_SR:
      gst_rtcp_packet_sr_get_sender_info (packet, &rtcp->ssrc, &rtcp->ntp,
          &rtcp->rtptime, &rtcp->packets, &rtcp->octets);
      read_blocks (packet, rtcp);
      break;
    case GST_RTCP_TYPE_RR:
      rtcp->ssrc = gst_rtcp_packet_rr_get_ssrc (packet);
      read_blocks (packet, rtcp);
      break;
    case GST_RTCP_TYPE_SDES:
      read_sdes (packet, rtcp);
      break;
    case GST_RTCP_TYPE_BYE:
      rtcp->has_bye = TRUE;
      fail_unless_equals_int (gst_rtcp_packet_bye_get_ssrc_count (packet), 1);
      rtcp->bye_ssrc = gst_rtcp_packet_bye_get_nth_ssrc (packet, 0);
      break;
    case GST_RTCP_TYPE_XR:
      read_xr (packet, rtcp);
      break;
    default:
      fail ("an RTCP packet of type %d", type);
  }
}

void
rtcp_read (GstBuffer *buffer, Rtcp *rtcp)
{
  GstRTCPBuffer map = GST_RTCP_BUFFER_INIT;
  GstRTCPPacket packet;
  gboolean more;

  memset (rtcp, 0, sizeof *rtcp);
  fail_unless (gst_rtcp_buffer_validate (buffer), "no valid RTCP compound");
  gst_rtcp_buffer_map (buffer, GST_MAP_READ, &map);
  for (more = gst_rtcp_buffer_get_first_packet (&map, &packet); more;
       more = gst_rtcp_packet_move_to_next (&packet))
    read_packet (&packet, rtcp);
  gst_rtcp_buffer_unmap (&map);
}

/* Writing */

static void
add_u32 (GByteArray *to, guint32 value)
{
  guint32 bytes = GUINT32_TO_BE (value);

  g_byte_array_append (to, (const guint8 *) &bytes, sizeof bytes);
}

static void
add_header (GByteArray *to, guint count, guint type, guint bytes)
{
  add_u32 (to, 2U << 30 | count << 24 | type << 16 | (bytes / 4 - 1));
}

GByteArray *
rtcp_new (void)
{
  return g_byte_array_new ();
}

void
rtcp_add_sr (GByteArray *to, guint32 ssrc, guint64 ntp)
{
  add_header (to, 0, GST_RTCP_TYPE_SR, 28);
  add_u32 (to, ssrc);
  add_u32 (to, (guint32) (ntp >> 32));
  add_u32 (to, (guint32) ntp);
  for (guint i = 0; i < 3; i++)
    add_u32 (to, i);
}

void
rtcp_add_rr (GByteArray *to, guint32 ssrc, const RtcpBlock *block)
{
  add_header (to, block ? 1 : 0, GST_RTCP_TYPE_RR, block ? 32 : 8);
  add_u32 (to, ssrc);
  if (!block)
    return;
  add_u32 (to, block->ssrc);
  add_u32 (to,
      (guint32) block->fraction_lost << 24 |
          ((guint32) block->packets_lost & 0xffffff));
  add_u32 (to, block->highest);
  add_u32 (to, block->jitter);
  add_u32 (to, block->lsr);
  add_u32 (to, block->dlsr);
}

static void
add_item (GByteArray *to, guint8 type, const gchar *text)
{
  guint8 head[2] = {type, (guint8) strlen (text)};

  g_byte_array_append (to, head, sizeof head);
  g_byte_array_append (to, (const guint8 *) text, head[1]);
}

void
rtcp_add_sdes (GByteArray *to, guint32 ssrc, const gchar *cname,
    const gchar *name)
{
  GByteArray *items = g_byte_array_new ();

  if (cname)
    add_item (items, GST_RTCP_SDES_CNAME, cname);
  if (name)
    add_item (items, GST_RTCP_SDES_NAME, name);
  do
    g_byte_array_append (items, (const guint8 *) "", 1);
  while (items->len % 4 != 0);
  add_header (to, 1, GST_RTCP_TYPE_SDES, 8 + items->len);
  add_u32 (to, ssrc);
  g_byte_array_append (to, items->data, items->len);
  g_byte_array_unref (items);
}

void
rtcp_add_bye (GByteArray *to, guint32 ssrc)
{
  add_header (to, 1, GST_RTCP_TYPE_BYE, 8);
  add_u32 (to, ssrc);
}

static void
add_xr (GByteArray *to, guint32 ssrc, guint type, guint bytes)
{
  add_header (to, 0, GST_RTCP_TYPE_XR, 8 + 4 + bytes);
  add_u32 (to, ssrc);
  add_u32 (to, type << 24 | bytes / 4);
}

void
rtcp_add_rrtr (GByteArray *to, guint32 ssrc, guint64 ntp)
{
  add_xr (to, ssrc, GST_RTCP_XR_TYPE_RRT, 8);
  add_u32 (to, (guint32) (ntp >> 32));
  add_u32 (to, (guint32) ntp);
}

void
rtcp_add_dlrr (GByteArray *to, guint32 ssrc, const RtcpDlrr *dlrr)
{
  add_xr (to, ssrc, GST_RTCP_XR_TYPE_DLRR, 12);
  add_u32 (to, dlrr->ssrc);
  add_u32 (to, dlrr->lrr);
  add_u32 (to, dlrr->dlrr);
}

void
rtcp_add_xr (GByteArray *to, const guint8 *xr, gsize size)
{
  g_byte_array_append (to, xr, (guint) size);
}

GstBuffer *
rtcp_take (GByteArray *from)
{
  gsize size = from->len;

  return gst_buffer_new_wrapped (g_byte_array_free (from, FALSE), size);
}

guint32
ntp_middle (guint64 ntp)
{
  return (guint32) (ntp >> 16);
}

guint32
ntp_short (GstClockTime duration)
{
  return (guint32) gst_util_uint64_scale (duration, 65536, GST_SECOND);
}
