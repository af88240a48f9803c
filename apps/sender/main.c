/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qos-sender: sends a microphone as AAC over UDP and shows what arrives. The
 * command line, and the session without a window; the window is
 * qos-sender-window.
 */
#include "config.h"

#include "qos-app-export.h"
#include "qos-app-headless.h"
#include "qos-app-options.h"
#include "qos-app-target.h"
#include "qos-app-words.h"
#include "qos-sender-app.h"

#include <gio/gio.h>
#include <string.h>

/* In the order of their weight: the first ones fit every terminal. */
static const QosAppColumn columns[] = {
    {"state", QOS_APP_WORDS_STATE, "", 0, 9},
    {"missing/10s", QOS_APP_WORDS_MISSING, "", 0, 11},
    {"lost", "remote-packets-lost", "", 0, 6},
    {"late", "remote-discard-percent", "%", 1, 7},
    {"round trip", "rtt-ms", "ms", 1, 10},
    {"jitter", "remote-jitter-ms", "ms", 1, 8},
    {"level", "level-db", "dB", 0, 6},
    {"bandwidth", "wire-kbps", "kbit/s", 0, 11},
    {"packets", "packets-sent", "", 0, 9},
    {"reported by", "remote-name", "", 0, 14},
    {NULL},
};

static const gchar *const totals[] = {"packets-sent", "bytes-sent",
    "wire-bytes-sent", "remote-packets-lost", "reports-received", NULL};

#define DEFAULT_BITRATE_KBPS 128

/* A window has its own last values then. */
#define NOT_GIVEN -1

/* The command line as it was given. */
typedef struct
{
  QosAppOptions common;
  gchar *host;
  gint port;
  gchar *query; /* of a qos:// URI */
  gchar *name;
  gint bitrate_kbps;
  gchar *source;
  gchar *sdp;
} Options;

/* Returns: (transfer full): as in QosSenderConfig; NULL for NULL. */
static gchar *
read_source (const gchar *text)
{
  gchar *uri = NULL;
  GFile *file;

  if (!text || g_str_equal (text, QOS_SENDER_SOURCE_AUTO) ||
      g_str_equal (text, QOS_SENDER_SOURCE_TEST))
    return g_strdup (text);
  if (g_str_has_prefix (text, QOS_SENDER_SOURCE_FILE "///"))
    return g_strdup (text);
  if (!g_file_test (text, G_FILE_TEST_IS_REGULAR))
    return g_strconcat (QOS_SENDER_SOURCE_DEVICE, text, NULL);
  file = g_file_new_for_commandline_arg (text);
  uri = g_file_get_uri (file);
  g_object_unref (file);
  return uri;
}

static gboolean
check (const Options *options, int *status)
{
  *status = QOS_APP_EXIT_OK;
  if (options->port != NOT_GIVEN &&
      (options->port < 1 || options->port > G_MAXUINT16))
    *status =
        qos_app_options_refuse ("port %d: must be 1 to 65535.", options->port);
  else if (options->bitrate_kbps != NOT_GIVEN &&
      (options->bitrate_kbps < 8 || options->bitrate_kbps > 512))
    *status = qos_app_options_refuse ("--bitrate=%d: must be 8 to 512 kbit/s.",
        options->bitrate_kbps);
  else if (options->common.headless && !options->host)
    *status = qos_app_options_refuse ("without a window, HOST is needed.");
  return *status == QOS_APP_EXIT_OK;
}

static gboolean
read_target (Options *options, int argc, char **argv, int *status)
{
  QosAppTarget target;
  GError *error = NULL;

  if (argc > 2) {
    *status = qos_app_options_refuse (
        "\"%s\": too many arguments, expected one HOST.", argv[2]);
    return FALSE;
  }
  if (argc < 2)
    return TRUE;
  if (!qos_app_target_parse (argv[1], "qossink", &target, &error)) {
    *status = qos_app_options_refuse ("%s", error->message);
    g_clear_error (&error);
    return FALSE;
  }
  if (!options->name)
    options->name = qos_app_target_take (&target, "name");
  options->host = target.host;
  options->query = target.query;
  if (target.port >= 0)
    options->port = target.port;
  return TRUE;
}

/* Written once the stream's format is known. */
static void
write_sdp (QosAppSession *session, const GstStructure *stats, const gchar *file)
{
  gchar *sdp = qos_sender_session_sdp (QOS_SENDER_SESSION (session));
  GError *error = NULL;

  if (!sdp)
    return;
  if (!g_file_set_contents (file, sdp, -1, &error)) {
    qos_app_session_say (session, QOS_APP_PROBLEM_NOTE, error->message);
    g_clear_error (&error);
  }
  g_signal_handlers_disconnect_by_func (session, write_sdp, (gpointer) file);
  g_free (sdp);
}

