/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Exports the measurements of a session: --json-file FILE, --csv FILE and
 * --metrics for other programs, and --report FILE at the end for people. Errors
 * are reported once, as a problem of the session, which continues.
 */
#pragma once

#include "qos-app-fields.h"
#include "qos-app-options.h"
#include "qos-app-session.h"

typedef struct _QosAppExport QosAppExport;

/* Opens the files and the port. */
QosAppExport *qos_app_export_new (const QosAppOptions *options,
    const QosAppFields *fields, QosAppSession *session);

/* Returns: TRUE if the report of an ended session could not be written. */
gboolean qos_app_export_has_failed (const QosAppExport *self);

/* Closes them, and writes the report of a session that has not ended; allows a
 * few seconds for unwritten lines. */
void qos_app_export_free (QosAppExport *self);
