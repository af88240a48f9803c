/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The packets of qospay: AUs gathered up to max-ptime and the MTU, or cut into
 * fragments (RFC 3640 3.2.3, 3.3.6), the capture time for ntp-64 (RFC 6051),
 * and the count of what left.
 */
#include "config.h"

#include "core/qos-aac.h"
#include "core/qos-ntp.h"
#include "core/qos-rtp.h"
#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqospay.h"
#include "gstqostime.h"

#include <string.h>

#define ONE_BYTE_MAX 16 /* data of an extension in the one-byte form */

static GstStaticCaps ntp_caps = GST_STATIC_CAPS ("timestamp/x-ntp");

void
gst_qos_pay_clear_pending (GstQosPay *self)
{
  g_ptr_array_set_size (self->pending, 0);
  self->pending_bytes = 0;
  self->pending_duration = 0;
}

/* What an extension of that URI writes at most, where this machine knows it;
 * else as much as a length in the one-byte form can say. */
static guint
extension_max (const GstStructure *caps, const gchar *field)
{
  const GValue *value = gst_structure_get_value (caps, field);
  const gchar *uri = gst_qos_caps_extension_uri (value);
  GstRTPHeaderExtension *ext =
      uri ? gst_rtp_header_extension_create_from_uri (uri) : NULL;
  GstBuffer *input;
  guint bytes = ONE_BYTE_MAX;

  if (!ext)
    return bytes;
  input = gst_buffer_new ();
  bytes = (guint) gst_rtp_header_extension_get_max_size (ext, input);
  gst_buffer_unref (input);
  gst_object_unref (gst_object_ref_sink (ext));
  return bytes;
}

/* The most bytes that the header extensions in the caps can add: all are in the
 * two-byte form where one of them needs it (RFC 8285 4.3). */
static guint
extension_bytes (const GstCaps *caps)
{
  const GstStructure *s = gst_caps_get_structure (caps, 0);
  guint bytes = 0, n = 0, unit = 1;

  for (gint i = 0; i < gst_structure_n_fields (s); i++) {
    const gchar *field = gst_structure_nth_field_name (s, (guint) i);
    guint max;

    if (!g_str_has_prefix (field, "extmap-"))
      continue;
    max = extension_max (s, field);
    if (max > ONE_BYTE_MAX ||
        g_ascii_strtoull (field + strlen ("extmap-"), NULL, 10) >
            GST_QOS_EXT_ID_MAX)
      unit = 2;
    bytes += max;
    n++;
  }
  return n > 0 ? 4 + GST_ROUND_UP_4 (bytes + unit * n) : 0;
}

/* Payload bytes that fit a packet. */
static guint
find_budget (GstQosPay *self)
{
  guint mtu = GST_RTP_BASE_PAYLOAD_MTU (self);
  guint headers = QOS_RTP_HEADER_SIZE;
  GstCaps *caps;

  if (self->budget > 0 && self->budget_mtu == mtu)
    return self->budget;
  caps = gst_pad_get_current_caps (GST_RTP_BASE_PAYLOAD_SRCPAD (self));
  if (caps) {
    headers += extension_bytes (caps);
    gst_caps_unref (caps);
  }
  /* A packet carries at least its AU header and one byte. */
  self->budget =
      MAX (mtu > headers ? mtu - headers : 0, QOS_AAC_AU_HEADERS_SIZE (1) + 1);
  self->budget_mtu = mtu;
  return self->budget;
}

/* The sample that running time stands for. As a buffer's offset it gives RTP
 * timestamps that do not lose a tick to nanoseconds rounded down. */
static guint64
sample_at (GstRTPBasePayload *base, GstClockTime running)
{
  if (!GST_CLOCK_TIME_IS_VALID (running))
    return GST_BUFFER_OFFSET_NONE;
  return gst_util_uint64_scale_int_round (running, (gint) base->clock_rate,
      GST_SECOND);
}

static void
switch_ntp (GstQosPay *self, gboolean is_on)
{
  g_object_set (self->ntp_ext, "every-packet", is_on, NULL);
  self->ntp_is_on = is_on;
}

/* buffer: (transfer full): a packet with its payload. first: the AU that it
 * starts with. */
