/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which addresses can't be reached: each is said once by a qosnotice message,
 * unreachable, and once more, reachable, when packets go out again.
 */
#ifndef GST_QOS_REACH_H
#define GST_QOS_REACH_H

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

/* Addresses remembered; of more nothing is said. */
#define GST_QOS_REACH_ADDRESSES 64

typedef struct
{
  GSocketAddress *address; /* owned; NULL: a free place */
  gint64 first_us;         /* the first error, monotonic */
  gint64 failed_us;        /* the last one */
  gboolean is_said;
} GstQosReachEntry;

typedef struct
{
  GstElement *bin; /* posts the messages; outlives this */
  gint n_used;     /* atomic */

  /* under lock */
  GMutex lock;
  GstQosReachEntry entries[GST_QOS_REACH_ADDRESSES];
} GstQosReach;

void gst_qos_reach_init (GstQosReach *reach, GstElement *bin);
void gst_qos_reach_clear (GstQosReach *reach);

/* Nothing is known of any address any more. */
void gst_qos_reach_forget (GstQosReach *reach);

/* A packet to address failed with error, an errno. ssrc: of the stream that it
 * belongs to, (nullable) where it is not known. Posts a message where that is
 * news. */
void gst_qos_reach_failed (GstQosReach *reach, GSocketAddress *address,
    gint error, const guint32 *ssrc);

/* A packet to address went out. */
void gst_qos_reach_sent (GstQosReach *reach, GSocketAddress *address,
    const guint32 *ssrc);

G_END_DECLS

#endif
