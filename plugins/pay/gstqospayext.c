/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The header extensions of qospay (RFC 8285, RFC 6051). The base class asks
 * each extension of its list three times a packet, allocates for what they
 * could write and cuts to what they did: this costs more than the rest of the
 * packet. So ours are written here, in the one-byte form. When the base class
 * writes an extension, it replaces all that a packet has: if an application
 * adds its own, or an id needs the two-byte form, ours are in its list as well.
 */
#include "qos-bytes.h"
#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqospay.h"
#include "gstqostime.h"

enum
{
  SEND_TIME,
  NTP,
  CODEC,
};

static const guint own_ids[GST_QOS_PAY_EXTENSIONS] = {
    [SEND_TIME] = GST_QOS_SEND_TIME_EXT_ID,
    [NTP] = GST_QOS_NTP_EXT_ID,
    [CODEC] = GST_QOS_CODEC_EXT_ID,
};

#define NTP_SIZE 8
#define ONE_BYTE_PROFILE 0xbede

/* ntp-64 of the packet that is being made. */
#define GST_TYPE_QOS_PAY_NTP_EXT (gst_qos_pay_ntp_ext_get_type ())
G_DECLARE_FINAL_TYPE (GstQosPayNtpExt, gst_qos_pay_ntp_ext, GST,
    QOS_PAY_NTP_EXT, GstQosExt)

struct _GstQosPayNtpExt
{
  GstQosExt parent;
  guint64 ntp; /* 32.32; 0: the packet has none */
};

G_DEFINE_FINAL_TYPE (GstQosPayNtpExt, gst_qos_pay_ntp_ext, GST_TYPE_QOS_EXT)

static gssize
gst_qos_pay_ntp_ext_write (GstRTPHeaderExtension *ext, const GstBuffer *input,
    GstRTPHeaderExtensionFlags flags, GstBuffer *output, guint8 *data,
    gsize size)
{
  GstQosPayNtpExt *self = GST_QOS_PAY_NTP_EXT (ext);

  if (self->ntp == 0)
    return 0;
  if (size < NTP_SIZE)
    return -1;
  qos_write_u32 (data, (guint32) (self->ntp >> 32)); /* not aligned */
  qos_write_u32 (data + 4, (guint32) self->ntp);
  return NTP_SIZE;
}

static void
gst_qos_pay_ntp_ext_init (GstQosPayNtpExt *self)
{
}

static void
gst_qos_pay_ntp_ext_class_init (GstQosPayNtpExtClass *klass)
{
  GstRTPHeaderExtensionClass *ext_class =
      GST_RTP_HEADER_EXTENSION_CLASS (klass);

  klass->parent_class.max_size = NTP_SIZE;
  ext_class->write = gst_qos_pay_ntp_ext_write;
  gst_rtp_header_extension_class_set_uri (ext_class,
      GST_RTP_HDREXT_BASE "ntp-64");
}

/* NTP time of the element's clock at pts. */
static guint64
gst_qos_pay_capture_ntp (GstQosPay *self, GstClockTime pts)
{
  GstClockTime now = gst_clock_get_time (self->reporter.clock);
  GstClockTime running_now =
      gst_qos_time_running (GST_ELEMENT_CAST (self), self->reporter.clock, now);
  GstClockTime running =
      gst_segment_to_running_time (&GST_RTP_BASE_PAYLOAD (self)->segment,
          GST_FORMAT_TIME, pts);

  if (GST_CLOCK_TIME_IS_VALID (running_now) &&
      GST_CLOCK_TIME_IS_VALID (running) && running_now > running &&
      running_now - running < now)
    now -= running_now - running;
  return gst_qos_time_to_ntp (self->reporter.clock, now);
}

/* Call before any extension is written, because the base class holds the object
 * lock then. */
static void
gst_qos_pay_set_ntp (GstQosPay *self, const GstBuffer *first)
{
  GstQosPayNtpExt *ext = GST_QOS_PAY_NTP_EXT (self->extensions[NTP]);

  ext->ntp = gst_qos_ext_is_due (&self->ntp_turns, self->reporter.clock, first)
      ? gst_qos_pay_capture_ntp (self, GST_BUFFER_PTS (first))
      : 0;
}

gsize
gst_qos_pay_write_extensions (GstQosPay *self, const GstBuffer *first,
    GstBuffer *packet, guint8 block[GST_QOS_PAY_EXTENSIONS_MAX])
{
  gsize size = 4;

  gst_qos_pay_set_ntp (self, first);
  if (g_atomic_int_get (&self->base_writes))
    return 0;
  for (guint i = 0; i < GST_QOS_PAY_EXTENSIONS; i++) {
    GstRTPHeaderExtension *ext = self->extensions[i];
    gssize written = gst_rtp_header_extension_write (ext, first,
        GST_RTP_HEADER_EXTENSION_ONE_BYTE, packet, block + size + 1,
        GST_QOS_EXT_SIZE_MAX);

    if (written <= 0)
      continue;
    block[size] =
        (guint8) (gst_rtp_header_extension_get_id (ext) << 4 | (written - 1));
    size += 1 + (gsize) written;
  }
  while (size % 4 != 0)
    block[size++] = 0;
  GST_WRITE_UINT16_BE (block, ONE_BYTE_PROFILE);
  GST_WRITE_UINT16_BE (block + 2, size / 4 - 1);
  return size;
}

/* The base class has made the packet larger. */
static GstPadProbeReturn
gst_qos_pay_measure_packet (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  GstQosPay *self = user;

  self->push_bytes = gst_buffer_get_size (GST_PAD_PROBE_INFO_BUFFER (info));
  return GST_PAD_PROBE_OK;
}

