/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-mixer.h"

/* user: number of buffers so far, owned by the probe. When the second one
 * comes, the mixer has taken the first. */
static GstPadProbeReturn
ignore_inactive (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  guint *n = user;

  if ((*n)++ == 0)
    return GST_PAD_PROBE_OK;
  g_object_set (GST_PAD_PARENT (pad), "ignore-inactive-pads", TRUE, NULL);
  return GST_PAD_PROBE_REMOVE;
}

/* Pads without a first buffer block the mixer until they are declared inactive,
 * but a mixer whose pads are all inactive ends without notice: on a busy
 * machine the silence may be late as well. */
void
qos_receiver_mixer_set_up (GstElement *mixer)
{
  GstPad *first = gst_element_get_static_pad (mixer, "sink_0");

  g_object_set (mixer, "output-buffer-duration", (guint64) (10 * GST_MSECOND),
      NULL);
  gst_pad_add_probe (first, GST_PAD_PROBE_TYPE_BUFFER, ignore_inactive,
      g_new0 (guint, 1), g_free);
  gst_object_unref (first);
}

/* user: the mixer's pad that src belongs to. */
static GstPadProbeReturn
release_pad (GstPad *src, GstPadProbeInfo *info, gpointer user)
{
  gst_element_release_request_pad (GST_PAD_PARENT (src), user);
  return GST_PAD_PROBE_REMOVE;
}

/* The mixer releases its locks while it iterates over its pads, and would use a
 * removed pad after it was freed. So the mixer's own thread removes it, between
 * two buffers. */
void
qos_receiver_mixer_release (GstElement *mixer, GstPad *pad)
{
  GstPad *src = gst_element_get_static_pad (mixer, "src");

  gst_pad_add_probe (src, GST_PAD_PROBE_TYPE_BUFFER, release_pad, pad,
      gst_object_unref);
  gst_object_unref (src);
}
