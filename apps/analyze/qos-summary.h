/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is said of a stream in the end, and of an event, as the structures that
 * the elements post.
 */
#ifndef QOS_SUMMARY_H
#define QOS_SUMMARY_H

#include "qos-analysis.h"

G_BEGIN_DECLS

/* Fields of qosstats (docs/metrics.md) of the whole stream: those of an interval
 * are over all of it, or absent where they are nothing but an interval's.
 * Besides: destination, codec, payload-type, mos-mean, mos-min, events. The
 * stream is over. Returns: (transfer full). */
GstStructure *qos_summary_stream (const QosAnalysisStream *stream);

/* Fields of qosevent, and address and destination of the stream. snapshot: as the
 * core gave it, changed. Returns: (transfer full). */
GstStructure *qos_summary_event (const QosAnalysisStream *stream,
    const QosEvent *event, QosSnapshot *snapshot);

/* The clock rate that its timestamps look like; 0 where they are too few. */
guint qos_summary_rate_guess (const QosAnalysisStream *stream);

/* time_ns: of the Unix epoch. Returns: (transfer full). */
GDateTime *qos_summary_time (guint64 time_ns);

G_END_DECLS

#endif
