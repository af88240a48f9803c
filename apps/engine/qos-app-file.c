/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>

static gboolean
fail (GError **error)
{
  int why = errno;

  g_set_error_literal (error, G_FILE_ERROR,
      (gint) g_file_error_from_errno (why), g_strerror (why));
  return FALSE;
}

/* Can another file be created in the same folder? */
static gboolean
check_folder (const gchar *file, GError **error)
{
  g_autofree gchar *folder = g_path_get_dirname (file);
  g_autofree gchar *name =
      g_strdup_printf ("%s/.qosaudio-%08x", folder, g_random_int ());
  gint fd = g_open (name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean can = fd >= 0 || fail (error);

  if (fd >= 0) {
    g_close (fd, NULL);
    g_unlink (name);
  }
  return can;
}

gboolean
qos_app_file_check (const gchar *file, gboolean is_replaced, GError **error)
{
  GStatBuf status;

  if (g_stat (file, &status) != 0)
    return check_folder (file, error);
  if (S_ISDIR (status.st_mode)) {
    errno = EISDIR;
    return fail (error);
  }
  if (g_access (file, W_OK) != 0)
    return fail (error);
  return !is_replaced || !S_ISREG (status.st_mode) ||
      check_folder (file, error);
}

/* A device or a pipe cannot be replaced by a file. */
static gboolean
is_special (const gchar *file)
{
  GStatBuf status;

  return g_stat (file, &status) == 0 && !S_ISREG (status.st_mode);
}

/* A pipe without a reader is an error, it is not waited for. */
static gboolean
write_in_place (const gchar *text, const gchar *file, GError **error)
{
  g_autofree gchar *name = g_filename_display_name (file);
  gint fd = g_open (file, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  FILE *stream = NULL;
  gboolean is_written = FALSE;

  if (fd >= 0 && g_unix_set_fd_nonblocking (fd, FALSE, NULL))
    stream = fdopen (fd, "w");
  if (stream)
    is_written = fputs (text, stream) >= 0 && fflush (stream) == 0;
  if (!is_written)
    g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno),
        "%s: %s", name, g_strerror (errno));
  if (stream)
    fclose (stream);
  else if (fd >= 0)
    g_close (fd, NULL);
  return is_written;
}

gboolean
qos_app_file_write (const gchar *text, const gchar *file, GError **error)
{
  return is_special (file) ? write_in_place (text, file, error)
                           : g_file_set_contents (file, text, -1, error);
}
