/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-alerts.h"

#include "qos-app-events.h"
#include "qos-app-text.h"

#include <math.h>

/* Number of streams whose last line is remembered. */
#define STREAMS_MAX 1024

/* What has happened to a stream since its last line. */
typedef struct
{
  guint ssrc;
  gchar *who;
  gchar *advice; /* the latest one */
  QosAppEvent last;
  guint n;
  gdouble missing_ms;
  guint causes; /* a bit for each cause */
  gdouble said_at_s;
} Alert;

struct _QosAppAlerts
{
  GPtrArray *alerts; /* Alert, the one unreported for longest first */
  GHashTable *by_ssrc;
  GPtrArray *notes; /* lines to be printed once */
  guint n_left_out; /* notes for which there was no room */
};

static void
free_alert (gpointer data)
{
  Alert *alert = data;

  g_free (alert->who);
  g_free (alert->advice);
  g_free (alert);
}

static Alert *
find (QosAppAlerts *self, guint ssrc)
{
  Alert *alert;

  if (self->alerts->len >= STREAMS_MAX &&
      !g_hash_table_contains (self->by_ssrc, GUINT_TO_POINTER (ssrc)))
    ssrc = 0; /* these share one line */
  alert = g_hash_table_lookup (self->by_ssrc, GUINT_TO_POINTER (ssrc));
  if (alert)
    return alert;
  alert = g_new0 (Alert, 1);
  alert->ssrc = ssrc;
  alert->said_at_s = -INFINITY;
  g_ptr_array_add (self->alerts, alert);
  g_hash_table_insert (self->by_ssrc, GUINT_TO_POINTER (ssrc), alert);
  return alert;
}

void
qos_app_alerts_add (QosAppAlerts *self, const GstStructure *event,
    const gchar *who)
{
  const gchar *advice = qos_app_string (event, QOS_EVENT (ADVICE));
  Alert *alert = find (self, qos_app_ssrc (event));

  g_free (alert->who);
  g_free (alert->advice);
  alert->who = qos_app_text_clean (who);
  alert->advice = qos_app_text_clean (advice ? advice : "");
  alert->last = qos_app_event_of (event, 0);
  alert->missing_ms += qos_app_event_missing_ms (&alert->last);
  alert->causes |= 1u << alert->last.cause;
  alert->n++;
}

/* A single event is described as it is, several by their sum. */
static gchar *
make_text (const Alert *alert)
{
  const gchar *separator = ": ";
  GString *text;

  if (alert->n == 1)
    return qos_app_event_text (&alert->last);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%u drop-outs, %.0f ms missing", alert->n,
      alert->missing_ms);
  for (guint cause = 0; cause < QOS_APP_N_CAUSES; cause++)
    if (alert->causes & 1u << cause) {
      g_string_append_printf (text, "%s%s", separator,
          qos_app_cause_name (cause));
      separator = ", ";
    }
  return g_string_free (text, FALSE);
}

static gchar *
make_line (const Alert *alert)
{
  g_autofree gchar *text = make_text (alert);

  return g_strdup_printf ("%s: %s.%s%s", alert->who, text,
      *alert->advice ? " " : "", alert->advice);
}

/* Streams without an event for this long start again as new ones. */
static void
drop_quiet (QosAppAlerts *self, gdouble now_s)
{
  for (guint i = self->alerts->len; i > 0; i--) {
    Alert *alert = g_ptr_array_index (self->alerts, i - 1);

    if (alert->n > 0 || now_s < alert->said_at_s + QOS_APP_ALERTS_STREAM_S)
      continue;
    g_hash_table_remove (self->by_ssrc, GUINT_TO_POINTER (alert->ssrc));
    g_ptr_array_remove_index (self->alerts, i - 1);
  }
}

void
qos_app_alerts_note (QosAppAlerts *self, const gchar *text)
{
  if (self->notes->len < QOS_APP_ALERTS_LINES_MAX)
    g_ptr_array_add (self->notes, qos_app_text_clean (text));
  else
    self->n_left_out++;
}

/* Returns: (transfer full) */
static GPtrArray *
take_notes (QosAppAlerts *self)
{
  GPtrArray *notes = self->notes;

  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (self->n_left_out > 0)
    g_ptr_array_add (notes,
        g_strdup_printf ("%u more notices.", self->n_left_out));
  self->n_left_out = 0;
  return notes;
}

GPtrArray *
qos_app_alerts_take (QosAppAlerts *self, gdouble now_s)
{
  GPtrArray *lines = take_notes (self);
  guint others = 0, drop_outs = 0, said = 0;
  gdouble missing_ms = 0;

  drop_quiet (self, now_s);
  for (guint i = 0; i < self->alerts->len; i++) {
    Alert *alert = g_ptr_array_index (self->alerts, i);

    if (alert->n == 0 || now_s < alert->said_at_s + QOS_APP_ALERTS_STREAM_S)
      continue;
    if (++said < QOS_APP_ALERTS_LINES_MAX) {
      g_ptr_array_add (lines, make_line (alert));
    } else {
      others++;
      drop_outs += alert->n;
      missing_ms += alert->missing_ms;
    }
    alert->said_at_s = now_s;
    alert->n = alert->causes = 0;
    alert->missing_ms = 0;
  }
  if (others > 0)
    g_ptr_array_add (lines,
        g_strdup_printf ("%u more stream%s: %u drop-out%s, %.0f ms missing.",
            others, others == 1 ? "" : "s", drop_outs,
            drop_outs == 1 ? "" : "s", missing_ms));
  return lines;
}

QosAppAlerts *
qos_app_alerts_new (void)
{
  QosAppAlerts *self = g_new0 (QosAppAlerts, 1);

  self->alerts = g_ptr_array_new_with_free_func (free_alert);
  self->by_ssrc = g_hash_table_new (NULL, NULL);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
qos_app_alerts_free (QosAppAlerts *self)
{
  g_hash_table_unref (self->by_ssrc);
  g_ptr_array_unref (self->alerts);
  g_ptr_array_unref (self->notes);
  g_free (self);
}
