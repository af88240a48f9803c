/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-receiver-window-private.h"

#include "qos-receiver-format-dialog.h"
#include "qos-ui-common.h"
#include "qos-ui-end.h"

G_DEFINE_FINAL_TYPE (QosReceiverWindow, qos_receiver_window,
    GTK_TYPE_APPLICATION_WINDOW)

gboolean
qos_receiver_window_is_idle (QosReceiverWindow *self)
{
  QosAppState state = qos_app_session_state (QOS_APP_SESSION (self->session));

  return state == QOS_APP_STOPPED || state == QOS_APP_STOPPING;
}

/* What the session says */

static GSimpleAction *
find_action (QosReceiverWindow *self, const gchar *name)
{
  return G_SIMPLE_ACTION (
      g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static void
on_state (QosReceiverWindow *self, guint state, QosAppSession *session)
{
  gboolean idle = qos_receiver_window_is_idle (self);
  GtkStyleContext *style = gtk_widget_get_style_context (self->start_button);

  gtk_button_set_label (GTK_BUTTON (self->start_button),
      idle ? "Start" : "Stop");
  if (idle)
    gtk_style_context_add_class (style, "suggested-action");
  else
    gtk_style_context_remove_class (style, "suggested-action");
  qos_receiver_window_lock_form (self);
  g_simple_action_set_enabled (find_action (self, "record"),
      state == QOS_APP_RUNNING);
  if (state == QOS_APP_STOPPED || state == QOS_APP_WAITING)
    qos_receiver_window_end_senders (self);
  qos_receiver_window_show_status (self);
}

static void
on_problem (QosReceiverWindow *self, guint problem, const gchar *text,
    QosAppSession *session)
{
  qos_ui_problems_set (self->problems, problem, text);
}

static void
on_note (QosReceiverWindow *self, const gchar *text, const gchar *file,
    gpointer from)
{
  qos_ui_problems_note (self->problems, text, file);
}

static void
on_recording (QosReceiverWindow *self, const gchar *file,
    QosReceiverSession *session)
{
  GtkStyleContext *style = gtk_widget_get_style_context (self->record_button);
  gchar *name, *text;

  if (file) {
    g_free (self->recording);
    self->recording = g_strdup (file);
    gtk_style_context_add_class (style, "qos-recording");
  } else {
    gtk_style_context_remove_class (style, "qos-recording");
  }
  name = g_filename_display_basename (self->recording);
  text = g_strdup_printf (file ? "Recording to %s" : "Recorded to %s", name);
  qos_ui_problems_done (self->problems, text, file ? NULL : self->recording);
  gtk_widget_set_tooltip_text (self->record_button,
      file ? text : "Record the mix to a file (Ctrl+R)");
  g_simple_action_set_state (find_action (self, "record"),
      g_variant_new_boolean (file != NULL));
  g_free (text);
  g_free (name);
}

/* Start, stop, record */

static void
start_session (QosReceiverWindow *self)
{
  QosReceiverConfig config;
  GError *error = NULL;

  qos_receiver_window_read_form (self, &config);
  qos_receiver_window_keep_form (self, &config);
  qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_FAILED, NULL);
  qos_receiver_session_configure (self->session, &config);
  qos_receiver_config_clear (&config);
  if (!qos_app_session_start (QOS_APP_SESSION (self->session), &error)) {
    qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_FAILED,
        error->message);
    g_clear_error (&error);
  }
}

void
qos_receiver_window_start (QosReceiverWindow *self)
{
  self->starts_when_ready = !qos_app_devices_is_ready (self->devices);
  if (self->starts_when_ready)
    return;
  qos_receiver_list_end (self->senders);
  qos_receiver_list_clear (self->senders);
  start_session (self);
}

/* What is known of the senders stays: it is the same ones that come again. */
static void
on_format (QosReceiverWindow *self, const GstCaps *caps, gpointer dialog)
{
  qos_receiver_session_set_caps (self->session, caps);
  if (qos_receiver_window_is_idle (self))
    return;
  qos_app_session_stop (QOS_APP_SESSION (self->session));
  start_session (self);
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
on_devices (QosReceiverWindow *self, QosAppDevices *devices)
{
  gchar *chosen = g_strdup (gtk_combo_box_get_active_id (self->output));

  qos_receiver_window_list_outputs (self,
      chosen ? chosen : QOS_RECEIVER_OUTPUT_AUTO);
  g_free (chosen);
  if (self->starts_when_ready)
    qos_receiver_window_start (self);
}

static void
toggle (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  QosReceiverWindow *self = user;

  if (qos_receiver_window_is_idle (self))
    qos_receiver_window_start (self);
  else
    qos_app_session_stop (QOS_APP_SESSION (self->session));
}

/* Returns: (transfer full): a new file's name in the folder for recordings. */
static gchar *
name_recording (QosReceiverWindow *self)
{
  GDateTime *now = g_date_time_new_now_local ();
  gchar *name = g_date_time_format (now, "qos-receiver-%Y-%m-%d-%H%M%S.flac");
  const gchar *folder = self->record_folder && *self->record_folder
      ? self->record_folder
      : g_get_user_special_dir (G_USER_DIRECTORY_MUSIC);
  gchar *file =
      g_build_filename (folder ? folder : g_get_home_dir (), name, NULL);

  g_free (name);
  g_date_time_unref (now);
  return file;
}

static void
change_record (GSimpleAction *action, GVariant *wish, gpointer user)
{
  QosReceiverWindow *self = user;
  GError *error = NULL;
  gchar *file;

  if (!g_variant_get_boolean (wish)) {
    qos_receiver_session_stop_recording (self->session);
    return;
  }
  file = name_recording (self);
  if (!qos_receiver_session_record (self->session, file, &error)) {
    qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_NOTE, error->message);
    g_clear_error (&error);
  }
  g_free (file);
}

