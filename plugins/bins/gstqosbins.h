/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qossink and qossrc, the bins for people, and what they have in common.
 */
#ifndef GST_QOS_BINS_H
#define GST_QOS_BINS_H

#include <gst/gst.h>

G_BEGIN_DECLS

#define GST_TYPE_QOS_SINK (gst_qos_sink_get_type ())
G_DECLARE_FINAL_TYPE (GstQosSink, gst_qos_sink, GST, QOS_SINK, GstBin)
GST_ELEMENT_REGISTER_DECLARE (qossink)

#define GST_TYPE_QOS_SRC (gst_qos_src_get_type ())
G_DECLARE_FINAL_TYPE (GstQosSrc, gst_qos_src, GST, QOS_SRC, GstBin)
GST_ELEMENT_REGISTER_DECLARE (qossrc)

/* Makes an element of factory and adds it to bin. Returns: (transfer none)
 * (nullable). */
GstElement *gst_qos_bin_make (gpointer bin, const gchar *factory,
    const gchar *name);

/* part: what gst_qos_bin_make () returned for factory, of the GStreamer package
 * set. Returns: FALSE, with an element error posted, where it is missing. */
gboolean gst_qos_bin_has (gpointer bin, GstElement *part, const gchar *factory,
    const gchar *set);

/* Sets the URI and warns where it is bad: a property has no other way. */
void gst_qos_bin_set_uri (gpointer bin, const gchar *uri);

G_END_DECLS

#endif
