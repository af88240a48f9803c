/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-headless.h"

#include "qos-app-alerts.h"
#include "qos-app-crowd.h"
#include "qos-app-json.h"
#include "qos-app-screen.h"
#include "qos-app-stdio.h"
#include "qos-app-table.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>

/* Minimum time between two lines of a stream, seconds. */
#define LINE_EACH_S 0.95

#define DRAW_EACH_MS 500
#define ALERTS_EACH_MS 1000

typedef struct
{
  QosAppSession *session;
  const QosAppHeadless *config;
  GMainLoop *loop;
  QosAppScreen *screen;
  QosAppTable *table;
  QosAppAlerts *alerts;
  QosAppCrowd *crowd; /* the streams that have lines */
  gboolean has_said_crowd;
  GHashTable *said_at; /* SSRC to the time of its last line, us */
  gboolean has_run;
  gboolean has_failed;
  gdouble seconds;
} Headless;

static const gchar *const state_names[] = {"stopped", "starting", "running",
    "waiting", "stopping"};
static const gchar *const problem_names[] = {"failed", "silence", "device",
    "note"};

static gdouble
seconds_now (void)
{
  return (gdouble) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
print_json (GstStructure *structure)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree gchar *line = qos_app_json_line (structure, now);
  g_autofree gchar *with_end = g_strconcat (line, "\n", NULL);

  qos_app_stdio_write (with_end);
  gst_structure_free (structure);
}

/* Lines and the table */

static gboolean
draw_table (gpointer user)
{
  Headless *self = user;
  guint width, height;

  qos_app_screen_size (self->screen, &width, &height);
  qos_app_screen_draw (self->screen,
      qos_app_table_lines (self->table, width, height - 1,
          g_getenv ("NO_COLOR") == NULL));
  return G_SOURCE_CONTINUE;
}

static void
say (Headless *self, const gchar *text)
{
  qos_app_screen_say (self->screen, text);
}

static void
say_all (Headless *self, GPtrArray *lines, const gchar *before)
{
  for (guint i = 0; i < lines->len; i++) {
    g_autofree gchar *line =
        g_strconcat (before, g_ptr_array_index (lines, i), NULL);

    say (self, line);
  }
  g_ptr_array_unref (lines);
}

/* Prints them with the time of day. */
static gboolean
say_alerts (gpointer user)
{
  Headless *self = user;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree gchar *time = g_date_time_format (now, "%H:%M:%S ");

  say_all (self, qos_app_alerts_take (self->alerts, seconds_now ()), time);
  return G_SOURCE_CONTINUE;
}

/* Signals */

static void
say_words (Headless *self, const GstStructure *stats)
{
  gboolean is_last = qos_app_has (stats, QOS_STREAM (END_REASON));
  gint64 now = g_get_monotonic_time ();
  gint64 *at;
  guint ssrc = qos_app_ssrc (stats);
  g_autofree gchar *words = NULL;

  at = g_hash_table_lookup (self->said_at, GUINT_TO_POINTER (ssrc));
  if (at && !is_last && now - *at < LINE_EACH_S * G_USEC_PER_SEC)
    return;
  if (is_last) {
    g_hash_table_remove (self->said_at, GUINT_TO_POINTER (ssrc));
  } else {
    at = g_memdup2 (&now, sizeof now);
    g_hash_table_replace (self->said_at, GUINT_TO_POINTER (ssrc), at);
  }
  words = qos_app_table_words (self->table, stats);
  say (self, words);
}

static void
say_crowd (Headless *self)
{
  if (self->has_said_crowd)
    return;
  self->has_said_crowd = TRUE;
  qos_app_text_complain (
      "Too many streams to show each one; the totals at the end cover all.");
}

static void
on_stats (QosAppSession *session, const GstStructure *stats, Headless *self)
{
  qos_app_table_add (self->table, stats, seconds_now ());
  if (!qos_app_crowd_add (self->crowd, stats)) {
    say_crowd (self);
    return;
  }
  if (self->config->json)
    print_json (gst_structure_copy (stats));
  else if (self->has_run &&
      (!qos_app_screen_is_live (self->screen) ||
          qos_app_has (stats, QOS_STREAM (END_REASON))))
    say_words (self, stats);
}

static void
on_event (QosAppSession *session, const GstStructure *event, Headless *self)
{
  g_autofree gchar *who = NULL;

  if (self->config->json) {
    print_json (gst_structure_copy (event));
    return;
  }
  qos_app_table_add_event (self->table, event);
  who = qos_app_table_who (self->table, event);
  qos_app_alerts_add (self->alerts, event, who);
}

static void
on_notice (QosAppSession *session, const GstStructure *notice, Headless *self)
{
  g_autofree gchar *line = NULL, *text = NULL, *who = NULL;

  if (self->config->json) {
    print_json (gst_structure_copy (notice));
    return;
  }
  qos_app_table_add_notice (self->table, notice);
  who = qos_app_table_who (self->table, notice);
  text = qos_app_words_notice (notice);
  line = g_strdup_printf ("%s: %s", who, text);
  qos_app_alerts_note (self->alerts, line);
}

static void
on_level (QosAppSession *session, guint ssrc, gdouble rms, gdouble peak,
    Headless *self)
{
  qos_app_table_set_level (self->table, ssrc, peak);
}

