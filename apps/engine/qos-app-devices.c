/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-app-devices.h"

#include "qos-app-session.h"

#include <gio/gio.h>
#include <string.h>

/* Time between two searches for a missing device. */
#define SEEK_S 3

struct _QosAppDevices
{
  GObject parent;

  GstDeviceMonitor *monitor;
  guint watch;
  gboolean is_ready;
  gboolean is_looking; /* a thread is searching */
  guint seek;          /* the timer */
  GPtrArray *devices;  /* GstDevice */
  GPtrArray *names;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_LOOKED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QosAppDevices, qos_app_devices, G_TYPE_OBJECT)

static void
list_names (QosAppDevices *self)
{
  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; i < self->devices->len; i++) {
    gchar *name =
        gst_device_get_display_name (g_ptr_array_index (self->devices, i));

    if (qos_app_devices_has (self, name))
      g_free (name);
    else
      g_ptr_array_add (self->names, name);
  }
}

static void
add (QosAppDevices *self, GstDevice *device)
{
  if (!g_ptr_array_find (self->devices, device, NULL))
    g_ptr_array_add (self->devices, gst_object_ref (device));
}

/* Removes a device from the list, and emits "removed" if no other has its
 * name. */
static void
remove_device (QosAppDevices *self, GstDevice *device)
{
  g_autofree gchar *name = gst_device_get_display_name (device);

  g_ptr_array_remove (self->devices, device);
  list_names (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (!qos_app_devices_has (self, name))
    g_signal_emit (self, signals[SIGNAL_REMOVED], 0, name);
}

/* These messages keep the list up to date: asking the monitor again may take as
 * long as the sound system wants. */
static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user)
{
  QosAppDevices *self = user;
  GstDevice *device = NULL, *old = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
    case GST_MESSAGE_DEVICE_ADDED:
      gst_message_parse_device_added (message, &device);
      break;
    case GST_MESSAGE_DEVICE_CHANGED:
      gst_message_parse_device_changed (message, &device, &old);
      break;
    case GST_MESSAGE_DEVICE_REMOVED:
      gst_message_parse_device_removed (message, &old);
      break;
    default:
      return G_SOURCE_CONTINUE;
  }
  if (device && old)
    g_ptr_array_remove (self->devices, old);
  if (device) {
    add (self, device);
    list_names (self);
    if (self->is_ready)
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  } else {
    remove_device (self, old);
  }
  gst_clear_object (&device);
  gst_clear_object (&old);
  return G_SOURCE_CONTINUE;
}

static void
free_devices (gpointer devices)
{
  g_list_free_full (devices, gst_object_unref);
}

/* A monitor that is stopped and started connects to the sound server again.
 * This thread waits for a server that does not answer. */
static void
look (GTask *task, gpointer source, gpointer monitor, GCancellable *cancellable)
{
  GList *devices = NULL;

  if (((QosAppDevices *) source)->is_ready)
    gst_device_monitor_stop (monitor);
  if (gst_device_monitor_start (monitor))
    devices = gst_device_monitor_get_devices (monitor);
  g_task_return_pointer (task, devices, free_devices);
}

/* The devices are new objects, but may have the same names. */
static void
replace_devices (QosAppDevices *self, GList *devices)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->names);
  gboolean is_other;

  self->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (self->devices, 0);
  for (GList *at = devices; at; at = at->next)
    add (self, at->data);
  list_names (self);
  is_other = !self->is_ready || old->len != self->names->len;
  for (guint i = 0; i < old->len && !is_other; i++)
    is_other = !qos_app_devices_has (self, g_ptr_array_index (old, i));
  self->is_ready = TRUE;
  if (is_other)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  for (guint i = 0; i < old->len; i++)
    if (!qos_app_devices_has (self, g_ptr_array_index (old, i)))
      g_signal_emit (self, signals[SIGNAL_REMOVED], 0,
          g_ptr_array_index (old, i));
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user)
{
  QosAppDevices *self = QOS_APP_DEVICES (source);
  GList *devices = g_task_propagate_pointer (G_TASK (result), NULL);

  self->is_looking = FALSE;
  replace_devices (self, devices);
  free_devices (devices);
  g_signal_emit (self, signals[SIGNAL_LOOKED], 0);
}

