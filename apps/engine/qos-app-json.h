/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A flat structure as one line of JSON (RFC 8259). json-glib is not used
 * because it writes 4.2000000000000002; here numbers have at most six decimals.
 */
#pragma once

#include <gst/gst.h>

/* {"message":"NAME","time":"2026-11-24T12:00:00.123Z", fields...}. Only
 * numbers, booleans, texts and arrays of them are written; NaN and infinity are
 * left out, or null in an array. time: (nullable). Returns: (transfer full):
 * without newline. */
gchar *qos_app_json_line (const GstStructure *structure, GDateTime *time);

/* Returns: (transfer full): ISO 8601, UTC, with milliseconds, no quotes. */
gchar *qos_app_json_time (GDateTime *time);

/* Quoted, with all control characters escaped, and always valid UTF-8. */
void qos_app_json_append_text (GString *line, const gchar *text);

/* Writes at most decimals decimals (1 to 17), with trailing zeros trimmed and a
 * decimal point in every locale. Returns: FALSE if it is not finite, and
 * nothing was written. */
gboolean qos_app_json_append_number (GString *line, gdouble number,
    guint decimals);

/* Returns: FALSE if JSON cannot express it, and nothing was written. */
gboolean qos_app_json_append_value (GString *line, const GValue *value);
