/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "pay-test.h"

PayTest pay;

void
pay_open (void)
{
  clock_install ();
  memset (&pay, 0, sizeof pay);
  pay.media = gst_harness_new ("qospay");
  pay.element = gst_object_ref (pay.media->element);
  pay.bus = watch_bus (pay.element);
  pay.rate = 48000;
  clock_drive (pay.element);
  clock_run_for (0);
}

void
pay_open_all (void)
{
  pay_open ();
  pay_add_rtcp ();
  pay_set_caps (ASC_48_STEREO, 48000, 2);
}

void
pay_close (void)
{
  if (pay.rtcp)
    pay_remove_rtcp ();
  gst_harness_teardown (pay.media);
  gst_element_set_bus (pay.element, NULL);
  gst_object_unref (pay.bus);
  gst_object_unref (pay.element);
  clock_remove ();
}

void
pay_add_mid (const gchar *mid, guint id)
{
  GstElement *ext = gst_element_factory_make ("rtphdrextmid", NULL);

  fail_unless (ext != NULL);
  gst_object_ref_sink (ext);
  gst_rtp_header_extension_set_id (GST_RTP_HEADER_EXTENSION (ext), id);
  g_object_set (ext, "mid", mid, NULL);
  g_signal_emit_by_name (pay.element, "add-extension", ext);
  gst_object_unref (ext);
}

void
pay_add_rtcp (void)
{
  pay.rtcp =
      gst_harness_new_with_element (pay.element, "rtcp_sink", "rtcp_src");
  gst_harness_set_src_caps_str (pay.rtcp, "application/x-rtcp");
  clock_drive (pay.element);
}

void
pay_remove_rtcp (void)
{
  g_clear_pointer (&pay.rtcp, gst_harness_teardown);
}

gchar *
pay_caps (const gchar *asc, guint rate, guint channels)
{
  return g_strdup_printf ("audio/mpeg, mpegversion=4, stream-format=raw, "
                          "rate=%u, channels=%u, codec_data=(buffer)%s",
      rate, channels, asc);
}

void
pay_set_caps (const gchar *asc, guint rate, guint channels)
{
  gchar *caps = pay_caps (asc, rate, channels);

  gst_harness_set_src_caps_str (pay.media, caps);
  pay.rate = rate;
  g_free (caps);
}

GstBuffer *
pay_next_au (gsize size)
{
  guint n = pay.n_aus++;

  return au_make (n, size, au_pts (n, pay.rate), au_duration (pay.rate));
}

GstFlowReturn
pay_push (GstBuffer *au)
{
  return gst_harness_push (pay.media, au);
}

void
pay_push_au (gsize size)
{
  fail_unless_equals_int (pay_push (pay_next_au (size)), GST_FLOW_OK);
}

void
pay_push_paced (guint n, gsize size)
{
  for (guint i = 0; i < n; i++) {
    pay_push_au (size);
    clock_run_for (au_duration (pay.rate));
  }
}

GstBuffer *
pay_pop (void)
{
  return gst_harness_try_pull (pay.media);
}

GstBuffer *
pay_take (void)
{
  GstBuffer *packet = pay_pop ();

  fail_unless (packet != NULL, "no packet");
  return packet;
}

void
pay_drop_packets (void)
{
  GstBuffer *packet;

  while ((packet = pay_pop ()))
    gst_buffer_unref (packet);
}

/* The stock depayloader */

GstHarness *
depay_new (void)
{
  GstHarness *depay = gst_harness_new ("rtpmp4gdepay");
  GstCaps *caps = gst_pad_get_current_caps (pay.media->sinkpad);

  fail_unless (caps != NULL);
  gst_harness_set_src_caps (depay, caps);
  return depay;
}

void
depay_feed (GstHarness *depay, GstBuffer *packet)
{
  fail_unless_equals_int (gst_harness_push (depay, packet), GST_FLOW_OK);
}

/* RTCP */

gboolean
pay_pop_rtcp (Rtcp *rtcp)
{
  GstBuffer *buffer = gst_harness_try_pull (pay.rtcp);

  if (!buffer)
    return FALSE;
  rtcp_read (buffer, rtcp);
  gst_buffer_unref (buffer);
  return TRUE;
}

void
pay_take_rtcp (Rtcp *rtcp)
{
  fail_unless (pay_pop_rtcp (rtcp), "no RTCP");
}

void
pay_drop_rtcp (void)
{
  Rtcp rtcp;

  while (pay_pop_rtcp (&rtcp))
    ;
}

void
pay_push_rtcp (GByteArray *compound)
{
  fail_unless_equals_int (gst_harness_push (pay.rtcp, rtcp_take (compound)),
      GST_FLOW_OK);
}

guint16
pay_last_seq (void)
{
  GstStructure *stats = pay_stats ();
  guint seq = get_uint (stats, "seqnum");

  gst_structure_free (stats);
  return (guint16) seq;
}

void
pay_push_report (RtcpBlock block)
{
  GByteArray *compound = rtcp_new ();

  if (block.ssrc == 0)
    block.ssrc = pay_ssrc ();
  if (block.highest == 0)
    block.highest = pay_last_seq ();
  rtcp_add_rr (compound, REMOTE_SSRC, &block);
  pay_push_rtcp (compound);
}

guint32
pay_ssrc (void)
{
  GstStructure *stats = pay_stats ();
  guint32 ssrc = get_uint (stats, "ssrc");

  gst_structure_free (stats);
  return ssrc;
}

GstStructure *
pay_stats (void)
{
  GstStructure *stats;

  g_object_get (pay.element, "stats", &stats, NULL);
  return stats;
}

void
pay_find_ntp (void)
{
  Rtcp rtcp;
  gboolean is_there = FALSE;

  if (pay.n_aus == 0)
    pay_push_au (100);
  pay_drop_rtcp ();
  while (!is_there) {
    clock_step ();
    is_there = pay_pop_rtcp (&rtcp);
  }
  pay.ntp_zero = ntp_to_ns (rtcp.ntp) - clock_now ();
}

guint64
pay_ntp_ns (GstClockTime time)
{
  return pay.ntp_zero + time;
}
