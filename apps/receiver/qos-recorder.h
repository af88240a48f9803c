/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Records what goes through a tee to a file, FLAC or WAV by the name, while
 * the pipeline plays on.
 */
#ifndef QOS_RECORDER_H
#define QOS_RECORDER_H

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct _QosRecorder QosRecorder;

/* tee: an element of pipeline. Returns: NULL with error when the name has
 * another ending than .flac or .wav, the file cannot be written, or an element
 * is missing. */
QosRecorder *qos_recorder_start (GstElement *pipeline, GstElement *tee,
    const gchar *file, GError **error);

/* Does from belong to it? */
gboolean qos_recorder_owns (QosRecorder *recorder, GstObject *from);

/* Completes the file and takes the parts out of the pipeline. done is called in
 * the main context with user, once, at the latest after 2 s; the recorder is
 * gone by then. */
void qos_recorder_stop (QosRecorder *recorder, GSourceFunc done, gpointer user);

G_END_DECLS

#endif
