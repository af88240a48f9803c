/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The elements that play one sender, found by their names: KIND_SSRC.
 */
#pragma once

#include <gst/gst.h>

#define QOS_APP_PART_SENDER "sender" /* the bin that contains the others */
#define QOS_APP_PART_DECODER "decoder"
#define QOS_APP_PART_LEVEL "level"
#define QOS_APP_PART_VOLUME "volume"

/* Measures the sound 10 times a second; the name is to be added. */
#define QOS_APP_LEVEL "level interval=100000000 name="

/* Returns: (transfer full) */
gchar *qos_app_part_name (const gchar *kind, guint ssrc);

/* Returns: (transfer full) (nullable): the part in bin, at any depth. */
GstElement *qos_app_part_find (GstElement *bin, const gchar *kind, guint ssrc);

/* Returns: FALSE if object is not a part of that kind. ssrc: (out) */
gboolean qos_app_part_read (GstObject *object, const gchar *kind, guint *ssrc);
