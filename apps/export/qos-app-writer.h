/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A file that is written while audio plays. A slow disk blocks nothing:
 * unwritten lines wait in memory, up to a limit, beyond which whole lines are
 * left out.
 */
#pragma once

#include <gio/gio.h>

/* Maximum bytes of waiting lines. */
#define QOS_APP_WRITER_ROOM (1024 * 1024)

typedef struct _QosAppWriter QosAppWriter;

/* An error, in words; called in the main context, once per cause. */
typedef void (*QosAppWriterTrouble) (const gchar *text, gpointer user);

/* Opens the file, which is truncated. A named pipe without a reader is an
 * error, it is not waited for. Returns: NULL with error. */
QosAppWriter *qos_app_writer_new (const gchar *file,
    QosAppWriterTrouble trouble, gpointer user, GError **error);

/* lines: (transfer full). */
void qos_app_writer_write (QosAppWriter *self, gchar *lines);

/* Waits a few seconds for unwritten lines, running the main context. */
void qos_app_writer_free (QosAppWriter *self);
