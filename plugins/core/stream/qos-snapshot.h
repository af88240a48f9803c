/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The fields of one message about a stream, as in the tables of plugins/fields.
 * A field that is not set is unknown, and absent wherever the snapshot is
 * shown.
 */
#pragma once

#include "qos-fields.h"

#define QOS_SNAPSHOT_FIELDS_MAX 80
#define QOS_SNAPSHOT_TEXTS_MAX 5
#define QOS_TEXT_SIZE 256 /* an SDES item has at most 255 bytes */
#define QOS_SNAPSHOT_LISTS_MAX 2
#define QOS_SNAPSHOT_LIST_SIZE 12

typedef union
{
  uint64_t u; /* also 0 or 1 */
  int32_t i;
  double d;
  unsigned text; /* index into texts */
  unsigned list; /* index into lists */
} QosValue;

/* A few numbers, in a compact form. */
#define QOS_VALUES_MAX 40
typedef struct
{
  /* bit n: field n is kept */
  uint64_t known[(QOS_SNAPSHOT_FIELDS_MAX + 63) / 64];
  QosValue values[QOS_VALUES_MAX]; /* of the kept fields, in their order */
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

/* Copies a text, truncated to QOS_TEXT_SIZE - 1 bytes; NULL changes nothing. */
void qos_text_copy (char to[QOS_TEXT_SIZE], const char *from);

void qos_snapshot_clear (QosSnapshot *snapshot);
bool qos_snapshot_has (const QosSnapshot *snapshot, unsigned field);
void qos_snapshot_forget (QosSnapshot *snapshot, unsigned field);
void qos_snapshot_set_uint (QosSnapshot *snapshot, unsigned field,
    uint64_t value);
void qos_snapshot_set_int (QosSnapshot *snapshot, unsigned field,
    int32_t value);
void qos_snapshot_set_double (QosSnapshot *snapshot, unsigned field,
    double value);

/* text: copied, truncated to QOS_TEXT_SIZE - 1 bytes; an empty one stays
 * absent. At most QOS_SNAPSHOT_TEXTS_MAX texts; further ones stay absent. */
void qos_snapshot_set_text (QosSnapshot *snapshot, unsigned field,
    const char *text);

/* counts: n of them, copied; at most QOS_SNAPSHOT_LIST_SIZE, the rest is left
 * out. At most QOS_SNAPSHOT_LISTS_MAX lists; further ones stay absent. */
void qos_snapshot_set_counts (QosSnapshot *snapshot, unsigned field,
    const uint64_t *counts, unsigned n);

/* The same for each kind of message, whose fields have a type of their own: a
 * field of another kind does not compile. */
#define QOS_SETTER(kind, Field, set, Value) \
  static inline void qos_##kind##_##set (QosSnapshot *snapshot, Field field, \
      Value value) \
  { \
    qos_snapshot_##set (snapshot, field, value); \
  }
#define QOS_SETTERS(kind, Field) \
  QOS_SETTER (kind, Field, set_uint, uint64_t) \
  QOS_SETTER (kind, Field, set_int, int32_t) \
  QOS_SETTER (kind, Field, set_double, double) \
  QOS_SETTER (kind, Field, set_text, const char *) \
  static inline void qos_##kind##_set_counts (QosSnapshot *snapshot, \
      Field field, const uint64_t *counts, unsigned n) \
  { \
    qos_snapshot_set_counts (snapshot, field, counts, n); \
  }

QOS_SETTERS (stream, QosStreamField)
QOS_SETTERS (sender, QosSenderField)
QOS_SETTERS (event, QosEventField)

/* Keeps the first QOS_VALUES_MAX values of a snapshot without texts and lists;
 * restore makes a snapshot of only these. */
void qos_snapshot_keep (const QosSnapshot *snapshot, QosValues *values);

/* The value of a field, NULL if it was not kept. */
const QosValue *qos_values_find (const QosValues *values, unsigned field);
void qos_snapshot_restore (QosSnapshot *snapshot, const QosValues *values);

/* The counts of a known field, and their number. */
const uint64_t *qos_snapshot_counts (const QosSnapshot *snapshot,
    unsigned field, unsigned *n);

/* The value of a known text field. */
const char *qos_snapshot_text (const QosSnapshot *snapshot, unsigned field);
