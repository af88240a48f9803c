/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The choice of a device: the default, the connected devices, one choice of the
 * app, and a file. A chosen device that is unplugged stays in the list.
 */
#pragma once

#include "qos-app-devices.h"

#include <gtk/gtk.h>

#define QOS_UI_TYPE_DEVICE_BOX (qos_ui_device_box_get_type ())
G_DECLARE_FINAL_TYPE (QosUiDeviceBox, qos_ui_device_box, QOS_UI, DEVICE_BOX,
    GtkComboBoxText)

/* Call once. automatic: the text for QOS_APP_DEVICE_AUTO. other, other_text:
 * identifier and text of the choice that the app adds. Strings are static. */
void qos_ui_device_box_set_up (QosUiDeviceBox *self, QosAppDevices *devices,
    const gchar *automatic, const gchar *other, const gchar *other_text);

/* choice: as in QosAppConfig, or the URI of a file. */
void qos_ui_device_box_choose (QosUiDeviceBox *self, const gchar *choice);

/* Returns: (transfer none) */
const gchar *qos_ui_device_box_choice (QosUiDeviceBox *self);
