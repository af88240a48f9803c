/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The RTP streams of a capture, measured by the core as qosstats measures them
 * live: the same counts, intervals and ends. Ports are not known in advance:
 * two packets in sequence make a stream. All tables are bounded; a packet costs
 * one look-up, however many streams there are.
 */
#pragma once

#include "qos-frame.h"
#include "qos-limits.h"
#include "qos-source.h"

#include <gst/gst.h>

#define QOS_ANALYSIS_STREAMS_MAX QOS_STREAMS_MAX
#define QOS_ANALYSIS_PAYLOAD_TYPES 128

/* Identifies a stream: no padding, compared as bytes. */
typedef struct
{
  QosFlow flow;
  guint32 ssrc;
} QosAnalysisKey;

typedef struct
{
  QosAnalysisKey key;
  QosSource *source;    /* in the same block; times from the capture's start */
  guint64 interval_due; /* when its interval ends */
  guint64 begin_ns;     /* time of its first packet */
  guint64 now_ns;       /* its current time, which never goes back */
  guint64 end_ns;       /* time of its end */
  const gchar *end_reason; /* as in qosstats; NULL: it has not ended */
  gdouble delta_max_ms;    /* longest time between two arrivals, NAN: unknown */
  gdouble mos_min;         /* minimum over all intervals, NAN: none had one */
  gdouble mos_sum;
  guint mos_n;
  guint64 n_events;
  gboolean has_reporter; /* its receiver, known from RTCP */
  guint32 reporter_ssrc;
  GList *unconfirmed; /* its entry in the list of unproven ones, NULL: proven */
  gpointer user;      /* of the caller of qos_analysis_new () */
} QosAnalysisStream;

typedef struct
{
  guint64 interval_ns; /* > 0 */
  guint64 latency_ns;  /* assumed latency of the jitter buffer */
  guint32 rates[QOS_ANALYSIS_PAYLOAD_TYPES]; /* Hz, 0: according to RFC 3551 */
  guint32 other_rate;  /* Hz, for streams whose rate is otherwise unknown; 0:
                        * none */
  const guint8 *ports; /* 65536 bits, the only UDP ports to analyse; NULL:
                        * all */
  /* Called for each stream every interval, which ended at at_ns, and at its end
   * with end_reason set; and for each event. They may modify the snapshots.
   * Each may be NULL. */
  void (*interval) (QosAnalysisStream *stream, guint64 at_ns,
      QosSnapshot *snapshot, gpointer user);
  void (*event) (QosAnalysisStream *stream, const QosEvent *event,
      QosSnapshot *snapshot, gpointer user);
  gpointer user;
} QosAnalysisConfig;

/* Counts of frames and datagrams in the capture, and their time. */
typedef struct
{
  guint64 start_ns;  /* of the first frame, since the Unix epoch; 0: there was
                      * none */
  guint64 length_ns; /* from it to the latest one */
  guint64 frames;
  guint64 of[QOS_FRAME_N_VERDICTS]; /* of them, by what was found */
  guint64 cut;                      /* UDP, only partly captured */
  guint64 rtcp;                     /* well-formed compounds */
  guint64 malformed_rtcp; /* between the ports of a stream, like the next */
  guint64 encrypted_rtcp;
  guint64 unmeasured; /* packets that may be RTP, with no room for their SSRC */
  guint64 alone;      /* packets that may be RTP, not followed by another one */
  guint64 backwards;  /* packets with an earlier time than a previous one */
  guint64 early;      /* datagrams with an earlier time than the first frame */
} QosAnalysisCounts;

typedef struct _QosAnalysis QosAnalysis;

/* config: copied, except ports, which are kept. */
QosAnalysis *qos_analysis_new (const QosAnalysisConfig *config);
void qos_analysis_free (QosAnalysis *analysis);

/* The next frame. time_ns: of the Unix epoch; if it is earlier than the
 * previous packet of its stream, or than the first frame, the time of that one
 * is used. */
void qos_analysis_frame (QosAnalysis *analysis, QosLink link, guint64 time_ns,
    const guint8 *data, gsize size);

/* The capture has ended, and so have all streams. */
void qos_analysis_end (QosAnalysis *analysis);

const QosAnalysisCounts *qos_analysis_counts (const QosAnalysis *analysis);

/* Returns: (transfer none) (element-type QosAnalysisStream): all proven ones,
 * in the order of their proof. */
GPtrArray *qos_analysis_streams (QosAnalysis *analysis);
