/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What both apps do after reading the command line: list the devices, run a
 * session in the terminal, or open a window for one.
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
  /* Returns: (transfer full): the text for the terminal when it runs. */
  gchar *(*describe) (const QosAppConfig *config, gpointer user);
  /* Only for the terminal; (nullable). */
  void (*prepare) (QosAppSession *session, gpointer user);
  gboolean has_one_remote; /* all streams belong to the host */
  gpointer user;
} QosUiProgram;

/* program: argv[0]. given: the values from the command line. Returns: an exit
 * status. */
int qos_ui_program_run (const QosUiProgram *self, const gchar *program,
    const QosAppConfig *given, const QosAppOptions *options);
