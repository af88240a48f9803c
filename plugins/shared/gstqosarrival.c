/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosarrival.h"

/* Two readings of a clock may differ by this. */
#define AHEAD_MAX (20 * GST_MSECOND)
/* In addition, a packet may come through another socket and be read this much
 * later. */
#define BACK_MAX (20 * GST_MSECOND)

/* udpsrc holds one packet while the pipeline is paused: its DTS refers to the
 * previous base time. */
static GstClockTimeDiff
gst_qos_arrival_base_of (const GstElement *element, GstClockTime dts,
    const GstQosArrivalLast *last)
{
  GstClockTime by_last = (GstClockTime) last->base_time + dts;

  if (last->time > 0 && element->base_time > last->base_time &&
      by_last + BACK_MAX >= last->time)
    return last->base_time;
  return element->base_time;
}

GstQosArrival
gst_qos_arrival (GstElement *element, GstClock *clock, GstBuffer *buffer,
    const GstNetAddressMeta *meta, GstQosArrivalLast *last)
{
  GstClock *played_by = GST_ELEMENT_CLOCK (element);
  GstClockTime now = gst_clock_get_time (clock);
  GstClockTime played = now;
  GstQosArrival arrival = {.time = now, .now = now};
  GstClockTimeDiff ago;

  if (!meta || !GST_BUFFER_DTS_IS_VALID (buffer) || !played_by ||
      !GST_CLOCK_TIME_IS_VALID (element->base_time))
    return arrival;

  /* If the pipeline uses another clock, only the age is taken from it. */
  if (played_by != clock)
    played = gst_clock_get_time (played_by);
  ago = GST_CLOCK_DIFF (gst_qos_arrival_base_of (element,
                            GST_BUFFER_DTS (buffer), last) +
          GST_BUFFER_DTS (buffer),
      played);
  arrival.has_waited = ago < -(GstClockTimeDiff) AHEAD_MAX;
  if (ago > 0 && arrival.time > (GstClockTime) ago)
    arrival.time -= ago;
  if (arrival.time + BACK_MAX < last->time)
    arrival.time = now; /* the wall clock was set forward while it waited */
  last->time = arrival.time;
  last->base_time = element->base_time;
  return arrival;
}

GstBuffer *
gst_qos_arrival_stamp (GstElement *element, GstBuffer *buffer)
{
  buffer = gst_buffer_make_writable (buffer);
  GST_BUFFER_DTS (buffer) = gst_element_get_current_running_time (element);
  return buffer;
}
