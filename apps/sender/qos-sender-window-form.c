/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-sender-window-private.h"

#include <string.h>

/* The list of sources */

static void
add_source (QosSenderWindow *self, const gchar *id, const gchar *text)
{
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->source), id, text);
}

static void
add_device (QosSenderWindow *self, const gchar *name, const gchar *suffix)
{
  gchar *id = g_strconcat (QOS_SENDER_SOURCE_DEVICE, name, NULL);
  gchar *text = g_strconcat (name, suffix, NULL);

  add_source (self, id, text);
  g_free (text);
  g_free (id);
}

static void
add_file (QosSenderWindow *self)
{
  GFile *file = g_file_new_for_uri (self->file);
  gchar *name = g_file_get_basename (file);
  gchar *text = g_filename_display_name (name);

  add_source (self, self->file, text);
  g_free (text);
  g_free (name);
  g_object_unref (file);
}

/* One that was chosen and is unplugged stays in the list. */
void
qos_sender_window_list_sources (QosSenderWindow *self, const gchar *chosen)
{
  GPtrArray *names = qos_app_devices_names (self->devices);

  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self->source));
  add_source (self, QOS_SENDER_SOURCE_AUTO, "Default microphone");
  for (guint i = 0; i < names->len; i++)
    add_device (self, g_ptr_array_index (names, i), "");
  if (g_str_has_prefix (chosen, QOS_SENDER_SOURCE_DEVICE) &&
      !qos_app_devices_has (self->devices,
          chosen + strlen (QOS_SENDER_SOURCE_DEVICE)))
    add_device (self, chosen + strlen (QOS_SENDER_SOURCE_DEVICE),
        qos_app_devices_is_ready (self->devices) ? " (not connected)" : "");
  add_source (self, QOS_SENDER_SOURCE_TEST, "Test tone");
  if (self->file)
    add_file (self);
  gtk_combo_box_set_active_id (self->source, chosen);
}

static void
choose_source (QosSenderWindow *self, const gchar *source)
{
  if (g_str_has_prefix (source, QOS_SENDER_SOURCE_FILE)) {
    g_free (self->file);
    self->file = g_strdup (source);
  }
  qos_sender_window_list_sources (self, source);
}

static void
on_file_chosen (GtkNativeDialog *dialog, gint response, gpointer user)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    gchar *uri = gtk_file_chooser_get_uri (GTK_FILE_CHOOSER (dialog));

    choose_source (user, uri);
    g_free (uri);
  }
  g_object_unref (dialog);
}

void
qos_sender_window_open_file (GSimpleAction *action, GVariant *parameter,
    gpointer user)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new ("Choose a Sound File", GTK_WINDOW (user),
          GTK_FILE_CHOOSER_ACTION_OPEN, "_Choose", "_Cancel");
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, "Sound files");
  gtk_file_filter_add_mime_type (filter, "audio/*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_file_chosen), user);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* The form */

void
qos_sender_window_read_form (QosSenderWindow *self, QosSenderConfig *config)
{
  const gchar *source = gtk_combo_box_get_active_id (self->source);

  config->host = g_strstrip (g_strdup (gtk_entry_get_text (self->host)));
  config->port = (guint) gtk_spin_button_get_value_as_int (self->port);
  config->name = g_strstrip (g_strdup (gtk_entry_get_text (self->name)));
  config->bitrate_kbps =
      (guint) gtk_spin_button_get_value_as_int (self->bitrate);
  config->source = g_strdup (source ? source : QOS_SENDER_SOURCE_AUTO);
}

void
qos_sender_window_fill (QosSenderWindow *self, const QosSenderConfig *given)
{
  if (given->host)
    gtk_entry_set_text (self->host, given->host);
  if (given->port > 0)
    gtk_spin_button_set_value (self->port, given->port);
  if (given->name)
    gtk_entry_set_text (self->name, given->name);
  if (given->bitrate_kbps > 0)
    gtk_spin_button_set_value (self->bitrate, given->bitrate_kbps);
  if (given->source)
    choose_source (self, given->source);
}

void
qos_sender_window_load_form (QosSenderWindow *self)
{
  QosSenderConfig last = {NULL};

  if (!self->settings)
    return;
  last.host = g_settings_get_string (self->settings, "host");
  last.port = g_settings_get_uint (self->settings, "port");
  last.name = g_settings_get_string (self->settings, "name");
  last.bitrate_kbps = g_settings_get_uint (self->settings, "bitrate");
  last.source = g_settings_get_string (self->settings, "source");
  qos_sender_window_fill (self, &last);
  qos_sender_config_clear (&last);
}

void
qos_sender_window_keep_form (QosSenderWindow *self,
    const QosSenderConfig *config)
{
  if (!self->settings)
    return;
  g_settings_set_string (self->settings, "host", config->host);
  g_settings_set_uint (self->settings, "port", config->port);
  g_settings_set_string (self->settings, "name", config->name);
  g_settings_set_uint (self->settings, "bitrate", config->bitrate_kbps);
  g_settings_set_string (self->settings, "source", config->source);
}
