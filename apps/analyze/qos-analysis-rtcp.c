/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The RTCP of a capture: the reports of its senders and, if the capture has
 * both directions, the reference times of their receivers, whose echoes give
 * the round trip between the place of the capture and the sender.
 */
#include "qos-analysis-private.h"

#include "qos-ntp.h"
#include "gstqosrtcp.h"

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

/* The stream of ssrc in the direction of the compound. */
static QosAnalysisStream *
find_stream (Reading *reading, guint32 ssrc)
{
  return find_on (reading, reading->flow, ssrc);
}

static void
on_sender_report (gpointer user, guint32 ssrc, guint64 ntp, guint32 rtptime)
{
  Reading *reading = user;
  QosAnalysisStream *stream = find_stream (reading, ssrc);

  if (stream)
    qos_source_sender_report (stream->source, ntp, rtptime, stream->now_ns);
}

static void
on_report_block (gpointer user, guint32 about_ssrc,
    const QosRemoteReport *report)
{
  Reading *reading = user;
  const QosFlow reverse = qos_analysis_reverse (reading->flow);
  QosAnalysisStream *stream = find_on (reading, &reverse, about_ssrc);

  if (stream && reading->n_about < ABOUT_MAX)
    reading->about[reading->n_about++] = stream;
}

static void
on_sdes (gpointer user, guint32 ssrc, const gchar *cname, const gchar *name)
{
  QosAnalysisStream *stream = find_stream (user, ssrc);

  if (stream)
    qos_source_set_names (stream->source, cname, name);
}

static void
on_bye (gpointer user, guint32 ssrc)
{
  Reading *reading = user;
  QosAnalysisStream *stream = find_stream (reading, ssrc);

  if (stream)
    qos_source_bye (stream->source, stream->now_ns);
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
on_xr (gpointer user, const QosXr *xr)
{
  Reading *reading = user;
  QosAnalysisStream *stream = find_stream (reading, xr->sender_ssrc);

  if (xr->have_rrtr)
    note_reference (reading, xr);
  if (!stream || !stream->has_reporter)
    return;
  for (guint i = 0; i < xr->n_dlrr; i++)
    if (xr->dlrr[i].ssrc == stream->reporter_ssrc)
      qos_source_dlrr (stream->source, xr->dlrr[i].lrr, xr->dlrr[i].dlrr,
          stream->now_ns);
}

gboolean
qos_analysis_rtcp (QosAnalysis *self, const QosDatagram *datagram)
{
  static const GstQosRtcpReader reader = {
      .sender_report = on_sender_report,
      .report_block = on_report_block,
      .sdes = on_sdes,
      .bye = on_bye,
      .xr = on_xr,
  };
  Reading reading = {self, &datagram->flow};
  g_autoptr (
      GstBuffer) buffer = gst_buffer_new_wrapped_full (GST_MEMORY_FLAG_READONLY,
      (gpointer) datagram->data, datagram->size, 0, datagram->size, NULL, NULL);

  return gst_qos_rtcp_read (buffer, &reader, &reading);
}
