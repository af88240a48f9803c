/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqosarrival.h"

/* Two readings of a clock may disagree by this. */
#define AHEAD_MAX (20 * GST_MSECOND)
/* And a packet may come by another socket, and be read this much later. */
#define BACK_MAX (20 * GST_MSECOND)

GstQosArrival
gst_qos_arrival (GstElement *element, GstClock *clock, GstBuffer *buffer,
    const GstNetAddressMeta *meta, GstClockTime *last)
{
  GstClock *played_by = GST_ELEMENT_CLOCK (element);
  GstClockTime now = gst_clock_get_time (clock);
  GstQosArrival arrival = {.time = now, .now = now};
  GstClockTimeDiff ago;

  if (!meta || !GST_BUFFER_DTS_IS_VALID (buffer) || !played_by ||
      !GST_CLOCK_TIME_IS_VALID (element->base_time))
    return arrival;

  /* Where another clock plays, only how long ago is taken from it. */
  ago = GST_CLOCK_DIFF (element->base_time + GST_BUFFER_DTS (buffer),
      played_by == clock ? arrival.time : gst_clock_get_time (played_by));
  arrival.has_waited = ago < -(GstClockTimeDiff) AHEAD_MAX;
  if (ago > 0 && arrival.time > (GstClockTime) ago)
    arrival.time -= ago;
  if (arrival.time + BACK_MAX < *last)
    arrival.time = now; /* the wall clock was set ahead while it waited */
  *last = arrival.time;
  return arrival;
}

GstBuffer *
gst_qos_arrival_mend (GstElement *element, GstBuffer *buffer)
{
  buffer = gst_buffer_make_writable (buffer);
  GST_BUFFER_DTS (buffer) = gst_element_get_current_running_time (element);
  return buffer;
}
