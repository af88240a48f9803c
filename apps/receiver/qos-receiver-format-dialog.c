/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-format-dialog.h"

#include "qos-receiver-format.h"

struct _QosReceiverFormatDialog
{
  GtkDialog parent;

  GtkLabel *why;
  GtkFileChooser *sdp;
  GtkEntry *caps;
  GtkLabel *error;
};

static guint signal_format;

G_DEFINE_FINAL_TYPE (QosReceiverFormatDialog, qos_receiver_format_dialog,
    GTK_TYPE_DIALOG)

/* Returns: (transfer full) (nullable): with error. If both are given, the caps
 * are used. */
static GstCaps *
read_format (QosReceiverFormatDialog *self, GError **error)
{
  const gchar *text = gtk_entry_get_text (self->caps);
  g_autofree gchar *file = gtk_file_chooser_get_filename (self->sdp);
  g_autofree gchar *full = g_str_has_prefix (text, "application/x-rtp")
      ? g_strdup (text)
      : g_strconcat ("application/x-rtp,", text, NULL);

  if (*text)
    return qos_receiver_format_parse_caps (full, error);
  if (file)
    return qos_receiver_format_read_sdp (file, error);
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
      "Choose an SDP file, or enter caps.");
  return NULL;
}

static void
respond (GtkDialog *dialog, gint response)
{
  QosReceiverFormatDialog *self = QOS_RECEIVER_FORMAT_DIALOG (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (GstCaps) caps = NULL;

  if (response == GTK_RESPONSE_ACCEPT) {
    caps = read_format (self, &error);
    if (!caps) {
      gtk_label_set_text (self->error, error->message);
      gtk_widget_show (GTK_WIDGET (self->error));
      return;
    }
    g_signal_emit (self, signal_format, 0, caps);
  }
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

/* The widget */

GtkWidget *
qos_receiver_format_dialog_new (GtkWindow *parent, const gchar *why)
{
  QosReceiverFormatDialog *self = g_object_new (QOS_TYPE_RECEIVER_FORMAT_DIALOG,
      "use-header-bar", TRUE, "transient-for", parent, NULL);

  gtk_label_set_text (self->why, why ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why), why != NULL);
  return GTK_WIDGET (self);
}

static void
qos_receiver_format_dialog_init (QosReceiverFormatDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
qos_receiver_format_dialog_class_init (QosReceiverFormatDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_DIALOG_CLASS (klass)->response = respond;
  signal_format = g_signal_new ("format", G_TYPE_FROM_CLASS (klass),
      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GST_TYPE_CAPS);
  gtk_widget_class_set_template_from_resource (widget_class,
      "/org/qosaudio/Receiver/qos-receiver-format-dialog.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child (widget_class, QosReceiverFormatDialog, \
      child)
  BIND (why);
  BIND (sdp);
  BIND (caps);
  BIND (error);
#undef BIND
}
