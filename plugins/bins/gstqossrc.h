/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qossrc: audio from UDP, measured. gstqossrc.c is the element,
 * gstqosbranch.c plays each of its senders.
 */
#pragma once

#include "gstqosbin.h"

#define GST_TYPE_QOS_SRC (gst_qos_src_get_type ())
G_DECLARE_FINAL_TYPE (GstQosSrc, gst_qos_src, GST, QOS_SRC, GstQosBin)
GST_ELEMENT_REGISTER_DECLARE (qossrc)

struct _GstQosSrc
{
  GstQosBin parent;

  /* set once before READY; owned by the bin */
  GstElement *demux;

  /* under OBJECT_LOCK */
  GHashTable *branches; /* SSRC to Branch */
  GHashTable *leaving;  /* SSRCs of branches that have left the table but
                         * still exist */
  guint latency_ms;
  GstCaps *caps; /* (nullable) */
  guint max_sources;
};
