/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The common part of the apps' command lines.
 */
#pragma once

#include "qos-app-config.h"
#include "qos-app-make.h"

#include <gio/gio.h>

#define QOS_APP_METRICS_CLIENTS_MAX 1000

typedef struct
{
  gboolean headless; /* --json too */
  gboolean json;     /* JSON lines on standard output */
  gchar *json_file;
  gchar *csv_file;
  gchar *report_file;
  GSocketAddress *metrics_address;
  gint metrics_clients; /* number with separate metrics */
  gboolean start;
  gboolean list_devices;
  gboolean version;
  gint duration_s; /* 0: no limit */
} QosAppOptions;

/* Reads the command line: entries are the app's own; the common options and
 * GStreamer's are added. Initialises GStreamer. Returns: FALSE if the program
 * must exit with *status: help or the version was printed, or an error.
 * options: must be cleared in either case. */
gboolean qos_app_options_parse (QosAppOptions *options,
    const GOptionEntry *entries, const gchar *parameters, const gchar *summary,
    int *argc, char ***argv, int *status);

void qos_app_options_clear (QosAppOptions *options);

/* Prints an error about the command line on standard error. Returns:
 * QOS_APP_EXIT_USAGE. */
int qos_app_options_refuse (const gchar *format, ...) G_GNUC_PRINTF (1, 2);

/* Checks a number that may not be given. option: as in "--latency=". unit:
 * after the limits, such as " ms". Returns: FALSE, with *status, if it is
 * wrong. */
gboolean qos_app_options_check_number (const gchar *option, gint number,
    QosAppRange range, const gchar *unit, int *status);

/* Reads HOST, HOST:PORT or qos://HOST:PORT?KEY=VALUE into config. factory: the
 * element that has the keys. key, value: (out) (transfer full): taken out of
 * the query, for the caller; (nullable). Returns: FALSE, with *status, if it is
 * none of these. */
gboolean qos_app_options_read_target (QosAppConfig *config, const gchar *text,
    const gchar *factory, const gchar *key, gchar **value, int *status);

/* Prints the names, one per line. */
void qos_app_options_print_devices (const gchar *classes);
