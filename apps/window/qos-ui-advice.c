/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-advice.h"

#include "qos-ui-common.h"

struct _QosUiAdvice
{
  GtkInfoBar parent;

  GtkLabel *label;
  GtkWidget *act;
  guint key;
  gboolean is_closed; /* by the user, for that key */
};

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
  qos_ui_set_text (self->label, text);
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
qos_ui_advice_response (GtkInfoBar *bar, gint response)
{
  if (response != GTK_RESPONSE_CLOSE)
    return;
  QOS_UI_ADVICE (bar)->is_closed = TRUE;
  gtk_widget_hide (GTK_WIDGET (bar));
}

static void
qos_ui_advice_init (QosUiAdvice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
qos_ui_advice_class_init (QosUiAdviceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_INFO_BAR_CLASS (klass)->response = qos_ui_advice_response;
  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/window/qos-ui-advice.ui");
  gtk_widget_class_bind_template_child (widget_class, QosUiAdvice, label);
  gtk_widget_class_bind_template_child (widget_class, QosUiAdvice, act);
}