static void
begin_look (QosAppDevices *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->is_looking)
    return;
  self->is_looking = TRUE;
  task = g_task_new (self, NULL, on_looked, NULL);
  g_task_set_task_data (task, gst_object_ref (self->monitor), gst_object_unref);
  g_task_run_in_thread (task, look);
}

static gboolean
look_again (gpointer user)
{
  begin_look (user);
  return G_SOURCE_CONTINUE;
}

void
qos_app_devices_seek (QosAppDevices *self, gboolean is_seeking)
{
  if (is_seeking && self->seek == 0)
    self->seek = g_timeout_add_seconds (SEEK_S, look_again, self);
  else if (!is_seeking)
    g_clear_handle_id (&self->seek, g_source_remove);
}

QosAppDevices *
qos_app_devices_new (const gchar *classes)
{
  QosAppDevices *self = g_object_new (QOS_TYPE_APP_DEVICES, NULL);
  g_autoptr (GstBus) bus = gst_device_monitor_get_bus (self->monitor);

  gst_device_monitor_add_filter (self->monitor, classes, NULL);
  self->watch = gst_bus_add_watch (bus, on_message, self);
  begin_look (self);
  return self;
}

gboolean
qos_app_devices_is_ready (QosAppDevices *self)
{
  return self->is_ready;
}

void
qos_app_devices_wait (QosAppDevices *self)
{
  while (!self->is_ready)
    g_main_context_iteration (NULL, TRUE);
}

GPtrArray *
qos_app_devices_names (QosAppDevices *self)
{
  return self->names;
}

gboolean
qos_app_devices_has (QosAppDevices *self, const gchar *name)
{
  return g_ptr_array_find_with_equal_func (self->names, name, g_str_equal,
      NULL);
}

const gchar *
qos_app_device_name (const gchar *choice)
{
  return g_str_has_prefix (choice, QOS_APP_DEVICE_NAMED)
      ? choice + strlen (QOS_APP_DEVICE_NAMED)
      : NULL;
}

gboolean
qos_app_devices_has_chosen (QosAppDevices *self, const gchar *choice)
{
  const gchar *name = qos_app_device_name (choice);

  return name ? qos_app_devices_has (self, name) : self->names->len > 0;
}

GstElement *
qos_app_devices_make (QosAppDevices *self, const gchar *name, GError **error)
{
  GstElement *element = NULL;

  for (guint i = 0; i < self->devices->len && !element; i++) {
    GstDevice *device = g_ptr_array_index (self->devices, i);
    g_autofree gchar *its = gst_device_get_display_name (device);

    if (g_str_equal (its, name))
      element = gst_device_create_element (device, NULL);
  }
  if (!element)
    g_set_error (error, QOS_APP_ERROR, QOS_APP_ERROR_DEVICE,
        "Device \"%s\" not found. Connect it, or choose another.", name);
  return element;
}

static void
qos_app_devices_finalize (GObject *object)
{
  QosAppDevices *self = QOS_APP_DEVICES (object);

  g_source_remove (self->watch);
  g_clear_handle_id (&self->seek, g_source_remove);
  if (self->is_ready)
    gst_device_monitor_stop (self->monitor);
  gst_object_unref (self->monitor);
  g_ptr_array_unref (self->devices);
  g_ptr_array_unref (self->names);
  G_OBJECT_CLASS (qos_app_devices_parent_class)->finalize (object);
}

static void
qos_app_devices_init (QosAppDevices *self)
{
  self->monitor = gst_device_monitor_new ();
  self->devices = g_ptr_array_new_with_free_func (gst_object_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
}

static void
qos_app_devices_class_init (QosAppDevicesClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qos_app_devices_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOOKED] = g_signal_new ("looked", type, G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0,
      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}
