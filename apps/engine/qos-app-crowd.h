/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Selects the streams that are shown or written individually, however many
 * there are: the first ones, and those that are played.
 */
#pragma once

#include <gst/gst.h>

#define QOS_APP_CROWD_SHOWN 200   /* for people */
#define QOS_APP_CROWD_WRITTEN 512 /* for programs */

typedef struct _QosAppCrowd QosAppCrowd;

/* max: number of streams selected; as many again that are played. */
QosAppCrowd *qos_app_crowd_new (guint max);
void qos_app_crowd_free (QosAppCrowd *crowd);

/* stats: a message with "ssrc"; the last one of a stream frees its place.
 * Returns: TRUE if the stream is selected. */
gboolean qos_app_crowd_add (QosAppCrowd *crowd, const GstStructure *stats);

/* Another message about a stream. Returns: FALSE if it is not selected. */
gboolean qos_app_crowd_has (QosAppCrowd *crowd, const GstStructure *message);

/* Number of streams not selected. */
guint qos_app_crowd_left_out (QosAppCrowd *crowd);

void qos_app_crowd_clear (QosAppCrowd *crowd);
