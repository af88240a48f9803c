/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A file that lines are written to while the sound plays: a disk that is slow
 * holds nothing up, for what is not written yet waits in memory, up to a bound,
 * and what is over it is left out, whole lines at a time.
 */
#ifndef QOS_APP_WRITER_H
#define QOS_APP_WRITER_H

#include <gio/gio.h>

G_BEGIN_DECLS

/* Lines that wait, bytes. */
#define QOS_APP_WRITER_ROOM (1024 * 1024)

typedef struct _QosAppWriter QosAppWriter;

/* What went wrong, for people; in the main context, and once for each cause. */
typedef void (*QosAppWriterTrouble) (const gchar *text, gpointer user);

/* Opens the file, which loses what was in it. A named pipe that nobody reads
 * is an error, not a wait. Returns: NULL with error. */
QosAppWriter *qos_app_writer_new (const gchar *file,
    QosAppWriterTrouble trouble, gpointer user, GError **error);

/* lines: (transfer full). */
void qos_app_writer_write (QosAppWriter *self, gchar *lines);

/* Waits a few seconds for what is not written yet, while the main context
 * runs. */
void qos_app_writer_free (QosAppWriter *self);

G_END_DECLS

#endif
