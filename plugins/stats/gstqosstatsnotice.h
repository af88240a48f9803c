/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Notices about the senders that qosstats measures: once per kind and sender,
 * and a few per second, however many senders there are.
 */
#pragma once

#include "gstqosnotice.h"
#include "gstqosstats.h"

/* A notice that is due, with its data about the sender. */
typedef struct
{
  GstQosNoticeKind kind;
  guint32 ssrc;
  guint payload_type;
  const gchar *what;                  /* for bad data: what is wrong */
  gchar detail[GST_QOS_ADDRESS_SIZE]; /* for an unexpected type: the given
                                       * ones; for a format that is not
                                       * played: its name; for a collision:
                                       * the other address */
  gchar address[GST_QOS_ADDRESS_SIZE];
  gchar name[QOS_TEXT_SIZE];
} GstQosStatsNotice;

/* Under the object lock. Returns: (transfer full) (nullable): NULL if this was
 * already posted for stream, or too many were posted in this second: then call
 * again. */
GstQosStatsNotice *gst_qos_stats_notice (GstQosStats *self,
    GstQosStream *stream, GstQosNoticeKind kind);

/* Under the object lock: a packet with the SSRC of stream came from another
 * address while the stream is live. Returns: as gst_qos_stats_notice (), if
 * there are many. */
GstQosStatsNotice *gst_qos_stats_note_foreign (GstQosStats *self,
    GstQosStream *stream, GSocketAddress *address, GstClockTime arrival);

/* caps: (transfer none) (nullable): for streams without codec-config, one
 * structure for each payload type. */
void gst_qos_stats_set_formats (GstQosStats *self, GstCaps *caps);

/* A packet of a sender that qossrc does not play now, for the reason kind; for
 * FORMAT_UNKNOWN, its payload type may give a more exact reason. Posted if it
 * stays so. Call from the streaming thread. */
void gst_qos_stats_note_silent (GstQosStats *self, guint32 ssrc,
    guint payload_type, GstQosNoticeKind kind);

/* The elements that played a sender failed, and are restarted. Any thread. */
void gst_qos_stats_note_failed (GstQosStats *self, guint32 ssrc);

/* The sender is played now. */
void gst_qos_stats_note_heard (GstQosStats *self, guint32 ssrc);

/* Without locks. notice: (transfer full). */
void gst_qos_stats_post_notice (GstQosStats *self, GstQosStatsNotice *notice);
