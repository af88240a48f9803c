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

/* A sender may get so many pads in a time, then none until that is over: each
 * costs threads, elements and a decoder. */
#define PADS_MAX 4
#define PADS_TIME (30 * G_TIME_SPAN_SECOND)

#define SSRC_KEY "qos-ssrc"
#define SERIAL_KEY "qos-serial"

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("application/x-rtp"));
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src_%u",
    GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS ("application/x-rtp"));

/* What a sender's packets are. */
typedef struct
{
  GstCaps *caps; /* owned */
  guint payload_type;
  guint8 codec[QOS_CODEC_SIZE_MAX]; /* the codec-config that says so */
  gsize codec_size;                 /* 0: the caps given, or RFC 3551, do */
} Format;

/* One sender, counted references. */
typedef struct
{
  /* streaming thread only */
  guint32 ssrc;
  Format format;
  QosPayload payload;
  gint64 pads_from; /* start of the time that pads are counted in */
  guint n_pads;

  /* under the element's OBJECT_LOCK */
  GstPad *pad; /* owned, (nullable) */
  guint serial;
  gboolean is_ending; /* its pad is to go: nothing more goes there */
  gboolean is_gone;   /* it is to be forgotten when its pad has gone */
  GstQosSilence why;  /* it is to go, or had no room */
} Sender;

struct _GstQosDemux
{
  GstElement parent;

  /* set once before READY */
  GstPad *sinkpad;
  GstQosDemuxClient client;
  gpointer user;

  /* streaming thread only */
  guint32 seen[SEEN_SLOTS]; /* SSRCs of single packets, by their low bits */
  guint last_serial;

  /* under OBJECT_LOCK */
  GHashTable *senders; /* SSRC to Sender */
  guint n_pads;
  GstCaps *caps; /* (nullable) */
  guint max_pads;
};

G_DEFINE_FINAL_TYPE (GstQosDemux, gst_qos_demux, GST_TYPE_ELEMENT)

guint32
gst_qos_demux_pad_ssrc (GstPad *pad, guint *serial)
{
  *serial = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (pad), SERIAL_KEY));
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (pad), SSRC_KEY));
}

/* Formats */

/* The codec-config of a packet, where it has a valid one. Returns: FALSE where
 * it has none. */
static gboolean
read_codec (const guint8 *data, const QosRtpHeader *header, Format *format,
    QosCodecConfig *config)
{
  const guint8 *codec = qos_rtp_find_extension (data, header,
      GST_QOS_CODEC_EXT_ID, &format->codec_size);

  if (codec && qos_codec_read (codec, format->codec_size, config)) {
    memcpy (format->codec, codec, format->codec_size);
    return TRUE;
  }
  format->codec_size = 0;
  return FALSE;
}

/* The format of a packet that is not the sender's known one. Returns: FALSE
 * where it is not known, or not played; else format owns caps. */
static gboolean
find_format (GstQosDemux *self, const QosCodecConfig *config, Format *format)
{
  GstCaps *given;
  QosPayloadKind kind;

  if (format->codec_size > 0) {
    format->caps = gst_qos_caps_for_codec (config, format->payload_type);
  } else {
    GST_OBJECT_LOCK (self);
    given = self->caps ? gst_caps_ref (self->caps) : NULL;
    GST_OBJECT_UNLOCK (self);
    format->caps = gst_qos_format_caps (given, format->payload_type);
    gst_clear_caps (&given);
  }
  if (format->caps &&
      gst_qos_format_kind (gst_caps_get_structure (format->caps, 0), &kind))
    return TRUE;
  gst_clear_caps (&format->caps);
  return FALSE;
}

/* A packet without codec-config says nothing but its payload type. */
static gboolean
is_known_format (const Format *known, const Format *of_packet)
{
  return known->payload_type == of_packet->payload_type &&
      (of_packet->codec_size == 0 ||
          (of_packet->codec_size == known->codec_size &&
              memcmp (of_packet->codec, known->codec, known->codec_size) == 0));
}

/* format: (transfer full): its caps. */
static void
set_format (Sender *sender, const Format *format)
{
  QosPayloadKind kind;

  gst_clear_caps (&sender->format.caps);
  sender->format = *format;
  gst_qos_format_kind (gst_caps_get_structure (format->caps, 0), &kind);
  qos_payload_init (&sender->payload, &kind);
}

