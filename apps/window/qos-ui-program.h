/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What both apps do when their command line is read: list the devices, run a
 * session in the terminal, or open a window over one.
 */
#ifndef QOS_UI_PROGRAM_H
#define QOS_UI_PROGRAM_H

#include "qos-app-fields.h"
#include "qos-app-options.h"
#include "qos-app-session.h"
#include "qos-app-text.h"

G_BEGIN_DECLS

typedef struct
{
  GType session_type;
  GType window_type; /* a QosUiWindow */
  const QosAppFields *fields;
  /* Returns: (transfer full): what is said in the terminal when it runs. */
  gchar *(*describe) (const QosAppConfig *config, gpointer user);
  /* For the terminal alone; (nullable). */
  void (*prepare) (QosAppSession *session, gpointer user);
  gboolean has_one_remote; /* the host, which all streams are of */
  gpointer user;
} QosUiProgram;

/* program: argv[0]. given: what the command line says. Returns: an exit status.
 */
int qos_ui_program_run (const QosUiProgram *self, const gchar *program,
    const QosAppConfig *given, const QosAppOptions *options);

G_END_DECLS

#endif
