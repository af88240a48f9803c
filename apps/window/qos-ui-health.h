/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The state of a stream on the screen: its colour.
 */
#pragma once

#include "qos-app-health.h"
#include "qos-ui-common.h"

QosUiMood qos_ui_health_mood (QosAppHealthState state);

/* Is the stream current? Rows of others are dimmed. */
gboolean qos_ui_health_is_live (QosAppHealthState state);
