/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The packets of qospay: AUs collected up to max-ptime and the MTU, or
 * fragmented (RFC 3640 3.2.3, 3.3.6), and the counts of what was sent.
 */
#include "qos-aac.h"
#include "qos-rtp.h"
#include "gstqoscaps.h"
#include "gstqosext.h"
#include "gstqospay.h"

#include <string.h>

#define VERSION_2 0x80     /* in the first byte of the RTP header */
#define EXTENSION_BIT 0x10 /* in the first byte */
#define FIXED_HEADER_MAX (QOS_RTP_HEADER_SIZE + 15 * 4) /* with CSRCs */
#define MARKER_BIT 0x80                                 /* in the second byte */

void
gst_qos_pay_clear_pending (GstQosPay *self)
{
  g_ptr_array_set_size (self->pending, 0);
  self->pending_bytes = 0;
  self->pending_duration = 0;
}

/* Maximum data of an extension with that URI, if known; otherwise the maximum
 * of the one-byte form. */
static guint
gst_qos_pay_extension_max (const GstStructure *caps, const gchar *field)
{
  const GValue *value = gst_structure_get_value (caps, field);
  const gchar *uri = gst_qos_caps_extension_uri (value);
  g_autoptr (GstRTPHeaderExtension) ext =
      uri ? gst_rtp_header_extension_create_from_uri (uri) : NULL;
  g_autoptr (GstBuffer) input = gst_buffer_new ();

  return ext ? (guint) gst_rtp_header_extension_get_max_size (ext, input)
             : GST_QOS_EXT_SIZE_MAX;
}

/* Maximum bytes that the header extensions in the caps can add: all use the
 * two-byte form if one of them needs it (RFC 8285 4.3). */
static guint
gst_qos_pay_extension_bytes (const GstCaps *caps)
{
  const GstStructure *s = gst_caps_get_structure (caps, 0);
  guint bytes = 0, n = 0, unit = 1;

  for (gint i = 0; i < gst_structure_n_fields (s); i++) {
    const gchar *field = gst_structure_nth_field_name (s, (guint) i);
    guint max;

    if (!g_str_has_prefix (field, "extmap-"))
      continue;
    max = gst_qos_pay_extension_max (s, field);
    if (max > GST_QOS_EXT_SIZE_MAX ||
        g_ascii_strtoull (field + strlen ("extmap-"), NULL, 10) >
            GST_QOS_EXT_ID_MAX)
      unit = 2;
    bytes += max;
    n++;
  }
  return n > 0 ? 4 + GST_ROUND_UP_4 (bytes + unit * n) : 0;
}

/* Payload bytes that fit into a packet. */
static guint
gst_qos_pay_find_budget (GstQosPay *self)
{
  guint mtu = GST_RTP_BASE_PAYLOAD_MTU (self);
  guint headers = QOS_RTP_HEADER_SIZE;
  GstCaps *caps;

  if (self->budget > 0 && self->budget_mtu == mtu)
    return self->budget;
  caps = gst_pad_get_current_caps (GST_RTP_BASE_PAYLOAD_SRCPAD (self));
  if (caps) {
    headers += gst_qos_pay_extension_bytes (caps);
    gst_caps_unref (caps);
  }
  /* A packet holds at least an AU header and one byte. */
  self->budget =
      MAX (mtu > headers ? mtu - headers : 0, QOS_AAC_AU_HEADERS_SIZE (1) + 1);
  self->budget_mtu = mtu;
  return self->budget;
}

/* The sample at that running time. Used as a buffer's offset, it gives RTP
 * timestamps that do not lose a tick to rounded nanoseconds. */
static guint64
gst_qos_pay_sample_at (GstRTPBasePayload *base, GstClockTime running)
{
  if (!GST_CLOCK_TIME_IS_VALID (running))
    return GST_BUFFER_OFFSET_NONE;
  return gst_util_uint64_scale_int_round (running, (gint) base->clock_rate,
      GST_SECOND);
}

/* The fixed header with the contributing sources of source-info, which only the
 * base class knows. Returns: its size. */
static gsize
gst_qos_pay_write_fixed_header (GstRTPBasePayload *base,
    guint8 fixed[FIXED_HEADER_MAX])
{
  GstBuffer *header =
      gst_rtp_base_payload_allocate_output_buffer (base, 0, 0, 0);
  gsize size = gst_buffer_extract (header, 0, fixed, FIXED_HEADER_MAX);

  gst_buffer_unref (header);
  return size;
}

