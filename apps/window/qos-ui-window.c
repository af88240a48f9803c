/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-ui-window.h"

#include "qos-ui-device-box.h"
#include "qos-ui-report.h"

typedef struct
{
  QosAppSession *session;
  GSettings *settings;        /* (nullable) */
  gboolean starts_when_ready; /* as soon as the devices are known */

  GtkHeaderBar *header_bar;
  GtkWidget *start_button;
  GtkWidget *menu_button;
  GMenu *menu;
  QosUiProblems *problems;
  QosUiReport *report;
  GtkViewport *viewport;
  GtkWidget *form;
  GtkLabel *status;
  GtkImage *status_icon;
  QosUiNetwork *network;
} QosUiWindowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (QosUiWindow, qos_ui_window,
    GTK_TYPE_APPLICATION_WINDOW)

static QosUiWindowPrivate *
private_of (QosUiWindow *self)
{
  return qos_ui_window_get_instance_private (self);
}

QosAppSession *
qos_ui_window_session (QosUiWindow *self)
{
  return private_of (self)->session;
}

const QosAppConfig *
qos_ui_window_config (QosUiWindow *self)
{
  return qos_app_session_config (private_of (self)->session);
}

GSettings *
qos_ui_window_settings (QosUiWindow *self)
{
  return private_of (self)->settings;
}

QosUiNetwork *
qos_ui_window_network (QosUiWindow *self)
{
  return private_of (self)->network;
}

QosUiProblems *
qos_ui_window_problems (QosUiWindow *self)
{
  return private_of (self)->problems;
}

gboolean
qos_ui_window_is_idle (QosUiWindow *self)
{
  QosAppState state = qos_app_session_state (private_of (self)->session);

  return state == QOS_APP_STOPPED || state == QOS_APP_STOPPING;
}

GtkWidget *
qos_ui_window_form (QosUiWindow *self)
{
  return private_of (self)->form;
}

GtkWidget *
qos_ui_window_widget (QosUiWindow *self, const gchar *key)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self),
      G_OBJECT_TYPE (self), key));
}

GSimpleAction *
qos_ui_window_action (QosUiWindow *self, const gchar *name)
{
  return G_SIMPLE_ACTION (
      g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

void
qos_ui_window_say (QosUiWindow *self, QosAppProblem problem, const gchar *text)
{
  qos_ui_problems_set (private_of (self)->problems, problem, text);
}

/* The form */

void
qos_ui_window_set_range (QosUiWindow *self, const gchar *key, QosAppRange range)
{
  GtkSpinButton *button = GTK_SPIN_BUTTON (qos_ui_window_widget (self, key));

  gtk_spin_button_set_range (button, range.min, range.max);
  gtk_spin_button_set_value (button, range.standard);
}

static void
fill (QosUiWindow *self, const QosUiField *field, gconstpointer given)
{
  GtkWidget *widget = qos_ui_window_widget (self, field->key);
  const gchar *text;

  if (GTK_IS_SPIN_BUTTON (widget)) {
    if (*(const gint *) given != QOS_APP_NOT_GIVEN)
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (widget),
          *(const gint *) given);
    return;
  }
  text = *(const gchar *const *) given;
  if (text && GTK_IS_ENTRY (widget))
    gtk_entry_set_text (GTK_ENTRY (widget), text);
  else if (text)
    qos_ui_device_box_choose (QOS_UI_DEVICE_BOX (widget), text);
}

void
qos_ui_window_fill (QosUiWindow *self, const QosAppConfig *given)
{
  const QosUiField *field = QOS_UI_WINDOW_GET_CLASS (self)->fields;

  qos_app_session_configure (private_of (self)->session, given);
  for (; field->key; field++)
    fill (self, field, (const guint8 *) given + field->offset);
}

static void
load (QosUiWindow *self)
{
  GSettings *settings = private_of (self)->settings;
  const QosUiField *field = QOS_UI_WINDOW_GET_CLASS (self)->fields;
  QosAppConfig last = QOS_APP_CONFIG_INIT;

  for (; settings && field->key; field++) {
    gpointer to = (guint8 *) &last + field->offset;

    if (GTK_IS_SPIN_BUTTON (qos_ui_window_widget (self, field->key)))
      *(gint *) to = (gint) g_settings_get_uint (settings, field->key);
    else
      *(gchar **) to = g_settings_get_string (settings, field->key);
  }
  qos_ui_window_fill (self, &last);
  qos_app_config_clear (&last);
}

/* Reads a part of the form, and saves it for the next time. */
static void
read_field (QosUiWindow *self, const QosUiField *field, gpointer to)
{
  GSettings *settings = private_of (self)->settings;
  GtkWidget *widget = qos_ui_window_widget (self, field->key);
  gchar *text;

  if (GTK_IS_SPIN_BUTTON (widget)) {
    gint number = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (widget));

    *(gint *) to = number;
    if (settings)
      g_settings_set_uint (settings, field->key, (guint) number);
    return;
  }
  text = g_strdup (GTK_IS_ENTRY (widget)
          ? gtk_entry_get_text (GTK_ENTRY (widget))
          : qos_ui_device_box_choice (QOS_UI_DEVICE_BOX (widget)));
  *(gchar **) to = GTK_IS_ENTRY (widget) ? g_strstrip (text) : text;
  if (settings)
    g_settings_set_string (settings, field->key, text);
}

