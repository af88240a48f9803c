/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qos-analyze: measures the RTP streams of a capture, and writes a table in the
 * terminal, JSON, or a report.
 */
#include "qos-analyze-options.h"
#include "qos-analyze-report.h"
#include "qos-analyze-table.h"
#include "qos-app-fields.h"
#include "qos-app-headless.h"
#include "qos-app-report.h"
#include "qos-app-webrtc.h"
#include "qos-capture.h"
#include "qos-limits.h"
#include "qos-summary.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* The progress line: frames between two checks of the clock, time until it is
 * first shown, and between two updates. Short reads need none. */
#define PROGRESS_FRAMES 4096
#define PROGRESS_BEGIN_US 300000
#define PROGRESS_EACH_US 100000
#define PROGRESS_SIZE_MIN (32 * 1024 * 1024)
#define PROGRESS_BAR "##############################"
#define PROGRESS_WIDTH ((gint) sizeof PROGRESS_BAR - 1)

typedef struct
{
  const QosAnalyzeOptions *options;
  QosCapture *capture;
  QosAnalysis *analysis;
  gint64 progress_due_us; /* G_MAXINT64: never */
  gboolean has_progress;  /* the line is on the terminal */
  QosAppReport *report;   /* NULL: not requested */
} Analyze;

static volatile sig_atomic_t is_interrupted;

/* Ctrl+C ends a capture that comes through a pipe, and the results so far are
 * printed. The next signal ends the program. */
static void
on_signal (int number)
{
  is_interrupted = 1;
  signal (SIGINT, SIG_DFL);
  signal (SIGTERM, SIG_DFL);
}

/* Without SA_RESTART, so that a blocked read ends. */
static void
catch_signals (void)
{
  struct sigaction action = {.sa_handler = on_signal};

  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

/* Prints and frees an error. */
static void
complain (GError *error)
{
  g_printerr ("%s: %s\n", g_get_prgname (), error->message);
  g_error_free (error);
}

/* Prints a structure with that time of the capture. */
static void
print_json (Analyze *self, const QosAppFields *fields,
    const GstStructure *structure, guint64 at_ns)
{
  g_autoptr (GDateTime) time =
      qos_summary_time (qos_analysis_counts (self->analysis)->start_ns + at_ns);
  g_autofree gchar *lines = qos_app_webrtc_lines (fields, structure, time);

  fputs (lines, stdout); /* UTF-8 in every locale */
}

static void
on_interval (QosAnalysisStream *stream, guint64 at_ns, QosSnapshot *snapshot,
    gpointer user)
{
  Analyze *self = user;

  if (self->report)
    qos_analyze_report_add_interval (self->report, stream, at_ns, snapshot);
}

static void
on_event (QosAnalysisStream *stream, const QosEvent *event,
    QosSnapshot *snapshot, gpointer user)
{
  Analyze *self = user;
  g_autoptr (GstStructure) structure = NULL;

  if (!self->options->json && !self->report)
    return;
  structure = qos_summary_event (stream, event, snapshot);
  if (self->report)
    qos_analyze_report_add_event (self->report, stream, structure);
  if (self->options->json)
    print_json (self, &qos_app_fields_event, structure, event->at_ns);
}

static void
print_streams (Analyze *self)
{
  GPtrArray *streams = qos_analysis_streams (self->analysis);

  if (!self->options->json) {
    qos_analyze_table_print (streams);
    return;
  }
  for (guint i = 0; i < streams->len; i++) {
    QosAnalysisStream *stream = g_ptr_array_index (streams, i);
    g_autoptr (GstStructure) summary = qos_summary_stream (stream);

    print_json (self, &qos_app_fields_received, summary, stream->end_ns);
  }
}

/* Returns: FALSE if the report could not be written; prints the error. */
static gboolean
write_report (Analyze *self, const gchar *notes)
{
  const QosAnalyzeOptions *options = self->options;
  GError *error = NULL;
  g_autofree gchar *page = NULL;

  if (!self->report)
    return TRUE;
  page = qos_analyze_report_page (self->report, self->analysis, options->file,
      notes);
  qos_app_report_write (page, options->report, &error);
  if (!error)
    return TRUE;
  complain (error);
  return FALSE;
}

/* Returns: FALSE if standard output did not accept everything; prints the
 * error. */
static gboolean
finish_output (void)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  g_printerr ("%s: standard output could not be written.\n", g_get_prgname ());
  return FALSE;
}

/* The size of the capture is 0 if it is unknown. */
static void
begin_progress (Analyze *self)
{
  guint64 size = qos_capture_size (self->capture);
  gboolean is_shown =
      isatty (STDERR_FILENO) && (size == 0 || size >= PROGRESS_SIZE_MIN);

  self->progress_due_us =
      is_shown ? g_get_monotonic_time () + PROGRESS_BEGIN_US : G_MAXINT64;
}

