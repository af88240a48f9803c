/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What GStreamer 1.22's audiomixer needs to mix senders that come and go.
 */
#pragma once

#include <gst/gst.h>

/* Lets mixer, before it runs, mix without those that are late: mix what has
 * come in pieces of 10 ms. Its first pad has sound all the time, silence for
 * one; the others may come and go. */
void qos_receiver_mixer_set_up (GstElement *mixer);

/* Takes pad away from mixer, which may be running. pad: (transfer full). */
void qos_receiver_mixer_release (GstElement *mixer, GstPad *pad);
