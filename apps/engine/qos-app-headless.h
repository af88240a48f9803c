/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A session in the terminal: a live table, plain lines if standard output is
 * not a terminal, or JSON lines; until SIGINT, SIGTERM or a given time, and
 * then a summary.
 */
#pragma once

#include "qos-app-session.h"
#include "qos-app-text.h"

/* Exit statuses of the apps. */
enum
{
  QOS_APP_EXIT_OK = 0,
  QOS_APP_EXIT_FAILED = 1,
  QOS_APP_EXIT_USAGE = 2,
  QOS_APP_EXIT_ALONE = 3, /* no other end was met */
};

typedef struct
{
  gboolean json;
  guint duration_s;           /* 0: until a signal */
  const gchar *start_text;    /* printed when it runs */
  const gchar *who;           /* name of all streams, or NULL */
  const QosAppFields *fields; /* of the messages */
} QosAppHeadless;

/* Starts the session and runs until it has ended. Returns: an exit status. */
int qos_app_headless_run (QosAppSession *session, const QosAppHeadless *config);
