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
  const gchar *what;                  /* of bad data: what is wrong */
  gchar detail[GST_QOS_ADDRESS_SIZE]; /* of an unexpected type: those that were
                     * given; of a format that is not played: its name; of a
                     * collision: the other address */
  gchar address[GST_QOS_ADDRESS_SIZE];
  gchar name[QOS_TEXT_SIZE];
} GstQosStatsNotice;

/* Under the object lock. Returns: (transfer full) (nullable): NULL where this
 * was said of stream, or too much was said in this second: then ask again. */
GstQosStatsNotice *gst_qos_stats_notice (GstQosStats *self,
    GstQosStream *stream, GstQosNoticeKind kind);

/* Under the object lock: a packet with the SSRC of stream came from another
 * address while that sends. Returns: as gst_qos_stats_notice (), when there are
 * many. */
GstQosStatsNotice *gst_qos_stats_note_foreign (GstQosStats *self,
    GstQosStream *stream, GSocketAddress *address, GstClockTime arrival);

/* caps: (transfer none) (nullable): what is known of streams that bring no
 * codec-config, a structure for each payload type. */
void gst_qos_stats_set_formats (GstQosStats *self, GstCaps *caps);

/* A packet of a sender that qossrc does not play now, for the reason that kind
 * says, of FORMAT_UNKNOWN as far as its payload type does not say more. Said when
 * it stays so. From the streaming thread. */
void gst_qos_stats_note_silent (GstQosStats *self, guint32 ssrc,
    guint payload_type, GstQosNoticeKind kind);

/* What played a sender failed, and is begun again. Any thread. */
void gst_qos_stats_note_failed (GstQosStats *self, guint32 ssrc);

/* It plays it now. */
void gst_qos_stats_note_heard (GstQosStats *self, guint32 ssrc);

/* Without locks. notice: (transfer full). */
void gst_qos_stats_post_notice (GstQosStats *self, GstQosStatsNotice *notice);

G_END_DECLS

#endif
