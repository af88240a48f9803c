/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Between the files of QosReceiverWindow: -show has what is said of the
 * senders.
 */
#ifndef QOS_RECEIVER_WINDOW_PRIVATE_H
#define QOS_RECEIVER_WINDOW_PRIVATE_H

#include "qos-receiver-list.h"
#include "qos-receiver-session.h"
#include "qos-receiver-window.h"
#include "qos-ui-advice.h"

G_BEGIN_DECLS

struct _QosReceiverWindow
{
  QosUiWindow parent;

  gchar *record_folder; /* (nullable) */
  gchar *recording;     /* the file (nullable) */
  gint advised_ms;      /* by the button of the advice; 0: none */
  gboolean asks_format; /* the button of the advice */
  guint latency_timer;  /* until a new playout delay is used; 0: none */

  QosUiAdvice *advice;
  GtkWidget *record_button;
  GtkWidget *clear_button;
  QosReceiverList *senders;
  GtkLabel *placeholder;
};

/* (transfer none) */
QosReceiverSession *qos_receiver_window_session (QosReceiverWindow *self);

/* What a spin button of the form has. */
gint qos_receiver_window_number (QosReceiverWindow *self, const gchar *key);

/* Asks for the format of senders that do not say theirs. */
void qos_receiver_window_ask_format (QosReceiverWindow *self);

/* The senders */

/* The header line; shows the placeholder of the list and the advice too. */
gchar *qos_receiver_window_describe (QosUiWindow *window, QosUiMood *mood);

/* The session has ended, or waits: what was known of the senders stays. */
void qos_receiver_window_end_senders (QosReceiverWindow *self);

/* Connects what the session says of senders, and what the user does to them. */
void qos_receiver_window_watch_senders (QosReceiverWindow *self);

G_END_DECLS

#endif
