/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-window-private.h"

#include "qos-receiver-format-dialog.h"
#include "qos-ui-device-box.h"

/* A new playout delay takes effect when it has not changed for this time,
 * ms. */
#define LATENCY_PAUSE_MS 300

G_DEFINE_FINAL_TYPE (QosReceiverWindow, qos_receiver_window, QOS_UI_TYPE_WINDOW)

QosReceiverSession *
qos_receiver_window_session (QosReceiverWindow *self)
{
  return QOS_RECEIVER_SESSION (qos_ui_window_session (QOS_UI_WINDOW (self)));
}

/* The session */

static gboolean
prepare (QosUiWindow *window)
{
  QosReceiverWindow *self = QOS_RECEIVER_WINDOW (window);

  qos_receiver_list_end (self->senders);
  qos_receiver_list_clear (self->senders);
  return TRUE;
}

static void
state_changed (QosUiWindow *window, QosAppState state)
{
  gboolean idle = qos_ui_window_is_idle (window);

  gtk_widget_set_sensitive (qos_ui_window_widget (window, "port"), idle);
  gtk_widget_set_sensitive (qos_ui_window_widget (window, "output"), idle);
  g_simple_action_set_enabled (qos_ui_window_action (window, "record"),
      state == QOS_APP_RUNNING);
  if (state == QOS_APP_STOPPED || state == QOS_APP_WAITING)
    qos_receiver_window_end_senders (QOS_RECEIVER_WINDOW (window));
}

/* The playout delay */

static gboolean
use_latency (gpointer user)
{
  QosReceiverWindow *self = user;
  GSettings *settings = qos_ui_window_settings (user);
  gint latency_ms = gtk_spin_button_get_value_as_int (
      GTK_SPIN_BUTTON (qos_ui_window_widget (user, "latency")));

  self->latency_timer = 0;
  qos_receiver_session_set_latency (qos_receiver_window_session (self),
      latency_ms);
  if (settings)
    g_settings_set_uint (settings, "latency", (guint) latency_ms);
  return G_SOURCE_REMOVE;
}

static void
on_latency (QosReceiverWindow *self, GtkSpinButton *button)
{
  g_clear_handle_id (&self->latency_timer, g_source_remove);
  if (!qos_ui_window_is_idle (QOS_UI_WINDOW (self)))
    self->latency_timer = g_timeout_add (LATENCY_PAUSE_MS, use_latency, self);
}

/* Recording */

static void
on_recording (QosReceiverWindow *self, const gchar *file,
    QosReceiverSession *session)
{
  g_autofree gchar *name = NULL, *text = NULL;

  if (file) {
    g_free (self->recording);
    self->recording = g_strdup (file);
  }
  qos_ui_set_class (self->record_button, "qos-recording", file != NULL);
  name = g_filename_display_basename (self->recording);
  text = g_strdup_printf (file ? "Recording to %s" : "Recorded to %s", name);
  qos_ui_problems_done (qos_ui_window_problems (QOS_UI_WINDOW (self)), text,
      file ? NULL : self->recording);
  gtk_widget_set_tooltip_text (self->record_button,
      file ? text : "Record the mix to a file (Ctrl+R)");
  g_simple_action_set_state (qos_ui_window_action (QOS_UI_WINDOW (self),
                                 "record"),
      g_variant_new_boolean (file != NULL));
}

/* Returns: (transfer full): the name of a new file in the folder for
 * recordings. */
static gchar *
name_recording (QosReceiverWindow *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree gchar *name =
      g_date_time_format (now, "qos-receiver-%Y-%m-%d-%H%M%S.flac");
  const gchar *folder = self->record_folder && *self->record_folder
      ? self->record_folder
      : g_get_user_special_dir (G_USER_DIRECTORY_MUSIC);

  return g_build_filename (folder ? folder : g_get_home_dir (), name, NULL);
}

static void
change_record (GSimpleAction *action, GVariant *wish, gpointer user)
{
  QosReceiverSession *session = qos_receiver_window_session (user);
  g_autofree gchar *file = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_variant_get_boolean (wish)) {
    qos_receiver_session_stop_recording (session);
    return;
  }
  file = name_recording (user);
  if (!qos_receiver_session_record (session, file, &error))
    qos_ui_window_say (user, QOS_APP_PROBLEM_NOTE, error->message);
}

static void
use_folder (gpointer user, const gchar *folder)
{
  QosReceiverWindow *self = user;
  GSettings *settings = qos_ui_window_settings (user);

  g_free (self->record_folder);
  self->record_folder = g_strdup (folder);
  if (settings)
    g_settings_set_string (settings, "record-folder", folder);
}

static void
choose_folder (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  const QosUiQuestion question = {"Folder for Recordings",
      GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, "_Choose"};

  qos_ui_ask_file (user, &question, use_folder);
}

/* The senders */

/* The rows stay: the same senders will come back. */
static void
on_format (QosReceiverWindow *self, GstCaps *caps, gpointer dialog)
{
  QosAppConfig given = QOS_APP_CONFIG_INIT;

  given.caps = caps;
  qos_ui_window_restart (QOS_UI_WINDOW (self), &given);
}

