/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Between the files of QosSenderWindow: -form has what is chosen before the
 * start.
 */
#ifndef QOS_SENDER_WINDOW_PRIVATE_H
#define QOS_SENDER_WINDOW_PRIVATE_H

#include "qos-sender-window.h"
#include "qos-ui-network.h"
#include "qos-ui-problems.h"
#include "qos-ui-report.h"

G_BEGIN_DECLS

struct _QosSenderWindow
{
  GtkApplicationWindow parent;

  QosAppDevices *devices;
  QosSenderSession *session;
  GSettings *settings;        /* (nullable) */
  gchar *file;                /* URI of the sound file in the list (nullable) */
  gchar *target;              /* HOST:PORT of the session that runs */
  gchar *remote_name;         /* (nullable) */
  gboolean starts_when_ready; /* as soon as the devices are known */

  QosUiProblems *problems;
  QosUiReport *report;
  GtkWidget *form;
  GtkWidget *start_button;
  GtkWidget *menu_button;
  GtkComboBox *source;
  GtkWidget *file_button;
  GtkEntry *host;
  GtkSpinButton *port;
  GtkEntry *name;
  GtkSpinButton *bitrate;
  GtkLabel *status;
  GtkImage *status_icon;
  GtkLevelBar *level;
  GtkViewport *viewport;
  QosUiNetwork *network;
  QosAppHistory *history;
  QosAppHealth *health;
  GstStructure *stats; /* the last message of the session (nullable) */
};

/* chosen: a source of QosSenderConfig. */
void qos_sender_window_list_sources (QosSenderWindow *self,
    const gchar *chosen);
void qos_sender_window_read_form (QosSenderWindow *self,
    QosSenderConfig *config);
void qos_sender_window_load_form (QosSenderWindow *self);
void qos_sender_window_keep_form (QosSenderWindow *self,
    const QosSenderConfig *config);

/* The action "open-file". */
void qos_sender_window_open_file (GSimpleAction *action, GVariant *parameter,
    gpointer user);

G_END_DECLS

#endif