static GstFlowReturn
push_packet (GstQosPay *self, GstBuffer *buffer, const GstBuffer *first,
    gsize payload_bytes, gboolean is_complete)
{
  GstRTPBasePayload *base = GST_RTP_BASE_PAYLOAD (self);
  GstFlowReturn ret;

  GST_BUFFER_PTS (buffer) = GST_BUFFER_PTS (first);
  if (GST_BUFFER_IS_DISCONT (first))
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_DISCONT);
  if (is_complete) {
    GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

    gst_rtp_buffer_map (buffer, GST_MAP_WRITE, &rtp);
    gst_rtp_buffer_set_marker (&rtp, TRUE);
    gst_rtp_buffer_unmap (&rtp);
    GST_BUFFER_FLAG_SET (buffer, GST_BUFFER_FLAG_MARKER);
  }

  self->push_payload = (guint32) payload_bytes;
  self->push_running = gst_segment_to_running_time (&base->segment,
      GST_FORMAT_TIME, GST_BUFFER_PTS (first));
  GST_BUFFER_OFFSET (buffer) = sample_at (base, self->push_running);
  ret = gst_rtp_base_payload_push (base, buffer);
  if (self->ntp_is_on) {
    switch_ntp (self, FALSE);
    self->ntp_sent++;
    self->ntp_sent_at = gst_clock_get_time (self->clock);
  }
  return ret;
}

/* Returns: (transfer full): a packet whose payload, size bytes, is mapped. */
static GstBuffer *
new_packet (GstQosPay *self, gsize size, GstMemory **memory, GstMapInfo *map)
{
  GstBuffer *buffer =
      gst_rtp_base_payload_allocate_output_buffer (GST_RTP_BASE_PAYLOAD (self),
          (guint) size, 0, 0);

  /* Header and payload are memories of their own. */
  *memory = gst_buffer_peek_memory (buffer, 1);
  gst_memory_map (*memory, map, GST_MAP_WRITE);
  return buffer;
}

/* All pending AUs in one packet. */
GstFlowReturn
gst_qos_pay_push_pending (GstQosPay *self)
{
  guint n = self->pending->len;
  gsize size = QOS_AAC_AU_HEADERS_SIZE (n) + self->pending_bytes;
  guint16 *sizes = g_newa (guint16, MAX (n, 1));
  GstBuffer *packet, *first;
  GstMemory *memory;
  GstMapInfo map;
  GstFlowReturn ret;
  gsize at;

  if (n == 0)
    return GST_FLOW_OK;
  for (guint i = 0; i < n; i++)
    sizes[i] =
        (guint16) gst_buffer_get_size (g_ptr_array_index (self->pending, i));

  packet = new_packet (self, size, &memory, &map);
  at = qos_aac_write_au_headers (map.data, map.size, sizes, n);
  for (guint i = 0; i < n; i++)
    at += gst_buffer_extract (g_ptr_array_index (self->pending, i), 0,
        map.data + at, sizes[i]);
  gst_memory_unmap (memory, &map);

  first = gst_buffer_ref (g_ptr_array_index (self->pending, 0));
  GST_BUFFER_DURATION (packet) = self->pending_duration;
  gst_qos_pay_clear_pending (self);
  ret = push_packet (self, packet, first, size, TRUE);
  gst_buffer_unref (first);
  return ret;
}

/* One AU in as many packets as it takes: each has the AU's whole size in its
 * AU header (RFC 3640 3.2.3.1), the last one the marker. */
static GstFlowReturn
push_fragments (GstQosPay *self, GstBuffer *au)
{
  const gsize headers = QOS_AAC_AU_HEADERS_SIZE (1);
  guint16 size = (guint16) gst_buffer_get_size (au);
  gsize room = find_budget (self) - headers;
  GstFlowReturn ret = GST_FLOW_OK;

  for (gsize at = 0; at < size && ret == GST_FLOW_OK; at += room) {
    gsize part = MIN (room, size - at);
    GstMemory *memory;
    GstMapInfo map;
    GstBuffer *packet = new_packet (self, headers + part, &memory, &map);

    qos_aac_write_au_headers (map.data, map.size, &size, 1);
    gst_buffer_extract (au, at, map.data + headers, part);
    gst_memory_unmap (memory, &map);
    ret = push_packet (self, packet, au, headers + part, at + part == size);
  }
  return ret;
}

static GstClockTime
duration_of (GstQosPay *self, GstBuffer *au)
{
  return GST_BUFFER_DURATION_IS_VALID (au) ? GST_BUFFER_DURATION (au)
                                           : self->au_duration;
}

/* Has the packet room for another AU of that duration and size? */
static gboolean
has_room (GstQosPay *self, GstClockTime duration, gsize size)
{
  gint64 max_ptime = GST_RTP_BASE_PAYLOAD (self)->max_ptime;
  guint n = self->pending->len + 1;

  if (n > 1 &&
      (max_ptime <= 0 ||
          self->pending_duration + duration > (guint64) max_ptime))
    return FALSE;
  return n <= QOS_AAC_AU_COUNT_MAX &&
      QOS_AAC_AU_HEADERS_SIZE (n) + self->pending_bytes + size <=
      find_budget (self);
}

