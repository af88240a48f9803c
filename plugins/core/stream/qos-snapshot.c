/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-snapshot.h"

#include <string.h>

_Static_assert(QOS_STREAM_N_FIELDS <= QOS_SNAPSHOT_FIELDS_MAX,
    "a snapshot holds every field of a stream");
_Static_assert(QOS_EVENT_N_FIELDS <= QOS_SNAPSHOT_FIELDS_MAX,
    "a snapshot holds every field of an event");
_Static_assert(QOS_SENDER_N_FIELDS <= QOS_SNAPSHOT_FIELDS_MAX,
    "a snapshot holds every field of a sender");

static void
set_known (QosSnapshot *snapshot, unsigned field)
{
  snapshot->known[field / 64] |= UINT64_C (1) << field % 64;
}

void
qos_text_copy (char to[QOS_TEXT_SIZE], const char *from)
{
  if (!from)
    return;
  strncpy (to, from, QOS_TEXT_SIZE - 1);
  to[QOS_TEXT_SIZE - 1] = '\0';
}

void
qos_snapshot_clear (QosSnapshot *snapshot)
{
  memset (snapshot->known, 0, sizeof snapshot->known);
  snapshot->n_texts = snapshot->n_lists = 0;
}

bool
qos_snapshot_has (const QosSnapshot *snapshot, unsigned field)
{
  return (snapshot->known[field / 64] >> field % 64 & 1) != 0;
}

void
qos_snapshot_forget (QosSnapshot *snapshot, unsigned field)
{
  snapshot->known[field / 64] &= ~(UINT64_C (1) << field % 64);
}

void
qos_snapshot_set_uint (QosSnapshot *snapshot, unsigned field, uint64_t value)
{
  snapshot->values[field].u = value;
  set_known (snapshot, field);
}

void
qos_snapshot_set_int (QosSnapshot *snapshot, unsigned field, int32_t value)
{
  snapshot->values[field].i = value;
  set_known (snapshot, field);
}

void
qos_snapshot_set_double (QosSnapshot *snapshot, unsigned field, double value)
{
  snapshot->values[field].d = value;
  set_known (snapshot, field);
}

void
qos_snapshot_set_text (QosSnapshot *snapshot, unsigned field, const char *text)
{
  if (text[0] == '\0' || snapshot->n_texts == QOS_SNAPSHOT_TEXTS_MAX)
    return;
  qos_text_copy (snapshot->texts[snapshot->n_texts], text);
  snapshot->values[field].text = snapshot->n_texts++;
  set_known (snapshot, field);
}

const char *
qos_snapshot_text (const QosSnapshot *snapshot, unsigned field)
{
  return snapshot->texts[snapshot->values[field].text];
}

void
qos_snapshot_set_counts (QosSnapshot *snapshot, unsigned field,
    const uint64_t *counts, unsigned n)
{
  unsigned list = snapshot->n_lists;

  if (list == QOS_SNAPSHOT_LISTS_MAX)
    return;
  if (n > QOS_SNAPSHOT_LIST_SIZE)
    n = QOS_SNAPSHOT_LIST_SIZE;
  memcpy (snapshot->lists[list], counts, n * sizeof *counts);
  snapshot->list_sizes[list] = n;
  snapshot->values[field].list = snapshot->n_lists++;
  set_known (snapshot, field);
}

const uint64_t *
qos_snapshot_counts (const QosSnapshot *snapshot, unsigned field, unsigned *n)
{
  unsigned list = snapshot->values[field].list;

  *n = snapshot->list_sizes[list];
  return snapshot->lists[list];
}

static bool
is_kept (const QosValues *values, unsigned field)
{
  return (values->known[field / 64] >> field % 64 & 1) != 0;
}

void
qos_snapshot_keep (const QosSnapshot *snapshot, QosValues *values)
{
  unsigned n = 0;

  memset (values->known, 0, sizeof values->known);
  for (unsigned i = 0; i < QOS_SNAPSHOT_FIELDS_MAX && n < QOS_VALUES_MAX; i++) {
    if (!qos_snapshot_has (snapshot, i))
      continue;
    values->known[i / 64] |= UINT64_C (1) << i % 64;
    values->values[n++] = snapshot->values[i];
  }
}

void
qos_snapshot_restore (QosSnapshot *snapshot, const QosValues *values)
{
  unsigned n = 0;

  qos_snapshot_clear (snapshot);
  for (unsigned i = 0; i < QOS_SNAPSHOT_FIELDS_MAX; i++) {
    if (!is_kept (values, i))
      continue;
    snapshot->values[i] = values->values[n++];
    set_known (snapshot, i);
  }
}

const QosValue *
qos_values_find (const QosValues *values, unsigned field)
{
  unsigned n = 0;

  if (!is_kept (values, field))
    return NULL;
  for (unsigned i = 0; i < field; i++)
    n += is_kept (values, i);
  return &values->values[n];
}
