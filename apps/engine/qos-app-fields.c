/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-fields.h"

#include <math.h>

const QosAppFields qos_app_fields_received = {"qosstats", "inbound-rtp",
    "remote-outbound-rtp", NULL, qos_stream_fields, QOS_STREAM_N_FIELDS};
const QosAppFields qos_app_fields_sent = {"qospay", "outbound-rtp",
    "remote-inbound-rtp", QOS_SENDER (REPORT_AGE_MS), qos_sender_fields,
    QOS_SENDER_N_FIELDS};
const QosAppFields qos_app_fields_event = {"qosevent", "qos-event", "", NULL,
    qos_event_fields, QOS_EVENT_N_FIELDS};
const QosAppFields qos_app_fields_notice = {"qosnotice", "qos-notice", "", NULL,
    qos_notice_fields, QOS_NOTICE_N_FIELDS};

/* It is the first member of each column. */
static guint
place_of (const QosField *field, gsize column)
{
  return G_STRUCT_MEMBER (uint8_t, field, column);
}

/* After those with the same place. */
static void
insert (QosAppPicked *picked, const QosField *field, gsize column)
{
  guint i = picked->n++;

  g_return_if_fail (picked->n <= QOS_APP_PICKED_MAX);
  for (; i > 0 &&
       place_of (picked->list[i - 1], column) > place_of (field, column);
       i--)
    picked->list[i] = picked->list[i - 1];
  picked->list[i] = field;
}

QosAppPicked
qos_app_fields_pick (const QosAppFields *fields, gsize column)
{
  QosAppPicked picked = {.n = 0};

  for (guint i = 0; i < fields->n_fields; i++)
    if (place_of (&fields->fields[i], column) > 0)
      insert (&picked, &fields->fields[i], column);
  for (guint i = 0; i < QOS_SHOWN_N_FIELDS; i++)
    if (place_of (&qos_shown_fields[i], column) > 0)
      insert (&picked, &qos_shown_fields[i], column);
  return picked;
}

gdouble
qos_app_field_to_base (const QosField *field, gdouble number)
{
  if (g_str_equal (field->unit, "ms"))
    return number / 1000;
  return g_str_equal (field->unit, "%") ? number / 100 : number;
}

gdouble
qos_app_number_of (const GValue *value)
{
  GValue number = G_VALUE_INIT;
  gdouble result = NAN;

  if (!value || G_VALUE_HOLDS_STRING (value))
    return NAN;
  g_value_init (&number, G_TYPE_DOUBLE);
  if (g_value_transform (value, &number))
    result = g_value_get_double (&number);
  g_value_unset (&number);
  return result;
}

gdouble
qos_app_number (const GstStructure *message, const QosField *field)
{
  return qos_app_number_of (gst_structure_get_value (message, field->name));
}

guint64
qos_app_count (const GstStructure *message, const QosField *field)
{
  guint64 count = 0;

  gst_structure_get_uint64 (message, field->name, &count);
  return count;
}

const gchar *
qos_app_string (const GstStructure *message, const QosField *field)
{
  return gst_structure_get_string (message, field->name);
}

gboolean
qos_app_has (const GstStructure *message, const QosField *field)
{
  return gst_structure_has_field (message, field->name);
}

const GValueArray *
qos_app_array (const GValue *value)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  return value && G_VALUE_HOLDS (value, g_value_array_get_type ())
      ? g_value_get_boxed (value)
      : NULL;
  G_GNUC_END_IGNORE_DEPRECATIONS
}

guint
qos_app_ssrc (const GstStructure *message)
{
  guint ssrc = 0;

  gst_structure_get_uint (message, QOS_STREAM (SSRC)->name, &ssrc);
  return ssrc;
}

void
qos_app_set_number (GstStructure *message, const QosField *field,
    gdouble number)
{
  if (!isnan (number))
    gst_structure_set (message, field->name, G_TYPE_DOUBLE, number, NULL);
}

void
qos_app_set_text (GstStructure *message, const QosField *field,
    const gchar *text)
{
  gst_structure_set (message, field->name, G_TYPE_STRING, text, NULL);
}
