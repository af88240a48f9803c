/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-receiver-window.h"

#include "qos-app-histories.h"
#include "qos-receiver-row.h"
#include "qos-ui-common.h"
#include "qos-ui-end.h"
#include "qos-ui-network.h"
#include "qos-ui-problems.h"
#include "qos-ui-report.h"

#include <string.h>

struct _QosReceiverWindow
{
  GtkApplicationWindow parent;

  QosAppDevices *devices;
  QosReceiverSession *session;
  GSettings *settings; /* (nullable) */
  gchar *address;      /* to listen on */
  gchar *record_folder;
  gchar *recording;           /* the file (nullable) */
  gboolean starts_when_ready; /* as soon as the devices are known */
  GHashTable *rows;           /* SSRC to QosReceiverRow, the list's */
  QosAppHistories *histories;
  guint shown_ssrc; /* of the charts, while they are visible */

  QosUiProblems *problems;
  QosUiReport *report;
  GtkWidget *form;
  GtkWidget *start_button;
  GtkWidget *menu_button;
  GtkSpinButton *port;
  GtkSpinButton *latency;
  GtkComboBox *output;
  GtkLabel *status;
  GtkImage *status_icon;
  GtkListBox *senders;
  GtkViewport *viewport;
  QosUiNetwork *network;
};

G_DEFINE_FINAL_TYPE (QosReceiverWindow, qos_receiver_window,
    GTK_TYPE_APPLICATION_WINDOW)

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
static void
list_outputs (QosReceiverWindow *self, const gchar *chosen)
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
  add_output (self, QOS_RECEIVER_OUTPUT_NONE, "None, measure only");
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
    list_outputs (self, given->output);
}

static void
load_form (QosReceiverWindow *self)
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

static void
read_form (QosReceiverWindow *self, QosReceiverConfig *config)
{
  const gchar *output = gtk_combo_box_get_active_id (self->output);

  config->address = g_strdup (self->address);
  config->port = (guint) gtk_spin_button_get_value_as_int (self->port);
  config->latency_ms = (guint) gtk_spin_button_get_value_as_int (self->latency);
  config->output = g_strdup (output ? output : QOS_RECEIVER_OUTPUT_AUTO);
}

static void
keep_form (QosReceiverWindow *self, const QosReceiverConfig *config)
{
  if (!self->settings)
    return;
  g_settings_set_uint (self->settings, "port", config->port);
  g_settings_set_uint (self->settings, "latency", config->latency_ms);
  g_settings_set_string (self->settings, "output", config->output);
}

/* The senders */

static QosReceiverRow *
find_row (QosReceiverWindow *self, guint ssrc)
{
  return g_hash_table_lookup (self->rows, GUINT_TO_POINTER (ssrc));
}

static void
on_volume (QosReceiverWindow *self, gdouble volume, QosReceiverRow *row)
{
  qos_receiver_session_set_volume (self->session, qos_receiver_row_ssrc (row),
      volume);
}

static void
on_mute (QosReceiverWindow *self, gboolean mute, QosReceiverRow *row)
{
  qos_receiver_session_set_mute (self->session, qos_receiver_row_ssrc (row),
      mute);
}

static void
add_row (QosReceiverWindow *self, QosReceiverRow *row)
{
  g_hash_table_insert (self->rows,
      GUINT_TO_POINTER (qos_receiver_row_ssrc (row)), row);
  g_signal_connect_object (row, "volume", G_CALLBACK (on_volume), self,
      G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "mute", G_CALLBACK (on_mute), self,
      G_CONNECT_SWAPPED);
  gtk_container_add (GTK_CONTAINER (self->senders), GTK_WIDGET (row));
  if (!gtk_list_box_get_selected_row (self->senders))
    gtk_list_box_select_row (self->senders, GTK_LIST_BOX_ROW (row));
}

static void
remove_row (QosReceiverWindow *self, QosReceiverRow *row)
{
  GtkListBoxRow *first;

  g_hash_table_remove (self->rows,
      GUINT_TO_POINTER (qos_receiver_row_ssrc (row)));
  gtk_container_remove (GTK_CONTAINER (self->senders), GTK_WIDGET (row));
  first = gtk_list_box_get_row_at_index (self->senders, 0);
  if (first && !gtk_list_box_get_selected_row (self->senders))
    gtk_list_box_select_row (self->senders, first);
}

static void
remove_all_rows (QosReceiverWindow *self)
{
  GList *rows = g_hash_table_get_values (self->rows);

  for (GList *at = rows; at; at = at->next)
    remove_row (self, at->data);
  g_list_free (rows);
}

