/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gstqosdemux.h"

#include "core/qos-codec.h"
#include "core/qos-rtp.h"
#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqosformat.h"

#include <string.h>

/* Senders whose first packet has come; a second one gets them a pad. */
#define SEEN_SLOTS 1024

#define SSRC_KEY "qos-ssrc"
#define CODEC_KEY "qos-codec"
#define PAYLOAD_KEY "qos-payload"

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("application/x-rtp"));
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src_%u",
    GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS ("application/x-rtp"));

struct _GstQosDemux
{
  GstElement parent;

  /* set once before READY */
  GstPad *sinkpad;

  /* streaming thread only */
  guint32 seen[SEEN_SLOTS]; /* SSRCs of single packets, by their low bits */

  /* under OBJECT_LOCK */
  GHashTable *pads; /* SSRC to GstPad, owned */
  GstCaps *caps;    /* (nullable) */
  guint max_pads;
};

G_DEFINE_FINAL_TYPE (GstQosDemux, gst_qos_demux, GST_TYPE_ELEMENT)

guint32
gst_qos_demux_pad_ssrc (GstPad *pad)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (pad), SSRC_KEY));
}

/* Returns: (transfer full) (nullable): caps that the packet tells of. */
static GstCaps *
read_caps (const guint8 *data, const QosRtpHeader *header, const guint8 **codec,
    gsize *size)
{
  QosCodecConfig config;

  *codec = qos_rtp_find_extension (data, header, GST_QOS_CODEC_EXT_ID, size);
  if (!*codec || !qos_codec_read (*codec, *size, &config))
    return NULL;
  return gst_qos_caps_for_codec (&config, header->payload_type);
}

/* What the packets of a pad with caps must be. */
static void
set_payload (GstPad *pad, const GstCaps *caps)
{
  QosPayload *payload = g_new0 (QosPayload, 1);
  QosPayloadKind kind;

  gst_qos_format_kind (gst_caps_get_structure (caps, 0), &kind);
  qos_payload_init (payload, &kind);
  g_object_set_data_full (G_OBJECT (pad), PAYLOAD_KEY, payload, g_free);
}

/* Nothing else goes to the depayloader. */
static gboolean
is_payload_ok (GstPad *pad, const guint8 *data, const QosRtpHeader *header)
{
  QosPayload *payload = g_object_get_data (G_OBJECT (pad), PAYLOAD_KEY);

  return qos_payload_check (payload, header->has_marker,
             data + header->header_size,
             header->payload_size) == QOS_PAYLOAD_OK;
}

static void
push_start (GstQosDemux *self, GstPad *pad, GstCaps *caps)
{
  gchar *stream_id = gst_pad_create_stream_id (pad, GST_ELEMENT_CAST (self),
      GST_PAD_NAME (pad));
  GstSegment segment;

  gst_pad_push_event (pad, gst_event_new_stream_start (stream_id));
  gst_pad_push_event (pad, gst_event_new_caps (caps));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_push_event (pad, gst_event_new_segment (&segment));
  g_free (stream_id);
}

/* Returns: (transfer full) (nullable): a new pad, where there is room. */
static GstPad *
add_pad (GstQosDemux *self, guint32 ssrc, GstCaps *caps)
{
  gchar *name = g_strdup_printf ("src_%u", ssrc);
  GstPad *pad = gst_pad_new_from_static_template (&src_template, name);
  gboolean has_room;

  g_free (name);
  g_object_set_data (G_OBJECT (pad), SSRC_KEY, GUINT_TO_POINTER (ssrc));
  set_payload (pad, caps);
  gst_object_ref_sink (pad);
  GST_OBJECT_LOCK (self);
  has_room = g_hash_table_size (self->pads) < self->max_pads;
  if (has_room)
    g_hash_table_insert (self->pads, GUINT_TO_POINTER (ssrc),
        gst_object_ref (pad));
  GST_OBJECT_UNLOCK (self);
  if (!has_room) {
    gst_object_unref (pad);
    return NULL;
  }
  gst_pad_set_active (pad, TRUE);
  push_start (self, pad, caps);
  gst_element_add_pad (GST_ELEMENT_CAST (self), pad);
  return pad;
}

/* The codec-config that a pad's caps were made of; kept to see a change. */
static gboolean
is_news (GstPad *pad, const guint8 *codec, gsize size)
{
  GBytes *known = g_object_get_data (G_OBJECT (pad), CODEC_KEY);

  if (known && g_bytes_get_size (known) == size &&
      memcmp (g_bytes_get_data (known, NULL), codec, size) == 0)
    return FALSE;
  g_object_set_data_full (G_OBJECT (pad), CODEC_KEY, g_bytes_new (codec, size),
      (GDestroyNotify) g_bytes_unref);
  return known != NULL;
}

/* One packet alone is no sender (RFC 3550 A.1): a flood of SSRCs shall not take
 * the places of those that are. */
static gboolean
was_seen (GstQosDemux *self, guint32 ssrc)
{
  guint32 *slot = &self->seen[ssrc % SEEN_SLOTS];
  gboolean was_seen = *slot == ssrc;

  *slot = ssrc;
  return was_seen;
}

/* Returns: (transfer full) (nullable): the pad of the packet's sender, with
 * the right caps; NULL while those are not known. */
