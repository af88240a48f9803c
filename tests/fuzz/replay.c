/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Runs every file of the directories given as arguments (or a file that is
 * given itself) through a fuzz target, without libFuzzer. Prints TAP: one line
 * for each argument. An argument without files is a failure.
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_SIZE 4096

/* The bytes on the heap at their exact size, so that a sanitizer sees the first
 * byte read past the end. NULL if the file cannot be read. */
static uint8_t *
read_file (const char *path, size_t size)
{
  FILE *file = fopen (path, "rb");
  uint8_t *data = malloc (size > 0 ? size : 1);

  if (file && data && fread (data, 1, size, file) != size) {
    free (data);
    data = NULL;
  }
  if (!file) {
    free (data);
    return NULL;
  }
  fclose (file);
  return data;
}

static bool
replay_file (const char *path)
{
  struct stat status;
  uint8_t *data;

  if (stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return false;
  data = read_file (path, (size_t) status.st_size);
  if (!data)
    return false;
  /* If the target crashes here, the last line shows the file. */
  printf ("# %s\n", path);
  fflush (stdout);
  LLVMFuzzerTestOneInput (data, (size_t) status.st_size);
  free (data);
  return true;
}

/* Returns how many files were run. */
static unsigned
replay_directory (const char *path)
{
  struct dirent **entries;
  int n = scandir (path, &entries, NULL, alphasort);
  unsigned n_files = 0;

  for (int i = 0; i < n; i++) {
    char file[PATH_SIZE];
    int length =
        snprintf (file, sizeof file, "%s/%s", path, entries[i]->d_name);

    if (length > 0 && (size_t) length < sizeof file && replay_file (file))
      n_files++;
    free (entries[i]);
  }
  if (n >= 0)
    free (entries);
  return n_files;
}

int
main (int argc, char **argv)
{
  bool is_good = argc > 1;

  printf ("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++) {
    unsigned n_files = replay_file (argv[i]) ? 1 : replay_directory (argv[i]);

    printf ("%s %d - %s: %u files\n", n_files > 0 ? "ok" : "not ok", i, argv[i],
        n_files);
    is_good &= n_files > 0;
  }
  return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
