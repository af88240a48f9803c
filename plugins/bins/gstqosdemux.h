/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside qossrc: gives each sender (SSRC) a pad with its own caps. A sender
 * that changes its format gets a new pad, after the old one has been removed:
 * no depayloader or decoder sees two formats.
 */
#pragma once

#include "gstqosstats.h"

#define GST_TYPE_QOS_DEMUX (gst_qos_demux_get_type ())
G_DECLARE_FINAL_TYPE (GstQosDemux, gst_qos_demux, GST, QOS_DEMUX, GstElement)

/* Callbacks to qossrc; from the streaming thread, without locks. */
typedef struct
{
  /* A sender has a new pad, with caps of format on it. serial: identifies it
   * among the pads of the sender. */
  void (*add) (gpointer user, GstPad *pad, QosFormat format, guint32 ssrc,
      guint serial);
  /* Has everything after a former pad of the sender been removed? Until then it
   * gets no other pad. */
  gboolean (*is_free) (gpointer user, guint32 ssrc);
  /* The pad of a sender must be removed; drains: after playing what was sent to
   * it. The callee must call gst_qos_demux_remove_pad (). */
  void (*end) (gpointer user, guint32 ssrc, guint serial, gboolean drains);
} GstQosDemuxClient;

/* stats: (transfer none): pushes to the sink pad, and posts notices about
 * senders that are not played; must outlive the demultiplexer. Returns:
 * (transfer floating). Not registered: only qossrc makes one. */
GstElement *gst_qos_demux_new (const GstQosDemuxClient *client, gpointer user,
    GstQosStats *stats);

/* caps: (transfer none) (nullable): for streams without codec-config, one
 * structure for each payload type. max_pads: maximum number of senders that
 * have a pad; packets of further ones are dropped. */
void gst_qos_demux_configure (GstQosDemux *self, GstCaps *caps, guint max_pads);

/* Sends EOS on a pad of a sender. Its packets are dropped from now on, until
 * that pad is removed and it may get a new one. Any thread. */
void gst_qos_demux_end (GstQosDemux *self, guint32 ssrc, guint serial);

/* An element after the pad of a sender failed: the client is asked to end it,
 * once. Any thread. */
void gst_qos_demux_fail (GstQosDemux *self, guint32 ssrc, guint serial);

/* Removes a pad of a sender, if it exists. Any thread except the pad's. */
void gst_qos_demux_remove_pad (GstQosDemux *self, guint32 ssrc, guint serial);

/* The sender is gone: forgets it, as soon as a pad of it that is ending has
 * been removed; has_branch: gst_qos_demux_remove_pad () will be called for
 * it. */
void gst_qos_demux_forget (GstQosDemux *self, guint32 ssrc,
    gboolean has_branch);
