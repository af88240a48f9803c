/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Properties that are only a field of the element, guarded by its object lock.
 */
#pragma once

#include <gst/gst.h>

/* Installs one for the field at offset of the instance, which is initialised
 * with the default. spec: (transfer floating): boolean, int, uint, uint64,
 * enum, string or caps. Setting a string to NULL restores the default. */
void gst_qos_field_install (GObjectClass *klass, guint id, gsize offset,
    GParamSpec *spec);

/* Under the object lock. Returns: FALSE if spec is not such a property. */
gboolean gst_qos_field_set (GObject *object, const GValue *value,
    GParamSpec *spec);
gboolean gst_qos_field_get (GObject *object, GValue *value, GParamSpec *spec);
