/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-headless.h"

#include "qos-app-alerts.h"
#include "qos-app-crowd.h"
#include "qos-app-json.h"
#include "qos-app-stdio.h"
#include "qos-app-table.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DRAW_EACH_MS 500
#define ALERTS_EACH_MS 1000

/* Used if a terminal does not report its size. */
#define WIDTH 80
#define HEIGHT 24

/* Moves to the first column and clears everything after it: the table, and
 * anything typed into it. */
#define CLEAR "\r\033[J"

/* Truncates a line that the terminal considers wider than we do. */
#define NO_WRAP "\033[?7l"
#define WRAP "\033[?7h"

typedef struct
{
  QosAppSession *session;
  const QosAppHeadless *config;
  GMainLoop *loop;
  QosAppTable *table;
  QosAppAlerts *alerts;
  QosAppCrowd *crowd; /* the streams that have lines */
  gboolean has_said_crowd;
  gboolean has_run;
  gboolean has_failed;
  gdouble seconds;

  gboolean is_live;       /* there is a terminal for a table */
  gboolean is_error_here; /* standard error is on the same terminal */
  GPtrArray *lines;       /* of the table */
  gboolean is_drawn;
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

/* Permanent lines, and in a terminal a table below them, which is redrawn in
 * place. The cursor stays at the start of the table, and a terminal keeps it
 * there when its width changes; everything below is cleared and drawn again. */

static void
get_size (guint *width, guint *height)
{
  struct winsize size = {0};

  ioctl (STDOUT_FILENO, TIOCGWINSZ, &size);
  *width = size.ws_col > 0 ? size.ws_col : WIDTH;
  *height = size.ws_row > 0 ? size.ws_row : HEIGHT;
}

/* ends_below: leaves the cursor below the table, instead of at its start. */
static void
write_table (Headless *self, gboolean ends_below)
{
  g_autoptr (GString) text =
      g_string_new (self->is_drawn ? CLEAR NO_WRAP : NO_WRAP);
  guint n, width, height;

  /* A table higher than the terminal would scroll its own start away. */
  get_size (&width, &height);
  n = MIN (self->lines->len, height);
  if (n == 0 && !self->is_drawn)
    return;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s",
        (const gchar *) g_ptr_array_index (self->lines, i),
        i + 1 < n || ends_below ? "\n" : "");
  g_string_append (text, ends_below ? WRAP : "\r" WRAP);
  if (!ends_below && n > 1)
    g_string_append_printf (text, "\033[%uA", n - 1);
  g_print ("%s", text->str);
  self->is_drawn = n > 0 && !ends_below;
}

static void
clear_table (Headless *self)
{
  if (self->is_drawn)
    g_print (CLEAR);
  self->is_drawn = FALSE;
}

static gboolean
draw_table (gpointer user)
{
  Headless *self = user;
  guint width, height;

  get_size (&width, &height);
  g_ptr_array_unref (self->lines);
  self->lines = qos_app_table_lines (self->table, width, height - 1,
      g_getenv ("NO_COLOR") == NULL);
  write_table (self, FALSE);
  return G_SOURCE_CONTINUE;
}

/* text: clean. */
static void
say (Headless *self, const gchar *text)
{
  clear_table (self);
  g_print ("%s\n", text);
  if (self->is_live)
    write_table (self, FALSE);
}

/* On standard error. text: any. */
static void
complain (Headless *self, const gchar *text)
{
  if (self->is_error_here)
    clear_table (self);
  qos_app_text_complain (text);
  if (self->is_error_here)
    write_table (self, FALSE);
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
on_stats (QosAppSession *session, const GstStructure *stats, Headless *self)
{
  gdouble now_s = seconds_now ();
  g_autofree gchar *words = NULL;

  qos_app_table_add (self->table, stats, now_s);
  if (!qos_app_crowd_add (self->crowd, stats)) {
    if (!self->has_said_crowd)
      complain (self,
          "Too many streams to show each one; the totals at the end cover "
          "all.");
    self->has_said_crowd = TRUE;
    return;
  }
  if (self->config->json)
    print_json (stats);
  else if (self->has_run &&
      (!self->is_live || qos_app_has (stats, QOS_STREAM (END_REASON))))
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
    complain (self, text);
  else if (problem == QOS_APP_PROBLEM_SILENCE && !self->config->json)
    say (self, "Connection restored.");
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

/* By a signal, or when the time is up. */
static gboolean
stop (gpointer user)
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
  guint sources[6], n = 0;

  if (!qos_app_session_start (self->session, &error)) {
    on_problem (self->session, QOS_APP_PROBLEM_FAILED, error->message, self);
    return QOS_APP_EXIT_FAILED;
  }
  sources[n++] = g_unix_signal_add (SIGINT, stop, self);
  sources[n++] = g_unix_signal_add (SIGTERM, stop, self);
  sources[n++] = g_timeout_add (ALERTS_EACH_MS, say_alerts, self);
  if (self->is_live) {
    sources[n++] = g_timeout_add (DRAW_EACH_MS, draw_table, self);
    sources[n++] = g_unix_signal_add (SIGWINCH, draw_table, self);
  }
  if (self->config->duration_s > 0)
    sources[n++] = g_timeout_add_seconds (self->config->duration_s, stop, self);
  g_main_loop_run (self->loop);
  while (n > 0)
    g_source_remove (sources[--n]);
  if (self->is_live) /* what follows goes below the table */
    write_table (self, TRUE);
  g_ptr_array_set_size (self->lines, 0);
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
      .table = qos_app_table_new (&columns, &totals, config->who),
      .alerts = qos_app_alerts_new (),
      .crowd = qos_app_crowd_new (
          config->json ? QOS_APP_CROWD_WRITTEN : QOS_APP_CROWD_SHOWN),
      .is_live = !config->json && isatty (STDOUT_FILENO) &&
          g_strcmp0 (g_getenv ("TERM"), "dumb") != 0,
      .lines = g_ptr_array_new_with_free_func (g_free),
  };
  int status;

  self.is_error_here = self.is_live && isatty (STDERR_FILENO);
  qos_app_stdio_start (stop, &self);
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
  g_ptr_array_unref (self.lines);
  return status;
}
