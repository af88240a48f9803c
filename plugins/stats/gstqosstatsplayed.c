/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What qosstats learns from a jitter buffer after it, inside qossrc.
 */
#include "gstqosstats.h"

/* Under the object lock. Returns: (nullable). */
static GstQosStream *
find (GstQosStats *self, guint32 ssrc)
{
  return gst_qos_streams_find (&self->streams, ssrc);
}

void
gst_qos_stats_watch (GstQosStats *self, guint32 ssrc)
{
  GstQosStream *stream;

  GST_OBJECT_LOCK (self);
  stream = find (self, ssrc);
  if (stream)
    qos_source_watch (stream->source);
  GST_OBJECT_UNLOCK (self);
}

gboolean
gst_qos_stats_out (GstQosStats *self, guint32 ssrc, guint16 seq,
    QosPlayoutOut *out)
{
  GstQosStream *stream;
  gboolean is_broken = FALSE;

  out->now_ns = gst_clock_get_time (self->reporter.clock);
  GST_OBJECT_LOCK (self);
  stream = find (self, ssrc);
  if (stream) {
    is_broken = qos_source_out (stream->source, seq, out);
    if (qos_source_has_event (stream->source))
      stream->idle_until = 0;
  }
  GST_OBJECT_UNLOCK (self);
  return is_broken;
}

void
gst_qos_stats_refuse (GstQosStats *self, guint32 ssrc, guint16 seq)
{
  GstQosStream *stream;

  GST_OBJECT_LOCK (self);
  stream = find (self, ssrc);
  if (stream)
    qos_source_refuse (stream->source, seq);
  GST_OBJECT_UNLOCK (self);
}