void
qos_receiver_window_ask_format (QosReceiverWindow *self)
{
  QosReceiverRow *row = qos_receiver_list_worst (self->senders);
  GtkWidget *dialog = qos_receiver_format_dialog_new (GTK_WINDOW (self),
      self->asks_format && row ? qos_receiver_list_notice (self->senders, row)
                               : NULL);

  g_signal_connect_object (dialog, "format", G_CALLBACK (on_format), self,
      G_CONNECT_SWAPPED);
  gtk_widget_show (dialog);
}

static void
set_format (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  qos_receiver_window_ask_format (user);
}

static void
mute_selected (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  QosReceiverWindow *self = user;
  QosReceiverRow *row = qos_receiver_list_selected (self->senders);

  if (row)
    qos_receiver_row_toggle_mute (row);
}

static void
clear_left (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  qos_receiver_list_clear (QOS_RECEIVER_WINDOW (user)->senders);
  qos_ui_window_show_status (user);
}

/* The window */

static const GActionEntry actions[] = {
    {"record", NULL, NULL, "false", change_record},
    {"record-folder", choose_folder},
    {"mute-selected", mute_selected},
    {"clear-left", clear_left},
    {"set-format", set_format},
};

static const QosUiShortcut shortcuts[] = {
    {"win.toggle", "<Primary>Return", "Start or stop"},
    {"win.record", "<Primary>r", "Record the mix"},
    {"win.mute-selected", "<Primary>m", "Mute the selected sender"},
    {NULL},
};

static const QosUiShortcuts all_shortcuts = {"Receiving", shortcuts};

static const QosUiField fields[] = {
    {"port", G_STRUCT_OFFSET (QosAppConfig, port)},
    {"latency", G_STRUCT_OFFSET (QosAppConfig, latency_ms)},
    {"output", G_STRUCT_OFFSET (QosAppConfig, device)},
    {NULL},
};

static void
set_up (QosUiWindow *window)
{
  QosReceiverWindow *self = QOS_RECEIVER_WINDOW (window);
  GSettings *settings = qos_ui_window_settings (window);
  QosAppSession *session = qos_ui_window_session (window);
  QosAppRange latency = qos_app_range ("qossrc", "latency");

  latency.max = QOS_APP_LATENCY_MAX_MS;
  qos_ui_window_set_range (window, "latency", latency);
  qos_ui_window_set_range (window, "port", qos_app_range ("qossrc", "port"));
  if (settings)
    self->record_folder = g_settings_get_string (settings, "record-folder");
  qos_ui_device_box_set_up (QOS_UI_DEVICE_BOX (
                                qos_ui_window_widget (window, "output")),
      qos_app_session_devices (session), "Default loudspeaker",
      QOS_RECEIVER_OUTPUT_NONE, "None (measure only)");
  g_signal_connect_object (session, "recording", G_CALLBACK (on_recording),
      self, G_CONNECT_SWAPPED);
  g_signal_connect_object (qos_ui_window_widget (window, "latency"),
      "value-changed", G_CALLBACK (on_latency), self, G_CONNECT_SWAPPED);
  qos_receiver_window_watch_senders (self);
}

static void
qos_receiver_window_dispose (GObject *object)
{
  QosReceiverWindow *self = QOS_RECEIVER_WINDOW (object);

  if (self->senders)
    g_signal_handlers_disconnect_by_data (self->senders, self);
  g_clear_handle_id (&self->latency_timer, g_source_remove);
  G_OBJECT_CLASS (qos_receiver_window_parent_class)->dispose (object);
}

static void
qos_receiver_window_finalize (GObject *object)
{
  QosReceiverWindow *self = QOS_RECEIVER_WINDOW (object);

  g_free (self->record_folder);
  g_free (self->recording);
  G_OBJECT_CLASS (qos_receiver_window_parent_class)->finalize (object);
}

static void
qos_receiver_window_init (QosReceiverWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions,
      G_N_ELEMENTS (actions), self);
}

static void
qos_receiver_window_class_init (QosReceiverWindowClass *klass)
{
  QosUiWindowClass *window_class = QOS_UI_WINDOW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qos_receiver_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qos_receiver_window_finalize;
  window_class->id = "org.qosaudio.Receiver";
  window_class->title = "QoS Receiver";
  window_class->comments = "Plays live audio and shows how it arrives";
  window_class->session_type = QOS_TYPE_RECEIVER_SESSION;
  window_class->panels = &qos_ui_panels_received;
  window_class->fields = fields;
  window_class->shortcuts = &all_shortcuts;
  window_class->set_up = set_up;
  window_class->prepare = prepare;
  window_class->state_changed = state_changed;
  window_class->describe = qos_receiver_window_describe;
  g_type_ensure (QOS_TYPE_RECEIVER_LIST);
  qos_ui_window_class_set_template (window_class,
      "/org/qosaudio/Receiver/qos-receiver-window.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, QosReceiverWindow, child)
  BIND (advice);
  BIND (record_button);
  BIND (clear_button);
  BIND (senders);
  BIND (placeholder);
#undef BIND
}
