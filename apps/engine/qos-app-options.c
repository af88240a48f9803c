/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-app-options.h"

#include "qos-app-devices.h"
#include "qos-app-file.h"
#include "qos-app-headless.h"
#include "qos-app-http.h"
#include "qos-app-target.h"

#include <locale.h>

int
qos_app_options_refuse (const gchar *format, ...)
{
  va_list args;
  g_autofree gchar *text = NULL;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s: %s\nSee %s --help.\n", g_get_prgname (), text,
      g_get_prgname ());
  return QOS_APP_EXIT_USAGE;
}

gboolean
qos_app_options_check_number (const gchar *option, gint number,
    QosAppRange range, const gchar *unit, int *status)
{
  if (number == QOS_APP_NOT_GIVEN ||
      (number >= range.min && number <= range.max))
    return TRUE;
  *status = qos_app_options_refuse ("%s%d: must be %d to %d%s.", option, number,
      range.min, range.max, unit);
  return FALSE;
}

gboolean
qos_app_options_read_target (QosAppConfig *config, const gchar *text,
    const gchar *factory, const gchar *key, gchar **value, int *status)
{
  QosAppTarget target;
  g_autoptr (GError) error = NULL;

  if (!qos_app_target_parse (text, factory, &target, &error)) {
    *status = qos_app_options_refuse ("%s", error->message);
    return FALSE;
  }
  *value = qos_app_target_take (&target, key);
  g_free (config->host);
  config->host = target.host;
  config->query = target.query;
  if (target.port >= 0)
    config->port = target.port;
  return TRUE;
}

/* A GOptionArgFunc. */
static gboolean
set_metrics (const gchar *name, const gchar *value, gpointer data,
    GError **error)
{
  QosAppOptions *options = data;
  g_autoptr (GError) why = NULL;

  g_clear_object (&options->metrics_address);
  options->metrics_address = qos_app_http_parse (value, &why);
  if (!why)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s=%s", name,
      why->message);
  return FALSE;
}

static GOptionContext *
make_context (QosAppOptions *options, const GOptionEntry *entries,
    const gchar *parameters, const gchar *summary)
{
  const GOptionEntry common[] = {
      {"duration", 'd', 0, G_OPTION_ARG_INT, &options->duration_s,
          "Stop after this many seconds", "SECONDS"},
      {"start", 0, 0, G_OPTION_ARG_NONE, &options->start,
          "With a window: start at once", NULL},
      {"headless", 0, 0, G_OPTION_ARG_NONE, &options->headless,
          "No window: a live table, or plain lines if standard output is not a "
          "terminal",
          NULL},
      {"json", 0, 0, G_OPTION_ARG_NONE, &options->json,
          "No window: write a JSON line for each message to standard output",
          NULL},
      {"json-file", 0, 0, G_OPTION_ARG_FILENAME, &options->json_file,
          "Write a JSON line with W3C names for each message to FILE", "FILE"},
      {"csv", 0, 0, G_OPTION_ARG_FILENAME, &options->csv_file,
          "Write a CSV row for each message to FILE", "FILE"},
      {"report", 0, 0, G_OPTION_ARG_FILENAME, &options->report_file,
          "At the end, write a page with charts, events and advice to FILE",
          "FILE.html"},
      {"metrics", 0, 0, G_OPTION_ARG_CALLBACK, (gpointer) set_metrics,
          "Serve Prometheus metrics at http://ADDRESS:PORT/metrics; default "
          "ADDRESS: " QOS_APP_HTTP_ADDRESS ", this machine only",
          "[ADDRESS:]PORT"},
      {"metrics-per-client", 0, 0, G_OPTION_ARG_INT, &options->metrics_clients,
          "Separate metrics, with labels ssrc and cname, for up to N streams, "
          "0 to " QOS_TEXT (QOS_APP_METRICS_CLIENTS_MAX) "; default: 0",
          "N"},
      {"list-devices", 0, 0, G_OPTION_ARG_NONE, &options->list_devices,
          "List the available devices", NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &options->version,
          "Print the version", NULL},
      {NULL},
  };
  GOptionContext *context = g_option_context_new (parameters);
  GOptionGroup *group = g_option_group_new (NULL, NULL, NULL, options, NULL);

  g_option_context_set_summary (context, summary);
  g_option_group_add_entries (group, entries);
  g_option_group_add_entries (group, common);
  g_option_context_set_main_group (context, group);
  g_option_context_add_group (context, gst_init_get_option_group ());
  return context;
}

