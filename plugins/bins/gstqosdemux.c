/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosdemux.h"

#include "qos-places.h"
#include "gstqosaddress.h"
#include "gstqoscandidates.h"
#include "gstqosdemuxsender.h"
#include "gstqosstatsnotice.h"

/* A sender that is silent for this long gives up its place if another needs
 * it. */
#define IDLE_TIME (3 * GST_SECOND)

static GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE ("sink",
    GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS ("application/x-rtp"));
static GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE ("src_%u",
    GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS ("application/x-rtp"));

struct _GstQosDemux
{
  GstElement parent;

  /* set once before READY */
  GstPad *sinkpad;
  GstQosDemuxClient client;
  gpointer user;
  GstQosStats *stats;
  const QosReceived *received; /* of the packet that comes to sinkpad */

  /* streaming thread only */
  GstQosCandidates *candidates;
  guint last_serial;

  /* under OBJECT_LOCK */
  GHashTable *senders; /* SSRC to GstQosDemuxSender */
  guint n_pads;
  guint n_removing;  /* pads that threads are removing */
  GCond all_removed; /* n_removing is 0 */
  GstCaps *caps;     /* (nullable) */
  guint max_pads;
};

G_DEFINE_FINAL_TYPE (GstQosDemux, gst_qos_demux, GST_TYPE_ELEMENT)

/* See gst_qos_demux_format_find (). */
static gboolean
gst_qos_demux_find_format (GstQosDemux *self, GstQosDemuxFormat *format)
{
  g_autoptr (GstCaps) given = NULL;

  GST_OBJECT_LOCK (self);
  gst_caps_replace (&given, self->caps);
  GST_OBJECT_UNLOCK (self);
  return gst_qos_demux_format_find (given, format);
}

/* Returns: (transfer full) (nullable). */
static GstQosDemuxSender *
gst_qos_demux_find_sender (GstQosDemux *self, guint32 ssrc)
{
  GstQosDemuxSender *sender;

  GST_OBJECT_LOCK (self);
  sender = g_hash_table_lookup (self->senders, GUINT_TO_POINTER (ssrc));
  if (sender)
    g_atomic_rc_box_acquire (sender);
  GST_OBJECT_UNLOCK (self);
  return sender;
}

/* Under the object lock: is it still in the table? */
static gboolean
gst_qos_demux_is_current (GstQosDemux *self, GstQosDemuxSender *sender)
{
  return g_hash_table_lookup (self->senders, GUINT_TO_POINTER (sender->ssrc)) ==
      sender;
}

/* why: the notice if the sender gets no other pad. Returns: TRUE for the first
 * call about this pad. */
static gboolean
gst_qos_demux_begin_end (GstQosDemux *self, GstQosDemuxSender *sender,
    guint serial, GstQosNoticeKind why)
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

/* Places */

typedef struct
{
  guint used;
  guint by_address;        /* of them, by the address of the new sender */
  guint ending;            /* of them, free soon */
  GstQosDemuxSender *idle; /* owned, (nullable): one that may be removed */
  guint idle_serial;
} Places;

static gboolean
gst_qos_demux_is_idle (const GstQosDemuxSender *sender, GstClockTime now)
{
  return sender->pad && !sender->is_ending && now > sender->seen + IDLE_TIME;
}

/* Of the idle senders, the one with the fewest packets is returned. */
static Places
gst_qos_demux_count_places (GstQosDemux *self, GSocketAddress *address,
    GstClockTime now)
{
  Places places = {0};
  GHashTableIter iter;
  gpointer value;

  GST_OBJECT_LOCK (self);
  g_hash_table_iter_init (&iter, self->senders);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    GstQosDemuxSender *sender = value;

    if (!sender->pad)
      continue;
    places.used++;
    places.ending += sender->is_ending;
    places.by_address += address && sender->address &&
        gst_qos_address_is_same_host (address, sender->address);
    if (gst_qos_demux_is_idle (sender, now) &&
        (!places.idle || sender->n_packets < places.idle->n_packets))
      places.idle = sender;
  }
  if (places.idle) {
    g_atomic_rc_box_acquire (places.idle);
    places.idle_serial = places.idle->serial;
  }
  GST_OBJECT_UNLOCK (self);
  return places;
}

