/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The one thread of an element that posts its messages and sends its RTCP. It
 * sleeps on a clock until the next report of the element is due, however many
 * streams there are.
 */
#pragma once

#include <gst/gst.h>

/* Does what is due at now. Returns: when to call it next, in the clock's time.
 * Called without locks, from the reporter's thread. */
typedef GstClockTime (
    *GstQosReporterFunc) (GstElement *element, GstClockTime now);

typedef struct _GstQosReporter GstQosReporter;

/* Starts a reporter for element, unless *reporter is running. reporter: a field
 * of element, guarded by its object lock; clock: (transfer none). */
void gst_qos_reporter_start (GstQosReporter **reporter, GstElement *element,
    GstClock *clock, GstQosReporterFunc func);

/* Stops *reporter if it is running, and waits for a report in progress. Call
 * without locks, and not from the function itself. Returns: TRUE if it was
 * running. */
gboolean gst_qos_reporter_stop (GstQosReporter **reporter, GstElement *element);

/* Returns: the latest time to wake up, with interval between reports, so that
 * the report of a new stream, or one that becomes due earlier, is not
 * missed. */
GstClockTime gst_qos_reporter_latest (GstClockTime now, GstClockTime interval);

/* Installs the property interval, of the field at offset; blurb: a static
 * string. */
void gst_qos_reporter_install_interval (GObjectClass *klass, guint id,
    gsize offset, const gchar *blurb);
