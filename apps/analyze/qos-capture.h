/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A capture file, compressed or not, read frame by frame: pcap with libpcap,
 * pcapng with qos-pcapng.
 */
#pragma once

#include "qos-frame.h"

#include <gio/gio.h>

typedef struct _QosCapture QosCapture;

typedef struct
{
  guint64 time_ns; /* of the Unix epoch */
  const guint8 *data;
  gsize size;   /* captured, bytes */
  QosLink link; /* that it is of */
} QosCaptureFrame;

/* file: a path, or "-" for standard input. Returns: (transfer full): NULL with
 * error set if it cannot be opened, is not a capture, or is a pcap with an
 * unsupported link type. In a pcapng such frames are QOS_LINK_OTHER. */
QosCapture *qos_capture_open (const gchar *file, GError **error);
void qos_capture_close (QosCapture *capture);

/* The next frame, valid until the next call. Returns: FALSE at the end, with
 * error set if the file is truncated or damaged there. */
gboolean qos_capture_next (QosCapture *capture, QosCaptureFrame *frame,
    GError **error);

/* Bytes of the file, 0 if unknown. */
guint64 qos_capture_size (const QosCapture *capture);

/* Returns: (nullable): the display name of the link type of the first frame
 * that is QOS_LINK_OTHER. */
const gchar *qos_capture_other_link (const QosCapture *capture);

/* Bytes of the file read so far. */
guint64 qos_capture_position (const QosCapture *capture);
