/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The microphones or loudspeakers that are there, by GstDeviceMonitor. Looking
 * for them the first time is done in a thread: a sound system may be slow.
 */
#ifndef QOS_APP_DEVICES_H
#define QOS_APP_DEVICES_H

#include <gst/gst.h>

G_BEGIN_DECLS

/* What is chosen of them, also where it is not there. */
#define QOS_APP_DEVICE_AUTO "auto"
#define QOS_APP_DEVICE_NAMED "device:" /* and its name */

#define QOS_TYPE_APP_DEVICES (qos_app_devices_get_type ())
G_DECLARE_FINAL_TYPE (QosAppDevices, qos_app_devices, QOS, APP_DEVICES, GObject)

/* Signals, in the main context:
 * "changed": the list is known, or another
 * "looked": it was looked for again, for qos_app_devices_seek ()
 * "removed" (gchararray): this one is gone */

/* classes: "Audio/Source" or "Audio/Sink". */
QosAppDevices *qos_app_devices_new (const gchar *classes);

/* Is the list known yet? */
gboolean qos_app_devices_is_ready (QosAppDevices *self);

/* Runs the main context until it is. */
void qos_app_devices_wait (QosAppDevices *self);

/* While something is missing: looks for all devices again every few seconds. A
 * sound server that ended tells nothing, and one that began is not noticed
 * otherwise. */
void qos_app_devices_seek (QosAppDevices *self, gboolean is_seeking);

/* Returns: (transfer none) (element-type utf8): names for people, each once. */
GPtrArray *qos_app_devices_names (QosAppDevices *self);

gboolean qos_app_devices_has (QosAppDevices *self, const gchar *name);

/* Returns: (nullable): the name in a choice of one device by its name. */
const gchar *qos_app_device_name (const gchar *choice);

/* Is the device there that was chosen, or any for QOS_APP_DEVICE_AUTO? */
gboolean qos_app_devices_has_chosen (QosAppDevices *self, const gchar *choice);

/* Returns: (transfer floating) (nullable): the device's source or sink. */
GstElement *qos_app_devices_make (QosAppDevices *self, const gchar *name,
    GError **error);

G_END_DECLS

#endif
