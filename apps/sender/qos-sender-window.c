/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-sender-window-private.h"

#include "qos-app-text.h"
#include "qos-app-words.h"
#include "qos-ui-common.h"
#include "qos-ui-end.h"
#include "qos-ui-health.h"

G_DEFINE_FINAL_TYPE (QosSenderWindow, qos_sender_window,
    GTK_TYPE_APPLICATION_WINDOW)

/* Start and stop */

static void
begin_history (QosSenderWindow *self)
{
  QosAppHistory *last = self->history;
  QosAppHealth *last_health = self->health;

  self->history = qos_app_history_new (&qos_app_quantities_sent);
  self->health = qos_app_health_new ();
  qos_ui_network_show (self->network, self->history, self->target);
  qos_ui_network_set_health (self->network, self->health);
  g_clear_pointer (&self->stats, gst_structure_free);
  qos_app_health_free (last_health);
  qos_app_history_free (last);
}

void
qos_sender_window_start (QosSenderWindow *self)
{
  QosSenderConfig config;
  GError *error = NULL;

  self->starts_when_ready = !qos_app_devices_is_ready (self->devices);
  if (self->starts_when_ready)
    return;
  qos_sender_window_read_form (self, &config);
  qos_sender_window_keep_form (self, &config);
  qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_FAILED, NULL);
  g_free (self->target);
  self->target = g_strdup_printf ("%s:%u", config.host, config.port);
  g_clear_pointer (&self->remote_name, g_free);
  begin_history (self);
  if (!*config.host) {
    qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_FAILED,
        "Enter the receiver's name or address as the host.");
    gtk_widget_grab_focus (GTK_WIDGET (self->host));
  } else {
    qos_sender_session_configure (self->session, &config);
    if (!qos_app_session_start (QOS_APP_SESSION (self->session), &error)) {
      qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_FAILED,
          error->message);
      g_clear_error (&error);
    }
  }
  qos_sender_config_clear (&config);
}

static void
on_devices (QosSenderWindow *self, QosAppDevices *devices)
{
  gchar *chosen = g_strdup (gtk_combo_box_get_active_id (self->source));

  qos_sender_window_list_sources (self,
      chosen ? chosen : QOS_SENDER_SOURCE_AUTO);
  g_free (chosen);
  if (self->starts_when_ready)
    qos_sender_window_start (self);
}

static gboolean
is_idle (QosSenderWindow *self)
{
  QosAppState state = qos_app_session_state (QOS_APP_SESSION (self->session));

  return state == QOS_APP_STOPPED || state == QOS_APP_STOPPING;
}

static void
toggle (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  QosSenderWindow *self = user;

  if (is_idle (self))
    qos_sender_window_start (self);
  else
    qos_app_session_stop (QOS_APP_SESSION (self->session));
}

/* What the session says */

static gchar *
find_receiver (QosSenderWindow *self)
{
  return self->remote_name ? qos_app_text_clean (self->remote_name)
                           : g_strdup (self->target);
}

/* While it runs. Returns: (transfer full). */
static gchar *
describe_running (QosSenderWindow *self, QosUiMood *mood)
{
  QosAppSession *session = QOS_APP_SESSION (self->session);
  QosAppHealthState state = qos_app_health_look (self->health)->state;
  gchar *who = find_receiver (self);
  gchar *how = qos_app_health_text (self->health);
  gchar *text;

  *mood = QOS_UI_BUSY;
  if (qos_sender_session_is_heard (self->session)) {
    *mood = qos_ui_health_mood (state);
    if (state == QOS_APP_HEALTH_GOOD || state == QOS_APP_HEALTH_WAITING)
      text = g_strdup_printf ("%s is receiving", who);
    else if (state == QOS_APP_HEALTH_SILENT)
      text = g_strdup_printf ("No report from %s for %.0f s", who,
          qos_app_health_look (self->health)->silent_s);
    else
      text = g_strdup_printf ("%s is receiving: %s", who, how);
  } else if (qos_sender_session_is_sdp_given (self->session)) {
    text =
        g_strdup_printf ("Sending to %s, which sends no reports", self->target);
  } else if (qos_app_session_seconds (session) > QOS_APP_SILENCE_S) {
    *mood = QOS_UI_BAD;
    text = g_strdup_printf ("%s does not answer", self->target);
  } else {
    text = g_strdup_printf ("Waiting for %s to answer …", self->target);
  }
  g_free (how);
  g_free (who);
  return text;
}

