/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-device-box.h"

struct _QosUiDeviceBox
{
  GtkComboBoxText parent;

  QosAppDevices *devices; /* not owned */
  const gchar *automatic;
  const gchar *other;
  const gchar *other_text;
  gchar *file; /* URI (nullable) */
};

G_DEFINE_FINAL_TYPE (QosUiDeviceBox, qos_ui_device_box, GTK_TYPE_COMBO_BOX_TEXT)

static void
add (QosUiDeviceBox *self, const gchar *id, const gchar *text)
{
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self), id, text);
}

static void
add_device (QosUiDeviceBox *self, const gchar *name, const gchar *suffix)
{
  g_autofree gchar *id = g_strconcat (QOS_APP_DEVICE_NAMED, name, NULL);
  g_autofree gchar *text = g_strconcat (name, suffix, NULL);

  add (self, id, text);
}

static void
add_file (QosUiDeviceBox *self)
{
  g_autoptr (GFile) file = g_file_new_for_uri (self->file);
  g_autofree gchar *name = g_file_get_basename (file);
  g_autofree gchar *text = g_filename_display_name (name);

  add (self, self->file, text);
}

void
qos_ui_device_box_choose (QosUiDeviceBox *self, const gchar *choice)
{
  GPtrArray *names = qos_app_devices_names (self->devices);
  const gchar *name = qos_app_device_name (choice);

  if (g_str_has_prefix (choice, "file:") && choice != self->file) {
    g_free (self->file);
    self->file = g_strdup (choice);
  }
  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self));
  add (self, QOS_APP_DEVICE_AUTO, self->automatic);
  for (guint i = 0; i < names->len; i++)
    add_device (self, g_ptr_array_index (names, i), "");
  if (name && !qos_app_devices_has (self->devices, name))
    add_device (self, name,
        qos_app_devices_is_ready (self->devices) ? " (not connected)" : "");
  add (self, self->other, self->other_text);
  if (self->file)
    add_file (self);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self), choice);
}

const gchar *
qos_ui_device_box_choice (QosUiDeviceBox *self)
{
  const gchar *choice = gtk_combo_box_get_active_id (GTK_COMBO_BOX (self));

  return choice ? choice : QOS_APP_DEVICE_AUTO;
}

static void
on_devices (QosUiDeviceBox *self, QosAppDevices *devices)
{
  g_autofree gchar *choice = g_strdup (qos_ui_device_box_choice (self));

  qos_ui_device_box_choose (self, choice);
}

void
qos_ui_device_box_set_up (QosUiDeviceBox *self, QosAppDevices *devices,
    const gchar *automatic, const gchar *other, const gchar *other_text)
{
  self->devices = devices;
  self->automatic = automatic;
  self->other = other;
  self->other_text = other_text;
  g_signal_connect_object (devices, "changed", G_CALLBACK (on_devices), self,
      G_CONNECT_SWAPPED);
  qos_ui_device_box_choose (self, QOS_APP_DEVICE_AUTO);
}

static void
qos_ui_device_box_finalize (GObject *object)
{
  g_free (QOS_UI_DEVICE_BOX (object)->file);
  G_OBJECT_CLASS (qos_ui_device_box_parent_class)->finalize (object);
}

static void
qos_ui_device_box_init (QosUiDeviceBox *self)
{
}

static void
qos_ui_device_box_class_init (QosUiDeviceBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qos_ui_device_box_finalize;
}
