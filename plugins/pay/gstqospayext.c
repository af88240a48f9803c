/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The header extensions of qospay (RFC 8285, RFC 6051). The base class asks
 * each extension of its list three times a packet, allocates for what they
 * could write and cuts to what they did: twice what the rest of the packet
 * costs. So its list stays empty and one small block is written here, by the
 * same extension elements. Where somebody adds other extensions or the caps
 * want the two-byte form, the base class gets ours as well and writes all.
 */
#include "config.h"

#include "qos-ntp.h"
#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqospay.h"
#include "gstqostime.h"

#define NTP_EXT_FACTORY "rtphdrextntp64"
#define ONE_BYTE_MAX 16 /* data of an extension in the one-byte form */
#define ONE_BYTE_PROFILE 0xbede

static GstStaticCaps ntp_caps = GST_STATIC_CAPS ("timestamp/x-ntp");

/* NTP time at which the element's clock stood at pts. */
static guint64
capture_ntp_ns (GstQosPay *self, GstClockTime pts)
{
  GstClockTime now = gst_clock_get_time (self->clock);
  GstClockTime running_now =
      gst_qos_time_running (GST_ELEMENT_CAST (self), self->clock, now);
  GstClockTime running =
      gst_segment_to_running_time (&GST_RTP_BASE_PAYLOAD (self)->segment,
          GST_FORMAT_TIME, pts);

  if (GST_CLOCK_TIME_IS_VALID (running_now) &&
      GST_CLOCK_TIME_IS_VALID (running) && running_now > running &&
      running_now - running < now)
    now -= running_now - running;
  return qos_ntp_to_ns (gst_qos_time_to_ntp (self->clock, now));
}

/* The input that rtphdrextntp64 writes the capture time of first from.
 * Returns: (transfer full). */
static GstBuffer *
new_ntp_input (GstQosPay *self, const GstBuffer *first)
{
  GstBuffer *input = gst_buffer_new ();
  GstCaps *caps = gst_static_caps_get (&ntp_caps);

  gst_buffer_add_reference_timestamp_meta (input, caps,
      capture_ntp_ns (self, GST_BUFFER_PTS (first)), GST_CLOCK_TIME_NONE);
  gst_caps_unref (caps);
  return input;
}

/* Appends what ext has to say to block in the one-byte form. Returns: the
 * block's new size. */
static gsize
write_extension (GstRTPHeaderExtension *ext, const GstBuffer *input,
    GstBuffer *packet, guint8 block[GST_QOS_PAY_EXTENSIONS_MAX], gsize size)
{
  gssize written = gst_rtp_header_extension_write (ext, input,
      GST_RTP_HEADER_EXTENSION_ONE_BYTE, packet, block + size + 1,
      ONE_BYTE_MAX);

  if (written <= 0)
    return size;
  block[size] =
      (guint8) (gst_rtp_header_extension_get_id (ext) << 4 | (written - 1));
  return size + 1 + (gsize) written;
}

static gboolean
is_ntp_due (GstQosPay *self, GstClockTime now)
{
  return self->ntp_sent < GST_QOS_EXT_FIRST_PACKETS ||
      gst_qos_ext_is_due (now, self->ntp_sent_at);
}

static void
switch_ntp (GstQosPay *self, gboolean is_on)
{
  g_object_set (self->ntp_ext, "every-packet", is_on, NULL);
  self->ntp_is_on = is_on;
}

gsize
gst_qos_pay_write_extensions (GstQosPay *self, const GstBuffer *first,
    GstBuffer *packet, guint8 block[GST_QOS_PAY_EXTENSIONS_MAX])
{
  GstClockTime now = gst_qos_ext_time (self->clock, first);
  gsize size = 4;

  if (g_atomic_int_get (&self->base_writes))
    return 0;
  size = write_extension (self->send_time_ext, first, packet, block, size);
  if (is_ntp_due (self, now)) {
    GstBuffer *input = new_ntp_input (self, first);

    size = write_extension (self->ntp_ext, input, packet, block, size);
    gst_buffer_unref (input);
    self->ntp_sent++;
    self->ntp_sent_at = now;
  }
  size = write_extension (self->codec_ext, first, packet, block, size);
  while (size % 4 != 0)
    block[size++] = 0;
  GST_WRITE_UINT16_BE (block, ONE_BYTE_PROFILE);
  GST_WRITE_UINT16_BE (block + 2, size / 4 - 1);
  return size;
}

