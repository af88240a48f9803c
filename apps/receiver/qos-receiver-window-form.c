/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-receiver-window-private.h"

#include <string.h>

/* A new playout delay is used when it has not changed for this time, ms. */
#define LATENCY_PAUSE_MS 300

/* The list of outputs */

static void
add_output (QosReceiverWindow *self, const gchar *id, const gchar *text)
{
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (self->output), id, text);
}

static void
add_device (QosReceiverWindow *self, const gchar *name, const gchar *suffix)
{
  gchar *id = g_strconcat (QOS_RECEIVER_OUTPUT_DEVICE, name, NULL);
  gchar *text = g_strconcat (name, suffix, NULL);

  add_output (self, id, text);
  g_free (text);
  g_free (id);
}

/* One that was chosen and is unplugged stays in the list. */
void
qos_receiver_window_list_outputs (QosReceiverWindow *self, const gchar *chosen)
{
  GPtrArray *names = qos_app_devices_names (self->devices);
  const gchar *device = g_str_has_prefix (chosen, QOS_RECEIVER_OUTPUT_DEVICE)
      ? chosen + strlen (QOS_RECEIVER_OUTPUT_DEVICE)
      : NULL;

  gtk_combo_box_text_remove_all (GTK_COMBO_BOX_TEXT (self->output));
  add_output (self, QOS_RECEIVER_OUTPUT_AUTO, "Default loudspeaker");
  for (guint i = 0; i < names->len; i++)
    add_device (self, g_ptr_array_index (names, i), "");
  if (device && !qos_app_devices_has (self->devices, device))
    add_device (self, device,
        qos_app_devices_is_ready (self->devices) ? " (not connected)" : "");
  add_output (self, QOS_RECEIVER_OUTPUT_NONE, "None (measure only)");
  gtk_combo_box_set_active_id (self->output, chosen);
}

/* The form */

void
qos_receiver_window_fill (QosReceiverWindow *self,
    const QosReceiverConfig *given)
{
  if (given->address) {
    g_free (self->address);
    self->address = g_strdup (given->address);
  }
  if (given->port != G_MAXUINT)
    gtk_spin_button_set_value (self->port, given->port);
  if (given->latency_ms != G_MAXUINT)
    gtk_spin_button_set_value (self->latency, given->latency_ms);
  if (given->output)
    qos_receiver_window_list_outputs (self, given->output);
}

void
qos_receiver_window_load_form (QosReceiverWindow *self)
{
  QosReceiverConfig last = {NULL};

  if (!self->settings)
    return;
  last.port = g_settings_get_uint (self->settings, "port");
  last.latency_ms = g_settings_get_uint (self->settings, "latency");
  last.output = g_settings_get_string (self->settings, "output");
  qos_receiver_window_fill (self, &last);
  qos_receiver_config_clear (&last);
  self->record_folder = g_settings_get_string (self->settings, "record-folder");
}

void
qos_receiver_window_read_form (QosReceiverWindow *self,
    QosReceiverConfig *config)
{
  const gchar *output = gtk_combo_box_get_active_id (self->output);

  config->address = g_strdup (self->address);
  config->port = (guint) gtk_spin_button_get_value_as_int (self->port);
  config->latency_ms = (guint) gtk_spin_button_get_value_as_int (self->latency);
  config->output = g_strdup (output ? output : QOS_RECEIVER_OUTPUT_AUTO);
}

void
qos_receiver_window_keep_form (QosReceiverWindow *self,
    const QosReceiverConfig *config)
{
  if (!self->settings)
    return;
  g_settings_set_uint (self->settings, "port", config->port);
  g_settings_set_uint (self->settings, "latency", config->latency_ms);
  g_settings_set_string (self->settings, "output", config->output);
}

void
qos_receiver_window_lock_form (QosReceiverWindow *self)
{
  gboolean idle = qos_receiver_window_is_idle (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->port), idle);
  gtk_widget_set_sensitive (GTK_WIDGET (self->output), idle);
}

/* The playout delay */

static gboolean
use_latency (gpointer user)
{
  QosReceiverWindow *self = user;
  guint latency_ms = (guint) gtk_spin_button_get_value_as_int (self->latency);

  self->latency_timer = 0;
  qos_receiver_session_set_latency (self->session, latency_ms);
  if (self->settings)
    g_settings_set_uint (self->settings, "latency", latency_ms);
  return G_SOURCE_REMOVE;
}

static void
on_latency (QosReceiverWindow *self, GtkSpinButton *button)
{
  if (self->latency_timer)
    g_source_remove (self->latency_timer);
  self->latency_timer = 0;
  if (!qos_receiver_window_is_idle (self))
    self->latency_timer = g_timeout_add (LATENCY_PAUSE_MS, use_latency, self);
}

void
qos_receiver_window_watch_latency (QosReceiverWindow *self)
{
  g_signal_connect_object (self->latency, "value-changed",
      G_CALLBACK (on_latency), self, G_CONNECT_SWAPPED);
}