static void
on_problem (QosAppSession *session, guint problem, const gchar *text,
    Headless *self)
{
  if (problem == QOS_APP_PROBLEM_FAILED && text)
    self->has_failed = TRUE;
  if (self->config->json) {
    GstStructure *s = gst_structure_new ("problem", "kind", G_TYPE_STRING,
        problem_names[problem], "is-over", G_TYPE_BOOLEAN, text == NULL, NULL);

    if (text)
      qos_app_set_text (s, QOS_NOTICE (TEXT), text);
    print_json (s);
  }
  if (text)
    qos_app_screen_complain (self->screen, text);
  else if (problem == QOS_APP_PROBLEM_SILENCE && !self->config->json)
    say (self, "Connection restored.");
}

static gboolean
on_time_up (gpointer user)
{
  Headless *self = user;

  qos_app_session_stop (self->session);
  return G_SOURCE_REMOVE;
}

static void
on_state (QosAppSession *session, guint state, Headless *self)
{
  if (self->config->json)
    print_json (gst_structure_new ("state", "state", G_TYPE_STRING,
        state_names[state], NULL));
  if (state == QOS_APP_RUNNING && !self->config->json)
    say (self, self->config->start_text);
  if (state == QOS_APP_RUNNING)
    self->has_run = TRUE;
  if (state == QOS_APP_WAITING)
    qos_app_table_end_all (self->table);
  if (state == QOS_APP_STOPPING)
    self->seconds = qos_app_session_seconds (session);
  if (state == QOS_APP_STOPPED)
    g_main_loop_quit (self->loop);
}

static gboolean
on_signal (gpointer user)
{
  Headless *self = user;

  qos_app_session_stop (self->session);
  return G_SOURCE_CONTINUE;
}

/* The end */

static void
say_summary (Headless *self)
{
  guint streams = qos_app_table_n_streams (self->table);
  g_autofree gchar *text = g_strdup_printf ("Ended after %.1f s, %u stream%s%c",
      self->seconds, streams, streams == 1 ? "" : "s", streams > 0 ? ':' : '.');

  say (self, text);
  say_all (self, qos_app_table_whole (self->table), "  ");
}

static void
sum_up (Headless *self)
{
  g_autoptr (GstStructure) summary = gst_structure_new ("summary", "seconds",
      G_TYPE_DOUBLE, self->seconds, NULL);

  qos_app_table_sum (self->table, summary);
  if (self->config->json) {
    print_json (g_steal_pointer (&summary));
    return;
  }
  if (self->has_run)
    say_summary (self);
}

static int
run (Headless *self)
{
  g_autoptr (GError) error = NULL;
  guint sources[6] = {0};

  if (!qos_app_session_start (self->session, &error)) {
    on_problem (self->session, QOS_APP_PROBLEM_FAILED, error->message, self);
    return QOS_APP_EXIT_FAILED;
  }
  sources[0] = g_unix_signal_add (SIGINT, on_signal, self);
  sources[1] = g_unix_signal_add (SIGTERM, on_signal, self);
  sources[2] = g_timeout_add (ALERTS_EACH_MS, say_alerts, self);
  if (qos_app_screen_is_live (self->screen)) {
    sources[3] = g_timeout_add (DRAW_EACH_MS, draw_table, self);
    sources[4] = g_unix_signal_add (SIGWINCH, draw_table, self);
  }
  if (self->config->duration_s > 0)
    g_timeout_add_seconds (self->config->duration_s, on_time_up, self);
  g_main_loop_run (self->loop);
  for (guint i = 0; sources[i]; i++)
    g_source_remove (sources[i]);
  qos_app_screen_leave (self->screen);
  sum_up (self);
  if (self->has_failed)
    return QOS_APP_EXIT_FAILED;
  return qos_app_session_was_met (self->session) ? QOS_APP_EXIT_OK
                                                 : QOS_APP_EXIT_ALONE;
}

int
qos_app_headless_run (QosAppSession *session, const QosAppHeadless *config)
{
  const QosAppPicked columns = QOS_APP_PICK (config->fields, terminal);
  const QosAppPicked totals = QOS_APP_PICK (config->fields, total);
  Headless self = {
      .session = session,
      .config = config,
      .loop = g_main_loop_new (NULL, FALSE),
      .screen = qos_app_screen_new (!config->json),
      .table = qos_app_table_new (&columns, &totals, config->who),
      .alerts = qos_app_alerts_new (),
      .crowd = qos_app_crowd_new (
          config->json ? QOS_APP_CROWD_WRITTEN : QOS_APP_CROWD_SHOWN),
      .said_at = g_hash_table_new_full (NULL, NULL, NULL, g_free),
  };
  int status;

  qos_app_stdio_start (on_signal, &self);
  g_signal_connect (session, "stats", G_CALLBACK (on_stats), &self);
  g_signal_connect (session, "event", G_CALLBACK (on_event), &self);
  g_signal_connect (session, "notice", G_CALLBACK (on_notice), &self);
  g_signal_connect (session, "level", G_CALLBACK (on_level), &self);
  g_signal_connect (session, "problem", G_CALLBACK (on_problem), &self);
  g_signal_connect (session, "state", G_CALLBACK (on_state), &self);
  status = run (&self);
  qos_app_stdio_end ();
  g_signal_handlers_disconnect_by_data (session, &self);
  g_main_loop_unref (self.loop);
  qos_app_alerts_free (self.alerts);
  qos_app_crowd_free (self.crowd);
  qos_app_table_free (self.table);
  qos_app_screen_free (self.screen);
  g_hash_table_unref (self.said_at);
  return status;
}
