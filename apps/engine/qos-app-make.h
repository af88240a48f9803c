/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Creates elements; the errors of building a pipeline.
 */
#pragma once

#include <gst/gst.h>

#define QOS_APP_ERROR (qos_app_error_quark ())
GQuark qos_app_error_quark (void);

typedef enum
{
  QOS_APP_ERROR_PLUGIN, /* an element is missing */
  QOS_APP_ERROR_DEVICE, /* no such microphone or loudspeaker */
  QOS_APP_ERROR_FILE,
} QosAppError;

/* Returns: (transfer floating) (nullable): NULL with error if factory is
 * missing. */
GstElement *qos_app_make (const gchar *factory, GError **error);

/* The same for a pipeline; text: as for gst-launch, "bin.( ... )" for a bin. */
GstElement *qos_app_parse (const gchar *text, GError **error);

/* Returns: (transfer none): the element of bin with this name. */
GstElement *qos_app_find (GstElement *bin, const gchar *name);

typedef struct
{
  gint min;
  gint max;
  gint standard; /* the default; QOS_APP_NOT_GIVEN if the element is missing */
} QosAppRange;

/* Reads the GParamSpec of an integer property of an element. */
QosAppRange qos_app_range (const gchar *factory, const gchar *property);
