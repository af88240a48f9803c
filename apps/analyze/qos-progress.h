/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How far a long reading has come, in one line of the terminal.
 */
#ifndef QOS_PROGRESS_H
#define QOS_PROGRESS_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean is_shown; /* standard error is a terminal, and it takes a while */
  gboolean is_drawn;
  guint64 size; /* bytes, 0 = not known */
  gint64 began_us;
  gint64 drawn_us;
} QosProgress;

/* size: bytes to be read, 0 where that is not known. */
void qos_progress_init (QosProgress *progress, guint64 size);

/* So much is done. Cheap enough for each few thousand frames. */
void qos_progress_update (QosProgress *progress, guint64 position,
    guint64 frames, guint streams);

/* Takes the line away. */
void qos_progress_end (QosProgress *progress);

G_END_DECLS

#endif
