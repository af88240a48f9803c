/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-analyze-options.h"

#include "qos-app-headless.h"
#include "qos-app-options.h"
#include "qos-limits.h"

#include <locale.h>
#include <string.h>
#include <sys/stat.h>

#define RATE_MAX 384000
#define PORTS_BYTES 8192

/* GOptionArgFunc for TYPE=RATE. */
static gboolean
add_rate (const gchar *name, const gchar *text, gpointer data, GError **error)
{
  QosAnalyzeOptions *options = data;
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  guint64 type, rate;

  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0,
          QOS_ANALYSIS_PAYLOAD_TYPES - 1, &type, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 1, RATE_MAX, &rate, NULL)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        "--pt=%s: must be a payload type, 0 to 127, and its clock rate in Hz, "
        "such as --pt=96=48000.",
        text);
    return FALSE;
  }
  options->rates[type] = (guint32) rate;
  return TRUE;
}

/* GOptionArgFunc. */
static gboolean
add_port (const gchar *name, const gchar *text, gpointer data, GError **error)
{
  QosAnalyzeOptions *options = data;
  guint64 port;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
        "--port=%s: must be 1 to 65535.", text);
    return FALSE;
  }
  if (!options->ports)
    options->ports = g_malloc0 (PORTS_BYTES);
  options->ports[port / 8] |= (guint8) (1 << port % 8);
  return TRUE;
}

static gboolean
is_same_file (const gchar *a, const gchar *b)
{
  struct stat status_a, status_b;

  return stat (a, &status_a) == 0 && stat (b, &status_b) == 0 &&
      status_a.st_dev == status_b.st_dev && status_a.st_ino == status_b.st_ino;
}

/* Returns: an exit status. */
static int
check (const QosAnalyzeOptions *options)
{
  if (options->latency_ms < 0 || options->latency_ms > QOS_APP_LATENCY_MAX_MS)
    return qos_app_options_refuse ("--latency=%d: must be 0 to %d ms.",
        options->latency_ms, QOS_APP_LATENCY_MAX_MS);
  if (options->other_rate < 0 || options->other_rate > RATE_MAX)
    return qos_app_options_refuse ("--clock-rate=%d: must be 1 to %d Hz.",
        options->other_rate, RATE_MAX);
  if (g_strcmp0 (options->report, "-") == 0)
    return qos_app_options_refuse ("--report=-: must be a file.");
  if (options->report && is_same_file (options->report, options->file))
    return qos_app_options_refuse ("--report=%s: this is the capture itself. "
                                   "Choose another file.",
        options->report);
  return QOS_APP_EXIT_OK;
}

static gboolean
parse (QosAnalyzeOptions *options, gboolean *version, int *argc, char ***argv,
    GError **error)
{
  const GOptionEntry entries[] = {
      {"json", 'j', 0, G_OPTION_ARG_NONE, &options->json,
          "Print a JSON line for each event and stream, with W3C names", NULL},
      {"report", 'r', 0, G_OPTION_ARG_FILENAME, &options->report,
          "Write a page with charts, events and advice to FILE", "FILE.html"},
      {"latency", 'l', 0, G_OPTION_ARG_INT, &options->latency_ms,
          "Assumed playout delay, 0 to " QOS_TEXT (
              QOS_APP_LATENCY_MAX_MS) " ms; default: " QOS_TEXT (QOS_LATENCY_MS),
          "MS"},
      {"port", 'p', 0, G_OPTION_ARG_CALLBACK, add_port,
          "Only packets from or to this UDP port; may be repeated", "PORT"},
      {"pt", 't', 0, G_OPTION_ARG_CALLBACK, add_rate,
          "Clock rate of a payload type in Hz; may be repeated", "TYPE=RATE"},
      {"clock-rate", 'c', 0, G_OPTION_ARG_INT, &options->other_rate,
          "Clock rate in Hz of all streams that do not announce one", "RATE"},
      {"version", 0, 0, G_OPTION_ARG_NONE, version, "Print the version", NULL},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("CAPTURE");
  GOptionGroup *group = g_option_group_new (NULL, NULL, NULL, options, NULL);

  g_option_context_set_summary (context,
      "Measures the RTP streams in a capture file (pcap, pcapng) as "
      "qos-receiver measures them live.");
  g_option_group_add_entries (group, entries);
  g_option_context_set_main_group (context, group);
  return g_option_context_parse (context, argc, argv, error);
}

gboolean
qos_analyze_options_parse (QosAnalyzeOptions *options, int *argc, char ***argv,
    int *status)
{
  g_autoptr (GError) error = NULL;
  gboolean version = FALSE;

  setlocale (LC_ALL, "");
  options->latency_ms = QOS_LATENCY_MS;
  *status = QOS_APP_EXIT_OK;
  if (!parse (options, &version, argc, argv, &error)) {
    *status = qos_app_options_refuse ("%s", error->message);
  } else if (version) {
    g_print ("%s %s (%s)\n", g_get_prgname (), VERSION, PACKAGE);
  } else if (*argc < 2) {
    *status = qos_app_options_refuse (
        "No capture given: name a file, or - for standard input.");
  } else if (*argc > 2) {
    *status = qos_app_options_refuse (
        "\"%s\": too many arguments, expected one capture.", (*argv)[2]);
  } else {
    options->file = g_strdup ((*argv)[1]);
    *status = check (options);
    return *status == QOS_APP_EXIT_OK;
  }
  return FALSE;
}

void
qos_analyze_options_clear (QosAnalyzeOptions *options)
{
  g_clear_pointer (&options->file, g_free);
  g_clear_pointer (&options->report, g_free);
  g_clear_pointer (&options->ports, g_free);
}