/* Senders */

static void
clear_sender (gpointer data)
{
  Sender *sender = data;

  gst_clear_caps (&sender->format.caps);
  gst_clear_object (&sender->pad);
}

static void
unref_sender (gpointer sender)
{
  g_atomic_rc_box_release_full (sender, clear_sender);
}

/* Returns: (transfer full) (nullable). */
static Sender *
find_sender (GstQosDemux *self, guint32 ssrc)
{
  Sender *sender;

  GST_OBJECT_LOCK (self);
  sender = g_hash_table_lookup (self->senders, GUINT_TO_POINTER (ssrc));
  if (sender)
    g_atomic_rc_box_acquire (sender);
  GST_OBJECT_UNLOCK (self);
  return sender;
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

static gboolean
has_room (GstQosDemux *self)
{
  gboolean has_room;

  GST_OBJECT_LOCK (self);
  has_room = self->n_pads < self->max_pads;
  GST_OBJECT_UNLOCK (self);
  return has_room;
}

/* A sender of which nothing is known yet. Returns: (transfer full)
 * (nullable). */
static Sender *
admit (GstQosDemux *self, guint32 ssrc, const QosCodecConfig *config,
    Format *format)
{
  Sender *sender;

  if (!was_seen (self, ssrc))
    return NULL;
  if (!find_format (self, config, format)) {
    self->client.silent (self->user, ssrc, format->payload_type,
        GST_QOS_SILENT_FORMAT);
    return NULL;
  }
  if (!has_room (self)) {
    self->client.silent (self->user, ssrc, format->payload_type,
        GST_QOS_SILENT_PLACE);
    gst_clear_caps (&format->caps);
    return NULL;
  }
  sender = g_atomic_rc_box_new0 (Sender);
  sender->ssrc = ssrc;
  set_format (sender, format);
  GST_OBJECT_LOCK (self);
  g_hash_table_insert (self->senders, GUINT_TO_POINTER (ssrc),
      g_atomic_rc_box_acquire (sender));
  GST_OBJECT_UNLOCK (self);
  return sender;
}

/* Pads */

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

/* May this sender have one more? */
static gboolean
is_due_a_pad (Sender *sender)
{
  gint64 now = g_get_monotonic_time ();

  if (sender->n_pads == 0 || now >= sender->pads_from + PADS_TIME) {
    sender->pads_from = now;
    sender->n_pads = 0;
  }
  return sender->n_pads < PADS_MAX;
}

/* Returns: (transfer full) (nullable): a new pad, where there is room. */
static GstPad *
add_pad (GstQosDemux *self, Sender *sender)
{
  gchar *name = g_strdup_printf ("src_%u", sender->ssrc);
  GstPad *pad = gst_pad_new_from_static_template (&src_template, name);
  gboolean has_room;

  g_free (name);
  g_object_set_data (G_OBJECT (pad), SSRC_KEY, GUINT_TO_POINTER (sender->ssrc));
  g_object_set_data (G_OBJECT (pad), SERIAL_KEY,
      GUINT_TO_POINTER (++self->last_serial));
  gst_object_ref_sink (pad);
  GST_OBJECT_LOCK (self);
  has_room = self->n_pads < self->max_pads;
  if (has_room) {
    self->n_pads++;
    sender->pad = gst_object_ref (pad);
    sender->serial = self->last_serial;
  }
  GST_OBJECT_UNLOCK (self);
  if (!has_room) {
    gst_object_unref (pad);
    return NULL;
  }
  sender->n_pads++;
  gst_pad_set_active (pad, TRUE);
  push_start (self, pad, sender->format.caps);
  gst_element_add_pad (GST_ELEMENT_CAST (self), pad);
  self->client.heard (self->user, sender->ssrc);
  return pad;
}

/* Returns: TRUE for the first to say so of this pad. */
static gboolean
begin_end (GstQosDemux *self, Sender *sender, guint serial, GstQosSilence why)
{
  gboolean is_first;

  GST_OBJECT_LOCK (self);
  is_first = sender->pad && !sender->is_ending && sender->serial == serial;
  if (is_first) {
    sender->is_ending = TRUE;
    sender->why = why;
  }
  GST_OBJECT_UNLOCK (self);
  return is_first;
}

/* Returns: (transfer full) (nullable): the pad that a packet of sender goes to,
 * a new one where it has none. */
static GstPad *
get_pad (GstQosDemux *self, Sender *sender)
{
  GstPad *pad = NULL;
  gboolean is_ending;
  GstQosSilence why;

  GST_OBJECT_LOCK (self);
  is_ending = sender->is_ending;
  why = sender->why;
  if (sender->pad && !is_ending)
    pad = gst_object_ref (sender->pad);
  GST_OBJECT_UNLOCK (self);
  if (pad || is_ending)
    return pad;
  if (is_due_a_pad (sender)) {
    pad = add_pad (self, sender);
    why = GST_QOS_SILENT_PLACE;
  }
  if (!pad)
    self->client.silent (self->user, sender->ssrc, sender->format.payload_type,
        why);
  return pad;
}

/* Packets */

/* The sender changed its format: its pad goes, and it gets another. Returns:
 * FALSE where packets of that format are not played, which is no matter of the
 * others: telephone events, comfort noise. */
static gboolean
change_format (GstQosDemux *self, Sender *sender, const QosCodecConfig *config,
    Format *format)
{
  QosPayloadKind kind, known = sender->payload.kind;
  gboolean was_told = sender->format.codec_size > 0;
  guint serial;

  if (!find_format (self, config, format))
    return FALSE;
  gst_qos_format_kind (gst_caps_get_structure (format->caps, 0), &kind);
  /* What was given says the same as what is told at last. */
  if (!was_told && format->payload_type == sender->format.payload_type &&
      kind.format == known.format && kind.clock_rate == known.clock_rate &&
      kind.channels == known.channels) {
    gst_clear_caps (&sender->format.caps);
    sender->format = *format;
    return TRUE;
  }
  set_format (sender, format);
  GST_OBJECT_LOCK (self);
  serial = sender->serial;
  GST_OBJECT_UNLOCK (self);
  if (begin_end (self, sender, serial, GST_QOS_SILENT_CHANGES))
    self->client.end (self->user, sender->ssrc, serial, TRUE);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the sender of a packet that can be
 * played; it has the packet's format. */
static Sender *
find_player (GstQosDemux *self, const guint8 *data, const QosRtpHeader *header)
{
  Sender *sender = find_sender (self, header->ssrc);
  Format format = {.payload_type = header->payload_type};
  QosCodecConfig config;

  read_codec (data, header, &format, &config);
  if (!sender)
    return admit (self, header->ssrc, &config, &format);
  if (is_known_format (&sender->format, &format) ||
      change_format (self, sender, &config, &format))
    return sender;
  unref_sender (sender);
  return NULL;
}

/* Returns: (transfer full) (nullable): the pad that a packet goes to; *sender:
 * (transfer full): whose it is. */
static GstPad *
find_pad (GstQosDemux *self, const guint8 *data, const QosRtpHeader *header,
    Sender **sender)
{
  Sender *found = find_player (self, data, header);
  GstPad *pad = NULL;

  if (!found)
    return NULL;
  if (qos_payload_check (&found->payload, header->has_marker,
          data + header->header_size, header->payload_size) == QOS_PAYLOAD_OK)
    pad = get_pad (self, found);
  *sender = found;
  return pad;
}

/* What becomes of one sender's packets is no matter of the others'; but what is
 * behind a pad that failed goes. */
static GstFlowReturn
chain (GstPad *sinkpad, GstObject *parent, GstBuffer *buffer)
{
  GstQosDemux *self = GST_QOS_DEMUX (parent);
  Sender *sender = NULL;
  GstPad *pad = NULL;
  QosRtpHeader header;
  GstMapInfo map;
  guint serial;

  if (gst_buffer_map (buffer, &map, GST_MAP_READ)) {
    if (qos_rtp_parse (map.data, map.size, &header) == QOS_RTP_OK)
      pad = find_pad (self, map.data, &header, &sender);
    gst_buffer_unmap (buffer, &map);
  }
  if (!pad) {
    gst_buffer_unref (buffer);
  } else {
    if (gst_pad_push (pad, buffer) <= GST_FLOW_NOT_NEGOTIATED) {
      gst_qos_demux_pad_ssrc (pad, &serial);
      gst_qos_demux_fail (self, sender->ssrc, serial);
    }
    gst_object_unref (pad);
  }
  if (sender)
    unref_sender (sender);
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
gst_qos_demux_fail (GstQosDemux *self, guint32 ssrc, guint serial)
{
  Sender *sender = find_sender (self, ssrc);

  if (!sender)
    return;
  if (begin_end (self, sender, serial, GST_QOS_SILENT_ERRORS))
    self->client.end (self->user, ssrc, serial, FALSE);
  unref_sender (sender);
}

void
gst_qos_demux_end (GstQosDemux *self, guint32 ssrc, guint serial)
{
  GstPad *pad = NULL;
  Sender *sender;

  GST_OBJECT_LOCK (self);
  sender = g_hash_table_lookup (self->senders, GUINT_TO_POINTER (ssrc));
  if (sender && sender->pad && sender->serial == serial) {
    sender->is_ending = TRUE;
    pad = gst_object_ref (sender->pad);
  }
  GST_OBJECT_UNLOCK (self);
  if (!pad)
    return;
  gst_pad_push_event (pad, gst_event_new_eos ());
  gst_object_unref (pad);
}

/* pad: (transfer full) (nullable). */
static void
drop_pad (GstQosDemux *self, GstPad *pad)
{
  if (!pad)
    return;
  gst_pad_set_active (pad, FALSE);
  gst_element_remove_pad (GST_ELEMENT_CAST (self), pad);
  gst_object_unref (pad);
}

/* Under the object lock. Returns: (transfer full) (nullable). */
static GstPad *
steal_pad (GstQosDemux *self, Sender *sender)
{
  GstPad *pad = g_steal_pointer (&sender->pad);

  sender->is_ending = FALSE;
  if (pad)
    self->n_pads--;
  return pad;
}

void
gst_qos_demux_remove_pad (GstQosDemux *self, guint32 ssrc, guint serial)
{
  Sender *sender = find_sender (self, ssrc);
  GstPad *pad = NULL;

  if (!sender)
    return;
  GST_OBJECT_LOCK (self);
  if (sender->serial == serial) {
    pad = steal_pad (self, sender);
    if (sender->is_gone)
      g_hash_table_remove (self->senders, GUINT_TO_POINTER (ssrc));
  }
  GST_OBJECT_UNLOCK (self);
  drop_pad (self, pad);
  unref_sender (sender);
}

void
gst_qos_demux_forget (GstQosDemux *self, guint32 ssrc)
{
  Sender *sender = find_sender (self, ssrc);
  GstPad *pad = NULL;

  if (!sender)
    return;
  GST_OBJECT_LOCK (self);
  sender->is_gone = sender->is_ending;
  if (!sender->is_gone) {
    pad = steal_pad (self, sender);
    g_hash_table_remove (self->senders, GUINT_TO_POINTER (ssrc));
  }
  GST_OBJECT_UNLOCK (self);
  drop_pad (self, pad);
  unref_sender (sender);
}

static void
remove_all (GstQosDemux *self)
{
  GHashTable *senders;
  GHashTableIter iter;
  gpointer sender;

  GST_OBJECT_LOCK (self);
  senders = self->senders;
  self->senders = g_hash_table_new_full (NULL, NULL, NULL, unref_sender);
  self->n_pads = 0;
  GST_OBJECT_UNLOCK (self);
  g_hash_table_iter_init (&iter, senders);
  while (g_hash_table_iter_next (&iter, NULL, &sender))
    drop_pad (self, g_steal_pointer (&((Sender *) sender)->pad));
  g_hash_table_unref (senders);
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

  g_hash_table_unref (self->senders);
  gst_caps_replace (&self->caps, NULL);
  G_OBJECT_CLASS (gst_qos_demux_parent_class)->finalize (object);
}

static void
gst_qos_demux_init (GstQosDemux *self)
{
  self->senders = g_hash_table_new_full (NULL, NULL, NULL, unref_sender);
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
gst_qos_demux_new (const GstQosDemuxClient *client, gpointer user)
{
  GstQosDemux *self = g_object_new (GST_TYPE_QOS_DEMUX, NULL);

  self->client = *client;
  self->user = user;
  return GST_ELEMENT_CAST (self);
}
