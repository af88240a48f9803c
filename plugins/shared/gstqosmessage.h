/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Snapshots of the core as element messages, in the element's running time.
 */
#pragma once

#include "gstqosstructure.h"

#include <gst/gst.h>

/* Returns: (transfer full): gst_qos_structure_stream () or _sender (), with the
 * running-time (and timestamp) of the start of the interval that ended at now
 * of clock, if element has a clock and the length of the interval is known.
 * Takes element's object lock. */
GstStructure *gst_qos_message_stream (GstElement *element, GstClock *clock,
    GstClockTime now, QosSnapshot *snapshot);
GstStructure *gst_qos_message_sender (GstElement *element, GstClock *clock,
    GstClockTime now, QosSnapshot *snapshot);

/* The same for an event, with the running time of at. */
GstStructure *gst_qos_message_event (GstElement *element, GstClock *clock,
    GstClockTime at, QosSnapshot *snapshot);

/* Maximum number of our unread messages in this process: an application that
 * does not keep up gets no more until it has read some, so that they do not
 * fill the memory. */
#define GST_QOS_MESSAGES_WAITING_MAX 16384

/* structure: (transfer full): posted as an element message of element. Dropped
 * if too many are unread, unless it is the last one of a stream. */
void gst_qos_message_post (GstElement *element, GstStructure *structure);
