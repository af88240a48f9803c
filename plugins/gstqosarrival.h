/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * When did a packet arrive? The DTS says it where the buffer came off a socket
 * (udpsrc gives such buffers the peer's address, and with
 * socket-timestamp=realtime the kernel's time as DTS); elsewhere it is now.
 */
#ifndef GST_QOS_ARRIVAL_H
#define GST_QOS_ARRIVAL_H

#include <gst/gst.h>
#include <gst/net/gstnetaddressmeta.h>

G_BEGIN_DECLS

/* Call with element's object lock held. clock: the one to measure by; meta:
 * the buffer's address or NULL. Returns: the arrival in clock's time. */
GstClockTime gst_qos_arrival_time (GstElement *element, GstClock *clock,
    GstBuffer *buffer, const GstNetAddressMeta *meta);

G_END_DECLS

#endif
