/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Snapshots of the core as GstStructures, by the core's field tables.
 */
#ifndef GST_QOS_MESSAGE_H
#define GST_QOS_MESSAGE_H

#include "core/qos-snapshot.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/* Names of the element messages and of the structures in them. */
#define GST_QOS_MESSAGE_STREAM "qosstats"
#define GST_QOS_MESSAGE_SENDER "qospay"
#define GST_QOS_MESSAGE_EVENT "qosevent"

/* Returns: (transfer full): a structure with the fields that are known, and
 * with running-time (and timestamp) of the start of the interval that ended at
 * now of clock, where element has a clock. Texts are made valid UTF-8. Takes
 * element's object lock. */
GstStructure *gst_qos_message_stream (GstElement *element, GstClock *clock,
    GstClockTime now, QosSnapshot *snapshot);
GstStructure *gst_qos_message_sender (GstElement *element, GstClock *clock,
    GstClockTime now, QosSnapshot *snapshot);

/* As above of an event, with the running time of at. */
GstStructure *gst_qos_message_event (GstElement *element, GstClock *clock,
    GstClockTime at, QosSnapshot *snapshot);

/* structure: (transfer full): posted as an element message of element. */
void gst_qos_message_post (GstElement *element, GstStructure *structure);

G_END_DECLS

#endif
