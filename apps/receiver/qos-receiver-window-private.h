/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Shared by the files of QosReceiverWindow: -show displays the senders.
 */
#pragma once

#include "qos-receiver-list.h"
#include "qos-receiver-session.h"
#include "qos-receiver-window.h"
#include "qos-ui-advice.h"

struct _QosReceiverWindow
{
  QosUiWindow parent;

  gchar *record_folder; /* (nullable) */
  gchar *recording;     /* the file (nullable) */
  gint advised_ms;      /* what the button of the advice sets; 0: nothing */
  gboolean asks_format; /* what the button of the advice does */
  guint latency_timer;  /* until a new playout delay takes effect; 0: none */

  QosUiAdvice *advice;
  GtkWidget *record_button;
  GtkWidget *clear_button;
  QosReceiverList *senders;
  GtkLabel *placeholder;
};

/* (transfer none) */
QosReceiverSession *qos_receiver_window_session (QosReceiverWindow *self);

/* Asks for the format of senders that do not announce it. */
void qos_receiver_window_ask_format (QosReceiverWindow *self);

/* The senders */

/* The header line; also shows the placeholder of the list and the advice. */
gchar *qos_receiver_window_describe (QosUiWindow *window, QosUiMood *mood);

/* The session has ended, or waits: the last values of the senders stay. */
void qos_receiver_window_end_senders (QosReceiverWindow *self);

/* Connects the session's messages about senders, and the user's actions on
 * them. */
void qos_receiver_window_watch_senders (QosReceiverWindow *self);
