/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Snapshots of the core as GstStructures, according to the core's field tables.
 */
#pragma once

#include "qos-snapshot.h"

#include <gst/gst.h>

/* Names of the structures, and of the element messages that contain them. */
#define GST_QOS_MESSAGE_STREAM "qosstats"
#define GST_QOS_MESSAGE_SENDER "qospay"
#define GST_QOS_MESSAGE_EVENT "qosevent"

/* Returns: (transfer full): a structure with the known fields; texts are made
 * valid UTF-8. */
GstStructure *gst_qos_structure_stream (const QosSnapshot *snapshot);
GstStructure *gst_qos_structure_sender (const QosSnapshot *snapshot);
GstStructure *gst_qos_structure_event (const QosSnapshot *snapshot);

/* Makes value, which must be empty, an array of n values of type, still without
 * contents. Messages of GStreamer's level have arrays of the same type:
 * PyGObject reads them as lists, and cannot read a GstValueArray; that GLib
 * calls it deprecated changes nothing. Returns: (transfer none): the array. */
GValueArray *gst_qos_structure_init_array (GValue *value, GType type, guint n);