static gboolean
was_met (QosAppSession *session)
{
  QosSenderSession *self = QOS_SENDER_SESSION (session);

  return qos_sender_session_was_heard (self) ||
      qos_sender_session_is_sdp_given (self);
}

static void
add_defaults (QosSenderConfig *config)
{
  if (config->port == 0)
    config->port = QOS_APP_DEFAULT_PORT;
  if (config->bitrate_kbps == 0)
    config->bitrate_kbps = DEFAULT_BITRATE_KBPS;
  if (!config->name)
    config->name = g_strdup ("");
  if (!config->source)
    config->source = g_strdup (QOS_SENDER_SOURCE_AUTO);
}

static int
run_headless (const Options *options, const QosSenderConfig *config)
{
  QosAppDevices *devices = qos_app_devices_new ("Audio/Source");
  QosSenderSession *session = qos_sender_session_new (devices);
  gchar *target = qos_app_target_text (config->host, config->port);
  gchar *start_text = g_strdup_printf ("Sending %s to %s at %u kbit/s.",
      config->source, target, config->bitrate_kbps);
  QosAppHeadless headless = {
      .json = options->common.json,
      .duration_s = (guint) options->common.duration_s,
      .start_text = start_text,
      .who = target,
      .columns = columns,
      .totals = totals,
      .was_met = was_met,
  };
  QosAppExport *export = qos_app_export_new (&options->common,
      &qos_app_fields_sent, QOS_APP_SESSION (session));
  int status;

  qos_app_devices_wait (devices);
  qos_sender_session_configure (session, config);
  qos_sender_session_set_query (session, options->query);
  if (options->sdp)
    g_signal_connect (session, "stats", G_CALLBACK (write_sdp), options->sdp);
  status = qos_app_headless_run (QOS_APP_SESSION (session), &headless);
  if (qos_app_export_has_failed (export))
    status = QOS_APP_EXIT_FAILED;
  qos_app_export_free (export);
  g_object_unref (session);
  g_object_unref (devices);
  g_free (start_text);
  g_free (target);
  return status;
}

static int
run (Options *options, int argc, char **argv)
{
  QosSenderConfig config = {
      .host = g_strdup (options->host),
      .port = (guint) MAX (options->port, 0),
      .name = g_strdup (options->name),
      .bitrate_kbps = (guint) MAX (options->bitrate_kbps, 0),
      .source = read_source (options->source),
  };
  int status;

  if (options->common.list_devices) {
    qos_app_options_print_devices ("Audio/Source");
    status = QOS_APP_EXIT_OK;
  } else if (options->common.headless) {
    add_defaults (&config);
    status = run_headless (options, &config);
  } else {
    status =
        qos_sender_app_run (argv[0], &config, options->query, &options->common);
  }
  qos_sender_config_clear (&config);
  return status;
}

int
main (int argc, char **argv)
{
  Options options = {.port = NOT_GIVEN, .bitrate_kbps = NOT_GIVEN};
  const GOptionEntry entries[] = {
      {"port", 'p', 0, G_OPTION_ARG_INT, &options.port,
          "UDP port of the receiver; default: 5004", "PORT"},
      {"name", 'n', 0, G_OPTION_ARG_STRING, &options.name,
          "Name that receivers show", "NAME"},
      {"bitrate", 'b', 0, G_OPTION_ARG_INT, &options.bitrate_kbps,
          "Bit rate of the audio, 8 to 512 kbit/s; default: 128", "KBPS"},
      {"source", 's', 0, G_OPTION_ARG_STRING, &options.source,
          "auto (default microphone), test (a tone), a sound file or a device",
          "SOURCE"},
      {"sdp", 0, 0, G_OPTION_ARG_FILENAME, &options.sdp,
          "Headless: write an SDP file for other players", "FILE"},
      {NULL},
  };
  int status;

  g_set_prgname ("qos-sender");
  if (qos_app_options_parse (&options.common, entries,
          "[HOST[:PORT] | qos://HOST[:PORT]]",
          "Sends a microphone as AAC over UDP to HOST and shows delay, loss "
          "and bandwidth as the receiver measures them.",
          &argc, &argv, &status) &&
      read_target (&options, argc, argv, &status) && check (&options, &status))
    status = run (&options, argc, argv);
  g_free (options.host);
  g_free (options.query);
  g_free (options.name);
  g_free (options.source);
  g_free (options.sdp);
  qos_app_options_clear (&options.common);
  return status;
}
