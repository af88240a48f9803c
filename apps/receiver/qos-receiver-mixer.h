/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Workarounds for the audiomixer of GStreamer 1.22 to mix senders that come and
 * go.
 */
#pragma once

#include <gst/gst.h>

/* Makes mixer, before it runs, mix in pieces of 10 ms without waiting for late
 * senders. Its first pad must always have sound, for example silence; the
 * others may come and go. */
void qos_receiver_mixer_set_up (GstElement *mixer);

/* Removes pad from mixer, which may be running. pad: (transfer full). */
void qos_receiver_mixer_release (GstElement *mixer, GstPad *pad);
