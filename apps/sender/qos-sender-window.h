/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The sender's window: what to send where, and how it arrives.
 */
#pragma once

#include "qos-ui-window.h"

#define QOS_TYPE_SENDER_WINDOW (qos_sender_window_get_type ())
G_DECLARE_FINAL_TYPE (QosSenderWindow, qos_sender_window, QOS, SENDER_WINDOW,
    QosUiWindow)
