/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * RTP packets to send into elements and to inspect, and fake AAC access units
 * (AUs) that can be recognized by their bytes. Reads and writes with
 * GStreamer's own functions, not with those under test.
 */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>
#include <gst/rtp/rtp.h>

#define SEND_TIME_URI \
  "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
#define NTP64_URI "urn:ietf:params:rtp-hdrext:ntp-64"
#define CODEC_URI "urn:x-qosaudio:codec-config"
#define LEVEL_URI "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
/* As written in caps, with an attribute. */
#define LEVEL_MAP "(string)<\"\", " LEVEL_URI ", \"vad=on\">"
#define MID_URI "urn:ietf:params:rtp-hdrext:sdes:mid"

/* Bytes of the headers on the wire: RTP, UDP, IP. */
#define OVERHEAD_IPV4 (12 + 8 + 20)
#define OVERHEAD_IPV6 (12 + 8 + 40)

/* 48 kHz, stereo, AAC-LC. */
#define ASC_48_STEREO "1190"
#define CODEC_48_STEREO "0100bb80021190"

/* One packet; fields that are not given are 0. */
typedef struct
{
  guint32 ssrc;
  guint16 seq;
  guint32 timestamp;
  guint payload_type;
  guint payload_size;
  const gchar *codec; /* hex of a codec-config in codec_id, or NULL */
  guint codec_id;     /* 0 stands for 3 */
  const gchar *from;  /* host of a GstNetAddressMeta, or NULL */
  guint16 from_port;
  guint32
      ticks; /* from a packet to the next, where packets are sent; 0: 1024 */
} RtpSpec;

/* Returns: (transfer full): a packet in one memory, with a payload made from
 * seq. */
GstBuffer *rtp_make (const RtpSpec *spec);

void rtp_add_sender (GstBuffer *buffer, const gchar *host, guint16 port);

guint16 rtp_seq (GstBuffer *buffer);
guint32 rtp_timestamp (GstBuffer *buffer);
guint32 rtp_ssrc (GstBuffer *buffer);
gboolean rtp_marker (GstBuffer *buffer);

/* Returns: (transfer full). */
GBytes *rtp_payload (GstBuffer *buffer);

/* Size of the extension block with its header, 0 without one. */
guint rtp_extension_bytes (GstBuffer *buffer);

/* Returns: (transfer full) (nullable): the extension with that id, in either
 * form. */
GBytes *rtp_extension (GstBuffer *buffer, guint8 id);
gboolean rtp_has_extension (GstBuffer *buffer, guint8 id);

/* The extension as a number; fails if it is not size bytes long. */
guint64 rtp_extension_number (GstBuffer *buffer, guint8 id, gsize size);

/* Returns: (transfer full): AU n of size bytes, with PTS and duration. */
GstBuffer *au_make (guint n, gsize size, GstClockTime pts,
    GstClockTime duration);

/* Asserts that buffer holds AU n of size bytes at offset at. */
void assert_is_au (GstBuffer *buffer, gsize at, guint n, gsize size);

/* Duration of an AU, and the start of AU n, as encoders round them. */
GstClockTime au_duration (guint rate);
GstClockTime au_pts (guint n, guint rate);

/* Returns: (transfer full). */
GBytes *hex_to_bytes (const gchar *hex);

void assert_bytes_are (GBytes *got, const gchar *hex);
