/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-sender-window.h"

#include "qos-app-health.h"
#include "qos-app-target.h"
#include "qos-app-text.h"
#include "qos-app-words.h"
#include "qos-sender-session.h"
#include "qos-ui-common.h"
#include "qos-ui-device-box.h"

struct _QosSenderWindow
{
  QosUiWindow parent;

  GtkLevelBar *level;
  QosAppHistory *history;
  QosAppHealth *health;
  GstStructure *stats; /* the last message of the session (nullable) */
};

G_DEFINE_FINAL_TYPE (QosSenderWindow, qos_sender_window, QOS_UI_TYPE_WINDOW)

static QosAppSession *
session_of (QosSenderWindow *self)
{
  return qos_ui_window_session (QOS_UI_WINDOW (self));
}

static QosUiDeviceBox *
source_of (QosSenderWindow *self)
{
  return QOS_UI_DEVICE_BOX (
      qos_ui_window_widget (QOS_UI_WINDOW (self), "source"));
}

static QosUiNetwork *
network_of (QosSenderWindow *self)
{
  return qos_ui_window_network (QOS_UI_WINDOW (self));
}

/* Returns: (transfer full): HOST:PORT of the current session. */
static gchar *
make_target (QosSenderWindow *self)
{
  const QosAppConfig *config = qos_ui_window_config (QOS_UI_WINDOW (self));

  return qos_app_target_text (config->host, config->port);
}

/* Start and stop */

static void
begin_history (QosSenderWindow *self)
{
  QosAppHistory *last = self->history;
  QosAppHealth *last_health = self->health;
  g_autofree gchar *target = make_target (self);

  self->history = qos_app_history_new (&qos_app_fields_sent);
  self->health = qos_app_health_new ();
  qos_ui_network_show (network_of (self), self->history, target);
  g_clear_pointer (&self->stats, gst_structure_free);
  qos_app_health_free (last_health);
  qos_app_history_free (last);
}

static gboolean
prepare (QosUiWindow *window)
{
  QosSenderWindow *self = QOS_SENDER_WINDOW (window);
  const QosAppConfig *config = qos_ui_window_config (window);

  begin_history (self);
  if (*config->host)
    return TRUE;
  qos_ui_window_say (window, QOS_APP_PROBLEM_FAILED,
      "Enter the receiver's name or address as the host.");
  gtk_widget_grab_focus (qos_ui_window_widget (window, "host"));
  return FALSE;
}

/* The file to be sent */

static void
use_file (gpointer user, const gchar *file)
{
  g_autofree gchar *uri = g_filename_to_uri (file, NULL, NULL);

  qos_ui_device_box_choose (source_of (user), uri);
}

static void
open_file (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  const QosUiQuestion question = {"Choose a Sound File",
      GTK_FILE_CHOOSER_ACTION_OPEN, "_Choose", .mime = "audio/*",
      .mime_name = "Sound files"};

  qos_ui_ask_file (user, &question, use_file);
}

/* What the session says */

static gchar *
find_receiver (QosSenderWindow *self)
{
  const gchar *name = self->stats
      ? qos_app_string (self->stats, QOS_SENDER (REMOTE_NAME))
      : NULL;

  return name ? qos_app_text_clean (name) : make_target (self);
}

