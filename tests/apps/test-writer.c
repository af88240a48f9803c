/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Files that accept lines, that accept none, and that accept them too slowly.
 */
#include "qos-app-writer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
keep_trouble (const gchar *text, gpointer user)
{
  g_ptr_array_add (user, g_strdup (text));
}

static gchar *
make_folder (void)
{
  gchar *folder = g_dir_make_tmp (NULL, NULL);

  g_assert_nonnull (folder);
  return folder;
}

static void
test_file (void)
{
  GPtrArray *troubles = g_ptr_array_new_with_free_func (g_free);
  gchar *folder = make_folder (), *text;
  gchar *file = g_build_filename (folder, "a", NULL);
  QosAppWriter *writer;

  g_assert_true (g_file_set_contents (file, "what was there before", -1, NULL));
  writer = qos_app_writer_new (file, keep_trouble, troubles, NULL);
  g_assert_nonnull (writer);
  for (guint i = 0; i < 100; i++)
    qos_app_writer_write (writer, g_strdup_printf ("%02u\n", i));
  qos_app_writer_free (writer);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_cmpuint (strlen (text), ==, 300);
  g_assert_true (g_str_has_prefix (text, "00\n01\n"));
  g_assert_true (g_str_has_suffix (text, "98\n99\n"));
  g_assert_cmpuint (troubles->len, ==, 0);
  g_unlink (file);
  g_rmdir (folder);
  g_free (text);
  g_free (file);
  g_free (folder);
  g_ptr_array_unref (troubles);
}

static void
test_full (void)
{
  GPtrArray *troubles = g_ptr_array_new_with_free_func (g_free);
  QosAppWriter *writer =
      qos_app_writer_new ("/dev/full", keep_trouble, troubles, NULL);

  g_assert_nonnull (writer);
  qos_app_writer_write (writer, g_strdup ("a\n"));
  while (troubles->len == 0)
    g_main_context_iteration (NULL, TRUE);
  qos_app_writer_write (writer, g_strdup ("b\n"));
  qos_app_writer_free (writer);
  g_assert_cmpuint (troubles->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (troubles, 0),
      "Can no longer write to \"/dev/full\""));
  g_ptr_array_unref (troubles);
}

static void
test_no_file (void)
{
  gchar *folder = make_folder ();
  gchar *pipe = g_build_filename (folder, "pipe", NULL);
  const gchar *files[] = {"/nonexistent/a", folder, pipe, ""};

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    GError *error = NULL;

    g_assert_null (qos_app_writer_new (files[i], keep_trouble, NULL, &error));
    g_assert_nonnull (strstr (error->message, "Cannot write to"));
    g_assert_nonnull (
        strstr (error->message, "Choose a file in an existing folder"));
    g_error_free (error);
  }
  g_unlink (pipe);
  g_rmdir (folder);
  g_free (pipe);
  g_free (folder);
}

/* From a pipe that is not read for long, all lines come out whole, and those
 * that had room come in order. */
static void
test_slow (void)
{
  GPtrArray *troubles = g_ptr_array_new_with_free_func (g_free);
  gchar *folder = make_folder (), *line = g_strnfill (1023, 'x');
  gchar *pipe = g_build_filename (folder, "pipe", NULL);
  GString *got = g_string_new (NULL);
  QosAppWriter *writer;
  gchar block[65536], *text;
  int fd;

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  fd = g_open (pipe, O_RDONLY | O_NONBLOCK, 0);
  writer = qos_app_writer_new (pipe, keep_trouble, troubles, NULL);
  g_assert_nonnull (writer);
  for (guint i = 0; i < 4096; i++) {
    qos_app_writer_write (writer, g_strconcat (line, "\n", NULL));
    g_main_context_iteration (NULL, FALSE);
  }
  g_assert_cmpuint (troubles->len, ==, 1);
  g_assert_nonnull (
      strstr (g_ptr_array_index (troubles, 0), "some lines are left out"));
  for (gint idle = 0; idle < 100;) {
    gssize n = read (fd, block, sizeof block);

    idle = n > 0 ? 0 : idle + 1;
    g_string_append_len (got, block, MAX (n, 0));
    g_main_context_iteration (NULL, FALSE);
    if (n <= 0)
      g_usleep (1000);
  }
  g_assert_cmpuint (got->len, >=, QOS_APP_WRITER_ROOM);
  g_assert_cmpuint (got->len, <=, 2 * QOS_APP_WRITER_ROOM + 65536);
  g_assert_cmpuint (got->len % 1024, ==, 0);
  for (gsize i = 1023; i < got->len; i += 1024)
    g_assert_cmpint (got->str[i], ==, '\n');
  qos_app_writer_write (writer, g_strdup ("again\n"));
  while (read (fd, block, sizeof block) != 6)
    g_main_context_iteration (NULL, FALSE);
  close (fd); /* there is no reader any more */
  qos_app_writer_write (writer, g_strdup ("lost\n"));
  qos_app_writer_free (writer);
  g_assert_cmpuint (troubles->len, ==, 3);
  text = g_strdup_printf ("%" G_GSIZE_FORMAT " lines were left out of \"%s\".",
      4096 - got->len / 1024, pipe);
  g_assert_cmpstr (g_ptr_array_index (troubles, 2), ==, text);
  g_free (text);
  g_unlink (pipe);
  g_rmdir (folder);
  g_string_free (got, TRUE);
  g_free (line);
  g_free (pipe);
  g_free (folder);
  g_ptr_array_unref (troubles);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writer/file", test_file);
  g_test_add_func ("/writer/full", test_full);
  g_test_add_func ("/writer/no-file", test_no_file);
  g_test_add_func ("/writer/slow", test_slow);
  return g_test_run ();
}
