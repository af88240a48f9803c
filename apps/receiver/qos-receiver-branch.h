/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Plays one sender: decoder, level, volume, connected to the mixer. The parts
 * find each other by the sender's SSRC in their names.
 */
#pragma once

#include <gst/gst.h>

/* Handlers for qossrc's "pad-added" and "pad-removed"; user is the mixer, in
 * the same pipeline. */
void qos_receiver_branch_add (GstElement *source, GstPad *pad, gpointer mixer);
void qos_receiver_branch_remove (GstElement *source, GstPad *pad,
    gpointer mixer);

/* Does from belong to the parts that play a sender? Its errors end only that
 * sender: qossrc removes the pad and restarts the sender. */
gboolean qos_receiver_branch_owns (GstObject *from);

/* Does nothing if there is no such sender. volume: 0 to 1.5, 1 is unchanged. */
void qos_receiver_branch_set_volume (GstElement *pipeline, guint ssrc,
    gdouble volume, gboolean is_muted);

/* Returns: (transfer full) (nullable): "AAC 48 kHz stereo"; NULL if unknown. */
gchar *qos_receiver_branch_codec (GstElement *pipeline, guint ssrc);