static void
show_status (QosSenderWindow *self)
{
  QosUiMood mood = QOS_UI_BUSY;
  gchar *text = NULL;

  switch (qos_app_session_state (QOS_APP_SESSION (self->session))) {
    case QOS_APP_STOPPED:
    case QOS_APP_STOPPING:
      mood = QOS_UI_IDLE;
      text = g_strdup ("Not sending");
      break;
    case QOS_APP_STARTING:
      text = g_strdup_printf ("Starting to send to %s …", self->target);
      break;
    case QOS_APP_WAITING:
      mood = QOS_UI_BAD;
      text = g_strdup ("Waiting for the microphone");
      break;
    case QOS_APP_RUNNING:
      text = describe_running (self, &mood);
      break;
  }
  qos_ui_show_status (self->status, self->status_icon, mood, text);
  g_free (text);
}

static void
on_state (QosSenderWindow *self, guint state, QosAppSession *session)
{
  gboolean idle = is_idle (self);
  GtkStyleContext *style = gtk_widget_get_style_context (self->start_button);
  GAction *action =
      g_action_map_lookup_action (G_ACTION_MAP (self), "save-sdp");

  gtk_button_set_label (GTK_BUTTON (self->start_button),
      idle ? "Start" : "Stop");
  if (idle)
    gtk_style_context_add_class (style, "suggested-action");
  else
    gtk_style_context_remove_class (style, "suggested-action");
  gtk_widget_set_sensitive (self->form, idle);
  /* While it runs it would look like a name. */
  gtk_entry_set_placeholder_text (self->name, idle ? "optional" : "");
  if (state != QOS_APP_RUNNING) {
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), FALSE);
    qos_ui_set_level (self->level, -G_MAXDOUBLE);
    if (qos_app_history_length (self->history) > 0) {
      qos_app_history_add (self->history, qos_app_history_now (), NULL);
      qos_ui_network_show_totals (self->network, self->stats);
    }
  }
  show_status (self);
}

static void
on_stats (QosSenderWindow *self, const GstStructure *stats,
    QosAppSession *session)
{
  const gchar *name = gst_structure_get_string (stats, "remote-name");
  gdouble now_s = qos_app_history_now ();
  GAction *action =
      g_action_map_lookup_action (G_ACTION_MAP (self), "save-sdp");

  g_free (self->remote_name);
  self->remote_name = g_strdup (name);
  g_clear_pointer (&self->stats, gst_structure_free);
  self->stats = gst_structure_copy (stats);
  qos_app_health_add (self->health, now_s, stats);
  if (qos_app_history_add (self->history, now_s, stats))
    qos_ui_network_add (self->network, stats);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
      qos_app_session_state (session) == QOS_APP_RUNNING);
  show_status (self);
}

static void
on_level (QosSenderWindow *self, guint ssrc, gdouble rms, gdouble peak,
    QosAppSession *session)
{
  qos_ui_set_level (self->level, peak);
}

static void
on_problem (QosSenderWindow *self, guint problem, const gchar *text,
    QosAppSession *session)
{
  qos_ui_problems_set (self->problems, problem, text);
  show_status (self);
}

static void
on_note (QosSenderWindow *self, const gchar *text, const gchar *file,
    gpointer from)
{
  qos_ui_problems_note (self->problems, text, file);
}

/* Media or reports cannot be delivered, or can again. */
static void
on_notice (QosSenderWindow *self, const GstStructure *notice,
    QosAppSession *session)
{
  gchar *text = qos_app_words_notice (notice);
  gboolean is_over =
      g_strcmp0 (gst_structure_get_string (notice, "notice"), "reachable") == 0;

  qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_NOTE,
      is_over ? NULL : text);
  g_free (text);
}

/* SDP */

static void
on_sdp_place (GtkNativeDialog *dialog, gint response, gpointer user)
{
  QosSenderWindow *self = user;
  gchar *sdp = qos_sender_session_sdp (self->session);
  GError *error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && sdp) {
    gchar *file = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog));

    if (!g_file_set_contents (file, sdp, -1, &error)) {
      qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_NOTE,
          error->message);
      g_clear_error (&error);
    } else {
      qos_ui_problems_set (self->problems, QOS_APP_PROBLEM_SILENCE, NULL);
      show_status (self);
    }
    g_free (file);
  }
  g_free (sdp);
  g_object_unref (dialog);
}

