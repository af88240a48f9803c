/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qos-receiver: plays any number of senders and shows how their sound comes
 * through the network. The command line, and the session without a window; the
 * window is qos-receiver-window.
 */
#include "config.h"

#include "qos-app-export.h"
#include "qos-app-headless.h"
#include "qos-app-options.h"
#include "qos-app-target.h"
#include "qos-app-words.h"
#include "qos-receiver-app.h"
#include "qos-receiver-format.h"
#include "qos-recorder.h"

#include <stdlib.h>
#include <string.h>

/* In the order of their weight: the first ones fit every terminal. */
static const QosAppColumn columns[] = {
    {"state", QOS_APP_WORDS_STATE, "", 0, 9},
    {"missing/10s", QOS_APP_WORDS_MISSING, "", 0, 11},
    {"lost", "packets-lost", "", 0, 6},
    {"late", "packets-late", "", 0, 6},
    {"jitter", "jitter-ms", "ms", 1, 8},
    {"round trip", "rtt-ms", "ms", 1, 10},
    {"level", "level-db", "dB", 0, 6},
    {"bandwidth", "wire-kbps", "kbit/s", 0, 11},
    {"packets", "packets-received", "", 0, 9},
    {"address", "address", "", 0, 22},
    {NULL},
};

static const gchar *const totals[] = {"packets-expected", "packets-received",
    "packets-lost", "packets-duplicated", "packets-reordered", "packets-late",
    "wire-bytes-received", NULL};

#define DEFAULT_LATENCY_MS 100
#define MAX_SOURCES_MAX 10000

/* A window has its own last values then. */
#define NOT_GIVEN -1

/* The command line as it was given. */
typedef struct
{
  QosAppOptions common;
  gchar *address;
  gint port;
  gchar *query; /* of a qos:// URI */
  gint latency_ms;
  gint max_sources;
  gchar *sdp;
  gchar *caps_text;
  GstCaps *caps; /* of these two */
  gchar *output;
  gchar *record;
} Options;

static gboolean
check (const Options *options, int *status)
{
  GError *error = NULL;

  *status = QOS_APP_EXIT_OK;
  if (options->port != NOT_GIVEN &&
      (options->port < 1 || options->port > G_MAXUINT16))
    *status =
        qos_app_options_refuse ("port %d: must be 1 to 65535.", options->port);
  else if (options->latency_ms != NOT_GIVEN &&
      (options->latency_ms < 0 || options->latency_ms > 10000))
    *status = qos_app_options_refuse ("--latency=%d: must be 0 to 10000 ms.",
        options->latency_ms);
  else if (options->max_sources != NOT_GIVEN &&
      (options->max_sources < 1 || options->max_sources > MAX_SOURCES_MAX))
    *status = qos_app_options_refuse ("--max-sources=%d: must be 1 to %d.",
        options->max_sources, MAX_SOURCES_MAX);
  else if (options->record && !qos_recorder_check (options->record, &error))
    *status = qos_app_options_refuse ("--record: %s", error->message);
  g_clear_error (&error);
  return *status == QOS_APP_EXIT_OK;
}

static gboolean
read_uri (Options *options, const gchar *text, int *status)
{
  QosAppTarget target;
  GError *error = NULL;
  gchar *latency;

  if (!qos_app_target_parse (text, "qossrc", &target, &error)) {
    *status = qos_app_options_refuse ("%s", error->message);
    g_clear_error (&error);
    return FALSE;
  }
  latency = qos_app_target_take (&target, "latency");
  if (latency && options->latency_ms == NOT_GIVEN)
    options->latency_ms = atoi (latency);
  g_free (latency);
  g_free (options->address);
  options->address = target.host;
  options->query = target.query;
  if (target.port >= 0)
    options->port = target.port;
  return TRUE;
}

/* PORT, or qos://ADDRESS:PORT. */
static gboolean
read_target (Options *options, int argc, char **argv, int *status)
{
  guint64 port;

  *status = QOS_APP_EXIT_OK;
  if (argc > 2)
    *status = qos_app_options_refuse (
        "\"%s\": too many arguments, expected one PORT.", argv[2]);
  else if (argc < 2)
    return TRUE;
  else if (strstr (argv[1], "://"))
    return read_uri (options, argv[1], status);
  else if (g_ascii_string_to_unsigned (argv[1], 10, 1, G_MAXUINT16, &port,
               NULL))
    options->port = (gint) port;
  else
    *status = qos_app_options_refuse ("invalid port \"%s\": must be 1 to "
                                      "65535, or qos://ADDRESS:PORT.",
        argv[1]);
  return *status == QOS_APP_EXIT_OK;
}

/* What the last one says is what counts. */
static void
add_max_sources (Options *options)
{
  gchar *query = options->query;

  if (options->max_sources == NOT_GIVEN)
    return;
  options->query = g_strdup_printf ("%s%smax-sources=%d", query ? query : "",
      query ? "&" : "", options->max_sources);
  g_free (query);
}

/* Of --sdp and --caps. */
static gboolean
read_formats (Options *options, int *status)
{
  GError *error = NULL;
  GstCaps *caps = gst_caps_new_empty ();
  GstCaps *read = NULL;

  if (options->sdp) {
    read = qos_receiver_format_read_sdp (options->sdp, &error);
    gst_caps_append (caps, read ? read : gst_caps_new_empty ());
  }
  if (options->caps_text && !error) {
    read = qos_receiver_format_parse_caps (options->caps_text, &error);
    gst_caps_append (caps, read ? read : gst_caps_new_empty ());
  }
  if (error)
    *status = qos_app_options_refuse ("%s", error->message);
  else if (!gst_caps_is_empty (caps))
    options->caps = gst_caps_ref (caps);
  gst_caps_unref (caps);
  g_clear_error (&error);
  return *status == QOS_APP_EXIT_OK;
}

