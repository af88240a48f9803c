/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-problems.h"

struct _QosUiProblems
{
  GtkInfoBar parent;

  GtkLabel *label;
  GtkWidget *open_button;
  GtkWidget *folder_button;
  gchar *texts[QOS_UI_N_PROBLEMS];
  gchar *file; /* of a success (nullable) */
  guint timer; /* until it disappears; 0: none */
};

/* The numbers are in qos-ui-problems.ui, too. */
enum
{
  RESPONSE_OPEN = 1,
  RESPONSE_FOLDER = 2,
};

G_DEFINE_FINAL_TYPE (QosUiProblems, qos_ui_problems, GTK_TYPE_INFO_BAR)

static const GtkMessageType types[QOS_UI_N_PROBLEMS] = {
    [QOS_APP_PROBLEM_FAILED] = GTK_MESSAGE_ERROR,
    [QOS_APP_PROBLEM_SILENCE] = GTK_MESSAGE_WARNING,
    [QOS_APP_PROBLEM_DEVICE] = GTK_MESSAGE_WARNING,
    [QOS_APP_PROBLEM_NOTE] = GTK_MESSAGE_WARNING,
    [QOS_UI_PROBLEM_DONE] = GTK_MESSAGE_INFO,
};

/* Returns: the most urgent, QOS_UI_N_PROBLEMS for none. */
static guint
find_urgent (QosUiProblems *self)
{
  guint problem = 0;

  while (problem < QOS_UI_N_PROBLEMS && !self->texts[problem])
    problem++;
  return problem;
}

static void
show_urgent (QosUiProblems *self)
{
  guint problem = find_urgent (self);

  if (problem < QOS_UI_N_PROBLEMS) {
    gtk_label_set_text (self->label, self->texts[problem]);
    gtk_info_bar_set_message_type (GTK_INFO_BAR (self), types[problem]);
  }
  gtk_widget_set_visible (self->open_button,
      problem == QOS_UI_PROBLEM_DONE && self->file);
  gtk_widget_set_visible (self->folder_button,
      problem == QOS_UI_PROBLEM_DONE && self->file);
  gtk_widget_set_visible (GTK_WIDGET (self), problem < QOS_UI_N_PROBLEMS);
}

void
qos_ui_problems_set (QosUiProblems *self, guint problem, const gchar *text)
{
  g_free (self->texts[problem]);
  self->texts[problem] = g_strdup (text);
  show_urgent (self);
}

/* Successes */

static gboolean
on_timer (gpointer user)
{
  QosUiProblems *self = user;

  self->timer = 0;
  qos_ui_problems_set (self, QOS_UI_PROBLEM_DONE, NULL);
  return G_SOURCE_REMOVE;
}

void
qos_ui_problems_done (QosUiProblems *self, const gchar *text, const gchar *file)
{
  g_free (self->file);
  self->file = g_strdup (file);
  if (self->timer)
    g_source_remove (self->timer);
  self->timer = g_timeout_add_seconds (QOS_UI_DONE_S, on_timer, self);
  qos_ui_problems_set (self, QOS_APP_PROBLEM_NOTE, NULL);
  qos_ui_problems_set (self, QOS_UI_PROBLEM_DONE, text);
}

void
qos_ui_problems_note (QosUiProblems *self, const gchar *text, const gchar *file)
{
  if (file)
    qos_ui_problems_done (self, text, file);
  else
    qos_ui_problems_set (self, QOS_APP_PROBLEM_NOTE, text);
}

static void
open_uri (QosUiProblems *self, const gchar *path)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  g_autofree gchar *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (uri &&
      !gtk_show_uri_on_window (GTK_WINDOW (window), uri, GDK_CURRENT_TIME,
          &error)) {
    g_autofree gchar *text =
        g_strdup_printf ("\"%s\" cannot be opened: %s. Open it with "
                         "another program.",
            path, error->message);

    qos_ui_problems_set (self, QOS_APP_PROBLEM_NOTE, text);
  }
}

static void
qos_ui_problems_response (GtkInfoBar *bar, gint response)
{
  QosUiProblems *self = QOS_UI_PROBLEMS (bar);
  guint problem = find_urgent (self);

  if (response == GTK_RESPONSE_CLOSE && problem < QOS_UI_N_PROBLEMS) {
    qos_ui_problems_set (self, problem, NULL);
  } else if (response == RESPONSE_OPEN || response == RESPONSE_FOLDER) {
    g_autofree gchar *path = g_canonicalize_filename (self->file, NULL);
    g_autofree gchar *folder = g_path_get_dirname (path);

    open_uri (self, response == RESPONSE_FOLDER ? folder : path);
  }
}

static void
qos_ui_problems_finalize (GObject *object)
{
  QosUiProblems *self = QOS_UI_PROBLEMS (object);

  for (guint i = 0; i < QOS_UI_N_PROBLEMS; i++)
    g_free (self->texts[i]);
  g_free (self->file);
  if (self->timer)
    g_source_remove (self->timer);
  G_OBJECT_CLASS (qos_ui_problems_parent_class)->finalize (object);
}

static void
qos_ui_problems_init (QosUiProblems *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
qos_ui_problems_class_init (QosUiProblemsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qos_ui_problems_finalize;
  GTK_INFO_BAR_CLASS (klass)->response = qos_ui_problems_response;
  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/window/qos-ui-problems.ui");
  gtk_widget_class_bind_template_child (widget_class, QosUiProblems, label);
  gtk_widget_class_bind_template_child (widget_class, QosUiProblems,
      open_button);
  gtk_widget_class_bind_template_child (widget_class, QosUiProblems,
      folder_button);
}
