/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The RTP streams of a capture, measured by the core as qosstats measures them
 * live: the same books, intervals and ends. Ports are not known beforehand: two
 * packets of one series make a stream. All tables are bounded; a packet costs
 * one look-up, whatever the number of streams.
 */
#ifndef QOS_ANALYSIS_H
#define QOS_ANALYSIS_H

#include "qos-frame.h"
#include "qos-limits.h"
#include "qos-source.h"

#include <gst/gst.h>

G_BEGIN_DECLS

#define QOS_ANALYSIS_STREAMS_MAX QOS_STREAMS_MAX
#define QOS_ANALYSIS_PAYLOAD_TYPES 128

/* Who sends what to whom: no padding, compared as bytes. */
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
  guint64 begin_ns;     /* its first packet */
  guint64 now_ns;       /* its time, which never goes back */
  guint64 end_ns;       /* when it was over */
  const gchar *end_reason; /* as in qosstats; NULL: not over */
  gdouble delta_max_ms;    /* longest time between two arrivals, NAN: unknown */
  gdouble mos_least;       /* of all intervals, NAN: none had one */
  gdouble mos_sum;
  guint mos_n;
  guint64 n_events;
  gboolean has_reporter; /* who receives it, by its RTCP */
  guint32 reporter_ssrc;
  GList *unconfirmed; /* place among those that may be none, NULL: is proven */
  gpointer user;      /* of who called qos_analysis_new () */
} QosAnalysisStream;

typedef struct
{
  guint64 interval_ns; /* > 0 */
  guint64 latency_ns;  /* of the jitter buffer to reckon with */
  guint32 rates[QOS_ANALYSIS_PAYLOAD_TYPES]; /* Hz, 0: as RFC 3551 has it */
  guint32 other_rate;  /* Hz, where nothing else tells it; 0: not known */
  const guint8 *ports; /* 65536 bits, of the only UDP ports to look at; NULL:
                            all */
  /* Called for each stream every interval, which ended at at_ns, and, with end_reason set, at its end;
   * and for each event. The snapshots are theirs. Each may be NULL. */
  void (*interval) (QosAnalysisStream *stream, guint64 at_ns,
      QosSnapshot *snapshot, gpointer user);
  void (*event) (QosAnalysisStream *stream, const QosEvent *event,
      QosSnapshot *snapshot, gpointer user);
  gpointer user;
} QosAnalysisConfig;

/* What the capture was, frames and datagrams. */
typedef struct
{
  guint64 frames;
  guint64 udp;
  guint64 fragments;      /* not the first of a datagram: not measured */
  guint64 broken;         /* shorter than their headers say */
  guint64 tunnels;        /* in a tunnel that is not looked into */
  guint64 links;          /* of a link that is not looked into */
  guint64 cut;            /* UDP, of which the capture has a part only */
  guint64 rtcp;           /* well-formed compounds */
  guint64 malformed_rtcp; /* between the ports of a stream, as the next */
  guint64 encrypted_rtcp;
  guint64 unmeasured; /* packets that may be RTP, with no room for their SSRC */
  guint64 alone;      /* packets that may be RTP, that no other one followed */
  guint64 backwards;  /* packets with an earlier time than one before them */
  guint64 early;      /* datagrams with an earlier time than the first frame */
} QosAnalysisCounts;

typedef struct _QosAnalysis QosAnalysis;

/* config: copied, but for ports, which are kept. */
QosAnalysis *qos_analysis_new (const QosAnalysisConfig *config);
void qos_analysis_free (QosAnalysis *analysis);

/* The next frame. time_ns: of the Unix epoch; where it is earlier than that of
 * the packet before in its stream, or than that of the first frame, that one's
 * is taken. */
void qos_analysis_frame (QosAnalysis *analysis, QosLink link, guint64 time_ns,
    const guint8 *data, gsize size);

/* The capture is over, and all streams with it. */
void qos_analysis_end (QosAnalysis *analysis);

/* Of the first frame, and of the last; ns of the Unix epoch. 0: none came. */
guint64 qos_analysis_start_ns (const QosAnalysis *analysis);
guint64 qos_analysis_end_ns (const QosAnalysis *analysis);

const QosAnalysisCounts *qos_analysis_counts (const QosAnalysis *analysis);

/* Returns: (transfer none) (element-type QosAnalysisStream): all that were
 * proven, in the order of that. */
GPtrArray *qos_analysis_streams (QosAnalysis *analysis);

/* The address and port of one end. Returns: (transfer full). */
gchar *qos_analysis_source_text (const QosFlow *flow);
gchar *qos_analysis_destination_text (const QosFlow *flow);

G_END_DECLS

#endif
