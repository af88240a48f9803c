/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values of an element's message as text for people: with their unit, and "–"
 * where a value is not known.
 */
#ifndef QOS_APP_TEXT_H
#define QOS_APP_TEXT_H

#include <gst/gst.h>

G_BEGIN_DECLS

#define QOS_APP_UNKNOWN "–"

/* What is shown of a message, and how: a column of a table, a readout. */
typedef struct
{
  const gchar *title;
  const gchar *field; /* of the message, docs/metrics.md */
  const gchar *unit;  /* "" for none */
  guint decimals;
  guint width; /* characters in a table, with the unit */
} QosAppColumn;

/* Says what went wrong on standard error, after the name of the program. text:
 * any. */
void qos_app_text_complain (const gchar *text);

/* The number in field, or NAN where it is not known. */
gdouble qos_app_text_number (const GstStructure *stats, const gchar *field);

/* value: (nullable). */
gdouble qos_app_text_number_of (const GValue *value);

/* Those that terminals obey, and those that turn the text around them or end a
 * line. */
gboolean qos_app_text_is_control (gunichar c);

/* Names come from the network. Returns: (transfer full): as UTF-8, without
 * control characters, overrides of the writing direction and space around it. */
gchar *qos_app_text_clean (const gchar *text);

/* Columns of a terminal that a clean text takes. */
guint qos_app_text_width (const gchar *text);

/* Returns: (transfer full): a clean text that takes no more than width columns;
 * one that was cut ends in "…". */
gchar *qos_app_text_fit (const gchar *text, guint width);

/* Returns: (transfer full): "40.2 ms", "127", "–"; text fields as
 * qos_app_text_clean () has them. */
gchar *qos_app_text_value (const GstStructure *stats,
    const QosAppColumn *column);

/* A sentence with the values of fields in place of {FIELD:DECIMALS}, as in
 * "{packets-lost:0} of {packets-expected:0}". Returns: (transfer full): "" where
 * one of them is not known. */
gchar *qos_app_text_fill (const GstStructure *stats, const gchar *sentence);

/* What to call a stream: its name, else its address, else its SSRC.
 * Returns: (transfer full). */
gchar *qos_app_text_who (const GstStructure *stats);

G_END_DECLS

#endif
