/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Offers a report: a bar that appears when a session has ended, and disappears
 * when the next one starts or the user closes it. The action also saves the
 * report while a session runs.
 *
 * Signal: "note" (gchararray text, gchararray file): the result, in words; file
 * is NULL if it failed.
 */
#pragma once

#include "qos-app-fields.h"
#include "qos-app-session.h"

#include <gtk/gtk.h>

#define QOS_UI_TYPE_REPORT (qos_ui_report_get_type ())
G_DECLARE_FINAL_TYPE (QosUiReport, qos_ui_report, QOS_UI, REPORT, GtkInfoBar)

/* Call once. fields: of the messages. Adds the action "save-report" to map,
 * which must be the group "win" of the widget's window. */
void qos_ui_report_watch (QosUiReport *self, QosAppSession *session,
    const QosAppFields *fields, GActionMap *map);
