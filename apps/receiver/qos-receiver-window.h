/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The receiver's window: the senders, and the charts of the selected one.
 */
#pragma once

#include "qos-ui-window.h"

#define QOS_TYPE_RECEIVER_WINDOW (qos_receiver_window_get_type ())
G_DECLARE_FINAL_TYPE (QosReceiverWindow, qos_receiver_window, QOS,
    RECEIVER_WINDOW, QosUiWindow)
