/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-session-report.h"

#include "qos-app-report.h"
#include "qos-app-text.h"

struct _QosAppSessionReport
{
  QosAppSession *session;
  const QosAppFields *fields;
  QosAppReport *report;
  GDateTime *started;
  gint64 started_us; /* on the monotonic clock */
  gdouble seconds;   /* its length, after the end */
  gboolean is_over;
  gboolean has_any;
};

static gboolean
is_sent (const QosAppSessionReport *self)
{
  return self->fields == &qos_app_fields_sent;
}

static gdouble
seconds_of (const QosAppSessionReport *self)
{
  return self->is_over
      ? self->seconds
      : (gdouble) (g_get_monotonic_time () - self->started_us) / G_USEC_PER_SEC;
}

static void
begin (QosAppSessionReport *self)
{
  g_clear_pointer (&self->report, qos_app_report_free);
  g_clear_pointer (&self->started, g_date_time_unref);
  self->report = qos_app_report_new (self->fields);
  self->started = g_date_time_new_now_local ();
  self->started_us = g_get_monotonic_time ();
  self->is_over = self->has_any = FALSE;
}

/* Waiting for a device is part of a session, but counts start at 0 after it. */
static void
on_state (QosAppSession *session, guint state, QosAppSessionReport *self)
{
  if (state == QOS_APP_RUNNING && self->is_over) {
    begin (self);
  } else if (state == QOS_APP_WAITING) {
    qos_app_report_end_streams (self->report);
  } else if (state == QOS_APP_STOPPED && !self->is_over) {
    self->seconds = seconds_of (self);
    self->is_over = TRUE;
  }
}

static void
on_stats (QosAppSession *session, const GstStructure *stats,
    QosAppSessionReport *self)
{
  if (qos_app_count (stats,
          is_sent (self) ? QOS_SENDER (PACKETS_SENT)
                         : QOS_STREAM (PACKETS_RECEIVED)) > 0)
    self->has_any = TRUE;
  qos_app_report_take_stats (self->report, stats, seconds_of (self));
}

static void
on_event (QosAppSession *session, const GstStructure *event,
    QosAppSessionReport *self)
{
  gdouble time_s = seconds_of (self) - qos_app_session_age (session, event);

  qos_app_report_take_event (self->report, event, MAX (time_s, 0));
}

QosAppSessionReport *
qos_app_session_report_new (QosAppSession *session, const QosAppFields *fields)
{
  QosAppSessionReport *self = g_new0 (QosAppSessionReport, 1);

  self->session = g_object_ref (session);
  self->fields = fields;
  begin (self);
  self->is_over = TRUE;
  g_signal_connect (session, "state", G_CALLBACK (on_state), self);
  g_signal_connect (session, "stats", G_CALLBACK (on_stats), self);
  g_signal_connect (session, "event", G_CALLBACK (on_event), self);
  return self;
}

void
qos_app_session_report_free (QosAppSessionReport *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_pointer (&self->report, qos_app_report_free);
  g_clear_pointer (&self->started, g_date_time_unref);
  g_object_unref (self->session);
  g_free (self);
}

gboolean
qos_app_session_report_has_any (const QosAppSessionReport *self)
{
  return self->has_any;
}

gchar *
qos_app_session_report_page (QosAppSessionReport *self)
{
  const QosAppReportHead head = {
      .title =
          is_sent (self) ? "Sound that was sent" : "Sound that was received",
      .start = self->started,
      .seconds = seconds_of (self),
  };

  return qos_app_report_page (self->report, &head);
}
