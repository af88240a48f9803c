/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A report of a session or a capture: one page of HTML that needs nothing else,
 * with the streams' totals, charts, events and what to do about them. It is
 * collected in bounded memory and written at the end. Texts may come from the
 * network.
 */
#ifndef QOS_APP_REPORT_H
#define QOS_APP_REPORT_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* Further ones are counted. */
#define QOS_APP_REPORT_STREAMS_MAX 4096

typedef struct _QosAppReport QosAppReport;
typedef struct _QosAppReportStream QosAppReportStream;

/* What the page says of the whole. */
typedef struct
{
  const gchar *title;
  const gchar *source; /* the capture, or the address; (nullable) */
  GDateTime *start;
  gdouble seconds;     /* how long it was */
  const gchar *notes;  /* lines of text: what is missing and why; (nullable) */
  gboolean of_capture; /* else it was measured live */
} QosAppReportHead;

/* message: of the elements, "qosstats" or "qospay". */
QosAppReport *qos_app_report_new (const gchar *message);
void qos_app_report_free (QosAppReport *report);

/* The fields of the message that make up its charts, in the order of the values
 * of qos_app_report_add_point (); ended by NULL. */
const gchar *const *qos_app_report_series (const QosAppReport *report);

/* Returns: (transfer none) (nullable): NULL where there is no room. */
QosAppReportStream *qos_app_report_add_stream (QosAppReport *report);

/* The values of an interval that ended at time_s; NAN: not known. */
void qos_app_report_add_point (QosAppReportStream *stream, gdouble time_s,
    const gdouble *values);

/* event: a qosevent message. time_s: as of the points. */
void qos_app_report_add_event (QosAppReportStream *stream,
    const GstStructure *event, gdouble time_s);

/* The totals as they are now: a message, or one like it. */
void qos_app_report_set_stats (QosAppReportStream *stream,
    const GstStructure *stats);

/* The same by the messages of a session alone: streams are told apart by their
 * SSRC, until end-reason. time_s: since the start of the session. */
void qos_app_report_take_stats (QosAppReport *report, const GstStructure *stats,
    gdouble time_s);
void qos_app_report_take_event (QosAppReport *report, const GstStructure *event,
    gdouble time_s);

/* The pipeline is gone, and so are its counters: what comes is of other streams.
 */
void qos_app_report_end_streams (QosAppReport *report);

/* Returns: (transfer full): the page. */
gchar *qos_app_report_page (QosAppReport *report, const QosAppReportHead *head);

/* Writes a page to file, which is replaced; what is no regular file is written
 * to. */
gboolean qos_app_report_write (const gchar *page, const gchar *file,
    GError **error);

G_END_DECLS

#endif
