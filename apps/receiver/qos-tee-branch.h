/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A bin behind a tee that others do not notice: what becomes of a buffer in it
 * does not go back to the tee, so an error of a file or a loudspeaker ends
 * nothing else; and it comes and goes while the pipeline plays.
 */
#ifndef QOS_TEE_BRANCH_H
#define QOS_TEE_BRANCH_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* A queue, then elements of these factories, NULL ends them, then last.
 * last: (transfer floating) (nullable). Returns: (transfer floating)
 * (nullable): a bin with a pad "sink"; NULL with error. */
GstElement *qos_tee_branch_new (const gchar *const *factories, GstElement *last,
    GError **error);

/* Both are in a pipeline. Where that plays already, the branch has to be in its
 * state. */
void qos_tee_branch_link (GstElement *bin, GstElement *tee);

/* What is in the bin is not touched. Does nothing where it is not linked. */
void qos_tee_branch_unlink (GstElement *bin, GstElement *tee);

/* Unlinks it, takes it out of the pipeline at once, and stops it in a thread,
 * where a sound server or disk that does not answer may take its time. Then
 * done is called in that thread, if it is not NULL. */
void qos_tee_branch_remove (GstElement *bin, GstElement *tee,
    GstElementCallAsyncFunc done, gpointer user);

G_END_DECLS

#endif
