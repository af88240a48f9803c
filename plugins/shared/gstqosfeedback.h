/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Whose reports a sender believes. It sends to one address, and RTCP is taken
 * from there. A receiver with several network interfaces may answer from another
 * one: such an address is taken while the first one is silent. A multicast group
 * has many receivers, and all are taken. Not locked.
 */
#ifndef GST_QOS_FEEDBACK_H
#define GST_QOS_FEEDBACK_H

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct
{
  GSocketAddress *destination; /* (nullable): then any is taken */
  gboolean is_group;           /* it is multicast */
  GSocketAddress *other;       /* that answers in its place, (nullable) */
  GstClockTime heard;          /* last from destination, 0 = not yet */
  GstClockTime other_heard;
} GstQosFeedback;

/* address: (transfer none) (nullable): where the media go. */
void gst_qos_feedback_set_destination (GstQosFeedback *feedback,
    GSocketAddress *address);

/* RTCP came at now from address, (transfer none) (nullable). Returns: TRUE when
 * it is to be read. */
gboolean gst_qos_feedback_take_from (GstQosFeedback *feedback,
    GSocketAddress *address, GstClockTime now);

/* It had a report about our stream. */
void gst_qos_feedback_confirm (GstQosFeedback *feedback,
    GSocketAddress *address, GstClockTime now);

G_END_DECLS

#endif