/* rtphdrextntp64 in the base class' hands writes what it finds on the input
 * buffer, and zeros where it finds nothing: it is switched on for the packets
 * that shall have it, and writes at a DISCONT or without a PTS whether it is on
 * or not. */
GstBuffer *
gst_qos_pay_attach_ntp (GstQosPay *self, GstBuffer *buffer)
{
  const GstBuffer *first = buffer;
  GstClockTime now, pts;
  GstCaps *caps;

  if (!g_atomic_int_get (&self->base_writes))
    return buffer;
  if (self->pending->len > 0)
    first = g_ptr_array_index (self->pending, 0);
  now = gst_qos_ext_time (self->clock, first);
  if (!self->ntp_is_on && is_ntp_due (self, now)) {
    switch_ntp (self, TRUE);
    self->ntp_sent_at = now;
  }
  if (!self->ntp_is_on && GST_BUFFER_PTS_IS_VALID (buffer) &&
      !GST_BUFFER_IS_DISCONT (buffer))
    return buffer;
  pts = GST_BUFFER_PTS (first); /* which may be the buffer copied now */
  buffer = gst_buffer_make_writable (buffer);
  caps = gst_static_caps_get (&ntp_caps);
  gst_buffer_add_reference_timestamp_meta (buffer, caps,
      capture_ntp_ns (self, pts), GST_CLOCK_TIME_NONE);
  gst_caps_unref (caps);
  return buffer;
}

/* What the base class made of a packet, which is now complete. */
static GstPadProbeReturn
see_packet (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  GstQosPay *self = user;

  self->push_bytes = gst_buffer_get_size (GST_PAD_PROBE_INFO_BUFFER (info));
  if (self->ntp_is_on) {
    switch_ntp (self, FALSE);
    self->ntp_sent++;
  }
  return GST_PAD_PROBE_OK;
}

static gboolean
is_ours (GstQosPay *self, GstRTPHeaderExtension *ext)
{
  return ext == self->send_time_ext || ext == self->ntp_ext ||
      ext == self->codec_ext;
}

/* Has the base class write ours too. */
static void
hand_over (GstQosPay *self)
{
  GstRTPHeaderExtension *ours[] = {self->send_time_ext, self->ntp_ext,
      self->codec_ext};

  if (!g_atomic_int_compare_and_exchange (&self->base_writes, FALSE, TRUE))
    return;
  switch_ntp (self, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (ours) && ours[i]; i++)
    g_signal_emit_by_name (self, "add-extension", ours[i]);
  self->base_probe = gst_pad_add_probe (GST_RTP_BASE_PAYLOAD_SRCPAD (self),
      GST_PAD_PROBE_TYPE_BUFFER, see_packet, self, NULL);
}

static void
add_extension (GstRTPBasePayload *base, GstRTPHeaderExtension *ext)
{
  GstQosPay *self = GST_QOS_PAY (base);

  if (!is_ours (self, ext))
    hand_over (self);
  g_signal_chain_from_overridden_handler (self, ext);
}

static void
clear_extensions (GstRTPBasePayload *base)
{
  GstQosPay *self = GST_QOS_PAY (base);

  g_signal_chain_from_overridden_handler (self);
  if (!g_atomic_int_compare_and_exchange (&self->base_writes, TRUE, FALSE))
    return;
  gst_pad_remove_probe (GST_RTP_BASE_PAYLOAD_SRCPAD (self), self->base_probe);
  switch_ntp (self, TRUE);
}

/* The base class looks for who writes an extension in the caps. */
static GstRTPHeaderExtension *
request_extension (GstRTPBasePayload *base, guint id, const gchar *uri)
{
  GstQosPay *self = GST_QOS_PAY (base);
  GstRTPHeaderExtension *ours[] = {self->send_time_ext, self->ntp_ext,
      self->codec_ext};
  GstRTPHeaderExtension *ext = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    if (g_str_equal (uri, gst_rtp_header_extension_get_uri (ours[i])))
      return NULL;
  g_signal_chain_from_overridden_handler (self, id, uri, &ext);
  if (ext)
    hand_over (self);
  return ext;
}

void
gst_qos_pay_override_extensions (GstQosPayClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  g_signal_override_class_handler ("add-extension", type,
      G_CALLBACK (add_extension));
  g_signal_override_class_handler ("clear-extensions", type,
      G_CALLBACK (clear_extensions));
  g_signal_override_class_handler ("request-extension", type,
      G_CALLBACK (request_extension));
}

