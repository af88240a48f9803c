/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-webrtc.h"

#include "qos-app-json.h"
#include "qos-app-text.h"

#include <math.h>

/* Enough to keep all digits of milliseconds as seconds. */
#define DECIMALS 9
#define TIMESTAMP_DECIMALS 3

typedef struct
{
  const QosAppFields *fields;
  guint at;          /* where to look for the next field */
  GString *lines[2]; /* of the stream, and of the other end */
  gdouble times_ms[2];
  gboolean has_remote; /* fields of the other end */
} Objects;

/* Messages have the order of the table, with gaps: the search continues at its
 * last position. */
static const QosField *
find_field (Objects *self, const gchar *name)
{
  static const QosField other = {.type = QOS_TYPE_TEXT};
  const QosAppFields *fields = self->fields;

  for (guint i = 0; i < fields->n_fields; i++) {
    guint at = (self->at + i) % fields->n_fields;

    if (g_str_equal (fields->fields[at].name, name)) {
      self->at = at + 1;
      return &fields->fields[at];
    }
  }
  return &other;
}

static gboolean
append_converted (GString *line, const GValue *value, const QosField *field,
    gdouble time_ms)
{
  gdouble number = qos_app_number_of (value);

  if (field->is_written_as_time)
    return qos_app_json_append_number (line, time_ms - number,
        TIMESTAMP_DECIMALS);
  if (field->written && field->type == QOS_TYPE_DOUBLE)
    return qos_app_json_append_number (line,
        qos_app_field_to_base (field, number), DECIMALS);
  return qos_app_json_append_value (line, value);
}

static gboolean
append_field (GQuark quark, const GValue *value, gpointer user)
{
  Objects *self = user;
  const gchar *name = g_quark_to_string (quark);
  const QosField *field = find_field (self, name);
  GString *line = self->lines[field->is_of_remote];
  gsize before = line->len;

  if (g_str_equal (name, QOS_STREAM (SSRC)->name))
    return TRUE; /* in both objects */
  g_string_append_c (line, ',');
  qos_app_json_append_text (line, field->written ? field->written : name);
  g_string_append_c (line, ':');
  if (append_converted (line, value, field,
          self->times_ms[field->is_of_remote]))
    self->has_remote |= field->is_of_remote;
  else
    g_string_truncate (line, before);
  return TRUE;
}

static GString *
begin_object (const gchar *type, guint ssrc, gdouble time_ms)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "{\"id\":\"%s-%u\",\"timestamp\":", type, ssrc);
  qos_app_json_append_number (line, time_ms, TIMESTAMP_DECIMALS);
  g_string_append_printf (line,
      ",\"type\":\"%s\",\"kind\":\"audio\",\"ssrc\":%u", type, ssrc);
  return line;
}

/* The objects refer to each other by their ids. */
gchar *
qos_app_webrtc_lines (const QosAppFields *fields, const GstStructure *stats,
    GDateTime *time)
{
  gdouble time_ms = (gdouble) g_date_time_to_unix (time) * 1000 +
      g_date_time_get_microsecond (time) / 1000.0;
  gdouble age_ms =
      fields->remote_age ? qos_app_number (stats, fields->remote_age) : 0;
  gdouble remote_ms = time_ms - fmax (age_ms, 0);
  guint ssrc = qos_app_ssrc (stats);
  GString *line = begin_object (fields->type, ssrc, time_ms);
  GString *remote = begin_object (fields->remote_type, ssrc, remote_ms);
  Objects objects = {fields, 0, {line, remote}, {time_ms, remote_ms}};

  gst_structure_foreach (stats, append_field, &objects);
  if (objects.has_remote)
    g_string_append_printf (line,
        ",\"remoteId\":\"%s-%u\"}\n%s,\"localId\":\"%s-%u\"",
        fields->remote_type, ssrc, remote->str, fields->type, ssrc);
  g_string_append (line, "}\n");
  g_string_free (remote, TRUE);
  return g_string_free (line, FALSE);
}
