/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The fields of the elements' messages, and all that is known of each: a row in
 * one of the tables qos-stream-fields.h, qos-sender-fields.h, ... A new number
 * is set where it is computed and gets one row there; messages, docs, files,
 * metrics, tables and charts follow from the row. Everybody refers to a field
 * by the identifier that its row makes, so that a misspelt name does not
 * compile.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum
{
  QOS_TYPE_UINT, /* 32 bits, no sign */
  QOS_TYPE_INT,  /* 32 bits */
  QOS_TYPE_UINT64,
  QOS_TYPE_DOUBLE,
  QOS_TYPE_BOOL,
  QOS_TYPE_TEXT,   /* may come from the network and not be UTF-8: check it */
  QOS_TYPE_COUNTS, /* several, 64 bits each, no sign */
} QosType;

/* The identifiers, in the order of the rows, which is that of the fields in
 * messages and files. */
typedef enum
{
#define QOS_FIELD(id, ...) QOS_STREAM_##id,
#include "qos-stream-fields.h"
  QOS_STREAM_N_FIELDS
} QosStreamField;

typedef enum
{
#define QOS_FIELD(id, ...) QOS_SENDER_##id,
#include "qos-sender-fields.h"
  QOS_SENDER_N_FIELDS
} QosSenderField;

typedef enum
{
#define QOS_FIELD(id, ...) QOS_EVENT_##id,
#include "qos-event-fields.h"
  QOS_EVENT_N_FIELDS
} QosEventField;

typedef enum
{
#define QOS_FIELD(id, ...) QOS_NOTICE_##id,
#include "qos-notice-fields.h"
  QOS_NOTICE_N_FIELDS
} QosNoticeField;

typedef enum
{
#define QOS_FIELD(id, ...) QOS_SHOWN_##id,
#include "qos-shown-fields.h"
  QOS_SHOWN_N_FIELDS
} QosShownField;

/* The delays of packets-later-than, ms. */
#define QOS_LATER_THAN_MS 5, 10, 20, 40, 60, 80, 100, 150, 200, 300, 500, 1000
#define QOS_LATER_THAN_TEXT QOS_TEXT (QOS_LATER_THAN_MS)

/* The longest latency that is advised: people who talk to each other do not
 * accept more. */
#define QOS_LATENCY_ADVICE_MAX_MS 2000
#define QOS_LATENCY_ADVICE_MAX_TEXT QOS_TEXT (QOS_LATENCY_ADVICE_MAX_MS)

/* Properties of the elements, as the apps' texts name them; the other numbers
 * that elements share are in qos-limits.h. */
#define QOS_PORT 5004 /* of RTP (RFC 3551 8) */
#define QOS_LATENCY_MS 100
#define QOS_SOURCES_PLAYED 128
#define QOS_SOURCES_PLAYED_MAX 10000

/* The numbers of a list, or of another constant, as text. */
#define QOS_TEXT(...) QOS_TEXT_OF (__VA_ARGS__)
#define QOS_TEXT_OF(...) #__VA_ARGS__

/* Charts of a window, and of a report. */
typedef enum
{
  QOS_CHART_DELAY,
  QOS_CHART_MISSING,
  QOS_CHART_JITTER,
  QOS_CHART_BANDWIDTH,
  QOS_CHART_QUALITY,
} QosChart;

typedef enum
{
  QOS_TREND_LOSS,
  QOS_TREND_JITTER,
  QOS_TREND_VARIATION,
  QOS_TREND_BANDWIDTH,
  QOS_TREND_DELAY,
  QOS_TREND_QUALITY,
  QOS_N_TRENDS,
} QosTrendChart;

/* Which value stands for a span of time. */
typedef enum
{
  QOS_TREND_HIGHEST,
  QOS_TREND_LOWEST,
  QOS_TREND_MEAN,
} QosTrendRule;

/* Columns of the tables. In all of them place is the position of the field: 1
 * is the first, 0 means that it is absent; fields of one position are in the
 * order of the rows. */
typedef struct
{
  uint8_t place;
} QosPlace;

typedef struct
{
  uint8_t place;
  const char *title;
  uint8_t decimals;
  uint8_t width; /* characters with the unit, if the table needs it */
} QosColumn;

/* A metric of Prometheus, in base units. */
typedef struct
{
  uint8_t place;
  const char *name; /* without the prefixes */
  const char *help;
  bool may_fall;  /* a counter that may fall in messages: a new value counts
                     once it is stable */
  bool is_client; /* a counter: also in the series of each client */
  bool is_sum;    /* a gauge: also the sum of all current streams */
} QosMetric;

/* A line of a report's charts. */
typedef struct
{
  uint8_t place;
  QosTrendChart chart;
  QosTrendRule rule;
  const char *name; /* NULL: the only line of its chart */
} QosTrend;

/* Kept for charts, a column of their file. */
typedef struct
{
  uint8_t place;
  const char *name; /* NULL: the field's */
  uint8_t of; /* another field of the table: the value is the growth of this
                 field since the previous message, in percent of the growth of
                 that one; 0: the value itself */
} QosHistory;

/* A line of a window's charts; the field has a history. */
typedef struct
{
  uint8_t place;
  QosChart chart;
  const char *name;
  uint8_t error; /* another field of the table: half the height of a band around
                    the line; or 0 */
} QosLine;

typedef struct
{
  const char *name; /* kebab-case with the unit, unique in its table */
  QosType type;
  const char *unit;
  const char *meaning; /* one sentence with formula and source */
  const char *since;   /* NULL: the first release */

  /* In the objects of the W3C's Identifiers for WebRTC's Statistics API,
   * https://www.w3.org/TR/webrtc-stats/. */
  bool is_of_remote;       /* of the object for the other end */
  const char *written;     /* their name, for a value in their unit, or ours;
                              NULL: name */
  bool is_written_as_time; /* an age: milliseconds of the Unix epoch */

  QosMetric counter;   /* a total, summed over all streams, ended ones too */
  QosMetric histogram; /* an observation for each message of a stream */
  QosMetric gauge;     /* if clients have series of their own */

  QosColumn terminal; /* of the apps, by importance: a narrow one has only the
                         first */
  QosColumn summary;  /* a report's table of streams */
  QosColumn details;  /* a report's list for each stream */
  QosColumn analysis; /* what qos-analyze prints */
  QosPlace total;     /* of all streams, at the end of a session */
  QosTrend trend;
  QosHistory history;
  QosLine line;
  const char *tip; /* in windows */
  bool has_unit;   /* a count that is shown with its unit */
} QosField;

extern const QosField qos_stream_fields[QOS_STREAM_N_FIELDS];
extern const QosField qos_sender_fields[QOS_SENDER_N_FIELDS];
extern const QosField qos_event_fields[QOS_EVENT_N_FIELDS];
extern const QosField qos_notice_fields[QOS_NOTICE_N_FIELDS];
extern const QosField qos_shown_fields[QOS_SHOWN_N_FIELDS];

/* A field by its identifier without the prefix: QOS_STREAM (RTT_MS). */
#define QOS_STREAM(id) (&qos_stream_fields[QOS_STREAM_##id])
#define QOS_SENDER(id) (&qos_sender_fields[QOS_SENDER_##id])
#define QOS_EVENT(id) (&qos_event_fields[QOS_EVENT_##id])
#define QOS_NOTICE(id) (&qos_notice_fields[QOS_NOTICE_##id])
#define QOS_SHOWN(id) (&qos_shown_fields[QOS_SHOWN_##id])