/* May a sender at address have a place? Programs on this machine may use all of
 * them. If there is none, a sender that has been silent is removed, so that
 * there will be one soon. */
static gboolean
gst_qos_demux_has_place (GstQosDemux *self, GSocketAddress *address,
    GstClockTime now)
{
  Places places = gst_qos_demux_count_places (self, address, now);
  gboolean is_allowed;
  guint max;

  GST_OBJECT_LOCK (self);
  max = self->max_pads;
  GST_OBJECT_UNLOCK (self);
  is_allowed = qos_places_allow (max, places.used,
      gst_qos_address_is_loopback (address) ? 0 : places.by_address);
  if (!is_allowed && places.ending == 0 && places.idle &&
      gst_qos_demux_begin_end (self, places.idle, places.idle_serial,
          GST_QOS_NOTICE_PLACE_REFUSED)) {
    GST_OBJECT_LOCK (self);
    places.idle->is_gone = TRUE;
    GST_OBJECT_UNLOCK (self);
    self->client.end (self->user, places.idle->ssrc, places.idle_serial, TRUE);
  }
  g_clear_pointer (&places.idle, gst_qos_demux_sender_unref);
  return is_allowed;
}

/* Candidates */

/* The clock rate of packets without codec-config, if it is known. */
static guint32
gst_qos_demux_find_clock_rate (GstQosDemux *self, guint payload_type)
{
  GstQosDemuxFormat format = {.payload_type = payload_type};

  if (!gst_qos_demux_find_format (self, &format))
    return 0;
  gst_caps_unref (format.caps);
  return format.kind.clock_rate;
}

/* Remembers what a packet says about its sender. */
static void
gst_qos_demux_note_packet (GstQosDemux *self, GstQosCandidate *candidate,
    const QosReceived *received, GstClockTime arrival)
{
  const QosRtpHeader *header = &received->header;
  GstQosDemuxFormat format;
  QosProofPacket packet = {header->seq, header->timestamp, 0, arrival};

  if (gst_qos_demux_format_read (received, &format)) {
    candidate->format = format;
    candidate->clock_rate = format.config.clock_rate;
  } else if (candidate->clock_rate == 0 && candidate->proof.n == 1) {
    candidate->clock_rate =
        gst_qos_demux_find_clock_rate (self, header->payload_type);
  }
  packet.clock_rate = candidate->clock_rate;
  if (qos_proof_packet (&candidate->proof, &packet))
    candidate->is_proven = TRUE;
}

/* A candidate has proved to be a sender. Returns: (transfer full)
 * (nullable). */
static GstQosDemuxSender *
gst_qos_demux_admit (GstQosDemux *self, const GstQosCandidate *candidate,
    guint payload_type, GSocketAddress *address)
{
  GstQosDemuxFormat format = candidate->format;
  GstQosNoticeKind why = GST_QOS_NOTICE_FORMAT_UNKNOWN;
  GstQosDemuxSender *sender;

  format.payload_type = payload_type;
  if (gst_qos_demux_find_format (self, &format)) {
    why = GST_QOS_NOTICE_PLACE_REFUSED;
    if (!gst_qos_demux_has_place (self, address, candidate->seen))
      gst_clear_caps (&format.caps);
  }
  if (!format.caps) {
    gst_qos_stats_note_silent (self->stats, candidate->ssrc, payload_type, why);
    return NULL;
  }
  sender = g_atomic_rc_box_new0 (GstQosDemuxSender);
  sender->ssrc = candidate->ssrc;
  sender->seen = candidate->seen;
  g_set_object (&sender->address, address);
  gst_qos_demux_sender_set_format (sender, &format);
  GST_OBJECT_LOCK (self);
  g_hash_table_insert (self->senders, GUINT_TO_POINTER (sender->ssrc),
      g_atomic_rc_box_acquire (sender));
  GST_OBJECT_UNLOCK (self);
  return sender;
}

