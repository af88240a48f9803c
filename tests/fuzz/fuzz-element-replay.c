/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Runs every file of the directory that is its argument through a fuzz target
 * of the elements, without libFuzzer. Prints TAP: one line for each file.
 */
#include "fuzz.h"

#include <glib.h>
#include <stdlib.h>

static gint
compare_paths (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
list_files (const char *directory)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  GDir *dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    g_ptr_array_add (paths, g_build_filename (directory, name, NULL));
  g_clear_pointer (&dir, g_dir_close);
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

static bool
replay (const char *path)
{
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, NULL))
    return false;
  LLVMFuzzerTestOneInput ((const uint8_t *) data, size);
  g_free (data);
  return true;
}

int
main (int argc, char **argv)
{
  GPtrArray *paths;
  guint n_bad = 0;

  if (argc != 2) {
    g_printerr ("usage: %s DIRECTORY\n", argv[0]);
    return EXIT_FAILURE;
  }
  paths = list_files (argv[1]);
  g_print ("1..%u\n", paths->len);
  for (guint i = 0; i < paths->len; i++) {
    bool ok = replay (g_ptr_array_index (paths, i));

    g_print ("%sok %u - %s\n", ok ? "" : "not ", i + 1,
        (char *) g_ptr_array_index (paths, i));
    n_bad += !ok;
  }
  if (paths->len == 0)
    n_bad = 1;
  g_ptr_array_unref (paths);
  return n_bad == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
