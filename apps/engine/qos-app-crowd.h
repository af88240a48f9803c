/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which streams are shown or written each by itself, however many there are:
 * those that came first, and those that are played.
 */
#ifndef QOS_APP_CROWD_H
#define QOS_APP_CROWD_H

#include <gst/gst.h>

G_BEGIN_DECLS

#define QOS_APP_CROWD_SHOWN 200   /* lines and rows for people */
#define QOS_APP_CROWD_WRITTEN 512 /* for programs */

typedef struct _QosAppCrowd QosAppCrowd;

/* max: streams that are in; as many again may be in that are played. */
QosAppCrowd *qos_app_crowd_new (guint max);
void qos_app_crowd_free (QosAppCrowd *crowd);

/* stats: a message with "ssrc"; the last of a stream gives its place away.
 * Returns: TRUE when the stream is in. */
gboolean qos_app_crowd_add (QosAppCrowd *crowd, const GstStructure *stats);

/* Another message about a stream. Returns: FALSE when it is out. */
gboolean qos_app_crowd_has (QosAppCrowd *crowd, const GstStructure *message);

/* Streams that are out. */
guint qos_app_crowd_left_out (QosAppCrowd *crowd);

void qos_app_crowd_clear (QosAppCrowd *crowd);

G_END_DECLS

#endif