/* The report is written at the end, which is too late for an error. */
static void
check_report (const QosAppOptions *options, int *status)
{
  g_autofree gchar *name = g_filename_display_name (options->report_file);
  g_autoptr (GError) error = NULL;

  if (!qos_app_file_check (options->report_file, TRUE, &error))
    *status = qos_app_options_refuse ("--report=%s: the report cannot be "
                                      "written: %s. Choose a file in an "
                                      "existing folder where you may write.",
        name, error->message);
}

static gboolean
check (const QosAppOptions *options, int *status)
{
  if (options->duration_s < 0)
    *status = qos_app_options_refuse ("--duration=%d: must not be negative.",
        options->duration_s);
  else if (options->metrics_clients < 0 ||
      options->metrics_clients > QOS_APP_METRICS_CLIENTS_MAX)
    *status =
        qos_app_options_refuse ("--metrics-per-client=%d: must be 0 to %d.",
            options->metrics_clients, QOS_APP_METRICS_CLIENTS_MAX);
  else if (options->metrics_clients > 0 && !options->metrics_address)
    *status = qos_app_options_refuse ("--metrics-per-client: --metrics=PORT is "
                                      "needed with it.");
  else if (g_strcmp0 (options->json_file, "-") == 0)
    *status = qos_app_options_refuse ("--json-file=-: must be a file.");
  else if (g_strcmp0 (options->csv_file, "-") == 0)
    *status = qos_app_options_refuse ("--csv=-: must be a file.");
  else if (g_strcmp0 (options->report_file, "-") == 0)
    *status = qos_app_options_refuse ("--report=-: must be a file.");
  else if (options->report_file)
    check_report (options, status);
  return *status == QOS_APP_EXIT_OK;
}

/* GOption accepts a value for a flag and drops it. */
static const gchar *
find_json_value (int argc, char **argv)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_has_prefix (argv[i], "--json="))
      return argv[i];
  return NULL;
}

gboolean
qos_app_options_parse (QosAppOptions *options, const GOptionEntry *entries,
    const gchar *parameters, const gchar *summary, int *argc, char ***argv,
    int *status)
{
  g_autoptr (GOptionContext) context =
      make_context (options, entries, parameters, summary);
  g_autoptr (GError) error = NULL;
  const gchar *json = find_json_value (*argc, *argv);

  setlocale (LC_ALL, "");
  *status = QOS_APP_EXIT_OK;
  if (!g_option_context_parse (context, argc, argv, &error))
    *status = qos_app_options_refuse ("%s", error->message);
  else if (json)
    *status = qos_app_options_refuse ("%s: --json takes no file. Use "
                                      "--json-file=FILE.",
        json);
  else if (check (options, status) && options->version)
    g_print ("%s %s (%s)\n", g_get_prgname (), VERSION, PACKAGE);
  options->headless |= options->json;
  return *status == QOS_APP_EXIT_OK && !options->version;
}

void
qos_app_options_clear (QosAppOptions *options)
{
  g_clear_pointer (&options->json_file, g_free);
  g_clear_pointer (&options->csv_file, g_free);
  g_clear_pointer (&options->report_file, g_free);
  g_clear_object (&options->metrics_address);
}

void
qos_app_options_print_devices (const gchar *classes)
{
  g_autoptr (QosAppDevices) devices = qos_app_devices_new (classes);
  GPtrArray *names;

  qos_app_devices_wait (devices);
  names = qos_app_devices_names (devices);
  for (guint i = 0; i < names->len; i++)
    g_print ("%s\n", (const gchar *) g_ptr_array_index (names, i));
}
