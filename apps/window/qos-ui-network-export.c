/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-ui-network-private.h"
#include "qos-ui-picture.h"

#include <math.h>

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
write_file (QosUiNetwork *self, const gchar *file)
{
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

static void
on_file_chosen (GtkNativeDialog *dialog, gint response, gpointer user)
{
  QosUiNetwork *self = user;

  if (response == GTK_RESPONSE_ACCEPT) {
    g_autofree gchar *file =
        gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog));

    write_file (self, file);
  }
  g_object_unref (dialog);
}

void
qos_ui_network_choose_file (GSimpleAction *action, GVariant *parameter,
    gpointer user)
{
  QosUiNetwork *self = user;
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new ("Export Charts (.png, .svg or .csv)",
          GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))),
          GTK_FILE_CHOOSER_ACTION_SAVE, "_Export", "_Cancel");
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  gtk_file_chooser_set_do_overwrite_confirmation (chooser, TRUE);
  gtk_file_chooser_set_current_name (chooser, "qos-charts.png");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen),
      self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
