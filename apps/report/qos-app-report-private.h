/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the collecting and the writing of a report share.
 */
#ifndef QOS_APP_REPORT_PRIVATE_H
#define QOS_APP_REPORT_PRIVATE_H

#include "qos-app-events.h"
#include "qos-app-report.h"
#include "qos-app-svg.h"
#include "qos-app-text.h"

G_BEGIN_DECLS

/* Those that we know. */
#define QOS_APP_REPORT_CAUSES QOS_APP_CAUSE_OTHER
/* Streams with charts and a sentence: those with the most packets. */
#define QOS_APP_REPORT_CHARTED_MAX 32
/* Events of a stream that are listed: those with the most sound missing. */
#define QOS_APP_REPORT_EVENTS_MAX 50

/* What a message's report shows. */
typedef struct
{
  const gchar *message;
  const gchar *const *series; /* fields, ended by NULL */
  const QosAppOverviewRule *rules;
  guint n_series;
  const QosAppSvgChart *charts;
  guint n_charts;
  const QosAppColumn *columns; /* of the table; title NULL ends them */
  const QosAppColumn *details; /* of one stream, the same */
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
  gdouble wire_kbps;    /* over that; NAN: not known */
  gdouble media_kbps;   /* the same, of the next */
  gdouble media_kbit;   /* payload, each packet once */
};

struct _QosAppReport
{
  const QosAppReportKind *kind;
  GPtrArray *streams;  /* QosAppReportStream */
  GHashTable *by_ssrc; /* of those that are not over */
  guint64 left_out;    /* messages of streams there was no room for */
};

/* A text that is not ours. */
void qos_app_report_append_text (GString *page, const gchar *text);

/* How each stream was, in a sentence. streams: (element-type
 * QosAppReportStream), all with stats. */
void qos_app_report_append_verdicts (GString *page, const GPtrArray *streams);

/* Returns: the kind of that message. */
const QosAppReportKind *qos_app_report_find_kind (const gchar *message);

G_END_DECLS

#endif
