/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-receiver-format-dialog.h"

#include "qos-receiver-format.h"
#include "qos-ui-common.h"

#define CAPS_HINT "encoding-name=OPUS,clock-rate=48000,payload=96"

struct _QosReceiverFormatDialog
{
  GtkDialog parent;

  GtkWidget *why;
  GtkWidget *sdp;
  GtkWidget *caps;
  GtkWidget *error;
};

static guint signal_format;

G_DEFINE_FINAL_TYPE (QosReceiverFormatDialog, qos_receiver_format_dialog,
    GTK_TYPE_DIALOG)

/* Returns: (transfer full) (nullable): with error. If both are given, the caps
 * are used. */
static GstCaps *
read_format (QosReceiverFormatDialog *self, GError **error)
{
  const gchar *text = gtk_entry_get_text (GTK_ENTRY (self->caps));
  g_autofree gchar *file =
      gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (self->sdp));
  g_autofree gchar *full = g_str_has_prefix (text, "application/x-rtp")
      ? g_strdup (text)
      : g_strconcat ("application/x-rtp,", text, NULL);
  GstCaps *caps = NULL;

  if (*text)
    caps = qos_receiver_format_parse_caps (full, error);
  else if (file)
    caps = qos_receiver_format_read_sdp (file, error);
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
        "Choose an SDP file, or enter caps.");
  return caps;
}

static void
on_response (GtkDialog *dialog, gint response, gpointer user)
{
  QosReceiverFormatDialog *self = QOS_RECEIVER_FORMAT_DIALOG (dialog);
  g_autoptr (GError) error = NULL;
  GstCaps *caps = NULL;

  if (response == GTK_RESPONSE_ACCEPT) {
    caps = read_format (self, &error);
    if (!caps) {
      gtk_label_set_text (GTK_LABEL (self->error), error->message);
      gtk_widget_show (self->error);
      return;
    }
    g_signal_emit (self, signal_format, 0, caps);
    gst_caps_unref (caps);
  }
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

/* The widget */

static GtkWidget *
make_label (const gchar *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "visible", TRUE, "wrap",
      TRUE, "xalign", 0.0, "max-width-chars", 60, "use-underline", TRUE, NULL);
}

static void
add_line (GtkWidget *box, const gchar *caption, GtkWidget *widget,
    const gchar *name)
{
  GtkWidget *label = make_label (caption);

  gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
  atk_object_set_name (gtk_widget_get_accessible (widget), name);
  gtk_container_add (GTK_CONTAINER (box), label);
  gtk_widget_show (widget);
  gtk_container_add (GTK_CONTAINER (box), widget);
}

GtkWidget *
qos_receiver_format_dialog_new (GtkWindow *parent, const gchar *why)
{
  QosReceiverFormatDialog *self = g_object_new (QOS_TYPE_RECEIVER_FORMAT_DIALOG,
      "use-header-bar", TRUE, "title", "Format of Senders", "transient-for",
      parent, "modal", TRUE, NULL);
  GtkWidget *use;

  gtk_dialog_add_button (GTK_DIALOG (self), "_Cancel", GTK_RESPONSE_CANCEL);
  use = gtk_dialog_add_button (GTK_DIALOG (self), "_Use Format",
      GTK_RESPONSE_ACCEPT);
  gtk_style_context_add_class (gtk_widget_get_style_context (use),
      GTK_STYLE_CLASS_SUGGESTED_ACTION);
  gtk_dialog_set_default_response (GTK_DIALOG (self), GTK_RESPONSE_ACCEPT);
  gtk_label_set_text (GTK_LABEL (self->why), why ? why : "");
  gtk_widget_set_visible (self->why, why != NULL);
  return GTK_WIDGET (self);
}

static void
qos_receiver_format_dialog_init (QosReceiverFormatDialog *self)
{
  GtkWidget *box = gtk_dialog_get_content_area (GTK_DIALOG (self));

  gtk_box_set_spacing (GTK_BOX (box), 6);
  gtk_container_set_border_width (GTK_CONTAINER (box), 12);
  self->why = make_label ("");
  self->sdp = gtk_file_chooser_button_new ("SDP of the Sender",
      GTK_FILE_CHOOSER_ACTION_OPEN);
  self->caps = g_object_new (GTK_TYPE_ENTRY, "placeholder-text", CAPS_HINT,
      "activates-default", TRUE, "width-chars", 46, NULL);
  self->error = make_label ("");
  gtk_widget_hide (self->error);
  qos_ui_set_mood (self->error, QOS_UI_BAD);
  atk_object_set_name (gtk_widget_get_accessible (self->error), "Error");
  gtk_container_add (GTK_CONTAINER (box), self->why);
  gtk_container_add (GTK_CONTAINER (box),
      make_label ("The sender's SDP file describes its format. Listening "
                  "restarts with the format that you choose here."));
  add_line (box, "_SDP file", self->sdp, "SDP file");
  add_line (box, "or GStreamer RTP _caps", self->caps, "Caps");
  gtk_container_add (GTK_CONTAINER (box), self->error);
  g_signal_connect (self, "response", G_CALLBACK (on_response), NULL);
}

static void
qos_receiver_format_dialog_class_init (QosReceiverFormatDialogClass *klass)
{
  signal_format = g_signal_new ("format", G_TYPE_FROM_CLASS (klass),
      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GST_TYPE_CAPS);
}
