/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The progress of a long read, in one line of the terminal.
 */
#pragma once

#include <glib.h>

typedef struct
{
  gboolean is_shown; /* standard error is a terminal, and it takes a while */
  gboolean is_drawn;
  guint64 size; /* bytes, 0 = unknown */
  gint64 began_us;
  gint64 drawn_us;
} QosProgress;

/* size: bytes to read, 0 if unknown. */
void qos_progress_init (QosProgress *progress, guint64 size);

/* Reports the progress. Cheap enough to call every few thousand frames. */
void qos_progress_update (QosProgress *progress, guint64 position,
    guint64 frames, guint streams);

/* Removes the line. */
void qos_progress_end (QosProgress *progress);