static void
on_folder_chosen (GtkNativeDialog *dialog, gint response, gpointer user)
{
  QosReceiverWindow *self = user;

  if (response == GTK_RESPONSE_ACCEPT) {
    g_free (self->record_folder);
    self->record_folder =
        gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog));
    if (self->settings)
      g_settings_set_string (self->settings, "record-folder",
          self->record_folder);
  }
  g_object_unref (dialog);
}

static void
choose_folder (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new ("Folder for Recordings", GTK_WINDOW (user),
          GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, "_Choose", "_Cancel");

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_folder_chosen), user);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
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
  QosReceiverWindow *self = user;

  qos_receiver_list_clear (self->senders);
  qos_receiver_window_show_status (self);
}

static void
open_menu (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  gtk_button_clicked (GTK_BUTTON (QOS_RECEIVER_WINDOW (user)->menu_button));
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  qos_ui_show_about (GTK_WINDOW (user), "QoS Receiver",
      "Plays live audio and shows how it arrives", "org.qosaudio.Receiver");
}

/* The window */

static const GActionEntry actions[] = {
    {"toggle", toggle},
    {"record", NULL, NULL, "false", change_record},
    {"record-folder", choose_folder},
    {"mute-selected", mute_selected},
    {"clear-left", clear_left},
    {"set-format", set_format},
    {"menu", open_menu},
    {"about", about},
};

static void
connect_session (QosReceiverWindow *self)
{
  const struct
  {
    const gchar *signal;
    GCallback handler;
  } handlers[] = {
      {"state", G_CALLBACK (on_state)},
      {"problem", G_CALLBACK (on_problem)},
      {"recording", G_CALLBACK (on_recording)},
  };

  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->session, handlers[i].signal,
        handlers[i].handler, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->devices, "changed", G_CALLBACK (on_devices),
      self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "note", G_CALLBACK (on_note), self,
      G_CONNECT_SWAPPED);
  g_signal_connect_object (self->report, "note", G_CALLBACK (on_note), self,
      G_CONNECT_SWAPPED);
  qos_ui_report_watch (self->report, QOS_APP_SESSION (self->session),
      "qosstats", G_ACTION_MAP (self));
  qos_receiver_window_watch_senders (self);
  qos_receiver_window_watch_latency (self);
}

QosReceiverWindow *
qos_receiver_window_new (GtkApplication *application, GSettings *settings)
{
  QosReceiverWindow *self =
      g_object_new (QOS_TYPE_RECEIVER_WINDOW, "application", application, NULL);

  self->settings = settings ? g_object_ref (settings) : NULL;
  qos_ui_keep_window_size (GTK_WINDOW (self), settings);
  qos_ui_network_add_actions (self->network, G_ACTION_MAP (self), settings);
  qos_receiver_window_load_form (self);
  return self;
}

QosAppSession *
qos_receiver_window_session (QosReceiverWindow *self)
{
  return QOS_APP_SESSION (self->session);
}

static void
qos_receiver_window_dispose (GObject *object)
{
  QosReceiverWindow *self = QOS_RECEIVER_WINDOW (object);

  if (self->session) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    g_signal_handlers_disconnect_by_data (self->devices, self);
    g_signal_handlers_disconnect_by_data (self->senders, self);
    if (self->latency_timer)
      g_source_remove (self->latency_timer);
    self->latency_timer = 0;
    qos_ui_end_session (GTK_WINDOW (self), QOS_APP_SESSION (self->session));
  }
  g_clear_object (&self->session);
  g_clear_object (&self->devices);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (qos_receiver_window_parent_class)->dispose (object);
}

static void
qos_receiver_window_finalize (GObject *object)
{
  QosReceiverWindow *self = QOS_RECEIVER_WINDOW (object);

  g_free (self->address);
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
  g_simple_action_set_enabled (find_action (self, "record"), FALSE);
  qos_ui_follow_focus (self->viewport);
  qos_ui_network_set_panels (self->network, &qos_ui_panels_received);
  self->address = g_strdup ("::");
  self->devices = qos_app_devices_new ("Audio/Sink");
  self->session = qos_receiver_session_new (self->devices);
  qos_receiver_window_list_outputs (self, QOS_RECEIVER_OUTPUT_AUTO);
  connect_session (self);
  qos_receiver_window_show_status (self);
}

static void
qos_receiver_window_class_init (QosReceiverWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qos_receiver_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qos_receiver_window_finalize;
  g_type_ensure (QOS_TYPE_RECEIVER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/Receiver/qos-receiver-window.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, QosReceiverWindow, child)
  BIND (problems);
  BIND (advice);
  BIND (report);
  BIND (start_button);
  BIND (menu_button);
  BIND (record_button);
  BIND (port);
  BIND (latency);
  BIND (output);
  BIND (status);
  BIND (status_icon);
  BIND (clear_button);
  BIND (senders);
  BIND (placeholder);
  BIND (viewport);
  BIND (network);
#undef BIND
}
