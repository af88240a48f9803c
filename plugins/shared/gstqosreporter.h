/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The one thread of an element that posts its messages and sends its RTCP:
 * sleeps on a clock until the element's next report is due, however many
 * streams there are.
 */
#ifndef GST_QOS_REPORTER_H
#define GST_QOS_REPORTER_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* Does what is due at now. Returns: when to be called next, in the clock's
 * time. Called without locks, from the reporter's thread. */
typedef GstClockTime (
    *GstQosReporterFunc) (GstElement *element, GstClockTime now);

typedef struct _GstQosReporter GstQosReporter;

/* Starts one for element, unless *reporter runs already. reporter: a field of
 * element, under its object lock; clock: (transfer none). */
void gst_qos_reporter_start (GstQosReporter **reporter, GstElement *element,
    GstClock *clock, GstQosReporterFunc func);

/* Stops *reporter, if it runs, and waits for a report under way. Without locks,
 * and not from within the function. Returns: TRUE where it ran. */
gboolean gst_qos_reporter_stop (GstQosReporter **reporter, GstElement *element);

/* Returns: the latest time to wake up at, with interval between two reports: a
 * new stream's report, or one that comes earlier, must not be missed. */
GstClockTime gst_qos_reporter_latest (GstClockTime now, GstClockTime interval);

/* Installs the property interval; blurb: a static string. */
void gst_qos_reporter_install_interval (GObjectClass *klass, guint id,
    const gchar *blurb);

G_END_DECLS

#endif