/* Returns: (transfer full): a packet that starts with first, mapped, with room
 * for a payload of size bytes at *payload. The base class fills in the
 * header. */
static GstBuffer *
gst_qos_pay_new_packet (GstQosPay *self, const GstBuffer *first, gsize size,
    GstMapInfo *map, guint8 **payload)
{
  GstRTPBasePayload *base = GST_RTP_BASE_PAYLOAD (self);
  guint8 block[GST_QOS_PAY_EXTENSIONS_MAX];
  guint8 fixed[FIXED_HEADER_MAX] = {VERSION_2};
  gsize fixed_size = QOS_RTP_HEADER_SIZE;
  GstBuffer *packet = gst_buffer_new ();
  gsize block_size = gst_qos_pay_write_extensions (self, first, packet, block);
  gsize header_size;
  GstMemory *memory;

  if (gst_rtp_base_payload_is_source_info_enabled (base))
    fixed_size = gst_qos_pay_write_fixed_header (base, fixed);
  header_size = fixed_size + block_size;
  memory = gst_allocator_alloc (NULL, header_size + size, NULL);
  gst_memory_map (memory, map, GST_MAP_WRITE);
  memcpy (map->data, fixed, fixed_size);
  if (block_size > 0)
    map->data[0] |= EXTENSION_BIT;
  memcpy (map->data + fixed_size, block, block_size);
  *payload = map->data + header_size;
  gst_buffer_append_memory (packet, memory);

  GST_BUFFER_PTS (packet) = GST_BUFFER_PTS (first);
  if (GST_BUFFER_IS_DISCONT (first))
    GST_BUFFER_FLAG_SET (packet, GST_BUFFER_FLAG_DISCONT);
  return packet;
}

/* Completes a packet: map is that of gst_qos_pay_new_packet (). */
static void
gst_qos_pay_finish_packet (GstBuffer *packet, GstMapInfo *map,
    gboolean is_complete)
{
  if (is_complete) {
    map->data[1] |= MARKER_BIT;
    GST_BUFFER_FLAG_SET (packet, GST_BUFFER_FLAG_MARKER);
  }
  gst_memory_unmap (map->memory, map);
}

static void
gst_qos_pay_count_packet (GstQosPay *self, gsize payload_bytes,
    GstClockTime running)
{
  GstClockTime now = 0; /* for the first packet only */

  GST_OBJECT_LOCK (self);
  if (!qos_sender_has_begun (self->sender)) {
    now = gst_clock_get_time (self->reporter.clock);
    gst_qos_pay_init_sender (self, now);
    self->message_due = now + self->reporter.interval;
  }
  qos_sender_set_clock_rate (self->sender,
      GST_RTP_BASE_PAYLOAD (self)->clock_rate);
  qos_sender_packet (self->sender, now, GST_RTP_BASE_PAYLOAD (self)->seqnum,
      (guint32) payload_bytes, (guint32) self->push_bytes + self->overhead);
  self->anchor.is_known = TRUE;
  self->anchor.rtptime = GST_RTP_BASE_PAYLOAD (self)->timestamp;
  self->anchor.running_time = running;
  GST_OBJECT_UNLOCK (self);
}

/* packet: (transfer full). */
static GstFlowReturn
gst_qos_pay_push_packet (GstQosPay *self, GstBuffer *packet,
    gsize payload_bytes)
{
  GstRTPBasePayload *base = GST_RTP_BASE_PAYLOAD (self);
  GstClockTime running = gst_segment_to_running_time (&base->segment,
      GST_FORMAT_TIME, GST_BUFFER_PTS (packet));
  GstFlowReturn ret;

  self->push_bytes = gst_buffer_get_size (packet);
  GST_BUFFER_OFFSET (packet) = gst_qos_pay_sample_at (base, running);
  ret = gst_rtp_base_payload_push (base, packet);
  gst_qos_pay_count_packet (self, payload_bytes, running);
  return ret;
}

/* All pending AUs in one packet. */
GstFlowReturn
gst_qos_pay_push_pending (GstQosPay *self)
{
  guint n = self->pending->len;
  gsize size = QOS_AAC_AU_HEADERS_SIZE (n) + self->pending_bytes;
  guint16 *sizes = g_newa (guint16, MAX (n, 1));
  GstBuffer *packet;
  GstMapInfo map;
  guint8 *payload;
  gsize at;

  if (n == 0)
    return GST_FLOW_OK;
  for (guint i = 0; i < n; i++)
    sizes[i] =
        (guint16) gst_buffer_get_size (g_ptr_array_index (self->pending, i));

  packet = gst_qos_pay_new_packet (self, g_ptr_array_index (self->pending, 0),
      size, &map, &payload);
  at = qos_aac_write_au_headers (payload, size, sizes, n);
  for (guint i = 0; i < n; i++)
    at += gst_buffer_extract (g_ptr_array_index (self->pending, i), 0,
        payload + at, sizes[i]);
  gst_qos_pay_finish_packet (packet, &map, TRUE);
  GST_BUFFER_DURATION (packet) = self->pending_duration;
  gst_qos_pay_clear_pending (self);
  return gst_qos_pay_push_packet (self, packet, size);
}

