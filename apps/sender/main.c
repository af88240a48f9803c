/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * qos-sender: sends a microphone as AAC over UDP and shows what arrives. The
 * command line, and the session without a window; for the window see
 * qos-sender-window.
 */
#include "qos-app-headless.h"
#include "qos-app-options.h"
#include "qos-app-target.h"
#include "qos-app-words.h"
#include "qos-sender-session.h"
#include "qos-sender-window.h"
#include "qos-ui-program.h"

#include <gio/gio.h>

/* Returns: (transfer full): the form used in QosAppConfig; NULL for NULL. */
static gchar *
read_source (const gchar *text)
{
  g_autoptr (GFile) file = NULL;

  if (!text || g_str_equal (text, QOS_APP_DEVICE_AUTO) ||
      g_str_equal (text, QOS_SENDER_SOURCE_TEST) ||
      g_str_has_prefix (text, QOS_SENDER_SOURCE_FILE "///"))
    return g_strdup (text);
  if (!g_file_test (text, G_FILE_TEST_IS_REGULAR))
    return g_strconcat (QOS_APP_DEVICE_NAMED, text, NULL);
  file = g_file_new_for_commandline_arg (text);
  return g_file_get_uri (file);
}

static gboolean
read_target (QosAppConfig *config, int argc, char **argv, int *status)
{
  g_autofree gchar *name = NULL;

  if (argc > 2) {
    *status = qos_app_options_refuse (
        "\"%s\": too many arguments, expected one HOST.", argv[2]);
    return FALSE;
  }
  if (argc < 2)
    return TRUE;
  if (!qos_app_options_read_target (config, argv[1], "qossink", "name", &name,
          status))
    return FALSE;
  if (!config->name)
    config->name = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
check (const QosAppConfig *config, const QosAppOptions *options, int *status)
{
  if (!qos_app_options_check_number ("port ", config->port,
          qos_app_range ("qossink", "port"), "", status) ||
      !qos_app_options_check_number ("--bitrate=", config->bitrate_kbps,
          (QosAppRange){QOS_APP_BITRATE_MIN_KBPS, QOS_APP_BITRATE_MAX_KBPS},
          " kbit/s", status))
    return FALSE;
  if (options->headless && !config->host)
    *status = qos_app_options_refuse ("without a window, HOST is needed.");
  return *status == QOS_APP_EXIT_OK;
}

/* In the terminal */

static gchar *
describe (const QosAppConfig *config, gpointer user)
{
  g_autofree gchar *target = qos_app_target_text (config->host, config->port);

  return g_strdup_printf ("Sending %s to %s at %d kbit/s.", config->device,
      target, config->bitrate_kbps);
}

/* Written when the stream's format is known. */
static void
write_sdp (QosAppSession *session, const GstStructure *stats, const gchar *file)
{
  g_autofree gchar *sdp = qos_sender_session_sdp (QOS_SENDER_SESSION (session));
  g_autoptr (GError) error = NULL;

  if (!sdp)
    return;
  if (!g_file_set_contents (file, sdp, -1, &error))
    qos_app_session_say (session, QOS_APP_PROBLEM_NOTE, error->message);
  g_signal_handlers_disconnect_by_func (session, write_sdp, (gpointer) file);
}

static void
prepare (QosAppSession *session, gpointer sdp_file)
{
  if (sdp_file)
    g_signal_connect (session, "stats", G_CALLBACK (write_sdp), sdp_file);
}

int
main (int argc, char **argv)
{
  QosAppOptions common = {0};
  QosAppConfig config = QOS_APP_CONFIG_INIT;
  g_autofree gchar *source = NULL, *sdp = NULL;
  const GOptionEntry entries[] = {
      {"port", 'p', 0, G_OPTION_ARG_INT, &config.port,
          "UDP port of the receiver; default: " QOS_TEXT (QOS_PORT), "PORT"},
      {"name", 'n', 0, G_OPTION_ARG_STRING, &config.name,
          "Name that receivers show", "NAME"},
      {"bitrate", 'b', 0, G_OPTION_ARG_INT, &config.bitrate_kbps,
          "Bit rate of the audio, " QOS_TEXT (QOS_APP_BITRATE_MIN_KBPS) " to " QOS_TEXT (
              QOS_APP_BITRATE_MAX_KBPS) " kbit/s; default: " QOS_TEXT (QOS_APP_BITRATE_KBPS),
          "KBPS"},
      {"source", 's', 0, G_OPTION_ARG_STRING, &source,
          "auto (default microphone), test (a tone), a sound file or a device",
          "SOURCE"},
      {"sdp", 0, 0, G_OPTION_ARG_FILENAME, &sdp,
          "Headless: write an SDP file for other players", "FILE"},
      {NULL},
  };
  int status;

  g_set_prgname ("qos-sender");
  if (qos_app_options_parse (&common, entries,
          "[HOST[:PORT] | qos://HOST[:PORT]]",
          "Sends a microphone as AAC over UDP to HOST and shows delay, loss "
          "and bandwidth as the receiver measures them.",
          &argc, &argv, &status) &&
      read_target (&config, argc, argv, &status) &&
      check (&config, &common, &status)) {
    const QosUiProgram program = {
        .session_type = QOS_TYPE_SENDER_SESSION,
        .window_type = QOS_TYPE_SENDER_WINDOW,
        .fields = &qos_app_fields_sent,
        .has_one_remote = TRUE,
        .describe = describe,
        .prepare = prepare,
        .user = sdp,
    };

    config.device = read_source (source);
    status = qos_ui_program_run (&program, argv[0], &config, &common);
  }
  qos_app_config_clear (&config);
  qos_app_options_clear (&common);
  return status;
}
