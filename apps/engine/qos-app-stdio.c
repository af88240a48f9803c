/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-stdio.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* One output. Its thread is never joined, because it may be blocked in a
 * write. */
typedef struct
{
  int fd;

  /* Under the lock. */
  GMutex lock;
  GCond changed;
  GString *waiting;   /* NULL until the thread runs */
  guint64 writing;    /* lines that are being written */
  gboolean is_closed; /* by its reader, or writing fails */
  guint64 left_out;   /* lines */
} Output;

static Output out = {.fd = STDOUT_FILENO};
static Output err = {.fd = STDERR_FILENO};

static GSourceFunc on_closed; /* used by the main thread only, like the next */
static gpointer closed_user;

static gboolean
say_closed (gpointer user)
{
  GSourceFunc closed = g_steal_pointer (&on_closed);

  if (closed)
    closed (closed_user);
  return G_SOURCE_REMOVE;
}

/* Returns: FALSE if writing fails. */
static gboolean
write_all (int fd, const gchar *text, gsize length)
{
  while (length > 0) {
    gssize n = write (fd, text, length);
    struct pollfd ready = {.fd = fd, .events = POLLOUT};

    if (n > 0) {
      text += n;
      length -= (gsize) n;
    } else if (errno == EAGAIN) { /* the descriptor was non-blocking when we
                                   * got it */
      poll (&ready, 1, -1);
    } else if (errno != EINTR) {
      return FALSE;
    }
  }
  return TRUE;
}

static guint64
count_lines (const gchar *text)
{
  guint64 n = 0;

  for (; *text; text++)
    n += *text == '\n';
  return n;
}

static gpointer
write_on (gpointer data)
{
  Output *self = data;
  gboolean is_written = TRUE;

  g_mutex_lock (&self->lock);
  while (is_written) {
    GString *text = self->waiting;

    if (text->len == 0) {
      g_cond_wait (&self->changed, &self->lock);
      continue;
    }
    self->waiting = g_string_new (NULL);
    self->writing = MAX (count_lines (text->str), 1);
    g_mutex_unlock (&self->lock);
    is_written = write_all (self->fd, text->str, text->len);
    if (!is_written && errno == EPIPE && self == &out)
      g_idle_add (say_closed, NULL);
    g_string_free (text, TRUE);
    g_mutex_lock (&self->lock);
    self->writing = 0;
    self->is_closed = !is_written;
    g_cond_broadcast (&self->changed);
  }
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* Returns: TRUE if this is the first text that is left out. */
static gboolean
add (Output *self, const gchar *text)
{
  gsize length = strlen (text);
  gboolean is_first = FALSE;

  g_mutex_lock (&self->lock);
  if (self->is_closed) {
    /* The reader does not keep up. */
  } else if (self->waiting->len + length > QOS_APP_STDIO_ROOM) {
    is_first = self->left_out == 0;
    self->left_out += MAX (count_lines (text), 1);
  } else {
    g_string_append_len (self->waiting, text, (gssize) length);
    g_cond_broadcast (&self->changed);
  }
  g_mutex_unlock (&self->lock);
  return is_first;
}

void
qos_app_stdio_write (const gchar *text)
{
  if (add (&out, text))
    g_printerr ("Standard output is read too slowly: some lines are left out. "
                "Audio continues.\n");
}

/* As GLib does: in the encoding of the locale. */
static gchar *
to_locale (const gchar *text)
{
  const gchar *charset;
  gchar *converted = NULL;

  if (!g_get_charset (&charset))
    converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL,
        NULL, NULL);
  return converted ? converted : g_strdup (text);
}

static void
print_out (const gchar *text)
{
  g_autofree gchar *converted = to_locale (text);

  qos_app_stdio_write (converted);
}

static void
print_err (const gchar *text)
{
  g_autofree gchar *converted = to_locale (text);

  add (&err, converted);
}

static void
start (Output *self)
{
  if (self->waiting)
    return;
  self->waiting = g_string_new (NULL);
  g_thread_unref (g_thread_new ("output", write_on, self));
}

void
qos_app_stdio_start (GSourceFunc closed, gpointer user)
{
  on_closed = closed;
  closed_user = user;
  /* A closing reader must not end the program before a recording is
   * complete. */
  signal (SIGPIPE, SIG_IGN);
  start (&out);
  start (&err);
  g_set_print_handler (print_out);
  g_set_printerr_handler (print_err);
}

/* left_out: the lines that are not written and never will be. Returns: TRUE if
 * all others are written. */
static gboolean
flush (Output *self, guint64 *left_out)
{
  gint64 until = g_get_monotonic_time () +
      QOS_APP_STDIO_PATIENCE_MS * G_TIME_SPAN_MILLISECOND;
  gboolean is_written = TRUE;

  g_mutex_lock (&self->lock);
  while (is_written && !self->is_closed &&
      (self->writing > 0 || self->waiting->len > 0))
    is_written = g_cond_wait_until (&self->changed, &self->lock, until);
  *left_out = self->left_out;
  if (!is_written)
    *left_out += self->writing + count_lines (self->waiting->str);
  g_mutex_unlock (&self->lock);
  return is_written;
}

void
qos_app_stdio_end (void)
{
  guint64 left_out, ignored;

  on_closed = NULL;
  if (flush (&out, &left_out))
    g_set_print_handler (NULL);
  if (left_out > 0)
    g_printerr ("%" G_GUINT64_FORMAT " lines of standard output were left out "
                "because they were not read.\n",
        left_out);
  if (flush (&err, &ignored))
    g_set_printerr_handler (NULL);
}
