/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qos-receiver: plays any number of senders and shows how well they arrive. The
 * command line, and the session without a window; for the window see
 * qos-receiver-window.
 */
#include "qos-app-headless.h"
#include "qos-app-options.h"
#include "qos-app-words.h"
#include "qos-receiver-format.h"
#include "qos-receiver-session.h"
#include "qos-receiver-window.h"
#include "qos-recorder.h"
#include "qos-ui-program.h"

#include <string.h>

/* The command line as given. */
typedef struct
{
  QosAppOptions common;
  QosAppConfig config;
  gint max_sources;
  gchar *sdp;
  gchar *caps;
  gchar *output;
  gchar *record;
} Options;

static gboolean
check (const Options *options, int *status)
{
  g_autoptr (GError) error = NULL;

  if (!qos_app_options_check_number ("port ", options->config.port,
          qos_app_range ("qossrc", "port"), "", status) ||
      !qos_app_options_check_number ("--latency=", options->config.latency_ms,
          (QosAppRange){.max = QOS_APP_LATENCY_MAX_MS}, " ms", status) ||
      !qos_app_options_check_number ("--max-sources=", options->max_sources,
          qos_app_range ("qossrc", "max-sources"), "", status))
    return FALSE;
  if (options->record && !qos_recorder_check (options->record, &error))
    *status = qos_app_options_refuse ("--record: %s", error->message);
  return *status == QOS_APP_EXIT_OK;
}

static gboolean
read_uri (QosAppConfig *config, const gchar *text, int *status)
{
  g_autofree gchar *latency = NULL;

  if (!qos_app_options_read_target (config, text, "qossrc", "latency", &latency,
          status))
    return FALSE;
  if (latency && config->latency_ms == QOS_APP_NOT_GIVEN)
    config->latency_ms = atoi (latency);
  return TRUE;
}

/* PORT, or qos://ADDRESS:PORT. */
static gboolean
read_target (QosAppConfig *config, int argc, char **argv, int *status)
{
  guint64 port;

  if (argc > 2)
    *status = qos_app_options_refuse (
        "\"%s\": too many arguments, expected one PORT.", argv[2]);
  else if (argc < 2)
    return TRUE;
  else if (strstr (argv[1], "://"))
    return read_uri (config, argv[1], status);
  else if (g_ascii_string_to_unsigned (argv[1], 10, 1, G_MAXUINT16, &port,
               NULL))
    config->port = (gint) port;
  else
    *status = qos_app_options_refuse ("invalid port \"%s\": must be 1 to %d, "
                                      "or qos://ADDRESS:PORT.",
        argv[1], G_MAXUINT16);
  return *status == QOS_APP_EXIT_OK;
}

/* If a query has several, the last one counts. */
static void
add_max_sources (QosAppConfig *config, gint max_sources)
{
  g_autofree gchar *query = config->query;

  config->query = g_strdup_printf ("%s%smax-sources=%d", query ? query : "",
      query ? "&" : "", max_sources);
}

/* From --sdp and --caps. */
static gboolean
read_formats (Options *options, int *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstCaps) caps = gst_caps_new_empty ();
  GstCaps *read = NULL;

  if (options->sdp) {
    read = qos_receiver_format_read_sdp (options->sdp, &error);
    gst_caps_append (caps, read ? read : gst_caps_new_empty ());
  }
  if (options->caps && !error) {
    read = qos_receiver_format_parse_caps (options->caps, &error);
    gst_caps_append (caps, read ? read : gst_caps_new_empty ());
  }
  if (error)
    *status = qos_app_options_refuse ("%s", error->message);
  else if (!gst_caps_is_empty (caps))
    options->config.caps = gst_caps_ref (caps);
  return *status == QOS_APP_EXIT_OK;
}

/* Returns: (transfer full): the form used in QosAppConfig; NULL for NULL. */
static gchar *
read_output (const gchar *text)
{
  if (!text || g_str_equal (text, QOS_APP_DEVICE_AUTO) ||
      g_str_equal (text, QOS_RECEIVER_OUTPUT_NONE))
    return g_strdup (text);
  return g_strconcat (QOS_APP_DEVICE_NAMED, text, NULL);
}

