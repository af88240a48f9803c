/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What an element says of one stream at one moment, and the tables of the
 * fields' names, types, units and meanings, from which messages, properties
 * and docs/metrics.md are made. A field that is not set is not known, and so
 * absent wherever the snapshot goes.
 */
#ifndef QOS_SNAPSHOT_H
#define QOS_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>

typedef enum
{
  QOS_TYPE_UINT, /* 32 bits, no sign */
  QOS_TYPE_INT,  /* 32 bits */
  QOS_TYPE_UINT64,
  QOS_TYPE_DOUBLE,
  QOS_TYPE_BOOL,
  QOS_TYPE_TEXT,   /* UTF-8 as far as the network's word goes: check it */
  QOS_TYPE_COUNTS, /* several, 64 bits each, no sign */
} QosType;

typedef struct
{
  const char *name; /* kebab-case with the unit, unique in its table */
  QosType type;
  const char *unit;
  const char *meaning; /* one sentence with formula and source */
} QosField;

/* Fields of a received stream, in the order of qos_stream_fields. */
typedef enum
{
  QOS_STREAM_SSRC,
  QOS_STREAM_CNAME,
  QOS_STREAM_NAME,
  QOS_STREAM_ADDRESS,
  QOS_STREAM_CLOCK_RATE,
  QOS_STREAM_PACKETS_RECEIVED,
  QOS_STREAM_PACKETS_EXPECTED,
  QOS_STREAM_PACKETS_LOST,
  QOS_STREAM_PACKETS_DUPLICATED,
  QOS_STREAM_PACKETS_REORDERED,
  QOS_STREAM_PACKETS_LATE,
  QOS_STREAM_PACKETS_PLAYED,
  QOS_STREAM_PACKETS_WAITING,
  QOS_STREAM_PACKETS_SKIPPED,
  QOS_STREAM_CONCEALED_MS,
  QOS_STREAM_PACKETS_STRAY,
  QOS_STREAM_PACKETS_FOREIGN,
  QOS_STREAM_BOOKS_BALANCED,
  QOS_STREAM_RESTARTS,
  QOS_STREAM_BYTES_RECEIVED,
  QOS_STREAM_WIRE_BYTES_RECEIVED,
  QOS_STREAM_LOSS_PERCENT,
  QOS_STREAM_LOSS_TOTAL_PERCENT,
  QOS_STREAM_JITTER_MS,
  QOS_STREAM_JITTER_MEAN_MS,
  QOS_STREAM_JITTER_MAX_MS,
  QOS_STREAM_DELTA_MAX_MS,
  QOS_STREAM_MEDIA_KBPS,
  QOS_STREAM_WIRE_KBPS,
  QOS_STREAM_RTT_MS,
  QOS_STREAM_DELAY_MS,
  QOS_STREAM_RETURN_DELAY_MS,
  QOS_STREAM_DELAY_ERROR_MS,
  QOS_STREAM_CLOCK_OFFSET_MS,
  QOS_STREAM_SKEW_PPM,
  QOS_STREAM_MOUTH_TO_EAR_MS,
  QOS_STREAM_QUEUE_DELAY_MS,
  QOS_STREAM_PDV_P50_MS,
  QOS_STREAM_PDV_P95_MS,
  QOS_STREAM_PDV_P99_MS,
  QOS_STREAM_PDV_MAX_MS,
  QOS_STREAM_PDV_TOTAL_P50_MS,
  QOS_STREAM_PDV_TOTAL_P95_MS,
  QOS_STREAM_PDV_TOTAL_P99_MS,
  QOS_STREAM_PDV_TOTAL_MAX_MS,
  QOS_STREAM_PACKETS_LATER_THAN,
  QOS_STREAM_LOSS_RUNS,
  QOS_STREAM_LOSS_RUN_MEAN,
  QOS_STREAM_LOSS_RUN_MAX,
  QOS_STREAM_BURST_COUNT,
  QOS_STREAM_BURST_DENSITY_PERCENT,
  QOS_STREAM_BURST_DURATION_MS,
  QOS_STREAM_GAP_DENSITY_PERCENT,
  QOS_STREAM_GAP_DURATION_MS,
  QOS_STREAM_GILBERT_P_PERCENT,
  QOS_STREAM_GILBERT_R_PERCENT,
  QOS_STREAM_BURST_RATIO,
  QOS_STREAM_REORDERED_PERCENT,
  QOS_STREAM_REORDER_EXTENT_MAX,
  QOS_STREAM_REORDER_LATE_MAX_MS,
  QOS_STREAM_R_FACTOR,
  QOS_STREAM_MOS,
  QOS_STREAM_LAST_PACKET_BYTES,
  QOS_STREAM_LAST_PACKET_AGE_MS,
  QOS_STREAM_RUNNING_TIME,
  QOS_STREAM_TIMESTAMP,
  QOS_STREAM_DURATION,
  QOS_STREAM_END_REASON,
  QOS_STREAM_NOT_PLAYED,
  QOS_STREAM_N_FIELDS
} QosStreamField;

