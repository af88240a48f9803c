/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "frames.h"

#include <string.h>

#define UDP 17
#define SSRC 0xdecade01

void
frame_add (Frame *frame, const void *data, gsize size)
{
  g_assert_cmpuint (frame->size + size, <=, FRAME_MAX);
  memcpy (frame->data + frame->size, data, size);
  frame->size += size;
}

void
frame_add_u8 (Frame *frame, guint value)
{
  guint8 byte = (guint8) value;

  frame_add (frame, &byte, 1);
}

void
frame_add_u16 (Frame *frame, guint value)
{
  guint16 word = GUINT16_TO_BE (value);

  frame_add (frame, &word, 2);
}

void
frame_add_u32 (Frame *frame, guint32 value)
{
  guint32 word = GUINT32_TO_BE (value);

  frame_add (frame, &word, 4);
}

void
frame_add_zeros (Frame *frame, gsize n)
{
  while (n-- > 0)
    frame_add_u8 (frame, 0);
}

static void
add_udp (Frame *frame, gsize payload)
{
  frame_add_u16 (frame, 4000);
  frame_add_u16 (frame, 5004);
  frame_add_u16 (frame, (guint) (8 + payload));
  frame_add_u16 (frame, 0);
}

void
frame_add_ipv4 (Frame *frame, gsize payload, guint fragment)
{
  frame_add_u16 (frame, 0x4500);
  frame_add_u16 (frame, (guint) (28 + payload));
  frame_add_u16 (frame, 1);
  frame_add_u16 (frame, fragment);
  frame_add_u8 (frame, 64);
  frame_add_u8 (frame, UDP);
  frame_add_u16 (frame, 0);
  frame_add_u32 (frame, 0x0a000001);
  frame_add_u32 (frame, 0x0a000002);
  add_udp (frame, payload);
}

void
frame_add_ipv6 (Frame *frame, gsize payload, guint kind)
{
  gsize extension = kind == UDP ? 0 : 8;

  frame_add_u32 (frame, 0x60000000);
  frame_add_u16 (frame, (guint) (extension + 8 + payload));
  frame_add_u8 (frame, kind);
  frame_add_u8 (frame, 64);
  for (guint last = 1; last <= 2; last++) {
    frame_add_zeros (frame, 15);
    frame_add_u8 (frame, last);
  }
  if (extension > 0) {
    frame_add_u8 (frame, UDP);
    frame_add_zeros (frame, 7);
  }
  add_udp (frame, payload);
}

void
frame_add_rtp (Frame *frame, guint payload_type, guint16 seq, guint32 timestamp,
    gsize payload)
{
  frame_add_u8 (frame, 0x80);
  frame_add_u8 (frame, payload_type);
  frame_add_u16 (frame, seq);
  frame_add_u32 (frame, timestamp);
  frame_add_u32 (frame, SSRC);
  frame_add_zeros (frame, payload);
}
