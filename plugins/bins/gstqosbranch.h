/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside qossrc: the branch of each sender, from the demultiplexer through
 * jitter buffer and depayloader to a ghost pad.
 */
#ifndef GST_QOS_BRANCH_H
#define GST_QOS_BRANCH_H

#include "gstqosdemux.h"
#include "gstqossrc.h"

G_BEGIN_DECLS

/* A sender came: from the streaming thread, before its first packet. Handler
 * of the demultiplexer's pad-added. */
void gst_qos_branch_add (GstElement *demux, GstPad *pad, GstQosSrc *self);

/* A sender is gone: what it sent is played out, then its pad goes, in a thread of
 * GStreamer's pool. */
void gst_qos_branch_end (GstQosSrc *self, guint32 ssrc);

/* The demultiplexer's, whose user is the GstQosSrc. */
extern const GstQosDemuxClient gst_qos_branch_client;

/* Returns: TRUE where element from is of a branch; that ends where it failed. */
gboolean gst_qos_branch_owns (GstQosSrc *self, GstObject *from,
    gboolean has_failed);

/* Removes all at once; with the data flow stopped. */
void gst_qos_branch_remove_all (GstQosSrc *self);

/* What became of a sender's packets in its jitter buffer, added to message, a
 * structure of qosstats about it. */
void gst_qos_branch_add_books (GstQosSrc *self, guint32 ssrc,
    GstStructure *message);

/* The latency has changed: sets it in all jitter buffers and qosstats. */
void gst_qos_branch_spread_latency (GstQosSrc *self);

G_END_DECLS

#endif
