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
  const gchar *type;
  gboolean is_remote; /* which of the two */
  gdouble time_ms;    /* of the Unix epoch */
  gboolean has_any;   /* fields */
  guint at;           /* where to look for the next field */
  GString *line;
} Object;

/* Messages have the order of the table, with gaps: the search continues at its
 * last position. */
static const QosField *
find_field (Object *object, const gchar *name)
{
  const QosAppFields *fields = object->fields;

  for (guint i = 0; i < fields->n_fields; i++) {
    guint at = (object->at + i) % fields->n_fields;

    if (g_str_equal (fields->fields[at].name, name)) {
      object->at = at + 1;
      return &fields->fields[at];
    }
  }
  return NULL;
}

static gboolean
append_converted (Object *object, const GValue *value, const QosField *field)
{
  gdouble number = qos_app_number_of (value);

  if (field->is_written_as_time)
    return qos_app_json_append_number (object->line, object->time_ms - number,
        TIMESTAMP_DECIMALS);
  if (field->written && field->type == QOS_TYPE_DOUBLE)
    return qos_app_json_append_number (object->line,
        qos_app_field_to_base (field, number), DECIMALS);
  return qos_app_json_append_value (object->line, value);
}

static gboolean
append_field (GQuark quark, const GValue *value, gpointer user)
{
  static const QosField other = {.type = QOS_TYPE_TEXT};
  Object *object = user;
  const gchar *name = g_quark_to_string (quark);
  const QosField *field = find_field (object, name);
  gsize before = object->line->len;

  if (g_str_equal (name, QOS_STREAM (SSRC)->name))
    return TRUE; /* in both objects */
  if (!field)
    field = &other;
  if (field->is_of_remote != object->is_remote)
    return TRUE;
  g_string_append_c (object->line, ',');
  qos_app_json_append_text (object->line,
      field->written ? field->written : name);
  g_string_append_c (object->line, ':');
  if (append_converted (object, value, field))
    object->has_any = TRUE;
  else
    g_string_truncate (object->line, before);
  return TRUE;
}

static void
append_head (Object *object, guint ssrc)
{
  g_string_append_printf (object->line,
      "{\"id\":\"%s-%u\",\"timestamp\":", object->type, ssrc);
  qos_app_json_append_number (object->line, object->time_ms,
      TIMESTAMP_DECIMALS);
  g_string_append_printf (object->line,
      ",\"type\":\"%s\",\"kind\":\"audio\",\"ssrc\":%u", object->type, ssrc);
}

/* Returns: FALSE if the message has nothing for it. */
static gboolean
append_object (Object *object, const GstStructure *stats)
{
  guint ssrc = qos_app_ssrc (stats);

  append_head (object, ssrc);
  gst_structure_foreach (stats, append_field, object);
  return object->has_any;
}

static gdouble
find_age (const QosAppFields *fields, const GstStructure *stats)
{
  gdouble age_ms =
      fields->remote_age ? qos_app_number (stats, fields->remote_age) : NAN;

  return isnan (age_ms) ? 0 : age_ms;
}

/* The objects refer to each other by their ids. */
gchar *
qos_app_webrtc_lines (const QosAppFields *fields, const GstStructure *stats,
    GDateTime *time)
{
  gdouble time_ms = (gdouble) g_date_time_to_unix (time) * 1000 +
      g_date_time_get_microsecond (time) / 1000.0;
  GString *lines = g_string_new (NULL), *far = g_string_new (NULL);
  Object local = {fields, fields->type, FALSE, time_ms, FALSE, 0, lines};
  Object remote = {fields, fields->remote_type, TRUE,
      time_ms - find_age (fields, stats), FALSE, 0, far};
  guint ssrc = qos_app_ssrc (stats);

  append_object (&local, stats);
  if (remote.type && append_object (&remote, stats))
    g_string_append_printf (lines,
        ",\"remoteId\":\"%s-%u\"}\n%s,\"localId\":\"%s-%u\"", remote.type, ssrc,
        far->str, local.type, ssrc);
  g_string_append (lines, "}\n");
  g_string_free (far, TRUE);
  return g_string_free (lines, FALSE);
}
