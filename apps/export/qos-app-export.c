/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-export.h"

#include "qos-app-crowd.h"
#include "qos-app-csv.h"
#include "qos-app-http.h"
#include "qos-app-metrics.h"
#include "qos-app-report.h"
#include "qos-app-session-report.h"
#include "qos-app-webrtc.h"
#include "qos-app-writer.h"

struct _QosAppExport
{
  QosAppSession *session;
  const QosAppFields *fields;
  QosAppWriter *json; /* (nullable), and so are the others */
  QosAppWriter *csv;
  QosAppCrowd *crowd; /* the streams that files contain */
  gboolean has_left_out;
  QosAppMetrics *metrics;
  QosAppHttp *http;
  gchar *report_file;          /* (nullable) */
  QosAppSessionReport *report; /* (nullable) */
  gboolean is_report_due;      /* from start to stop */
  gboolean has_failed;
  GString *unsaid; /* errors, while the session is not running */
};

/* Starting the session clears earlier problems. */
static void
on_trouble (const gchar *text, gpointer user)
{
  QosAppExport *self = user;

  if (qos_app_session_state (self->session) == QOS_APP_RUNNING)
    qos_app_session_say (self->session, QOS_APP_PROBLEM_NOTE, text);
  else
    g_string_append_printf (self->unsaid, "%s%s",
        self->unsaid->len > 0 ? "\n" : "", text);
}

/* Returns: (transfer full) (nullable): the error. */
static gchar *
write_report (QosAppExport *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree gchar *page = NULL;
  gchar *trouble = NULL;

  if (!self->is_report_due)
    return NULL;
  self->is_report_due = FALSE;
  page = qos_app_session_report_page (self->report);
  if (!qos_app_report_write (page, self->report_file, &error)) {
    trouble = g_strdup (error->message);
    self->has_failed = TRUE;
  }
  return trouble;
}

static void
on_state (QosAppSession *session, guint state, QosAppExport *self)
{
  g_autofree gchar *trouble =
      state == QOS_APP_STOPPED ? write_report (self) : NULL;

  if (state == QOS_APP_RUNNING && self->unsaid->len > 0) {
    qos_app_session_say (session, QOS_APP_PROBLEM_NOTE, self->unsaid->str);
    g_string_truncate (self->unsaid, 0);
  }
  if (self->metrics && (state == QOS_APP_STOPPED || state == QOS_APP_WAITING))
    qos_app_metrics_end_streams (self->metrics);
  if (state == QOS_APP_RUNNING)
    self->is_report_due = self->report != NULL;
  if (trouble)
    qos_app_session_say (session, QOS_APP_PROBLEM_NOTE, trouble);
}

/* Returns: TRUE if the files contain the stream. */
static gboolean
is_written (QosAppExport *self, const GstStructure *stats)
{
  g_autofree gchar *text = NULL;

  if (qos_app_crowd_add (self->crowd, stats))
    return TRUE;
  if (self->has_left_out || (!self->json && !self->csv))
    return FALSE;
  self->has_left_out = TRUE;
  text = g_strdup_printf ("There are more than %u streams: files contain the "
                          "first %u, and those that are played.",
      QOS_APP_CROWD_WRITTEN, QOS_APP_CROWD_WRITTEN);
  on_trouble (text, self);
  return FALSE;
}

static void
on_stats (QosAppSession *session, const GstStructure *stats, QosAppExport *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  gboolean is_in = is_written (self, stats);

  if (self->json && is_in)
    qos_app_writer_write (self->json,
        qos_app_webrtc_lines (self->fields, stats, now));
  if (self->csv && is_in)
    qos_app_writer_write (self->csv,
        qos_app_csv_row (self->fields, stats, now));
  if (self->metrics)
    qos_app_metrics_add (self->metrics, stats);
}

/* An event or a notice. */
static void
on_message (QosAppSession *session, const GstStructure *message,
    QosAppExport *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  const QosAppFields *fields =
      gst_structure_has_name (message, qos_app_fields_event.message)
      ? &qos_app_fields_event
      : &qos_app_fields_notice;

  if (self->json && qos_app_crowd_has (self->crowd, message))
    qos_app_writer_write (self->json,
        qos_app_webrtc_lines (fields, message, now));
}

static QosAppWriter *
open_file (QosAppExport *self, const gchar *file)
{
  g_autoptr (GError) error = NULL;
  QosAppWriter *writer =
      file ? qos_app_writer_new (file, on_trouble, self, &error) : NULL;

  if (error)
    on_trouble (error->message, self);
  return writer;
}

static gchar *
make_text (gpointer user)
{
  return qos_app_metrics_text (((QosAppExport *) user)->metrics);
}

static void
warn_of_strangers (QosAppExport *self, GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  g_autofree gchar *text = NULL;

  if (!g_inet_address_get_is_any (g_inet_socket_address_get_address (inet)))
    return;
  text = g_strdup_printf ("Anyone who can reach TCP port %u of this machine "
                          "can read the metrics, with names and addresses of "
                          "senders. Give --metrics the address of one network, "
                          "or only the port to serve this machine alone.",
      g_inet_socket_address_get_port (inet));
  on_trouble (text, self);
}

static void
serve (QosAppExport *self, const QosAppOptions *options)
{
  g_autoptr (GError) error = NULL;

  if (!options->metrics_address)
    return;
  self->metrics =
      qos_app_metrics_new (self->fields, (guint) options->metrics_clients);
  self->http =
      qos_app_http_new (options->metrics_address, make_text, self, &error);
  if (error)
    on_trouble (error->message, self);
  else
    warn_of_strangers (self, options->metrics_address);
}

QosAppExport *
qos_app_export_new (const QosAppOptions *options, const QosAppFields *fields,
    QosAppSession *session)
{
  QosAppExport *self = g_new0 (QosAppExport, 1);

  self->session = g_object_ref (session);
  self->fields = fields;
  self->unsaid = g_string_new (NULL);
  self->crowd = qos_app_crowd_new (QOS_APP_CROWD_WRITTEN);
  self->json = open_file (self, options->json_file);
  self->csv = open_file (self, options->csv_file);
  self->report_file = g_strdup (options->report_file);
  if (self->report_file)
    self->report = qos_app_session_report_new (session, fields);
  if (self->csv)
    qos_app_writer_write (self->csv, qos_app_csv_header (fields));
  serve (self, options);
  g_signal_connect (session, "state", G_CALLBACK (on_state), self);
  g_signal_connect (session, "stats", G_CALLBACK (on_stats), self);
  g_signal_connect (session, "event", G_CALLBACK (on_message), self);
  g_signal_connect (session, "notice", G_CALLBACK (on_message), self);
  return self;
}

gboolean
qos_app_export_has_failed (const QosAppExport *self)
{
  return self->has_failed;
}

void
qos_app_export_free (QosAppExport *self)
{
  g_autofree gchar *trouble = write_report (self);

  g_signal_handlers_disconnect_by_data (self->session, self);
  if (trouble)
    g_printerr ("%s\n", trouble);
  g_clear_pointer (&self->report, qos_app_session_report_free);
  g_clear_pointer (&self->http, qos_app_http_free);
  g_clear_pointer (&self->metrics, qos_app_metrics_free);
  qos_app_crowd_free (self->crowd);
  g_clear_pointer (&self->json, qos_app_writer_free);
  g_clear_pointer (&self->csv, qos_app_writer_free);
  if (self->unsaid->len > 0)
    g_printerr ("%s\n", self->unsaid->str);
  g_string_free (self->unsaid, TRUE);
  g_free (self->report_file);
  g_object_unref (self->session);
  g_free (self);
}
