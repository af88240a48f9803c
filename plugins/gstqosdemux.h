/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside qossrc: one src pad for each sender (SSRC), with caps made from its
 * codec-config extension. rtpssrcdemux cannot serve here: its caps are the
 * same on every pad, and one pad that nobody links stops all the others.
 */
#ifndef GST_QOS_DEMUX_H
#define GST_QOS_DEMUX_H

#include <gst/gst.h>

G_BEGIN_DECLS

#define GST_TYPE_QOS_DEMUX (gst_qos_demux_get_type ())
G_DECLARE_FINAL_TYPE (GstQosDemux, gst_qos_demux, GST, QOS_DEMUX, GstElement)

/* Returns: (transfer floating). Not registered: only qossrc makes one. */
GstElement *gst_qos_demux_new (void);

/* caps: (transfer none) (nullable): of streams that bring no codec-config. */
void gst_qos_demux_set_caps (GstQosDemux *self, GstCaps *caps);

/* Senders that get a pad; packets of further ones are dropped. */
void gst_qos_demux_set_max_pads (GstQosDemux *self, guint max_pads);

/* EOS on the pad of a sender that is gone. What it sends from now on is dropped,
 * until its pad is removed and it may get a new one. Any thread. */
void gst_qos_demux_end (GstQosDemux *self, guint32 ssrc);

/* Takes the pad of a sender away, if there is one. Any thread but the pad's. */
void gst_qos_demux_remove (GstQosDemux *self, guint32 ssrc);

/* Returns: the sender that pad is of. */
guint32 gst_qos_demux_pad_ssrc (GstPad *pad);

G_END_DECLS

#endif
