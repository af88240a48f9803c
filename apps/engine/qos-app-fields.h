/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The elements' messages by the table of their fields: the values in a message,
 * and the fields that a file, a table or a chart shows.
 */
#pragma once

#include "qos-fields.h"

#include <gst/gst.h>

typedef struct
{
  const gchar *message;     /* "qosstats", "qospay", "qosevent", "qosnotice" */
  const gchar *type;        /* of the W3C's objects, RTCStatsType */
  const gchar *remote_type; /* of the one for the other end; "": none */
  const QosField *remote_age; /* age of the other end's report; NULL: unknown */
  const QosField *fields;
  guint n_fields;
} QosAppFields;

extern const QosAppFields qos_app_fields_received;
extern const QosAppFields qos_app_fields_sent;
extern const QosAppFields qos_app_fields_event;
extern const QosAppFields qos_app_fields_notice;

/* The fields that have a place in one column of the table, in order. */
#define QOS_APP_PICKED_MAX 48

typedef struct
{
  const QosField *list[QOS_APP_PICKED_MAX];
  guint n;
} QosAppPicked;

/* Returns: the fields of a message, and those that the apps add to it, with a
 * place in this column of QosField. */
#define QOS_APP_PICK(fields, column) \
  qos_app_fields_pick (fields, G_STRUCT_OFFSET (QosField, column))
QosAppPicked qos_app_fields_pick (const QosAppFields *fields, gsize column);

/* Converts to base units: ms to seconds, percent to a ratio, others are
 * unchanged. */
gdouble qos_app_field_to_base (const QosField *field, gdouble number);

/* The number in a field, NAN if unknown. value: (nullable). */
gdouble qos_app_number (const GstStructure *message, const QosField *field);
gdouble qos_app_number_of (const GValue *value);

/* A counter, 0 if unknown. */
guint64 qos_app_count (const GstStructure *message, const QosField *field);

/* Returns: (transfer none) (nullable): as it came from the network. */
const gchar *qos_app_string (const GstStructure *message,
    const QosField *field);

gboolean qos_app_has (const GstStructure *message, const QosField *field);

/* value: (nullable). Returns: (transfer none) (nullable): NULL if it is not an
 * array. */
const GValueArray *qos_app_array (const GValue *value);

/* Returns: 0 if the message has none. */
guint qos_app_ssrc (const GstStructure *message);

/* Adds a field to a message. number: left out if NAN. */
void qos_app_set_number (GstStructure *message, const QosField *field,
    gdouble number);
void qos_app_set_text (GstStructure *message, const QosField *field,
    const gchar *text);
