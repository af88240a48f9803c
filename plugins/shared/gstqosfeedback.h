/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which addresses a sender accepts reports from. It sends to one address and
 * accepts RTCP from it. A receiver with several network interfaces may answer
 * from another address: that one is accepted while the first is silent. A
 * multicast group has many receivers, and all are accepted. Not locked.
 */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

typedef struct
{
  GSocketAddress *destination; /* (nullable): then all are accepted */
  gboolean is_group;           /* it is multicast */
  GSocketAddress *other;       /* an address that answers in its place,
                                * (nullable) */
  GstClockTime heard;          /* last time from destination, 0 = never */
  GstClockTime other_heard;
} GstQosFeedback;

/* address: (transfer none) (nullable): where the media is sent. */
void gst_qos_feedback_set_destination (GstQosFeedback *feedback,
    GSocketAddress *address);

/* RTCP arrived at now from address, (transfer none) (nullable). Returns: TRUE
 * if it is accepted. */
gboolean gst_qos_feedback_accepts (GstQosFeedback *feedback,
    GSocketAddress *address, GstClockTime now);

/* It contained a report about our stream. */
void gst_qos_feedback_confirm (GstQosFeedback *feedback,
    GSocketAddress *address, GstClockTime now);
