/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The report of a session, collected while it runs and kept until the next one
 * begins.
 */
#pragma once

#include "qos-app-fields.h"
#include "qos-app-session.h"

typedef struct _QosAppSessionReport QosAppSessionReport;

/* fields: of the messages. */
QosAppSessionReport *qos_app_session_report_new (QosAppSession *session,
    const QosAppFields *fields);
void qos_app_session_report_free (QosAppSessionReport *report);

/* Returns: FALSE if a session has had no packets yet. */
gboolean qos_app_session_report_has_any (const QosAppSessionReport *report);

/* Returns: (transfer full): the page of the current session up to now, or of
 * the last one; without a session, a page that says so. */
gchar *qos_app_session_report_page (QosAppSessionReport *report);
