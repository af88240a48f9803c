/* SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The numbers that elements and qos-analyze have in common: defaults and ranges
 * of properties, and time-outs. The apps read them from the properties of the
 * elements. Numbers that appear in texts of the apps or in the meaning of a
 * field are in qos-fields.h.
 */
#pragma once

#include "qos-fields.h"
#include "qos-time.h"

/* Time between messages, and between reports, of a stream. */
#define QOS_INTERVAL_NS (500 * QOS_NS_PER_MS)
#define QOS_INTERVAL_MIN_NS (10 * QOS_NS_PER_MS)
#define QOS_INTERVAL_MAX_NS (3600 * QOS_NS_PER_S)

/* A stream that is silent for this long has ended. */
#define QOS_SOURCE_TIMEOUT_NS (30 * QOS_NS_PER_S)
#define QOS_SOURCE_TIMEOUT_MIN_NS QOS_NS_PER_S
#define QOS_SOURCE_TIMEOUT_MAX_NS (24 * 3600 * QOS_NS_PER_S)

/* A single packet that is not followed by another within this time is not a
 * stream. */
#define QOS_PROBATION_NS QOS_NS_PER_S

/* Maximum number of streams measured at the same time. */
#define QOS_STREAMS_MAX 4096

/* Maximum time that the jitter buffer holds packets, ms. */
#define QOS_LATENCY_MAX_MS 60000
