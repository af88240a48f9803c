/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Properties that are only a field of the element, guarded by its object lock.
 */
#pragma once

#include <gst/gst.h>

/* Installs one for the field at offset of the instance, which is initialised
 * with the default. spec: (transfer floating): boolean, int, uint, uint64,
 * enum, string, caps, or a structure for a GstQosSdes. Setting a string to NULL
 * restores the default. */
void gst_qos_field_install (GObjectClass *klass, guint id, gsize offset,
    GParamSpec *spec);

/* Returns: (transfer full): what the property stats contains; called without
 * locks. */
typedef GstStructure *(*GstQosFieldStats) (GstElement *element);

/* Installs the property stats. blurb: a static string. */
void gst_qos_field_install_stats (GObjectClass *klass, guint id,
    const gchar *blurb, GstQosFieldStats create);

/* Under the object lock. Does nothing if spec is not of a field. */
void gst_qos_field_set (GObject *object, const GValue *value, GParamSpec *spec);

/* The get_property of an element that has no other properties. */
void gst_qos_field_get_property (GObject *object, guint id, GValue *value,
    GParamSpec *spec);