static void
gst_qos_pay_let_base_write (GstQosPay *self)
{
  if (!g_atomic_int_compare_and_exchange (&self->base_writes, FALSE, TRUE))
    return;
  for (guint i = 0; i < GST_QOS_PAY_EXTENSIONS; i++)
    g_signal_emit_by_name (self, "add-extension", self->extensions[i]);
  if (self->base_probe == 0)
    self->base_probe = gst_pad_add_probe (GST_RTP_BASE_PAYLOAD_SRCPAD (self),
        GST_PAD_PROBE_TYPE_BUFFER, gst_qos_pay_measure_packet, self, NULL);
}

static gboolean
gst_qos_pay_is_ours (GstQosPay *self, const gchar *uri)
{
  for (guint i = 0; i < GST_QOS_PAY_EXTENSIONS; i++)
    if (g_str_equal (uri,
            gst_rtp_header_extension_get_uri (self->extensions[i])))
      return TRUE;
  return FALSE;
}

static void
gst_qos_pay_add_extension (GstRTPBasePayload *base, GstRTPHeaderExtension *ext)
{
  gst_qos_pay_let_base_write (GST_QOS_PAY (base));
  g_signal_chain_from_overridden_handler (base, ext);
}

static void
gst_qos_pay_clear_extensions (GstRTPBasePayload *base)
{
  g_signal_chain_from_overridden_handler (base);
  g_atomic_int_set (&GST_QOS_PAY (base)->base_writes, FALSE);
}

/* The base class asks for the writer of an extension that the caps name. */
static GstRTPHeaderExtension *
gst_qos_pay_request_extension (GstRTPBasePayload *base, guint id,
    const gchar *uri)
{
  GstRTPHeaderExtension *ext = NULL;

  if (gst_qos_pay_is_ours (GST_QOS_PAY (base), uri))
    return NULL;
  g_signal_chain_from_overridden_handler (base, id, uri, &ext);
  if (ext)
    gst_qos_pay_let_base_write (GST_QOS_PAY (base));
  return ext;
}

void
gst_qos_pay_override_extensions (GstQosPayClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  g_signal_override_class_handler ("add-extension", type,
      G_CALLBACK (gst_qos_pay_add_extension));
  g_signal_override_class_handler ("clear-extensions", type,
      G_CALLBACK (gst_qos_pay_clear_extensions));
  g_signal_override_class_handler ("request-extension", type,
      G_CALLBACK (gst_qos_pay_request_extension));
}

/* Returns: bit n for each extmap-n that downstream's caps have. */
static guint
gst_qos_pay_find_used_ids (const GstCaps *caps)
{
  const GstStructure *s;
  guint used = 0;

  if (!caps || gst_caps_get_size (caps) == 0)
    return 0;
  s = gst_caps_get_structure (caps, 0);
  for (guint id = 1; id <= GST_QOS_EXT_ID_MAX; id++) {
    g_autofree gchar *field = g_strdup_printf ("extmap-%u", id);

    if (gst_structure_has_field (s, field))
      used |= 1U << id;
  }
  return used;
}

/* The id that downstream's caps name for uri; otherwise its own or, if another
 * has that, the next free one. */
static guint
gst_qos_pay_choose_id (const GstCaps *caps, const gchar *uri, guint own_id,
    guint used)
{
  guint id = caps ? gst_qos_caps_extension_id (caps, uri) : 0;

  if (id > 0)
    return id;
  for (id = own_id; id < GST_QOS_EXT_ID_MAX && (used & 1U << id); id++)
    ;
  return id;
}

void
gst_qos_pay_map_extensions (GstQosPay *self, GstCaps *caps,
    GstStructure *fields)
{
  g_autoptr (GstCaps) peer_caps =
      gst_pad_peer_query_caps (GST_RTP_BASE_PAYLOAD_SRCPAD (self), NULL);
  guint requested =
      g_signal_lookup ("request-extension", GST_TYPE_RTP_BASE_PAYLOAD);
  guint used = gst_qos_pay_find_used_ids (peer_caps);
  gboolean needs_base = g_signal_handler_find (self, G_SIGNAL_MATCH_ID,
                            requested, 0, NULL, NULL, NULL) != 0;

  for (guint i = 0; i < GST_QOS_PAY_EXTENSIONS; i++) {
    GstRTPHeaderExtension *ext = self->extensions[i];
    const gchar *uri = gst_rtp_header_extension_get_uri (ext);
    guint id = gst_qos_pay_choose_id (peer_caps, uri, own_ids[i], used);
    g_autofree gchar *field = g_strdup_printf ("extmap-%u", id);

    gst_rtp_header_extension_set_id (ext, id);
    gst_rtp_header_extension_set_non_rtp_sink_caps (ext, caps);
    gst_structure_set (fields, field, G_TYPE_STRING, uri, NULL);
    used |= 1U << MIN (id, GST_QOS_EXT_ID_MAX);
    needs_base |= id > GST_QOS_EXT_ID_MAX;
  }
  if (needs_base)
    gst_qos_pay_let_base_write (self);
}

void
gst_qos_pay_create_extensions (GstQosPay *self)
{
  const GType types[GST_QOS_PAY_EXTENSIONS] = {
      [SEND_TIME] = GST_TYPE_QOS_SEND_TIME_EXT,
      [NTP] = GST_TYPE_QOS_PAY_NTP_EXT,
      [CODEC] = GST_TYPE_QOS_CODEC_EXT,
  };

  for (guint i = 0; i < GST_QOS_PAY_EXTENSIONS; i++) {
    self->extensions[i] = g_object_ref_sink (g_object_new (types[i], NULL));
    gst_rtp_header_extension_set_id (self->extensions[i], own_ids[i]);
  }
}
