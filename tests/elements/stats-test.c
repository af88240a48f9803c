/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "stats-test.h"

#include <gst/net/gstnetaddressmeta.h>

StatsTest stats;

void
stats_open_with (const gchar *caps)
{
  GstSegment segment;

  clock_install ();
  memset (&stats, 0, sizeof stats);
  stats.media = gst_harness_new ("qosstats");
  stats.element = gst_object_ref (stats.media->element);
  stats.bus = watch_bus (stats.element);
  stats.next = (RtpSpec){.ssrc = STREAM_SSRC,
      .seq = 1000,
      .timestamp = 5000,
      .payload_type = 96,
      .payload_size = 100};
  clock_drive (stats.element);
  if (caps) {
    gst_harness_set_src_caps_str (stats.media, caps);
  } else {
    gst_segment_init (&segment, GST_FORMAT_TIME);
    gst_harness_push_event (stats.media, gst_event_new_stream_start ("test"));
    gst_harness_push_event (stats.media, gst_event_new_segment (&segment));
  }
  clock_run_for (0);
}

void
stats_open (void)
{
  stats_open_with (STREAM_CAPS);
}

void
stats_open_all (void)
{
  stats_open ();
  stats_add_rtcp ();
}

void
stats_close (void)
{
  if (stats.rtcp)
    stats_remove_rtcp ();
  gst_harness_teardown (stats.media);
  gst_element_set_bus (stats.element, NULL);
  gst_object_unref (stats.bus);
  gst_object_unref (stats.element);
  clock_remove ();
}

void
stats_add_rtcp (void)
{
  stats.rtcp =
      gst_harness_new_with_element (stats.element, "rtcp_sink", "rtcp_src");
  gst_harness_set_src_caps_str (stats.rtcp, "application/x-rtcp");
  clock_drive (stats.element);
}

void
stats_remove_rtcp (void)
{
  g_clear_pointer (&stats.rtcp, gst_harness_teardown);
}

void
stats_push (GstBuffer *buffer)
{
  fail_unless_equals_int (gst_harness_push (stats.media, buffer), GST_FLOW_OK);
}

void
stats_push_spec (const RtpSpec *spec)
{
  stats_push (rtp_make (spec));
}

void
stats_wait (GstClockTime duration)
{
  clock_run_for (duration);
  stats.next.timestamp +=
      (guint32) gst_util_uint64_scale (duration, 48000, GST_SECOND);
}

void
stats_send (guint n)
{
  for (guint i = 0; i < n; i++) {
    stats_wait (STREAM_SPACING);
    stats_push_spec (&stats.next);
    stats.next.seq++;
  }
}

void
stats_lose (guint n)
{
  stats_wait (n * STREAM_SPACING);
  stats.next.seq = (guint16) (stats.next.seq + n);
}

guint
stats_drop_packets (void)
{
  GstBuffer *buffer;
  guint n = 0;

  while ((buffer = gst_harness_try_pull (stats.media))) {
    gst_buffer_unref (buffer);
    n++;
  }
  return n;
}

/* RTCP */

static gchar *
address_of (GstBuffer *buffer)
{
  GstNetAddressMeta *meta = gst_buffer_get_net_address_meta (buffer);

  return meta
      ? g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (meta->addr))
      : NULL;
}

gboolean
stats_pop_rtcp (Rtcp *rtcp, gchar **address)
{
  GstBuffer *buffer = gst_harness_try_pull (stats.rtcp);

  if (!buffer)
    return FALSE;
  rtcp_read (buffer, rtcp);
  if (address)
    *address = address_of (buffer);
  gst_buffer_unref (buffer);
  return TRUE;
}

void
stats_take_rtcp (Rtcp *rtcp)
{
  fail_unless (stats_pop_rtcp (rtcp, NULL), "no RTCP");
}

void
stats_drop_rtcp (void)
{
  Rtcp rtcp;

  while (stats_pop_rtcp (&rtcp, NULL))
    ;
}

void
stats_wait_for_rtcp (Rtcp *rtcp)
{
  while (!stats_pop_rtcp (rtcp, NULL))
    clock_step ();
}

void
stats_push_rtcp (GByteArray *compound)
{
  fail_unless_equals_int (gst_harness_push (stats.rtcp, rtcp_take (compound)),
      GST_FLOW_OK);
}

/* Results */

GstStructure *
stats_get (void)
{
  GstStructure *s;

  g_object_get (stats.element, "stats", &s, NULL);
  return s;
}

guint64
stats_total (const gchar *field)
{
  GstStructure *s = stats_get ();
  guint64 value = get_uint64 (s, field);

  gst_structure_free (s);
  return value;
}

guint
stats_n_sources (void)
{
  GstStructure *s = stats_get ();
  guint n = get_array (s, "sources")->n_values;

  gst_structure_free (s);
  return n;
}

GstStructure *
stats_last_message (void)
{
  return take_last_message (stats.bus, "qosstats");
}

GstStructure *
stats_next_message (void)
{
  drop_messages (stats.bus);
  clock_run_for (501 * GST_MSECOND);
  return stats_last_message ();
}
