/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside qossrc: gives each sender (SSRC) a pad with caps of its own. A sender
 * that changes its format gets a new pad, after the old one has gone: no
 * depayloader or decoder sees two formats.
 */
#ifndef GST_QOS_DEMUX_H
#define GST_QOS_DEMUX_H

#include "qos-receive.h"

#include <gst/gst.h>

G_BEGIN_DECLS

#define GST_TYPE_QOS_DEMUX (gst_qos_demux_get_type ())
G_DECLARE_FINAL_TYPE (GstQosDemux, gst_qos_demux, GST, QOS_DEMUX, GstElement)

/* Why a packet of a sender goes nowhere. */
typedef enum
{
  GST_QOS_SILENT_FORMAT,  /* it is not known, or not one that is played */
  GST_QOS_SILENT_PLACE,   /* all places are taken */
  GST_QOS_SILENT_CHANGES, /* it changed too often */
  GST_QOS_SILENT_ERRORS,  /* its data ended its branch too often */
} GstQosSilence;

/* What qossrc hears of; from the streaming thread, without locks. */
typedef struct
{
  /* Has all gone that was behind a former pad of the sender? Until then it gets
   * no other. */
  gboolean (*is_free) (gpointer user, guint32 ssrc);
  /* The pad of a sender is to go; drains: after what was sent to it. The
   * answer is gst_qos_demux_remove_pad (). */
  void (*end) (gpointer user, guint32 ssrc, guint serial, gboolean drains);
  /* A packet was dropped. */
  void (*silent) (gpointer user, guint32 ssrc, guint payload_type,
      GstQosSilence why);
  /* A sender has a pad. */
  void (*heard) (gpointer user, guint32 ssrc);
} GstQosDemuxClient;

/* received: what qosstats read of the packet that it pushes to the sink pad,
 * see gst_qos_stats_set_demux (). Returns: (transfer floating). Not registered:
 * only qossrc makes one. */
GstElement *gst_qos_demux_new (const GstQosDemuxClient *client, gpointer user,
    const QosReceived *received);

/* caps: (transfer none) (nullable): of streams that bring no codec-config, a
 * structure for each payload type. */
void gst_qos_demux_set_caps (GstQosDemux *self, GstCaps *caps);

/* Senders that have a pad at once; packets of further ones are dropped. */
void gst_qos_demux_set_max_pads (GstQosDemux *self, guint max_pads);

/* EOS on a pad of a sender. What it sends from now on is dropped, until that pad
 * is removed and it may get a new one. Any thread. */
void gst_qos_demux_end (GstQosDemux *self, guint32 ssrc, guint serial);

/* What is behind the pad of a sender failed: the client is asked to end it, once.
 * Any thread. */
void gst_qos_demux_fail (GstQosDemux *self, guint32 ssrc, guint serial);

/* Takes a pad of a sender away, if it has that. Any thread but the pad's. */
void gst_qos_demux_remove_pad (GstQosDemux *self, guint32 ssrc, guint serial);

/* The sender is gone: forgets it, as soon as a pad of it that is ending has been
 * removed; has_branch: which gst_qos_demux_remove_pad () will say. */
void gst_qos_demux_forget (GstQosDemux *self, guint32 ssrc,
    gboolean has_branch);

/* Returns: the sender that pad is of; serial: (nullable): of
 * this pad of it. */
guint32 gst_qos_demux_pad_ssrc (GstPad *pad, guint *serial);

G_END_DECLS

#endif
