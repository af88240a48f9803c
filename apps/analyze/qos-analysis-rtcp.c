/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The RTCP of a capture: the reports of its senders and, if the capture has
 * both directions, the reference times of their receivers, whose echoes give
 * the round trip between the place of the capture and the sender.
 */
#include "qos-analysis-private.h"

#include "qos-ntp.h"
#include "qos-receive.h"

/* Maximum number of streams that one compound reports on. */
#define ABOUT_MAX 31

/* A compound being read. */
typedef struct
{
  QosAnalysis *analysis;
  const QosFlow *flow;
  guint n_about;
  QosAnalysisStream *about[ABOUT_MAX]; /* the subjects of its report blocks */
} Reading;

/* Returns: (nullable): the stream of ssrc, brought to the current time; NULL if
 * it has ended. */
static QosAnalysisStream *
find_on (Reading *reading, const QosFlow *flow, guint32 ssrc)
{
  const QosAnalysisKey key = {*flow, ssrc};
  QosAnalysisStream *stream =
      qos_analysis_table_route (&reading->analysis->table, &key);

  if (stream)
    qos_analysis_advance (reading->analysis, stream);
  return stream && !stream->end_reason ? stream : NULL;
}

/* The receiver's reference time passed here: the round trip is measured from
 * now on. */
static void
note_reference (Reading *reading, const QosXr *xr)
{
  for (guint i = 0; i < reading->n_about; i++) {
    QosAnalysisStream *stream = reading->about[i];

    stream->has_reporter = TRUE;
    stream->reporter_ssrc = xr->sender_ssrc;
    qos_source_reported (stream->source, stream->now_ns,
        qos_ntp_middle (xr->rrtr_ntp), 0);
  }
}

static void
read_event (Reading *reading, const QosRtcpEvent *event)
{
  const QosFlow reverse = qos_analysis_reverse (reading->flow);
  gboolean is_block = event->kind == QOS_RTCP_BLOCK;
  QosAnalysisStream *stream =
      find_on (reading, is_block ? &reverse : reading->flow, event->ssrc);

  if (event->kind == QOS_RTCP_XR && event->xr.have_rrtr)
    note_reference (reading, &event->xr);
  if (!stream)
    return;
  if (!is_block)
    qos_receive_rtcp (stream->source, event, stream->reporter_ssrc,
        stream->now_ns, FALSE);
  else if (reading->n_about < ABOUT_MAX)
    reading->about[reading->n_about++] = stream;
}

gboolean
qos_analysis_rtcp (QosAnalysis *self, const QosDatagram *datagram)
{
  Reading reading = {self, &datagram->flow};
  QosRtcpReader reader;
  QosRtcpEvent event;

  if (!qos_rtcp_start (&reader, datagram->data, datagram->size))
    return FALSE;
  while (qos_rtcp_next (&reader, &event))
    read_event (&reading, &event);
  return TRUE;
}
