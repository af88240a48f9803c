/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Records what goes through a tee to a file, FLAC or WAV by the name, while
 * the pipeline plays on. However it ends, the file is valid: a disk that is full
 * ends the recording after the last piece that is complete.
 */
#ifndef QOS_RECORDER_H
#define QOS_RECORDER_H

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct _QosRecorder QosRecorder;

/* Returns: FALSE with error when the name has another ending than .flac or .wav,
 * or the file cannot be written. */
gboolean qos_recorder_check (const gchar *file, GError **error);

/* tee: an element of pipeline. Returns: NULL with error when the name has
 * another ending than .flac or .wav, the file cannot be written, or an element
 * is missing. */
QosRecorder *qos_recorder_start (GstElement *pipeline, GstElement *tee,
    const gchar *file, GError **error);

/* Does from belong to it? */
gboolean qos_recorder_owns (QosRecorder *recorder, GstObject *from);

/* Is the file still where it was? */
gboolean qos_recorder_has_file (QosRecorder *recorder);

const gchar *qos_recorder_file (QosRecorder *recorder);

/* Completes the file and takes the parts out of the pipeline. done is called in
 * the main context with user, once; the recorder is gone by then. A disk that
 * does not answer is waited for, 2 s until nothing more is written. */
void qos_recorder_stop (QosRecorder *recorder, GSourceFunc done, gpointer user);

/* The same, after an error of qos_recorder_owns (): nothing more is written,
 * and what is there is made a valid file. */
void qos_recorder_give_up (QosRecorder *recorder, GSourceFunc done,
    gpointer user);

G_END_DECLS

#endif
