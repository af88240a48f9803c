/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One stream in sentences, for terminals and logs. All texts are clean.
 */
#pragma once

#include "qos-app-health.h"
#include "qos-app-text.h"

/* Returns: (transfer full): the current state, "desk: No sound missing in the
 * last 10 s; lost 0, late 0, jitter 0.4 ms". stats: a message; columns: the
 * fields of it to name if known. */
gchar *qos_app_words_now (const gchar *who, const QosAppHealth *health,
    const GstStructure *stats, const QosAppPicked *columns);

/* Returns: (transfer full): the whole stream, "desk: 38 % of the sound missing
 * (23.4 s), 12 of 2860 packets lost, 505 late." */
gchar *qos_app_words_whole (const gchar *who, const QosAppHealth *health,
    const GstStructure *stats);

/* Returns: (transfer full): what a qosnotice message says, and what to do. */
gchar *qos_app_words_notice (const GstStructure *notice);

/* Breaks a text into lines of at most width columns; of max lines the last one
 * is truncated. Returns: (transfer full). */
GPtrArray *qos_app_words_wrap (const gchar *text, guint width, guint max);
