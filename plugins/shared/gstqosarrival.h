/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * When did a packet arrive? The DTS says it where the buffer came off a socket
 * (udpsrc gives such buffers the peer's address, and with
 * socket-timestamp=realtime the kernel's time as DTS); elsewhere it is now.
 *
 * The kernel stamps with the wall clock, and udpsrc takes the age by it. A socket's
 * packets come in order: one that seems to have come before the last did not.
 *
 * A packet that waited in the socket from before the base time gets the clock's
 * absolute time as DTS from GStreamer 1.22's udpsrc: far ahead, it would hold a
 * jitter buffer up for as long as the machine is up. When it came is unknown.
 */
#ifndef GST_QOS_ARRIVAL_H
#define GST_QOS_ARRIVAL_H

#include <gst/gst.h>
#include <gst/net/gstnetaddressmeta.h>

G_BEGIN_DECLS

typedef struct
{
  GstClockTime
      time;         /* in the time of the clock that measures; now if unknown */
  GstClockTime now; /* of the same clock */
  gboolean has_waited; /* when it came is unknown; the DTS is wrong */
} GstQosArrival;

/* What the packet before it says of the next one's arrival; zeroes before the
 * first. */
typedef struct
{
  GstClockTime time;
  GstClockTimeDiff base_time; /* of the element then */
} GstQosArrivalLast;

/* Call with element's object lock held. clock: the one to measure by; meta:
 * the buffer's address or NULL; last: (inout). */
GstQosArrival gst_qos_arrival (GstElement *element, GstClock *clock,
    GstBuffer *buffer, const GstNetAddressMeta *meta, GstQosArrivalLast *last);

/* Gives a buffer that has waited a DTS of now. buffer: (transfer full).
 * Returns: (transfer full): the same buffer where it is writable. */
GstBuffer *gst_qos_arrival_mend (GstElement *element, GstBuffer *buffer);

G_END_DECLS

#endif
