/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-stream.h"

#include "bench-packet.h"

#include <gst/net/gstnetaddressmeta.h>

/* Maximum jitter of a packet. */
#define JITTER_NS (2 * GST_MSECOND)

#define HOST_BASE 0x0a000001U /* 10.0.0.1 */
#define FIRST_PORT 40000

void
bench_stream_init (BenchStream *self, BenchElement *bench, guint n_sources)
{
  *self = (BenchStream){.bench = bench, .n_sources = n_sources};
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n_sources; i++) {
    guint8 bytes[4];
    GInetAddress *host;

    bench_put (bytes, HOST_BASE + i, sizeof bytes);
    host = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV4);
    g_ptr_array_add (self->addresses,
        g_inet_socket_address_new (host, FIRST_PORT));
    g_object_unref (host);
  }
}

/* Packets of udpsrc are one memory with the meta on it. */
static GstBuffer *
new_packet (BenchStream *self)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, BENCH_PACKET_SIZE, NULL);
  GstMapInfo map;

  gst_buffer_add_net_address_meta (buffer,
      g_ptr_array_index (self->addresses, 0));
  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  bench_packet_payload (map.data + BENCH_HEADER_SIZE);
  gst_buffer_unmap (buffer, &map);
  return buffer;
}

/* Returns: (transfer full): the next packet of the stream, which arrives now.
 * Its times follow the clock even if packets come as fast as possible: packets
 * from the future would not be measured, and cost less. */
static GstBuffer *
next_packet (BenchStream *self)
{
  guint source = (guint) (self->made % self->n_sources);
  guint64 number = self->made / self->n_sources;
  GstClockTime now = bench_element_running_time (self->bench);
  GstClockTime sent = now + JITTER_NS -
      (self->made * G_GUINT64_CONSTANT (2654435761) >> 5) % JITTER_NS;
  GstBuffer *buffer = bench_element_take_spare (self->bench);
  GstMapInfo map;

  if (!buffer)
    buffer = new_packet (self);
  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  bench_packet_header (map.data, source, number, sent);
  bench_put (map.data + 4,
      (guint32) gst_util_uint64_scale (now, BENCH_CLOCK_RATE, GST_SECOND), 4);
  gst_buffer_unmap (buffer, &map);
  g_set_object (&gst_buffer_get_net_address_meta (buffer)->addr,
      g_ptr_array_index (self->addresses, source));
  GST_BUFFER_DTS (buffer) = now;
  GST_BUFFER_PTS (buffer) = GST_BUFFER_DTS (buffer);
  self->made++;
  return buffer;
}

void
bench_stream_push (BenchStream *self, BenchMeter *meter, guint n)
{
  GstBuffer *packets[BENCH_AT_ONCE];

  for (guint i = 0; i < n; i++)
    packets[i] = next_packet (self);
  bench_meter_enter (meter);
  for (guint i = 0; i < n; i++)
    bench_element_push (self->bench, packets[i]);
  bench_meter_leave (meter, n);
}

void
bench_stream_clear (BenchStream *self)
{
  g_ptr_array_unref (self->addresses);
}