/* The charts are of the sender that is selected. */
static void
on_row_selected (QosReceiverWindow *self, GtkListBoxRow *row, GtkListBox *list)
{
  QosReceiverRow *sender = row ? QOS_RECEIVER_ROW (row) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->network), sender != NULL);
  if (!sender) {
    qos_ui_network_show (self->network, NULL, NULL);
    return;
  }
  self->shown_ssrc = qos_receiver_row_ssrc (sender);
  qos_ui_network_show (self->network,
      qos_app_histories_look_at (self->histories, self->shown_ssrc),
      qos_receiver_row_name (sender));
}

static gboolean
is_shown (QosReceiverWindow *self, guint ssrc)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->network)) &&
      self->shown_ssrc == ssrc;
}

/* What the session says */

static gboolean
is_idle (QosReceiverWindow *self)
{
  QosAppState state = qos_app_session_state (QOS_APP_SESSION (self->session));

  return state == QOS_APP_STOPPED || state == QOS_APP_STOPPING;
}

static void
show_status (QosReceiverWindow *self)
{
  guint n = g_hash_table_size (self->rows);
  gint port = gtk_spin_button_get_value_as_int (self->port);
  QosUiMood mood = is_idle (self) ? QOS_UI_IDLE
      : n > 0                     ? QOS_UI_GOOD
                                  : QOS_UI_BUSY;
  gchar *text;

  if (is_idle (self))
    text = g_strdup ("Not listening");
  else if (n == 0)
    text = g_strdup_printf ("Waiting for senders on UDP port %d", port);
  else
    text = g_strdup_printf ("%u sender%s on UDP port %d", n, n == 1 ? "" : "s",
        port);
  qos_ui_show_status (self->status, self->status_icon, mood, text);
  g_free (text);
}

static GSimpleAction *
find_action (QosReceiverWindow *self, const gchar *name)
{
  return G_SIMPLE_ACTION (
      g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static void
on_state (QosReceiverWindow *self, guint state, QosAppSession *session)
{
  gboolean idle = is_idle (self);
  GtkStyleContext *style = gtk_widget_get_style_context (self->start_button);

  gtk_button_set_label (GTK_BUTTON (self->start_button),
      idle ? "Start" : "Stop");
  if (idle)
    gtk_style_context_add_class (style, "suggested-action");
  else
    gtk_style_context_remove_class (style, "suggested-action");
  gtk_widget_set_sensitive (self->form, idle);
  g_simple_action_set_enabled (find_action (self, "record"),
      state == QOS_APP_RUNNING);
  if (state == QOS_APP_STOPPED || state == QOS_APP_WAITING) {
    remove_all_rows (self);
    qos_app_histories_clear (self->histories);
  }
  show_status (self);
}

static void
add_stats (QosReceiverWindow *self, guint ssrc, const GstStructure *stats)
{
  QosAppHistory *history = qos_app_histories_get (self->histories, ssrc);
  gchar *codec = qos_receiver_session_codec (self->session, ssrc);
  QosReceiverRow *row = find_row (self, ssrc);
  gboolean is_new = row == NULL;

  if (is_new)
    row = qos_receiver_row_new (ssrc);
  qos_receiver_row_update (row, stats, codec);
  if (is_new)
    add_row (self, row);
  if (history && qos_app_history_add (history, qos_app_history_now (), stats) &&
      is_shown (self, ssrc))
    qos_ui_network_add (self->network, stats);
  g_free (codec);
}

static void
on_stats (QosReceiverWindow *self, const GstStructure *stats,
    QosAppSession *session)
{
  const gchar *reason = gst_structure_get_string (stats, "end-reason");
  guint ssrc = 0;

  gst_structure_get_uint (stats, "ssrc", &ssrc);
  if (!reason) {
    add_stats (self, ssrc, stats);
  } else {
    if (find_row (self, ssrc))
      remove_row (self, find_row (self, ssrc));
    qos_app_histories_leave (self->histories, ssrc,
        !g_str_equal (reason, "timeout"));
  }
  show_status (self);
}

static void
on_event (QosReceiverWindow *self, const GstStructure *event,
    QosAppSession *session)
{
  QosAppHistory *history;
  guint ssrc = 0;

  gst_structure_get_uint (event, "ssrc", &ssrc);
  if (!find_row (self, ssrc))
    return;
  history = qos_app_histories_get (self->histories, ssrc);
  if (!history)
    return;
  qos_app_events_add (qos_app_history_events (history),
      qos_app_history_now () - qos_app_session_age (session, event), event);
  if (is_shown (self, ssrc))
    qos_ui_network_add_event (self->network);
}

static void
on_level (QosReceiverWindow *self, guint ssrc, gdouble rms, gdouble peak,
    QosAppSession *session)
{
  QosReceiverRow *row = find_row (self, ssrc);

  if (row)
    qos_receiver_row_set_level (row, peak);
}

static void
on_problem (QosReceiverWindow *self, guint problem, const gchar *text,
    QosAppSession *session)
{
  qos_ui_problems_set (self->problems, problem, text);
}

static void
on_note (QosReceiverWindow *self, const gchar *text, gpointer from)
{
  qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_NOTE, text);
}

static void
on_recording (QosReceiverWindow *self, const gchar *file,
    QosReceiverSession *session)
{
  gchar *text;

  if (file) {
    g_free (self->recording);
    self->recording = g_strdup (file);
  }
  text = file ? g_strdup_printf ("Recording to %s", self->recording)
              : g_strdup_printf ("Recorded to %s", self->recording);
  qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_NOTE, text);
  g_simple_action_set_state (find_action (self, "record"),
      g_variant_new_boolean (file != NULL));
  g_free (text);
}

