/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-picture.h"

#include <cairo-svg.h>
#include <string.h>

/* Pixels */
#define MARGIN 16

/* The job of the thread: an image to compress, or bytes. */
typedef struct
{
  gchar *file;
  cairo_surface_t *image; /* (nullable) */
  GByteArray *bytes;
} Job;

static const struct
{
  const gchar *suffix;
  QosUiFormat format;
} formats[] = {
    {".png", QOS_UI_FORMAT_PNG},
    {".svg", QOS_UI_FORMAT_SVG},
    {".csv", QOS_UI_FORMAT_CSV},
};

QosUiFormat
qos_ui_format_of (const gchar *file)
{
  gsize length = strlen (file);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    gsize n = strlen (formats[i].suffix);

    if (length > n &&
        g_ascii_strcasecmp (file + length - n, formats[i].suffix) == 0)
      return formats[i].format;
  }
  return QOS_UI_FORMAT_UNKNOWN;
}

/* Drawing */

static void
set_colour (QosUiChart *chart, cairo_t *cr, const gchar *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (chart));
  GdkRGBA colour = {1, 1, 1, 1};

  gtk_style_context_lookup_color (style, name, &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
}

static PangoLayout *
make_layout (const QosUiPicture *picture, const gchar *text)
{
  PangoLayout *layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (picture->charts[0]), text);

  pango_layout_set_width (layout,
      (QOS_UI_PICTURE_WIDTH - 2 * MARGIN) * PANGO_SCALE);
  return layout;
}

/* The height of everything, with the text above and below. */
static int
measure (const QosUiPicture *picture, PangoLayout *title, PangoLayout *notes)
{
  int above, below;

  pango_layout_get_pixel_size (title, NULL, &above);
  pango_layout_get_pixel_size (notes, NULL, &below);
  return above + 2 * MARGIN +
      (int) picture->n_charts * (QOS_UI_PICTURE_CHART_HEIGHT + MARGIN) +
      (*picture->notes ? below + MARGIN : 0);
}

static void
draw_picture (const QosUiPicture *picture, cairo_t *cr, PangoLayout *title,
    PangoLayout *notes)
{
  int height;

  set_colour (picture->charts[0], cr, "theme_bg_color");
  cairo_paint (cr);
  set_colour (picture->charts[0], cr, "theme_fg_color");
  cairo_move_to (cr, MARGIN, MARGIN);
  pango_cairo_show_layout (cr, title);
  pango_layout_get_pixel_size (title, NULL, &height);
  cairo_translate (cr, MARGIN, height + 2 * MARGIN);
  for (guint i = 0; i < picture->n_charts; i++) {
    qos_ui_chart_draw_to (picture->charts[i], cr,
        QOS_UI_PICTURE_WIDTH - 2 * MARGIN, QOS_UI_PICTURE_CHART_HEIGHT,
        QOS_UI_CHART_WITH_HEAD | QOS_UI_CHART_WITHOUT_CURSOR);
    cairo_translate (cr, 0, QOS_UI_PICTURE_CHART_HEIGHT + MARGIN);
  }
  set_colour (picture->charts[0], cr, "theme_fg_color");
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, notes);
}

/* Writing */

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->file);
  g_clear_pointer (&job->image, cairo_surface_destroy);
  g_byte_array_unref (job->bytes);
  g_free (job);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
do_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->image)
    cairo_surface_write_to_png_stream (job->image, append, job->bytes);
  if (g_file_set_contents (job->file, (const gchar *) job->bytes->data,
          job->bytes->len, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_job (Job *job, GObject *source, GAsyncReadyCallback done, gpointer user)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, done, user);

  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, do_job);
}

static cairo_surface_t *
make_surface (Job *job, QosUiFormat format, int height)
{
  cairo_surface_t *surface;

  if (format != QOS_UI_FORMAT_SVG)
    return cairo_image_surface_create (CAIRO_FORMAT_RGB24, QOS_UI_PICTURE_WIDTH,
        height);
  surface = cairo_svg_surface_create_for_stream (append, job->bytes,
      QOS_UI_PICTURE_WIDTH, height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return surface;
}

void
qos_ui_picture_write (const QosUiPicture *picture, QosUiFormat format,
    const gchar *file, GObject *source, GAsyncReadyCallback done, gpointer user)
{
  g_autoptr (PangoLayout) title = make_layout (picture, picture->title);
  g_autoptr (PangoLayout) notes = make_layout (picture, picture->notes);
  Job *job = g_new0 (Job, 1);
  cairo_surface_t *surface;
  cairo_t *cr;

  job->file = g_strdup (file);
  job->bytes = g_byte_array_new ();
  surface = make_surface (job, format, measure (picture, title, notes));
  cr = cairo_create (surface);
  draw_picture (picture, cr, title, notes);
  cairo_destroy (cr);
  if (format == QOS_UI_FORMAT_SVG) {
    cairo_surface_finish (surface);
    cairo_surface_destroy (surface);
  } else {
    job->image = surface;
  }
  start_job (job, source, done, user);
}

void
qos_ui_picture_write_text (gchar *text, const gchar *file, GObject *source,
    GAsyncReadyCallback done, gpointer user)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_strdup (file);
  job->bytes = g_byte_array_new_take ((guint8 *) text, strlen (text));
  start_job (job, source, done, user);
}

gboolean
qos_ui_picture_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

const gchar *
qos_ui_picture_file (GAsyncResult *result)
{
  const Job *job = g_task_get_task_data (G_TASK (result));

  return job->file;
}