/* Gives ext the id that downstream's caps name for it; else its own, or where
 * that is another's, the next free one. used: bits of the ids given out. */
static void
assign_id (GstRTPHeaderExtension *ext, const GstCaps *peer_caps,
    guint default_id, guint *used)
{
  guint id = 0;

  if (!ext)
    return;
  if (peer_caps && gst_caps_get_size (peer_caps) > 0) {
    const GstStructure *s = gst_caps_get_structure (peer_caps, 0);

    id = gst_qos_caps_extension_id (peer_caps,
        gst_rtp_header_extension_get_uri (ext));
    for (guint n = GST_QOS_EXT_ID_MAX; n > 0; n--) {
      gchar *field = g_strdup_printf ("extmap-%u", n);

      if (gst_structure_has_field (s, field))
        *used |= 1U << n;
      g_free (field);
    }
  }
  if (id == 0)
    for (id = default_id; id < GST_QOS_EXT_ID_MAX && (*used & 1U << id); id++)
      ;
  *used |= 1U << MIN (id, GST_QOS_EXT_ID_MAX);
  gst_rtp_header_extension_set_id (ext, id);
}

static void
assign_ids (GstQosPay *self)
{
  GstCaps *caps =
      gst_pad_peer_query_caps (GST_RTP_BASE_PAYLOAD_SRCPAD (self), NULL);
  guint used = 0;

  assign_id (self->send_time_ext, caps, GST_QOS_SEND_TIME_EXT_ID, &used);
  assign_id (self->ntp_ext, caps, GST_QOS_NTP_EXT_ID, &used);
  assign_id (self->codec_ext, caps, GST_QOS_CODEC_EXT_ID, &used);
  gst_clear_caps (&caps);
}

static void
put_extmap (GstStructure *fields, GstRTPHeaderExtension *ext)
{
  gchar *field =
      g_strdup_printf ("extmap-%u", gst_rtp_header_extension_get_id (ext));

  gst_structure_set (fields, field, G_TYPE_STRING,
      gst_rtp_header_extension_get_uri (ext), NULL);
  g_free (field);
}

/* What only the base class can do: the two-byte form, and an application's own
 * extensions. */
static gboolean
needs_base (GstQosPay *self)
{
  guint requested =
      g_signal_lookup ("request-extension", GST_TYPE_RTP_BASE_PAYLOAD);

  return gst_rtp_header_extension_get_id (self->send_time_ext) >
      GST_QOS_EXT_ID_MAX ||
      gst_rtp_header_extension_get_id (self->ntp_ext) > GST_QOS_EXT_ID_MAX ||
      gst_rtp_header_extension_get_id (self->codec_ext) > GST_QOS_EXT_ID_MAX ||
      g_signal_handler_find (self, G_SIGNAL_MATCH_ID, requested, 0, NULL, NULL,
          NULL) != 0;
}

void
gst_qos_pay_map_extensions (GstQosPay *self, GstCaps *caps,
    GstStructure *fields)
{
  assign_ids (self);
  put_extmap (fields, self->send_time_ext);
  put_extmap (fields, self->ntp_ext);
  put_extmap (fields, self->codec_ext);
  if (needs_base (self))
    hand_over (self);
  else
    gst_rtp_header_extension_set_non_rtp_sink_caps (self->codec_ext, caps);
}

static GstRTPHeaderExtension *
own_extension (GstElement *ext, guint id)
{
  if (!ext)
    return NULL;
  gst_object_ref_sink (ext);
  gst_rtp_header_extension_set_id (GST_RTP_HEADER_EXTENSION (ext), id);
  return GST_RTP_HEADER_EXTENSION (ext);
}

void
gst_qos_pay_create_extensions (GstQosPay *self)
{
  self->send_time_ext =
      own_extension (g_object_new (GST_TYPE_QOS_SEND_TIME_EXT, NULL),
          GST_QOS_SEND_TIME_EXT_ID);
  self->ntp_ext =
      own_extension (gst_element_factory_make (NTP_EXT_FACTORY, NULL),
          GST_QOS_NTP_EXT_ID);
  self->codec_ext = own_extension (g_object_new (GST_TYPE_QOS_CODEC_EXT, NULL),
      GST_QOS_CODEC_EXT_ID);
  if (self->ntp_ext)
    g_object_set (self->ntp_ext, "every-packet", TRUE, "interval", G_MAXUINT64,
        NULL);
}
