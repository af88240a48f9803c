/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What both apps do after reading the command line: list the devices, or run a
 * session in the terminal or in a window, until that is closed, SIGINT, SIGTERM
 * or the end of the given duration.
 */
#pragma once

#include "qos-app-fields.h"
#include "qos-app-options.h"
#include "qos-app-session.h"
#include "qos-app-text.h"

typedef struct
{
  GType session_type;
  GType window_type; /* a QosUiWindow */
  const QosAppFields *fields;
  /* Returns: (transfer full): the first line in the terminal. */
  gchar *(*describe) (const QosAppConfig *config, gpointer user);
  /* Before a session in the terminal; (nullable). */
  void (*prepare) (QosAppSession *session, gpointer user);
  gboolean has_one_remote; /* all streams are those of the configured host */
  gpointer user;
} QosUiProgram;

/* program: argv[0]. given: the values from the command line. Returns: an exit
 * status. */
int qos_ui_program_run (const QosUiProgram *self, const gchar *program,
    const QosAppConfig *given, const QosAppOptions *options);
