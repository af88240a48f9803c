/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Small helpers of both windows: optional settings, the size of the window,
 * keeping the focus visible, questions for a file, decibels on a level bar,
 * states.
 */
#pragma once

#include "qos-app-health.h"

#include <gtk/gtk.h>

/* Returns: (transfer full) (nullable): NULL if the schema is not installed:
 * then nothing is saved. */
GSettings *qos_ui_settings_new (const gchar *schema);

/* Restores size and maximized, and saves them. settings: (nullable). */
void qos_ui_keep_window_size (GtkWindow *window, GSettings *settings);

/* Registers the widgets that .ui files use, and the style of both windows. */
void qos_ui_init (void);

/* Scrolls to the widget that gets the focus, in a viewport with a container. */
void qos_ui_follow_focus (GtkViewport *viewport);

/* Sets a text only if it differs: setting one triggers a layout of the whole
 * window. */
void qos_ui_set_text (GtkLabel *label, const gchar *text);

/* Adds or removes a style class. */
void qos_ui_set_class (GtkWidget *widget, const gchar *name, gboolean is_set);

/* For qos_ui_picture_write (): emits "note" of source, with the text (static)
 * and the file, or the error and NULL. */
void qos_ui_note_written (GObject *source, GAsyncResult *result, gpointer text);

/* A question for a file or folder. Strings are static, but name. */
typedef struct
{
  const gchar *title;
  GtkFileChooserAction action;
  const gchar *accept; /* label of the button */
  const gchar *name;   /* suggested for a new file; (nullable) */
  const gchar *mime;   /* shows only such files; (nullable) */
  const gchar *mime_name;
} QosUiQuestion;

/* Asks over the window of a widget. chosen: gets the widget and the path,
 * unless the user cancels or the widget is gone. */
void qos_ui_ask_file (GtkWidget *widget, const QosUiQuestion *question,
    void (*chosen) (gpointer widget, const gchar *path));

/* bar: from 0 to 1; db: of full scale, -60 and below is 0. */
void qos_ui_set_level (GtkLevelBar *bar, gdouble db);
void qos_ui_init_level_bar (GtkLevelBar *bar);

/* Icon and style for a state. */
typedef enum
{
  QOS_UI_IDLE,
  QOS_UI_BUSY,
  QOS_UI_GOOD,
  QOS_UI_WARN,
  QOS_UI_BAD,
} QosUiMood;

/* Sets the colour of a mood on a label or icon. */
void qos_ui_set_mood (GtkWidget *widget, QosUiMood mood);

/* Shows text in a label, and the mood in its style and in icon. */
void qos_ui_show_status (GtkLabel *label, GtkImage *icon, QosUiMood mood,
    const gchar *text);

/* For the state of a stream. */
QosUiMood qos_ui_health_mood (QosAppHealthState state);

/* Is the stream current? Rows of others are dimmed. */
gboolean qos_ui_health_is_live (QosAppHealthState state);
