/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Frames for tests: everything around RTP in a capture.
 */
#pragma once

#include <glib.h>

#define FRAME_MAX 2048

typedef struct
{
  guint8 data[FRAME_MAX];
  gsize size;
} Frame;

void frame_add (Frame *frame, const void *data, gsize size);
void frame_add_u8 (Frame *frame, guint value);
void frame_add_u16 (Frame *frame, guint value);
void frame_add_u32 (Frame *frame, guint32 value);
void frame_add_zeros (Frame *frame, gsize n);

/* An IPv4 header without options from 10.0.0.1 to 10.0.0.2 and a UDP header
 * from port 4000 to 5004, for payload bytes. fragment: its field of flags and
 * offset. */
void frame_add_ipv4 (Frame *frame, gsize payload, guint fragment);

/* The same for IPv6, from ::1 to ::2. Unless kind is 17, with an extension
 * header of that kind and of 8 bytes. */
void frame_add_ipv6 (Frame *frame, gsize payload, guint kind);

/* An RTP header and a payload of zeros. */
void frame_add_rtp (Frame *frame, guint payload_type, guint16 seq,
    guint32 timestamp, gsize payload);
