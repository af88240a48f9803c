/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The histories of the streams, by SSRC, in limited number: if there is no room
 * for another, that of a stream that left is freed; for a stream that the user
 * looks at, the one that was not looked at for the longest time.
 */
#pragma once

#include "qos-app-history.h"

#define QOS_APP_HISTORIES_MAX 64

typedef struct _QosAppHistories QosAppHistories;

/* fields: of the messages. */
QosAppHistories *qos_app_histories_new (const QosAppFields *fields);
void qos_app_histories_free (QosAppHistories *self);

/* For a current stream. Returns: (transfer none) (nullable): its history,
 * created if needed; NULL if there is no room. */
QosAppHistory *qos_app_histories_get (QosAppHistories *self, guint ssrc);

/* The same for the stream that the user looks at, for which there is always
 * room; the one looked at before may be freed by the next call for another. */
QosAppHistory *qos_app_histories_look_at (QosAppHistories *self, guint ssrc);

/* The stream has left: for good, and its history is freed; or it may come back,
 * and its history is kept. Not for the one that the user looks at. */
void qos_app_histories_leave (QosAppHistories *self, guint ssrc,
    gboolean for_good);
