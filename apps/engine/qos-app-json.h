/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A flat structure as one line of JSON (RFC 8259). Written here because numbers
 * have to be readable: six decimals at most, where json-glib writes
 * 4.2000000000000002.
 */
#ifndef QOS_APP_JSON_H
#define QOS_APP_JSON_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* {"message":"NAME","time":"2026-11-24T12:00:00.123Z", fields...}; fields that
 * are neither number, boolean, text nor an array of those are left out, and so
 * are NaN and infinities; in an array those are null. time: (nullable). Returns: (transfer full): without newline. */
gchar *qos_app_json_line (const GstStructure *structure, GDateTime *time);

/* Returns: (transfer full): ISO 8601, UTC, with milliseconds, no quotes. */
gchar *qos_app_json_time (GDateTime *time);

/* In quotes, with escapes of all control characters, and as UTF-8 whatever it
 * was. */
void qos_app_json_append_text (GString *line, const gchar *text);

/* So many decimals at most (1 to 17), none in vain, and a point in every
 * locale. Returns: FALSE when it is no number, and nothing was written. */
gboolean qos_app_json_append_number (GString *line, gdouble number,
    guint decimals);

/* Returns: FALSE when JSON has nothing for it, and nothing was written. */
gboolean qos_app_json_append_value (GString *line, const GValue *value);

G_END_DECLS

#endif
