/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Inside qossrc: gives each sender (SSRC) a pad with its own caps. A sender
 * that changes its format gets a new pad, after the old one has been removed:
 * no depayloader or decoder sees two formats.
 */
#pragma once

#include "qos-receive.h"

#include <gst/gst.h>

#define GST_TYPE_QOS_DEMUX (gst_qos_demux_get_type ())
G_DECLARE_FINAL_TYPE (GstQosDemux, gst_qos_demux, GST, QOS_DEMUX, GstElement)

/* Why a packet of a sender is dropped. */
typedef enum
{
  GST_QOS_SILENT_FORMAT,  /* it is unknown, or not supported */
  GST_QOS_SILENT_PLACE,   /* all places are taken */
  GST_QOS_SILENT_CHANGES, /* it changed too often */
  GST_QOS_SILENT_ERRORS,  /* errors in its data ended its branch too often */
} GstQosSilence;

/* Callbacks to qossrc; from the streaming thread, without locks. */
typedef struct
{
  /* Has everything after a former pad of the sender been removed? Until then it
   * gets no other pad. */
  gboolean (*is_free) (gpointer user, guint32 ssrc);
  /* The pad of a sender must be removed; drains: after playing what was sent to
   * it. The callee must call gst_qos_demux_remove_pad (). */
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

/* caps: (transfer none) (nullable): for streams without codec-config, one
 * structure for each payload type. */
void gst_qos_demux_set_caps (GstQosDemux *self, GstCaps *caps);

/* Maximum number of senders that have a pad; packets of further ones are
 * dropped. */
void gst_qos_demux_set_max_pads (GstQosDemux *self, guint max_pads);

/* Sends EOS on a pad of a sender. Its packets are dropped from now on, until
 * that pad is removed and it may get a new one. Any thread. */
void gst_qos_demux_end (GstQosDemux *self, guint32 ssrc, guint serial);

/* An element after the pad of a sender failed: the client is asked to end it,
 * once. Any thread. */
void gst_qos_demux_fail (GstQosDemux *self, guint32 ssrc, guint serial);

/* Removes a pad of a sender, if it exists. Any thread but the pad's. */
void gst_qos_demux_remove_pad (GstQosDemux *self, guint32 ssrc, guint serial);

/* The sender is gone: forgets it, as soon as a pad of it that is ending has
 * been removed; has_branch: gst_qos_demux_remove_pad () will be called for
 * it. */
void gst_qos_demux_forget (GstQosDemux *self, guint32 ssrc,
    gboolean has_branch);

/* Returns: the sender of pad; serial: (nullable): identifies this pad among its
 * pads. */
guint32 gst_qos_demux_pad_ssrc (GstPad *pad, guint *serial);
