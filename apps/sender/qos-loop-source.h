/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A sound file as endless audio: a bin with a pad "src" of raw audio with one
 * segment, whose running time continues when the file starts again. A later
 * element must limit it to real time (qossink does).
 */
#pragma once

#include <gst/gst.h>

/* uri: anything that uridecodebin decodes. Returns: (transfer floating), or
 * NULL with error if an element is missing. */
GstElement *qos_loop_source_new (const gchar *uri, GError **error);
