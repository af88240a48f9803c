/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Shared by the code that collects a report and the code that writes it.
 */
#pragma once

#include "qos-app-events.h"
#include "qos-app-report.h"
#include "qos-app-svg.h"
#include "qos-app-text.h"

/* The known ones. */
#define QOS_APP_REPORT_CAUSES QOS_APP_CAUSE_OTHER
/* Maximum number of streams with charts and a sentence: those with the most
 * packets. */
#define QOS_APP_REPORT_CHARTED_MAX 32
/* Maximum number of events listed per stream: those with the most missing
 * sound. */
#define QOS_APP_REPORT_EVENTS_MAX 50

/* What the report for one kind of message shows. */
typedef struct
{
  QosAppPicked series;
  QosTrendRule rules[QOS_APP_OVERVIEW_SERIES_MAX];
  QosAppSvgChart charts[QOS_N_TRENDS];
  guint n_charts;
  QosAppPicked columns; /* of the table */
  QosAppPicked details; /* of one stream */
} QosAppReportKind;

typedef struct
{
  QosAppEvent event;
  gdouble lost;
  gdouble late;
  gchar *advice;
} QosAppReportEvent;

typedef struct
{
  guint64 n;
  gdouble missing_ms; /* of all */
  gdouble worst_ms;   /* the largest gap */
  gchar *advice;      /* of the worst; (nullable) */
} QosAppReportCause;

struct _QosAppReportStream
{
  const QosAppReportKind *kind;
  guint32 ssrc;
  GstStructure *stats; /* (nullable) */
  QosAppOverview *overview;
  gdouble from_s; /* of the first point */
  gdouble to_s;
  QosAppReportCause causes[QOS_APP_REPORT_CAUSES];
  GArray *events;  /* QosAppReportEvent, no order */
  gdouble mos_sum; /* of the messages that had one */
  gdouble mos_min;
  guint mos_n;
  gdouble delta_max_ms; /* of all messages, 0: none had one */
  gdouble length_s;     /* of all intervals */
  gdouble wire_kbps;    /* over that time; NAN: unknown */
  gdouble media_kbit;   /* payload, each packet counted once */
};

struct _QosAppReport
{
  const QosAppReportKind *kind;
  GPtrArray *streams;  /* QosAppReportStream */
  GHashTable *by_ssrc; /* the current ones */
  guint64 left_out;    /* messages of streams for which there was no room */
};

/* A text from the network. */
void qos_app_report_append_text (GString *page, const gchar *text);

/* A sentence about how each stream was. streams: (element-type
 * QosAppReportStream), all with stats. */
void qos_app_report_append_verdicts (GString *page, const GPtrArray *streams);