static void
update_progress (Analyze *self, guint64 frames)
{
  guint n = qos_analysis_streams (self->analysis)->len;
  guint64 size = qos_capture_size (self->capture);
  gint64 now_us = g_get_monotonic_time ();

  if (now_us < self->progress_due_us)
    return;
  fputc ('\r', stderr);
  if (size > 0) {
    guint64 done = MIN (qos_capture_position (self->capture), size);
    gint filled = (gint) (done * PROGRESS_WIDTH / size);

    fprintf (stderr, "[%.*s%*s] %3u %%  ", filled, PROGRESS_BAR,
        PROGRESS_WIDTH - filled, "", (guint) (done * 100 / size));
  }
  fprintf (stderr, "%" G_GUINT64_FORMAT " frames, %u stream%s\033[K", frames, n,
      n == 1 ? "" : "s");
  fflush (stderr);
  self->has_progress = TRUE;
  self->progress_due_us = now_us + PROGRESS_EACH_US;
}

/* Returns: FALSE if the capture ends early; prints the error. */
static gboolean
read_capture (Analyze *self)
{
  const QosAnalysisCounts *counts = qos_analysis_counts (self->analysis);
  GError *error = NULL;
  QosCaptureFrame frame;

  begin_progress (self);
  while (!is_interrupted && qos_capture_next (self->capture, &frame, &error)) {
    qos_analysis_frame (self->analysis, frame.link, frame.time_ns, frame.data,
        frame.size);
    if (counts->frames % PROGRESS_FRAMES == 0)
      update_progress (self, counts->frames);
  }
  if (self->has_progress)
    fputs ("\r\033[K", stderr);
  qos_analysis_end (self->analysis);
  if (is_interrupted)
    g_clear_error (&error);
  if (!error)
    return TRUE;
  complain (error);
  return FALSE;
}

static int
run (Analyze *self)
{
  gboolean is_whole = read_capture (self);
  const QosAnalysisCounts *counts = qos_analysis_counts (self->analysis);
  GPtrArray *streams = qos_analysis_streams (self->analysis);
  g_autofree gchar *notes = qos_analyze_table_notes (counts, streams);
  int status = QOS_APP_EXIT_OK;

  if (streams->len > 0)
    print_streams (self);
  if (self->options->json)
    g_printerr ("%s", notes);
  else
    g_print ("%s", notes);
  if (qos_capture_other_link (self->capture))
    g_printerr ("%s: the first unsupported link type is %s.\n",
        g_get_prgname (), qos_capture_other_link (self->capture));
  if (streams->len == 0) {
    g_printerr ("%s: no RTP stream in %" G_GUINT64_FORMAT
                " frames, %" G_GUINT64_FORMAT " of them UDP.\n",
        g_get_prgname (), counts->frames, counts->of[QOS_FRAME_UDP]);
    status = is_whole ? QOS_APP_EXIT_ALONE : QOS_APP_EXIT_FAILED;
  }
  if (!write_report (self, notes) || !finish_output ())
    status = QOS_APP_EXIT_FAILED;
  return status;
}

static int
analyze (const QosAnalyzeOptions *options)
{
  Analyze self = {options};
  QosAnalysisConfig config = {
      .interval_ns = QOS_INTERVAL_NS,
      .latency_ns = (guint64) options->latency_ms * GST_MSECOND,
      .other_rate = (guint32) options->other_rate,
      .ports = options->ports,
      .interval = on_interval,
      .event = on_event,
      .user = &self,
  };
  GError *error = NULL;
  int status;

  self.capture = qos_capture_open (options->file, &error);
  if (!self.capture) {
    complain (error);
    return QOS_APP_EXIT_FAILED;
  }
  memcpy (config.rates, options->rates, sizeof config.rates);
  self.analysis = qos_analysis_new (&config);
  if (options->report)
    self.report = qos_app_report_new (&qos_app_fields_received);
  catch_signals ();
  status = run (&self);
  g_clear_pointer (&self.report, qos_app_report_free);
  qos_analysis_free (self.analysis);
  qos_capture_close (self.capture);
  return status;
}

int
main (int argc, char **argv)
{
  QosAnalyzeOptions options = {NULL};
  int status;

  g_set_prgname ("qos-analyze");
  /* Only structures are used of GStreamer: no plugins are needed. */
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (NULL, NULL);
  if (qos_analyze_options_parse (&options, &argc, &argv, &status))
    status = analyze (&options);
  qos_analyze_options_clear (&options);
  return status;
}
