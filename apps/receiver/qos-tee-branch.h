/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A bin after a tee that does not affect its other branches: flow errors do not
 * go back to the tee, so that an error of a file or a loudspeaker ends nothing
 * else, and the branch can be added and removed while the pipeline plays.
 */
#pragma once

#include <gst/gst.h>

/* A queue, other elements and a sink. text: " ! ELEMENT" for each of the
 * others, as for gst-launch; sink: (transfer floating). Returns: (transfer
 * floating) (nullable): a bin with a pad "sink"; NULL with error. */
GstElement *qos_tee_branch_new (const gchar *text, GstElement *sink,
    GError **error);

/* Both are in a pipeline. If it is playing, the branch must be in the same
 * state. */
void qos_tee_branch_link (GstElement *bin, GstElement *tee);

/* Leaves the contents of the bin alone. Does nothing if it is not linked. */
void qos_tee_branch_unlink (GstElement *bin, GstElement *tee);

/* Unlinks it, removes it from the pipeline at once, and stops it in a thread,
 * because a sound server or disk may be slow. Then done is called in that
 * thread, if it is not NULL. */
void qos_tee_branch_remove (GstElement *bin, GstElement *tee,
    GstElementCallAsyncFunc done, gpointer user);