/* Start, stop, record */

void
qos_receiver_window_start (QosReceiverWindow *self)
{
  QosReceiverConfig config;
  GError *error = NULL;

  self->starts_when_ready = !qos_app_devices_is_ready (self->devices);
  if (self->starts_when_ready)
    return;
  read_form (self, &config);
  keep_form (self, &config);
  qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_FAILED, NULL);
  qos_receiver_session_configure (self->session, &config);
  qos_receiver_config_clear (&config);
  if (!qos_app_session_start (QOS_APP_SESSION (self->session), &error)) {
    qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_FAILED,
        error->message);
    g_clear_error (&error);
  }
}

static void
on_devices (QosReceiverWindow *self, QosAppDevices *devices)
{
  gchar *chosen = g_strdup (gtk_combo_box_get_active_id (self->output));

  list_outputs (self, chosen ? chosen : QOS_RECEIVER_OUTPUT_AUTO);
  g_free (chosen);
  if (self->starts_when_ready)
    qos_receiver_window_start (self);
}

static void
toggle (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  QosReceiverWindow *self = user;

  if (is_idle (self))
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
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->senders);

  if (row)
    qos_receiver_row_toggle_mute (QOS_RECEIVER_ROW (row));
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
      "Plays senders and shows how their sound comes through the network",
      "org.qosaudio.Receiver");
}

/* The window */

static const GActionEntry actions[] = {
    {"toggle", toggle},
    {"record", NULL, NULL, "false", change_record},
    {"record-folder", choose_folder},
    {"mute-selected", mute_selected},
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
      {"stats", G_CALLBACK (on_stats)},
      {"event", G_CALLBACK (on_event)},
      {"level", G_CALLBACK (on_level)},
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
  g_signal_connect_object (self->senders, "row-selected",
      G_CALLBACK (on_row_selected), self, G_CONNECT_SWAPPED);
}

QosReceiverWindow *
qos_receiver_window_new (GtkApplication *application, GSettings *settings)
{
  QosReceiverWindow *self =
      g_object_new (QOS_TYPE_RECEIVER_WINDOW, "application", application, NULL);

  self->settings = settings ? g_object_ref (settings) : NULL;
  qos_ui_keep_window_size (GTK_WINDOW (self), settings);
  qos_ui_network_add_actions (self->network, G_ACTION_MAP (self), settings);
  load_form (self);
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

  g_hash_table_unref (self->rows);
  qos_app_histories_free (self->histories);
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
  self->rows = g_hash_table_new (NULL, NULL);
  self->histories = qos_app_histories_new (&qos_app_quantities_received);
  qos_ui_follow_focus (self->viewport);
  qos_ui_network_set_panels (self->network, &qos_ui_panels_received);
  self->address = g_strdup ("0.0.0.0");
  self->devices = qos_app_devices_new ("Audio/Sink");
  self->session = qos_receiver_session_new (self->devices);
  list_outputs (self, QOS_RECEIVER_OUTPUT_AUTO);
  connect_session (self);
  show_status (self);
}

static void
qos_receiver_window_class_init (QosReceiverWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qos_receiver_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qos_receiver_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/Receiver/qos-receiver-window.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, QosReceiverWindow, child)
  BIND (problems);
  BIND (report);
  BIND (form);
  BIND (start_button);
  BIND (menu_button);
  BIND (port);
  BIND (latency);
  BIND (output);
  BIND (status);
  BIND (status_icon);
  BIND (senders);
  BIND (viewport);
  BIND (network);
#undef BIND
}
