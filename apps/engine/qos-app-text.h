/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values of an element's message as text for people: with units, and "–" for
 * unknown values.
 */
#ifndef QOS_APP_TEXT_H
#define QOS_APP_TEXT_H

#include <gst/gst.h>

G_BEGIN_DECLS

#define QOS_APP_UNKNOWN "–"

/* How a value is shown: a column of a table, a readout. */
typedef struct
{
  const gchar *title;
  const gchar *field; /* of the message, docs/metrics.md */
  const gchar *unit;  /* "" for none */
  guint decimals;
  guint width; /* characters in a table, with the unit */
} QosAppColumn;

/* Prints an error on standard error, after the name of the program. text:
 * any. */
void qos_app_text_complain (const gchar *text);

/* The number in field, or NAN if unknown. */
gdouble qos_app_text_number (const GstStructure *stats, const gchar *field);

/* value: (nullable). */
gdouble qos_app_text_number_of (const GValue *value);

/* Characters that control terminals, change the direction of text or end a
 * line. */
gboolean qos_app_text_is_control (gunichar c);

/* Names come from the network. Returns: (transfer full): valid UTF-8, without
 * control characters, overrides of the text direction and surrounding space. */
gchar *qos_app_text_clean (const gchar *text);

/* Number of terminal columns of a clean text. */
guint qos_app_text_width (const gchar *text);

/* Returns: (transfer full): a clean text of at most width columns; a truncated
 * one ends in "…". */
gchar *qos_app_text_fit (const gchar *text, guint width);

/* Returns: (transfer full): "40.2 ms", "127", "–"; texts as from
 * qos_app_text_clean (). */
gchar *qos_app_text_value (const GstStructure *stats,
    const QosAppColumn *column);

/* A sentence in which {FIELD:DECIMALS} is replaced by values, such as
 * "{packets-lost:0} of {packets-expected:0}". Returns: (transfer full): "" if
 * one of them is unknown. */
gchar *qos_app_text_fill (const GstStructure *stats, const gchar *sentence);

/* The display name of a stream: its name, otherwise its address, otherwise its
 * SSRC. Returns: (transfer full). */
gchar *qos_app_text_who (const GstStructure *stats);

G_END_DECLS

#endif