static void
read_form (QosUiWindow *self)
{
  const QosUiField *field = QOS_UI_WINDOW_GET_CLASS (self)->fields;
  QosAppConfig config = QOS_APP_CONFIG_INIT;

  for (; field->key; field++)
    read_field (self, field, (guint8 *) &config + field->offset);
  qos_app_session_configure (private_of (self)->session, &config);
  qos_app_config_clear (&config);
}

/* Start and stop */

static void
start_session (QosUiWindow *self)
{
  QosUiWindowPrivate *priv = private_of (self);
  g_autoptr (GError) error = NULL;

  if (!qos_app_session_start (priv->session, &error))
    qos_ui_window_say (self, QOS_APP_PROBLEM_FAILED, error->message);
}

void
qos_ui_window_start (QosUiWindow *self)
{
  QosUiWindowPrivate *priv = private_of (self);

  priv->starts_when_ready =
      !qos_app_devices_is_ready (qos_app_session_devices (priv->session));
  if (priv->starts_when_ready)
    return;
  read_form (self);
  qos_ui_window_say (self, QOS_APP_PROBLEM_FAILED, NULL);
  if (QOS_UI_WINDOW_GET_CLASS (self)->prepare (self))
    start_session (self);
}

void
qos_ui_window_restart (QosUiWindow *self, const QosAppConfig *given)
{
  QosUiWindowPrivate *priv = private_of (self);

  qos_app_session_configure (priv->session, given);
  if (qos_ui_window_is_idle (self))
    return;
  qos_app_session_stop (priv->session);
  read_form (self);
  qos_ui_window_say (self, QOS_APP_PROBLEM_FAILED, NULL);
  start_session (self);
}

static void
on_devices (QosUiWindow *self, QosAppDevices *devices)
{
  if (private_of (self)->starts_when_ready)
    qos_ui_window_start (self);
}

/* Signals of the session */

void
qos_ui_window_show_status (QosUiWindow *self)
{
  QosUiWindowPrivate *priv = private_of (self);
  QosUiMood mood = QOS_UI_IDLE;
  g_autofree gchar *text =
      QOS_UI_WINDOW_GET_CLASS (self)->describe (self, &mood);

  qos_ui_show_status (priv->status, priv->status_icon, mood, text);
}

static void
on_state (QosUiWindow *self, guint state, QosAppSession *session)
{
  GtkWidget *button = private_of (self)->start_button;
  gboolean idle = qos_ui_window_is_idle (self);

  gtk_button_set_label (GTK_BUTTON (button), idle ? "Start" : "Stop");
  qos_ui_set_class (button, "suggested-action", idle);
  QOS_UI_WINDOW_GET_CLASS (self)->state_changed (self, state);
  qos_ui_window_show_status (self);
}

static void
on_problem (QosUiWindow *self, guint problem, const gchar *text,
    QosAppSession *session)
{
  qos_ui_window_say (self, problem, text);
  qos_ui_window_show_status (self);
}

static void
on_note (QosUiWindow *self, const gchar *text, const gchar *file, gpointer from)
{
  qos_ui_problems_note (private_of (self)->problems, text, file);
}

/* Actions */

static void
toggle (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  if (qos_ui_window_is_idle (user))
    qos_ui_window_start (user);
  else
    qos_app_session_stop (private_of (user)->session);
}

static void
open_menu (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  gtk_button_clicked (GTK_BUTTON (private_of (user)->menu_button));
}

static void
about (GSimpleAction *action, GVariant *parameter, gpointer user)
{
  const QosUiWindowClass *klass = QOS_UI_WINDOW_GET_CLASS (user);
  const gchar *authors[] = {"The gst-qosaudio authors", NULL};

  gtk_show_about_dialog (GTK_WINDOW (user), "program-name", klass->title,
      "version", VERSION, "comments", klass->comments, "logo-icon-name",
      klass->id, "authors", authors, "license-type", GTK_LICENSE_LGPL_2_1,
      NULL);
}

static const GActionEntry actions[] = {
    {"toggle", toggle},
    {"menu", open_menu},
    {"about", about},
};

/* The window */

static void
connect_session (QosUiWindow *self)
{
  QosUiWindowPrivate *priv = private_of (self);

  g_object_connect (priv->session, "swapped-object-signal::state", on_state,
      self, "swapped-object-signal::problem", on_problem, self, NULL);
  g_signal_connect_object (qos_app_session_devices (priv->session), "changed",
      G_CALLBACK (on_devices), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->network, "note", G_CALLBACK (on_note), self,
      G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->report, "note", G_CALLBACK (on_note), self,
      G_CONNECT_SWAPPED);
}