/* In the terminal */

static gchar *
describe (const QosAppConfig *config, gpointer record_file)
{
  return g_strdup_printf ("Listening on UDP port %d, playout delay %d ms%s%s.",
      config->port, config->latency_ms, record_file ? ", recording to " : "",
      record_file ? (const gchar *) record_file : "");
}

static void
begin_recording (QosAppSession *session, guint state, const gchar *file)
{
  g_autoptr (GError) error = NULL;

  if (state != QOS_APP_RUNNING ||
      qos_receiver_session_record (QOS_RECEIVER_SESSION (session), file,
          &error))
    return;
  qos_app_session_say (session, QOS_APP_PROBLEM_FAILED, error->message);
  qos_app_session_stop (session);
}

static void
prepare (QosAppSession *session, gpointer record_file)
{
  if (record_file)
    g_signal_connect (session, "state", G_CALLBACK (begin_recording),
        record_file);
}

static int
run (Options *options, const gchar *name)
{
  const QosUiProgram program = {
      .session_type = QOS_TYPE_RECEIVER_SESSION,
      .window_type = QOS_TYPE_RECEIVER_WINDOW,
      .fields = &qos_app_fields_received,
      .describe = describe,
      .prepare = prepare,
      .user = options->record,
  };

  options->config.device = read_output (options->output);
  if (options->max_sources != QOS_APP_NOT_GIVEN)
    add_max_sources (&options->config, options->max_sources);
  return qos_ui_program_run (&program, name, &options->config,
      &options->common);
}

int
main (int argc, char **argv)
{
  Options options = {.config = QOS_APP_CONFIG_INIT,
      .max_sources = QOS_APP_NOT_GIVEN};
  QosAppConfig *config = &options.config;
  const GOptionEntry entries[] = {
      {"address", 'a', 0, G_OPTION_ARG_STRING, &config->host,
          "Address of this machine to listen on; default: all", "ADDRESS"},
      {"port", 'p', 0, G_OPTION_ARG_INT, &config->port,
          "UDP port to listen on; default: " QOS_TEXT (QOS_PORT), "PORT"},
      {"latency", 'l', 0, G_OPTION_ARG_INT, &config->latency_ms,
          "Playout delay, 0 to " QOS_TEXT (
              QOS_APP_LATENCY_MAX_MS) " ms; default: " QOS_TEXT (QOS_LATENCY_MS),
          "MS"},
      {"sdp", 0, 0, G_OPTION_ARG_FILENAME, &options.sdp,
          "SDP file with the format of senders that do not announce it",
          "FILE"},
      {"caps", 0, 0, G_OPTION_ARG_STRING, &options.caps,
          "The same as GStreamer caps: application/x-rtp,encoding-name=...",
          "CAPS"},
      {"max-sources", 0, 0, G_OPTION_ARG_INT, &options.max_sources,
          "Maximum number of senders to play, 1 to " QOS_TEXT (
              QOS_SOURCES_PLAYED_MAX) "; default: " QOS_TEXT (QOS_SOURCES_PLAYED),
          "N"},
      {"output", 'o', 0, G_OPTION_ARG_STRING, &options.output,
          "auto (default loudspeaker), none, or a device", "OUTPUT"},
      {"record", 'r', 0, G_OPTION_ARG_FILENAME, &options.record,
          "Headless: record the mix to a .flac or .wav file", "FILE"},
      {NULL},
  };
  int status;

  g_set_prgname ("qos-receiver");
  if (qos_app_options_parse (&options.common, entries,
          "[PORT | qos://ADDRESS:PORT]",
          "Plays all senders that send to this machine and shows loss, jitter, "
          "delay and bandwidth of each.",
          &argc, &argv, &status) &&
      read_target (config, argc, argv, &status) &&
      read_formats (&options, &status) && check (&options, &status))
    status = run (&options, argv[0]);
  qos_app_config_clear (config);
  g_free (options.sdp);
  g_free (options.caps);
  g_free (options.output);
  g_free (options.record);
  qos_app_options_clear (&options.common);
  return status;
}
