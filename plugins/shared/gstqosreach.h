/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Addresses that cannot be reached: a qosnotice message says so once for each
 * (unreachable), and once more when packets can be sent again (reachable).
 */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

/* Addresses remembered; further ones are not reported. */
#define GST_QOS_REACH_ADDRESSES 64

typedef struct
{
  GSocketAddress *address; /* owned; NULL: this entry is free */
  gint64 first_us;         /* the first error, monotonic */
  gint64 failed_us;        /* the last error */
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

/* Forgets all addresses. */
void gst_qos_reach_forget (GstQosReach *reach);

/* A packet to address failed with error, an errno. ssrc: its stream, (nullable)
 * if unknown. Posts a message if this is new. */
void gst_qos_reach_failed (GstQosReach *reach, GSocketAddress *address,
    gint error, const guint32 *ssrc);

/* A packet to address was sent. */
void gst_qos_reach_sent (GstQosReach *reach, GSocketAddress *address,
    const guint32 *ssrc);
