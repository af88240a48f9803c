/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-common.h"
#include "qos-ui-network-private.h"
#include "qos-ui-picture.h"


static void
on_written (GObject *source, GAsyncResult *result, gpointer user)
{
  QosUiNetwork *self = user;
  g_autoptr (GError) error = NULL;

  if (qos_ui_picture_finish (result, &error))
    qos_ui_network_say (self, "The charts were exported.",
        qos_ui_picture_file (result));
  else
    qos_ui_network_say (self, error->message, NULL);
  g_object_unref (self);
}

static gchar *
make_title (QosUiNetwork *self)
{
  g_autofree gchar *from = qos_app_history_format (self->history,
      qos_ui_network_from_s (self), "%F %T");
  g_autofree gchar *to = qos_app_history_format (self->history,
      qos_ui_network_newest_s (self), "%T %Z");

  return g_strdup_printf ("%s, %s to %s", self->who, from, to);
}

static void
write_picture (QosUiNetwork *self, QosUiFormat format, const gchar *file)
{
  QosUiChart *charts[QOS_UI_PANELS_MAX];
  g_autofree gchar *title = make_title (self);
  g_autofree gchar *notes = qos_ui_events_text (self->events);
  const QosUiPicture picture = {title, charts, self->panels->n, notes};

  for (guint i = 0; i < self->panels->n; i++)
    charts[i] = qos_ui_network_chart (self, i);
  qos_ui_picture_write (&picture, format, file, on_written,
      g_object_ref (self));
}

static void
write_file (gpointer user, const gchar *file)
{
  QosUiNetwork *self = user;
  QosUiFormat format = qos_ui_format_of (file);

  if (!self->history || qos_app_history_length (self->history) == 0) {
    qos_ui_network_say (self, "There is nothing left to export.", NULL);
  } else if (format == QOS_UI_FORMAT_CSV) {
    qos_ui_picture_write_text (qos_app_history_csv (self->history,
                                   qos_ui_network_from_s (self)),
        file, on_written, g_object_ref (self));
  } else if (format != QOS_UI_FORMAT_UNKNOWN) {
    write_picture (self, format, file);
  } else {
    g_autofree gchar *base = g_filename_display_basename (file);
    g_autofree gchar *text =
        g_strdup_printf ("\"%s\" has no known file type: it must end in "
                         ".png, .svg or .csv.",
            base);

    qos_ui_network_say (self, text, NULL);
  }
}

void
qos_ui_network_choose_file (GSimpleAction *action, GVariant *parameter,
    gpointer user)
{
  const QosUiQuestion question = {"Export Charts (.png, .svg or .csv)",
      GTK_FILE_CHOOSER_ACTION_SAVE, "_Export", .name = "qos-charts.png"};

  qos_ui_ask_file (user, &question, write_file);
}
