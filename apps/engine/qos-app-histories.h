/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The histories of the streams that come and go, by their SSRC, and so many at
 * most: when there is no room for another, one that has left makes room, and
 * for one that is looked at one that was not looked at for long.
 */
#ifndef QOS_APP_HISTORIES_H
#define QOS_APP_HISTORIES_H

#include "qos-app-history.h"

G_BEGIN_DECLS

#define QOS_APP_HISTORIES_MAX 64

typedef struct _QosAppHistories QosAppHistories;

/* quantities: static. */
QosAppHistories *qos_app_histories_new (const QosAppQuantities *quantities);
void qos_app_histories_free (QosAppHistories *self);

/* Of a stream that is there. Returns: (transfer none) (nullable): its history,
 * made where it had none; NULL where there is no room. */
QosAppHistory *qos_app_histories_get (QosAppHistories *self, guint ssrc);

/* The same for the one stream that is looked at, for which there is room; what
 * was looked at before may be freed by the next call for another. */
QosAppHistory *qos_app_histories_look_at (QosAppHistories *self, guint ssrc);

/* The stream has left: for good, and its history is freed; or it may come back,
 * and the history waits for it. Not of the one that is looked at. */
void qos_app_histories_leave (QosAppHistories *self, guint ssrc,
    gboolean for_good);

G_END_DECLS

#endif
