/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-progress.h"

#include <stdio.h>
#include <unistd.h>

/* Short reads need no progress line. */
#define SIZE_LEAST (32 * 1024 * 1024)
#define BEGIN_US 300000
#define EACH_US 100000
#define BAR_WIDTH 30

void
qos_progress_init (QosProgress *self, guint64 size)
{
  self->is_shown = isatty (STDERR_FILENO) && (size == 0 || size >= SIZE_LEAST);
  self->is_drawn = FALSE;
  self->size = size;
  self->began_us = self->drawn_us = g_get_monotonic_time ();
}

void
qos_progress_update (QosProgress *self, guint64 position, guint64 frames,
    guint streams)
{
  gint64 now_us = g_get_monotonic_time ();

  if (!self->is_shown || now_us < self->drawn_us + EACH_US ||
      now_us < self->began_us + BEGIN_US)
    return;
  fputc ('\r', stderr);
  if (self->size > 0) {
    guint64 done = MIN (position, self->size);
    gint filled = (gint) (done * BAR_WIDTH / self->size);

    fprintf (stderr, "[%.*s%*s] %3u %%  ", filled,
        "##############################", BAR_WIDTH - filled, "",
        (guint) (done * 100 / self->size));
  }
  fprintf (stderr, "%" G_GUINT64_FORMAT " frames, %u stream%s\033[K", frames,
      streams, streams == 1 ? "" : "s");
  fflush (stderr);
  self->is_drawn = TRUE;
  self->drawn_us = now_us;
}

void
qos_progress_end (QosProgress *self)
{
  if (self->is_drawn)
    fputs ("\r\033[K", stderr);
}
