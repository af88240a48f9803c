/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside qossrc: the branch of each sender, from the demultiplexer through
 * jitter buffer and depayloader to a ghost pad.
 */
#pragma once

#include "gstqosdemux.h"
#include "gstqossrc.h"

/* A sender is gone: its packets are played out, then its pad is removed, in a
 * thread of GStreamer's pool. */
void gst_qos_branch_end (GstQosSrc *self, guint32 ssrc);

/* For the demultiplexer; its user is the GstQosSrc. */
extern const GstQosDemuxClient gst_qos_branch_client;

/* Returns: TRUE if element from belongs to a branch; the branch is ended if it
 * failed. */
gboolean gst_qos_branch_owns (GstQosSrc *self, GstObject *from,
    gboolean has_failed);

/* Removes all at once; call while no data flows. */
void gst_qos_branch_remove_all (GstQosSrc *self);

/* Adds what happened to a sender's packets in its jitter buffer to message, a
 * structure of qosstats about it. */
void gst_qos_branch_add_books (GstQosSrc *self, guint32 ssrc,
    GstStructure *message);

/* Sets a changed latency in all jitter buffers and in qosstats. */
void gst_qos_branch_spread_latency (GstQosSrc *self);
