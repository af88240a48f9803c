/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The numbers of a session for other programs: --json-file FILE, --csv FILE and
 * --metrics; and for people, when it has ended: --report FILE. What goes wrong
 * with them is said once, as a problem of the session, which goes on.
 */
#ifndef QOS_APP_EXPORT_H
#define QOS_APP_EXPORT_H

#include "qos-app-fields.h"
#include "qos-app-options.h"
#include "qos-app-session.h"

G_BEGIN_DECLS

typedef struct _QosAppExport QosAppExport;

/* Opens files and port. */
QosAppExport *qos_app_export_new (const QosAppOptions *options,
    const QosAppFields *fields, QosAppSession *session);

/* Returns: TRUE where a session has ended and its report could not be written.
 */
gboolean qos_app_export_has_failed (const QosAppExport *self);

/* Closes them, and writes the report of a session that has not ended; what is not written yet is given a few seconds. */
void qos_app_export_free (QosAppExport *self);

G_END_DECLS

#endif
