/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gstqosstructure.h"

typedef struct
{
  const char *name;
  const QosField *fields;
  unsigned n_fields;
  GQuark quarks[QOS_SNAPSHOT_FIELDS_MAX];
} Table;

static Table tables[] = {
    {GST_QOS_MESSAGE_STREAM, qos_stream_fields, QOS_STREAM_N_FIELDS},
    {GST_QOS_MESSAGE_SENDER, qos_sender_fields, QOS_SENDER_N_FIELDS},
    {GST_QOS_MESSAGE_EVENT, qos_event_fields, QOS_EVENT_N_FIELDS},
};

/* Looking a name up takes GLib's global lock: do it once per process, not once
 * per message. */
static void
gst_qos_structure_make_quarks (void)
{
  static gsize are_made = 0;

  if (!g_once_init_enter (&are_made))
    return;
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint i = 0; i < tables[t].n_fields; i++)
      tables[t].quarks[i] =
          g_quark_from_static_string (tables[t].fields[i].name);
  g_once_init_leave (&are_made, 1);
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
GValueArray *
gst_qos_structure_init_array (GValue *value, GType type, guint n)
{
  GValueArray *array = g_value_array_new (n);

  for (guint i = 0; i < n; i++) {
    g_value_array_append (array, NULL);
    g_value_init (&array->values[i], type);
  }
  g_value_init (value, g_value_array_get_type ());
  g_value_take_boxed (value, array);
  return array;
}
G_GNUC_END_IGNORE_DEPRECATIONS

static void
gst_qos_structure_set_counts (GValue *value, const QosSnapshot *snapshot,
    unsigned field)
{
  unsigned n;
  const uint64_t *counts = qos_snapshot_counts (snapshot, field, &n);
  GValueArray *array = gst_qos_structure_init_array (value, G_TYPE_UINT64, n);

  for (unsigned i = 0; i < n; i++)
    g_value_set_uint64 (&array->values[i], counts[i]);
}

static void
gst_qos_structure_set_value (GValue *value, const QosSnapshot *snapshot,
    const QosField *fields, unsigned field)
{
  switch (fields[field].type) {
    case QOS_TYPE_UINT:
      g_value_init (value, G_TYPE_UINT);
      g_value_set_uint (value, (guint) snapshot->values[field].u);
      break;
    case QOS_TYPE_INT:
      g_value_init (value, G_TYPE_INT);
      g_value_set_int (value, snapshot->values[field].i);
      break;
    case QOS_TYPE_UINT64:
      g_value_init (value, G_TYPE_UINT64);
      g_value_set_uint64 (value, snapshot->values[field].u);
      break;
    case QOS_TYPE_DOUBLE:
      g_value_init (value, G_TYPE_DOUBLE);
      g_value_set_double (value, snapshot->values[field].d);
      break;
    case QOS_TYPE_BOOL:
      g_value_init (value, G_TYPE_BOOLEAN);
      g_value_set_boolean (value, snapshot->values[field].u != 0);
      break;
    case QOS_TYPE_TEXT:
      g_value_init (value, G_TYPE_STRING);
      g_value_take_string (value,
          g_utf8_make_valid (qos_snapshot_text (snapshot, field), -1));
      break;
    case QOS_TYPE_COUNTS:
      gst_qos_structure_set_counts (value, snapshot, field);
      break;
  }
}

static GstStructure *
gst_qos_structure_create (const Table *table, const QosSnapshot *snapshot)
{
  GstStructure *structure;

  gst_qos_structure_make_quarks ();
  structure = gst_structure_new_empty (table->name);
  for (unsigned i = 0; i < table->n_fields; i++) {
    GValue value = G_VALUE_INIT;

    if (!qos_snapshot_has (snapshot, i))
      continue;
    gst_qos_structure_set_value (&value, snapshot, table->fields, i);
    gst_structure_id_take_value (structure, table->quarks[i], &value);
  }
  return structure;
}

GstStructure *
gst_qos_structure_stream (const QosSnapshot *snapshot)
{
  return gst_qos_structure_create (&tables[0], snapshot);
}

GstStructure *
gst_qos_structure_sender (const QosSnapshot *snapshot)
{
  return gst_qos_structure_create (&tables[1], snapshot);
}

GstStructure *
gst_qos_structure_event (const QosSnapshot *snapshot)
{
  return gst_qos_structure_create (&tables[2], snapshot);
}
