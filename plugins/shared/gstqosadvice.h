/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Advice about an event, in words.
 */
#pragma once

#include "qos-playout.h"
#include "qos-snapshot.h"

#include <glib.h>

/* Sets the advice of an event's snapshot, according to its other fields. */
void gst_qos_advice_set (QosSnapshot *snapshot, const QosEvent *event);
