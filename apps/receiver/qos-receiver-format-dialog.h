/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Asks for the format of senders that do not announce it: an SDP file, or caps.
 *
 * Signal: "format" (GstCaps): the user's input in the form that qossrc accepts.
 */
#pragma once

#include <gst/gst.h>
#include <gtk/gtk.h>

#define QOS_TYPE_RECEIVER_FORMAT_DIALOG (qos_receiver_format_dialog_get_type ())
G_DECLARE_FINAL_TYPE (QosReceiverFormatDialog, qos_receiver_format_dialog, QOS,
    RECEIVER_FORMAT_DIALOG, GtkDialog)

/* Show it; it destroys itself. why: (nullable): plain text that says what is
 * not heard. */
GtkWidget *qos_receiver_format_dialog_new (GtkWindow *parent, const gchar *why);