static gboolean
was_met (QosAppSession *session)
{
  return qos_receiver_session_was_met (QOS_RECEIVER_SESSION (session));
}

static void
begin_recording (QosAppSession *session, guint state, const gchar *file)
{
  GError *error = NULL;

  if (state != QOS_APP_RUNNING || !file ||
      qos_receiver_session_record (QOS_RECEIVER_SESSION (session), file,
          &error))
    return;
  qos_app_session_say (session, QOS_APP_PROBLEM_FAILED, error->message);
  g_clear_error (&error);
  qos_app_session_stop (session);
}

static void
add_defaults (QosReceiverConfig *config)
{
  if (!config->address)
    config->address = g_strdup ("::");
  if (config->port == G_MAXUINT)
    config->port = QOS_APP_DEFAULT_PORT;
  if (config->latency_ms == G_MAXUINT)
    config->latency_ms = DEFAULT_LATENCY_MS;
  if (!config->output)
    config->output = g_strdup (QOS_RECEIVER_OUTPUT_AUTO);
}

static int
run_headless (const Options *options, const QosReceiverConfig *config)
{
  QosAppDevices *devices = qos_app_devices_new ("Audio/Sink");
  QosReceiverSession *session = qos_receiver_session_new (devices);
  gchar *start_text =
      g_strdup_printf ("Listening on UDP port %u, playout delay %u ms%s%s.",
          config->port, config->latency_ms,
          options->record ? ", recording to " : "",
          options->record ? options->record : "");
  QosAppHeadless headless = {
      .json = options->common.json,
      .duration_s = (guint) options->common.duration_s,
      .start_text = start_text,
      .columns = columns,
      .totals = totals,
      .was_met = was_met,
  };
  QosAppExport *export = qos_app_export_new (&options->common,
      &qos_app_fields_received, QOS_APP_SESSION (session));
  int status;

  qos_app_devices_wait (devices);
  qos_receiver_session_configure (session, config);
  qos_receiver_session_set_query (session, options->query);
  qos_receiver_session_set_caps (session, options->caps);
  g_signal_connect (session, "state", G_CALLBACK (begin_recording),
      options->record);
  status = qos_app_headless_run (QOS_APP_SESSION (session), &headless);
  if (qos_app_export_has_failed (export))
    status = QOS_APP_EXIT_FAILED;
  qos_app_export_free (export);
  g_object_unref (session);
  g_object_unref (devices);
  g_free (start_text);
  return status;
}

/* Returns: (transfer full): as in QosReceiverConfig; NULL for NULL. */
static gchar *
read_output (const gchar *text)
{
  if (!text || g_str_equal (text, QOS_RECEIVER_OUTPUT_AUTO) ||
      g_str_equal (text, QOS_RECEIVER_OUTPUT_NONE))
    return g_strdup (text);
  return g_strconcat (QOS_RECEIVER_OUTPUT_DEVICE, text, NULL);
}

static int
run (Options *options, int argc, char **argv)
{
  QosReceiverConfig config = {
      .address = g_strdup (options->address),
      .port = (guint) options->port,
      .latency_ms = (guint) options->latency_ms,
      .output = read_output (options->output),
  };
  int status;

  add_max_sources (options);
  if (options->common.list_devices) {
    qos_app_options_print_devices ("Audio/Sink");
    status = QOS_APP_EXIT_OK;
  } else if (options->common.headless) {
    add_defaults (&config);
    status = run_headless (options, &config);
  } else {
    status = qos_receiver_app_run (argv[0], &config, options->query,
        options->caps, &options->common);
  }
  qos_receiver_config_clear (&config);
  return status;
}

int
main (int argc, char **argv)
{
  Options options = {.port = NOT_GIVEN,
      .latency_ms = NOT_GIVEN,
      .max_sources = NOT_GIVEN};
  const GOptionEntry entries[] = {
      {"address", 'a', 0, G_OPTION_ARG_STRING, &options.address,
          "Address of this machine to listen on; default: all", "ADDRESS"},
      {"port", 'p', 0, G_OPTION_ARG_INT, &options.port,
          "UDP port to listen on; default: 5004", "PORT"},
      {"latency", 'l', 0, G_OPTION_ARG_INT, &options.latency_ms,
          "Playout delay, 0 to 10000 ms; default: 100", "MS"},
      {"sdp", 0, 0, G_OPTION_ARG_FILENAME, &options.sdp,
          "SDP file with the format of senders that do not announce it",
          "FILE"},
      {"caps", 0, 0, G_OPTION_ARG_STRING, &options.caps_text,
          "The same as GStreamer caps: application/x-rtp,encoding-name=...",
          "CAPS"},
      {"max-sources", 0, 0, G_OPTION_ARG_INT, &options.max_sources,
          "Maximum number of senders to play, 1 to 10000; default: 128", "N"},
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
      read_target (&options, argc, argv, &status) &&
      read_formats (&options, &status) && check (&options, &status))
    status = run (&options, argc, argv);
  g_free (options.address);
  g_free (options.query);
  g_free (options.sdp);
  g_free (options.caps_text);
  gst_clear_caps (&options.caps);
  g_free (options.output);
  g_free (options.record);
  qos_app_options_clear (&options.common);
  return status;
}
