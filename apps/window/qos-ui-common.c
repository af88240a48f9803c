/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-common.h"

#include "qos-ui-advice.h"
#include "qos-ui-device-box.h"
#include "qos-ui-labelled.h"
#include "qos-ui-network.h"
#include "qos-ui-picture.h"
#include "qos-ui-problems.h"
#include "qos-ui-report.h"


/* The level at the left end of a level bar, dB. */
#define LEVEL_FLOOR_DB 60.0

static const struct
{
  const gchar *icon;
  const gchar *style; /* The colours are mixed with that of the text for a
                       * contrast of 4.5 to 1 (WCAG AA) on light and dark; a
                       * test measures it. */
} moods[] = {
    [QOS_UI_IDLE] = {"media-playback-stop-symbolic", NULL},
    [QOS_UI_BUSY] = {"content-loading-symbolic", NULL},
    [QOS_UI_GOOD] = {"emblem-ok-symbolic", "qos-good"},
    [QOS_UI_WARN] = {"dialog-warning-symbolic", "qos-warn"},
    [QOS_UI_BAD] = {"dialog-error-symbolic", "qos-bad"},
};

static const QosUiMood health_moods[QOS_APP_N_HEALTH] = {
    [QOS_APP_HEALTH_GONE] = QOS_UI_IDLE,
    [QOS_APP_HEALTH_WAITING] = QOS_UI_BUSY,
    [QOS_APP_HEALTH_GOOD] = QOS_UI_GOOD,
    [QOS_APP_HEALTH_DROP_OUTS] = QOS_UI_WARN,
    [QOS_APP_HEALTH_SILENT] = QOS_UI_WARN,
    [QOS_APP_HEALTH_BAD] = QOS_UI_BAD,
    [QOS_APP_HEALTH_NOT_HEARD] = QOS_UI_BAD,
};

GSettings *
qos_ui_settings_new (const gchar *schema)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  GSettingsSchema *found =
      source ? g_settings_schema_source_lookup (source, schema, TRUE) : NULL;

  if (!found)
    return NULL;
  g_settings_schema_unref (found);
  return g_settings_new (schema);
}

static void
keep_size (GtkWidget *widget, GdkRectangle *allocation, GSettings *settings)
{
  gboolean is_maximized = gtk_window_is_maximized (GTK_WINDOW (widget));
  gint width, height;

  if (g_settings_get_boolean (settings, "maximized") != is_maximized)
    g_settings_set_boolean (settings, "maximized", is_maximized);
  if (is_maximized)
    return;
  gtk_window_get_size (GTK_WINDOW (widget), &width, &height);
  if (g_settings_get_int (settings, "width") != width)
    g_settings_set_int (settings, "width", width);
  if (g_settings_get_int (settings, "height") != height)
    g_settings_set_int (settings, "height", height);
}

void
qos_ui_keep_window_size (GtkWindow *window, GSettings *settings)
{
  if (!settings)
    return;
  gtk_window_set_default_size (window, g_settings_get_int (settings, "width"),
      g_settings_get_int (settings, "height"));
  if (g_settings_get_boolean (settings, "maximized"))
    gtk_window_maximize (window);
  g_signal_connect_object (window, "size-allocate", G_CALLBACK (keep_size),
      settings, 0);
}

void
qos_ui_init (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_type_ensure (QOS_UI_TYPE_ADVICE);
  g_type_ensure (QOS_UI_TYPE_DEVICE_BOX);
  g_type_ensure (QOS_UI_TYPE_LABELLED);
  g_type_ensure (QOS_UI_TYPE_NETWORK);
  g_type_ensure (QOS_UI_TYPE_PROBLEMS);
  g_type_ensure (QOS_UI_TYPE_REPORT);
  gtk_css_provider_load_from_resource (provider,
      "/org/qosaudio/window/window.css");
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
      GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
qos_ui_follow_focus (GtkViewport *viewport)
{
  GtkWidget *child = gtk_bin_get_child (GTK_BIN (viewport));

  gtk_container_set_focus_vadjustment (GTK_CONTAINER (child),
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)));
}

void
qos_ui_set_text (GtkLabel *label, const gchar *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

void
qos_ui_set_class (GtkWidget *widget, const gchar *name, gboolean is_set)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (is_set)
    gtk_style_context_add_class (context, name);
  else
    gtk_style_context_remove_class (context, name);
}

void
qos_ui_note_written (GObject *source, GAsyncResult *result, gpointer text)
{
  g_autoptr (GError) error = NULL;

  if (qos_ui_picture_finish (result, &error))
    g_signal_emit_by_name (source, "note", text, qos_ui_picture_file (result));
  else
    g_signal_emit_by_name (source, "note", error->message, NULL);
}

static void
on_response (GtkNativeDialog *dialog, gint response, GtkWidget *widget)
{
  void (*chosen) (gpointer, const gchar *) =
      g_object_get_data (G_OBJECT (dialog), "chosen");

  if (response == GTK_RESPONSE_ACCEPT) {
    g_autofree gchar *path =
        gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog));

    chosen (widget, path);
  }
  g_object_unref (dialog);
}

void
qos_ui_ask_file (GtkWidget *widget, const QosUiQuestion *question,
    void (*chosen) (gpointer widget, const gchar *path))
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (question->title,
      GTK_WINDOW (gtk_widget_get_toplevel (widget)), question->action,
      question->accept, "_Cancel");
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  if (question->mime) {
    GtkFileFilter *filter = gtk_file_filter_new ();

    gtk_file_filter_set_name (filter, question->mime_name);
    gtk_file_filter_add_mime_type (filter, question->mime);
    gtk_file_chooser_add_filter (chooser, filter);
  }
  if (question->name)
    gtk_file_chooser_set_current_name (chooser, question->name);
  gtk_file_chooser_set_do_overwrite_confirmation (chooser, TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "chosen", chosen);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), widget,
      0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
qos_ui_set_level (GtkLevelBar *bar, gdouble db)
{
  gtk_level_bar_set_value (bar, CLAMP (1 + db / LEVEL_FLOOR_DB, 0.0, 1.0));
}

void
qos_ui_init_level_bar (GtkLevelBar *bar)
{
  qos_ui_set_class (GTK_WIDGET (bar), "qos-level", TRUE);
  gtk_level_bar_remove_offset_value (bar, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (bar, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (bar, GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_add_offset_value (bar, "quiet", 0.85); /* -9 dB */
  gtk_level_bar_add_offset_value (bar, "loud", 0.98);
  gtk_level_bar_add_offset_value (bar, "full", 1.0);
}

void
qos_ui_set_mood (GtkWidget *widget, QosUiMood mood)
{
  for (guint i = 0; i < G_N_ELEMENTS (moods); i++)
    if (moods[i].style)
      qos_ui_set_class (widget, moods[i].style, i == mood);
}

void
qos_ui_show_status (GtkLabel *label, GtkImage *icon, QosUiMood mood,
    const gchar *text)
{
  qos_ui_set_mood (GTK_WIDGET (label), mood);
  qos_ui_set_mood (GTK_WIDGET (icon), mood);
  gtk_label_set_text (label, text);
  gtk_image_set_from_icon_name (icon, moods[mood].icon, GTK_ICON_SIZE_MENU);
}

QosUiMood
qos_ui_health_mood (QosAppHealthState state)
{
  return health_moods[state];
}

gboolean
qos_ui_health_is_live (QosAppHealthState state)
{
  return state != QOS_APP_HEALTH_GONE && state != QOS_APP_HEALTH_SILENT;
}