static void
save_sdp (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new ("Save SDP",
      GTK_WINDOW (user), GTK_FILE_CHOOSER_ACTION_SAVE, "_Save", "_Cancel");
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  gtk_file_chooser_set_do_overwrite_confirmation (chooser, TRUE);
  gtk_file_chooser_set_current_name (chooser, "qos-sender.sdp");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_sdp_place), user);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* The window */

static void
open_menu (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  gtk_button_clicked (GTK_BUTTON (QOS_SENDER_WINDOW (user)->menu_button));
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  qos_ui_show_about (GTK_WINDOW (user), "QoS Sender",
      "Sends live audio and shows how it arrives", "org.qosaudio.Sender");
}

static const GActionEntry actions[] = {
    {"toggle", toggle},
    {"open-file", qos_sender_window_open_file},
    {"save-sdp", save_sdp},
    {"menu", open_menu},
    {"about", about},
};

static void
connect_session (QosSenderWindow *self)
{
  const struct
  {
    const gchar *signal;
    GCallback handler;
  } handlers[] = {
      {"state", G_CALLBACK (on_state)},
      {"stats", G_CALLBACK (on_stats)},
      {"level", G_CALLBACK (on_level)},
      {"problem", G_CALLBACK (on_problem)},
      {"notice", G_CALLBACK (on_notice)},
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
  qos_ui_report_watch (self->report, QOS_APP_SESSION (self->session), "qospay",
      G_ACTION_MAP (self));
}

QosSenderWindow *
qos_sender_window_new (GtkApplication *application, GSettings *settings)
{
  QosSenderWindow *self =
      g_object_new (QOS_TYPE_SENDER_WINDOW, "application", application, NULL);

  self->settings = settings ? g_object_ref (settings) : NULL;
  qos_ui_keep_window_size (GTK_WINDOW (self), settings);
  qos_ui_network_add_actions (self->network, G_ACTION_MAP (self), settings);
  qos_sender_window_load_form (self);
  return self;
}

QosAppSession *
qos_sender_window_session (QosSenderWindow *self)
{
  return QOS_APP_SESSION (self->session);
}

static void
qos_sender_window_dispose (GObject *object)
{
  QosSenderWindow *self = QOS_SENDER_WINDOW (object);

  if (self->session) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    g_signal_handlers_disconnect_by_data (self->devices, self);
    qos_ui_end_session (GTK_WINDOW (self), QOS_APP_SESSION (self->session));
  }
  g_clear_object (&self->session);
  g_clear_object (&self->devices);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (qos_sender_window_parent_class)->dispose (object);
}

static void
qos_sender_window_finalize (GObject *object)
{
  QosSenderWindow *self = QOS_SENDER_WINDOW (object);

  qos_app_history_free (self->history);
  qos_app_health_free (self->health);
  g_clear_pointer (&self->stats, gst_structure_free);
  g_free (self->file);
  g_free (self->target);
  g_free (self->remote_name);
  G_OBJECT_CLASS (qos_sender_window_parent_class)->finalize (object);
}

static void
qos_sender_window_init (QosSenderWindow *self)
{
  GAction *sdp;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions,
      G_N_ELEMENTS (actions), self);
  sdp = g_action_map_lookup_action (G_ACTION_MAP (self), "save-sdp");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (sdp), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->file_button),
      "win.open-file");
  qos_ui_init_level_bar (self->level);
  self->devices = qos_app_devices_new ("Audio/Source");
  self->session = qos_sender_session_new (self->devices);
  self->target = g_strdup ("");
  qos_ui_follow_focus (self->viewport);
  qos_ui_network_set_panels (self->network, &qos_ui_panels_sent);
  begin_history (self);
  qos_sender_window_list_sources (self, QOS_SENDER_SOURCE_AUTO);
  connect_session (self);
  show_status (self);
}

static void
qos_sender_window_class_init (QosSenderWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qos_sender_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qos_sender_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/Sender/qos-sender-window.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, QosSenderWindow, child)
  BIND (problems);
  BIND (report);
  BIND (form);
  BIND (start_button);
  BIND (menu_button);
  BIND (source);
  BIND (file_button);
  BIND (host);
  BIND (port);
  BIND (name);
  BIND (bitrate);
  BIND (status);
  BIND (status_icon);
  BIND (level);
  BIND (viewport);
  BIND (network);
#undef BIND
}
