/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Records the data of a tee to a file, FLAC or WAV depending on its name, while
 * the pipeline plays. However it ends, the file is valid: if the disk is full,
 * it ends after the last complete piece.
 */
#pragma once

#include <gst/gst.h>

typedef struct _QosRecorder QosRecorder;

/* Returns: FALSE with error if the name does not end in .flac or .wav, or the
 * file cannot be written. */
gboolean qos_recorder_check (const gchar *file, GError **error);

/* tee: an element of pipeline. Returns: NULL with error if the name does not
 * end in .flac or .wav, the file cannot be written, or an element is
 * missing. */
QosRecorder *qos_recorder_start (GstElement *pipeline, GstElement *tee,
    const gchar *file, GError **error);

/* Does from belong to it? */
gboolean qos_recorder_owns (QosRecorder *recorder, GstObject *from);

/* Is the file still in its place? */
gboolean qos_recorder_has_file (QosRecorder *recorder);

const gchar *qos_recorder_file (QosRecorder *recorder);

/* Completes the file and removes the elements from the pipeline. done is called
 * in the main context with user, once; the recorder has been freed by then.
 * Waits for a slow disk until nothing has been written for 2 s. */
void qos_recorder_stop (QosRecorder *recorder, GSourceFunc done, gpointer user);

/* The same after an error of qos_recorder_owns (): writes nothing more, and
 * makes the existing data a valid file. */
void qos_recorder_give_up (QosRecorder *recorder, GSourceFunc done,
    gpointer user);