/* While it runs. Returns: (transfer full). */
static gchar *
describe_running (QosSenderWindow *self, QosUiMood *mood)
{
  QosSenderSession *session = QOS_SENDER_SESSION (session_of (self));
  QosAppHealthState state = qos_app_health_look (self->health)->state;
  g_autofree gchar *who = find_receiver (self);
  g_autofree gchar *target = make_target (self);
  g_autofree gchar *how = qos_app_health_text (self->health);

  *mood = QOS_UI_BUSY;
  if (qos_sender_session_is_heard (session)) {
    *mood = qos_ui_health_mood (state);
    if (state == QOS_APP_HEALTH_GOOD || state == QOS_APP_HEALTH_WAITING)
      return g_strdup_printf ("%s is receiving", who);
    if (state == QOS_APP_HEALTH_SILENT)
      return g_strdup_printf ("No report from %s for %.0f s", who,
          qos_app_health_look (self->health)->silent_s);
    return g_strdup_printf ("%s is receiving: %s", who, how);
  }
  if (qos_sender_session_is_sdp_given (session))
    return g_strdup_printf ("Sending to %s, which sends no reports", target);
  if (qos_app_session_seconds (session_of (self)) > QOS_APP_SILENCE_S) {
    *mood = QOS_UI_BAD;
    return g_strdup_printf ("%s does not answer", target);
  }
  return g_strdup_printf ("Waiting for %s to answer …", target);
}

static gchar *
describe (QosUiWindow *window, QosUiMood *mood)
{
  QosSenderWindow *self = QOS_SENDER_WINDOW (window);
  g_autofree gchar *target = make_target (self);

  *mood = QOS_UI_BUSY;
  switch (qos_app_session_state (session_of (self))) {
    case QOS_APP_STOPPED:
    case QOS_APP_STOPPING:
      break;
    case QOS_APP_STARTING:
      return g_strdup_printf ("Starting to send to %s …", target);
    case QOS_APP_WAITING:
      *mood = QOS_UI_BAD;
      return g_strdup ("Waiting for the microphone");
    case QOS_APP_RUNNING:
      return describe_running (self, mood);
  }
  *mood = QOS_UI_IDLE;
  return g_strdup ("Not sending");
}

static void
state_changed (QosUiWindow *window, QosAppState state)
{
  QosSenderWindow *self = QOS_SENDER_WINDOW (window);
  gboolean idle = qos_ui_window_is_idle (window);

  gtk_widget_set_sensitive (qos_ui_window_form (window), idle);
  /* While running it would look like a name. */
  gtk_entry_set_placeholder_text (GTK_ENTRY (
                                      qos_ui_window_widget (window, "name")),
      idle ? "optional" : "");
  if (state == QOS_APP_RUNNING)
    return;
  g_simple_action_set_enabled (qos_ui_window_action (window, "save-sdp"),
      FALSE);
  qos_ui_set_level (self->level, -G_MAXDOUBLE);
  if (qos_app_history_length (self->history) > 0) {
    qos_app_history_add (self->history, qos_app_history_now (), NULL);
    qos_ui_network_show_totals (network_of (self), self->stats);
  }
}

static void
on_stats (QosSenderWindow *self, const GstStructure *stats,
    QosAppSession *session)
{
  gdouble now_s = qos_app_history_now ();
  gint row = qos_app_history_add (self->history, now_s, stats);

  g_clear_pointer (&self->stats, gst_structure_free);
  self->stats = gst_structure_copy (stats);
  qos_app_health_add (self->health, now_s, stats);
  if (row >= 0)
    qos_ui_network_add (network_of (self), (guint) row, stats, self->health);
  g_simple_action_set_enabled (qos_ui_window_action (QOS_UI_WINDOW (self),
                                   "save-sdp"),
      qos_app_session_state (session) == QOS_APP_RUNNING);
  qos_ui_window_show_status (QOS_UI_WINDOW (self));
}

static void
on_level (QosSenderWindow *self, guint ssrc, gdouble peak,
    QosAppSession *session)
{
  qos_ui_set_level (self->level, peak);
}

/* Media or reports cannot be delivered, or can be again. */
static void
on_notice (QosSenderWindow *self, const GstStructure *notice,
    QosAppSession *session)
{
  g_autofree gchar *text = qos_app_words_notice (notice);
  gboolean is_over = g_strcmp0 (qos_app_string (notice, QOS_NOTICE (NOTICE)),
                         "reachable") == 0;

  qos_ui_window_say (QOS_UI_WINDOW (self), QOS_APP_PROBLEM_NOTE,
      is_over ? NULL : text);
}

/* SDP */