/* Pads */

static void
gst_qos_demux_push_start (GstQosDemux *self, GstPad *pad, GstCaps *caps)
{
  g_autofree gchar *stream_id = gst_pad_create_stream_id (pad,
      GST_ELEMENT_CAST (self), GST_PAD_NAME (pad));
  GstSegment segment;

  gst_pad_push_event (pad, gst_event_new_stream_start (stream_id));
  gst_pad_push_event (pad, gst_event_new_caps (caps));
  gst_segment_init (&segment, GST_FORMAT_TIME);
  gst_pad_push_event (pad, gst_event_new_segment (&segment));
}

/* pad: (transfer full). */
static void
gst_qos_demux_drop_pad (GstQosDemux *self, GstPad *pad)
{
  gst_pad_set_active (pad, FALSE);
  gst_element_remove_pad (GST_ELEMENT_CAST (self), pad);
  gst_object_unref (pad);
}

/* Under the object lock. The end of a sender and that of the element may come
 * at the same time: only the first gets the pad. Returns: (transfer full)
 * (nullable): the pad of sender, for gst_qos_demux_remove_claimed (). */
static GstPad *
gst_qos_demux_claim_pad (GstQosDemux *self, GstQosDemuxSender *sender)
{
  if (!sender->pad || sender->is_removing)
    return NULL;
  sender->is_removing = TRUE;
  self->n_removing++;
  return gst_object_ref (sender->pad);
}

/* pad: (transfer full) (nullable). */
static void
gst_qos_demux_remove_claimed (GstQosDemux *self, GstPad *pad)
{
  if (!pad)
    return;
  gst_qos_demux_drop_pad (self, pad);
  GST_OBJECT_LOCK (self);
  if (--self->n_removing == 0)
    g_cond_broadcast (&self->all_removed);
  GST_OBJECT_UNLOCK (self);
}

/* Returns: FALSE if the sender was forgotten while its pad was created. */
static gboolean
gst_qos_demux_register_pad (GstQosDemux *self, GstQosDemuxSender *sender,
    GstPad *pad)
{
  gboolean is_there;

  GST_OBJECT_LOCK (self);
  is_there = gst_qos_demux_is_current (self, sender) && !sender->is_gone;
  if (is_there) {
    sender->pad = gst_object_ref (pad);
    sender->serial = self->last_serial;
  } else {
    self->n_pads--;
  }
  GST_OBJECT_UNLOCK (self);
  return is_there;
}

/* Returns: (transfer full) (nullable): a new pad, if there is a place. */
static GstPad *
gst_qos_demux_add_pad (GstQosDemux *self, GstQosDemuxSender *sender)
{
  g_autofree gchar *name = g_strdup_printf ("src_%u", sender->ssrc);
  GstPad *pad;
  gboolean has_room;

  GST_OBJECT_LOCK (self);
  has_room = self->n_pads < self->max_pads;
  self->n_pads += has_room;
  GST_OBJECT_UNLOCK (self);
  if (!has_room)
    return NULL;
  sender->n_pads++;
  self->last_serial++;
  pad = gst_pad_new_from_static_template (&src_template, name);
  gst_object_ref_sink (pad);
  gst_pad_set_active (pad, TRUE);
  gst_qos_demux_push_start (self, pad, sender->format.caps);
  gst_element_add_pad (GST_ELEMENT_CAST (self), pad);
  self->client.add (self->user, pad, sender->format.kind.format, sender->ssrc,
      self->last_serial);
  if (!gst_qos_demux_register_pad (self, sender, pad)) {
    self->client.end (self->user, sender->ssrc, self->last_serial, FALSE);
    gst_qos_demux_drop_pad (self, pad);
    return NULL;
  }
  gst_qos_stats_note_heard (self->stats, sender->ssrc);
  return pad;
}

/* Returns: (transfer full) (nullable): the pad for a packet of sender, a new
 * one if it has none. */
