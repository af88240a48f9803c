/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "rtp-test.h"

#include <gst/check/check.h>
#include <gst/net/gstnetaddressmeta.h>
#include <string.h>

static void
add_codec (GstRTPBuffer *rtp, const RtpSpec *spec)
{
  GBytes *bytes = hex_to_bytes (spec->codec);
  guint8 id = (guint8) (spec->codec_id ? spec->codec_id : 3);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  if (id < 15)
    gst_rtp_buffer_add_extension_onebyte_header (rtp, id, data, (guint) size);
  else
    gst_rtp_buffer_add_extension_twobytes_header (rtp, 0, id, data,
        (guint) size);
  g_bytes_unref (bytes);
}

/* Copies it all into one memory, as it comes from a socket. */
static GstBuffer *
merge (GstBuffer *buffer)
{
  gpointer data;
  gsize size;

  gst_buffer_extract_dup (buffer, 0, (gsize) -1, &data, &size);
  gst_buffer_unref (buffer);
  return gst_buffer_new_wrapped (data, size);
}

/* One access unit of silence, where there is room for one, because a malformed
 * payload is dropped. It is also a valid Opus frame, and valid samples. */
static void
write_payload (guint8 *data, const RtpSpec *spec)
{
  static const guint8 silence[] = {0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c};

  memset (data, (guint8) spec->seq, spec->payload_size);
  if (spec->payload_size < 4 + sizeof silence)
    return;
  GST_WRITE_UINT16_BE (data, 16);
  GST_WRITE_UINT16_BE (data + 2, (spec->payload_size - 4) << 3);
  memcpy (data + 4, silence, sizeof silence);
}

GstBuffer *
rtp_make (const RtpSpec *spec)
{
  GstBuffer *buffer = gst_rtp_buffer_new_allocate (spec->payload_size, 0, 0);
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;

  gst_rtp_buffer_map (buffer, GST_MAP_READWRITE, &rtp);
  gst_rtp_buffer_set_ssrc (&rtp, spec->ssrc);
  gst_rtp_buffer_set_seq (&rtp, spec->seq);
  gst_rtp_buffer_set_timestamp (&rtp, spec->timestamp);
  gst_rtp_buffer_set_payload_type (&rtp, (guint8) spec->payload_type);
  if (spec->payload_size > 0)
    write_payload (gst_rtp_buffer_get_payload (&rtp), spec);
  gst_rtp_buffer_set_marker (&rtp, TRUE);
  if (spec->codec)
    add_codec (&rtp, spec);
  gst_rtp_buffer_unmap (&rtp);
  buffer = merge (buffer);
  if (spec->from)
    rtp_add_sender (buffer, spec->from, spec->from_port);
  return buffer;
}

void
rtp_add_sender (GstBuffer *buffer, const gchar *host, guint16 port)
{
  GSocketAddress *address = g_inet_socket_address_new_from_string (host, port);

  gst_buffer_add_net_address_meta (buffer, address);
  g_object_unref (address);
}

static void
map_rtp (GstBuffer *buffer, GstRTPBuffer *rtp)
{
  memset (rtp, 0, sizeof *rtp);
  fail_unless (gst_rtp_buffer_map (buffer, GST_MAP_READ, rtp), "no RTP");
}

#define GETTER(ctype, name, field) \
  ctype rtp_##name (GstBuffer *buffer) \
  { \
    GstRTPBuffer rtp; \
    ctype value; \
\
    map_rtp (buffer, &rtp); \
    value = gst_rtp_buffer_get_##field (&rtp); \
    gst_rtp_buffer_unmap (&rtp); \
    return value; \
  }

GETTER (guint16, seq, seq)
GETTER (guint32, timestamp, timestamp)
GETTER (guint32, ssrc, ssrc)
GETTER (gboolean, marker, marker)
GETTER (GBytes *, payload, payload_bytes)

guint
rtp_extension_bytes (GstBuffer *buffer)
{
  GstRTPBuffer rtp;
  guint bytes = 0, words;

  map_rtp (buffer, &rtp);
  if (gst_rtp_buffer_get_extension_data (&rtp, NULL, NULL, &words))
    bytes = 4 + 4 * words;
  gst_rtp_buffer_unmap (&rtp);
  return bytes;
}

GBytes *
rtp_extension (GstBuffer *buffer, guint8 id)
{
  GstRTPBuffer rtp;
  GBytes *bytes = NULL;
  gpointer data;
  guint size;
  guint8 bits;

  map_rtp (buffer, &rtp);
  if ((id < 15 &&
          gst_rtp_buffer_get_extension_onebyte_header (&rtp, id, 0, &data,
              &size)) ||
      gst_rtp_buffer_get_extension_twobytes_header (&rtp, &bits, id, 0, &data,
          &size))
    bytes = g_bytes_new (data, size);
  gst_rtp_buffer_unmap (&rtp);
  return bytes;
}

gboolean
rtp_has_extension (GstBuffer *buffer, guint8 id)
{
  GBytes *bytes = rtp_extension (buffer, id);

  if (!bytes)
    return FALSE;
  g_bytes_unref (bytes);
  return TRUE;
}

guint64
rtp_extension_number (GstBuffer *buffer, guint8 id, gsize size)
{
  GBytes *bytes = rtp_extension (buffer, id);
  const guint8 *data;
  guint64 number = 0;

  fail_unless (bytes != NULL, "no extension %u", id);
  fail_unless_equals_uint64 (g_bytes_get_size (bytes), size);
  data = g_bytes_get_data (bytes, NULL);
  for (gsize i = 0; i < size; i++)
    number = number << 8 | data[i];
  g_bytes_unref (bytes);
  return number;
}

/* Access units */

/* The first byte is that of a channel element. */
static guint8
au_byte (guint n, gsize at)
{
  if (at == 0)
    return (guint8) (0x20 | (n & 0x1f));
  return (guint8) (n * 37 + at * 11 + at / 256);
}

GstBuffer *
au_make (guint n, gsize size, GstClockTime pts, GstClockTime duration)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  for (gsize i = 0; i < size; i++)
    map.data[i] = au_byte (n, i);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = pts;
  GST_BUFFER_DURATION (buffer) = duration;
  return buffer;
}

void
assert_is_au (GstBuffer *buffer, gsize at, guint n, gsize size)
{
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_READ);
  fail_unless (map.size >= at + size,
      "%" G_GSIZE_FORMAT " bytes, AU %u needs %" G_GSIZE_FORMAT, map.size, n,
      at + size);
  for (gsize i = 0; i < size; i++)
    fail_unless (map.data[at + i] == au_byte (n, i),
        "byte %" G_GSIZE_FORMAT " of AU %u is 0x%02x", i, n, map.data[at + i]);
  gst_buffer_unmap (buffer, &map);
}

GstClockTime
au_duration (guint rate)
{
  return au_pts (1, rate);
}

GstClockTime
au_pts (guint n, guint rate)
{
  return gst_util_uint64_scale (n, 1024 * GST_SECOND, rate);
}

/* Bytes */

GBytes *
hex_to_bytes (const gchar *hex)
{
  gsize size = strlen (hex) / 2;
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 |
        g_ascii_xdigit_value (hex[2 * i + 1]));
  return g_bytes_new_take (data, size);
}

void
assert_bytes_are (GBytes *got, const gchar *hex)
{
  GString *text = g_string_new (NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (got, &size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", data[i]);
  fail_unless_equals_string (text->str, hex);
  g_string_free (text, TRUE);
}
