/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside qossrc: counts what happens to one sender's packets in its jitter
 * buffer, with probes on its pads.
 */
#pragma once

#include "gstqosstats.h"

#include <gst/gst.h>

typedef struct _GstQosBranchBooks GstQosBranchBooks;

/* buffer: (transfer none): a jitter buffer for ssrc that has had no packets
 * yet. Everything it does is also reported to stats. Returns: (transfer
 * full). */
GstQosBranchBooks *gst_qos_branch_books_new (GstElement *buffer,
    GstQosStats *stats, guint32 ssrc);

/* Any thread. */
GstQosBranchBooks *gst_qos_branch_books_ref (GstQosBranchBooks *books);
void gst_qos_branch_books_unref (gpointer books);

/* Adds the counts to message, a structure of qosstats about this sender. Any
 * thread, without locks of the bin. */
void gst_qos_branch_books_add (GstQosBranchBooks *books, GstStructure *message);
