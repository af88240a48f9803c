/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The end of a window whose session still runs: the application lives on until
 * the far end has been told and files are complete.
 */
#ifndef QOS_UI_END_H
#define QOS_UI_END_H

#include "qos-app-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void qos_ui_end_session (GtkWindow *window, QosAppSession *session);

G_END_DECLS

#endif
