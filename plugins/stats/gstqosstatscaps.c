/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The caps of qosstats: those from upstream if they describe the stream,
 * otherwise made from the codec-config extension or a static payload type.
 */
#include "qos-codec.h"
#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqosformat.h"
#include "gstqosstats.h"

#define GST_CAT_DEFAULT gst_qos_stats_debug

/* Remembers the payload that caps sent downstream describe. */
static void
gst_qos_stats_note_out (GstQosStats *self, const GstCaps *caps)
{
  const GstStructure *s = gst_caps_get_structure (caps, 0);
  QosPayloadKind kind;

  gst_qos_format_kind (s, &kind);
  qos_payload_init (&self->out, &kind);
  if (!gst_structure_get_int (s, "payload", &self->out_type))
    self->out_type = -1;
}

GstCaps *
gst_qos_stats_complete_caps (GstQosStats *self, const GstQosStream *stream)
{
  const QosSource *source = stream->source;
  const QosCodecConfig *codec;
  guint payload_type;
  GstCaps *caps;

  if (self->has_caps || self->sent_caps || !qos_source_is_media_known (source))
    return NULL;
  codec = qos_source_codec (source);
  payload_type = qos_source_payload_type (source);
  caps = codec ? gst_qos_caps_for_codec (codec, payload_type)
               : gst_qos_caps_for_static (payload_type);
  if (caps) {
    self->sent_caps = TRUE;
    self->caps_ssrc = qos_source_ssrc (source);
    gst_qos_stats_note_out (self, caps);
  }
  return caps;
}

/* caps: (transfer full). */
static void
gst_qos_stats_send_caps (GstQosStats *self, GstCaps *caps)
{
  gst_pad_push_event (self->srcpad, gst_event_new_caps (caps));
  gst_caps_unref (caps);
  self->has_started = TRUE;
}

void
gst_qos_stats_send_segment (GstQosStats *self)
{
  GstEvent *segment = g_steal_pointer (&self->held_segment);

  if (segment)
    gst_pad_push_event (self->srcpad, segment);
}

/* Caps must come before the segment: if the stream is unknown yet, minimal caps
 * are sent. Returns: FALSE if downstream needs more. */
static gboolean
gst_qos_stats_send_incomplete_caps (GstQosStats *self)
{
  g_autoptr (GstCaps) accepted = gst_pad_peer_query_caps (self->srcpad, NULL);
  g_autoptr (GstCaps) caps = self->given_caps
      ? gst_caps_ref (self->given_caps)
      : gst_caps_new_empty_simple ("application/x-rtp");

  if (accepted && !gst_caps_is_subset (caps, accepted))
    return FALSE;
  gst_qos_stats_send_caps (self, g_steal_pointer (&caps));
  return TRUE;
}

gboolean
gst_qos_stats_prepare_output (GstQosStats *self, GstCaps *caps)
{
  if (caps) {
    GST_INFO_OBJECT (self, "completed caps: %" GST_PTR_FORMAT, caps);
    gst_qos_stats_send_caps (self, caps);
  } else if (!self->has_started && !gst_qos_stats_send_incomplete_caps (self)) {
    return FALSE;
  }
  if (self->held_segment)
    gst_qos_stats_send_segment (self);
  return TRUE;
}

GstFlowReturn
gst_qos_stats_filter_flow (GstQosStats *self, GstFlowReturn ret)
{
  if (ret == GST_FLOW_NOT_NEGOTIATED && !self->has_caps && !self->sent_caps)
    return GST_FLOW_OK;
  return ret;
}

/* Does the structure say what the packets contain? */
static gboolean
gst_qos_stats_is_described (const GstStructure *s)
{
  return gst_structure_has_field (s, "encoding-name") ||
      gst_structure_has_field (s, "clock-rate");
}

/* Do the caps describe the stream? */
static gboolean
gst_qos_stats_are_complete (const GstCaps *caps)
{
  return caps && !gst_caps_is_any (caps) && !gst_caps_is_empty (caps) &&
      gst_qos_stats_is_described (gst_caps_get_structure (caps, 0));
}

static gboolean
gst_qos_stats_has_field (const GstCaps *caps, const gchar *name)
{
  for (guint i = 0; i < gst_caps_get_size (caps); i++)
    if (gst_structure_has_field (gst_caps_get_structure (caps, i), name))
      return TRUE;
  return FALSE;
}

/* Returns: the id that caps, (nullable), give an extension, otherwise the usual
 * one; 0 if they give that to another. */
