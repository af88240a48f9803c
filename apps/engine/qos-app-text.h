/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values of an element's message as text for people: with units, and "–" for
 * unknown values.
 */
#pragma once

#include "qos-app-fields.h"

#define QOS_APP_UNKNOWN "–"

#define QOS_APP_PHRASE_FIELDS 2

/* Words with values in them: "# of # packets lost"; "#.#" has a decimal. */
typedef struct
{
  const gchar *text;                             /* NULL: none */
  const QosField *fields[QOS_APP_PHRASE_FIELDS]; /* of each # */
} QosAppPhrase;

/* Prints an error on standard error, after the name of the program. text:
 * any. */
void qos_app_text_complain (const gchar *text);

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
gchar *qos_app_text_value (const GstStructure *stats, const QosField *field,
    guint decimals);

/* Returns: (transfer full): "" if a value is unknown. */
gchar *qos_app_text_fill (const GstStructure *stats,
    const QosAppPhrase *phrase);

/* The display name of a stream: its name, otherwise its address, otherwise its
 * SSRC. Returns: (transfer full). */
gchar *qos_app_text_who (const GstStructure *stats);
