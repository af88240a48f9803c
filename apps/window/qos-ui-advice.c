/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-advice.h"

#include "qos-ui-common.h"

struct _QosUiAdvice
{
  GtkInfoBar parent;

  GtkWidget *label;
  GtkWidget *buttons;
  GtkWidget *act;
  guint key;
  gboolean is_closed; /* by the user, for that key */
};

enum
{
  SIGNAL_ACT,
  SIGNAL_LOOK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QosUiAdvice, qos_ui_advice, GTK_TYPE_INFO_BAR)

void
qos_ui_advice_show (QosUiAdvice *self, guint key, const gchar *text,
    const gchar *act)
{
  if (key != self->key)
    self->is_closed = FALSE;
  self->key = key;
  if (self->is_closed)
    return;
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), text);
  if (act &&
      g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->act)), act) != 0)
    gtk_button_set_label (GTK_BUTTON (self->act), act);
  gtk_widget_set_visible (self->act, act != NULL);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (self), GTK_MESSAGE_WARNING);
  gtk_widget_show (GTK_WIDGET (self));
}

void
qos_ui_advice_hide (QosUiAdvice *self)
{
  self->is_closed = FALSE;
  gtk_widget_hide (GTK_WIDGET (self));
}

static void
on_closed (QosUiAdvice *self)
{
  self->is_closed = TRUE;
  gtk_widget_hide (GTK_WIDGET (self));
}

static void
on_act (QosUiAdvice *self)
{
  g_signal_emit (self, signals[SIGNAL_ACT], 0);
}

static void
on_look (QosUiAdvice *self)
{
  g_signal_emit (self, signals[SIGNAL_LOOK], 0);
}

static GtkWidget *
add_button (QosUiAdvice *self, const gchar *text, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_show (button);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_container_add (GTK_CONTAINER (self->buttons), button);
  return button;
}

static void
add_to_flow (GtkWidget *flow, GtkWidget *widget)
{
  gtk_widget_show (widget);
  gtk_container_add (GTK_CONTAINER (flow), widget);
  gtk_widget_set_can_focus (gtk_widget_get_parent (widget), FALSE);
}

/* The buttons are beside the text, or below it if the window is narrow. */
static void
qos_ui_advice_init (QosUiAdvice *self)
{
  GtkInfoBar *bar = GTK_INFO_BAR (self);
  GtkWidget *flow = g_object_new (GTK_TYPE_FLOW_BOX, "visible", TRUE,
      "selection-mode", GTK_SELECTION_NONE, "max-children-per-line", 2, NULL);

  self->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0,
      "width-chars", 30, "max-width-chars", 66, "hexpand", TRUE, NULL);
  atk_object_set_name (gtk_widget_get_accessible (self->label), "Advice");
  gtk_style_context_add_class (gtk_widget_get_style_context (self->label),
      "qos-figures");
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->act = add_button (self, "", G_CALLBACK (on_act));
  gtk_style_context_add_class (gtk_widget_get_style_context (self->act),
      GTK_STYLE_CLASS_SUGGESTED_ACTION);
  add_button (self, "Show", G_CALLBACK (on_look));
  add_to_flow (flow, self->label);
  add_to_flow (flow, self->buttons);
  gtk_box_pack_start (GTK_BOX (gtk_info_bar_get_content_area (bar)), flow, TRUE,
      TRUE, 0);
  qos_ui_bar_add_close (bar, "Close advice", G_CALLBACK (on_closed));
}

static void
qos_ui_advice_class_init (QosUiAdviceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_ACT] = g_signal_new ("act", type, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOOK] = g_signal_new ("look", type, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 0);
}
