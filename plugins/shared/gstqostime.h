/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The measuring clock. Everything is measured on GStreamer's default system
 * clock (monotonic), whatever clock the pipeline uses: the clock of a sound
 * card may jump and drift. NTP time is that clock plus an offset taken once per
 * process, so that a step of the wall clock has no effect.
 */
#pragma once

#include <gst/gst.h>

/* Returns: (transfer full): the measuring clock. */
GstClock *gst_qos_time_clock (void);

/* time: of that clock. Returns: the same as 32.32 NTP time (RFC 3550 4). Any
 * thread. */
guint64 gst_qos_time_to_ntp (GstClock *clock, GstClockTime time);

/* Returns: the NTP time when that clock was 0, ns since 1900. Any thread. */
guint64 gst_qos_time_ntp_offset (GstClock *clock);

/* The element's running time at time on clock, at or shortly before the current
 * time; GST_CLOCK_TIME_NONE if the element has no clock or time is before its
 * base time. Takes element's object lock. */
GstClockTime gst_qos_time_running (GstElement *element, GstClock *clock,
    GstClockTime time);
