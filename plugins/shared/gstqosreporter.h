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

/* element outlives the reporter; clock: (transfer none). Starts at once.
 * Returns: (transfer full): end it with gst_qos_reporter_stop (). */
GstQosReporter *gst_qos_reporter_start (GstElement *element, GstClock *clock,
    GstQosReporterFunc func);

/* reporter: (transfer full). Waits for a report under way. Not from within
 * the function, and with no lock that it takes. */
void gst_qos_reporter_stop (GstQosReporter *reporter);

G_END_DECLS

#endif