/* Fields of a sent stream, in the order of qos_sender_fields. */
typedef enum
{
  QOS_SENDER_SSRC,
  QOS_SENDER_PACKETS_SENT,
  QOS_SENDER_PACKETS_NOT_SENT,
  QOS_SENDER_BYTES_SENT,
  QOS_SENDER_WIRE_BYTES_SENT,
  QOS_SENDER_MEDIA_KBPS,
  QOS_SENDER_WIRE_KBPS,
  QOS_SENDER_RTT_MS,
  QOS_SENDER_RTT_MIN_MS,
  QOS_SENDER_DELAY_MS,
  QOS_SENDER_RETURN_DELAY_MS,
  QOS_SENDER_DELAY_ERROR_MS,
  QOS_SENDER_CLOCK_OFFSET_MS,
  QOS_SENDER_SKEW_PPM,
  QOS_SENDER_REMOTE_SSRC,
  QOS_SENDER_REMOTE_CNAME,
  QOS_SENDER_REMOTE_NAME,
  QOS_SENDER_REMOTE_PACKETS_RECEIVED,
  QOS_SENDER_REMOTE_LOSS_PERCENT,
  QOS_SENDER_REMOTE_PACKETS_LOST,
  QOS_SENDER_REMOTE_PACKETS_DUPLICATED,
  QOS_SENDER_PACKETS_IN_FLIGHT,
  QOS_SENDER_BOOKS_BALANCED,
  QOS_SENDER_REMOTE_JITTER_MS,
  QOS_SENDER_REMOTE_LOSS_RUN_MAX,
  QOS_SENDER_REMOTE_BURST_DENSITY_PERCENT,
  QOS_SENDER_REMOTE_BURST_DURATION_MS,
  QOS_SENDER_REMOTE_GAP_DENSITY_PERCENT,
  QOS_SENDER_REMOTE_GAP_DURATION_MS,
  QOS_SENDER_REMOTE_DISCARD_PERCENT,
  QOS_SENDER_REMOTE_JITTER_BUFFER_MS,
  QOS_SENDER_REMOTE_R_FACTOR,
  QOS_SENDER_REMOTE_MOS,
  QOS_SENDER_REPORT_AGE_MS,
  QOS_SENDER_REPORTS_RECEIVED,
  QOS_SENDER_BYES_RECEIVED,
  QOS_SENDER_RUNNING_TIME,
  QOS_SENDER_DURATION,
  QOS_SENDER_N_FIELDS
} QosSenderField;

/* Fields of an event, in the order of qos_event_fields. */
typedef enum
{
  QOS_EVENT_SSRC,
  QOS_EVENT_CNAME,
  QOS_EVENT_CAUSE,
  QOS_EVENT_GAP_MS,
  QOS_EVENT_PACKETS_LOST,
  QOS_EVENT_PACKETS_LATE,
  QOS_EVENT_EXCESS_MS,
  QOS_EVENT_LATENCY_MS,
  QOS_EVENT_ADVISED_LATENCY_MS,
  QOS_EVENT_SAVED_PERCENT,
  QOS_EVENT_ADVICE,
  QOS_EVENT_RUNNING_TIME,
  QOS_EVENT_N_FIELDS
} QosEventField;