GstFlowReturn
gst_qos_pay_handle_buffer (GstRTPBasePayload *base, GstBuffer *au)
{
  GstQosPay *self = GST_QOS_PAY (base);
  gsize size = gst_buffer_get_size (au);
  GstClockTime duration = duration_of (self, au);
  GstFlowReturn ret = GST_FLOW_OK;

  if (size == 0 || size > QOS_AAC_AU_SIZE_MAX) {
    GST_WARNING_OBJECT (self,
        "dropped an AU of %" G_GSIZE_FORMAT " bytes: "
        "AAC-hbr carries 1 to %d",
        size, QOS_AAC_AU_SIZE_MAX);
    GST_OBJECT_LOCK (self);
    self->oversize++;
    GST_OBJECT_UNLOCK (self);
    gst_buffer_unref (au);
    return GST_FLOW_OK;
  }
  if (GST_BUFFER_IS_DISCONT (au) || !has_room (self, duration, size))
    ret = gst_qos_pay_push_pending (self);
  if (ret != GST_FLOW_OK) {
    gst_buffer_unref (au);
    return ret;
  }
  if (!has_room (self, duration, size)) {
    ret = push_fragments (self, au);
    gst_buffer_unref (au);
    return ret;
  }
  g_ptr_array_add (self->pending, au);
  self->pending_bytes += size;
  self->pending_duration += duration;
  /* Do not wait for an AU that cannot join. */
  return has_room (self, duration, 1) ? GST_FLOW_OK
                                      : gst_qos_pay_push_pending (self);
}

/* Each packet as it leaves, with all its headers. */
GstPadProbeReturn
gst_qos_pay_count_packet (GstPad *pad, GstPadProbeInfo *info, gpointer user)
{
  GstQosPay *self = user;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  gsize bytes = gst_buffer_get_size (buffer);
  GstClockTime now = gst_clock_get_time (self->clock);

  GST_OBJECT_LOCK (self);
  if (!self->sender.have_first) {
    qos_sender_init (&self->sender, self->interval, now);
    self->message_due = now + self->interval;
  }
  self->sender.clock_rate = GST_RTP_BASE_PAYLOAD (self)->clock_rate;
  qos_sender_packet (&self->sender, now, self->push_payload,
      (guint32) bytes + self->overhead);
  self->anchor.is_known = TRUE;
  self->anchor.rtptime = GST_RTP_BASE_PAYLOAD (self)->timestamp;
  self->anchor.running_time = self->push_running;
  GST_OBJECT_UNLOCK (self);
  return GST_PAD_PROBE_OK;
}

/* The ntp-64 extension */

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

static gboolean
is_ntp_due (GstQosPay *self)
{
  return self->ntp_sent < GST_QOS_EXT_FIRST_PACKETS ||
      gst_clock_get_time (self->clock) >=
      self->ntp_sent_at + GST_QOS_EXT_PERIOD;
}

/* rtphdrextntp64 writes what it finds on the input buffer, and zeros where it
 * finds nothing: it is switched on for the packets that shall have it, and
 * writes at a DISCONT or without a PTS whether it is on or not.
 * buffer: (transfer full). Returns: (transfer full). */
GstBuffer *
gst_qos_pay_attach_ntp (GstQosPay *self, GstBuffer *buffer)
{
  gboolean is_due = is_ntp_due (self);
  const GstBuffer *first = buffer;
  GstCaps *caps;

  if (is_due && !self->ntp_is_on)
    switch_ntp (self, TRUE);
  if (!is_due && GST_BUFFER_PTS_IS_VALID (buffer) &&
      !GST_BUFFER_IS_DISCONT (buffer))
    return buffer;
  if (self->pending->len > 0)
    first = g_ptr_array_index (self->pending, 0);
  buffer = gst_buffer_make_writable (buffer);
  caps = gst_static_caps_get (&ntp_caps);
  gst_buffer_add_reference_timestamp_meta (buffer, caps,
      capture_ntp_ns (self, GST_BUFFER_PTS (first)), GST_CLOCK_TIME_NONE);
  gst_caps_unref (caps);
  return buffer;
}

void
gst_qos_pay_reset_packets (GstQosPay *self)
{
  gst_qos_pay_clear_pending (self);
  self->budget = 0;
  switch_ntp (self, FALSE);
  self->ntp_sent = 0;
}
