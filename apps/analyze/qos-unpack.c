/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define _GNU_SOURCE /* fopencookie () */
#include "qos-unpack.h"

#include <errno.h>
#include <string.h>
#ifdef HAVE_ZSTD
#include <zstd.h>
#endif
#ifdef HAVE_LZ4
#include <lz4frame.h>
#endif

#define INPUT_SIZE 65536
#define OUTPUT_SIZE (256 * 1024)
#define MAGIC_MAX 6

/* How much input was consumed and output produced; FALSE if the input is
 * damaged. */
typedef struct
{
  const guint8 *input;
  gsize input_size;
  gsize consumed;
  guint8 *output;
  gsize output_size;
  gsize written;
  gboolean is_whole; /* the compressed data are complete */
} Step;

typedef struct
{
  const gchar *name;
  const gchar *command; /* it decompresses a file to standard output */
  guint8 magic[MAGIC_MAX];
  gsize magic_size;
  gpointer (*begin) (void); /* NULL: not built in */
  gboolean (*step) (gpointer state, Step *step);
  void (*end) (gpointer state);
} Kind;

typedef struct
{
  FILE *file;
  const Kind *kind;
  gpointer state;
  gboolean is_whole; /* the compressed data are complete */
  guint8 input[INPUT_SIZE];
  gsize at;
  gsize size;
} Unpacker;

static gpointer
begin_gzip (void)
{
  return g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
}

/* A file may consist of several concatenated ones. */
static gboolean
step_gzip (gpointer state, Step *step)
{
  g_autoptr (GError) error = NULL;
  GConverterResult result =
      g_converter_convert (state, step->input, step->input_size, step->output,
          step->output_size, 0, &step->consumed, &step->written, &error);
  gboolean is_good = result != G_CONVERTER_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);

  step->is_whole = result == G_CONVERTER_FINISHED;
  if (step->is_whole)
    g_converter_reset (state);
  else if (result == G_CONVERTER_ERROR && is_good)
    step->consumed = step->input_size;
  return is_good;
}

#ifdef HAVE_ZSTD
static gpointer
begin_zstd (void)
{
  return ZSTD_createDStream ();
}

static gboolean
step_zstd (gpointer state, Step *step)
{
  ZSTD_inBuffer input = {step->input, step->input_size, 0};
  ZSTD_outBuffer output = {step->output, step->output_size, 0};
  gsize result = ZSTD_decompressStream (state, &output, &input);

  step->consumed = input.pos;
  step->written = output.pos;
  step->is_whole = result == 0;
  return !ZSTD_isError (result);
}

static void
end_zstd (gpointer state)
{
  ZSTD_freeDStream (state);
}
#else
#define begin_zstd NULL
#define step_zstd NULL
#define end_zstd NULL
#endif

#ifdef HAVE_LZ4
static gpointer
begin_lz4 (void)
{
  LZ4F_dctx *state = NULL;

  LZ4F_createDecompressionContext (&state, LZ4F_VERSION);
  return state;
}

static gboolean
step_lz4 (gpointer state, Step *step)
{
  gsize result;

  step->consumed = step->input_size;
  step->written = step->output_size;
  result = LZ4F_decompress (state, step->output, &step->written, step->input,
      &step->consumed, NULL);
  step->is_whole = result == 0;
  return !LZ4F_isError (result);
}

static void
end_lz4 (gpointer state)
{
  LZ4F_freeDecompressionContext (state);
}
#else
#define begin_lz4 NULL
#define step_lz4 NULL
#define end_lz4 NULL
#endif

static const Kind kinds[] = {
    {"gzip", "gunzip -c", {0x1f, 0x8b}, 2, begin_gzip, step_gzip,
        g_object_unref},
    {"zstd", "zstd -dc", {0x28, 0xb5, 0x2f, 0xfd}, 4, begin_zstd, step_zstd,
        end_zstd},
    {"lz4", "lz4 -dc", {0x04, 0x22, 0x4d, 0x18}, 4, begin_lz4, step_lz4,
        end_lz4},
    {"xz", "xz -dc", {0xfd, '7', 'z', 'X', 'Z', 0}, 6, NULL, NULL, NULL},
    {"bzip2", "bunzip2 -c", {'B', 'Z', 'h'}, 3, NULL, NULL, NULL},
    {"zip", "unzip -p", {'P', 'K', 3, 4}, 4, NULL, NULL, NULL},
};

gsize
qos_unpack_peek (FILE *file, guint8 *bytes, gsize size)
{
  gsize n = 0;
  int byte;

  while (n < size && (byte = getc (file)) != EOF)
    bytes[n++] = (guint8) byte;
  for (gsize i = n; i > 0; i--)
    ungetc (bytes[i - 1], file);
  return n;
}

static const Kind *
find_kind (FILE *file)
{
  guint8 magic[MAGIC_MAX];
  gsize n = qos_unpack_peek (file, magic, sizeof magic);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (n >= kinds[i].magic_size &&
        memcmp (magic, kinds[i].magic, kinds[i].magic_size) == 0)
      return &kinds[i];
  return NULL;
}

static void
fill (Unpacker *self)
{
  if (self->at < self->size)
    return;
  self->at = 0;
  self->size = fread (self->input, 1, sizeof self->input, self->file);
}

/* At the end of the file there may still be output. */
static ssize_t
read_some (void *cookie, char *buffer, size_t size)
{
  Unpacker *self = cookie;
  Step step;
  gboolean is_good;

  do {
    fill (self);
    step = (Step){self->input + self->at, self->size - self->at, 0,
        (guint8 *) buffer, size, 0, FALSE};
    if (step.input_size == 0 && self->is_whole)
      return 0;
    is_good = self->kind->step (self->state, &step);
    self->at += step.consumed;
    self->is_whole = step.is_whole;
  } while (is_good && step.written == 0 && step.consumed > 0);
  if (step.written > 0)
    return (ssize_t) step.written;
  if (is_good && step.is_whole)
    return 0;
  errno = EIO; /* it is damaged, or ends early */
  return -1;
}

static int
close_all (void *cookie)
{
  Unpacker *self = cookie;

  self->kind->end (self->state);
  if (self->file != stdin)
    fclose (self->file);
  g_free (self);
  return 0;
}

FILE *
qos_unpack_open (FILE *file, const gchar *name, GError **error)
{
  static const cookie_io_functions_t functions = {.read = read_some,
      .close = close_all};
  const Kind *kind = find_kind (file);
  Unpacker *self;
  FILE *unpacked;

  if (!kind)
    return file;
  if (!kind->begin) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
        "%s is compressed with %s, which this program cannot read. Unpack it "
        "first: %s FILE | qos-analyze -",
        name, kind->name, kind->command);
    return NULL;
  }
  self = g_new0 (Unpacker, 1);
  self->file = file;
  self->kind = kind;
  self->state = kind->begin ();
  unpacked = fopencookie (self, "rb", functions);
  setvbuf (unpacked, NULL, _IOFBF, OUTPUT_SIZE);
  return unpacked;
}
