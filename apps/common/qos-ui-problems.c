/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "qos-ui-problems.h"

#include "qos-ui-common.h"

struct _QosUiProblems
{
  GtkInfoBar parent;

  GtkWidget *label;
  gchar *texts[QOS_UI_N_PROBLEMS];
};

G_DEFINE_FINAL_TYPE (QosUiProblems, qos_ui_problems, GTK_TYPE_INFO_BAR)

static const GtkMessageType types[QOS_UI_N_PROBLEMS] = {GTK_MESSAGE_ERROR,
    GTK_MESSAGE_WARNING, GTK_MESSAGE_WARNING, GTK_MESSAGE_INFO};

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
    gtk_label_set_text (GTK_LABEL (self->label), self->texts[problem]);
    gtk_info_bar_set_message_type (GTK_INFO_BAR (self), types[problem]);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), problem < QOS_UI_N_PROBLEMS);
}

void
qos_ui_problems_set (QosUiProblems *self, guint problem, const gchar *text)
{
  g_free (self->texts[problem]);
  self->texts[problem] = g_strdup (text);
  show_urgent (self);
}

static void
close_urgent (QosUiProblems *self)
{
  guint problem = find_urgent (self);

  if (problem < QOS_UI_N_PROBLEMS)
    qos_ui_problems_set (self, problem, NULL);
}

static void
qos_ui_problems_finalize (GObject *object)
{
  QosUiProblems *self = QOS_UI_PROBLEMS (object);

  for (guint i = 0; i < QOS_UI_N_PROBLEMS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (qos_ui_problems_parent_class)->finalize (object);
}

static void
qos_ui_problems_init (QosUiProblems *self)
{
  GtkWidget *content = gtk_info_bar_get_content_area (GTK_INFO_BAR (self));

  self->label = gtk_label_new (NULL);
  gtk_label_set_line_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_selectable (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_can_focus (self->label, FALSE);
  atk_object_set_name (gtk_widget_get_accessible (self->label), "Message");
  gtk_box_pack_start (GTK_BOX (content), self->label, TRUE, TRUE, 0);
  gtk_widget_show (self->label);
  g_signal_connect_swapped (qos_ui_add_close_button (GTK_INFO_BAR (self),
                                "Close message"),
      "clicked", G_CALLBACK (close_urgent), self);
}

static void
qos_ui_problems_class_init (QosUiProblemsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qos_ui_problems_finalize;
}