static GstPad *
find_pad (GstQosDemux *self, const guint8 *data, const QosRtpHeader *header)
{
  const guint8 *codec;
  gsize size;
  GstCaps *caps = read_caps (data, header, &codec, &size);
  gboolean is_known;
  GstPad *pad;

  GST_OBJECT_LOCK (self);
  pad = g_hash_table_lookup (self->pads, GUINT_TO_POINTER (header->ssrc));
  if (pad)
    gst_object_ref (pad);
  if (!pad && !caps && self->caps)
    caps = gst_caps_ref (self->caps);
  GST_OBJECT_UNLOCK (self);
  is_known = pad || was_seen (self, header->ssrc);

  if (!caps)
    return pad;
  if (!pad && is_known)
    pad = add_pad (self, header->ssrc, caps);
  if (pad && codec && is_news (pad, codec, size)) {
    gst_pad_push_event (pad, gst_event_new_caps (caps));
    set_payload (pad, caps);
  }
  gst_caps_unref (caps);
  return pad;
}

/* What becomes of one sender's packets is no matter of the others'. */
static GstFlowReturn
chain (GstPad *sinkpad, GstObject *parent, GstBuffer *buffer)
{
  GstQosDemux *self = GST_QOS_DEMUX (parent);
  GstPad *pad = NULL;
  QosRtpHeader header;
  GstMapInfo map;

  if (gst_buffer_map (buffer, &map, GST_MAP_READ)) {
    if (qos_rtp_parse (map.data, map.size, &header) == QOS_RTP_OK)
      pad = find_pad (self, map.data, &header);
    if (pad && !is_payload_ok (pad, map.data, &header))
      gst_clear_object (&pad);
    gst_buffer_unmap (buffer, &map);
  }
  if (!pad) {
    gst_buffer_unref (buffer);
    return GST_FLOW_OK;
  }
  gst_pad_push (pad, buffer);
  gst_object_unref (pad);
  return GST_FLOW_OK;
}

/* Every pad has its own start; the end is common. */
static gboolean
sink_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  switch (GST_EVENT_TYPE (event)) {
    case GST_EVENT_STREAM_START:
    case GST_EVENT_CAPS:
    case GST_EVENT_SEGMENT:
      gst_event_unref (event);
      return TRUE;
    default:
      return gst_pad_event_default (pad, parent, event);
  }
}

void
gst_qos_demux_set_caps (GstQosDemux *self, GstCaps *caps)
{
  GST_OBJECT_LOCK (self);
  gst_caps_replace (&self->caps, caps);
  GST_OBJECT_UNLOCK (self);
}

void
gst_qos_demux_set_max_pads (GstQosDemux *self, guint max_pads)
{
  GST_OBJECT_LOCK (self);
  self->max_pads = max_pads;
  GST_OBJECT_UNLOCK (self);
}

void
gst_qos_demux_end (GstQosDemux *self, guint32 ssrc)
{
  GstPad *pad;

  GST_OBJECT_LOCK (self);
  pad = g_hash_table_lookup (self->pads, GUINT_TO_POINTER (ssrc));
  if (pad)
    gst_object_ref (pad);
  GST_OBJECT_UNLOCK (self);
  if (!pad)
    return;
  gst_pad_push_event (pad, gst_event_new_eos ());
  gst_object_unref (pad);
}

void
gst_qos_demux_remove (GstQosDemux *self, guint32 ssrc)
{
  gpointer pad = NULL;

  GST_OBJECT_LOCK (self);
  g_hash_table_steal_extended (self->pads, GUINT_TO_POINTER (ssrc), NULL, &pad);
  GST_OBJECT_UNLOCK (self);
  if (!pad)
    return;
  gst_pad_set_active (pad, FALSE);
  gst_element_remove_pad (GST_ELEMENT_CAST (self), pad);
  gst_object_unref (pad);
}

static void
remove_all (GstQosDemux *self)
{
  GHashTable *pads;
  GHashTableIter iter;
  gpointer pad;

  GST_OBJECT_LOCK (self);
  pads = self->pads;
  self->pads = g_hash_table_new_full (NULL, NULL, NULL, gst_object_unref);
  GST_OBJECT_UNLOCK (self);
  g_hash_table_iter_init (&iter, pads);
  while (g_hash_table_iter_next (&iter, NULL, &pad)) {
    gst_pad_set_active (pad, FALSE);
    gst_element_remove_pad (GST_ELEMENT_CAST (self), pad);
  }
  g_hash_table_unref (pads);
}

static GstStateChangeReturn
change_state (GstElement *element, GstStateChange transition)
{
  GstStateChangeReturn ret = GST_ELEMENT_CLASS (gst_qos_demux_parent_class)
                                 ->change_state (element, transition);

  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    remove_all (GST_QOS_DEMUX (element));
  return ret;
}

static void
gst_qos_demux_finalize (GObject *object)
{
  GstQosDemux *self = GST_QOS_DEMUX (object);

  g_hash_table_unref (self->pads);
  gst_caps_replace (&self->caps, NULL);
  G_OBJECT_CLASS (gst_qos_demux_parent_class)->finalize (object);
}

static void
gst_qos_demux_init (GstQosDemux *self)
{
  self->pads = g_hash_table_new_full (NULL, NULL, NULL, gst_object_unref);
  self->max_pads = G_MAXUINT;
  self->sinkpad = gst_pad_new_from_static_template (&sink_template, "sink");
  gst_pad_set_chain_function (self->sinkpad, chain);
  gst_pad_set_event_function (self->sinkpad, sink_event);
  gst_element_add_pad (GST_ELEMENT_CAST (self), self->sinkpad);
}

static void
gst_qos_demux_class_init (GstQosDemuxClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gst_qos_demux_finalize;
  element_class->change_state = change_state;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class,
      "RTP sender demultiplexer", "Demux/Network/RTP",
      "Gives each sender a pad with its own caps", "The gst-qosaudio authors");
}

GstElement *
gst_qos_demux_new (void)
{
  return g_object_new (GST_TYPE_QOS_DEMUX, NULL);
}