/* One AU in as many packets as needed: each has the whole size of the AU in its
 * AU header (RFC 3640 3.2.3.1), the last one the marker. */
static GstFlowReturn
gst_qos_pay_push_fragments (GstQosPay *self, GstBuffer *au)
{
  const gsize headers = QOS_AAC_AU_HEADERS_SIZE (1);
  guint16 size = (guint16) gst_buffer_get_size (au);
  gsize room = gst_qos_pay_find_budget (self) - headers;
  GstFlowReturn ret = GST_FLOW_OK;

  for (gsize at = 0; at < size && ret == GST_FLOW_OK; at += room) {
    gsize part = MIN (room, size - at);
    GstMapInfo map;
    guint8 *payload;
    GstBuffer *packet =
        gst_qos_pay_new_packet (self, au, headers + part, &map, &payload);

    qos_aac_write_au_headers (payload, headers + part, &size, 1);
    gst_buffer_extract (au, at, payload + headers, part);
    gst_qos_pay_finish_packet (packet, &map, at + part == size);
    ret = gst_qos_pay_push_packet (self, packet, headers + part);
  }
  return ret;
}

static GstClockTime
gst_qos_pay_duration_of (GstQosPay *self, GstBuffer *au)
{
  return GST_BUFFER_DURATION_IS_VALID (au) ? GST_BUFFER_DURATION (au)
                                           : self->au_duration;
}

/* Has the packet room for another AU of that duration and size? */
static gboolean
gst_qos_pay_has_room (GstQosPay *self, GstClockTime duration, gsize size)
{
  gint64 max_ptime = GST_RTP_BASE_PAYLOAD (self)->max_ptime;
  guint n = self->pending->len + 1;

  if (n > 1 &&
      (max_ptime <= 0 ||
          self->pending_duration + duration > (guint64) max_ptime))
    return FALSE;
  return n <= QOS_AAC_AU_COUNT_MAX &&
      QOS_AAC_AU_HEADERS_SIZE (n) + self->pending_bytes + size <=
      gst_qos_pay_find_budget (self);
}

GstFlowReturn
gst_qos_pay_handle_buffer (GstRTPBasePayload *base, GstBuffer *au)
{
  GstQosPay *self = GST_QOS_PAY (base);
  gsize size = gst_buffer_get_size (au);
  GstClockTime duration = gst_qos_pay_duration_of (self, au);
  GstFlowReturn ret = GST_FLOW_OK;

  if (size == 0 || size > QOS_AAC_AU_SIZE_MAX) {
    GST_WARNING_OBJECT (self,
        "dropped an AU of %" G_GSIZE_FORMAT " bytes: AAC-hbr carries 1 to %d",
        size, QOS_AAC_AU_SIZE_MAX);
    GST_OBJECT_LOCK (self);
    self->oversize++;
    GST_OBJECT_UNLOCK (self);
    gst_buffer_unref (au);
    return GST_FLOW_OK;
  }
  if (GST_BUFFER_IS_DISCONT (au) ||
      !gst_qos_pay_has_room (self, duration, size))
    ret = gst_qos_pay_push_pending (self);
  if (ret != GST_FLOW_OK) {
    gst_buffer_unref (au);
    return ret;
  }
  if (!gst_qos_pay_has_room (self, duration, size)) {
    ret = gst_qos_pay_push_fragments (self, au);
    gst_buffer_unref (au);
    return ret;
  }
  g_ptr_array_add (self->pending, au);
  self->pending_bytes += size;
  self->pending_duration += duration;
  /* Do not wait for an AU that does not fit. */
  return gst_qos_pay_has_room (self, duration, 1)
      ? GST_FLOW_OK
      : gst_qos_pay_push_pending (self);
}

void
gst_qos_pay_reset_packets (GstQosPay *self)
{
  gst_qos_pay_clear_pending (self);
  self->budget = 0;
  self->has_caps = FALSE;
  self->ntp_turns.packets = 0;
}
