/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The window of both apps: a form, a button that starts and stops a session
 * with it, the session's problems, report and status, and the charts of one
 * stream. The template of a subclass adds its parts to the children
 * "header_bar", "bars", "form", "status_line" and "content", and its items to
 * the menu as "menu_items".
 */
#pragma once

#include "qos-app-make.h"
#include "qos-app-session.h"
#include "qos-ui-common.h"
#include "qos-ui-network.h"
#include "qos-ui-problems.h"
#include "qos-ui-shortcuts.h"

/* A part of the form. The widget is a child of the subclass's template: a spin
 * button for a number, an entry for a text, a QosUiDeviceBox for the device. */
typedef struct
{
  const gchar *key; /* of the widget, and of the settings */
  gsize offset;     /* in QosAppConfig */
} QosUiField;

#define QOS_UI_TYPE_WINDOW (qos_ui_window_get_type ())
G_DECLARE_DERIVABLE_TYPE (QosUiWindow, qos_ui_window, QOS_UI, WINDOW,
    GtkApplicationWindow)

struct _QosUiWindowClass
{
  GtkApplicationWindowClass parent;

  const gchar *id; /* of the settings and the icon */
  const gchar *title;
  const gchar *comments; /* what the app does, in a sentence */
  GType session_type;
  const QosUiPanels *panels;
  const QosUiField *fields; /* ended by a NULL key */
  const QosUiShortcuts *shortcuts;

  /* The session exists: connect to it, and set up the form. */
  void (*set_up) (QosUiWindow *self);
  /* The session is about to start with its configuration. Returns: FALSE if it
   * cannot, after showing why. */
  gboolean (*prepare) (QosUiWindow *self);
  void (*state_changed) (QosUiWindow *self, QosAppState state);
  /* Returns: (transfer full): the status, with its mood. */
  gchar *(*describe) (QosUiWindow *self, QosUiMood *mood);
};

/* Call in class_init: the template, with the widgets of the fields. */
void qos_ui_window_class_set_template (QosUiWindowClass *klass,
    const gchar *resource);

/* Sets the range of a number of the form, and its default as the value. Call in
 * set_up (). */
void qos_ui_window_set_range (QosUiWindow *self, const gchar *key,
    QosAppRange range);

/* Starts the session, at once or when the devices are known. */
void qos_ui_window_start (QosUiWindow *self);

/* Restarts the session with the given values and the current form; if it is
 * stopped, the values apply to the next start. */
void qos_ui_window_restart (QosUiWindow *self, const QosAppConfig *given);

/* Sets the given values in the form and the session. */
void qos_ui_window_fill (QosUiWindow *self, const QosAppConfig *given);

/* Shows the result of describe (). */
void qos_ui_window_show_status (QosUiWindow *self);

/* text: NULL when it is over. */
void qos_ui_window_say (QosUiWindow *self, QosAppProblem problem,
    const gchar *text);

/* For subclasses. All are (transfer none). */
QosAppSession *qos_ui_window_session (QosUiWindow *self);
const QosAppConfig *qos_ui_window_config (QosUiWindow *self);
GSettings *qos_ui_window_settings (QosUiWindow *self); /* (nullable) */
QosUiNetwork *qos_ui_window_network (QosUiWindow *self);
QosUiProblems *qos_ui_window_problems (QosUiWindow *self);
GtkWidget *qos_ui_window_form (QosUiWindow *self);
/* key: of a field. */
GtkWidget *qos_ui_window_widget (QosUiWindow *self, const gchar *key);
gboolean qos_ui_window_is_idle (QosUiWindow *self);
GSimpleAction *qos_ui_window_action (QosUiWindow *self, const gchar *name);