static GstPad *
gst_qos_demux_get_pad (GstQosDemux *self, GstQosDemuxSender *sender)
{
  GstPad *pad = NULL;
  gboolean is_ending;
  GstQosNoticeKind why;

  GST_OBJECT_LOCK (self);
  is_ending = sender->is_ending;
  why = sender->why;
  if (sender->pad && !is_ending)
    pad = gst_object_ref (sender->pad);
  GST_OBJECT_UNLOCK (self);
  if (pad || is_ending || !self->client.is_free (self->user, sender->ssrc))
    return pad;
  if (gst_qos_demux_sender_is_due_a_pad (sender)) {
    pad = gst_qos_demux_add_pad (self, sender);
    why = GST_QOS_NOTICE_PLACE_REFUSED;
  }
  if (!pad)
    gst_qos_stats_note_silent (self->stats, sender->ssrc,
        sender->format.payload_type, why);
  return pad;
}

/* Packets */

/* The sender changed its format: its pad is removed, and it gets another.
 * Returns: FALSE if packets of that format are not played, but the pad stays:
 * telephone events, comfort noise. */
static gboolean
gst_qos_demux_change_format (GstQosDemux *self, GstQosDemuxSender *sender,
    GstQosDemuxFormat *format)
{
  const QosPayloadKind *kind = &format->kind, *known = &sender->format.kind;
  guint serial;

  if (!gst_qos_demux_find_format (self, format))
    return FALSE;
  /* The sender has now announced the same format as the given one. */
  if (sender->format.codec_size == 0 &&
      format->payload_type == sender->format.payload_type &&
      kind->format == known->format && kind->clock_rate == known->clock_rate &&
      kind->channels == known->channels) {
    gst_clear_caps (&sender->format.caps);
    sender->format = *format;
    return TRUE;
  }
  gst_qos_demux_sender_set_format (sender, format);
  GST_OBJECT_LOCK (self);
  serial = sender->serial;
  GST_OBJECT_UNLOCK (self);
  if (gst_qos_demux_begin_end (self, sender, serial, GST_QOS_NOTICE_BAD_DATA))
    self->client.end (self->user, sender->ssrc, serial, TRUE);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the pad for a packet of sender. */
static GstPad *
gst_qos_demux_find_pad (GstQosDemux *self, GstQosDemuxSender *sender,
    GstBuffer *buffer, const QosReceived *received)
{
  GstQosDemuxFormat format;

  if (gst_qos_demux_format_differs (&sender->format, received, &format) &&
      !gst_qos_demux_change_format (self, sender, &format))
    return NULL;
  return gst_qos_demux_sender_accepts (sender, buffer, received)
      ? gst_qos_demux_get_pad (self, sender)
      : NULL;
}

/* buffer: (transfer full). One sender's flow error must not stop the others, so
 * it is not returned; a branch that failed is removed. */
static void
gst_qos_demux_deliver (GstQosDemux *self, GstQosDemuxSender *sender,
    GstBuffer *buffer, const QosReceived *received)
{
  g_autoptr (GstPad) pad = NULL;

  sender->seen = gst_qos_demux_arrival (buffer);
  sender->n_packets++;
  pad = gst_qos_demux_find_pad (self, sender, buffer, received);
  if (!pad) {
    gst_buffer_unref (buffer);
    return;
  }
  /* Only this thread changes the serial. */
  if (gst_pad_push (pad, buffer) <= GST_FLOW_NOT_NEGOTIATED)
    gst_qos_demux_fail (self, sender->ssrc, sender->serial);
}

/* The first packet of an unknown sender, and those after it, are kept until it
 * has proved to be one and has a place. buffer: (transfer full). */
static void
gst_qos_demux_consider (GstQosDemux *self, GstBuffer *buffer)
{
  const QosRtpHeader *header = &self->received->header;
  GstClockTime arrival = gst_qos_demux_arrival (buffer);
  GstQosCandidate *candidate =
      gst_qos_candidates_find (self->candidates, header->ssrc, arrival);
  g_autoptr (GstQosHeld) held = gst_qos_held_new (buffer, self->received);
  GSocketAddress *address = gst_qos_demux_address (buffer);
  g_autoptr (GstQosDemuxSender) sender = NULL;
  GQueue packets;

  if (!candidate)
    return;
  gst_qos_demux_note_packet (self, candidate, self->received, arrival);
  if (candidate->is_proven && self->client.is_free (self->user, header->ssrc))
    sender =
        gst_qos_demux_admit (self, candidate, header->payload_type, address);
  gst_qos_candidates_hold (self->candidates, candidate,
      g_steal_pointer (&held));
  if (!sender)
    return;
  gst_qos_candidates_take (self->candidates, candidate, &packets);
  while ((held = g_queue_pop_head (&packets))) {
    gst_qos_demux_deliver (self, sender, g_steal_pointer (&held->buffer),
        &held->received);
    g_clear_pointer (&held, gst_qos_held_free);
  }
}

static GstFlowReturn
gst_qos_demux_chain (GstPad *sinkpad, GstObject *parent, GstBuffer *buffer)
{
  GstQosDemux *self = GST_QOS_DEMUX (parent);
  g_autoptr (GstQosDemuxSender) sender =
      gst_qos_demux_find_sender (self, self->received->header.ssrc);

  if (sender)
    gst_qos_demux_deliver (self, sender, buffer, self->received);
  else
    gst_qos_demux_consider (self, buffer);
  return GST_FLOW_OK;
}

/* Every pad has its own start events; EOS is shared. */
static gboolean
gst_qos_demux_sink_event (GstPad *pad, GstObject *parent, GstEvent *event)
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
gst_qos_demux_configure (GstQosDemux *self, GstCaps *caps, guint max_pads)
{
  GST_OBJECT_LOCK (self);
  gst_caps_replace (&self->caps, caps);
  self->max_pads = max_pads;
  GST_OBJECT_UNLOCK (self);
}

void
gst_qos_demux_fail (GstQosDemux *self, guint32 ssrc, guint serial)
{
  g_autoptr (GstQosDemuxSender) sender = gst_qos_demux_find_sender (self, ssrc);

  if (sender &&
      gst_qos_demux_begin_end (self, sender, serial,
          GST_QOS_NOTICE_DECODE_ERROR))
    self->client.end (self->user, ssrc, serial, FALSE);
}

void
gst_qos_demux_end (GstQosDemux *self, guint32 ssrc, guint serial)
{
  g_autoptr (GstPad) pad = NULL;
  GstQosDemuxSender *sender;

  GST_OBJECT_LOCK (self);
  sender = g_hash_table_lookup (self->senders, GUINT_TO_POINTER (ssrc));
  if (sender && sender->pad && sender->serial == serial) {
    sender->is_ending = TRUE;
    pad = gst_object_ref (sender->pad);
  }
  GST_OBJECT_UNLOCK (self);
  if (pad)
    gst_pad_push_event (pad, gst_event_new_eos ());
}

/* Its pad has been removed from the element: now another of the same name can
 * be added. */
static void
gst_qos_demux_finish_end (GstQosDemux *self, GstQosDemuxSender *sender)
{
  g_autoptr (GstPad) pad = NULL;

  GST_OBJECT_LOCK (self);
  if (gst_qos_demux_is_current (self, sender)) {
    pad = g_steal_pointer (&sender->pad);
    self->n_pads -= pad != NULL;
    sender->is_ending = sender->is_removing = FALSE;
    if (sender->is_gone)
      g_hash_table_remove (self->senders, GUINT_TO_POINTER (sender->ssrc));
  }
  GST_OBJECT_UNLOCK (self);
}

void
gst_qos_demux_remove_pad (GstQosDemux *self, guint32 ssrc, guint serial)
{
  g_autoptr (GstQosDemuxSender) sender = gst_qos_demux_find_sender (self, ssrc);
  gboolean is_over;
  GstPad *pad = NULL;

  if (!sender)
    return;
  GST_OBJECT_LOCK (self);
  if (sender->pad && sender->serial == serial) {
    sender->is_ending = TRUE;
    pad = gst_qos_demux_claim_pad (self, sender);
  }
  is_over = pad || (!sender->pad && sender->is_gone);
  GST_OBJECT_UNLOCK (self);
  gst_qos_demux_remove_claimed (self, pad);
  if (is_over)
    gst_qos_demux_finish_end (self, sender);
}

void
gst_qos_demux_forget (GstQosDemux *self, guint32 ssrc, gboolean has_branch)
{
  g_autoptr (GstQosDemuxSender) sender = gst_qos_demux_find_sender (self, ssrc);
  gboolean was_ending;
  GstPad *pad;

  if (!sender)
    return;
  GST_OBJECT_LOCK (self);
  was_ending = has_branch || sender->is_ending;
  pad = was_ending ? NULL : gst_qos_demux_claim_pad (self, sender);
  sender->is_ending = sender->is_gone = TRUE;
  GST_OBJECT_UNLOCK (self);
  gst_qos_demux_remove_claimed (self, pad);
  if (!was_ending)
    gst_qos_demux_finish_end (self, sender);
}

static void
gst_qos_demux_remove_all (GstQosDemux *self)
{
  g_autoptr (GPtrArray) pads = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer sender;

  GST_OBJECT_LOCK (self);
  g_hash_table_iter_init (&iter, self->senders);
  while (g_hash_table_iter_next (&iter, NULL, &sender))
    g_ptr_array_add (pads, gst_qos_demux_claim_pad (self, sender));
  g_hash_table_remove_all (self->senders);
  self->n_pads = 0;
  GST_OBJECT_UNLOCK (self);
  for (guint i = 0; i < pads->len; i++)
    gst_qos_demux_remove_claimed (self, pads->pdata[i]);
  GST_OBJECT_LOCK (self);
  while (self->n_removing > 0)
    g_cond_wait (&self->all_removed, GST_OBJECT_GET_LOCK (self));
  GST_OBJECT_UNLOCK (self);
  gst_qos_candidates_clear (self->candidates);
}

static GstStateChangeReturn
gst_qos_demux_change_state (GstElement *element, GstStateChange transition)
{
  GstStateChangeReturn ret = GST_ELEMENT_CLASS (gst_qos_demux_parent_class)
                                 ->change_state (element, transition);

  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    gst_qos_demux_remove_all (GST_QOS_DEMUX (element));
  return ret;
}

static void
gst_qos_demux_finalize (GObject *object)
{
  GstQosDemux *self = GST_QOS_DEMUX (object);

  g_hash_table_unref (self->senders);
  g_cond_clear (&self->all_removed);
  gst_qos_candidates_free (self->candidates);
  gst_caps_replace (&self->caps, NULL);
  G_OBJECT_CLASS (gst_qos_demux_parent_class)->finalize (object);
}

static void
gst_qos_demux_init (GstQosDemux *self)
{
  self->senders =
      g_hash_table_new_full (NULL, NULL, NULL, gst_qos_demux_sender_unref);
  g_cond_init (&self->all_removed);
  self->candidates = gst_qos_candidates_new ();
  self->max_pads = G_MAXUINT;
  self->sinkpad = gst_pad_new_from_static_template (&sink_template, "sink");
  gst_pad_set_chain_function (self->sinkpad, gst_qos_demux_chain);
  gst_pad_set_event_function (self->sinkpad, gst_qos_demux_sink_event);
  gst_element_add_pad (GST_ELEMENT_CAST (self), self->sinkpad);
}

static void
gst_qos_demux_class_init (GstQosDemuxClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gst_qos_demux_finalize;
  element_class->change_state = gst_qos_demux_change_state;
  gst_element_class_add_static_pad_template (element_class, &sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (element_class,
      "RTP sender demultiplexer", "Demux/Network/RTP",
      "Gives each sender a pad with its own caps", "The gst-qosaudio authors");
}

GstElement *
gst_qos_demux_new (const GstQosDemuxClient *client, gpointer user,
    GstQosStats *stats)
{
  GstQosDemux *self = g_object_new (GST_TYPE_QOS_DEMUX, NULL);

  self->client = *client;
  self->user = user;
  self->stats = stats;
  self->received = gst_qos_stats_set_demux (stats);
  return GST_ELEMENT_CAST (self);
}
