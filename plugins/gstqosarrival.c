/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqosarrival.h"

GstClockTime
gst_qos_arrival_time (GstElement *element, GstClock *clock, GstBuffer *buffer,
    const GstNetAddressMeta *meta)
{
  GstClock *played_by = GST_ELEMENT_CLOCK (element);
  GstClockTime now, running;

  if (!meta || !GST_BUFFER_DTS_IS_VALID (buffer) || !played_by ||
      !GST_CLOCK_TIME_IS_VALID (element->base_time))
    return gst_clock_get_time (clock);
  if (played_by == clock)
    return element->base_time + GST_BUFFER_DTS (buffer);

  /* Another clock: only how long ago is taken from it. */
  now = gst_clock_get_time (clock);
  running = gst_clock_get_time (played_by) - element->base_time;
  if (running <= GST_BUFFER_DTS (buffer))
    return now;
  running -= GST_BUFFER_DTS (buffer);
  return now > running ? now - running : now;
}