/* Fields of a notice, in the order of qos_notice_fields. */
typedef enum
{
  QOS_NOTICE_SSRC,
  QOS_NOTICE_ADDRESS,
  QOS_NOTICE_NAME,
  QOS_NOTICE_NOTICE,
  QOS_NOTICE_TEXT,
  QOS_NOTICE_ADVICE,
  QOS_NOTICE_RUNNING_TIME,
  QOS_NOTICE_N_FIELDS
} QosNoticeField;

extern const QosField qos_event_fields[QOS_EVENT_N_FIELDS];
extern const QosField qos_notice_fields[QOS_NOTICE_N_FIELDS];
extern const QosField qos_stream_fields[QOS_STREAM_N_FIELDS];
extern const QosField qos_sender_fields[QOS_SENDER_N_FIELDS];

#define QOS_SNAPSHOT_FIELDS_MAX 80
#define QOS_SNAPSHOT_TEXTS_MAX 5
#define QOS_TEXT_SIZE 256 /* an SDES item has at most 255 bytes */
#define QOS_SNAPSHOT_LISTS_MAX 2
#define QOS_SNAPSHOT_LIST_SIZE 12

typedef union
{
  uint64_t u;
  int32_t i;
  double d;
  unsigned text; /* index into texts */
  unsigned list; /* index into lists */
} QosValue;

/* Numbers only, few, to keep. */
#define QOS_VALUES_MAX 40
typedef struct
{
  uint64_t known[(QOS_SNAPSHOT_FIELDS_MAX + 63) / 64]; /* bit n: n is kept */
  QosValue values[QOS_VALUES_MAX]; /* of those, in their order */
} QosValues;

typedef struct
{
  uint64_t known[(QOS_SNAPSHOT_FIELDS_MAX + 63) / 64];
  QosValue values[QOS_SNAPSHOT_FIELDS_MAX];
  unsigned n_texts;
  unsigned n_lists;
  unsigned list_sizes[QOS_SNAPSHOT_LISTS_MAX];
  uint64_t lists[QOS_SNAPSHOT_LISTS_MAX][QOS_SNAPSHOT_LIST_SIZE];
  char texts[QOS_SNAPSHOT_TEXTS_MAX][QOS_TEXT_SIZE];
} QosSnapshot;

void qos_snapshot_clear (QosSnapshot *snapshot);
bool qos_snapshot_has (const QosSnapshot *snapshot, unsigned field);
void qos_snapshot_set_uint (QosSnapshot *snapshot, unsigned field,
    uint64_t value);
void qos_snapshot_set_int (QosSnapshot *snapshot, unsigned field,
    int32_t value);
void qos_snapshot_set_bool (QosSnapshot *snapshot, unsigned field, bool value);
void qos_snapshot_set_double (QosSnapshot *snapshot, unsigned field,
    double value);

/* text: copied, cut at QOS_TEXT_SIZE - 1 bytes; empty: stays absent. At most
 * QOS_SNAPSHOT_TEXTS_MAX texts, further ones stay absent. */
void qos_snapshot_set_text (QosSnapshot *snapshot, unsigned field,
    const char *text);

/* counts: n of them, copied; at most QOS_SNAPSHOT_LIST_SIZE, the further ones
 * are left out. At most QOS_SNAPSHOT_LISTS_MAX lists, further ones stay absent.
 */
void qos_snapshot_set_counts (QosSnapshot *snapshot, unsigned field,
    const uint64_t *counts, unsigned n);

/* Keeps the values of a snapshot that has neither texts nor lists, the first
 * QOS_VALUES_MAX of them, and makes a snapshot of what was kept and nothing
 * else. */
void qos_snapshot_keep (const QosSnapshot *snapshot, QosValues *values);

/* The value of a field, NULL where it was not kept. */
const QosValue *qos_values_find (const QosValues *values, unsigned field);
void qos_snapshot_restore (QosSnapshot *snapshot, const QosValues *values);

/* The counts of a field that is known, and how many. */
const uint64_t *qos_snapshot_counts (const QosSnapshot *snapshot,
    unsigned field, unsigned *n);

/* The value of a text field that is known. */
const char *qos_snapshot_text (const QosSnapshot *snapshot, unsigned field);

#endif
