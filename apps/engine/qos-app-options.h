/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the command lines of the apps have in common.
 */
#ifndef QOS_APP_OPTIONS_H
#define QOS_APP_OPTIONS_H

#include "qos-app-devices.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define QOS_APP_DEFAULT_PORT 5004

/* Enough for people; the element takes more. */
#define QOS_APP_LATENCY_MAX_MS 10000
#define QOS_APP_METRICS_CLIENTS_MAX 1000

typedef struct
{
  gboolean headless; /* --json too */
  gboolean json;     /* lines on standard output */
  gchar *json_file;
  gchar *csv_file;
  gchar *report_file;
  GSocketAddress *metrics_address;
  gint metrics_clients; /* with series of their own */
  gboolean start;
  gboolean list_devices;
  gboolean version;
  gint duration_s; /* 0: until it is ended */
} QosAppOptions;

/* Reads the command line: entries are the app's own, options' are added, with
 * GStreamer's. Initialises GStreamer. Returns: FALSE when the program shall end
 * with *status: help and version were printed, or what is wrong. options: to be
 * cleared in either case. */
gboolean qos_app_options_parse (QosAppOptions *options,
    const GOptionEntry *entries, const gchar *parameters, const gchar *summary,
    int *argc, char ***argv, int *status);

void qos_app_options_clear (QosAppOptions *options);

/* Says what is wrong with the command line, on standard error.
 * Returns: QOS_APP_EXIT_USAGE. */
int qos_app_options_refuse (const gchar *format, ...) G_GNUC_PRINTF (1, 2);

/* Prints the names, a line each. */
void qos_app_options_print_devices (const gchar *classes);

G_END_DECLS

#endif
