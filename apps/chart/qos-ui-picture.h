/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Charts as a file: a picture with one below the other, or text. Compressing
 * and writing, which take long, are done in a thread. A file is written
 * completely, or stays as it was.
 */
#pragma once

#include "qos-ui-chart.h"

/* According to the ending of the file name. */
typedef enum
{
  QOS_UI_FORMAT_UNKNOWN,
  QOS_UI_FORMAT_PNG,
  QOS_UI_FORMAT_SVG,
  QOS_UI_FORMAT_CSV,
} QosUiFormat;

QosUiFormat qos_ui_format_of (const gchar *file);

/* Pixels. */
#define QOS_UI_PICTURE_WIDTH 1200
#define QOS_UI_PICTURE_CHART_HEIGHT 240

typedef struct
{
  const gchar *title;
  QosUiChart *const *charts; /* drawn with titles and without the cursor */
  guint n_charts;            /* > 0 */
  const gchar *notes;        /* text below the charts, "" for none */
} QosUiPicture;

/* Draws now and writes later. source: (nullable): kept until done, which is
 * called with it in the main context and must call qos_ui_picture_finish ().
 * format: PNG or SVG. */
void qos_ui_picture_write (const QosUiPicture *picture, QosUiFormat format,
    const gchar *file, GObject *source, GAsyncReadyCallback done,
    gpointer user);

/* The same for a text. text: (transfer full). */
void qos_ui_picture_write_text (gchar *text, const gchar *file, GObject *source,
    GAsyncReadyCallback done, gpointer user);

/* Returns: FALSE with error if the file could not be written. */
gboolean qos_ui_picture_finish (GAsyncResult *result, GError **error);

/* Returns: (transfer none): the file, valid as long as result. */
const gchar *qos_ui_picture_file (GAsyncResult *result);
