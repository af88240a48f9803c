/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Between the files of QosReceiverWindow: -form has what is chosen before the
 * start, -show what is said of the senders.
 */
#ifndef QOS_RECEIVER_WINDOW_PRIVATE_H
#define QOS_RECEIVER_WINDOW_PRIVATE_H

#include "qos-receiver-list.h"
#include "qos-receiver-window.h"
#include "qos-ui-advice.h"
#include "qos-ui-network.h"
#include "qos-ui-problems.h"
#include "qos-ui-report.h"

G_BEGIN_DECLS

struct _QosReceiverWindow
{
  GtkApplicationWindow parent;

  QosAppDevices *devices;
  QosReceiverSession *session;
  GSettings *settings; /* (nullable) */
  gchar *address;      /* to listen on */
  gchar *record_folder;
  gchar *recording;           /* the file (nullable) */
  gboolean starts_when_ready; /* as soon as the devices are known */
  guint advised_ms;           /* by the button of the advice; 0: none */
  gboolean asks_format;       /* the button of the advice */
  guint latency_timer;        /* until a new playout delay is used; 0: none */

  QosUiProblems *problems;
  QosUiAdvice *advice;
  QosUiReport *report;
  GtkWidget *start_button;
  GtkWidget *menu_button;
  GtkWidget *record_button;
  GtkSpinButton *port;
  GtkSpinButton *latency;
  GtkComboBox *output;
  GtkLabel *status;
  GtkImage *status_icon;
  GtkWidget *clear_button;
  QosReceiverList *senders;
  GtkLabel *placeholder;
  GtkViewport *viewport;
  QosUiNetwork *network;
};

gboolean qos_receiver_window_is_idle (QosReceiverWindow *self);

/* The form */

/* chosen: an output of QosReceiverConfig. */
void qos_receiver_window_list_outputs (QosReceiverWindow *self,
    const gchar *chosen);
void qos_receiver_window_load_form (QosReceiverWindow *self);
void qos_receiver_window_read_form (QosReceiverWindow *self,
    QosReceiverConfig *config);
void qos_receiver_window_keep_form (QosReceiverWindow *self,
    const QosReceiverConfig *config);

/* What may be changed now. */
void qos_receiver_window_lock_form (QosReceiverWindow *self);

/* A new playout delay is used at once. */
void qos_receiver_window_watch_latency (QosReceiverWindow *self);

/* Asks for the format of senders that do not say theirs. */
void qos_receiver_window_ask_format (QosReceiverWindow *self);

/* The senders */

/* The header line, the placeholder of the list, and the advice. */
void qos_receiver_window_show_status (QosReceiverWindow *self);

/* The session has ended, or waits: what was known of the senders stays. */
void qos_receiver_window_end_senders (QosReceiverWindow *self);

/* Connects what the session says of senders, and what the user does to them. */
void qos_receiver_window_watch_senders (QosReceiverWindow *self);

G_END_DECLS

#endif
