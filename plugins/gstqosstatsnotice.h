/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Notices about the senders that qosstats measures: each kind once for each
 * sender, and a few each second, however many senders there are.
 */
#ifndef GST_QOS_STATS_NOTICE_H
#define GST_QOS_STATS_NOTICE_H

#include "gstqosnotice.h"
#include "gstqosstats.h"

G_BEGIN_DECLS

/* A notice that is due, with what it says of the sender. */
typedef struct
{
  GstQosNoticeKind kind;
  guint32 ssrc;
  guint payload_type;
  const gchar *what; /* of bad data: what is wrong */
  gchar address[GST_QOS_ADDRESS_SIZE];
  gchar name[QOS_TEXT_SIZE];
} GstQosStatsNotice;

/* Under the object lock. Returns: (transfer full) (nullable): NULL where this
 * was said of stream, or too much was said in this second: then ask again. */
GstQosStatsNotice *gst_qos_stats_notice (GstQosStats *self,
    GstQosStream *stream, GstQosNoticeKind kind);

/* Without locks. notice: (transfer full). */
void gst_qos_stats_post_notice (GstQosStats *self, GstQosStatsNotice *notice);

G_END_DECLS

#endif
