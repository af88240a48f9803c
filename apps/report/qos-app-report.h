/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A report of a session or a capture: a self-contained HTML page with the
 * totals, charts and events of the streams, and advice. It is collected in
 * bounded memory and written at the end. Texts may come from the network.
 */
#pragma once

#include "qos-app-fields.h"

/* Further ones are only counted. */
#define QOS_APP_REPORT_STREAMS_MAX 4096

typedef struct _QosAppReport QosAppReport;
typedef struct _QosAppReportStream QosAppReportStream;

/* The header of the page. */
typedef struct
{
  const gchar *title;
  const gchar *source; /* the capture, or the address; (nullable) */
  GDateTime *start;
  gdouble seconds;     /* duration */
  const gchar *notes;  /* lines of text: what is missing and why; (nullable) */
  gboolean of_capture; /* otherwise it was measured live */
} QosAppReportHead;

/* fields: of the messages. */
QosAppReport *qos_app_report_new (const QosAppFields *fields);
void qos_app_report_free (QosAppReport *report);

/* The fields that the charts show, in the order of the values of
 * qos_app_report_add_point (). */
const QosAppPicked *qos_app_report_series (const QosAppReport *report);

/* Returns: (transfer none) (nullable): NULL if there is no room. */
QosAppReportStream *qos_app_report_add_stream (QosAppReport *report);

/* The values of an interval that ended at time_s; NAN: unknown. */
void qos_app_report_add_point (QosAppReportStream *stream, gdouble time_s,
    const gdouble *values);

/* event: a qosevent message. time_s: on the same clock as the points. */
void qos_app_report_add_event (QosAppReportStream *stream,
    const GstStructure *event, gdouble time_s);

/* The current totals: a message, or a structure like one. */
void qos_app_report_set_stats (QosAppReportStream *stream,
    const GstStructure *stats);

/* Adds a message of a session: streams are distinguished by their SSRC, until
 * end-reason. time_s: since the start of the session. */
void qos_app_report_take_stats (QosAppReport *report, const GstStructure *stats,
    gdouble time_s);
void qos_app_report_take_event (QosAppReport *report, const GstStructure *event,
    gdouble time_s);

/* The pipeline is gone, with its counters: further messages are about other
 * streams. */
void qos_app_report_end_streams (QosAppReport *report);

/* Returns: (transfer full): the page. */
gchar *qos_app_report_page (QosAppReport *report, const QosAppReportHead *head);

/* Writes a page to file, which is replaced; anything but a regular file is
 * written into. */
gboolean qos_app_report_write (const gchar *page, const gchar *file,
    GError **error);
