/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Shared by the parts of an analysis: the table of streams, and RTCP.
 */
#pragma once

#include "qos-analysis.h"
#include "qos-receive.h"

/* A proven stream is in list for good, and in by_key and routes until it is
 * over; one that is not proven is in by_key and unconfirmed. */
typedef struct
{
  GHashTable *by_key;
  GHashTable *routes; /* by key with source_port 0: for RTCP, which may have
                       * another source port */
  GHashTable *ways;   /* the same without SSRCs, for each direction: a set */
  GPtrArray *list;    /* owns proven streams */
  GQueue unconfirmed; /* owns the others, oldest first */
  QosAnalysisStream *last; /* last one found, (nullable) */
  guint64 alone;           /* packets of streams that ended unconfirmed */
} QosAnalysisTable;

struct _QosAnalysis
{
  QosAnalysisConfig config;
  QosReceiveRules rules;
  QosCoding codings[QOS_ANALYSIS_PAYLOAD_TYPES];
  QosAnalysisTable table;
  QosAnalysisCounts counts;
  guint64 now_ns; /* of this frame, since the first one */
};

/* The opposite direction. */
QosFlow qos_analysis_reverse (const QosFlow *flow);

void qos_analysis_table_init (QosAnalysisTable *table);
void qos_analysis_table_clear (QosAnalysisTable *table);

/* Returns: (transfer none) (nullable). */
QosAnalysisStream *qos_analysis_table_find (QosAnalysisTable *table,
    const QosAnalysisKey *key);

/* The stream of ssrc between those hosts whose packets go to that port, or to
 * the one below it, because RTCP has the next port (RFC 3550 11). Returns:
 * (transfer none) (nullable). */
QosAnalysisStream *qos_analysis_table_route (QosAnalysisTable *table,
    const QosAnalysisKey *key);

/* Is there, or was there, a stream between those hosts to which a datagram with
 * that flow may be RTCP, in either direction? */
gboolean qos_analysis_table_is_way (QosAnalysisTable *table,
    const QosFlow *flow);

/* Packets of all unproven streams, past and present. */
guint64 qos_analysis_table_alone (const QosAnalysisTable *table);

/* Adds a stream for key, which is not in the table. If there are too many
 * unproven ones, the oldest is removed. Returns: (transfer none) (nullable):
 * NULL if the table is full. */
QosAnalysisStream *qos_analysis_table_add (QosAnalysisTable *table,
    const QosAnalysisKey *key);

/* It has ended: others may use its key. An unproven one is freed. */
void qos_analysis_table_end (QosAnalysisTable *table,
    QosAnalysisStream *stream);

/* It has proved to be a stream. Returns: FALSE if the table is full; then it
 * was freed. */
gboolean qos_analysis_table_confirm (QosAnalysisTable *table,
    QosAnalysisStream *stream);

/* Brings a stream to the time of the frame: ends its intervals that are over by
 * then, and the stream itself if it has ended. Frames of several interfaces are
 * not quite in order, but the time of a stream never goes back. */
void qos_analysis_advance (QosAnalysis *self, QosAnalysisStream *stream);

/* A datagram that looks like RTCP. Returns: FALSE if it is malformed. */
gboolean qos_analysis_rtcp (QosAnalysis *self, const QosDatagram *datagram);
