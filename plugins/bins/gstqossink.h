/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qossink: AAC to UDP, measured.
 */
#pragma once

#include "gstqosbin.h"

#define GST_TYPE_QOS_SINK (gst_qos_sink_get_type ())
G_DECLARE_FINAL_TYPE (GstQosSink, gst_qos_sink, GST, QOS_SINK, GstQosBin)
GST_ELEMENT_REGISTER_DECLARE (qossink)

struct _GstQosSink
{
  GstQosBin parent;

  /* set once before READY; owned by the bin */
  GstElement *pacer; /* (nullable): its plugin may be missing */
  GstElement *rtp_sink;
  GstElement *rtcp_sink;

  /* under OBJECT_LOCK */
  gint ttl;
  gboolean loop;
  gboolean sync;
};
