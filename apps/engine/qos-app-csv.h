/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * An element's messages as CSV (RFC 4180): a header row, then a row for each
 * message, with fixed columns. Unknown values are empty; numbers have a decimal
 * point in every locale; the entries of a list share one cell, separated by
 * spaces.
 */
#pragma once

#include "qos-app-fields.h"

/* Returns: (transfer full): "time", then the names of the fields. */
gchar *qos_app_csv_header (const QosAppFields *fields);

#define QOS_APP_CSV_END_OF_ROW "\r\n"

/* Texts come from the network: one that begins with =, +, - or @, which a
 * spreadsheet would execute as a formula, gets an apostrophe in front. */
void qos_app_csv_append_text (GString *row, const gchar *text);

/* Returns: (transfer full). */
gchar *qos_app_csv_row (const QosAppFields *fields, const GstStructure *stats,
    GDateTime *time);
