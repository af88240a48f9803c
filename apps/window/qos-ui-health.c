/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "qos-ui-health.h"

static const QosUiMood moods[QOS_APP_N_HEALTH] = {
    [QOS_APP_HEALTH_GONE] = QOS_UI_IDLE,
    [QOS_APP_HEALTH_WAITING] = QOS_UI_BUSY,
    [QOS_APP_HEALTH_GOOD] = QOS_UI_GOOD,
    [QOS_APP_HEALTH_DROP_OUTS] = QOS_UI_WARN,
    [QOS_APP_HEALTH_SILENT] = QOS_UI_WARN,
    [QOS_APP_HEALTH_BAD] = QOS_UI_BAD,
    [QOS_APP_HEALTH_NOT_HEARD] = QOS_UI_BAD,
};

QosUiMood
qos_ui_health_mood (QosAppHealthState state)
{
  return moods[state];
}

gboolean
qos_ui_health_is_live (QosAppHealthState state)
{
  return state != QOS_APP_HEALTH_GONE && state != QOS_APP_HEALTH_SILENT;
}
