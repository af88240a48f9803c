/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The formats of senders that do not announce them, from an SDP (RFC 8866) or
 * as caps. One structure for each payload type, as qossrc accepts them.
 */
#pragma once

#include <gst/gst.h>

/* Returns: (transfer full): the audio formats in an SDP file; NULL with error,
 * in words, if there are none. */
GstCaps *qos_receiver_format_read_sdp (const gchar *file, GError **error);

/* The same for caps as text: "application/x-rtp,encoding-name=OPUS,payload=96,
 * clock-rate=48000". */
GstCaps *qos_receiver_format_parse_caps (const gchar *text, GError **error);