static guint
gst_qos_stats_find_id (const GstCaps *caps, const gchar *uri, guint usual,
    gboolean *is_named)
{
  guint id = caps ? gst_qos_caps_extension_id (caps, uri) : 0;
  gchar name[] = "extmap-00";

  *is_named = id > 0;
  if (id > 0 || !caps || gst_caps_is_any (caps))
    return id > 0 ? id : usual;
  g_snprintf (name, sizeof name, "extmap-%u", usual);
  return gst_qos_stats_has_field (caps, name) ? 0 : usual;
}

/* Returns: (nullable): the structure for payload_type in caps, (nullable). */
static const GstStructure *
gst_qos_stats_find_described (const GstCaps *caps, guint payload_type)
{
  const GstStructure *s =
      caps ? gst_qos_format_find (caps, payload_type) : NULL;

  return s && gst_qos_stats_is_described (s) ? s : NULL;
}

void
gst_qos_stats_find_format (GstQosStats *self, guint payload_type,
    QosReceivedFormat *format)
{
  const GstStructure *described =
      gst_qos_stats_find_described (self->given_caps, payload_type);
  g_autoptr (GstCaps) caps =
      gst_qos_format_caps (self->has_demux ? self->formats : self->given_caps,
          payload_type);

  *format = (QosReceivedFormat){gst_qos_format_static (payload_type)};
  if (!described)
    described = gst_qos_stats_find_described (self->formats, payload_type);
  if (described)
    gst_qos_caps_read_format (described, &format->media);
  if (caps)
    gst_qos_format_kind (gst_caps_get_structure (caps, 0), &format->kind);
}

void
gst_qos_stats_renew_formats (GstQosStats *self)
{
  QosReceivedFormat format;

  for (guint i = 0; i < self->streams.list->len; i++) {
    GstQosStream *stream = g_ptr_array_index (self->streams.list, i);

    gst_qos_stats_find_format (self, qos_source_payload_type (stream->source),
        &format);
    qos_source_renew_format (stream->source, &format);
  }
}

/* In qossrc, the caps that it was given are all that is known. */
void
gst_qos_stats_find_ids (GstQosStats *self)
{
  const GstCaps *caps = self->has_demux ? self->formats : self->given_caps;
  gboolean is_named;

  self->rules.codec_id = gst_qos_stats_find_id (caps, QOS_CODEC_URI,
      GST_QOS_CODEC_EXT_ID, &is_named);
  self->rules.send_time_id = gst_qos_stats_find_id (caps,
      GST_QOS_SEND_TIME_EXT_URI, GST_QOS_SEND_TIME_EXT_ID, &is_named);
  self->rules.is_send_time_named = is_named;
}

gboolean
gst_qos_stats_read_caps (GstQosStats *self, GstEvent *event)
{
  GstCaps *caps;

  gst_event_parse_caps (event, &caps);
  self->has_caps = gst_qos_stats_are_complete (caps);
  if (self->has_caps) {
    self->has_started = TRUE;
    gst_qos_stats_note_out (self, caps);
  }
  GST_OBJECT_LOCK (self);
  gst_caps_replace (&self->given_caps, caps);
  gst_qos_stats_find_ids (self);
  gst_qos_stats_renew_formats (self);
  GST_OBJECT_UNLOCK (self);
  return self->has_caps;
}

gboolean
gst_qos_stats_sink_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  gboolean is_accept = GST_QUERY_TYPE (query) == GST_QUERY_ACCEPT_CAPS;
  g_autoptr (GstCaps) template = NULL, allowed = NULL;
  GstCaps *caps;

  if (is_accept)
    gst_query_parse_accept_caps (query, &caps);
  else if (GST_QUERY_TYPE (query) == GST_QUERY_CAPS)
    gst_query_parse_caps (query, &caps);
  else
    return gst_pad_query_default (pad, parent, query);
  if (gst_qos_stats_are_complete (caps))
    return gst_pad_query_default (pad, parent, query);

  template = gst_pad_get_pad_template_caps (pad);
  if (is_accept) {
    gst_query_set_accept_caps_result (query,
        gst_caps_can_intersect (caps, template));
    return TRUE;
  }
  allowed = caps
      ? gst_caps_intersect_full (caps, template, GST_CAPS_INTERSECT_FIRST)
      : gst_caps_ref (template);
  gst_query_set_caps_result (query, allowed);
  return TRUE;
}
