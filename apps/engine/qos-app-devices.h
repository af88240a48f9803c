/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The available microphones or loudspeakers, from GstDeviceMonitor. The first
 * search runs in a thread: a sound system may be slow.
 */
#pragma once

#include <gst/gst.h>

/* A choice of device, which need not be available. */
#define QOS_APP_DEVICE_AUTO "auto"
#define QOS_APP_DEVICE_NAMED "device:" /* followed by its name */

#define QOS_TYPE_APP_DEVICES (qos_app_devices_get_type ())
G_DECLARE_FINAL_TYPE (QosAppDevices, qos_app_devices, QOS, APP_DEVICES, GObject)

/* Signals, in the main context:
 * "changed": the list is known, or has changed
 * "looked": a search for qos_app_devices_seek () is complete
 * "removed" (gchararray): this device is gone */

/* classes: "Audio/Source" or "Audio/Sink". */
QosAppDevices *qos_app_devices_new (const gchar *classes);

/* Is the list known yet? */
gboolean qos_app_devices_is_ready (QosAppDevices *self);

/* Runs the main context until the list is known. */
void qos_app_devices_wait (QosAppDevices *self);

/* Searches for all devices again every few seconds, while something is missing.
 * The monitor does not notice when a sound server ends or starts. */
void qos_app_devices_seek (QosAppDevices *self, gboolean is_seeking);

/* Returns: (transfer none) (element-type utf8): display names, each once. */
GPtrArray *qos_app_devices_names (QosAppDevices *self);

gboolean qos_app_devices_has (QosAppDevices *self, const gchar *name);

/* Returns: (nullable): the name in a choice of one device by its name. */
const gchar *qos_app_device_name (const gchar *choice);

/* Is the chosen device available, or any for QOS_APP_DEVICE_AUTO? */
gboolean qos_app_devices_has_chosen (QosAppDevices *self, const gchar *choice);

/* Returns: (transfer floating) (nullable): a source or sink for the device. */
GstElement *qos_app_devices_make (QosAppDevices *self, const gchar *name,
    GError **error);
