/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The summary of a stream at its end, and an event, as the structures that the
 * elements post.
 */
#pragma once

#include "qos-analysis.h"

/* Fields of qosstats (docs/metrics.md) for the whole stream: interval values
 * cover all of it, or are absent if they only make sense for an interval. Also:
 * destination, codec, payload-type, mos-mean, mos-min, events. The stream must
 * have ended. Returns: (transfer full). */
GstStructure *qos_summary_stream (const QosAnalysisStream *stream);

/* Fields of qosevent, and address and destination of the stream. snapshot: from
 * the core; modified. Returns: (transfer full). */
GstStructure *qos_summary_event (const QosAnalysisStream *stream,
    const QosEvent *event, QosSnapshot *snapshot);

/* The clock rate that its timestamps suggest; 0 if there are too few. */
guint qos_summary_rate_guess (const QosAnalysisStream *stream);

/* time_ns: of the Unix epoch. Returns: (transfer full). */
GDateTime *qos_summary_time (guint64 time_ns);