static void
write_sdp (gpointer user, const gchar *file)
{
  g_autofree gchar *sdp = qos_sender_session_sdp (
      QOS_SENDER_SESSION (qos_ui_window_session (user)));
  g_autoptr (GError) error = NULL;

  if (sdp && !g_file_set_contents (file, sdp, -1, &error))
    qos_ui_window_say (user, QOS_APP_PROBLEM_NOTE, error->message);
  qos_ui_window_show_status (user);
}

static void
save_sdp (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  const QosUiQuestion question = {"Save SDP", GTK_FILE_CHOOSER_ACTION_SAVE,
      "_Save", .name = "qos-sender.sdp"};

  qos_ui_ask_file (user, &question, write_sdp);
}

/* The window */

static const GActionEntry actions[] = {
    {"open-file", open_file},
    {"save-sdp", save_sdp},
};

static const QosUiShortcut shortcuts[] = {
    {"win.toggle", "<Primary>Return", "Start or stop"},
    {"win.open-file", "<Primary>o", "Choose a sound file"},
    {"win.save-sdp", "<Primary>s", "Save an SDP"},
    {NULL},
};

static const QosUiShortcuts all_shortcuts = {"Sending", shortcuts};

static const QosUiField fields[] = {
    {"source", G_STRUCT_OFFSET (QosAppConfig, device)},
    {"host", G_STRUCT_OFFSET (QosAppConfig, host)},
    {"port", G_STRUCT_OFFSET (QosAppConfig, port)},
    {"name", G_STRUCT_OFFSET (QosAppConfig, name)},
    {"bitrate", G_STRUCT_OFFSET (QosAppConfig, bitrate_kbps)},
    {NULL},
};

static void
set_up (QosUiWindow *window)
{
  QosSenderWindow *self = QOS_SENDER_WINDOW (window);
  QosAppSession *session = session_of (self);

  qos_ui_device_box_set_up (source_of (self), qos_app_session_devices (session),
      "Default microphone", QOS_SENDER_SOURCE_TEST, "Test tone");
  qos_ui_window_set_range (window, "port", qos_app_range ("qossink", "port"));
  qos_ui_window_set_range (window, "bitrate",
      (QosAppRange){QOS_APP_BITRATE_MIN_KBPS, QOS_APP_BITRATE_MAX_KBPS,
          QOS_APP_BITRATE_KBPS});
  begin_history (self);
  g_object_connect (session, "swapped-object-signal::stats", on_stats, self,
      "swapped-object-signal::level", on_level, self,
      "swapped-object-signal::notice", on_notice, self, NULL);
}

static void
qos_sender_window_finalize (GObject *object)
{
  QosSenderWindow *self = QOS_SENDER_WINDOW (object);

  qos_app_history_free (self->history);
  qos_app_health_free (self->health);
  g_clear_pointer (&self->stats, gst_structure_free);
  G_OBJECT_CLASS (qos_sender_window_parent_class)->finalize (object);
}

static void
qos_sender_window_init (QosSenderWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions,
      G_N_ELEMENTS (actions), self);
  qos_ui_init_level_bar (self->level);
}

static void
qos_sender_window_class_init (QosSenderWindowClass *klass)
{
  QosUiWindowClass *window_class = QOS_UI_WINDOW_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qos_sender_window_finalize;
  window_class->id = "org.qosaudio.Sender";
  window_class->title = "QoS Sender";
  window_class->comments = "Sends live audio and shows how it arrives";
  window_class->session_type = QOS_TYPE_SENDER_SESSION;
  window_class->panels = &qos_ui_panels_sent;
  window_class->fields = fields;
  window_class->shortcuts = &all_shortcuts;
  window_class->set_up = set_up;
  window_class->prepare = prepare;
  window_class->state_changed = state_changed;
  window_class->describe = describe;
  qos_ui_window_class_set_template (window_class,
      "/org/qosaudio/Sender/qos-sender-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QosSenderWindow, level);
}
