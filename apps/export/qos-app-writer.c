/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* Time for unwritten lines at the end, milliseconds. */
#define PATIENCE_MS 3000
#define CANCEL_MS 1000

struct _QosAppWriter
{
  gchar *name; /* for display */
  QosAppWriterTrouble trouble;
  gpointer user;
  GOutputStream *stream;
  GCancellable *cancellable;
  GString *waiting;
  GString *going; /* NULL: nothing is being written */
  gboolean has_failed;
  guint64 skipped;  /* lines */
  gboolean is_over; /* nothing waits for it any more */
};

static void
count_skipped (QosAppWriter *self, const gchar *lines)
{
  for (; *lines; lines++)
    self->skipped += *lines == '\n';
}

static void
fail (QosAppWriter *self, const gchar *why)
{
  g_autofree gchar *text = NULL;

  if (self->has_failed)
    return;
  self->has_failed = TRUE;
  g_string_truncate (self->waiting, 0);
  text = g_strdup_printf ("Can no longer write to \"%s\": %s. Nothing is added "
                          "to it; audio continues. Make room or choose another "
                          "file, and start again.",
      self->name, why);
  self->trouble (text, self->user);
}

static void write_next (QosAppWriter *self);

static void
on_written (GObject *stream, GAsyncResult *result, gpointer user)
{
  QosAppWriter *self = user;
  g_autoptr (GError) error = NULL;

  if (self->is_over)
    return;
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (stream), result, NULL,
          &error))
    fail (self, error->message);
  g_string_free (g_steal_pointer (&self->going), TRUE);
  write_next (self);
}

static void
write_next (QosAppWriter *self)
{
  if (self->going || self->waiting->len == 0)
    return;
  self->going = self->waiting;
  self->waiting = g_string_new (NULL);
  g_output_stream_write_all_async (self->stream, self->going->str,
      self->going->len, G_PRIORITY_DEFAULT, self->cancellable, on_written,
      self);
}

static void
skip (QosAppWriter *self, const gchar *lines)
{
  gboolean is_first = self->skipped == 0;
  g_autofree gchar *text = NULL;

  count_skipped (self, lines);
  if (!is_first)
    return;
  text = g_strdup_printf ("\"%s\" is written too slowly: some lines are left "
                          "out. Choose a faster disk or another file.",
      self->name);
  self->trouble (text, self->user);
}

void
qos_app_writer_write (QosAppWriter *self, gchar *lines)
{
  gsize length = strlen (lines);

  if (!self->has_failed) {
    if (self->waiting->len + length > QOS_APP_WRITER_ROOM)
      skip (self, lines);
    else
      g_string_append_len (self->waiting, lines, (gssize) length);
    write_next (self);
  }
  g_free (lines);
}

QosAppWriter *
qos_app_writer_new (const gchar *file, QosAppWriterTrouble trouble,
    gpointer user, GError **error)
{
  QosAppWriter *self;
  gchar *name = g_filename_display_name (file);
  int fd = g_open (file,
      O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0666);

  if (fd < 0) {
    int why = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (why),
        "Cannot write to \"%s\": %s. The numbers are not saved; audio "
        "continues. Choose a file in an existing folder where you may write.",
        name, g_strerror (why));
    g_free (name);
    return NULL;
  }
  /* A closed pipe is handled like other errors. */
  signal (SIGPIPE, SIG_IGN);
  self = g_new0 (QosAppWriter, 1);
  self->name = name;
  self->trouble = trouble;
  self->user = user;
  self->stream = g_unix_output_stream_new (fd, TRUE);
  self->cancellable = g_cancellable_new ();
  self->waiting = g_string_new (NULL);
  return self;
}

static gboolean
set_true (gpointer user)
{
  *(gboolean *) user = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main context until everything is written or the time is up. */
static void
wait_until_written (QosAppWriter *self, guint ms)
{
  gboolean is_time_up = FALSE;
  guint timer = g_timeout_add (ms, set_true, &is_time_up);

  while (self->going && !is_time_up)
    g_main_context_iteration (NULL, TRUE);
  if (!is_time_up)
    g_source_remove (timer);
}

static void
say_skipped (QosAppWriter *self)
{
  g_autofree gchar *text =
      g_strdup_printf ("%" G_GUINT64_FORMAT " lines were left out of \"%s\".",
          self->skipped, self->name);

  self->trouble (text, self->user);
}

void
qos_app_writer_free (QosAppWriter *self)
{
  g_autoptr (GError) error = NULL;

  wait_until_written (self, PATIENCE_MS);
  g_cancellable_cancel (self->cancellable);
  wait_until_written (self, CANCEL_MS);
  if (self->going) {
    count_skipped (self, self->going->str);
    count_skipped (self, self->waiting->str);
  }
  if (self->skipped > 0)
    say_skipped (self);
  if (self->going) { /* a disk that does not answer still uses it */
    self->is_over = TRUE;
    return;
  }
  if (!g_output_stream_close (self->stream, NULL, &error))
    fail (self, error->message);
  g_object_unref (self->stream);
  g_object_unref (self->cancellable);
  g_string_free (self->waiting, TRUE);
  g_free (self->name);
  g_free (self);
}
