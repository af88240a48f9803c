/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-app-headless.h"

#include "qos-app-events.h"
#include "qos-app-json.h"
#include "qos-app-table.h"

#include <glib-unix.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* A line for each stream at most as often, seconds. */
#define LINE_EACH_S 0.95

typedef struct
{
  QosAppSession *session;
  const QosAppHeadless *config;
  GMainLoop *loop;
  QosAppTable *table;
  GHashTable *said_at; /* SSRC to the time of its last line, us */
  gboolean is_terminal;
  gint64 event_at; /* when the last event was said, us */
  guint lines_up;  /* of the table that is on the screen */
  gboolean has_failed;
  gdouble seconds;
} Headless;

static const gchar *const state_names[] = {"stopped", "starting", "running",
    "waiting", "stopping"};
static const gchar *const problem_names[] = {"failed", "silence", "device",
    "note"};

static void
print_json (GstStructure *structure)
{
  GDateTime *now = g_date_time_new_now_utc ();
  gchar *line = qos_app_json_line (structure, now);

  puts (line); /* UTF-8, whatever the locale */
  fflush (stdout);
  g_free (line);
  g_date_time_unref (now);
  gst_structure_free (structure);
}

/* The table */

static void
print_line (Headless *self, gchar *line)
{
  g_print ("%s\033[K\n", line);
  g_free (line);
  self->lines_up++;
}

static void
clear_table (Headless *self)
{
  if (self->lines_up > 0)
    g_print ("\033[%uA\033[J", self->lines_up);
  self->lines_up = 0;
}

static gboolean
draw_table (gpointer user)
{
  Headless *self = user;
  guint n = qos_app_table_n_rows (self->table);

  clear_table (self);
  if (n > 0)
    print_line (self, qos_app_table_line (self->table, -1));
  for (guint i = 0; i < n; i++)
    print_line (self, qos_app_table_line (self->table, (gint) i));
  return G_SOURCE_CONTINUE;
}

/* A line that stays, above the table. */
static void
say (Headless *self, gboolean is_trouble, const gchar *text)
{
  clear_table (self);
  if (is_trouble)
    g_printerr ("%s\n", text);
  else
    g_print ("%s\n", text);
}

/* Signals */

static void
say_words (Headless *self, const GstStructure *stats)
{
  gboolean is_last = gst_structure_has_field (stats, "end-reason");
  gint64 now = g_get_monotonic_time ();
  gint64 *at;
  guint ssrc = 0;
  gchar *words;

  gst_structure_get_uint (stats, "ssrc", &ssrc);
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
  say (self, FALSE, words);
  g_free (words);
}

static void
on_stats (QosAppSession *session, const GstStructure *stats, Headless *self)
{
  qos_app_table_add (self->table, stats);
  if (self->config->json)
    print_json (gst_structure_copy (stats));
  else if (!self->is_terminal || gst_structure_has_field (stats, "end-reason"))
    say_words (self, stats);
}

/* Bursts of them say enough with one line a second. */
static void
on_event (QosAppSession *session, const GstStructure *event, Headless *self)
{
  gint64 now = g_get_monotonic_time ();
  const gchar *advice = gst_structure_get_string (event, "advice");
  QosAppEvent said = qos_app_event_of (event, 0);
  gchar *what, *text;

  if (self->config->json) {
    print_json (gst_structure_copy (event));
    return;
  }
  if (now - self->event_at < LINE_EACH_S * G_USEC_PER_SEC)
    return;
  self->event_at = now;
  what = qos_app_event_text (&said);
  text = g_strdup_printf ("%s. %s", what, advice ? advice : "");
  say (self, FALSE, text);
  g_free (text);
  g_free (what);
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
      gst_structure_set (s, "text", G_TYPE_STRING, text, NULL);
    print_json (s);
  }
  if (text)
    say (self, TRUE, text);
  else if (problem == QOS_APP_PROBLEM_SILENCE && !self->config->json)
    say (self, FALSE, "It answers again.");
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
    say (self, FALSE, self->config->start_text);
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
say_summary (Headless *self, const GstStructure *summary)
{
  const gchar *const *totals = self->config->totals;
  GString *text = g_string_new (NULL);
  guint64 lost = 0, of = 0;
  guint streams = qos_app_table_n_streams (self->table);

  g_string_append_printf (text, "Ended after %.1f s, %u stream%s",
      self->seconds, streams, streams == 1 ? "" : "s");
  for (guint i = 0; totals[i]; i++) {
    guint64 value;

    if (gst_structure_get_uint64 (summary, totals[i], &value))
      g_string_append_printf (text, "%s %s %" G_GUINT64_FORMAT,
          i == 0 ? ":" : ",", totals[i], value);
  }
  if (gst_structure_get_uint64 (summary, self->config->lost, &lost) &&
      gst_structure_get_uint64 (summary, self->config->of, &of) && of > 0)
    g_string_append_printf (text, " (%.2f %% lost)",
        100.0 * (gdouble) lost / (gdouble) of);
  say (self, FALSE, text->str);
  g_string_free (text, TRUE);
}

static void
sum_up (Headless *self)
{
  GstStructure *summary = gst_structure_new ("summary", "seconds",
      G_TYPE_DOUBLE, self->seconds, NULL);

  qos_app_table_sum (self->table, summary);
  if (self->config->json) {
    print_json (summary);
    return;
  }
  say_summary (self, summary);
  gst_structure_free (summary);
}

static int
run (Headless *self)
{
  GError *error = NULL;
  guint sources[4] = {0};

  if (!qos_app_session_start (self->session, &error)) {
    on_problem (self->session, QOS_APP_PROBLEM_FAILED, error->message, self);
    g_clear_error (&error);
    return QOS_APP_EXIT_FAILED;
  }
  sources[0] = g_unix_signal_add (SIGINT, on_signal, self);
  sources[1] = g_unix_signal_add (SIGTERM, on_signal, self);
  if (self->is_terminal)
    sources[2] = g_timeout_add (500, draw_table, self);
  if (self->config->duration_s > 0)
    g_timeout_add (self->config->duration_s * 1000, on_time_up, self);
  g_main_loop_run (self->loop);
  for (guint i = 0; sources[i]; i++)
    g_source_remove (sources[i]);
  sum_up (self);
  if (self->has_failed)
    return QOS_APP_EXIT_FAILED;
  return self->config->was_met (self->session) ? QOS_APP_EXIT_OK
                                               : QOS_APP_EXIT_ALONE;
}

int
qos_app_headless_run (QosAppSession *session, const QosAppHeadless *config)
{
  Headless self = {session, config, g_main_loop_new (NULL, FALSE),
      qos_app_table_new (config->columns, config->totals, config->who),
      g_hash_table_new_full (NULL, NULL, NULL, g_free)};
  int status;

  self.is_terminal = !config->json && isatty (STDOUT_FILENO);
  g_signal_connect (session, "stats", G_CALLBACK (on_stats), &self);
  g_signal_connect (session, "event", G_CALLBACK (on_event), &self);
  g_signal_connect (session, "level", G_CALLBACK (on_level), &self);
  g_signal_connect (session, "problem", G_CALLBACK (on_problem), &self);
  g_signal_connect (session, "state", G_CALLBACK (on_state), &self);
  status = run (&self);
  g_signal_handlers_disconnect_by_data (session, &self);
  g_main_loop_unref (self.loop);
  qos_app_table_free (self.table);
  g_hash_table_unref (self.said_at);
  return status;
}
