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
print_json (const GstStructure *structure)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree gchar *line = qos_app_json_line (structure, now);
  g_autofree gchar *with_end = g_strconcat (line, "\n", NULL);

  qos_app_stdio_write (with_end);
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
  gdouble now_s = seconds_now ();
  g_autofree gchar *words = NULL;

  qos_app_table_add (self->table, stats, now_s);
  if (!qos_app_crowd_add (self->crowd, stats)) {
    say_crowd (self);
    return;
  }
  if (self->config->json)
    print_json (stats);
  else if (self->has_run &&
      (!qos_app_screen_is_live (self->screen) ||
          qos_app_has (stats, QOS_STREAM (END_REASON))))
    words = qos_app_table_words (self->table, stats, now_s);
  if (words)
    say (self, words);
}

static void
print_message (QosAppSession *session, const GstStructure *message,
    Headless *self)
{
  print_json (message);
}

static void
on_event (QosAppSession *session, const GstStructure *event, Headless *self)
{
  g_autofree gchar *who = qos_app_table_who (self->table, event);

  qos_app_table_add_event (self->table, event);
  qos_app_alerts_add (self->alerts, event, who);
}

static void
on_notice (QosAppSession *session, const GstStructure *notice, Headless *self)
{
  g_autofree gchar *who = qos_app_table_who (self->table, notice);
  g_autofree gchar *text = qos_app_words_notice (notice);
  g_autofree gchar *line = g_strdup_printf ("%s: %s", who, text);

  qos_app_table_add_notice (self->table, notice);
  qos_app_alerts_note (self->alerts, line);
}

static void
on_problem (QosAppSession *session, guint problem, const gchar *text,
    Headless *self)
{
  if (problem == QOS_APP_PROBLEM_FAILED && text)
    self->has_failed = TRUE;
  if (self->config->json) {
    g_autoptr (GstStructure) s = gst_structure_new ("problem", "kind",
        G_TYPE_STRING, problem_names[problem], "is-over", G_TYPE_BOOLEAN,
        text == NULL, NULL);

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
  g_autoptr (GstStructure) s = gst_structure_new ("state", "state",
      G_TYPE_STRING, state_names[state], NULL);

  if (self->config->json)
    print_json (s);
  else if (state == QOS_APP_RUNNING)
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
sum_up (Headless *self)
{
  g_autoptr (GstStructure) summary =
      qos_app_table_sum (self->table, self->seconds);
  guint streams = qos_app_table_n_streams (self->table);
  g_autofree gchar *text = g_strdup_printf ("Ended after %.1f s, %u stream%s%c",
      self->seconds, streams, streams == 1 ? "" : "s", streams > 0 ? ':' : '.');

  if (self->config->json) {
    print_json (summary);
  } else if (self->has_run) {
    say (self, text);
    say_all (self, qos_app_table_whole (self->table), "  ");
  }
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
  };
  int status;

  qos_app_stdio_start (on_signal, &self);
  g_signal_connect (session, "stats", G_CALLBACK (on_stats), &self);
  g_signal_connect (session, "event",
      config->json ? G_CALLBACK (print_message) : G_CALLBACK (on_event), &self);
  g_signal_connect (session, "notice",
      config->json ? G_CALLBACK (print_message) : G_CALLBACK (on_notice),
      &self);
  g_signal_connect_swapped (session, "level",
      G_CALLBACK (qos_app_table_set_level), self.table);
  g_signal_connect (session, "problem", G_CALLBACK (on_problem), &self);
  g_signal_connect (session, "state", G_CALLBACK (on_state), &self);
  status = run (&self);
  qos_app_stdio_end ();
  g_signal_handlers_disconnect_by_data (session, &self);
  g_signal_handlers_disconnect_by_data (session, self.table);
  g_main_loop_unref (self.loop);
  qos_app_alerts_free (self.alerts);
  qos_app_crowd_free (self.crowd);
  qos_app_table_free (self.table);
  qos_app_screen_free (self.screen);
  return status;
}