/* The app's own items come first. */
static void
fill_menu (QosUiWindow *self)
{
  GMenuModel *menu = G_MENU_MODEL (private_of (self)->menu);
  GMenuModel *own =
      G_MENU_MODEL (gtk_widget_get_template_child (GTK_WIDGET (self),
          G_OBJECT_TYPE (self), "menu_items"));
  g_autoptr (GMenuModel) first =
      g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SECTION);
  g_autoptr (GMenuModel) second =
      g_menu_model_get_item_link (menu, 1, G_MENU_LINK_SECTION);
  g_autofree gchar *about_text =
      g_strconcat ("_About ", QOS_UI_WINDOW_GET_CLASS (self)->title, NULL);

  for (gint i = 0; i < g_menu_model_get_n_items (own); i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new_from_model (own, i);

    g_menu_insert_item (G_MENU (first), i, item);
  }
  g_menu_insert (G_MENU (second), 1, about_text, "win.about");
}

static void
qos_ui_window_constructed (GObject *object)
{
  QosUiWindow *self = QOS_UI_WINDOW (object);
  QosUiWindowPrivate *priv = private_of (self);
  QosUiWindowClass *klass = QOS_UI_WINDOW_GET_CLASS (self);
  GActionMap *map = G_ACTION_MAP (self);

  G_OBJECT_CLASS (qos_ui_window_parent_class)->constructed (object);
  priv->settings = qos_ui_settings_new (klass->id);
  priv->session = g_object_new (klass->session_type, NULL);
  gtk_window_set_icon_name (GTK_WINDOW (self), klass->id);
  gtk_header_bar_set_title (priv->header_bar, klass->title);
  fill_menu (self);
  qos_ui_keep_window_size (GTK_WINDOW (self), priv->settings);
  qos_ui_follow_focus (priv->viewport);
  qos_ui_network_set_panels (priv->network, klass->panels);
  qos_ui_network_add_actions (priv->network, map, priv->settings);
  qos_ui_report_watch (priv->report, priv->session, klass->panels->fields, map);
  gtk_application_window_set_help_overlay (GTK_APPLICATION_WINDOW (self),
      GTK_SHORTCUTS_WINDOW (qos_ui_shortcuts_window_new (klass->shortcuts)));
  klass->set_up (self);
  connect_session (self);
  load (self);
  on_state (self, QOS_APP_STOPPED, priv->session);
}

static void
release_application (QosAppSession *session, guint state,
    GApplication *application)
{
  if (state == QOS_APP_STOPPED)
    g_application_release (application);
}

/* The application stays alive until the other end is notified and files are
 * complete. */
static void
end_session (QosUiWindow *self)
{
  QosAppSession *session = private_of (self)->session;
  GApplication *application =
      G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  g_signal_handlers_disconnect_by_data (session, self);
  g_signal_handlers_disconnect_by_data (qos_app_session_devices (session),
      self);
  if (!application || qos_app_session_state (session) == QOS_APP_STOPPED)
    return;
  g_application_hold (application);
  g_signal_connect (session, "state", G_CALLBACK (release_application),
      application);
  qos_app_session_stop (session);
}

static void
qos_ui_window_dispose (GObject *object)
{
  QosUiWindow *self = QOS_UI_WINDOW (object);
  QosUiWindowPrivate *priv = private_of (self);

  if (priv->session)
    end_session (self);
  g_clear_object (&priv->session);
  g_clear_object (&priv->settings);
  G_OBJECT_CLASS (qos_ui_window_parent_class)->dispose (object);
}

static void
qos_ui_window_init (QosUiWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions,
      G_N_ELEMENTS (actions), self);
}

void
qos_ui_window_class_set_template (QosUiWindowClass *klass,
    const gchar *resource)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, resource);
  gtk_widget_class_bind_template_child_full (widget_class, "menu_items", FALSE,
      0);
  for (const QosUiField *field = klass->fields; field->key; field++)
    gtk_widget_class_bind_template_child_full (widget_class, field->key, FALSE,
        0);
}

static void
qos_ui_window_class_init (QosUiWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const gchar *open_children[] = {"bars", "content", "status_line"};

  G_OBJECT_CLASS (klass)->constructed = qos_ui_window_constructed;
  G_OBJECT_CLASS (klass)->dispose = qos_ui_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/window/qos-ui-window.ui");
  for (guint i = 0; i < G_N_ELEMENTS (open_children); i++)
    gtk_widget_class_bind_template_child_full (widget_class, open_children[i],
        TRUE, 0);
#define BIND(child) \
  gtk_widget_class_bind_template_child_internal_private (widget_class, \
      QosUiWindow, child)
  BIND (header_bar);
  BIND (start_button);
  BIND (menu_button);
  BIND (menu);
  BIND (problems);
  BIND (report);
  BIND (viewport);
  BIND (form);
  BIND (status);
  BIND (status_icon);
  BIND (network);
#undef BIND
}
