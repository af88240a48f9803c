/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The arrival time of a packet: the DTS if the buffer came from a socket
 * (udpsrc attaches the peer's address to such buffers, and with
 * socket-timestamp=realtime sets the DTS to the kernel's time), otherwise the
 * current time.
 *
 * The kernel's timestamp uses the wall clock, from which udpsrc calculates the
 * age. Packets of a socket come in order: if one seems to be earlier than the
 * last, it is not.
 *
 * For a packet that waited in the socket from before the base time, the udpsrc
 * of GStreamer 1.22 sets the DTS to the absolute clock time: it lies far in the
 * future and would block a jitter buffer for as long as the machine has been
 * up. Its arrival time is unknown.
 */
#pragma once

#include <gst/gst.h>
#include <gst/net/gstnetaddressmeta.h>

typedef struct
{
  GstClockTime time;   /* on the measuring clock; now if unknown */
  GstClockTime now;    /* on the same clock */
  gboolean has_waited; /* the arrival time is unknown; the DTS is wrong */
} GstQosArrival;

/* What is remembered of the previous packet; zeroes before the first. */
typedef struct
{
  GstClockTime time;
  GstClockTimeDiff base_time; /* of the element at that time */
} GstQosArrivalLast;

/* Call with element's object lock held. clock: the measuring clock; meta: the
 * buffer's address or NULL; last: (inout). */
GstQosArrival gst_qos_arrival (GstElement *element, GstClock *clock,
    GstBuffer *buffer, const GstNetAddressMeta *meta, GstQosArrivalLast *last);

/* Gives a buffer that has waited a DTS of now. buffer: (transfer full).
 * Returns: (transfer full): the same buffer if it is writable. */
GstBuffer *gst_qos_arrival_stamp (GstElement *element, GstBuffer *buffer);
