/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqostime.h"

#include "qos-ntp.h"

GstClock *
gst_qos_time_clock (void)
{
  return gst_system_clock_obtain ();
}

guint64
gst_qos_time_ntp_offset (GstClock *clock)
{
  static gsize is_set = 0;
  static guint64 offset_ns;

  if (g_once_init_enter (&is_set)) {
    guint64 real_ns = (guint64) g_get_real_time () * GST_USECOND;

    offset_ns = real_ns + QOS_NTP_UNIX_OFFSET_S * QOS_NS_PER_S -
        gst_clock_get_time (clock);
    g_once_init_leave (&is_set, 1);
  }
  return offset_ns;
}

guint64
gst_qos_time_to_ntp (GstClock *clock, GstClockTime time)
{
  return qos_ntp_from_ns (gst_qos_time_ntp_offset (clock) + time);
}

GstClockTime
gst_qos_time_running (GstElement *element, GstClock *clock, GstClockTime time)
{
  g_autoptr (GstClock) played_by = NULL;
  GstClockTime base_time, ago = 0;

  GST_OBJECT_LOCK (element);
  g_set_object (&played_by, GST_ELEMENT_CLOCK (element));
  base_time = element->base_time;
  GST_OBJECT_UNLOCK (element);

  if (!played_by)
    return GST_CLOCK_TIME_NONE;
  if (played_by != clock) {
    GstClockTime now = gst_clock_get_time (clock);

    ago = now > time ? now - time : 0;
    time = gst_clock_get_time (played_by);
  }
  if (!GST_CLOCK_TIME_IS_VALID (base_time) || time < base_time + ago)
    return GST_CLOCK_TIME_NONE;
  return time - base_time - ago;
}
